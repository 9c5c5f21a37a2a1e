/**
 * The opening of a cell: from the hash of one symbol up to the blob id.
 *
 *     leaf hash = H0(symbol)                       --cell path-->  hash of the sliver
 *     H0(hash of primary || hash of secondary)     --pair path-->  root hash
 *     blob id = H(encoding type 1 || size u64 || root hash)
 *
 * Both paths have exactly depth(n) = ceil(log2 n) hashes of 32 bytes. Whoever knows no more of a blob than
 * the chain does can check one: no metadata, no symbol, 2 depth(n) + 2 hashes. A cell lies on a row and on a
 * column, so it can be opened on either axis; where the writer was honest, both lead to the same leaf hash.
 */
import { equalBytes } from '../base/bytes.js';
import { blobIdToString, computeBlobId } from '../encoding/blob-id.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { blobLayout, checkIndex, otherAxis, pairOfSliver, type Axis } from '../encoding/layout.js';
import { hashLeaf, merklePath, rootOfLeaf, rootOfPath, type MerklePath } from '../encoding/merkle.js';
import { metadataTree, pairLeaf, type BlobMetadata } from '../encoding/metadata.js';
import { expandVerified, type ExpandedSliver, type Sliver } from '../encoding/sliver.js';
import { EvidenceError } from './errors.js';

/** What a checker of openings has to know about a blob: what the chain knows. */
export interface BlobOnChain {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** Shards of the network. */
  readonly nShards: number;
}

/** A cell as one of its two slivers has it. */
export interface CellPlace {
  /** Along which sliver: its row (primary) or its column (secondary). */
  readonly axis: Axis;
  /** Index of that sliver, 0 to n - 1. */
  readonly sliver: number;
  /** Position on it: the index of the crossing sliver, 0 to n - 1. */
  readonly cell: number;
}

/** The hash of a sliver, opened under the root hash. */
export interface SliverOpening {
  /** Hash of the pair's other sliver, 32 bytes. */
  readonly otherHash: Uint8Array;
  /** From the pair to the root hash: depth(n) hashes. */
  readonly pairPath: MerklePath;
}

/** A cell, opened under the blob id. */
export interface CellOpening extends CellPlace, SliverOpening {
  /** H0 of the symbol, 32 bytes. */
  readonly leafHash: Uint8Array;
  /** From the cell to the hash of the sliver: depth(n) hashes. */
  readonly cellPath: MerklePath;
}

/** A sliver that was compared with what the writer committed to; any of its n cells can be opened. */
export interface OpenSliver extends ExpandedSliver, SliverOpening {}

/**
 * Expands a sliver, compares it with the metadata and opens it under the root hash. The metadata must have
 * passed `verifyMetadata`.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`, `INVALID_SLIVER`, `INVALID_INDEX`
 */
export function openSliver(sliver: Sliver, metadata: BlobMetadata): OpenSliver {
  return openExpanded(expandVerified(sliver, metadata), metadata);
}

/**
 * Opens a sliver under the root hash that was expanded and compared with the metadata, as by
 * `expandVerified`.
 *
 * @throws EncodingError `INVALID_INDEX`
 */
export function openExpanded(expanded: ExpandedSliver, metadata: BlobMetadata): OpenSliver {
  const { axis, index } = expanded;
  const pair = pairOfSliver(axis, index, metadata.hashes.length);
  return {
    ...expanded,
    otherHash: metadata.hashes[pair]![otherAxis(axis)],
    pairPath: merklePath(metadataTree(metadata), pair),
  };
}

/**
 * Opens a cell of a sliver.
 *
 * @param cell index of the crossing sliver
 * @throws EncodingError `INVALID_INDEX`
 */
export function openCell(sliver: OpenSliver, cell: number): CellOpening {
  const { axis, index, tree, otherHash, pairPath } = sliver;
  const leafHash = leafHashOf(sliver, cell).slice();
  return { axis, sliver: index, cell, leafHash, cellPath: merklePath(tree, cell), otherHash, pairPath };
}

