/** Small text files that are whole at every moment. */
import { open, readFile, rename, stat } from 'node:fs/promises';

/** Larger files are not read. */
export const maxFileBytes = 4 * 1024 * 1024;

/** Puts a text in the place of a file, in one step; on disk when it resolves. */
export async function writeSmallFile(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}

/**
 * The text of a file; undefined when there is none.
 * @param tooLarge makes the error for what is no file of at most `maxFileBytes`
 */
export async function readSmallFile(file: string, tooLarge: () => Error): Promise<string | undefined> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > maxFileBytes) throw tooLarge();
  return readFile(file, 'utf8');
}
