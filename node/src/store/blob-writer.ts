/**
 * Writes what counts against a node's capacity, and keeps the count. Each write carries the new total, so
 * that a crash leaves no count that is off.
 */
import { equalBytes, HauloutError } from '@haulout/sdk/base';
import type { DatabaseOperation, FiledSliver } from './database.js';
import { DroppedFiles } from './dropped-files.js';
import type { HealingDatabase } from './healing-database.js';
import { beginningWith, COUNTED, isCounted, kindOf, SLIVER_KEYS, USAGE } from './keys.js';
import { bytesInFile, countedBytes, fileEntry, findCounted, readCounted } from './counted-value.js';
import { intactText, textValue } from './text-value.js';
import { readableEntries, readValue } from './unreadable.js';
import { writeQueue, type WriteTask } from './write-queue.js';
import type { ReadableDatabase } from './written-over.js';

/** A put that would take the store over its capacity. */
export class StoreFull extends HauloutError<'STORE_FULL'> {
  constructor(size: number, usedBytes: number, capacityBytes: number) {
    super({
      code: 'STORE_FULL',
      message: `${size} bytes do not fit: ${usedBytes} of ${capacityBytes} bytes are taken`,
      values: { size, usedBytes, capacityBytes },
    });
  }
}

/**
 * What a put found: nothing, the same value, or another one. Only verified values are put, and a key has one
 * that verifies: another one, or one that cannot be read, has rotten.
 */
export type PutOutcome = 'new' | 'same' | 'replaced';

/** What a second read of something that did not verify found. What cannot be read is left alone. */
export type SecondRead = 'absent' | 'good' | 'removed' | 'unreadable';

/** How to tell whether a value has rotten. */
export interface RotCheck {
  /** Whether a value is what it should be. */
  readonly isGood: (value: Uint8Array) => boolean;
  /** Bytes of the value as it was put. */
  readonly bytes: number;
}

/** A file of a sliver of which the database does not know. */
export interface UnknownFile {
  /** Key of the sliver. */
  readonly key: string;
  readonly bytes: number;
}

export interface BlobWriter {
  readonly usedBytes: number;
  /**
   * Resolves when the value is on disk. A value in the place of one that has rotten has as many bytes as that
   * one had when it was put.
   */
  put(key: string, value: Uint8Array): Promise<PutOutcome>;
  /** Reads a value that has not verified once more, and removes it unless it is good now. */
  removeUnless(key: string, check: RotCheck): Promise<SecondRead>;
  /**
   * Removes all keys that begin with one of the prefixes, at once. Resolves to the bytes that they had. What
   * the disk does not give stays, and counts: LevelDB cannot free it either.
   */
  deleteAll(prefixes: readonly string[]): Promise<number>;
  /** Takes files of which the database does not know for slivers, unless it knows of them now. */
  take(files: readonly UnknownFile[]): Promise<void>;
  /** To be told that it has no such files any more, for which deletions look until then. */
  allTaken(): void;
  /** Resolves when nothing is left to write. */
  idle(): Promise<void>;
}

/** What goes to disk together. */
interface Write {
  usedBytes: number;
  /** Bytes of what is put. */
  putBytes: number;
  readonly operations: DatabaseOperation[];
  readonly keys: Set<string>;
  /** What of it goes into files. */
  readonly filed: FiledSliver[];
  /** Keys of slivers whose files, if they have any, go when the database has no entries for them. */
  readonly dropped: string[];
}

/** A writer to an open database. */
export async function blobWriter(
  db: HealingDatabase,
  capacityBytes: number | undefined,
): Promise<BlobWriter> {
  let usedBytes = await db.read(usageIn);
  const droppedFiles = await DroppedFiles.of(db);
  /** Whether there may be files of slivers of which the database does not know. */
  let hasUnknown = db.files !== undefined;
  const queue = writeQueue<Write>(writeTogether);

  async function writeTogether(tasks: readonly WriteTask<Write>[]): Promise<void> {
    const write: Write = { usedBytes, putBytes: 0, operations: [], keys: new Set(), filed: [], dropped: [] };
    const prepared: { readonly task: WriteTask<Write>; readonly answer: () => void }[] = [];
    for (const task of tasks) {
      try {
        prepared.push({ task, answer: await task.prepare(write) });
      } catch (error) {
        task.reject(error);
      }
    }
    try {
      if (write.operations.length > 0 || write.dropped.length > 0) {
        if (write.putBytes > 0) await db.requireRoom(write.putBytes, { inDatabase: inDatabase(write) });
        const { filed, operations } = write;
        const notes = [...droppedFiles.note(filed, write.dropped), usageOf(write.usedBytes)];
        await db.write([...operations, ...notes], { sync: true, filed });
        usedBytes = write.usedBytes;
        await droppedFiles.remove();
      }
      for (const { answer } of prepared) answer();
    } catch (error) {
      for (const { task } of prepared) task.reject(error);
    }
  }

  return {
    get usedBytes() {
      return usedBytes;
    },
    put: (key, value) =>
      queue.add({ kind: 'put', bytes: value.length }, (write) =>
        preparePut(db, write, { key, value, capacityBytes }),
      ),
    removeUnless: (key, check) =>
      queue.add({ kind: 'delete', bytes: 0 }, (write) => prepareRemoval(db, write, { key, ...check })),
    deleteAll: (prefixes) =>
      queue.add({ kind: 'delete', bytes: 0 }, async (write) => {
        let freed = 0;
        for (const prefix of prefixes) {
          for (const { key, bytes, isInFile } of await db.read((opened) => sizesIn(opened, prefix))) {
            write.operations.push({ type: 'del', key });
            if (isInFile) write.dropped.push(key);
            freed += bytes;
          }
          const known = new Set(write.dropped);
          for (const key of hasUnknown ? await db.read((opened) => filesOf(opened, prefix)) : [])
            if (!known.has(key)) write.dropped.push(key);
        }
        countDown(write, freed);
        return freed;
      }),
    take: (files) =>
      // Alone, as a deletion: who puts one of them later has to compare it.
      queue.add({ kind: 'delete', bytes: 0 }, async (write) => {
        for (const { key, bytes } of files) {
          if ((await db.read((opened) => readValue(opened, key))) !== undefined) continue;
          if ((await db.files!.sizeOf(key)) !== bytes) continue;
          write.operations.push({ type: 'put', key, value: fileEntry(key, bytes) });
          write.usedBytes += bytes;
        }
      }),
    allTaken: () => (hasUnknown = false),
    idle: queue.idle,
  };
}

