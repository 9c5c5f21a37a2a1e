/**
 * The core of Red Stuff in AssemblyScript: hashes of many cells in one call, and the transform of
 * `src/encoding/transform.ts` on 16 words at a time. It works on a memory that its caller lays out; addresses
 * are bytes. The functions of BLAKE2b come from `blake2b.mjs`, which the build puts before this file.
 *
 * Hashes: digests take 32 bytes.
 *
 * Words lie in two planes, low bytes at `low` and high bytes at `high`: a vector of `width` words, a multiple
 * of 16, is `width` bytes of each. A word times a factor is the sum of the products of its four digits, which
 * are looked up in tables of 16 bytes.
 */

/** A block that is put together, and the state of a message of several blocks. */
const BLOCK: usize = 0;
const STATE: usize = 128;
/** For each digit of a word: low bytes of its 16 products, then their high bytes. */
const PRODUCTS: usize = 256;
/**
 * The products of each power of two with all powers of two, which the caller writes: 16 low bytes, then 16
 * high bytes.
 */
export const ROWS: usize = 512;
/** Callers use the memory from here on. */
export const FREE: usize = 1024;

/** H(0x00 || `size` bytes at `from`), at `to`. Up to 128 bytes behind them are read, and do not count. */
function hashLeaf(from: usize, size: usize, to: usize): void {
  if (size < 64) return shortLeaf(from, size, to);
  if (size < 128) return leaf(from, size, to);
  first(from, STATE);
  finish(from + 127, size - 127, 128, to);
}

/** The digest of `size` bytes at `from`, at `to`. Up to 128 bytes behind them are read, too. */
export function hash(from: usize, size: usize, to: usize): void {
  begin();
  finish(from, size, 0, to);
}

/**
 * The digests of leaves of `size` bytes in `rows` rows of `count`, one after the other from `to` on and
 * `toRow` bytes from row to row. Rows are `row` bytes apart, leaves in a row `step`.
 */
export function hashGrid(
  from: usize,
  row: usize,
  step: usize,
  size: usize,
  rows: usize,
  count: usize,
  to: usize,
  toRow: usize,
): void {
  for (let r: usize = 0; r < rows; r++)
    for (let i: usize = 0; i < count; i++) hashLeaf(from + r * row + i * step, size, to + r * toRow + 32 * i);
}

/**
 * The level above `count` nodes that are `step` bytes apart from `from` on; it may lie where they are. A node
 * without a neighbour gets one of zeros. Returns the number of nodes above.
 */
export function fold(from: usize, count: usize, step: usize, to: usize): usize {
  let at = from;
  const pairs = count >> 1;
  for (let i: usize = 0; i < pairs; i++, at += 2 * step) inner(at, at + step, to + 32 * i);
  if (count & 1) {
    memory.copy(STATE, at, 32);
    memory.fill(STATE + 32, 0, 32);
    inner(STATE, STATE + 32, to + 32 * pairs);
  }
  return pairs + (count & 1);
}

/** The root over `count` nodes that are `step` bytes apart, at `to`, where 16 bytes a node are free. */
export function root(from: usize, count: usize, step: usize, to: usize): void {
  if (count === 1) return memory.copy(to, from, 32);
  let above = fold(from, count, step, to);
  while (above > 1) above = fold(to, above, 32, to);
}

/**
 * The nodes `levels` above `count` leaves, for each of some rows of leaves that are `row` bytes apart:
 * written one after the other from `to` on. The leaves are overwritten.
 */
export function climbRows(from: usize, row: usize, rows: usize, count: usize, levels: u32, to: usize): void {
  for (let r: usize = 0; r < rows; r++, from += row) {
    let left = count;
    for (let level: u32 = 0; level < levels; level++) left = fold(from, left, 32, from);
    memory.copy(to + 32 * r, from, 32);
  }
}

/**
 * The root that a path of `depth` siblings, one after the other from `path` on, leads to from leaf `index`
 * whose hash is at `node`; written to `node`.
 */
export function climb(node: usize, index: u32, path: usize, depth: u32): void {
  for (let i: u32 = 0; i < depth; i++, index >>= 1) {
    const sibling = path + 32 * i;
    if (index & 1) inner(sibling, node, node);
    else inner(node, sibling, node);
  }
}

function begin(): void {
  start(STATE);
}

/** The rest of a message whose first `before` bytes are in the state. */
function finish(from: usize, size: usize, before: usize, to: usize): void {
  let done: usize = 0;
  for (; size - done > 128; done += 128) compress(STATE, from + done, before + done + 128, false);
  copyBlock(from + done, size - done);
  compress(STATE, BLOCK, before + size, true);
  v128.store(to, v128.load(STATE));
  v128.store(to, v128.load(STATE, 16), 16);
}

