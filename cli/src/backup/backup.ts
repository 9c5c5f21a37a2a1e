/**
 * A backup of a node: a folder with its keys, its settings and, if asked for, its store, and a list of all
 * files with their hashes. It is made of a node that does not run, and looked through before it is used.
 */
import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf, HauloutError } from '@haulout/sdk/base';
import { isRunning } from '../node/ask-node.js';
import { nodePlaces, readKey, readNodeConfig } from '../node/node-folder.js';
import { readSmallFile, writeSmallFile } from '../small-file.js';
import { makeWholeFolder } from '../whole-folder.js';

/** Stable codes of {@link BackupError}. */
type BackupErrorCode =
  /** The node runs: what is copied would be of several moments. */
  | 'NODE_RUNS'
  /** There is something where a backup, or a restored node, is to go. */
  | 'NOT_EMPTY'
  /** The backup is not whole, or none at all. */
  | 'BAD_BACKUP'
  /** Something has changed the files while they were copied. */
  | 'CHANGED'
  /** The store has more files than a list can have. */
  | 'TOO_MANY_FILES';

/** A backup cannot be made, or cannot be used. */
class BackupError extends HauloutError<BackupErrorCode> {
  override readonly name: string = 'BackupError';
}

/** A file of a backup. */
interface BackedUpFile {
  /** Within the folder of the node, with slashes. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** What a backup says of itself, in `backup.json`. */
export interface BackupList {
  readonly kind: 'haulout-node-backup';
  readonly version: 1;
  readonly nodeId: string;
  readonly name: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly hasStore: boolean;
  readonly files: readonly BackedUpFile[];
}

const LIST = 'backup.json';
/** The most files of a backup: each large sliver is one. */
const MAX_FILES = 1_000_000;
/** A list of as many files. */
const MAX_LIST_MIB = 256;

/** What a backup is made of, and when. */
export interface BackupOptions {
  /** Whether what the node stores is in it. */
  readonly store: boolean;
  readonly madeAt: Date;
  /** Most files; default: a million. */
  readonly maxFiles?: number;
}

/**
 * Makes a backup of a node that does not run, whole or not at all.
 *
 * @param folder of the node
 * @param to where the backup goes; must be missing or empty
 * @throws BackupError NODE_RUNS, NOT_EMPTY, CHANGED, TOO_MANY_FILES; NodeFolderError; the system's errors
 */
export async function makeBackup(
  folder: string,
  to: string,
  { store, madeAt, maxFiles = MAX_FILES }: BackupOptions,
): Promise<BackupList> {
  const { nodeId, name } = await readNodeConfig(folder);
  await refuseWhileRunning(folder);
  const fill = async (draft: string): Promise<BackupList> => {
    const before = await filesOf(folder, store);
    if (before.size > maxFiles) throw tooManyFiles(folder, before.size, maxFiles);
    const files: BackedUpFile[] = [];
    for (const path of before.keys()) files.push(await copied(path, folder, draft));
    const after = await filesOf(folder, store);
    await refuseWhileRunning(folder);
    if (JSON.stringify([...before]) !== JSON.stringify([...after]))
      throw new BackupError({
        code: 'CHANGED',
        message: `files of ${folder} have changed while they were copied`,
        values: { folder },
        advice: 'Let nothing use the folder, and make the backup again',
      });
    const madeAtText = madeAt.toISOString();
    const list: BackupList = {
      ...{ kind: 'haulout-node-backup', version: 1, nodeId, name },
      ...{ madeAt: madeAtText, hasStore: store, files },
    };
    await writeSmallFile(join(draft, LIST), `${JSON.stringify(list, undefined, 2)}\n`);
    return list;
  };
  return makeWholeFolder(to, fill, (facts) => new BackupError(facts));
}

/**
 * Puts a backup into an empty folder, whole or not at all: every file is compared with its hash.
 *
 * @throws BackupError NOT_EMPTY, BAD_BACKUP; NodeFolderError BAD_FILE; the system's errors
 */
export async function restoreBackup(from: string, folder: string): Promise<BackupList> {
  const list = await readList(from);
  const fill = async (draft: string): Promise<BackupList> => {
    for (const file of list.files) {
      await refuseUnlessPlain(from, file);
      const { bytes, sha256 } = await copied(file.path, from, draft).catch((cause: unknown) => {
        throw badBackup(from, `${file.path} cannot be read`, cause);
      });
      if (bytes !== file.bytes || sha256 !== file.sha256)
        throw badBackup(from, `${file.path} is not as it was when the backup was made`);
    }
    const { nodeId } = await readNodeConfig(draft);
    const key = await readKey(nodePlaces(draft).key);
    if (nodeId !== list.nodeId || key === undefined) throw badBackup(from, 'it has no key of its node');
    return list;
  };
  return makeWholeFolder(folder, fill, (facts) => new BackupError(facts));
}

/**
 * Refuses what is not a plain file of the size on the list: a link could lead anywhere, and a device has no
 * end. Throws BackupError BAD_BACKUP.
 */
async function refuseUnlessPlain(from: string, { path, bytes }: BackedUpFile): Promise<void> {
  const found = await lstat(join(from, path)).catch((cause: unknown) => {
    throw badBackup(from, `${path} cannot be read`, cause);
  });
  if (!found.isFile()) throw badBackup(from, `${path} is not a plain file`);
  if (found.size !== bytes) throw badBackup(from, `${path} is not as it was when the backup was made`);
}

/** Throws BackupError BAD_BACKUP: the list comes from a disk, or from whoever has kept the backup. */
async function readList(from: string): Promise<BackupList> {
  const text = await readSmallFile(join(from, LIST), (rule) => badBackup(from, rule), MAX_LIST_MIB);
  if (text === undefined) throw badBackup(from, `there is no ${LIST} in it`);
  let list: BackupList | null;
  try {
    list = JSON.parse(text) as BackupList | null;
  } catch (cause) {
    throw badBackup(from, `${LIST} is not JSON`, cause);
  }
  if (list?.kind !== 'haulout-node-backup' || list.version !== 1 || !Array.isArray(list.files))
    throw badBackup(from, `${LIST} is not that of version 1`);
  for (const file of list.files as readonly (Partial<BackedUpFile> | null)[])
    if (typeof file?.path !== 'string' || !isOfNode(file.path))
      throw badBackup(from, `${JSON.stringify(file?.path)} is no file of a node`);
  return list;
}

const PLAIN = /^(node\.json|(node|next|tls)\.key)$/;
/** A file of the store's database, or of a sliver beside it; nothing that leads out of it. */
const OF_STORE = /^store\/((?!\.)[\w.-]+|slivers\/[0-9a-f]{2}\/[0-9a-f]{64}\.\d{5}\.(primary|secondary))$/;
const isOfNode = (path: string): boolean => PLAIN.test(path) || OF_STORE.test(path);

/** Files to copy, with what tells their versions apart. A lock is not copied. */
async function filesOf(folder: string, store: boolean): Promise<ReadonlyMap<string, string>> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => PLAIN.test(path) || (store && OF_STORE.test(path) && path !== 'store/LOCK'))
    .sort();
  const versions = new Map<string, string>();
  for (const path of paths) versions.set(path, versionOf(await lstat(join(folder, path))));
  return versions;
}

const versionOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string => [ino, size, mtimeMs, ctimeMs].join(' ');

/** Copies a file, with the rights of its owner only; on disk when it resolves. The hash is of the copy. */
async function copied(path: string, from: string, to: string): Promise<BackedUpFile> {
  const target = join(to, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await copyFile(join(from, path), target);
  const handle = await open(target, 'r+');
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(target), hash);
  return { path, bytes: (await stat(target)).size, sha256: hash.digest('hex') };
}

async function refuseWhileRunning(folder: string): Promise<void> {
  const { control, store } = nodePlaces(folder);
  if (!(await isRunning(control)) && !(await isOpen(store))) return;
  throw new BackupError({
    code: 'NODE_RUNS',
    message: `the node of ${folder} runs`,
    values: { folder },
    advice: 'Stop it, and start it again after the backup',
  });
}

/** Whether another process has a store open. */
async function isOpen(store: string): Promise<boolean> {
  // Nothing is made where there is no store.
  if ((await readFile(join(store, 'CURRENT')).catch(() => undefined)) === undefined) return false;
  const { requireUnusedStore } = await import('@haulout/node');
  try {
    await requireUnusedStore(store);
    return false;
  } catch (error) {
    if (codeOf(error) === 'STORE_IN_USE') return true;
    throw error;
  }
}

function tooManyFiles(folder: string, count: number, most: number): BackupError {
  return new BackupError({
    code: 'TOO_MANY_FILES',
    message: `the store of ${folder} has ${count} files, and a backup has at most ${most}`,
    values: { folder, count, most },
    advice: 'Copy the folder of the stopped node by other means, or make the backup without its store',
  });
}

function badBackup(from: string, why: string, cause?: unknown): BackupError {
  const message = `${from} is not a backup of a node that can be used: ${why}`;
  return new BackupError({ code: 'BAD_BACKUP', message, values: { from }, cause });
}
