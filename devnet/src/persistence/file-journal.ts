/** A journal in a file: each append is on disk before it returns. */
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { JournalError } from '../ledger/journal/journal.js';
import type { Journal } from '../ledger/journal/journal.js';
import { frameAt, frameOf, header } from './frames.js';
import type { Source } from './frames.js';

/** A journal in an open file. */
export interface FileJournal extends Journal {
  /** Bytes of an append that a crash had cut short, and that opening has dropped. */
  readonly droppedBytes: number;
  /** Whether nothing has been kept yet. */
  readonly isEmpty: boolean;
  /** Ends its use. Appends throw from then on. */
  close(): void;
}

/**
 * Opens the journal in a file, or begins one; its folder has to exist. The caller sees to it that nobody else
 * writes to the file.
 *
 * @throws JournalError JOURNAL_VERSION, JOURNAL_DAMAGED; the system's error when the file cannot be had
 */
export function openFileJournal(path: string): FileJournal {
  const file = openFile(path);
  try {
    return journalIn(file, dirname(path));
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function journalIn(file: number, folder: string): FileJournal {
  const { size } = fstatSync(file);
  const source: Source = { size, read: (at, length) => readFully(file, at, length) };
  if (!hasHeader(source)) {
    ftruncateSync(file, 0);
    writeFully(file, header, 0);
    fdatasyncSync(file);
    syncFolder(folder);
  }
  let end = header.length;
  for (let frame = frameAt(source, end); frame !== undefined; frame = frameAt(source, end)) end = frame.end;
  const droppedBytes = Math.max(0, size - end);
  if (droppedBytes > 0) {
    ftruncateSync(file, end);
    fdatasyncSync(file);
  }
  /** Why nothing can be appended any more. */
  let broken: JournalError | undefined;
  let open = true;

  return {
    droppedBytes,
    isEmpty: end === header.length,
    *records() {
      const written: Source = { size: end, read: source.read };
      let at = header.length;
      for (let frame = frameAt(written, at); frame !== undefined; frame = frameAt(written, at)) {
        yield frame.record;
        at = frame.end;
      }
    },
    append(record) {
      if (!open) throw new JournalError('JOURNAL_WRITE', 'the journal is closed');
      if (broken !== undefined) throw broken;
      const frame = frameOf(record, end);
      try {
        writeFully(file, frame, end);
        fdatasyncSync(file);
      } catch (cause) {
        const failure = new JournalError('JOURNAL_WRITE', `the journal cannot be written: ${textOf(cause)}`, {
          cause,
        });
        // What has been written of it must not be found later: nobody is told that it happened.
        try {
          ftruncateSync(file, end);
          fdatasyncSync(file);
        } catch {
          broken = failure;
        }
        throw failure;
      }
      end += frame.length;
    },
    close() {
      if (!open) return;
      open = false;
      closeSync(file);
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return openSync(path, 'wx+', 0o600);
  }
}

/** False for a file in which nothing was ever kept. */
function hasHeader({ size, read }: Source): boolean {
  const found = Buffer.from(read(0, Math.min(size, header.length)));
  if (found.length < header.length && found.equals(header.subarray(0, found.length))) return false;
  if (found.equals(header)) return true;
  const first = /^haulout devnet journal \d+/.exec(found.toString('latin1'));
  if (first) {
    throw new JournalError('JOURNAL_VERSION', `the file is a '${first[0]}'; this version reads journal 1`);
  }
  throw new JournalError('JOURNAL_DAMAGED', 'the file is no journal of a devnet; it is left as it is');
}

function readFully(file: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const read = readSync(file, bytes, done, length - done, at + done);
    if (read === 0) throw new JournalError('JOURNAL_DAMAGED', `the journal ends before byte ${at + length}`);
    done += read;
  }
  return bytes;
}

function writeFully(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  }
}

/** Makes a new file in a folder last. Systems that cannot open folders need not. */
function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(handle);
  } catch {
    // The same systems.
  } finally {
    closeSync(handle);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
