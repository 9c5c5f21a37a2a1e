/** The disk that a store is on: how much is free, whether it can be written to, and a reserve. */
import { open, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** What a store asks of its disk. Functions reject with the system's errors. */
export interface Disk {
  /** Bytes that can still be written; Infinity where that is not known. */
  freeBytes(): Promise<number>;
  /** Writes a little, waits until it is on disk, and removes it. */
  probe(): Promise<void>;
  /** Gives up the reserve. Resolves to whether there was any. */
  releaseReserve(): Promise<boolean>;
  /** Sets bytes aside for {@link releaseReserve}: as many of `bytes` as fit. */
  keepReserve(bytes: number): Promise<void>;
}

/** The disk of a store that is in no folder. */
export const someDisk: Disk = {
  freeBytes: async () => Infinity,
  probe: async () => undefined,
  releaseReserve: async () => false,
  keepReserve: async () => undefined,
};

/** A file of the store in which nothing is: it is removed to make room. LevelDB passes such names over. */
const RESERVE = 'reserve';
const PROBE = 'probe';
const PROBE_BYTES = 4096;
const CHUNK_BYTES = 1 << 20;

/** The disk that a folder is on. */
export function diskOf(folder: string): Disk {
  const reserve = join(folder, RESERVE);
  const probe = join(folder, PROBE);
  const free = async () => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return {
    freeBytes: free,
    async probe() {
      try {
        await writing(probe, async (handle) => {
          await handle.write(new Uint8Array(PROBE_BYTES));
          await handle.sync();
        });
      } finally {
        await rm(probe, { force: true });
      }
    },
    async releaseReserve() {
      if ((await sizeOf(reserve)) === 0) return false;
      await rm(reserve);
      return true;
    },
    async keepReserve(bytes) {
      if ((await sizeOf(reserve)) >= bytes) return;
      try {
        // Real bytes: a file with a hole in it reserves nothing.
        const zeros = new Uint8Array(Math.min(CHUNK_BYTES, bytes));
        await writing(reserve, async (handle) => {
          for (let left = bytes - (await handle.stat()).size; left > 0;) {
            // A little is left for whoever writes next.
            const room = (await free()) - CHUNK_BYTES;
            if (room <= 0) return;
            left -= (await handle.write(zeros, 0, Math.min(zeros.length, left, room))).bytesWritten;
          }
        });
      } catch {
        // What fits is kept; whoever needs to know why no more does will find out by writing.
      }
    },
  };
}

/** Writes to the end of a file, made when it is missing. */
async function writing(file: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await write(handle);
  } finally {
    await handle.close();
  }
}

/** Bytes of a file; 0 when there is none. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
