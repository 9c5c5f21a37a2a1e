/**
 * Files of slivers that are deleted: first from the database, which notes in the same write whose files are
 * to go, and then the files. A process that was killed in between finds the note when it starts.
 */
import type { DatabaseOperation, FiledSliver } from './database.js';
import type { HealingDatabase } from './healing-database.js';
import { DELETED, kindOf } from './keys.js';
import { intactText, textValue } from './text-value.js';
import { readValue } from './unreadable.js';
import type { ReadableDatabase } from './written-over.js';

/** The files that are still to go of a store. */
export class DroppedFiles {
  readonly #db: HealingDatabase;
  /** Keys of deleted slivers that have files. */
  #keys: readonly string[] = [];
  /** Whether the database may have a note. */
  #isNoted = false;
  /** What they are after a write. */
  #next: readonly string[] = [];

  private constructor(db: HealingDatabase) {
    this.#db = db;
  }

  /** Removes what was to go when the process before ended. */
  static async of(db: HealingDatabase): Promise<DroppedFiles> {
    const dropped = new DroppedFiles(db);
    const keys = db.files === undefined ? undefined : await db.read(noted);
    dropped.#next = keys ?? [];
    await dropped.remove();
    // Also one of which nothing is to go any more: it is not to outlive what is put now.
    dropped.#isNoted = keys !== undefined;
    return dropped;
  }

  /** What a write has to note that puts some slivers into files, and deletes some that may have any. */
  note(filed: readonly FiledSliver[], deleted: readonly string[]): DatabaseOperation[] {
    const put = new Set(filed.map(({ key }) => key));
    this.#next = [...this.#keys.filter((key) => !put.has(key)), ...deleted];
    if (this.#next.length > 0)
      return [{ type: 'put', key: DELETED, value: textValue(DELETED, this.#next.join('\n')) }];
    return this.#isNoted ? [{ type: 'del', key: DELETED }] : [];
  }

  /** Removes the files, when the write is on disk. Those that the disk keeps are of the next note. */
  async remove(): Promise<void> {
    this.#isNoted = this.#next.length > 0;
    this.#keys = this.#isNoted ? await this.#db.files!.remove(this.#next) : [];
  }
}

/**
 * Keys of slivers whose files were to go and that are not there again; undefined when there is no note.
 * Rejects as `readValue`.
 */
export async function noted(db: Pick<ReadableDatabase, 'get'>): Promise<string[] | undefined> {
  const found = await readValue(db, DELETED);
  if (found === undefined) return undefined;
  const text = found instanceof Uint8Array ? intactText(DELETED, found) : undefined;
  const keys: string[] = [];
  for (const key of text?.split('\n') ?? [])
    if (kindOf(key) === 'sliver' && (await readValue(db, key)) === undefined) keys.push(key);
  return keys;
}