/** At most 128 bytes, and zeros behind them. A call of `memory.copy` would take longer. */
function copyBlock(from: usize, size: usize): void {
  const end = i8x16.splat(<i8>size);
  let place = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (let i: usize = 0; i < 128; i += 16) {
    v128.store(BLOCK + i, v128.and(v128.load(from + i), i8x16.lt_u(place, end)));
    place = i8x16.add(place, i8x16.splat(16));
  }
}

/**
 * Symbols of `size` bytes into planes: each row of `count` symbols becomes a vector of `width` words, with
 * zeros behind them. Rows are `row` bytes apart, symbols in a row `step`. In a chunk of 64 bytes of a symbol,
 * or in the shorter last one, the low bytes come first.
 */
export function gather(
  from: usize,
  row: usize,
  step: usize,
  size: usize,
  rows: usize,
  count: usize,
  low: usize,
  high: usize,
  width: usize,
): void {
  for (let r: usize = 0; r < rows; r++)
    gatherRow(from + r * row, step, size, count, low + r * width, high + r * width, width);
}

/**
 * Like `gather`, but row r becomes the vector whose number is at `places + 8 * r`, times the factor that is 4
 * bytes behind it.
 */
export function gatherAt(
  from: usize,
  row: usize,
  step: usize,
  size: usize,
  rows: usize,
  count: usize,
  low: usize,
  high: usize,
  width: usize,
  places: usize,
): void {
  for (let r: usize = 0; r < rows; r++, places += 8) {
    const at = <usize>load<u32>(places) * width;
    gatherRow(from + r * row, step, size, count, low + at, high + at, width);
    scale(low + at, high + at, width, load<u32>(places, 4));
  }
}

/** Undoes `gatherAt`, but for the factors: vectors are multiplied by theirs again. */
export function scatterAt(
  low: usize,
  high: usize,
  width: usize,
  to: usize,
  row: usize,
  step: usize,
  size: usize,
  rows: usize,
  count: usize,
  places: usize,
): void {
  for (let r: usize = 0; r < rows; r++, places += 8) {
    const at = <usize>load<u32>(places) * width;
    scale(low + at, high + at, width, load<u32>(places, 4));
    scatter(low + at, high + at, width, to + r * row, row, step, size, 1, count);
  }
}

/** One row of `gather`. */
function gatherRow(
  from: usize,
  step: usize,
  size: usize,
  count: usize,
  low: usize,
  high: usize,
  width: usize,
): void {
  const half = size >> 1;
  const used = half * count;
  for (let i: usize = 0; i < count; i++) unpack(from + i * step, size, low + i * half, high + i * half);
  memory.fill(low + used, 0, width - used);
  memory.fill(high + used, 0, width - used);
}

/** Undoes `gather`. */
export function scatter(
  low: usize,
  high: usize,
  width: usize,
  to: usize,
  row: usize,
  step: usize,
  size: usize,
  rows: usize,
  count: usize,
): void {
  const half = size >> 1;
  for (let r: usize = 0; r < rows; r++)
    for (let i: usize = 0; i < count; i++) {
      const place = r * width + i * half;
      pack(low + place, high + place, size, to + r * row + i * step);
    }
}

/** A symbol into planes. */
function unpack(from: usize, size: usize, low: usize, high: usize): void {
  let left = size;
  for (; left >= 64; left -= 64, from += 64, low += 32, high += 32) {
    v128.store(low, v128.load(from));
    v128.store(low, v128.load(from, 16), 16);
    v128.store(high, v128.load(from, 32));
    v128.store(high, v128.load(from, 48), 16);
  }
  const half = left >> 1;
  for (let i: usize = 0; i < half; i++) {
    store<u8>(low + i, load<u8>(from + i));
    store<u8>(high + i, load<u8>(from + half + i));
  }
}

/** Undoes `unpack`. */
function pack(low: usize, high: usize, size: usize, to: usize): void {
  let left = size;
  for (; left >= 64; left -= 64, to += 64, low += 32, high += 32) {
    v128.store(to, v128.load(low));
    v128.store(to, v128.load(low, 16), 16);
    v128.store(to, v128.load(high), 32);
    v128.store(to, v128.load(high, 16), 48);
  }
  const half = left >> 1;
  for (let i: usize = 0; i < half; i++) {
    store<u8>(to + i, load<u8>(low + i));
    store<u8>(to + half + i, load<u8>(high + i));
  }
}

