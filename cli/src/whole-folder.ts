/** Folders that come into being whole or not at all. */
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';

/** What an error says of a folder that is not empty. */
export interface NotEmpty {
  readonly code: 'NOT_EMPTY';
  readonly message: string;
  readonly values: { readonly folder: string };
  readonly advice: string;
}

/**
 * Makes a folder, which is missing or empty before. It is filled beside its place, and takes that when all is
 * there; whatever fails leaves nothing.
 *
 * @param fill makes the draft and all that is in it
 * @param notEmpty makes the error for a folder that is not empty
 * @throws what `notEmpty` makes; what `fill` throws; the system's errors
 */
export async function makeWholeFolder<T>(
  folder: string,
  fill: (draft: string) => Promise<T>,
  notEmpty: (facts: NotEmpty) => Error,
): Promise<T> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (found.length > 0) {
    const advice = 'Name a folder that is missing or empty';
    throw notEmpty({ code: 'NOT_EMPTY', message: `${folder} is not empty`, values: { folder }, advice });
  }
  const draft = `${resolve(folder)}.unfinished`;
  await rm(draft, { recursive: true, force: true });
  try {
    const filled = await fill(draft);
    await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(draft, folder);
    return filled;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}
