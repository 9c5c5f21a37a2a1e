/**
 * Names of what is good for one use, from that use until it has ended anyway: in memory, and in a folder, if
 * there is one, so that they are known after a restart and after a kill.
 */
import { ClassicLevel } from 'classic-level';
import { codeOf, InvalidArgument } from '@haulout/sdk/base';
import { refusal } from '../refusal.js';

/** A use. */
interface Use<T> {
  /** When it need not be known any more; ms since 1970. */
  readonly untilMs: number;
  /** What it was for: JSON. */
  readonly value: T;
}

/** Uses by name. */
export interface UsedStore<T> {
  /** What is known of a name. */
  get(name: string): T | undefined;
  /**
   * Notes a use, in place of what was known of the name. It is known at once, and on disk when this resolves.
   *
   * @throws ServiceError TOO_MANY_REQUESTS; the error of the disk
   */
  put(name: string, use: Use<T>, nowMs: number): Promise<void>;
  /** Forgets what has ended. */
  forget(nowMs: number): Promise<void>;
  /** Lets the folder go. */
  close(): Promise<void>;
}

/** What is kept, and where. */
interface UsedStoreOptions<T> {
  /** Made when missing; of this store alone. Undefined: memory alone. */
  readonly folder: string | undefined;
  /** Most uses that have not ended; with more, the next ones are refused. */
  readonly most: number;
  /** What is used, for errors: `tokens`. */
  readonly what: string;
  /** Whether what was read from the folder is a value. */
  readonly isValue: (value: unknown) => value is T;
}

type Change = { readonly type: 'put'; readonly key: string; readonly value: string } | Deletion;
type Deletion = { readonly type: 'del'; readonly key: string };

/** Uses from which on it is looked whether some have ended. */
const FEW = 1_000;

/** Opens a store. Throws InvalidArgument for a folder that something else is in, or that is in use. */
export async function openUsed<T>({
  folder,
  most,
  what,
  isValue,
}: UsedStoreOptions<T>): Promise<UsedStore<T>> {
  const disk = folder === undefined ? undefined : await openDisk(folder, what);
  const used = new Map<string, Use<T>>();
  try {
    for await (const [key, text] of disk?.entries() ?? []) {
      const name = fromJson(key);
      const [untilMs, value] = [fromJson(text)].flat(1);
      if (typeof name !== 'string' || typeof untilMs !== 'number' || !isValue(value))
        throw new InvalidArgument(`${folder} has an entry ${key.slice(0, 80)}, which is no use of ${what}`);
      used.set(name, { untilMs, value });
    }
  } catch (error) {
    await disk?.close();
    throw error;
  }
  let lookAt = Math.max(FEW, 2 * used.size);

  const forget = async (nowMs: number): Promise<void> => {
    const ended = [...used].filter(([, { untilMs }]) => untilMs < nowMs).map(([name]) => name);
    for (const name of ended) used.delete(name);
    lookAt = Math.max(FEW, 2 * used.size);
    await disk?.write(ended.map((name) => ({ type: 'del', key: keyOf(name) })));
  };
  return {
    forget,
    get: (name) => used.get(name)?.value,
    async put(name, use, nowMs) {
      const isFull = used.size >= most && !used.has(name);
      const forgotten = isFull || used.size >= lookAt ? forget(nowMs) : undefined;
      if (used.size >= most && !used.has(name)) {
        await forgotten;
        throw refusal('UNAVAILABLE TOO_MANY_REQUESTS', `too many ${what} are in use: come back later`, {
          comeBack: true,
        });
      }
      used.set(name, use);
      await forgotten;
      const value = JSON.stringify([use.untilMs, use.value]);
      await disk?.write([{ type: 'put', key: keyOf(name), value }]);
    },
    close: async () => disk?.close(),
  };
}

/** As JSON: any text has its own. */
const keyOf = (name: string): string => JSON.stringify(name);

/** What JSON says; undefined for what is none. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The folder of a store. */
interface Disk {
  entries(): AsyncIterable<[string, string]>;
  /** All or none; on disk when it resolves. */
  write(changes: Change[]): Promise<void>;
  close(): Promise<void>;
}

async function openDisk(folder: string, what: string): Promise<Disk> {
  const level = new ClassicLevel(folder);
  try {
    await level.open();
  } catch (cause) {
    const isLocked = codeOf((cause as Error).cause) === 'LEVEL_LOCKED';
    const why = isLocked ? 'another process has it open' : String((cause as Error).cause ?? cause);
    throw new InvalidArgument(`${folder} cannot hold which ${what} were used: ${why.slice(0, 200)}`, {
      folder,
    });
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    entries: () => level.iterator(),
    write(changes) {
      if (changes.length === 0) return Promise.resolve();
      const written = last.then(async () => {
        // What a write has failed at, as a full disk, may be over; LevelDB wants to be opened anew for that.
        if (level.status !== 'open') await level.open();
        try {
          await level.batch(changes, { sync: true });
        } catch (error) {
          await level.close();
          throw error;
        }
      });
      last = written.catch(() => undefined);
      return written;
    },
    async close() {
      await last;
      await level.close();
    },
  };
}
