/**
 * The logs of LevelDB, in which its latest writes are: whether they are as they were written. LevelDB opens a
 * damaged one and drops what it cannot read, so that later writes would stand without the ones before.
 *
 * A log is a sequence of blocks of 32 KiB. Records in them have a header of 7 bytes: a checksum (u32, little
 * endian), a length (u16) and a kind. A record does not cross a block; a longer one is cut into a first part,
 * middle parts and a last one. A block ends with zeros where no header fits.
 */

import { checksumOf } from './checksum.js';

const BLOCK_BYTES = 32_768;
const HEADER_BYTES = 7;
const FULL = 1;
const FIRST = 2;
const LAST_KIND = 4;

/**
 * Where a log is damaged; undefined: nowhere. A log may break off anywhere, as a crash leaves it: only what
 * cannot be read before something that was written later is damage.
 *
 * @param log all its bytes
 */
export function damageOfLog(log: Uint8Array): number | undefined {
  let bad: number | undefined;
  for (const block of blocksOf(log)) {
    if (bad !== undefined && block.hasBeginning) return bad;
    bad ??= block.bad;
  }
  return undefined;
}

/**
 * The same log without what cannot be read. Zeros stand there up to the end of the block, which LevelDB
 * passes over. Its repair believes what it reads, whatever the checksums say.
 */
export function withoutDamage(log: Uint8Array): Uint8Array {
  const mended = Uint8Array.from(log);
  for (const { bad, end } of blocksOf(log)) if (bad !== undefined) mended.fill(0, bad, end);
  return mended;
}

interface Block {
  /** Whether a write begins in what can be read of it. */
  readonly hasBeginning: boolean;
  /** From where on nothing can be read; undefined: it can be read to its end. */
  readonly bad: number | undefined;
  readonly end: number;
}

function* blocksOf(log: Uint8Array): Generator<Block> {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  for (let begin = 0; begin < log.length; begin += BLOCK_BYTES) {
    const end = Math.min(begin + BLOCK_BYTES, log.length);
    let hasBeginning = false;
    let at = begin;
    while (at + HEADER_BYTES <= end) {
      const kind = readKind(view, at, end);
      // Where its length is not to be trusted, nothing is known of what follows in the block.
      if (kind === undefined) break;
      hasBeginning ||= kind === FULL || kind === FIRST;
      at += HEADER_BYTES + view.getUint16(at + 4, true);
    }
    yield { hasBeginning, bad: at + HEADER_BYTES <= end ? at : undefined, end };
  }
}

/** The kind of the record at a place; undefined when it is not as it was written. */
function readKind(view: DataView, at: number, end: number): number | undefined {
  const length = view.getUint16(at + 4, true);
  const kind = view.getUint8(at + 6);
  if (kind < FULL || kind > LAST_KIND || at + HEADER_BYTES + length > end) return undefined;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 6, 1 + length);
  return checksumOf(bytes) === view.getUint32(at, true) ? kind : undefined;
}
