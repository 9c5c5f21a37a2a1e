import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it, as far as they are missing. Node's own recursive `mkdirSync` never ends
 * where the system says that a folder is missing and does not let it be made, as in `/proc`.
 *
 * @throws the system's error: a folder cannot be made, or a file is in its place
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isThere(folder)?.isDirectory()) return;
    const parent = dirname(resolve(folder));
    if (code !== 'ENOENT' || isThere(parent) !== undefined || parent === dirname(parent)) throw error;
    makeFolder(parent);
    makeFolder(folder);
  }
}

function isThere(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