/** Adds a put to a write, unless the value is there. */
async function preparePut(
  db: HealingDatabase,
  write: Write,
  {
    key,
    value,
    capacityBytes,
  }: { readonly key: string; readonly value: Uint8Array; readonly capacityBytes: number | undefined },
): Promise<PutOutcome> {
  if (write.keys.has(key)) return 'same';
  const found = await db.read((opened) => readCounted(opened, key));
  if (found instanceof Uint8Array && equalBytes(found, value)) return 'same';
  const added = found === undefined ? value.length : 0;
  if (added > 0 && capacityBytes !== undefined && write.usedBytes + added > capacityBytes) {
    throw new StoreFull(added, write.usedBytes, capacityBytes);
  }
  write.keys.add(key);
  const isFiled = goesIntoFile(db, key, value);
  if (isFiled) write.filed.push({ key, value });
  write.operations.push({ type: 'put', key, value: isFiled ? fileEntry(key, value.length) : value });
  write.usedBytes += added;
  // A value in the place of another one takes room, too: the other one stays for a while.
  write.putBytes += value.length;
  return found === undefined ? 'new' : 'replaced';
}

/** Bytes of what is put into the database itself. */
const inDatabase = ({ putBytes, filed }: Write): number =>
  filed.reduce((rest, { value }) => rest - value.length, putBytes);

/** Whether a value is large, or would be taken for what stands for one. */
const goesIntoFile = ({ files }: HealingDatabase, key: string, value: Uint8Array): boolean =>
  files !== undefined &&
  kindOf(key) === 'sliver' &&
  (value.length >= files.minBytes || bytesInFile(key, value) !== undefined);

/** Adds the removal of a value to a write, unless a second read finds it good. */
async function prepareRemoval(
  db: HealingDatabase,
  write: Write,
  { key, isGood, bytes }: RotCheck & { readonly key: string },
): Promise<SecondRead> {
  const { entry, value } = await db.read((opened) => findCounted(opened, key));
  if (entry === undefined) return 'absent';
  if (entry === 'unreadable') return entry;
  // What a file does not give any more can be freed all the same.
  if (value instanceof Uint8Array && isGood(value)) return 'good';
  write.operations.push({ type: 'del', key });
  if (db.files !== undefined && kindOf(key) === 'sliver') write.dropped.push(key);
  countDown(write, bytes);
  return 'removed';
}

/** Takes bytes off the count. It may lack some: those that could not be read when it was measured. */
function countDown(write: Write, bytes: number): void {
  write.usedBytes = Math.max(0, write.usedBytes - bytes);
}

/** Writes the count. */
export function usageOf(usedBytes: number): DatabaseOperation {
  return { type: 'put', key: USAGE, value: textValue(USAGE, String(usedBytes)) };
}

/** The count that a database has; what can be read is measured when there is none, or it is damaged. */
async function usageIn(db: ReadableDatabase): Promise<number> {
  const known = await readValue(db, USAGE);
  const text = known instanceof Uint8Array ? intactText(USAGE, known) : undefined;
  if (text !== undefined) return Number(text);
  let usedBytes = 0;
  for (const prefix of COUNTED) {
    for await (const [key, value] of readableEntries(db, beginningWith(prefix)))
      if (isCounted(key)) usedBytes += countedBytes(key, value);
  }
  return usedBytes;
}

/** An entry, and what it takes. */
interface Sized {
  readonly key: string;
  /** Bytes that count. */
  readonly bytes: number;
  readonly isInFile: boolean;
}

/** The entries whose keys begin with a prefix, as far as they can be read. */
async function sizesIn(db: ReadableDatabase, prefix: string): Promise<Sized[]> {
  const sizes: Sized[] = [];
  for await (const [key, value] of readableEntries(db, beginningWith(prefix))) {
    const inFile = bytesInFile(key, value);
    const bytes = isCounted(key) ? (inFile ?? value.length) : 0;
    sizes.push({ key, bytes, isInFile: inFile !== undefined });
  }
  return sizes;
}

/** The keys of the files of slivers that begin with a prefix. */
async function filesOf({ files }: ReadableDatabase, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  if (!prefix.startsWith(SLIVER_KEYS)) return keys;
  for await (const key of files!.list(prefix)) keys.push(key);
  return keys;
}
