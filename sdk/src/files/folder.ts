import { opendir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InvalidArgument } from '../base/errors.js';
import type { BlobSource } from '../encoding/index.js';
import { fileError } from './errors.js';
import { fileSource } from './file-source.js';

/** Options of {@link filesIn} and {@link folderFiles}. */
export interface FolderOptions {
  /** More files are refused; default 10,000. */
  readonly maxFiles?: number | undefined;
}

/** A file in a folder. */
export interface FolderFile {
  /** Its name in a quilt: the way to it from the folder, separated by `/`. */
  readonly identifier: string;
  /** Its path. */
  readonly path: string;
}

/** A file of a folder, to be stored. */
export interface FolderContent extends Pick<FolderFile, 'identifier'> {
  /** Its contents, which are read when it is stored. */
  readonly bytes: BlobSource;
}

const MOST_FILES = 10_000;

/**
 * The files that lie in a folder and in folders in it, by name; what else is there, such as links, is passed
 * over.
 *
 * @throws InvalidArgument for a folder that is empty or has too many; FileError
 */
export async function filesIn(
  folder: string,
  { maxFiles = MOST_FILES }: FolderOptions = {},
): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (!entry.isFile()) continue;
      if (files.length === maxFiles) throw outOfBounds(folder, `more than ${maxFiles} files`, maxFiles);
      const path = join(entry.parentPath, entry.name);
      files.push({ identifier: relative(folder, path).split(sep).join('/'), path });
    }
  } catch (error) {
    throw fileError(folder, error);
  }
  if (files.length === 0) throw outOfBounds(folder, 'no files', maxFiles);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The files of a folder, for `storeFiles`. Each is read when it is stored, and refused if it is changed
 * meanwhile.
 *
 * @throws as {@link filesIn}
 * @example
 * const files = await folderFiles('site');
 * const { blobId } = await client.haulout.storeFiles({ files, epochs: 3, deletable: true, signer });
 */
export async function folderFiles(folder: string, options: FolderOptions = {}): Promise<FolderContent[]> {
  const files: FolderContent[] = [];
  for (const { identifier, path } of await filesIn(folder, options))
    files.push({ identifier, bytes: await fileSource(path) });
  return files;
}

function outOfBounds(folder: string, found: string, maxFiles: number): InvalidArgument {
  const message = `folder ${folder} has ${found}; from 1 to ${maxFiles} can be stored at once`;
  return new InvalidArgument(message, { folder, maxFiles });
}
