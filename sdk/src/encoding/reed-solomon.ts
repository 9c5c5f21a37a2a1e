/**
 * The systematic Reed-Solomon codes of Red Stuff: k source symbols in, m recovery symbols out, and the
 * sources back from any k of the k + m.
 *
 * With K and M the powers of two that hold k and m, a code is of one of two kinds, whichever needs the
 * shorter transforms. LOW (K <= M): the sources are the values of a polynomial of degree < K at the points
 * 0..K-1 (points k..K-1 are zero), the recovery symbols its values at K, K+1, ... HIGH (K > M, or K = M and k
 * <= m): sources sit at M, M+1, ..., every block of M of them defines a polynomial of degree < M, and the
 * recovery symbols are the values at 0..m-1 of the sum of those. Both are scaled Cauchy codes, so any k
 * symbols decode (this is RS2, encoding type 1 of Walrus).
 *
 * Symbols here are vectors of bytes (`core/coding.ts`); how they become words of 16 bits is `words.ts`.
 */
import { allSymbols, place, receivedOrder, type Code, type Coding } from './core/coding.js';
import type { Locator, LocatorBlock, Scaled, Shape } from './core/coding.js';
import type { Hashing } from './core/hashing.js';
import { exponential, logarithm, ORDER } from './field.js';

export type { Code } from './core/coding.js';

/** What of a core codes take. */
export interface CodeCore {
  readonly coding: Coding;
  readonly hashing: Hashing;
}

/** Finds the source symbols from a fixed set of received symbols; made once, used for any number of words. */
export interface ErasureDecoder {
  readonly code: Code;
  /** Symbol indices this decoder was made for, in the order in which it takes the symbols. */
  readonly indices: readonly number[];
  /** Undefined when no source symbol is missing. */
  readonly locator: Locator | undefined;
  /** Writes a received symbol, by its position in `indices`, to its place if it is a source. */
  place(position: number, symbol: Uint8Array, sources: Uint8Array): void;
  /**
   * Finds all source symbols.
   *
   * @param received the symbols of `indices`, in that order
   * @param sources receives all source symbols, one after the other; what lies behind its end is left out
   */
  recover(coding: Coding, received: readonly Uint8Array[], shape: Shape, sources: Uint8Array): void;
}

/** True when the code exists: both counts positive and its points fit the field. */
export function isSupportedCode(sources: number, recoveries: number): boolean {
  if (!(sources > 0 && recoveries > 0)) return false;
  const shorter = Math.min(powerOfTwo(sources), powerOfTwo(recoveries));
  return shorter + Math.max(sources, recoveries) <= 65536;
}

/**
 * The code with the given numbers of symbols.
 *
 * @throws RangeError when there is none, see {@link isSupportedCode}
 */
export function reedSolomonCode(sources: number, recoveries: number): Code {
  if (!isSupportedCode(sources, recoveries)) {
    throw new RangeError(`no Reed-Solomon code over GF(2^16) with ${sources} + ${recoveries} symbols`);
  }
  const K = powerOfTwo(sources);
  const M = powerOfTwo(recoveries);
  const rate = K > M || (K === M && sources <= recoveries) ? 'high' : 'low';
  return { sources, recoveries, rate, block: rate === 'high' ? M : K };
}

/** The Merkle root over all symbols of a code, of `size` bytes each, from its source symbols. */
export function rootOver(core: CodeCore, code: Code, sources: Uint8Array, size: number): Uint8Array {
  const { coding, hashing } = core;
  return (
    coding.rootOver(code, sources, size) ??
    hashing.root(hashing.leaves(allSymbols(coding, { code, sources, size }), size))
  );
}

/**
 * Prepares decoding from the symbols with the given indices (sources are 0..k-1, recovery symbols k..k+m-1).
 *
 * @throws RangeError unless there are exactly `code.sources` distinct indices in range
 */
