import type { BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { InvalidArgument } from '../base/errors.js';
import { EncodingError, type BlobSource } from '../encoding/index.js';
import { fileError } from './errors.js';
import { fileScratch, type ScratchOptions } from './temporary-file.js';

/** Options of {@link fileSource}. */
export interface FileSourceOptions extends ScratchOptions, Pick<BlobSource, 'memory'> {}

/** Bytes that are read at one time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * A file as the source of a blob: `store` reads it once and does not keep it in memory. A file that is
 * changed while it is read is refused; afterwards it may change.
 *
 * @param file its path, or an open file, which stays open
 * @throws InvalidArgument for what is no regular file; FileError
 * @example
 * const { blobId } = await client.haulout.store({
 *   bytes: await fileSource('film.mp4'), epochs: 3, deletable: true, signer,
 * });
 */
export async function fileSource(
  file: string | URL | FileHandle,
  { memory, ...place }: FileSourceOptions = {},
): Promise<BlobSource> {
  const size = await withFile(file, async (handle) => Number((await regularFile(file, handle)).size));
  return { size, stream: () => chunksOf(file, size), scratch: fileScratch(place), memory };
}

/** The bytes of a file; each chunk is in the place of the one before. */
async function* chunksOf(file: string | URL | FileHandle, size: number): AsyncGenerator<Uint8Array, void> {
  const handle = isHandle(file) ? file : await opened(file);
  try {
    const before = await regularFile(file, handle);
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    const after = await regularFile(file, handle);
    if (after.mtimeNs === before.mtimeNs && after.size === BigInt(size)) return;
    const name = nameOf(file);
    throw new EncodingError('SOURCE_CHANGED', `${name} was changed while it was read`, { file: name });
  } catch (error) {
    throw fileError(nameOf(file), error);
  } finally {
    if (!isHandle(file)) await handle.close();
  }
}

async function withFile<T>(
  file: string | URL | FileHandle,
  use: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  if (isHandle(file)) return use(file);
  const handle = await opened(file);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

/** Opens a file. Throws FileError. */
function opened(file: string | URL): Promise<FileHandle> {
  return open(file).catch((error: unknown) => {
    throw fileError(nameOf(file), error);
  });
}

/** What the system knows of a file. A pipe or a device has no length; a folder has no bytes. */
async function regularFile(file: string | URL | FileHandle, handle: FileHandle): Promise<BigIntStats> {
  const stats = await handle.stat({ bigint: true });
  if (stats.isFile()) return stats;
  throw new InvalidArgument(`${nameOf(file)} is no regular file`, { file: nameOf(file) });
}

function isHandle(file: string | URL | FileHandle): file is FileHandle {
  return typeof file === 'object' && 'fd' in file;
}

function nameOf(file: string | URL | FileHandle): string {
  return isHandle(file) ? 'the open file' : String(file);
}
