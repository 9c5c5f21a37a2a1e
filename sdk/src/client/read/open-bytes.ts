/** Bytes that are read part by part, and may outlive the committee that they were opened with. */
import { unlessAborted } from '../../base/abort.js';
import { NotEnoughSlivers } from '../../nodes/errors.js';

/** A blob, or a file in one, that is ready to be read in parts. */
export interface OpenBytes {
  /** How many bytes there are. */
  readonly length: number;
  /**
   * Reads bytes from `start` up to but not including `end`, which are within the length.
   *
   * @throws as `readBlob`
   */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  /**
   * The same for another reader. A reader keeps what had to be rebuilt for it, for as long as somebody has
   * the reader; others that are there meanwhile share it. Undefined: nothing is kept that takes room.
   */
  another?(): OpenBytes;
  /** Where the part ends that a byte is in: reads that begin and end with a part move nothing in vain. */
  partEnd(at: number): number;
}

/**
 * Opens what is read.
 *
 * @param stale what was opened before, when its nodes do not have it any more
 */
export type Open<T extends OpenBytes> = (signal: AbortSignal | undefined, stale?: OpenBytes) => Promise<T>;

/**
 * Does something with what is open. When its nodes do not have it any more, it is opened anew and done again.
 */
export async function throughCommittees<T extends OpenBytes, R>(
  open: Open<T>,
  use: (opened: T) => Promise<R>,
  signal: AbortSignal | undefined,
): Promise<R> {
  const opened = await open(signal);
  try {
    return await use(opened);
  } catch (error) {
    if (!(error instanceof NotEnoughSlivers)) throw error;
    return use(await open(signal, opened));
  }
}

/**
 * Opens once for all who ask, each of whom gets a reader of its own: what is open may be kept for long, and
 * whole blobs that had to be rebuilt are not kept with it. What fails is tried again by the next one.
 *
 * @param open without a signal: one who gives it up does not end it for the others
 */
export function openOnce<T extends OpenBytes>(open: () => Promise<T>): Open<T> {
  let opening: Promise<T> | undefined;
  let opened: T | undefined;
  const openedBy = new WeakMap<OpenBytes, T>();
  return async (signal, stale) => {
    const first = stale && openedBy.get(stale);
    if (first !== undefined && first === opened) opening = opened = undefined;
    if (opening === undefined) {
      const mine = open();
      opening = mine;
      mine.then(
        (value) => (opened = value),
        () => (opening = opening === mine ? undefined : opening),
      );
    }
    const now = await unlessAborted(opening, signal);
    const reader = (now.another?.() ?? now) as T;
    openedBy.set(reader, now);
    return reader;
  };
}
