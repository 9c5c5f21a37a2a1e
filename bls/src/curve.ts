/** What BLS signatures need of BLS12-381. There are two implementations: noble.ts and mcl.ts. */

/**
 * Arithmetic on BLS12-381: `K` is an element of G1 and `S` one of G2, in the form that an implementation
 * computes with. Each implementation is given only elements that it made itself.
 */
export interface Curve<K = unknown, S = unknown> {
  readonly keys: Group<K>;
  readonly signatures: Group<S>;
  /** The generator of G1 times a secret key in range. */
  publicKey(secretKey: Uint8Array): K;
  /** A message as an element of G2, by the ciphersuite of Sui. */
  hash(message: Uint8Array): S;
  /** The hash of a message times a secret key in range. */
  sign(secretKey: Uint8Array, hash: S): S;
  /** Whether `signature` is the hash times the secret key of `key`. None of the three is zero. */
  verify(key: K, hash: S, signature: S): boolean;
}

/** A group of prime order whose elements have compressed bytes: 48 of G1, 96 of G2. */
export interface Group<P> {
  /**
   * Undefined unless the bytes, as many as an element has, are those of an element of the group: of prime
   * order, in its only form.
   */
  read(bytes: Uint8Array): P | undefined;
  write(point: P): Uint8Array;
  isZero(point: P): boolean;
  /** The sum of at least one element. */
  sum(points: readonly P[]): P;
}

/** How a message becomes an element of G2: BLS_SIG of the IETF draft, basic scheme. */
export const DOMAIN = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_';
