/** The files of a quilt as a folder. Whoever has stored them has chosen their names: none leads out of it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HauloutError } from '@haulout/sdk/base';
import { makeWholeFolder } from '../whole-folder.js';

/** A quilt cannot be written as a folder. */
class QuiltFolderError extends HauloutError<'UNSAFE_NAME' | 'NOT_EMPTY'> {
  override readonly name: string = 'QuiltFolderError';
}

/** A file of a quilt. */
export interface NamedFile {
  readonly identifier: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files into a folder that is missing or empty, whole or not at all. Slashes in names make folders.
 *
 * @throws QuiltFolderError UNSAFE_NAME, NOT_EMPTY; the system's errors
 */
export async function writeFolder(folder: string, files: readonly NamedFile[]): Promise<void> {
  checkNames(files.map(({ identifier }) => identifier));
  const fill = async (draft: string): Promise<void> => {
    await mkdir(draft, { recursive: true });
    for (const { identifier, bytes } of files) {
      const path = join(draft, ...identifier.split('/'));
      await mkdir(dirname(path), { recursive: true });
      // Where case does not count, two names can be one.
      await writeFile(path, bytes, { flag: 'wx' });
    }
  };
  await makeWholeFolder(folder, fill, (facts) => new QuiltFolderError(facts));
}

/** Characters that no name of a file may have on some system, and that nobody needs in one. */
const STRANGE = /[\u0000-\u001f\u007f\\:]/;

/** Refuses names that lead elsewhere, and names of which one is a folder of another. Throws UNSAFE_NAME. */
function checkNames(names: readonly string[]): void {
  const all = new Set<string>();
  const folders = new Set<string>();
  for (const name of names) {
    const parts = name.split('/');
    if (STRANGE.test(name)) throw unsafe(name, 'it has a control character, a backslash or a colon');
    if (parts.some((part) => part === '' || part === '.' || part === '..'))
      throw unsafe(name, 'it is not a path within a folder');
    if (all.has(name)) throw unsafe(name, 'another file has it, too');
    all.add(name);
    parts.slice(1).forEach((_, i) => folders.add(parts.slice(0, i + 1).join('/')));
  }
  for (const name of names) if (folders.has(name)) throw unsafe(name, 'it is a folder of another file');
}

function unsafe(name: string, why: string): QuiltFolderError {
  const shown = JSON.stringify(name.slice(0, 80));
  return new QuiltFolderError({
    code: 'UNSAFE_NAME',
    message: `no file can be called ${shown} there: ${why}`,
    values: { identifier: name },
    advice: 'Read files one by one: --file and --output say which, and where to',
  });
}