/** A copy of the symbol of a cell; throws EncodingError `INVALID_INDEX`. */
export function symbolOf({ symbols, symbolSize, tree }: ExpandedSliver, cell: number): Uint8Array {
  checkIndex('cell', cell, tree.leafCount);
  return symbols.slice(cell * symbolSize, (cell + 1) * symbolSize);
}

/** The leaf hash of a cell, as a view; throws EncodingError `INVALID_INDEX`. */
export function leafHashOf({ tree }: ExpandedSliver, cell: number): Uint8Array {
  checkIndex('cell', cell, tree.leafCount);
  return tree.levels[0]!.subarray(cell * DIGEST_BYTES, (cell + 1) * DIGEST_BYTES);
}

/**
 * The blob id that an opening leads to.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE`
 * @throws EvidenceError `INVALID_OPENING`
 */
export function foldOpening(opening: CellOpening, blob: Omit<BlobOnChain, 'blobId'>): Uint8Array {
  const { axis, sliver, cell, leafHash, cellPath, otherHash, pairPath } = opening;
  const { nShards, unencodedLength } = blob;
  blobLayout(nShards, unencodedLength);
  checkIndex(`${axis} sliver`, sliver, nShards);
  checkIndex('cell', cell, nShards);
  const hash = rootOfLeaf(nShards, cell, leafHash, cellPath);
  if (hash === undefined || otherHash.length !== DIGEST_BYTES) throw invalidOpening(opening);
  const pair =
    axis === 'primary' ? { primary: hash, secondary: otherHash } : { primary: otherHash, secondary: hash };
  const root = rootOfPath(nShards, pairOfSliver(axis, sliver, nShards), pairLeaf(pair), pairPath);
  if (root === undefined) throw invalidOpening(opening);
  return computeBlobId(root, unencodedLength);
}

/**
 * Checks that a blob id commits to this leaf hash at this place, on this axis.
 *
 * @throws EncodingError what {@link foldOpening} throws
 * @throws EvidenceError `INVALID_OPENING`, `BLOB_ID_MISMATCH`
 */
export function verifyOpening(opening: CellOpening, blob: BlobOnChain): void {
  const found = foldOpening(opening, blob);
  if (equalBytes(found, blob.blobId)) return;
  throw new EvidenceError(
    'BLOB_ID_MISMATCH',
    `the opening leads to blob ${blobIdToString(found)}, not ${blobIdToString(blob.blobId)}`,
    { computed: found, blobId: blob.blobId },
  );
}

/**
 * Checks an opening and that `symbol` is what it opens.
 *
 * @throws EvidenceError `WRONG_SYMBOL`, and what {@link verifyOpening} throws
 */
export function verifySymbol(symbol: Uint8Array, opening: CellOpening, blob: BlobOnChain): void {
  const { symbolSize } = blobLayout(blob.nShards, blob.unencodedLength);
  if (symbol.length !== symbolSize || !equalBytes(hashLeaf(symbol), opening.leafHash)) {
    throw new EvidenceError(
      'WRONG_SYMBOL',
      `${symbol.length} bytes are not the symbol opened: this blob's have ${symbolSize}`,
      { length: symbol.length, symbolSize },
    );
  }
  verifyOpening(opening, blob);
}

/** Row and column of a cell. */
export function rowAndColumn({ axis, sliver, cell }: CellPlace): {
  /** Index of the primary sliver. */
  readonly row: number;
  /** Index of the secondary sliver. */
  readonly column: number;
} {
  return axis === 'primary' ? { row: sliver, column: cell } : { row: cell, column: sliver };
}

/** The same cell along the sliver that crosses. */
export function crossing({ axis, sliver, cell }: CellPlace): CellPlace {
  return { axis: otherAxis(axis), sliver: cell, cell: sliver };
}

/** True when two places are the same cell, on whichever axes. */
export function isSameCell(a: CellPlace, b: CellPlace): boolean {
  const [one, other] = [rowAndColumn(a), rowAndColumn(b)];
  return one.row === other.row && one.column === other.column;
}

function invalidOpening({ axis, sliver, cell }: CellOpening): EvidenceError {
  return new EvidenceError(
    'INVALID_OPENING',
    `cell ${cell} of ${axis} sliver ${sliver}: the opening has not the shape of this network's trees`,
    { axis, sliver, cell },
  );
}
