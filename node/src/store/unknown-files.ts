/**
 * Files of slivers of which the database does not know. A process was killed before it had written the entry,
 * or the database has lost it. Such a file is taken for a sliver: what it is, its readers verify. It is no
 * rest of a deletion, which is ended before.
 */
import type { BlobWriter, UnknownFile } from './blob-writer.js';
import type { SliverFiles } from './database.js';
import type { HealingDatabase } from './healing-database.js';
import { readValue } from './unreadable.js';
import type { ReadableDatabase } from './written-over.js';

/** Files that are taken at one time. */
const AT_ONCE = 64;

/** The files that have no entry. Rejects as `readValue`, and with the system's errors. */
export async function* unknownFiles(
  files: Pick<SliverFiles, 'list' | 'sizeOf'>,
  db: Pick<ReadableDatabase, 'get'>,
): AsyncGenerator<UnknownFile, void, undefined> {
  for await (const key of files.list()) {
    if ((await readValue(db, key)) !== undefined) continue;
    const bytes = await files.sizeOf(key);
    if (bytes !== undefined) yield { key, bytes };
  }
}

/** Makes entries for the files that have none. Does not reject: what is left is found the next time. */
export async function takeUnknownFiles(
  db: HealingDatabase,
  writer: Pick<BlobWriter, 'take' | 'allTaken'>,
  signal: AbortSignal,
): Promise<void> {
  const { files } = db;
  if (files === undefined) return;
  const get = async (key: string) => {
    signal.throwIfAborted();
    return db.read((opened) => opened.getSync(key));
  };
  try {
    let found: UnknownFile[] = [];
    for await (const file of unknownFiles(files, { get })) {
      found.push(file);
      if (found.length < AT_ONCE) continue;
      await writer.take(found);
      found = [];
    }
    if (found.length > 0) await writer.take(found);
    writer.allTaken();
  } catch {
    // The store is closed, or the disk fails, of which others tell.
  }
}
