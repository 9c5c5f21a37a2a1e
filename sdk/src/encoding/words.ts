/**
 * Bytes of a symbol as the 16-bit words on which the code works, and back.
 *
 * A symbol of s bytes is cut in chunks of 64 bytes, the last one possibly shorter. In a chunk of q bytes,
 * word i has byte i as its low byte and byte q/2 + i as its high byte. The code treats every word position
 * alike, so whole rows of symbols may be converted once and stay words until they are hashed or stored.
 */

const CHUNK = 64;

/**
 * Reads symbols that follow each other.
 *
 * @param count how many symbols of `symbolSize` bytes (even) are read from `bytes` at `from`
 * @param words receives `count * symbolSize / 2` words at `at`
 */
export function symbolsToWords(
  bytes: Uint8Array,
  from: number,
  symbolSize: number,
  count: number,
  words: Uint16Array,
  at: number,
): void {
  for (let symbol = 0; symbol < count; symbol++) {
    for (let start = 0; start < symbolSize; start += CHUNK) {
      const half = Math.min(CHUNK, symbolSize - start) >>> 1;
      for (let i = 0; i < half; i++) words[at + i] = bytes[from + i]! | (bytes[from + half + i]! << 8);
      from += 2 * half;
      at += half;
    }
  }
}

/**
 * Writes symbols that follow each other: the inverse of {@link symbolsToWords}.
 *
 * @param words holds `count * symbolSize / 2` words at `from`
 * @param bytes receives `count * symbolSize` bytes at `at`
 */
export function wordsToSymbols(
  words: Uint16Array,
  from: number,
  symbolSize: number,
  count: number,
  bytes: Uint8Array,
  at: number,
): void {
  for (let symbol = 0; symbol < count; symbol++) {
    for (let start = 0; start < symbolSize; start += CHUNK) {
      const half = Math.min(CHUNK, symbolSize - start) >>> 1;
      for (let i = 0; i < half; i++) {
        const word = words[from + i]!;
        bytes[at + i] = word & 255;
        bytes[at + half + i] = word >>> 8;
      }
      from += half;
      at += 2 * half;
    }
  }
}
