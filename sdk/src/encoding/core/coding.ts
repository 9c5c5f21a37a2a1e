/**
 * What the core does for the codes of Red Stuff (`reed-solomon.ts`): transforms of bytes as they lie in
 * slivers. A vector is `count` symbols of `size` bytes (even), one after the other; a code works on vectors
 * as on single symbols.
 */

/** How many symbols of how many bytes make a vector. */
export interface Shape {
  readonly size: number;
  readonly count: number;
}

/** A code with `sources` source symbols and `recoveries` recovery symbols. */
export interface Code {
  readonly sources: number;
  readonly recoveries: number;
  readonly rate: 'low' | 'high';
  /** Transform size of the encoder: the power of two that holds the sources (low) or recoveries (high). */
  readonly block: number;
}

/** A symbol's point, from the first of its block, and the factor of its words. */
export interface Scaled {
  readonly point: number;
  readonly factor: number;
}

/** The received symbols on the points of a block. */
export interface LocatorBlock {
  /** The first point of the block, a multiple of its size. */
  readonly start: number;
  /** With their positions among all that are received, in the order in which a decoder takes them. */
  readonly received: readonly (Scaled & { readonly position: number })[];
  /** The first point of a received symbol, and one more than the last. */
  readonly first: number;
  readonly filled: number;
}

/** Where symbols sit among blocks of points, and the scale factors of one set of received symbols. */
export interface Locator {
  /** Points of a block: a power of two. */
  readonly size: number;
  /** Blocks with received symbols. */
  readonly blocks: readonly LocatorBlock[];
  /** The first point of the block of all missing symbols. */
  readonly home: number;
  /** The missing source symbols, with their indices. */
  readonly missing: readonly (Scaled & { readonly index: number })[];
  /** One more than the last point of a missing source. */
  readonly wanted: number;
}

/** The transforms behind codes. */
export interface Coding {
  /** All recovery vectors of a code from its source vectors; in both they follow each other. */
  extend(code: Code, sources: Uint8Array, shape: Shape, recovery: Uint8Array): void;
  /** A buffer for `interpolate`, which is best made here; nothing else is done while something is in it. */
  buffer(bytes: number): Uint8Array;
  /**
   * Makes the missing source vectors. The received ones are at the beginning of `vectors`, block after block;
   * the missing ones go behind them, in the order of the locator.
   */
  interpolate(locator: Locator, shape: Shape, vectors: Uint8Array): void;
  /**
   * The Merkle root over source and recovery symbols of `size` bytes. Undefined where the core has no room
   * for all of them.
   */
  rootOver(code: Code, sources: Uint8Array, size: number): Uint8Array | undefined;
}

/** All symbols of a code, of `size` bytes each, one after the other, from its source symbols. */
export function allSymbols(
  coding: Pick<Coding, 'extend'>,
  { code, sources, size }: { readonly code: Code; readonly sources: Uint8Array; readonly size: number },
): Uint8Array {
  const symbols = new Uint8Array((code.sources + code.recoveries) * size);
  symbols.set(sources);
  coding.extend(code, sources, { size, count: 1 }, symbols.subarray(code.sources * size));
  return symbols;
}

/** The positions of all received symbols, block after block. */
export function receivedOrder({ blocks }: Locator): number[] {
  return blocks.flatMap(({ received }) => received.map(({ position }) => position));
}

/** Writes `bytes` to `target` at `at`, without what lies behind its end. */
export function place(target: Uint8Array, at: number, bytes: Uint8Array): void {
  if (at < target.length) target.set(bytes.subarray(0, target.length - at), at);
}
