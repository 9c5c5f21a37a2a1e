/** Small text files that are whole at every moment. */
import { open, readFile, rename, stat } from 'node:fs/promises';

/** Larger files are not read, unless told otherwise; MiB. */
const MAX_MIB = 4;

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
 *
 * @param refuse makes the error for what is not a file, or a larger one; it gets the rule
 */
export async function readSmallFile(
  file: string,
  refuse: (rule: string) => Error,
  maxMib = MAX_MIB,
): Promise<string | undefined> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > maxMib * 1024 * 1024)
    throw refuse(`it is not a file of at most ${maxMib} MiB`);
  return readFile(file, 'utf8');
}
