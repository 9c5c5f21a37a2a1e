/**
 * The additive Fourier transform over GF(2^16), on many vectors at once.
 *
 * With S_t(x) the polynomial that vanishes on the first 2^t points, the basis polynomials are X_i(x) =
 * product of S_b(x) over the set bits b of i. `fft` turns coefficients in that basis into values at the
 * points p, p + 1, ..., p + size - 1 (p a multiple of size, a power of two), `ifft` turns them back, both
 * with size / 2 * log2(size) butterflies. Because the points are words in a Cantor basis (`field.ts`), the
 * factor of the butterflies of a block that starts at point q, with half width d, is simply the word q / d.
 *
 * Data: `values` holds `size` vectors of `width` words, one after the other. All words at one position of the
 * vectors form one independent transform.
 */
import { multiplier } from './field.js';

/**
 * Values at the points `point .. point + size - 1` from coefficients, in place.
 *
 * @param wanted only the first `wanted` values need to be right afterwards (default: all)
 */
export function fft(values: Uint16Array, width: number, size: number, point: number, wanted = size): void {
  for (let half = size >>> 1; half >= 1; half >>>= 1) {
    for (let block = 0; block < wanted; block += 2 * half) {
      const factor = (point + block) / half;
      // The pairs of a block lie side by side, so its butterflies are one long one.
      forward(values, block * width, half * width, factor);
    }
  }
}

/**
 * Coefficients from values at the points `point .. point + size - 1`, in place.
 *
 * @param filled values from this index on are zero on entry (default: none known to be)
 */
export function ifft(values: Uint16Array, width: number, size: number, point: number, filled = size): void {
  for (let half = 1; half < size; half <<= 1) {
    for (let block = 0; block < filled; block += 2 * half) {
      backward(values, block * width, half * width, (point + block) / half);
    }
  }
}

/**
 * Replaces a polynomial's coefficients, in the basis of this transform, by those of its formal derivative.
 */
export function differentiate(values: Uint16Array, width: number, size: number): void {
  for (let index = 0; index < size; index++) {
    const target = index * width;
    let first = true;
    for (let bit = 1; bit < size; bit <<= 1) {
      if (index & bit) continue;
      // S_b' = 1 for every b, so the derivative of X_j, j = index + 2^b, has X_index once for each such b.
      const source = (index + bit) * width;
      if (first) values.copyWithin(target, source, source + width);
      else addTo(values, target, values, source, width);
      first = false;
    }
    if (first) values.fill(0, target, target + width);
  }
}

/** `target[at..] ^= source[from..]` for `length` words. */
export function addTo(
  target: Uint16Array,
  at: number,
  source: Uint16Array,
  from: number,
  length: number,
): void {
  for (let e = 0; e < length; e++) target[at + e]! ^= source[from + e]!;
}

/** `target[at..] = factor * source[from..]` for `length` words; `table` is the factor's `multiplier`. */
export function scaleInto(
  target: Uint16Array,
  at: number,
  source: Uint16Array,
  from: number,
  length: number,
  table: Uint16Array,
): void {
  for (let e = 0; e < length; e++) {
    const word = source[from + e]!;
    target[at + e] = table[word & 255]! ^ table[256 + (word >>> 8)]!;
  }
}

/** a ^= factor * b, then b ^= a, for the `length` words a at `at` and b right after them. */
function forward(values: Uint16Array, at: number, length: number, factor: number): void {
  const end = at + length;
  if (factor === 0) {
    for (let a = at, b = end; a < end; a++, b++) values[b]! ^= values[a]!;
    return;
  }
  const table = multiplier(factor);
  for (let a = at, b = end; a < end; a++, b++) {
    const right = values[b]!;
    const left = values[a]! ^ table[right & 255]! ^ table[256 + (right >>> 8)]!;
    values[a] = left;
    values[b] = right ^ left;
  }
}

/** b ^= a, then a ^= factor * b: undoes {@link forward}. */
function backward(values: Uint16Array, at: number, length: number, factor: number): void {
  const end = at + length;
  if (factor === 0) {
    for (let a = at, b = end; a < end; a++, b++) values[b]! ^= values[a]!;
    return;
  }
  const table = multiplier(factor);
  for (let a = at, b = end; a < end; a++, b++) {
    const right = values[b]! ^ values[a]!;
    values[b] = right;
    values[a]! ^= table[right & 255]! ^ table[256 + (right >>> 8)]!;
  }
}
