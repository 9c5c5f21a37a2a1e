/**
 * Sizes and indices: how a blob of L bytes becomes a matrix for n shards.
 *
 * With f = floor((n - 1) / 3), the blob fills a matrix of R = n - 2f rows and C = n - f columns of symbols of
 * s bytes, row by row, padded with zeros. Columns are then extended to n symbols, and rows to n. Row i cut to
 * C symbols is primary sliver i; column j cut to R symbols is secondary sliver j. The sliver pair p is
 * primary sliver p with secondary sliver n - 1 - p.
 */
import { EncodingError } from './errors.js';

/** A sliver runs along a row (primary) or a column (secondary) of the matrix. */
export type Axis = 'primary' | 'secondary';

/** What follows from the number of shards alone. */
export interface EncodingParameters {
  /** Number of shards, n. */
  readonly nShards: number;
  /** f: the most shards that may be faulty. */
  readonly maxFaulty: number;
  /** R = n - 2f: rows of the message, symbols of a secondary sliver, primary slivers that rebuild a blob. */
  readonly rows: number;
  /**
   * C = n - f: columns of the message, symbols of a primary sliver, secondary slivers that rebuild a blob.
   */
  readonly columns: number;
}

/** What follows from the number of shards and the length of a blob. */
export interface BlobLayout extends EncodingParameters {
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** Bytes of a symbol: even, 2 to 65534. */
  readonly symbolSize: number;
}

/** Fewest shards for which the code exists (with fewer there is nothing to recover from). */
export const MIN_SHARDS = 4;
/** Most shards for which the codes exist: beyond, a code's points no longer fit the field. */
export const MAX_SHARDS = 49_155;
/** Longest symbol in bytes. */
export const MAX_SYMBOL_SIZE = 65_534;

/**
 * The parameters for a number of shards.
 *
 * @throws EncodingError `INVALID_SHARD_COUNT`
 */
export function encodingParameters(nShards: number): EncodingParameters {
  if (!Number.isInteger(nShards) || nShards < MIN_SHARDS || nShards > MAX_SHARDS) {
    throw new EncodingError(
      'INVALID_SHARD_COUNT',
      `${nShards} shards: Red Stuff works for ${MIN_SHARDS} to ${MAX_SHARDS} shards`,
      { nShards },
    );
  }
  const maxFaulty = Math.floor((nShards - 1) / 3);
  return { nShards, maxFaulty, rows: nShards - 2 * maxFaulty, columns: nShards - maxFaulty };
}

/** The largest blob, in bytes, that a number of shards can hold. */
export function maxBlobSize(nShards: number): number {
  const { rows, columns } = encodingParameters(nShards);
  return rows * columns * MAX_SYMBOL_SIZE;
}

/**
 * The layout of a blob of `unencodedLength` bytes.
 *
 * @throws EncodingError `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE`
 */
export function blobLayout(nShards: number, unencodedLength: number): BlobLayout {
  const parameters = encodingParameters(nShards);
  const { rows, columns } = parameters;
  const limit = rows * columns * MAX_SYMBOL_SIZE;
  if (!Number.isInteger(unencodedLength) || unencodedLength < 0 || unencodedLength > limit) {
    throw new EncodingError(
      'BLOB_TOO_LARGE',
      `a blob of ${unencodedLength} bytes: ${nShards} shards hold at most ${limit}`,
      { nShards, unencodedLength, limit },
    );
  }
  const even = Math.ceil(Math.max(unencodedLength, 1) / (rows * columns) / 2) * 2;
  return { ...parameters, unencodedLength, symbolSize: even };
}

/** Symbols in a sliver of the given axis. */
export function symbolsPerSliver({ rows, columns }: EncodingParameters, axis: Axis): number {
  return axis === 'primary' ? columns : rows;
}

/** Bytes of a sliver of the given axis. */
export function sliverSize(layout: BlobLayout, axis: Axis): number {
  return symbolsPerSliver(layout, axis) * layout.symbolSize;
}

/**
 * Bytes that a network keeps for a blob, as the contracts charge for them: all slivers, and on each
 * shard the blob id and two hashes for every pair: n * ((R + C) * s + 64 n + 32).
 */
export function encodedLength(nShards: number, unencodedLength: number): number {
  const { rows, columns, symbolSize } = blobLayout(nShards, unencodedLength);
  return nShards * ((rows + columns) * symbolSize + 64 * nShards + 32);
}

/** The pair that a sliver belongs to. */
export function pairOfSliver(axis: Axis, sliverIndex: number, nShards: number): number {
  return axis === 'primary' ? sliverIndex : nShards - 1 - sliverIndex;
}

/** The index of a pair's sliver of the given axis. */
export function sliverOfPair(axis: Axis, pairIndex: number, nShards: number): number {
  return axis === 'primary' ? pairIndex : nShards - 1 - pairIndex;
}

/** The other axis. */
export function otherAxis(axis: Axis): Axis {
  return axis === 'primary' ? 'secondary' : 'primary';
}

/**
 * Refuses an index outside 0..n-1.
 *
 * @throws EncodingError `INVALID_INDEX`
 */
export function checkIndex(what: string, index: number, nShards: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= nShards) {
    throw new EncodingError('INVALID_INDEX', `${what} ${index} of ${nShards}`, { what, index, nShards });
  }
}
