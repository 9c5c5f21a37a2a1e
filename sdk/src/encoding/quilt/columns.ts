/** The bytes of a blob as they run down the columns of its matrix. */
import type { BlobLayout } from '../layout.js';

/** What of a layout says where bytes lie. */
type Matrix = Pick<BlobLayout, 'rows' | 'columns' | 'symbolSize'>;

/**
 * Copies columns out of a blob, one after the other: what the secondary slivers of these indices hold. Behind
 * the end of the blob there are zeros.
 */
export function copyColumns(
  blob: Uint8Array,
  { rows, columns, symbolSize }: Matrix,
  {
    start,
    end,
  }: {
    /** Index of the first column. */
    readonly start: number;
    /** Index of the column after the last. */
    readonly end: number;
  },
): Uint8Array {
  const copied = new Uint8Array((end - start) * rows * symbolSize);
  for (let column = start, to = 0; column < end; column++) {
    for (let row = 0; row < rows; row++, to += symbolSize) {
      const from = (row * columns + column) * symbolSize;
      copied.set(blob.subarray(from, from + symbolSize), to);
    }
  }
  return copied;
}

/** Writes bytes down the columns of a blob, `offset` bytes below the top of column `start`. */
export function writeDown(
  blob: Uint8Array,
  { rows, columns, symbolSize }: Matrix,
  start: number,
  offset: number,
  bytes: Uint8Array,
): void {
  for (let at = 0; at < bytes.length;) {
    const below = offset + at;
    const cell = Math.floor(below / symbolSize);
    const within = below - cell * symbolSize;
    const row = cell % rows;
    const column = start + Math.floor(cell / rows);
    const length = Math.min(symbolSize - within, bytes.length - at);
    blob.set(bytes.subarray(at, at + length), (row * columns + column) * symbolSize + within);
    at += length;
  }
}
