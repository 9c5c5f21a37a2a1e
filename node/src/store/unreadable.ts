/** Reads that fail because of what is on the disk. */
import type { Database, KeyRange } from './database.js';

/** What LevelDB says of a block that it cannot make sense of, and of one that the system does not give it. */
const CODES: ReadonlySet<unknown> = new Set(['LEVEL_CORRUPTION', 'LEVEL_IO_ERROR']);

/** Whether a read failed because an entry, or what leads to it, is damaged on the disk. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && CODES.has((error as { readonly code?: unknown }).code);
}

/** The value of a key: undefined when there is none, `unreadable` when the disk does not give it. */
export async function readValue(db: Database, key: string): Promise<Uint8Array | 'unreadable' | undefined> {
  try {
    return await db.get(key);
  } catch (error) {
    if (isUnreadable(error)) return 'unreadable';
    throw error;
  }
}

/**
 * The entries of a range, without those that the disk does not give. LevelDB passes over these, and fails
 * when it comes to the end, instead of giving what it read last: so it is asked for one entry at a time.
 */
export async function* readableEntries(
  db: Database,
  range: KeyRange,
): AsyncGenerator<[string, Uint8Array], void, undefined> {
  try {
    yield* db.iterator({ ...range, highWaterMarkBytes: 0 });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
}
