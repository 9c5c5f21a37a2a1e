/** How far the scrub of a store has come, as it is kept in the store. */
import { fromHex, hex } from '../hex.js';
import type { BlobStore } from '../store/blob-store.js';
import { isDamage } from '../store/store-failure.js';

/** What a scrub has looked at. */
export interface ScrubCount {
  /** Slivers and metadata of blobs that were here. */
  readonly entries: number;
  /** Bytes of those that were right. */
  readonly bytes: number;
  /** Entries that had rotten. */
  readonly rotten: number;
  /** Entries that the disk did not give, also when it was asked again. */
  readonly unread: number;
}

/** A pass over everything that is stored, which has begun. */
export interface ScrubPass extends ScrubCount {
  /** When it began, in ms since 1970. */
  readonly beganMs: number;
}

/** A pass that has ended. */
export interface EndedScrubPass extends ScrubPass {
  /** When it ended, in ms since 1970. */
  readonly endedMs: number;
}

/** The pass under way, where it is, and the last pass that has ended. */
export interface ScrubState {
  readonly pass: ScrubPass | undefined;
  /** The last blob that was looked at. */
  readonly after: Uint8Array | undefined;
  /** The blob that is being looked at: known after a restart if that has ended the process. */
  readonly at: Uint8Array | undefined;
  readonly last: EndedScrubPass | undefined;
}

const KEY = 'scrub';

/** Keeps the state; with `sync`, on disk when it resolves. */
export async function writeScrubState(
  store: BlobStore,
  { after, at, ...state }: ScrubState,
  options: { readonly sync: boolean },
): Promise<void> {
  const value = JSON.stringify({ ...state, after: after && hex(after), at: at && hex(at) });
  await store.putRecords([{ key: KEY, value }], options);
}

/** The state as it was kept; nothing of it where it is damaged, or does not make sense. */
export async function readScrubState(store: BlobStore): Promise<ScrubState> {
  const nothing = { pass: undefined, after: undefined, at: undefined, last: undefined };
  const text = await store.getRecord(KEY).catch((error: unknown) => {
    if (isDamage(error)) return undefined;
    throw error;
  });
  if (text === undefined) return nothing;
  try {
    const { pass, after, at, last } = JSON.parse(text) as Record<string, unknown>;
    return {
      pass: isPass(pass) ? pass : undefined,
      after: isPass(pass) ? blobIdOf(after) : undefined,
      at: isPass(pass) ? blobIdOf(at) : undefined,
      last:
        isPass(last) && isCount((last as Partial<EndedScrubPass>).endedMs)
          ? (last as EndedScrubPass)
          : undefined,
    };
  } catch {
    return nothing;
  }
}

function blobIdOf(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? fromHex(value) : undefined;
}

function isPass(value: unknown): value is ScrubPass {
  if (typeof value !== 'object' || value === null) return false;
  const { entries, bytes, rotten, unread, beganMs } = value as Partial<ScrubPass>;
  return [entries, bytes, rotten, unread, beganMs].every(isCount);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
