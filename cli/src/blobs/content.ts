/** What is to be stored: files, folders, standard input; nothing is read that would not fit. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { HauloutError, InvalidArgument } from '@haulout/sdk/base';
import { maxBlobSize } from '@haulout/sdk/encoding';
import { count, size } from '../format.js';

/** Something to store: its name, and where it is. */
export interface Source {
  /** Name in a quilt; in folders with the way from there, separated by `/`. */
  readonly identifier: string;
  /** Path; `-` is standard input. */
  readonly path: string;
}

/** Files that are looked for in folders. */
const MOST_FILES = 10_000;

/**
 * The files that are named, or that lie in folders that are; what else is in a folder, such as links, is
 * passed over.
 *
 * @throws InvalidArgument for folders that are empty or have too many; the system's errors
 */
export async function sourcesOf(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const path of paths) {
    if (path === '-') sources.push({ identifier: 'stdin', path });
    else if ((await found(path)).isDirectory()) sources.push(...(await sourcesIn(path)));
    else sources.push({ identifier: basename(path), path });
  }
  return sources;
}

async function sourcesIn(folder: string): Promise<Source[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const few = files.length > 0 && files.length <= MOST_FILES;
  if (!few) {
    const rule = `from 1 to ${count(MOST_FILES, 'file')} can be stored at once`;
    throw new InvalidArgument(`folder ${folder} has ${count(files.length, 'file')}; ${rule}`, {
      folder,
      files: files.length,
    });
  }
  return files.sort().map((path) => ({ identifier: relative(folder, path).split(sep).join('/'), path }));
}

/** More bytes than the network can hold in one blob. */
class ContentTooLarge extends HauloutError<'BLOB_TOO_LARGE'> {
  constructor(what: string, { nShards, advice }: { readonly nShards: number; readonly advice?: string }) {
    const limit = maxBlobSize(nShards);
    super({
      code: 'BLOB_TOO_LARGE',
      message: `${what}; the largest blob of this network, with ${nShards} shards, has ${size(limit)}`,
      values: { nShards, limit },
      advice: advice ?? 'Store it in parts, or on a network with more shards',
    });
  }
}

/**
 * Refuses files of which one, or which together, are larger than a blob can be, before any of them is read.
 *
 * @param isTogether whether they are to be one blob
 * @throws ContentTooLarge; the system's errors, with the path
 */
export async function checkSizes(
  sources: readonly Source[],
  { nShards, isTogether }: { readonly nShards: number; readonly isTogether: boolean },
): Promise<void> {
  const limit = maxBlobSize(nShards);
  let sum = 0;
  for (const { path } of sources) {
    if (path === '-') continue;
    const bytes = (await found(path)).size;
    if (bytes > limit) throw new ContentTooLarge(`${path} has ${size(bytes)}`, { nShards });
    sum += bytes;
  }
  if (!isTogether || sum <= limit) return;
  const advice = 'Store them as a blob each (--separate), or on a network with more shards';
  throw new ContentTooLarge(`the files have ${size(sum)} together`, { nShards, advice });
}

/** The bytes of a file, or of standard input. Throws ContentTooLarge; the system's errors, with the path. */
export async function readContent(path: string, nShards: number): Promise<Uint8Array> {
  if (path === '-') return readStandardInput(nShards);
  await checkSizes([{ identifier: path, path }], { nShards, isTogether: false });
  return new Uint8Array(await withPath(path, readFile(path)));
}

async function readStandardInput(nShards: number): Promise<Uint8Array> {
  const limit = maxBlobSize(nShards);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new ContentTooLarge(`standard input has more than ${size(limit)}`, { nShards });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function found(path: string) {
  return withPath(path, stat(path));
}

/** Errors of the system name the path. */
async function withPath<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}
