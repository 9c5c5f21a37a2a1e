import { eitherSignal } from '../../base/abort.js';
import type { DecodedBlob } from '../../encoding/index.js';
import { throughCommittees, type Open, type OpenBytes } from './open-bytes.js';
import { boundsIn } from './read-range.js';

/** Which bytes of a blob to stream. */
interface StreamRange {
  readonly blobId: string;
  readonly start: number;
  readonly end: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A stream over what is read part by part, such as a blob by the rows of its matrix. The next part is fetched
 * when the reader has taken the one before it, so that a slow reader holds up the network and not memory. A
 * stream may outlive the committee that it began with: when nodes do not have the blob any more, it is opened
 * anew and goes on.
 *
 * @param open called when the stream is first read, and when it cannot go on
 * @param range.bounds the first byte, and the one after the last
 */
export function streamBlob<T extends OpenBytes>(
  open: Open<T>,
  {
    bounds,
    signal,
  }: {
    readonly bounds: (opened: T) => readonly [number, number];
    readonly signal?: AbortSignal | undefined;
  },
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const either = eitherSignal(signal, cancelled.signal);
  let current: T | undefined;
  const reopen: Open<T> = async (by, stale) => {
    if (current === undefined || stale !== undefined) current = await open(by, stale);
    return current;
  };
  let at: number | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const opened = await reopen(either);
        const [start, end] = bounds(opened);
        const from = at ?? start;
        if (from >= end) return controller.close();
        const until = Math.min(opened.partEnd(from), end);
        const chunk = await throughCommittees(reopen, (blob) => blob.read(from, until, either), either);
        at = until;
        controller.enqueue(chunk);
        if (until >= end) controller.close();
      },
      cancel(reason) {
        cancelled.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Bytes of a chunk of a blob that was checked before. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * A stream over a part of a blob that is gathered and checked as a whole before its first byte. What was
 * opened is closed when the stream ends, fails, is cancelled or given up.
 *
 * @param open called when the stream is first read
 */
export function streamChecked(
  open: (signal: AbortSignal) => Promise<DecodedBlob>,
  { blobId, start, end, signal }: StreamRange,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const either = eitherSignal(signal, cancelled.signal);
  let opening: Promise<DecodedBlob> | undefined;
  let giveUp = (): void => undefined;
  const close = async (): Promise<void> => {
    either.removeEventListener('abort', giveUp);
    const blob = await opening?.catch(() => undefined);
    await blob?.close();
  };
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = () => {
          if (!cancelled.signal.aborted) controller.error(either.reason);
          close().catch(() => undefined);
        };
        either.addEventListener('abort', giveUp, { once: true });
      },
      async pull(controller) {
        try {
          const blob = await (opening ??= open(either));
          const [, last] = boundsIn(blob, blobId, { start, end });
          const until = Math.min(at + CHUNK_BYTES, last);
          if (at < until) controller.enqueue(await blob.read(at, until));
          at = until;
          if (at < last) return;
          await close();
          controller.close();
        } catch (error) {
          await close().catch(() => undefined);
          throw either.aborted ? either.reason : error;
        }
      },
      cancel(reason) {
        cancelled.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
