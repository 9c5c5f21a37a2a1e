/**
 * Conflict proofs: one cell of the matrix, opened with different contents in its row's tree and in its
 * column's tree. Constant size (two symbols, four Merkle paths), no field arithmetic: cheap enough for a
 * chain.
 *
 * Sound, but not complete: the two slivers that commit to the cell must be in somebody's hands. A writer
 * who commits to hashes that nobody can open is shown by an inconsistency proof only.
 */
import { equalBytes } from '../base/bytes.js';
import { EncodingError } from './errors.js';
import { blobLayout, checkIndex, pairOfSliver, type Axis } from './layout.js';
import { metadataLayout, type BlobMetadata } from './metadata.js';
import {
  checkCell,
  checkedRootHash,
  checkPair,
  openCell,
  openPairs,
  type BlobOnChain,
  type CellOpening,
  type PairOpening,
} from './openings.js';
import { expandVerified, type Sliver } from './sliver.js';

/** A proof that the writer committed to two different contents of the cell at `row` and `column`. */
export interface ConflictProof {
  /** Index of the row: of a primary sliver. */
  readonly row: number;
  /** Index of the column: of a secondary sliver. */
  readonly column: number;
  /** The cell under the hash of primary sliver `row`. */
  readonly inRow: CellOpening;
  /** The cell under the hash of secondary sliver `column`. */
  readonly inColumn: CellOpening;
  /** The pair of primary sliver `row`, under the root hash. */
  readonly rowPair: PairOpening;
  /** The pair of secondary sliver `column`, under the root hash. */
  readonly columnPair: PairOpening;
}

/**
 * Makes a proof from a primary and a secondary sliver, both the ones committed to, that disagree about
 * the cell they share.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`, `INVALID_SLIVER`, `INVALID_INDEX`; `NO_CONFLICT` when they
 * agree
 */
export function makeConflictProof(primary: Sliver, secondary: Sliver, metadata: BlobMetadata): ConflictProof {
  checkAxis(primary, 'primary');
  checkAxis(secondary, 'secondary');
  const row = primary.index;
  const column = secondary.index;
  const inRow = openCell(expandVerified(primary, metadata), column);
  const inColumn = openCell(expandVerified(secondary, metadata), row);
  if (equalBytes(inRow.symbol, inColumn.symbol)) throw noConflict(row, column);
  const { nShards } = metadataLayout(metadata);
  const [rowPair, columnPair] = openPairs(metadata, [row, pairOfSliver('secondary', column, nShards)]);
  return { row, column, inRow, inColumn, rowPair: rowPair!, columnPair: columnPair! };
}

/**
 * Checks a proof against what the chain knows of the blob; returns when it shows a bad encoding.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`, `NO_CONFLICT`
 */
export function verifyConflictProof(proof: ConflictProof, blob: BlobOnChain): void {
  const { row, column, inRow, inColumn, rowPair, columnPair } = proof;
  const layout = blobLayout(blob.nShards, blob.unencodedLength);
  const { nShards } = layout;
  checkIndex('primary sliver', row, nShards);
  checkIndex('secondary sliver', column, nShards);
  const rootHash = checkedRootHash(rowPair, row, blob);
  checkPair(columnPair, pairOfSliver('secondary', column, nShards), { rootHash, nShards });
  checkCell(inRow, column, { sliverHash: rowPair.hashes.primary, layout });
  checkCell(inColumn, row, { sliverHash: columnPair.hashes.secondary, layout });
  if (equalBytes(inRow.symbol, inColumn.symbol)) throw noConflict(row, column);
}

function checkAxis(sliver: Sliver, axis: Axis): void {
  if (sliver.axis !== axis) {
    throw new EncodingError('INVALID_SLIVER', `a ${sliver.axis} sliver where a ${axis} one is needed`, {
      axis: sliver.axis,
      index: sliver.index,
    });
  }
}

function noConflict(row: number, column: number): EncodingError {
  return new EncodingError('NO_CONFLICT', `row ${row} and column ${column} agree about the cell they share`, {
    row,
    column,
  });
}
