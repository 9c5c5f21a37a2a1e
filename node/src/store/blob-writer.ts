/**
 * Writes what counts against a node's capacity, and keeps the count. Puts that come while the disk is busy go
 * into its next write together, with one fsync; each write carries the new total, so that a crash leaves no
 * count that is off.
 */
import { HauloutError } from '@haulout/sdk/base';
import type { Database, DatabaseOperation } from './database.js';

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

interface Task {
  readonly kind: 'put' | 'delete';
  /** Adds its operations to a write; returns how to answer when that is on disk. */
  readonly prepare: (write: Write) => Promise<() => void>;
  readonly reject: (error: unknown) => void;
}

/** What goes to disk together. */
interface Write {
  usedBytes: number;
  readonly operations: DatabaseOperation[];
  readonly keys: Set<string>;
}

const USAGE = 'usage';
/** Where the counted values are. */
const COUNTED = ['metadata/', 'sliver/'];
/** Puts that go into one write, at most. */
const MAX_PUTS = 64;

/** A writer to an open database. */
export async function blobWriter(db: Database, capacityBytes: number | undefined): Promise<BlobWriter> {
  const known = await db.get(USAGE);
  let usedBytes = known ? Number(new TextDecoder().decode(known)) : await measure(db, COUNTED);
  const queue: Task[] = [];
  let running: Promise<void> | undefined;

  const enqueue = <T>(kind: Task['kind'], prepare: (write: Write) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      queue.push({
        kind,
        reject,
        async prepare(write) {
          const result = await prepare(write);
          return () => resolve(result);
        },
      });
      running ??= run();
    });

  async function run(): Promise<void> {
    do await writeTogether(next());
    while (queue.length > 0);
    running = undefined; // in the same turn in which the queue was seen empty
  }

  /** A deletion goes alone, since it must see on disk what it deletes. */
  function next(): Task[] {
    if (queue[0]?.kind === 'delete') return queue.splice(0, 1);
    const end = queue.findIndex(({ kind }) => kind === 'delete');
    return queue.splice(0, Math.min(MAX_PUTS, end < 0 ? queue.length : end));
  }

  async function writeTogether(tasks: readonly Task[]): Promise<void> {
    const write: Write = { usedBytes, operations: [], keys: new Set() };
    const prepared: { readonly task: Task; readonly answer: () => void }[] = [];
    for (const task of tasks) {
      try {
        prepared.push({ task, answer: await task.prepare(write) });
      } catch (error) {
        task.reject(error);
      }
    }
    try {
      if (write.operations.length > 0) {
        await db.batch([...write.operations, usageOf(write)], { sync: true });
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
      enqueue('put', async (write) => {
        if (write.keys.has(key) || (await db.has(key))) return false;
        if (capacityBytes !== undefined && write.usedBytes + value.length > capacityBytes) {
          throw new StoreFull(value.length, write.usedBytes, capacityBytes);
        }
        write.keys.add(key);
        write.operations.push({ type: 'put', key, value });
        write.usedBytes += value.length;
        return true;
      }),
    deleteAll: (prefixes) =>
      enqueue('delete', async (write) => {
        const before = write.usedBytes;
        for (const prefix of prefixes) {
          for await (const [key, value] of db.iterator({ gte: prefix, lt: `${prefix}\uffff` })) {
            write.operations.push({ type: 'del', key });
            write.usedBytes -= value.length;
          }
        }
        return before - write.usedBytes;
      }),
    async idle() {
      while (running) await running;
    },
  };
}

/** Writes the count that holds after a write. */
function usageOf({ usedBytes }: Write): DatabaseOperation {
  return { type: 'put', key: USAGE, value: new TextEncoder().encode(String(usedBytes)) };
}

async function measure(db: Database, prefixes: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const prefix of prefixes) {
    for await (const [, value] of db.iterator({ gte: prefix, lt: `${prefix}\uffff` })) bytes += value.length;
  }
  return bytes;
}
