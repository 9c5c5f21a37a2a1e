/** A folder belongs to one process at a time. A lock whose process is gone is taken over. */
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JournalError } from '../ledger/journal/journal.js';

/** Locks that this process holds. */
const held = new Set<string>();

/**
 * Takes a folder; returns how to give it back.
 * @throws JournalError JOURNAL_IN_USE
 */
export function lockFolder(folder: string): () => void {
  const path = join(realpathSync(folder), 'lock');
  if (held.has(path)) throw inUse(folder, process.pid);
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(path);
    // A lock with this process's own number is of an earlier process that had it: `held` knows ours.
    if (owner !== undefined && owner !== process.pid && isAlive(owner)) throw inUse(folder, owner);
    rmSync(path, { force: true });
  }
  held.add(path);
  return () => {
    if (held.delete(path)) rmSync(path, { force: true });
  };
}

function ownerOf(path: string): number | undefined {
  try {
    const text = readFileSync(path, { encoding: 'utf8' }).slice(0, 20);
    return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(folder: string, pid: number): JournalError {
  return new JournalError(
    'JOURNAL_IN_USE',
    `the chain in ${folder} is in use by process ${pid}; if that is no devnet, remove the file 'lock' in it`,
  );
}