/** Values at `point` and the points after it from coefficients; the first `wanted` of `size` are right. */
export function fft(low: usize, high: usize, width: usize, size: u32, point: u32, wanted: u32): void {
  for (let half = size >> 1; half >= 1; half >>= 1) {
    for (let block: u32 = 0; block < wanted; block += 2 * half) {
      const at = block * width;
      forward(low + at, high + at, half * width, (point + block) / half);
    }
  }
}

/** Undoes `fft`; values before `first`, and from `filled` on, are zero. */
export function ifft(
  low: usize,
  high: usize,
  width: usize,
  size: u32,
  point: u32,
  first: u32,
  filled: u32,
): void {
  for (let half: u32 = 1; half < size; half <<= 1) {
    for (let block: u32 = first & -(2 * half); block < filled; block += 2 * half) {
      const at = block * width;
      backward(low + at, high + at, half * width, (point + block) / half);
    }
  }
}

/** Coefficients of the derivative from those of a polynomial. */
export function differentiate(low: usize, high: usize, width: usize, size: u32): void {
  for (let index: u32 = 0; index < size; index++) {
    const at = index * width;
    let isFirst = true;
    for (let bit: u32 = 1; bit < size; bit <<= 1) {
      if (index & bit) continue;
      const from = (index + bit) * width;
      if (isFirst) {
        memory.copy(low + at, low + from, width);
        memory.copy(high + at, high + from, width);
      } else {
        add(low + at, low + from, width);
        add(high + at, high + from, width);
      }
      isFirst = false;
    }
    if (isFirst) {
      memory.fill(low + at, 0, width);
      memory.fill(high + at, 0, width);
    }
  }
}

/** Multiplies the words of a vector by a factor. */
function scale(low: usize, high: usize, width: usize, factor: u32): void {
  prepare(factor);
  const end = low + width;
  for (; low < end; low += 16, high += 16) {
    const l = v128.load(low);
    const h = v128.load(high);
    v128.store(low, product(PRODUCTS, l, h));
    v128.store(high, product(PRODUCTS + 16, l, h));
  }
}

/** One byte of the products of 16 words, from their low and high bytes. */
function product(table: usize, low: v128, high: v128): v128 {
  return v128.xor(
    sum(v128.load(table), even(low), v128.load(table, 32), odd(low)),
    sum(v128.load(table, 64), even(high), v128.load(table, 96), odd(high)),
  );
}

/** Adds bytes to others. */
export function add(to: usize, from: usize, size: usize): void {
  for (let i: usize = 0; i < size; i += 16) {
    v128.store(to + i, v128.xor(v128.load(to + i), v128.load(from + i)));
  }
}

/**
 * The vectors a, and right behind them b, `size` bytes of each plane: a += factor * b, then b += a. The words
 * of one byte are a field of their own: with such a factor, low bytes have no part in the high ones.
 */
function forward(low: usize, high: usize, size: usize, factor: u32): void {
  let lowB = low + size;
  let highB = high + size;
  if (factor === 0) {
    add(lowB, low, size);
    return add(highB, high, size);
  }
  prepare(factor);
  const end = lowB;
  // Tables stay in registers.
  const low0 = v128.load(PRODUCTS);
  const low1 = v128.load(PRODUCTS, 32);
  const low2 = v128.load(PRODUCTS, 64);
  const low3 = v128.load(PRODUCTS, 96);
  const high2 = v128.load(PRODUCTS, 80);
  const high3 = v128.load(PRODUCTS, 112);
  if (factor < 256) {
    for (; low < end; low += 16, high += 16, lowB += 16, highB += 16) {
      const l = v128.load(lowB);
      const h = v128.load(highB);
      const h0 = even(h);
      const h1 = odd(h);
      const productLow = v128.xor(sum(low0, even(l), low1, odd(l)), sum(low2, h0, low3, h1));
      const sumLow = v128.xor(v128.load(low), productLow);
      const sumHigh = v128.xor(v128.load(high), sum(high2, h0, high3, h1));
      v128.store(low, sumLow);
      v128.store(high, sumHigh);
      v128.store(lowB, v128.xor(l, sumLow));
      v128.store(highB, v128.xor(h, sumHigh));
    }
    return;
  }
  const high0 = v128.load(PRODUCTS, 16);
  const high1 = v128.load(PRODUCTS, 48);
  for (; low < end; low += 16, high += 16, lowB += 16, highB += 16) {
    const l = v128.load(lowB);
    const h = v128.load(highB);
    const l0 = even(l);
    const l1 = odd(l);
    const h0 = even(h);
    const h1 = odd(h);
    const productLow = v128.xor(sum(low0, l0, low1, l1), sum(low2, h0, low3, h1));
    const productHigh = v128.xor(sum(high0, l0, high1, l1), sum(high2, h0, high3, h1));
    const sumLow = v128.xor(v128.load(low), productLow);
    const sumHigh = v128.xor(v128.load(high), productHigh);
    v128.store(low, sumLow);
    v128.store(high, sumHigh);
    v128.store(lowB, v128.xor(l, sumLow));
    v128.store(highB, v128.xor(h, sumHigh));
  }
}

