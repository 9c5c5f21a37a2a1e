/**
 * The blobs that an operator refuses to serve, in a text file: a blob id on each line; what follows a `#` is
 * a comment. The file is read again when it has changed, which each question finds out.
 */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { HauloutError } from '@haulout/sdk/base';
import { blobIdFromString, blobIdToString } from '@haulout/sdk/encoding';
import { fileVersion } from '@haulout/sdk/files';

/** Stable codes of {@link BlockListError}. */
export type BlockListErrorCode =
  /** The file cannot be read. */
  | 'UNREADABLE'
  /** It is no file, or larger than 4 MiB. */
  | 'BAD_FILE'
  /** A line is not a blob id. */
  | 'BAD_LINE';

/** A block list cannot be used. `values` has the file, and the line, from 1 on, where it is about one. */
export class BlockListError extends HauloutError<BlockListErrorCode> {
  override readonly name: string = 'BlockListError';
}

/** The blobs that an operator refuses to serve. Nothing here throws. */
export interface BlockList {
  /** Whether a blob is in the file, as it is now. */
  has(blobId: string): boolean;
  /** All that are in the file, as it is now. */
  blobIds(): Iterable<string>;
}

/** Some 95,000 blob ids. */
const MAX_MIB = 4;
/** Of a line that is not a blob id, an error shows so many characters. */
const SHOWN = 60;

/**
 * Reads a block list, and reads it again when it has changed. A later version that cannot be used is logged
 * once, and the one before stays in force; so does the last one when the file is gone.
 *
 * @throws BlockListError
 */
export function openBlockList(path: string, logger: Logger): BlockList {
  const file = resolve(path);
  let version = fileVersion(file);
  let blobs = readBlockList(file);
  /** The version of which it was said that it cannot be used. */
  let told: string | undefined;

  function look(): ReadonlySet<string> {
    const now = fileVersion(file);
    if (now === version) {
      told = undefined;
      return blobs;
    }
    try {
      blobs = readBlockList(file);
      version = now;
      logger.info({ file, blobs: blobs.size }, 'the block list has changed');
    } catch (error) {
      // What cannot be read now can be later, without another version.
      if (!(error instanceof BlockListError && error.code === 'UNREADABLE')) version = now;
      const line = 'the block list cannot be used; what was blocked stays blocked';
      if (now !== told) logger.error({ file, err: error }, line);
      told = now;
    }
    return blobs;
  }

  return { has: (blobId) => look().has(blobId), blobIds: look };
}

/**
 * The blob ids in the text of a block list.
 *
 * @param file its name, for errors
 * @throws BlockListError BAD_LINE
 */
export function parseBlockList(text: string, file: string): ReadonlySet<string> {
  const blobs = new Set<string>();
  for (const [index, whole] of text.split('\n').entries()) {
    const [found = ''] = whole.split('#');
    const word = found.trim();
    if (word === '') continue;
    try {
      blobs.add(blobIdToString(blobIdFromString(word)));
    } catch (cause) {
      const line = index + 1;
      const shown = JSON.stringify(word.length > SHOWN ? `${word.slice(0, SHOWN)}...` : word);
      throw new BlockListError({
        code: 'BAD_LINE',
        message: `${file}:${line}: ${shown} is not a blob id`,
        values: { file, line },
        advice: 'Write one blob id on each line, as haulout store prints it; a # begins a comment',
        cause,
      });
    }
  }
  return blobs;
}

function readBlockList(file: string): ReadonlySet<string> {
  return parseBlockList(textOf(file), file);
}

function textOf(file: string): string {
  try {
    const found = statSync(file);
    if (found.isFile() && found.size <= MAX_MIB * 1024 * 1024) return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `the block list ${file} cannot be read`;
    throw new BlockListError({ code: 'UNREADABLE', message, values: { file }, cause });
  }
  throw new BlockListError({
    code: 'BAD_FILE',
    message: `the block list ${file} is not a file of at most ${MAX_MIB} MiB`,
    values: { file },
  });
}
