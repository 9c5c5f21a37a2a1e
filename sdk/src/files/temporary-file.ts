/** Temporary files that nobody else sees, and that are gone with the process, however it ends. */
import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { open, statfs, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenScratch, Scratch } from '../encoding/index.js';
import { scratchError, ScratchFull } from './errors.js';

/** Where temporary files go. */
export interface ScratchOptions {
  /** Default: {@link temporaryFolder}. */
  readonly folder?: string | undefined;
}

/**
 * Keeps in a temporary file what memory is not to hold. The file has no name from the moment at which it is
 * made.
 *
 * @throws ScratchFull when there is no room, if possible before anything is written; ScratchFailed
 */
export function fileScratch({ folder = temporaryFolder() }: ScratchOptions = {}): OpenScratch {
  return async (size) => {
    const free = await freeBytes(folder);
    if (free !== undefined && free < size) throw new ScratchFull({ folder, size, free });
    return new TemporaryFile(folder, await unnamedFile(folder));
  };
}

class TemporaryFile implements Scratch {
  readonly #folder: string;
  readonly #file: FileHandle;

  constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  write(at: number, bytes: Uint8Array): Promise<void> {
    return this.#each(bytes, async (done) => {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, at + done);
      return bytesWritten;
    });
  }

  read(at: number, target: Uint8Array): Promise<void> {
    return this.#each(target, async (done) => {
      const { bytesRead } = await this.#file.read(target, done, target.length - done, at + done);
      if (bytesRead === 0) throw new Error(`it has no byte ${at + done}`);
      return bytesRead;
    });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** The system may move fewer bytes than it was asked to. */
  async #each(bytes: Uint8Array, move: (done: number) => Promise<number>): Promise<void> {
    try {
      for (let done = 0; done < bytes.length;) done += await move(done);
    } catch (error) {
      throw scratchError(this.#folder, error);
    }
  }
}

async function unnamedFile(folder: string): Promise<FileHandle> {
  const path = join(folder, `haulout-${randomUUID()}`);
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  } catch (error) {
    await file?.close();
    throw scratchError(folder, error);
  }
}

/** Undefined where the system does not say it. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/**
 * Where files go that are large and not needed for long: TMPDIR if it is set; else `/var/tmp`, as `/tmp` is
 * often in memory; else what the system says.
 */
export function temporaryFolder(): string {
  if (process.env['TMPDIR'] !== undefined) return tmpdir();
  try {
    accessSync('/var/tmp', constants.W_OK);
    return '/var/tmp';
  } catch {
    return tmpdir();
  }
}
