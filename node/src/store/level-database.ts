/** LevelDB in a folder, and what a damaged one looks like. */
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import type { Database } from './database.js';
import { damageOfLog } from './level-log.js';
import { SLIVERS, sliverFilesIn } from './sliver-files.js';
import { StoreFailure, storeFailureOf } from './store-failure.js';

/** A file that is in the folder while it is repaired. */
export const REPAIRING = 'repairing';

/**
 * A database in a folder of its own, made when missing, with files beside it. Not open yet. To open it throws
 * StoreFailure STORE_DAMAGED when something is missing or damaged that LevelDB passes over: its file
 * `CURRENT`, without which it takes a folder for a new one, or writes in the middle of a log.
 */
export function databaseIn(folder: string): Database {
  let level: ClassicLevel<string, Uint8Array> | undefined;
  const files = sliverFilesIn(folder);
  return {
    files,
    async open() {
      const names = await namesIn(folder);
      if (names.includes(REPAIRING)) {
        throw new StoreFailure('STORE_DAMAGED', `a repair of ${folder} has begun and has not ended`);
      }
      const [damage] = await damagedLogs(folder, names);
      if (damage) throw new StoreFailure('STORE_DAMAGED', `${join(folder, damage.name)}, ${damage.where}`);
      const isNew = !names.some(isOfOldDatabase);
      if (isNew && (await hasSlivers(folder, names)))
        throw new StoreFailure('STORE_DAMAGED', `${folder} has slivers, but no database`);
      level = levelIn(folder);
      try {
        await level.open({ createIfMissing: isNew });
      } catch (error) {
        // LevelDB tells it after it has seen that no other process has the folder open.
        if (isNew || !/create_if_missing/.test(storeFailureOf(error).detail)) throw error;
        throw new StoreFailure('STORE_DAMAGED', `${folder} has files of a database, but no CURRENT`);
      }
      await files.open().catch(async (error: unknown) => {
        await level?.close();
        throw error;
      });
    },
    close: async () => level?.close(),
    get: (key) => level!.get(key),
    getSync: (key) => level!.getSync(key),
    has: (key) => level!.has(key),
    batch: (operations, options) => level!.batch(operations, options),
    iterator: (range) => level!.iterator(range),
  };
}

/** Whether there are files of slivers in the folder of a store. */
export async function hasSlivers(folder: string, names: readonly string[]): Promise<boolean> {
  if (!names.includes(SLIVERS)) return false;
  for await (const _ of sliverFilesIn(folder).list()) return true;
  return false;
}

/**
 * Sizes for values of megabytes. LevelDB's own, 4 and 2 MiB, are for small ones: a sliver fills a table or
 * two, and 1.5 GB of them were merged at 4 MB a second where these take 20, with a third of the processor's
 * time.
 */
const WRITE_BUFFER_BYTES = 16 << 20;
const TABLE_BYTES = 32 << 20;

/** LevelDB as it is. To be opened at once: else it opens by itself, and is made when it is missing. */
export function levelIn(folder: string): ClassicLevel<string, Uint8Array> {
  return new ClassicLevel<string, Uint8Array>(folder, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
    writeBufferSize: WRITE_BUFFER_BYTES,
    maxFileSize: TABLE_BYTES,
  });
}

/**
 * Refuses a store that another process has open; one that is damaged will do. Nothing of it is changed.
 *
 * @param folder that of the store, which is there
 * @throws StoreFailure STORE_IN_USE
 */
export async function requireUnusedStore(folder: string): Promise<void> {
  try {
    // LevelDB takes its lock first, and fails by one of the two then.
    await levelIn(folder).open({ createIfMissing: false, errorIfExists: true });
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure.code === 'STORE_IN_USE') throw failure;
  }
}

/** Bytes of the end of a log that are looked at. */
const TAIL_BYTES = 16_384;

/**
 * Whether the process that had a database open before ended while that merged tables, as the log says that
 * LevelDB keeps of itself: it ends a process in which it comes upon keys out of order then.
 */
export async function hasEndedInMerge(folder: string): Promise<boolean> {
  const log = await open(join(folder, 'LOG'), 'r').catch(() => undefined);
  if (log === undefined) return false;
  try {
    const { size } = await log.stat();
    const { buffer, bytesRead } = await log.read({
      buffer: Buffer.alloc(TAIL_BYTES),
      position: Math.max(0, size - TAIL_BYTES),
    });
    const text = buffer.toString('latin1', 0, bytesRead);
    return (
      text.lastIndexOf(' Compacting ') >
      Math.max(text.lastIndexOf(' Compacted '), text.lastIndexOf(' Compaction '))
    );
  } finally {
    await log.close();
  }
}

/** Names of the files in a folder; none when it is missing. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/**
 * Whether a file is one that only a database has that was opened before. One that has died while it was made
 * has the first manifest at most.
 */
export function isOfOldDatabase(name: string): boolean {
  const manifest = manifestNumber(name);
  return isLog(name) || isTable(name) || (manifest !== undefined && manifest > 1);
}

/** Whether a file is a log: the latest writes. */
export const isLog = (name: string): boolean => /^\d+\.log$/.test(name);
/** Whether a file is a table: what was moved out of the logs. */
export const isTable = (name: string): boolean => /^\d+\.(ldb|sst)$/.test(name);

/** The number of a manifest, which lists the tables; undefined for another file. */
export function manifestNumber(name: string): number | undefined {
  const [, digits] = /^MANIFEST-(\d+)$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The logs that are damaged, and where. */
export async function damagedLogs(
  folder: string,
  names: readonly string[],
): Promise<{ readonly name: string; readonly where: string }[]> {
  const damaged = [];
  for (const name of names.filter(isLog)) {
    const at = damageOfLog(await readFile(join(folder, name)));
    if (at !== undefined) damaged.push({ name, where: `which cannot be read from byte ${at} on` });
  }
  return damaged;
}
