/**
 * Openings of what a blob id commits to: the hashes of a sliver pair under the root hash, and a cell under a
 * sliver hash. Each is one Merkle path, so whoever knows no more of a blob than the chain does can check
 * them.
 */
import { equalBytes } from '../base/bytes.js';
import { blobIdToString, computeBlobId } from './blob-id.js';
import { EncodingError } from './errors.js';
import type { BlobLayout } from './layout.js';
import { merklePath, rootOfPath, verifyMerklePath, type MerklePath } from './merkle.js';
import { metadataTree, pairLeaf, type BlobMetadata, type SliverPairHashes } from './metadata.js';
import type { ExpandedSliver } from './sliver.js';

/** A cell opened under one sliver hash. */
export interface CellOpening {
  /** Bytes of the cell. */
  readonly symbol: Uint8Array;
  /** From the cell to the hash of the sliver. */
  readonly path: MerklePath;
}

/** The two hashes of a sliver pair, opened under the root hash. */
export interface PairOpening {
  /** Hashes of the two slivers. */
  readonly hashes: SliverPairHashes;
  /** From the pair to the root hash. */
  readonly path: MerklePath;
}

/** What a checker of openings has to know about a blob: what the chain knows. */
export interface BlobOnChain {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** Shards of the network. */
  readonly nShards: number;
}

/** Opens symbol `index` of a sliver's row or column. */
export function openCell(sliver: ExpandedSliver, index: number): CellOpening {
  const from = index * sliver.symbolSize;
  return {
    symbol: sliver.symbols.slice(from, from + sliver.symbolSize),
    path: merklePath(sliver.tree, index),
  };
}

/** Opens sliver pairs, by pair index. */
export function openPairs(metadata: BlobMetadata, indices: readonly number[]): PairOpening[] {
  const tree = metadataTree(metadata);
  return indices.map((index) => ({ hashes: metadata.hashes[index]!, path: merklePath(tree, index) }));
}

/**
 * The root hash that a pair's opening leads to, checked against the blob id.
 *
 * @throws EncodingError `INVALID_OPENING`, `BLOB_ID_MISMATCH`
 */
export function checkedRootHash(pair: PairOpening, index: number, blob: BlobOnChain): Uint8Array {
  const rootHash = rootOfPath(blob.nShards, index, pairLeaf(pair.hashes), pair.path);
  if (rootHash === undefined) throw invalidOpening(`sliver pair ${index}`);
  const blobId = computeBlobId(rootHash, blob.unencodedLength);
  if (!equalBytes(blobId, blob.blobId)) {
    throw new EncodingError(
      'BLOB_ID_MISMATCH',
      `the proof is about blob ${blobIdToString(blobId)}, not ${blobIdToString(blob.blobId)}`,
      { computed: blobId, blobId: blob.blobId },
    );
  }
  return rootHash;
}

/** Checks the opening of pair `index` under a known root hash; throws `INVALID_OPENING`. */
export function checkPair(
  pair: PairOpening,
  index: number,
  { rootHash, nShards }: { readonly rootHash: Uint8Array; readonly nShards: number },
): void {
  if (!verifyMerklePath(rootHash, nShards, index, pairLeaf(pair.hashes), pair.path)) {
    throw invalidOpening(`sliver pair ${index}`);
  }
}

/** Checks a cell's opening at place `index` under a sliver hash; throws `INVALID_OPENING`. */
export function checkCell(
  { symbol, path }: CellOpening,
  index: number,
  { sliverHash, layout }: { readonly sliverHash: Uint8Array; readonly layout: BlobLayout },
): void {
  const { nShards, symbolSize } = layout;
  if (symbol.length !== symbolSize || !verifyMerklePath(sliverHash, nShards, index, symbol, path)) {
    throw invalidOpening(`cell ${index} of a sliver`);
  }
}

function invalidOpening(what: string): EncodingError {
  return new EncodingError('INVALID_OPENING', `${what}: the opening does not lead to the commitment`, {
    what,
  });
}
