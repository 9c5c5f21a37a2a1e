/**
 * What the core does for the codes of Red Stuff (`reed-solomon.ts`): the transforms of many symbols at once.
 * Symbols are vectors of `width` words of 16 bits, one after the other.
 */

/** A code with `sources` source symbols and `recoveries` recovery symbols. */
export interface Code {
  readonly sources: number;
  readonly recoveries: number;
  readonly rate: 'low' | 'high';
  /** Transform size of the encoder: the power of two that holds the sources (low) or recoveries (high). */
  readonly block: number;
}

/** A symbol's point, and the factor of its words. */
export interface Scaled {
  readonly point: number;
  readonly factor: number;
}

/** Where symbols sit among the points 0..size-1, and the scale factors of one set of received symbols. */
export interface Locator {
  readonly size: number;
  /** In the order in which symbols are taken. */
  readonly received: readonly Scaled[];
  /** The missing source symbols, with their indices. */
  readonly missing: readonly (Scaled & { readonly index: number })[];
  /** One more than the last point of a received symbol, and of a missing source. */
  readonly filled: number;
  readonly wanted: number;
}

/** The transforms behind codes. */
export interface Coding {
  /** All recovery symbols of a code, `recoveries * width` words, from its source symbols. */
  extend(code: Code, sources: Uint16Array, width: number, recovery: Uint16Array): void;
  /** Writes the missing source symbols to `sources`, from the received ones. */
  interpolate(locator: Locator, received: Uint16Array, width: number, sources: Uint16Array): void;
}
