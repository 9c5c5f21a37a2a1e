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
import { allSymbols, place, type Code, type Coding } from './core/coding.js';
import type { Locator, Scaled, Shape } from './core/coding.js';
import type { Hashing } from './core/hashing.js';
import { exponential, logarithm } from './field.js';

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
   * The work, cut in steps of a few milliseconds; tells before each which share of it is done.
   *
   * @param received the symbols of `indices`, in that order
   * @param sources receives all source symbols, one after the other; what lies behind its end is left out
   */
  recover(
    coding: Coding,
    received: readonly Uint8Array[],
    shape: Shape,
    sources: Uint8Array,
  ): Iterable<number>;
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

  const locator = missing.length === 0 ? undefined : locate(code, distinct, indices, missing);
  const placeSymbol = (position: number, symbol: Uint8Array, target: Uint8Array): void => {
    const index = indices[position]!;
    if (index < code.sources) place(target, index * symbol.length, symbol);
  };
  return {
    code,
    indices,
    locator,
    place: placeSymbol,
    *recover(coding, received, shape, target) {
      received.forEach((symbol, position) => placeSymbol(position, symbol, target));
      if (locator !== undefined) yield* coding.interpolate(locator, received, shape, target);
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
 * The erasure locator: for every point p its product of (p - e) over all other points e that are unknown.
 * With it, known values times their factor are the values of a polynomial of low enough degree, whose
 * derivative at an unknown point is the unknown value times that point's factor.
 */
function locate(
  code: Code,
  have: ReadonlySet<number>,
  indices: readonly number[],
  missing: readonly number[],
): Locator {
  const { sources, rate, block } = code;
  const pointOf = (index: number): number => {
    if (rate === 'low') return index < sources ? index : block + index - sources;
    return index < sources ? block + index : index - sources;
  };
  // Points behind all that were received, and all sources, need not take part.
  const last = Math.max(...indices.map(pointOf));
  const size = powerOfTwo(Math.max(block + (rate === 'low' ? 0 : sources), last + 1));
  const unknown = new Uint8Array(size).fill(1);
  // Points that hold no symbol: padding of the sources is known to be zero.
  if (rate === 'low') unknown.fill(0, sources, block);
  else unknown.fill(0, block + sources, size);
  for (const index of have) unknown[pointOf(index)] = 0;
  const erased: number[] = [];
  unknown.forEach((isUnknown, point) => {
    if (isUnknown) erased.push(point);
  });
  const product = (point: number): number => {
    let log = 0;
    for (const e of erased) if (e !== point) log += logarithm(point ^ e);
    return log % 65535;
  };
  const received = indices.map((index) => {
    const point = pointOf(index);
    return { point, factor: exponential(product(point)) };
  });
  const lost = missing.map((index) => {
    const point = pointOf(index);
    return { index, point, factor: exponential(65535 - product(point)) };
  });
  const end = (symbols: readonly Scaled[]): number =>
    symbols.reduce((last, { point }) => Math.max(last, point + 1), 0);
  const first = Math.min(...received.map(({ point }) => point));
  return { size, received, missing: lost, first, filled: end(received), wanted: end(lost) };
}
