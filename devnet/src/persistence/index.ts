/** A chain in a folder of its own, for Node: the file `journal`, and `lock` while it is in use. */
import { join } from 'node:path';
import { openFileJournal } from './file-journal.js';
import type { FileJournal } from './file-journal.js';
import { lockFolder } from './folder-lock.js';
import { makeFolder } from './make-folder.js';

export type { FileJournal } from './file-journal.js';

/**
 * Opens the journal of a folder, which is made when it is missing, and keeps others out until `close`.
 *
 * @throws JournalError JOURNAL_IN_USE, JOURNAL_VERSION, JOURNAL_DAMAGED; the system's error when the folder
 * cannot be made or written
 */
export function openFolder(folder: string): FileJournal {
  makeFolder(folder);
  const unlock = lockFolder(folder);
  try {
    const journal = openFileJournal(join(folder, 'journal'));
    return {
      ...journal,
      close() {
        journal.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
