/**
 * Digests as Sui computes them: BLAKE2b-256 of the name of the type, `::`, and the BCS of the value. The name
 * keeps digests of different types apart. Texts of digests are base58.
 */
import { fromBase58, toBase58 } from '@mysten/bcs';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from '../blake2b.js';

/** Base58 of 32 bytes, as Sui writes transaction, object and checkpoint digests. */
export type Digest = string;

/** Names of the types that Sui computes digests of. */
export type HashedType =
  | 'TransactionData'
  | 'TransactionEffects'
  | 'TransactionEvents'
  | 'Object'
  | 'CheckpointSummary'
  | 'CheckpointContents';

const prefixes = new Map<HashedType, Uint8Array>();

/** The 32-byte digest of a value of a named type, given its BCS. */
export function digestOf(type: HashedType, bcs: Uint8Array): Uint8Array {
  let prefix = prefixes.get(type);
  if (prefix === undefined) {
    prefix = utf8ToBytes(`${type}::`);
    prefixes.set(type, prefix);
  }
  return blake2b256(prefix, bcs);
}

/** `digestOf` as text. */
export function digestText(type: HashedType, bcs: Uint8Array): Digest {
  return toBase58(digestOf(type, bcs));
}

/** Text of a 32-byte digest, and back. */
export { toBase58 as digestToText, fromBase58 as digestToBytes };

/**
 * The digest of zeros: what system transactions name where there is nothing, and what genesis has as its
 * past.
 */
export const zeroDigest: Digest = toBase58(new Uint8Array(32));
