/**
 * Records in a file: after a line that names the format, each record is a frame of
 *
 *     length u32 | check of the length u32 | payload | check of the payload u32     (little endian)
 *
 * Checks are CRC-32, and begin from the frame's place in the file, so that no frame passes for another.
 *
 * Only the last append can be incomplete when a process or its machine dies. What it may leave is told from
 * damage: a frame that reaches to the end of the file or beyond, or nothing but zeros. That tail was never
 * answered for, and is dropped; anything else that does not check is an error, and the file is left alone.
 */
import { crc32 } from 'node:zlib';
import { JournalError } from '../ledger/journal/journal.js';

/** The first line of a journal; its number counts the layouts of frames. */
export const header: Uint8Array = new TextEncoder().encode('haulout devnet journal 1\n');

/** The largest record: more than a transaction can bring about. */
const maxRecordBytes = 128 * 1024 * 1024;

const lengthBytes = 8;
const checkBytes = 4;
/** Read at one time while looking for the end of zeros. */
const chunkBytes = 64 * 1024;

/** A file that can be read anywhere. */
export interface Source {
  readonly size: number;
  /** Exactly `length` bytes from `at`; the caller keeps within the size. */
  read(at: number, length: number): Uint8Array;
}

/**
 * The frame of a record for this place in the file. Throws `JournalError` JOURNAL_WRITE for one that is too
 * large.
 */
export function frameOf(record: Uint8Array, at: number): Uint8Array {
  if (record.length > maxRecordBytes) {
    throw new JournalError(
      'JOURNAL_WRITE',
      `a record of ${record.length} bytes cannot be kept; at most ${maxRecordBytes}`,
    );
  }
  const frame = new Uint8Array(lengthBytes + record.length + checkBytes);
  const view = new DataView(frame.buffer);
  view.setUint32(0, record.length, true);
  view.setUint32(4, check(frame.subarray(0, 4), at), true);
  frame.set(record, lengthBytes);
  view.setUint32(lengthBytes + record.length, check(record, at), true);
  return frame;
}

/** A whole frame. */
export interface Frame {
  readonly record: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
}

/**
 * The frame at `at`; undefined at the end of what was written, where a torn tail counts as not written.
 * @throws JournalError JOURNAL_DAMAGED
 */
export function frameAt(source: Source, at: number): Frame | undefined {
  const left = source.size - at;
  if (left < lengthBytes) return undefined;
  const head = source.read(at, lengthBytes);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = view.getUint32(0, true);
  if (view.getUint32(4, true) !== check(head.subarray(0, 4), at) || length > maxRecordBytes) {
    if (isZero(source, at)) return undefined;
    throw damaged(at);
  }
  const end = at + lengthBytes + length + checkBytes;
  if (end > source.size) return undefined;
  const record = source.read(at + lengthBytes, length);
  const tail = source.read(end - checkBytes, checkBytes);
  const expected = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(0, true);
  if (check(record, at) === expected) return { record, end };
  if (end === source.size) return undefined;
  throw damaged(at);
}

function check(bytes: Uint8Array, at: number): number {
  return crc32(bytes, crc32(String(at)));
}

function isZero(source: Source, from: number): boolean {
  for (let at = from; at < source.size; at += chunkBytes) {
    const chunk = source.read(at, Math.min(chunkBytes, source.size - at));
    if (chunk.some((byte) => byte !== 0)) return false;
  }
  return true;
}

function damaged(at: number): JournalError {
  return new JournalError('JOURNAL_DAMAGED', `the journal is damaged at byte ${at}; it is left as it is`);
}