export function erasureDecoder(code: Code, indices: readonly number[]): ErasureDecoder {
  const total = code.sources + code.recoveries;
  const distinct = new Set(indices);
  if (indices.length !== code.sources || distinct.size !== code.sources) {
    throw new RangeError(`decoding takes ${code.sources} distinct symbols, not ${distinct.size}`);
  }
  for (const index of indices) {
    if (!Number.isInteger(index) || index < 0 || index >= total) {
      throw new RangeError(`symbol ${index} of a code with ${total} symbols`);
    }
  }
  const missing: number[] = [];
  for (let source = 0; source < code.sources; source++) if (!distinct.has(source)) missing.push(source);

  const locator = missing.length === 0 ? undefined : locate(code, indices, missing);
  const placeSymbol = (position: number, symbol: Uint8Array, target: Uint8Array): void => {
    const index = indices[position]!;
    if (index < code.sources) place(target, index * symbol.length, symbol);
  };
  return {
    code,
    indices,
    locator,
    place: placeSymbol,
    recover(coding, received, shape, target) {
      received.forEach((symbol, position) => placeSymbol(position, symbol, target));
      if (locator === undefined) return;
      const { missing } = locator;
      const length = shape.size * shape.count;
      const vectors = coding.buffer((received.length + missing.length) * length);
      const order = receivedOrder(locator);
      order.forEach((position, i) => vectors.set(received[position]!, i * length));
      coding.interpolate(locator, shape, vectors);
      missing.forEach(({ index }, i) => {
        const from = (order.length + i) * length;
        place(target, index * length, vectors.subarray(from, from + length));
      });
    },
  };
}

/** The smallest power of two that is at least `value`. */
export function powerOfTwo(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}

/**
 * The erasure locator. Let U be the points of known symbols, and A(p) the product of (p - u) over all other
 * points u of U. A polynomial of degree < |U| is at an unknown point t: A(t) times the sum of y(u) / A(u) /
 * (t - u). In a block of 2^b points, c(u) / (t - u) sum up to Q(t) / S(t), where Q is the polynomial with
 * the values c and S the one that vanishes on the block. S is the same word on all points of another
 * block, and its derivative is one. So the sum is that of the polynomials Q, each divided by a word, and of
 * the derivative of the one in the block where t is: transforms of one block each, and one back.
 */
function locate(code: Code, indices: readonly number[], missing: readonly number[]): Locator {
  const { sources, rate, block } = code;
  const pointOf = (index: number): number => {
    if (rate === 'low') return index < sources ? index : block + index - sources;
    return index < sources ? block + index : index - sources;
  };
  const points = indices.map(pointOf);
  const product = productOver(code, points);
  const lost = missing.map(pointOf);
  let size = 1;
  while (lost.some((point) => Math.floor(point / size) !== Math.floor(lost[0]! / size))) size *= 2;
  const startOf = (point: number): number => point - (point % size);
  const home = startOf(lost[0]!);
  const end = (symbols: readonly Scaled[]): number => Math.max(...symbols.map(({ point }) => point)) + 1;
  const blocks = [...new Set(points.map(startOf))].map((start): LocatorBlock => {
    const divisor = start === home ? 0 : logarithm((start ^ home) / size);
    const received = points.flatMap((point, position) =>
      startOf(point) === start
        ? [{ position, point: point - start, factor: exponential(2 * ORDER - product(point) - divisor) }]
        : [],
    );
    const first = Math.min(...received.map(({ point }) => point));
    return { start, received, first, filled: end(received) };
  });
  const found = missing.map((index, i) => {
    return { index, point: lost[i]! - home, factor: exponential(product(lost[i]!)) };
  });
  return { size, blocks, home, missing: found, wanted: end(found) };
}

/**
 * The logarithm, 0 to 65534, of the product of a point's differences from all other points that are known:
 * those of received symbols, and those that hold no symbol, which are zero.
 */
function productOver({ sources, rate, block }: Code, received: readonly number[]): (point: number) => number {
  // The factors of all points of the field's first `size` together are one: what is over some of them is one
  // divided by what is over the others. The fewer are multiplied.
  const size = rate === 'low' ? block : powerOfTwo(block + sources);
  const [from, to] = rate === 'low' ? [sources, block] : [block + sources, size];
  const isKnown = new Set(received);
  for (let point = from; point < to; point++) isKnown.add(point);
  const others =
    rate === 'low' ? [...isKnown] : Array.from({ length: size }, (_, p) => p).filter((p) => !isKnown.has(p));
  return (point) => {
    let log = 0;
    for (const other of others) if (other !== point) log += logarithm(point ^ other);
    return rate === 'low' ? log % ORDER : (ORDER - (log % ORDER)) % ORDER;
  };
}
