/**
 * What the core of Red Stuff does: hashes, many in one call. There are two implementations, one in
 * WebAssembly and one in JavaScript where that may not start; nobody outside can tell the two apart but by
 * their speed.
 */

/** Length of a digest in bytes. */
export const DIGEST_BYTES = 32;

/** H is BLAKE2b-256. Digests are 32 bytes; several of them lie one after the other. */
export interface Hashing {
  /** H(data). */
  digest(data: Uint8Array): Uint8Array;
  /** H(0x00 || symbol) of symbols that lie one after the other; of one without bytes if the size is 0. */
  leaves(symbols: Uint8Array, symbolSize: number): Uint8Array;
  /**
   * The level of a Merkle tree above `level`: H(0x01 || left || right). A last node alone gets zeros.
   *
   * @param above receives it; default: a new array
   */
  fold(level: Uint8Array, above?: Uint8Array): Uint8Array;
  /** The root above `leaves`, at least one. */
  root(leaves: Uint8Array): Uint8Array;
  /** The root that siblings, from the leaf up, lead to from leaf `index`. */
  climb(leaf: Uint8Array, index: number, siblings: readonly Uint8Array[]): Uint8Array;
}

/** Room for the level of a Merkle tree above `level`. */
export const newAbove = (level: Uint8Array): Uint8Array =>
  new Uint8Array(Math.ceil(level.length / DIGEST_BYTES / 2) * DIGEST_BYTES);
