/**
 * Repair of a damaged store, in place. What is not as it was written is taken out of logs and tables, which
 * are kept aside, and LevelDB makes a new list of the tables. What is left may be of different times. For
 * metadata and slivers that does not matter: each is what it is, or it does not match its commitment. What
 * the node has noted (of the chain, of its duties, of rounds) is dropped then: the node learns it anew, and
 * signs nothing in a round of which it may have forgotten something.
 */
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { usageOf } from './blob-writer.js';
import { bytesInFile, fileEntry } from './counted-value.js';
import type { DatabaseOperation, SliverFiles } from './database.js';
import { diskOf } from './disk.js';
import { noted } from './dropped-files.js';
import { DELETED, isCounted, kindOf } from './keys.js';
import {
  damagedLogs,
  hasSlivers,
  isLog,
  isTable,
  isOfOldDatabase,
  levelIn,
  manifestNumber,
  namesIn,
  requireUnusedStore,
  REPAIRING,
} from './level-database.js';
import { withoutDamage } from './level-log.js';
import { copyBlocks, lookAtTable } from './level-table.js';
import { dropDrafts, draftOf, putAside } from './put-aside.js';
import { sliverFilesIn } from './sliver-files.js';
import { StoreFailure, storeFailureOf } from './store-failure.js';
import { intactText } from './text-value.js';
import { unknownFiles } from './unknown-files.js';

/** What a repair found and did. */
export interface StoreRepair {
  /** What was wrong; empty: nothing. */
  readonly found: readonly string[];
  /** Whether the node's notes were dropped. */
  readonly notesDropped: boolean;
  /** Blobs of which metadata is here. */
  readonly metadata: number;
  /** Slivers that are here. */
  readonly slivers: number;
  /** Bytes of both. */
  readonly usedBytes: number;
  /** Folder of files that were moved aside, now or in an earlier repair; undefined: there is none. */
  readonly movedTo: string | undefined;
}

/** Told how many files were compared with their checksums, and of how many. */
type OnChecked = (done: number, all: number) => void;

type Level = ClassicLevel<string, Uint8Array>;

/** Where files go of which something cannot be read; LevelDB moves some there, too. */
const LOST = 'lost';
/** Room that a repair needs beside what is in the logs. */
const ROOM_BYTES = 64 << 20;
/** Changes in one write. */
const CHUNK = 1_000;

/**
 * Repairs the store in a folder that no process has open. When it is interrupted, the store does not open
 * until it is repaired again.
 *
 * @param onChecked told how many files were compared with their checksums, of how many: most of the work
 * @throws StoreFailure STORE_IN_USE, DISK_FULL, or when the disk fails
 */
export async function repairBlobStore(
  folder: string,
  onChecked: OnChecked = () => undefined,
): Promise<StoreRepair> {
  const names = await namesIn(folder);
  if (!names.some(isOfOldDatabase) && !(await hasSlivers(folder, names))) return NOTHING;
  const wasInterrupted = names.includes(REPAIRING);
  try {
    await requireUnusedStore(folder);
    const marker = await open(join(folder, REPAIRING), 'w');
    await marker.sync();
    await marker.close();
    await diskOf(folder).releaseReserve();
    const repair = await repairIn(folder, { wasInterrupted, onChecked });
    await rm(join(folder, REPAIRING));
    return repair;
  } catch (error) {
    throw storeFailureOf(error);
  }
}

const NOTHING: StoreRepair = {
  ...{ found: [], notesDropped: false, metadata: 0, slivers: 0, usedBytes: 0 },
  movedTo: undefined,
};