/** Undoes `forward`: b += a, then a += factor * b. */
function backward(low: usize, high: usize, size: usize, factor: u32): void {
  let lowB = low + size;
  let highB = high + size;
  if (factor === 0) {
    add(lowB, low, size);
    return add(highB, high, size);
  }
  prepare(factor);
  const end = lowB;
  const low0 = v128.load(PRODUCTS);
  const low1 = v128.load(PRODUCTS, 32);
  const low2 = v128.load(PRODUCTS, 64);
  const low3 = v128.load(PRODUCTS, 96);
  const high2 = v128.load(PRODUCTS, 80);
  const high3 = v128.load(PRODUCTS, 112);
  if (factor < 256) {
    for (; low < end; low += 16, high += 16, lowB += 16, highB += 16) {
      const l = v128.xor(v128.load(lowB), v128.load(low));
      const h = v128.xor(v128.load(highB), v128.load(high));
      const h0 = even(h);
      const h1 = odd(h);
      v128.store(lowB, l);
      v128.store(highB, h);
      const productLow = v128.xor(sum(low0, even(l), low1, odd(l)), sum(low2, h0, low3, h1));
      v128.store(low, v128.xor(v128.load(low), productLow));
      v128.store(high, v128.xor(v128.load(high), sum(high2, h0, high3, h1)));
    }
    return;
  }
  const high0 = v128.load(PRODUCTS, 16);
  const high1 = v128.load(PRODUCTS, 48);
  for (; low < end; low += 16, high += 16, lowB += 16, highB += 16) {
    const l = v128.xor(v128.load(lowB), v128.load(low));
    const h = v128.xor(v128.load(highB), v128.load(high));
    const l0 = even(l);
    const l1 = odd(l);
    const h0 = even(h);
    const h1 = odd(h);
    v128.store(lowB, l);
    v128.store(highB, h);
    const productLow = v128.xor(sum(low0, l0, low1, l1), sum(low2, h0, low3, h1));
    const productHigh = v128.xor(sum(high0, l0, high1, l1), sum(high2, h0, high3, h1));
    v128.store(low, v128.xor(v128.load(low), productLow));
    v128.store(high, v128.xor(v128.load(high), productHigh));
  }
}

/** The lower digits of 16 bytes, and the upper ones. */
function even(bytes: v128): v128 {
  return v128.and(bytes, i8x16.splat(15));
}
function odd(bytes: v128): v128 {
  return v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
}

/** What two tables have for two digits, added. */
function sum(table: v128, digits: v128, other: v128, otherDigits: v128): v128 {
  return v128.xor(i8x16.swizzle(table, digits), i8x16.swizzle(other, otherDigits));
}

/** Writes the tables of a factor. */
function prepare(factor: u32): void {
  // Its products with all powers of two: the sums of those of its bits.
  let low = i8x16.splat(0);
  let high = i8x16.splat(0);
  for (let row = ROWS; factor > 0; factor >>= 1, row += 32) {
    if ((factor & 1) === 0) continue;
    low = v128.xor(low, v128.load(row));
    high = v128.xor(high, v128.load(row, 16));
  }
  let place = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  for (let table = PRODUCTS; table < PRODUCTS + 128; table += 32) {
    v128.store(table, sums(low, place));
    v128.store(table, sums(high, place), 16);
    place = i8x16.add(place, i8x16.splat(4));
  }
}

/** The sums of four bytes from a place on: number i of those that the bits of i choose. */
function sums(bytes: v128, place: v128): v128 {
  const one = i8x16(0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1);
  const two = i8x16(0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1);
  const four = i8x16(0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0, -1, -1, -1, -1);
  const eight = i8x16(0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1);
  return v128.xor(
    v128.xor(
      v128.and(i8x16.swizzle(bytes, place), one),
      v128.and(i8x16.swizzle(bytes, i8x16.add(place, i8x16.splat(1))), two),
    ),
    v128.xor(
      v128.and(i8x16.swizzle(bytes, i8x16.add(place, i8x16.splat(2))), four),
      v128.and(i8x16.swizzle(bytes, i8x16.add(place, i8x16.splat(3))), eight),
    ),
  );
}
