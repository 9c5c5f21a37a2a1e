/**
 * Conflict proofs: one cell of the matrix, opened with different contents in its row's tree and in its
 * column's tree. Constant size (two symbols, four Merkle paths), no field arithmetic: cheap enough for a chain.
 *
 * Sound, but not complete: the two slivers that commit to the cell must be in somebody's hands. A writer
 * who commits to hashes that nobody can open is shown by an inconsistency proof only.
 */
import { blobIdToString, computeBlobId } from './blob-id.js';
import { EncodingError } from './errors.js';
import { blobLayout, checkIndex, pairOfSliver, type Axis } from './layout.js';
import { equalBytes, merklePath, rootOfPath, verifyMerklePath, type MerklePath } from './merkle.js';
import {
  metadataLayout,
  metadataTree,
  pairLeaf,
  type BlobMetadata,
  type SliverPairHashes,
} from './metadata.js';
import { expandSliver, verifySliver, type ExpandedSliver, type Sliver } from './sliver.js';

/** A cell opened under one sliver hash. */
export interface CellOpening {
  readonly symbol: Uint8Array;
  readonly path: MerklePath;
}

/** The two hashes of a sliver pair, opened under the root hash. */
export interface PairOpening {
  readonly hashes: SliverPairHashes;
  readonly path: MerklePath;
}

/** A proof that the writer committed to two different contents of the cell at `row` and `column`. */
export interface ConflictProof {
  readonly row: number;
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

/** What a checker of conflict proofs has to know about a blob: what the chain knows. */
export interface BlobOnChain {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  readonly nShards: number;
}

/**
 * Makes a proof from a primary and a secondary sliver, both the ones committed to, that disagree about
 * the cell they share.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`, `INVALID_SLIVER`, `INVALID_INDEX`; `NO_CONFLICT` when they agree
 */
export function makeConflictProof(primary: Sliver, secondary: Sliver, metadata: BlobMetadata): ConflictProof {
  const layout = metadataLayout(metadata);
  checkAxis(primary, 'primary');
  checkAxis(secondary, 'secondary');
  verifySliver(primary, metadata);
  verifySliver(secondary, metadata);
  const row = primary.index;
  const column = secondary.index;
  const inRow = openCell(expandSliver(primary, layout), column);
  const inColumn = openCell(expandSliver(secondary, layout), row);
  if (equalBytes(inRow.symbol, inColumn.symbol)) throw noConflict(row, column);
  const tree = metadataTree(metadata);
  const openPair = (index: number): PairOpening => ({
    hashes: metadata.hashes[index]!,
    path: merklePath(tree, index),
  });
  return {
    row,
    column,
    inRow,
    inColumn,
    rowPair: openPair(row),
    columnPair: openPair(pairOfSliver('secondary', column, layout.nShards)),
  };
}

/**
 * Checks a proof against what the chain knows of the blob; returns when it shows a bad encoding.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`, `NO_CONFLICT`
 */
export function verifyConflictProof(proof: ConflictProof, blob: BlobOnChain): void {
  const { row, column, inRow, inColumn, rowPair, columnPair } = proof;
  const { nShards, symbolSize } = blobLayout(blob.nShards, blob.unencodedLength);
  checkIndex('primary sliver', row, nShards);
  checkIndex('secondary sliver', column, nShards);

  const rootHash = rootOfPath(nShards, row, pairLeaf(rowPair.hashes), rowPair.path);
  if (rootHash === undefined) throw invalidOpening('sliver pair of the row');
  const blobId = computeBlobId(rootHash, blob.unencodedLength);
  if (!equalBytes(blobId, blob.blobId)) {
    throw new EncodingError(
      'BLOB_ID_MISMATCH',
      `the proof is about blob ${blobIdToString(blobId)}, not ${blobIdToString(blob.blobId)}`,
      { computed: blobId, blobId: blob.blobId },
    );
  }
  const columnIndex = pairOfSliver('secondary', column, nShards);
  if (!verifyMerklePath(rootHash, nShards, columnIndex, pairLeaf(columnPair.hashes), columnPair.path)) {
    throw invalidOpening('sliver pair of the column');
  }
  const opens = (root: Uint8Array, index: number, { symbol, path }: CellOpening): boolean =>
    symbol.length === symbolSize && verifyMerklePath(root, nShards, index, symbol, path);
  if (!opens(rowPair.hashes.primary, column, inRow)) throw invalidOpening('cell in its row');
  if (!opens(columnPair.hashes.secondary, row, inColumn)) throw invalidOpening('cell in its column');
  if (equalBytes(inRow.symbol, inColumn.symbol)) throw noConflict(row, column);
}

function openCell(sliver: ExpandedSliver, index: number): CellOpening {
  const from = index * sliver.symbolSize;
  return {
    symbol: sliver.symbols.slice(from, from + sliver.symbolSize),
    path: merklePath(sliver.tree, index),
  };
}

function checkAxis(sliver: Sliver, axis: Axis): void {
  if (sliver.axis !== axis) {
    throw new EncodingError('INVALID_SLIVER', `a ${sliver.axis} sliver where a ${axis} one is needed`, {
      axis: sliver.axis,
      index: sliver.index,
    });
  }
}

function invalidOpening(what: string): EncodingError {
  return new EncodingError('INVALID_OPENING', `${what}: the opening does not lead to the commitment`, {
    what,
  });
}

function noConflict(row: number, column: number): EncodingError {
  return new EncodingError('NO_CONFLICT', `row ${row} and column ${column} agree about the cell they share`, {
    row,
    column,
  });
}