async function repairIn(
  folder: string,
  { wasInterrupted, onChecked }: { readonly wasInterrupted: boolean; readonly onChecked: OnChecked },
): Promise<StoreRepair> {
  const lost = join(folder, LOST);
  await dropDrafts(folder);
  /** What may have cost something. */
  const damage = wasInterrupted ? ['an earlier repair was interrupted'] : [];
  damage.push(...(await mendLogs(folder, lost)));
  const isGone = !(await namesIn(folder)).some(isOfOldDatabase);
  if (isGone) damage.push('the database is missing');
  const current = await makeCurrent(folder);
  const tables = await mendTables(folder, { lost, onChecked });
  damage.push(...tables);
  let opened = tables.length > 0 || isGone ? undefined : await openUnlessDamaged(folder, damage);
  if (opened === undefined) {
    if (!isGone) await rebuild(folder);
    opened = await openAndLook(folder, isGone);
  }
  const { level, contents } = opened;
  const { badNotes, metadata, slivers, usedBytes, missing } = contents;
  if (badNotes > 0) damage.push(`${badNotes} of the node's notes are not as they were written`);
  const notesDropped = damage.length > 0;
  try {
    if (notesDropped) await dropNotes(level);
    await dropEntries(level, { folder, missing });
    if (missing.length > 0) current.push(`${missing.length} files of slivers are missing or cut short`);
    // Of different times, the note may be older than a file.
    if (!notesDropped) await sliverFilesIn(folder).remove((await noted(level)) ?? []);
    const found = await takeFiles(level, readableFiles(folder));
    if (found.count > 0) current.push(`${found.count} files of slivers were not listed`);
    const usage = usageOf(usedBytes + found.bytes);
    await level.batch([usage, { type: 'del', key: DELETED }], { sync: true });
    return {
      ...{ found: [...current, ...damage], notesDropped, metadata },
      ...{ slivers: slivers + found.count, usedBytes: usedBytes + found.bytes },
      movedTo: (await namesIn(lost)).length > 0 ? lost : undefined,
    };
  } finally {
    await level.close();
  }
}

/** Takes out of logs what cannot be read. Resolves to what was wrong. */
async function mendLogs(folder: string, lost: string): Promise<string[]> {
  const damaged = await damagedLogs(folder, await namesIn(folder));
  for (const { name } of damaged) {
    const file = join(folder, name);
    await writeFile(draftOf(file), withoutDamage(await readFile(file)), { flush: true });
    await putAside(file, { lost, hasDraft: true });
  }
  return damaged.map(({ name, where }) => `${name}, ${where}`);
}

/** Takes out of tables what is not as it was written. Resolves to what was wrong. */
async function mendTables(
  folder: string,
  { lost, onChecked }: { readonly lost: string; readonly onChecked: OnChecked },
): Promise<string[]> {
  const wrong: string[] = [];
  const tables = (await namesIn(folder)).filter(isTable);
  for (const [index, name] of tables.entries()) {
    const what = await mendTable(join(folder, name), lost);
    if (what !== undefined) wrong.push(`${name}, of which ${what}`);
    onChecked(index + 1, tables.length);
  }
  return wrong;
}

/** Resolves to what is wrong with a table; undefined for nothing. */
async function mendTable(file: string, lost: string): Promise<string | undefined> {
  const table = await open(file, 'r');
  try {
    const look = await lookAtTable(table);
    if (look?.bad === 0) return undefined;
    const good = look?.good ?? [];
    if (good.length > 0) {
      const draft = await open(draftOf(file), 'w');
      try {
        await copyBlocks(table, draft, good);
        await draft.sync();
      } finally {
        await draft.close();
      }
    }
    await putAside(file, { lost, hasDraft: good.length > 0 });
    if (look === undefined) return 'nothing can be read';
    return `${look.bad} of ${look.bad + good.length} blocks cannot be read`;
  } finally {
    await table.close();
  }
}

/**
 * Makes the file CURRENT again, which names the newest manifest, if it is missing or damaged; nothing is lost
 * then. Resolves to what was wrong.
 */
async function makeCurrent(folder: string): Promise<string[]> {
  const names = await namesIn(folder);
  const file = join(folder, 'CURRENT');
  const text = await readFile(file, 'latin1').catch(() => '');
  if (text.endsWith('\n') && names.includes(text.slice(0, -1))) return [];
  const [newest] = names
    .filter((name) => manifestNumber(name) !== undefined)
    .sort((a, b) => manifestNumber(b)! - manifestNumber(a)!);
  if (newest === undefined) return [];
  const draft = join(folder, 'CURRENT.next');
  await writeFile(draft, `${newest}\n`, { flush: true });
  await rename(draft, file);
  return ['CURRENT is missing or damaged'];
}

interface Opened {
  readonly level: Level;
  readonly contents: Contents;
}

interface Contents {
  readonly metadata: number;
  readonly slivers: number;
  /** Bytes of both. */
  readonly usedBytes: number;
  /** Notes that are not as they were written. */
  readonly badNotes: number;
  /** Keys of slivers that should be in files and are not; nowhere counted. */
  readonly missing: readonly string[];
}

