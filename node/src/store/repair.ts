/**
 * Repair of a damaged store, in place. LevelDB makes a new list of the tables that can be read, and moves
 * aside what cannot. What it finds may be of different times. For metadata and slivers that does not matter:
 * each is what it is, or it does not match its commitment. What the node has noted (of the chain, of its
 * duties, of rounds) is dropped then: the node learns it anew, and signs nothing in a round of which it may
 * have forgotten something.
 */
import { copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { usageOf } from './blob-writer.js';
import { diskOf } from './disk.js';
import { isCounted, kindOf } from './keys.js';
import {
  damagedLogs,
  isLog,
  isOfOldDatabase,
  levelIn,
  manifestNumber,
  namesIn,
  requireUnusedStore,
  REPAIRING,
} from './level-database.js';
import { StoreFailure, storeFailureOf } from './store-failure.js';
import { intactText } from './text-value.js';

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

type Level = ClassicLevel<string, Uint8Array>;

/** Where LevelDB moves what it cannot read. */
const LOST = 'lost';
/** Room that a repair needs beside what is in the logs. */
const ROOM_BYTES = 64 << 20;
/** Changes in one write. */
const CHUNK = 1_000;

/**
 * Repairs the store in a folder that no process has open. When it is interrupted, the store does not open
 * until it is repaired again.
 *
 * @throws StoreFailure STORE_IN_USE, DISK_FULL, or when the disk fails
 */
export async function repairBlobStore(folder: string): Promise<StoreRepair> {
  const names = await namesIn(folder);
  if (!names.some(isOfOldDatabase)) return NOTHING;
  const wasInterrupted = names.includes(REPAIRING);
  try {
    await requireUnusedStore(folder);
    const marker = await open(join(folder, REPAIRING), 'w');
    await marker.sync();
    await marker.close();
    await diskOf(folder).releaseReserve();
    const repair = await repairIn(folder, wasInterrupted);
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

async function repairIn(folder: string, wasInterrupted: boolean): Promise<StoreRepair> {
  const lost = join(folder, LOST);
  /** What may have cost something. */
  const damage = wasInterrupted ? ['an earlier repair was interrupted'] : [];
  damage.push(...(await keepDamagedLogs(folder, lost)));
  const current = await makeCurrent(folder);
  let opened: Opened;
  try {
    opened = await openAndLook(folder);
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure.code !== 'STORE_DAMAGED') throw failure;
    damage.push(failure.detail);
    await rebuild(folder);
    opened = await openAndLook(folder);
  }
  const { level, contents } = opened;
  const { badNotes, metadata, slivers, usedBytes } = contents;
  if (badNotes > 0) damage.push(`${badNotes} of the node's notes are not as they were written`);
  const notesDropped = damage.length > 0;
  if (notesDropped) await dropNotes(level);
  await level.batch([usageOf(usedBytes)], { sync: true });
  await level.close();
  const movedTo = (await namesIn(lost)).length > 0 ? lost : undefined;
  return { found: [...current, ...damage], notesDropped, metadata, slivers, usedBytes, movedTo };
}

/** Copies logs that are damaged: LevelDB drops what it cannot read of them. Resolves to what is wrong. */
async function keepDamagedLogs(folder: string, lost: string): Promise<string[]> {
  const damaged = await damagedLogs(folder, await namesIn(folder));
  if (damaged.length > 0) await mkdir(lost, { recursive: true });
  for (const { name } of damaged) await copyFile(join(folder, name), join(lost, name));
  return damaged.map(({ name, where }) => `${name}, ${where}`);
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
}

/** Opens the database and reads all of it. Throws StoreFailure STORE_DAMAGED when that cannot be done. */
async function openAndLook(folder: string): Promise<Opened> {
  const level = levelIn(folder);
  try {
    await level.open({ createIfMissing: false });
    return { level, contents: await look(level) };
  } catch (error) {
    await level.close();
    throw storeFailureOf(error);
  }
}

async function look(level: Level): Promise<Contents> {
  let [metadata, slivers, usedBytes, badNotes] = [0, 0, 0, 0];
  for await (const [key, value] of level.iterator()) {
    if (isCounted(key)) usedBytes += value.length;
    const kind = kindOf(key);
    if (kind === 'metadata') metadata++;
    else if (kind === 'sliver') slivers++;
    else if (kind !== undefined && intactText(key, value) === undefined) badNotes++;
  }
  return { metadata, slivers, usedBytes, badNotes };
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
  let deletions: { readonly type: 'del'; readonly key: string }[] = [];
  const flush = async () => {
    await level.batch(deletions, { sync: false });
    deletions = [];
  };
  for await (const key of level.keys()) {
    if (isDropped(key)) deletions.push({ type: 'del', key });
    if (deletions.length === CHUNK) await flush();
  }
  await flush();
}
