/**
 * Writes what counts against a node's capacity, and keeps the count. Each write carries the new total, so
 * that a crash leaves no count that is off.
 */
import { HauloutError } from '@haulout/sdk/base';
import type { DatabaseOperation } from './database.js';
import type { HealingDatabase } from './healing-database.js';
import { textOf, textValue } from './text-value.js';
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

export interface BlobWriter {
  readonly usedBytes: number;
  /** Resolves, when it is on disk, to whether the key was new; a key that is taken keeps its value. */
  put(key: string, value: Uint8Array): Promise<boolean>;
  /** Removes all keys that begin with one of the prefixes, at once. Resolves to the bytes that they had. */
  deleteAll(prefixes: readonly string[]): Promise<number>;
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
}

/** Where the count is kept. */
export const USAGE = 'usage';
/** What the keys of counted values begin with. */
const COUNTED = ['metadata/', 'sliver/'];
/** A writer to an open database. */
export async function blobWriter(
  db: HealingDatabase,
  capacityBytes: number | undefined,
): Promise<BlobWriter> {
  let usedBytes = await db.read(usageIn);
  const queue = writeQueue<Write>(writeTogether);

  async function writeTogether(tasks: readonly WriteTask<Write>[]): Promise<void> {
    const write: Write = { usedBytes, putBytes: 0, operations: [], keys: new Set() };
    const prepared: { readonly task: WriteTask<Write>; readonly answer: () => void }[] = [];
    for (const task of tasks) {
      try {
        prepared.push({ task, answer: await task.prepare(write) });
      } catch (error) {
        task.reject(error);
      }
    }
    try {
      if (write.operations.length > 0) {
        if (write.putBytes > 0) await db.requireRoom(write.putBytes);
        await db.write([...write.operations, usageOf(write.usedBytes)], { sync: true });
        usedBytes = write.usedBytes;
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
      queue.add({ kind: 'put', bytes: value.length }, async (write) => {
        if (write.keys.has(key) || (await db.read((opened) => opened.has(key)))) return false;
        if (capacityBytes !== undefined && write.usedBytes + value.length > capacityBytes) {
          throw new StoreFull(value.length, write.usedBytes, capacityBytes);
        }
        write.keys.add(key);
        write.operations.push({ type: 'put', key, value });
        write.usedBytes += value.length;
        write.putBytes += value.length;
        return true;
      }),
    deleteAll: (prefixes) =>
      queue.add({ kind: 'delete', bytes: 0 }, async (write) => {
        const before = write.usedBytes;
        for (const prefix of prefixes) {
          for (const { key, bytes } of await db.read((opened) => sizesIn(opened, prefix))) {
            write.operations.push({ type: 'del', key });
            write.usedBytes -= bytes;
          }
        }
        return before - write.usedBytes;
      }),
    idle: queue.idle,
  };
}

/** Writes the count. */
export function usageOf(usedBytes: number): DatabaseOperation {
  return { type: 'put', key: USAGE, value: textValue(USAGE, String(usedBytes)) };
}

/** The count that a database has; it is made when there is none. */
async function usageIn(db: ReadableDatabase): Promise<number> {
  const known = await db.get(USAGE);
  if (known !== undefined) return Number(textOf(USAGE, known));
  let usedBytes = 0;
  for (const prefix of COUNTED)
    for await (const [, value] of db.iterator(beginningWith(prefix))) usedBytes += value.length;
  return usedBytes;
}

/** The entries whose keys begin with a prefix. */
async function sizesIn(db: ReadableDatabase, prefix: string): Promise<{ key: string; bytes: number }[]> {
  const sizes: { key: string; bytes: number }[] = [];
  for await (const [key, value] of db.iterator(beginningWith(prefix)))
    sizes.push({ key, bytes: value.length });
  return sizes;
}

const beginningWith = (prefix: string) => ({ gte: prefix, lt: `${prefix}\uffff` });