/** As {@link openAndLook}; undefined when that cannot be done, and what is wrong is added to the damage. */
async function openUnlessDamaged(folder: string, damage: string[]): Promise<Opened | undefined> {
  try {
    return await openAndLook(folder);
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure.code !== 'STORE_DAMAGED') throw failure;
    damage.push(failure.detail);
    return undefined;
  }
}

/** Opens the database and reads all of it. Throws StoreFailure STORE_DAMAGED when that cannot be done. */
async function openAndLook(folder: string, createIfMissing = false): Promise<Opened> {
  const level = levelIn(folder);
  try {
    await level.open({ createIfMissing });
    return { level, contents: await look(level, readableFiles(folder)) };
  } catch (error) {
    await level.close();
    throw storeFailureOf(error);
  }
}

async function look(level: Level, files: ReadableFiles): Promise<Contents> {
  let [metadata, slivers, usedBytes, badNotes] = [0, 0, 0, 0];
  const missing: string[] = [];
  for await (const [key, value] of level.iterator()) {
    const inFile = bytesInFile(key, value);
    if (inFile !== undefined && (await files.sizeOf(key)) !== inFile) {
      missing.push(key);
      continue;
    }
    if (isCounted(key)) usedBytes += inFile ?? value.length;
    const kind = kindOf(key);
    if (kind === 'metadata') metadata++;
    else if (kind === 'sliver') slivers++;
    else if (kind !== undefined && intactText(key, value) === undefined) badNotes++;
  }
  return { metadata, slivers, usedBytes, badNotes, missing };
}

/** Whether an entry goes with the node's notes: one of them, or one whose key has rotten. */
const isDropped = (key: string) => kindOf(key) === 'record' || kindOf(key) === undefined;

/** Lets LevelDB make a list of all tables that can be read. */
async function rebuild(folder: string): Promise<void> {
  let needed = ROOM_BYTES;
  for (const name of (await namesIn(folder)).filter(isLog)) needed += (await stat(join(folder, name))).size;
  const free = await diskOf(folder).freeBytes();
  // It leaves out what it finds no room for.
  if (free < needed)
    throw new StoreFailure('DISK_FULL', `a repair needs ${needed} bytes and ${free} are free`);
  await ClassicLevel.repair(folder);
}

/** Deletes the node's notes. */
async function dropNotes(level: Level): Promise<void> {
  const changes = changesOf(level);
  for await (const key of level.keys()) if (isDropped(key)) await changes.add({ type: 'del', key });
  await changes.flush();
}

/** Deletes the entries of slivers whose files are missing or have another length, and such files. */
async function dropEntries(
  level: Level,
  { folder, missing }: { readonly folder: string; readonly missing: readonly string[] },
): Promise<void> {
  await sliverFilesIn(folder).remove(missing);
  const changes = changesOf(level);
  for (const key of missing) await changes.add({ type: 'del', key });
  await changes.flush();
}

type ReadableFiles = Pick<SliverFiles, 'list' | 'sizeOf'>;

/** The files of a store's slivers; one of which the disk says nothing is as good as missing. */
function readableFiles(folder: string): ReadableFiles {
  const files = sliverFilesIn(folder);
  return { list: () => files.list(), sizeOf: (key) => files.sizeOf(key).catch(() => undefined) };
}

/** Makes entries for files of slivers that have none. Resolves to how many there are, and their bytes. */
async function takeFiles(
  level: Level,
  files: ReadableFiles,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const changes = changesOf(level);
  let [count, sum] = [0, 0];
  for await (const { key, bytes } of unknownFiles(files, level)) {
    await changes.add({ type: 'put', key, value: fileEntry(key, bytes) });
    count++;
    sum += bytes;
  }
  await changes.flush();
  return { count, bytes: sum };
}

/** Changes that are written some at a time. */
function changesOf(level: Level) {
  let changes: DatabaseOperation[] = [];
  const flush = async (): Promise<void> => {
    await level.batch(changes, { sync: false });
    changes = [];
  };
  return {
    flush,
    async add(change: DatabaseOperation): Promise<void> {
      changes.push(change);
      if (changes.length === CHUNK) await flush();
    },
  };
}
