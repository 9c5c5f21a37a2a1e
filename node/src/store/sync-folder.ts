import { open } from 'node:fs/promises';

/**
 * Waits until the names in a folder are on disk. Windows has no such wish: it does not open folders.
 *
 * @throws the system's errors
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
