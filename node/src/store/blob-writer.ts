/**
 * Writes what counts against a node's capacity, and keeps the count. Puts that come while the disk is busy go
 * into its next write together, with one fsync; each write carries the new total, so that a crash leaves no
 * count that is off.
 */
import { equalBytes, HauloutError } from '@haulout/sdk/base';
import type { Database, DatabaseOperation, KeyRange } from './database.js';
import { readableEntries, readValue } from './unreadable.js';

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
  const known = countIn(await readValue(db, USAGE));
  let usedBytes = known ?? (await measure(db, COUNTED));
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
    put: (key, value) => enqueue('put', (write) => preparePut(db, write, { key, value, capacityBytes })),
    removeUnless: (key, check) => enqueue('delete', (write) => prepareRemoval(db, write, { key, ...check })),
    deleteAll: (prefixes) =>
      enqueue('delete', async (write) => {
        const before = write.usedBytes;
        for (const prefix of prefixes) {
          for await (const [key, value] of readableEntries(db, within(prefix))) {
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

/** Adds a put to a write, unless the value is there. */
async function preparePut(
  db: Database,
  write: Write,
  {
    key,
    value,
    capacityBytes,
  }: { readonly key: string; readonly value: Uint8Array; readonly capacityBytes: number | undefined },
): Promise<PutOutcome> {
  if (write.keys.has(key)) return 'same';
  const found = await readValue(db, key);
  if (found instanceof Uint8Array && equalBytes(found, value)) return 'same';
  const added = found === undefined ? value.length : 0;
  if (added > 0 && capacityBytes !== undefined && write.usedBytes + added > capacityBytes) {
    throw new StoreFull(added, write.usedBytes, capacityBytes);
  }
  write.keys.add(key);
  write.operations.push({ type: 'put', key, value });
  write.usedBytes += added;
  return found === undefined ? 'new' : 'replaced';
}

/** Adds the removal of a value to a write, unless a second read finds it good. */
async function prepareRemoval(
  db: Database,
  write: Write,
  { key, isGood, bytes }: RotCheck & { readonly key: string },
): Promise<SecondRead> {
  const found = await readValue(db, key);
  if (found === undefined) return 'absent';
  if (found === 'unreadable') return found;
  if (isGood(found)) return 'good';
  write.operations.push({ type: 'del', key });
  write.usedBytes = Math.max(0, write.usedBytes - bytes);
  return 'removed';
}

/** Writes the count that holds after a write. */
function usageOf({ usedBytes }: Write): DatabaseOperation {
  return { type: 'put', key: USAGE, value: new TextEncoder().encode(String(usedBytes)) };
}

/** The count as it was written; undefined when there is none that makes sense. */
function countIn(value: Uint8Array | 'unreadable' | undefined): number | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  const text = new TextDecoder().decode(value);
  return /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

async function measure(db: Database, prefixes: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const prefix of prefixes) {
    for await (const [, value] of readableEntries(db, within(prefix))) bytes += value.length;
  }
  return bytes;
}

const within = (prefix: string): KeyRange => ({ gte: prefix, lt: `${prefix}\uffff` });
