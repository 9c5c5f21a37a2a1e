/**
 * Metadata and slivers, wherever they are: in the database, or a sliver in a file. In its place the database
 * has how many bytes it has then, so that they are counted without a look at the file, and a file of another
 * length is not read.
 */
import { kindOf } from './keys.js';
import { intactText, textValue } from './text-value.js';
import { isReadable, readValue, type ReadValue } from './unreadable.js';
import type { ReadableDatabase } from './written-over.js';

const MARK = 'file ';
/** A checksum of 4 bytes, the mark, and a number. */
const MAX_ENTRY_BYTES = 32;

/** What the database has in the place of a sliver that is in a file. */
export const fileEntry = (key: string, bytes: number): Uint8Array => textValue(key, MARK + bytes);

/** Bytes of the file for which an entry stands; undefined: the entry is the value itself. */
export function bytesInFile(key: string, entry: Uint8Array): number | undefined {
  if (entry.length > MAX_ENTRY_BYTES || kindOf(key) !== 'sliver') return undefined;
  const [, bytes] = /^file (\d{1,15})$/.exec(intactText(key, entry) ?? '') ?? [];
  return bytes === undefined ? undefined : Number(bytes);
}

/** Bytes of a value. */
export const countedBytes = (key: string, entry: Uint8Array): number =>
  bytesInFile(key, entry) ?? entry.length;

/** A value, and what the database has of it. */
export interface Found {
  /** What the database has. */
  readonly entry: ReadValue;
  /** As {@link readValue}; `unreadable` also when its file is missing, or has another length. */
  readonly value: ReadValue;
}

/** Reads metadata or a sliver. Rejects as {@link readValue}, and when the disk fails. */
export async function findCounted(db: ReadableDatabase, key: string): Promise<Found> {
  for (let isAgain = false; ; isAgain = true) {
    const entry = await readValue(db, key);
    const bytes = entry instanceof Uint8Array ? bytesInFile(key, entry) : undefined;
    if (bytes === undefined || db.files === undefined) return { entry, value: entry };
    const value = await db.files.read(key, bytes);
    if (value !== undefined) return { entry, value };
    // It may have been deleted in between: first there, then here.
    if (isAgain) return { entry, value: 'unreadable' };
  }
}

/** The value of metadata or a sliver. Rejects as {@link findCounted}. */
export const readCounted = async (db: ReadableDatabase, key: string): Promise<ReadValue> =>
  (await findCounted(db, key)).value;

/** Whether there is such a value, and the disk gives it, as far as that can be told without reading it. */
export async function hasCounted(db: ReadableDatabase, key: string): Promise<boolean> {
  for (let isAgain = false; ; isAgain = true) {
    if (!(await isReadable(db, key))) return false;
    if (db.files === undefined || kindOf(key) !== 'sliver') return true;
    // It was found a moment ago: most likely it is in memory.
    const entry = await readValue({ get: async () => db.getSync(key) }, key);
    const bytes = entry instanceof Uint8Array ? bytesInFile(key, entry) : undefined;
    if (bytes === undefined || (await db.files.sizeOf(key)) === bytes) return true;
    if (isAgain) return false;
  }
}
