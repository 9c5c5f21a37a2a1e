/**
 * Puts a file of a store aside, and a mended one in its place. A process that ends at any step leaves the
 * file, or its mended draft, under the file's own name: that is where the next repair looks.
 */
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '@haulout/sdk/base';
import { syncFolder } from './sync-folder.js';

const DRAFT = '.mended';
/** A copy that is not whole yet. */
const COPY = 'copy-under-way';

/** Where the mended bytes of a file are written. */
export const draftOf = (file: string): string => file + DRAFT;

/**
 * Puts a file aside, and its draft in its place, which is on disk; without a draft nothing is in its place.
 *
 * @param lost folder for what is put aside; made when it is missing
 * @throws the system's errors
 */
export async function putAside(
  file: string,
  { lost, hasDraft }: { readonly lost: string; readonly hasDraft: boolean },
): Promise<void> {
  await mkdir(lost, { recursive: true });
  await keep(file, lost);
  await syncFolder(lost);
  await syncFolder(dirname(lost));
  if (hasDraft) await rename(draftOf(file), file);
  else await rm(file);
  await syncFolder(dirname(file));
}

/** Removes drafts that a repair has left which was interrupted: they are made anew. */
export async function dropDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith(DRAFT)) await rm(join(folder, name));
}

/** Gives a file a second name in a folder, which nothing there has. */
async function keep(file: string, lost: string): Promise<void> {
  for (let times = 0; ; times++) {
    const kept = join(lost, times === 0 ? basename(file) : `${basename(file)}.${times}`);
    try {
      await link(file, kept);
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return copy(file, kept);
      // A repair that was interrupted has got as far as this.
      if (await isSame(file, kept)) return;
    }
  }
}

/** For file systems that have no links. The name is that of a whole copy, or of none. */
async function copy(file: string, kept: string): Promise<void> {
  const draft = join(dirname(kept), COPY);
  await copyFile(file, draft);
  const handle = await open(draft, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, kept);
}

/** Whether two names are of one file. */
async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
  return a.ino === b.ino && a.dev === b.dev;
}
