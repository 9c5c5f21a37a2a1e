/**
 * Entries that the disk does not give, as they are damaged there. One of them is no failure of the store:
 * whoever reads metadata and slivers goes on with the others.
 */
import type { KeyRange } from './database.js';
import { isDamage } from './store-failure.js';
import type { ReadableDatabase } from './written-over.js';

/** The value of a key: undefined when there is none, `unreadable` when it is damaged. */
export type ReadValue = Uint8Array | 'unreadable' | undefined;

/** Reads a value. Rejects with what the database says when it is for another reason that it gives nothing. */
export async function readValue(db: Pick<ReadableDatabase, 'get'>, key: string): Promise<ReadValue> {
  try {
    return await db.get(key);
  } catch (error) {
    if (isDamage(error)) return 'unreadable';
    throw error;
  }
}

/** Whether there is a value, and the disk gives it. Rejects as {@link readValue}. */
export async function isReadable(db: ReadableDatabase, key: string): Promise<boolean> {
  try {
    if (await db.has(key)) return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  // The search for a key fails for damage near it, and where a newer value is found before.
  return (await readValue(db, key)) instanceof Uint8Array;
}

/**
 * The entries of a range, without those that are damaged. LevelDB passes over these, and fails when it comes
 * to the end, instead of giving what it read last: so it is asked for one entry at a time. Rejects as
 * {@link readValue}.
 */
export async function* readableEntries(
  db: ReadableDatabase,
  range: KeyRange,
): AsyncGenerator<[string, Uint8Array], void, undefined> {
  try {
    yield* db.iterator({ ...range, highWaterMarkBytes: 0 });
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
}
