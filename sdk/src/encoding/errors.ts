/**
 * What can go wrong in the encoding, as one typed error with a stable code.
 */
import { CodedError } from '../base/errors.js';

/**
 * Stable codes of {@link EncodingError}.
 *
 * - `INVALID_SHARD_COUNT`: the code does not exist for this number of shards
 * - `BLOB_TOO_LARGE`: more bytes than this number of shards can hold
 * - `SOURCE_CHANGED`: a source gave more or fewer bytes than it said it had
 * - `INVALID_BLOB_ID`: not 32 bytes, not canonical base64url, or not a u256
 * - `INVALID_INDEX`: a sliver, pair, shard or symbol index is outside 0..n-1
 * - `INVALID_SLIVER`: a sliver's length or symbol size is not that of the blob
 * - `SLIVER_HASH_MISMATCH`: a sliver of the right shape is not the one the writer committed to
 * - `INVALID_METADATA`: metadata for another number of shards, or with an impossible length
 * - `BLOB_ID_MISMATCH`: metadata does not hash to the blob id
 * - `NOT_ENOUGH_SLIVERS`, `NOT_ENOUGH_SYMBOLS`: fewer distinct ones than the code needs
 * - `INCONSISTENT_BLOB`: the slivers are those committed to, but no file encodes to this blob id
 * - `INCONSISTENT_SLIVER`: proven symbols of a sliver do not lead to the sliver committed to
 * - `INVALID_RECOVERY_SYMBOL`: a symbol does not belong to the sliver wanted, or its proof fails
 * - `WRONG_SYMBOL_COUNT`, `DUPLICATE_SYMBOL`: an inconsistency proof is not of the exact shape
 * - `NOT_INCONSISTENT`: the proof is sound and shows an honest encoding
 * - `INVALID_QUILT_FILE`: a name or tags that a quilt cannot hold, a name given twice, or no file at all
 * - `QUILT_TOO_LARGE`: more files or more bytes than a quilt for this number of shards can hold
 * - `NOT_A_QUILT`: a blob, or columns of it, that are not in the format of quilts
 * - `INVALID_PATCH_ID`: not the canonical text of a quilt patch id
 */
export type EncodingErrorCode =
  | 'INVALID_SHARD_COUNT'
  | 'BLOB_TOO_LARGE'
  | 'SOURCE_CHANGED'
  | 'INVALID_BLOB_ID'
  | 'INVALID_INDEX'
  | 'INVALID_SLIVER'
  | 'SLIVER_HASH_MISMATCH'
  | 'INVALID_METADATA'
  | 'BLOB_ID_MISMATCH'
  | 'NOT_ENOUGH_SLIVERS'
  | 'NOT_ENOUGH_SYMBOLS'
  | 'INCONSISTENT_BLOB'
  | 'INCONSISTENT_SLIVER'
  | 'INVALID_RECOVERY_SYMBOL'
  | 'WRONG_SYMBOL_COUNT'
  | 'DUPLICATE_SYMBOL'
  | 'NOT_INCONSISTENT'
  | 'INVALID_QUILT_FILE'
  | 'QUILT_TOO_LARGE'
  | 'NOT_A_QUILT'
  | 'INVALID_PATCH_ID';

/**
 * Every error of `@haulout/sdk/encoding`.
 *
 * `code` is stable and meant for programs, `message` names the value and the rule, `values` holds what
 * failed.
 */
export class EncodingError extends CodedError<EncodingErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'EncodingError';
}
