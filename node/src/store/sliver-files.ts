/**
 * Large slivers, each in a file of its own beside the database. A database that sorts what it keeps writes a
 * value several times until it is in its place; a file is written once.
 *
 * A file is written under another name, and takes its own when it is on disk. So what has the name of a
 * sliver is whole. Whether it is right, its readers verify, as they do with everything that is stored.
 */
import { constants, type Dirent } from 'node:fs';
import { lstat, open, opendir, readdir, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@haulout/sdk/base';
import type { FiledSliver, SliverFiles } from './database.js';
import { kindOf, SLIVER_KEYS } from './keys.js';
import { makeFolder } from './make-folder.js';
import { StoreFailure } from './store-failure.js';
import { syncFolder } from './sync-folder.js';

/** The folder of the files, in that of a store. */
export const SLIVERS = 'slivers';
/** In it, files that are not whole yet. */
const UNFINISHED = 'unfinished';
/** In it, the files whose names begin so: no folder has too many of them. */
const SHARE = /^[0-9a-f]{2}$/;
const SHARE_DIGITS = 2;

/** A smaller sliver costs less in the database than a file does. */
const MIN_BYTES = 64 << 10;
/** No sliver has more: 44 MB with 1,000 shards. */
const MAX_BYTES = 128 << 20;
/** Nothing is followed, nor waited for, that is no file: a link, a pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Files under way at one time: four threads of a process wait for disks, and reads need one, too. */
const AT_ONCE = 3;

/** The files of the slivers of a store, made when the first of them comes. */
export const sliverFilesIn = (store: string): SliverFiles => new FilesInFolder(store);

/** The name of the file of a sliver. It is in lower case: some file systems do not tell cases apart. */
const nameOf = (key: string): string => key.slice(SLIVER_KEYS.length).replaceAll('/', '.');

/** The key of the sliver whose file has a name; undefined: it is none. */
function keyOf(name: string): string | undefined {
  const key = SLIVER_KEYS + name.replaceAll('.', '/');
  return kindOf(key) === 'sliver' && nameOf(key) === name ? key : undefined;
}

class FilesInFolder implements SliverFiles {
  readonly minBytes = MIN_BYTES;
  readonly #store: string;
  readonly #folder: string;
  readonly #unfinished: string;

  constructor(store: string) {
    this.#store = store;
    this.#folder = join(store, SLIVERS);
    this.#unfinished = join(this.#folder, UNFINISHED);
  }

  async open(): Promise<void> {
    const found = await ifThere(lstat(this.#folder));
    if (found === undefined) return;
    if (!found.isDirectory()) throw new StoreFailure('STORE_DAMAGED', `${this.#folder} is not a folder`);
    const names = (await ifThere(readdir(this.#unfinished))) ?? [];
    for (const name of names) await rm(join(this.#unfinished, name), { recursive: true, force: true });
  }

  async write(slivers: readonly FiledSliver[]): Promise<void> {
    const shares = new Set<string>();
    await fewAtOnce(slivers, async (sliver) => {
      await this.#writeOne(sliver);
      shares.add(this.#shareOf(sliver.key));
    });
    await fewAtOnce([...shares], syncFolder);
  }

  async read(key: string, bytes: number): Promise<Uint8Array | undefined> {
    if (bytes > MAX_BYTES) return undefined;
    const file = await ifThere(open(this.#fileOf(key), READ));
    if (file === undefined) return undefined;
    try {
      const found = await file.stat();
      return found.isFile() && found.size === bytes ? await bytesOf(file, bytes) : undefined;
    } finally {
      await file.close();
    }
  }

  async sizeOf(key: string): Promise<number | undefined> {
    const found = await ifThere(lstat(this.#fileOf(key)));
    return found?.isFile() === true && found.size <= MAX_BYTES ? found.size : undefined;
  }

  async remove(keys: readonly string[]): Promise<string[]> {
    const kept: string[] = [];
    await fewAtOnce(keys, async (key) => {
      await ifThere(unlink(this.#fileOf(key))).catch(() => kept.push(key));
    });
    return kept;
  }

  async *list(prefix = SLIVER_KEYS): AsyncGenerator<string, void, undefined> {
    const begin = nameOf(prefix).slice(0, SHARE_DIGITS);
    const shares = (await ifThere(readdir(this.#folder))) ?? [];
    for (const share of shares.filter((name) => SHARE.test(name) && name.startsWith(begin))) {
      const entries: AsyncIterable<Dirent> | undefined = await ifThere(opendir(join(this.#folder, share)));
      for await (const { name } of entries ?? []) {
        const key = keyOf(name);
        if (key?.startsWith(prefix) === true && name.startsWith(share)) yield key;
      }
    }
  }

  async #writeOne({ key, value }: FiledSliver): Promise<void> {
    const draft = join(this.#unfinished, nameOf(key));
    const file = this.#fileOf(key);
    try {
      await this.#within(this.#unfinished, () => writeDurably(draft, value));
      await this.#within(this.#shareOf(key), () => putInPlace(draft, file));
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Does something in a folder, which is made when it is missing; its name is on disk then. */
  async #within(folder: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await makeFolder(folder);
      for (const above of [this.#folder, this.#store]) await syncFolder(above);
      await task();
    }
  }

  #shareOf(key: string): string {
    return join(this.#folder, nameOf(key).slice(0, SHARE_DIGITS));
  }

  #fileOf(key: string): string {
    return join(this.#shareOf(key), nameOf(key));
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file its name. A folder that has it is in the way: only a store writes here. */
async function putInPlace(draft: string, file: string): Promise<void> {
  try {
    await rename(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EISDIR') throw error;
    await rm(file, { recursive: true });
    await rename(draft, file);
  }
}

/** So many bytes of a file; undefined when it has become shorter. */
async function bytesOf(file: FileHandle, bytes: number): Promise<Uint8Array | undefined> {
  const value = new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(value, at, bytes - at, at);
    if (bytesRead === 0) return undefined;
    at += bytesRead;
  }
  return value;
}

/** What the system says of a file that is not there, or of a link, or a file in the place of a folder. */
const NO_FILE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** Undefined where there is no such file or folder. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (NO_FILE.has(codeOf(error))) return undefined;
    throw error;
  }
}

/** Runs a task for each of some things, until one fails; rejects when those that have begun have ended. */
async function fewAtOnce<T>(things: readonly T[], task: (thing: T) => Promise<unknown>): Promise<void> {
  const rest = [...things].reverse();
  const ends = Array.from({ length: Math.min(AT_ONCE, things.length) }, async () => {
    try {
      while (rest.length > 0) await task(rest.pop()!);
    } catch (error) {
      rest.length = 0;
      throw error;
    }
  });
  for (const end of await Promise.allSettled(ends)) if (end.status === 'rejected') throw end.reason;
}
