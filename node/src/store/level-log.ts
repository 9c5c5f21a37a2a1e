/**
 * The logs of LevelDB, in which its latest writes are: whether they are as they were written. LevelDB opens a
 * damaged one and drops what it cannot read, so that later writes would stand without the ones before.
 *
 * A log is a sequence of blocks of 32 KiB. Records in them have a header of 7 bytes: a checksum (u32, little
 * endian), a length (u16) and a kind. A record does not cross a block; a longer one is cut into a first part,
 * middle parts and a last one. A block ends with zeros where no header fits.
 */

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
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  let bad: number | undefined;
  for (let block = 0; block < log.length; block += BLOCK_BYTES) {
    const end = Math.min(block + BLOCK_BYTES, log.length);
    let at = block;
    while (at + HEADER_BYTES <= end) {
      const kind = readKind(view, at, end);
      // Where its length is not to be trusted, nothing is known of what follows in the block.
      if (kind === undefined) break;
      if (bad !== undefined && (kind === FULL || kind === FIRST)) return bad;
      at += HEADER_BYTES + view.getUint16(at + 4, true);
    }
    if (at + HEADER_BYTES <= end) bad ??= at;
  }
  return undefined;
}

/** The kind of the record at a place; undefined when it is not as it was written. */
function readKind(view: DataView, at: number, end: number): number | undefined {
  const length = view.getUint16(at + 4, true);
  const kind = view.getUint8(at + 6);
  if (kind < FULL || kind > LAST_KIND || at + HEADER_BYTES + length > end) return undefined;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 6, 1 + length);
  return masked(crc32c(bytes)) === view.getUint32(at, true) ? kind : undefined;
}

/** LevelDB stores checksums so, as what is stored may hold checksums itself. */
function masked(checksum: number): number {
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}

/** The polynomial of CRC-32C, reversed. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

function crc32c(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
