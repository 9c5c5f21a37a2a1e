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

/** The pass under way, the last blob that it has looked at, and the last pass that has ended. */
export interface ScrubState {
  readonly pass: ScrubPass | undefined;
  readonly after: Uint8Array | undefined;
  readonly last: EndedScrubPass | undefined;
}

const KEY = 'scrub';

/** Keeps the state. */
export async function writeScrubState(store: BlobStore, { after, ...state }: ScrubState): Promise<void> {
  const value = JSON.stringify({ ...state, after: after && hex(after) });
  await store.putRecords([{ key: KEY, value }]);
}

/** The state as it was kept; nothing of it where it is damaged, or does not make sense. */
export async function readScrubState(store: BlobStore): Promise<ScrubState> {
  const nothing = { pass: undefined, after: undefined, last: undefined };
  const text = await store.getRecord(KEY).catch((error: unknown) => {
    if (isDamage(error)) return undefined;
    throw error;
  });
  if (text === undefined) return nothing;
  try {
    const { pass, after, last } = JSON.parse(text) as Record<string, unknown>;
    const hasPlace = typeof after === 'string' && /^[0-9a-f]{64}$/.test(after);
    return {
      pass: isPass(pass) ? pass : undefined,
      after: isPass(pass) && hasPlace ? fromHex(after) : undefined,
      last:
        isPass(last) && isCount((last as Partial<EndedScrubPass>).endedMs)
          ? (last as EndedScrubPass)
          : undefined,
    };
  } catch {
    return nothing;
  }
}

function isPass(value: unknown): value is ScrubPass {
  if (typeof value !== 'object' || value === null) return false;
  const { entries, bytes, rotten, beganMs } = value as Partial<ScrubPass>;
  return [entries, bytes, rotten, beganMs].every(isCount);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
