/**
 * Blob ids, and the rotation that they give a blob on the shards.
 *
 * blob id = H(encoding type 1 || length as u64, little-endian || root hash). In text it is URL-safe base64
 * without padding; on chain it is the u256 whose little-endian bytes it is. Which shard holds which sliver
 * pair depends on the same 32 bytes read the other way round, as a big-endian integer.
 */
import { fromBase64Url, toBase64Url } from '../base/base64url.js';
import { EncodingError } from './errors.js';
import { blake2b256, DIGEST_BYTES } from './hash.js';
import { checkIndex } from './layout.js';

/** Number of the encoding RS2, the only one there is. */
export const ENCODING_TYPE = 1;

const TEXT_LENGTH = 43;

/** The 32-byte id of a blob with the given root hash (32 bytes) and length in bytes. */
export function computeBlobId(rootHash: Uint8Array, unencodedLength: number): Uint8Array {
  const input = new Uint8Array(9 + DIGEST_BYTES);
  input[0] = ENCODING_TYPE;
  new DataView(input.buffer).setBigUint64(1, BigInt(unencodedLength), true);
  input.set(rootHash, 9);
  return blake2b256(input);
}

/**
 * The text form: 43 characters of URL-safe base64.
 *
 * @example
 * blobIdToString(new Uint8Array(32)); // 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
 * @throws EncodingError `INVALID_BLOB_ID` unless there are 32 bytes
 */
export function blobIdToString(blobId: Uint8Array): string {
  checkBlobId(blobId);
  return toBase64Url(blobId);
}

/**
 * Reads the text form; the only spelling accepted is the one that {@link blobIdToString} writes.
 *
 * @throws EncodingError `INVALID_BLOB_ID`
 */
export function blobIdFromString(text: string): Uint8Array {
  const blobId = fromBase64Url(text, DIGEST_BYTES);
  if (blobId === undefined) {
    // Callers without types may give anything.
    const start = String(text).slice(0, 64);
    throw new EncodingError(
      'INVALID_BLOB_ID',
      `blob id "${start}": a blob id is ${TEXT_LENGTH} characters of URL-safe base64`,
      { text: start },
    );
  }
  return blobId;
}

/**
 * The form that contracts use: a u256, little-endian. Root hashes have it too.
 *
 * @throws EncodingError `INVALID_BLOB_ID` unless there are 32 bytes
 */
export function blobIdToInteger(blobId: Uint8Array): bigint {
  checkBlobId(blobId);
  let integer = 0n;
  for (let at = DIGEST_BYTES - 1; at >= 0; at--) integer = (integer << 8n) | BigInt(blobId[at]!);
  return integer;
}

/**
 * The 32 bytes of a u256 from a contract.
 *
 * @throws EncodingError `INVALID_BLOB_ID` unless it is a u256
 */
export function blobIdFromInteger(integer: bigint): Uint8Array {
  if (integer < 0n || integer >= 1n << 256n) {
    throw new EncodingError('INVALID_BLOB_ID', `blob id ${integer}: not a u256`, { integer });
  }
  const blobId = new Uint8Array(DIGEST_BYTES);
  let rest = integer;
  for (let at = 0; at < DIGEST_BYTES; at++, rest >>= 8n) blobId[at] = Number(rest & 255n);
  return blobId;
}

/** By how many shards the pairs of a blob are shifted: its id as a big-endian integer, modulo n. */
export function shardRotation(blobId: Uint8Array, nShards: number): number {
  checkBlobId(blobId);
  let rest = 0;
  for (const byte of blobId) rest = (rest * 256 + byte) % nShards;
  return rest;
}

/**
 * The shard that holds a sliver pair.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_BLOB_ID`
 */
export function shardOfPair(blobId: Uint8Array, pairIndex: number, nShards: number): number {
  checkIndex('sliver pair', pairIndex, nShards);
  return (pairIndex + shardRotation(blobId, nShards)) % nShards;
}

/**
 * The sliver pair that a shard holds: the inverse of {@link shardOfPair}.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_BLOB_ID`
 */
export function pairOfShard(blobId: Uint8Array, shardIndex: number, nShards: number): number {
  checkIndex('shard', shardIndex, nShards);
  return (shardIndex - shardRotation(blobId, nShards) + nShards) % nShards;
}

/** Refuses a blob id that is not 32 bytes; throws EncodingError `INVALID_BLOB_ID`. */
export function checkBlobId(blobId: Uint8Array): void {
  if (blobId.length !== DIGEST_BYTES) {
    throw new EncodingError('INVALID_BLOB_ID', `a blob id of ${blobId.length} bytes: it has 32`, {
      length: blobId.length,
    });
  }
}
