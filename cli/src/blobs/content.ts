/** What is to be stored: files, folders, standard input; nothing is read that would not fit. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HauloutError, isHauloutError } from '@haulout/sdk/base';
import type { HauloutClient } from '@haulout/sdk/client';
import { maxBlobSize, maxQuiltFiles, readSource, type FileToQuilt } from '@haulout/sdk/encoding';
import { fileSource, filesIn, spool, type SpooledSource } from '@haulout/sdk/files';
import { count, size } from '../format.js';

/** Something to store: its name, and where it is. */
export interface Source {
  /** Name in a quilt; in folders with the way from there, separated by `/`. */
  readonly identifier: string;
  /** Path; `-` is standard input. */
  readonly path: string;
}

/**
 * The files that are named, or that lie in folders that are; what else is in a folder, such as links, is
 * passed over.
 *
 * @throws InvalidArgument for folders that are empty or have too many; the system's errors
 */
async function sourcesOf(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const path of paths) {
    if (path === '-') sources.push({ identifier: 'stdin', path });
    else if ((await found(path)).isDirectory()) sources.push(...(await filesIn(path)));
    else sources.push({ identifier: basename(path), path });
  }
  return sources;
}

/** More bytes, or more files, than the network can hold in one blob. */
class ContentTooLarge extends HauloutError<'BLOB_TOO_LARGE' | 'QUILT_TOO_LARGE'> {}

/** More bytes than a blob can have. */
function tooLarge(what: string, nShards: number, advice = 'Store it in parts'): ContentTooLarge {
  const limit = maxBlobSize(nShards);
  return new ContentTooLarge({
    code: 'BLOB_TOO_LARGE',
    message: `${what}; the largest blob of this network, with ${nShards} shards, has ${size(limit)}`,
    values: { nShards, limit },
    advice: `${advice}${orMoreShards(nShards)}`,
  });
}

/** More files than a quilt can have. */
function tooMany(files: number, nShards: number): ContentTooLarge {
  const limit = maxQuiltFiles(nShards);
  return new ContentTooLarge({
    code: 'QUILT_TOO_LARGE',
    message:
      `${count(files, 'file')} are more than a quilt holds on this network, ` +
      `with ${nShards} shards: ${count(limit, 'file')}`,
    values: { files, nShards, limit },
    advice: `${AS_BLOBS}${orMoreShards(nShards)}`,
  });
}

const AS_BLOBS = 'Store them as a blob each (--separate)';
/** Most shards that a network can have. */
const MOST_SHARDS = 1000;

function orMoreShards(nShards: number): string {
  if (nShards >= MOST_SHARDS) return '';
  return `, or on a network with more shards (haulout network --shards ${MOST_SHARDS})`;
}

/**
 * Refuses files of which one, or which together, are larger than a blob can be, before any of them is read.
 *
 * @param isTogether whether they are to be one blob
 * @throws ContentTooLarge; the system's errors, with the path
 */
async function checkSizes(
  sources: readonly Source[],
  { nShards, isTogether }: { readonly nShards: number; readonly isTogether: boolean },
): Promise<void> {
  const limit = maxBlobSize(nShards);
  if (isTogether && sources.length > maxQuiltFiles(nShards)) throw tooMany(sources.length, nShards);
  let sum = 0;
  for (const { path } of sources) {
    if (path === '-') continue;
    const bytes = (await found(path)).size;
    if (bytes > limit) throw tooLarge(`${path} has ${size(bytes)}`, nShards);
    sum += bytes;
  }
  if (isTogether && sum > limit) throw tooLarge(`the files have ${size(sum)} together`, nShards, AS_BLOBS);
}

/**
 * A file, or standard input, to be stored without being read into memory. What has no length before its end,
 * such as a pipe, is taken into a temporary file first. Has to be closed.
 *
 * @throws ContentTooLarge; ScratchFull, ScratchFailed; the system's errors, with the path
 */
export async function openContent(path: string, nShards: number): Promise<SpooledSource> {
  await checkSizes([{ identifier: path, path }], { nShards, isTogether: false });
  if (path !== '-' && (await found(path)).isFile())
    return { ...(await withPath(path, fileSource(path))), close: async () => undefined };
  const maxBytes = maxBlobSize(nShards);
  const stream = path === '-' ? process.stdin : createReadStream(path);
  return withPath(path, spool(stream, { maxBytes })).catch((error: unknown) => {
    if (!isHauloutError(error, 'INPUT_TOO_LARGE')) throw error;
    const name = path === '-' ? 'standard input' : path;
    throw tooLarge(`${name} has more than ${size(maxBytes)}`, nShards);
  });
}

/** Something that is about to be stored: its name, and where its bytes come from. */
export interface Content {
  readonly identifier: string;
  readonly size: number;
  readonly source: SpooledSource;
}

/** What is to be stored, opened. */
export interface Contents {
  readonly contents: readonly Content[];
  /** Shards of the network. */
  readonly nShards: number;
  /** Whether all of it is one blob, a quilt. */
  readonly isTogether: boolean;
}

/**
 * Opens what is to be stored on a network, and closes it when `use` has ended. What is too large is refused
 * before anything is read.
 *
 * @throws as {@link sourcesOf}, `committee` and {@link openContent}; what `isTogether` and `use` throw
 */
export async function withContents<T>(
  paths: readonly string[],
  {
    haulout,
    isTogether: together,
  }: {
    readonly haulout: Pick<HauloutClient, 'committee'>;
    /** Whether these are stored as one blob, a quilt. */
    readonly isTogether: (sources: readonly Source[]) => boolean;
  },
  use: (opened: Contents) => Promise<T>,
): Promise<T> {
  const sources = await sourcesOf(paths);
  const isTogether = together(sources);
  const { nShards } = await haulout.committee();
  await checkSizes(sources, { nShards, isTogether });
  const contents = await contentsOf(sources, nShards);
  try {
    return await use({ contents, nShards, isTogether });
  } finally {
    await closeAll(contents);
  }
}

/** Opens what is to be stored; each has to be closed. Throws as {@link openContent}. */
async function contentsOf(sources: readonly Source[], nShards: number): Promise<Content[]> {
  const contents: Content[] = [];
  try {
    for (const { identifier, path } of sources) {
      const source = await openContent(path, nShards);
      contents.push({ identifier, size: source.size, source });
    }
    return contents;
  } catch (error) {
    await closeAll(contents);
    throw error;
  }
}

/** Removes what was taken into temporary files. */
async function closeAll(contents: readonly Content[]): Promise<void> {
  for (const { source } of contents) await source.close();
}

/** The files of a quilt, which is put together in memory. Throws EncodingError `SOURCE_CHANGED`. */
export async function filesOf(contents: readonly Content[]): Promise<FileToQuilt[]> {
  const files: FileToQuilt[] = [];
  for (const { identifier, source } of contents) files.push({ identifier, bytes: await readSource(source) });
  return files;
}

function found(path: string) {
  return withPath(path, stat(path));
}

/** Errors of the system name the path. */
async function withPath<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!isHauloutError(error)) Object.assign(error as Error, { path });
    throw error;
  }
}
