/**
 * Metadata: what a writer commits to. Two hashes for each sliver pair, the Merkle roots over the n symbols of
 * the row and of the column that its two slivers are cut from, under one root that the blob id binds to the
 * length.
 */
import { equalBytes } from '../base/bytes.js';
import { blobIdToString, computeBlobId } from './blob-id.js';
import { EncodingError } from './errors.js';
import { DIGEST_BYTES } from './hash.js';
import { blobLayout, pairOfSliver, type Axis, type BlobLayout } from './layout.js';
import { hashLeaves, merkleTree, type MerkleTree } from './merkle.js';

/** The two sliver hashes of a pair, 32 bytes each. */
export interface SliverPairHashes {
  /** Merkle root of the row. */
  readonly primary: Uint8Array;
  /** Merkle root of the column. */
  readonly secondary: Uint8Array;
}

/** Everything a reader needs to check slivers of a blob. The number of shards is that of `hashes`. */
export interface BlobMetadata {
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** Hashes by pair index, one for each shard. */
  readonly hashes: readonly SliverPairHashes[];
}

/** The layout that metadata implies. */
export function metadataLayout(metadata: BlobMetadata): BlobLayout {
  return blobLayout(metadata.hashes.length, metadata.unencodedLength);
}

/** The committed hash of a sliver, by sliver index. */
export function sliverHash(metadata: BlobMetadata, axis: Axis, sliverIndex: number): Uint8Array {
  const pair = metadata.hashes[pairOfSliver(axis, sliverIndex, metadata.hashes.length)];
  if (pair === undefined) {
    throw new EncodingError('INVALID_INDEX', `${axis} sliver ${sliverIndex} of ${metadata.hashes.length}`, {
      axis,
      sliverIndex,
      nShards: metadata.hashes.length,
    });
  }
  return pair[axis];
}

/** The tree over all pairs, whose root the blob id commits to; leaf p is the pair's two hashes. */
export function metadataTree(metadata: BlobMetadata): MerkleTree {
  const pairs = new Uint8Array(metadata.hashes.length * 2 * DIGEST_BYTES);
  metadata.hashes.forEach((pair, index) => pairs.set(pairLeaf(pair), index * 2 * DIGEST_BYTES));
  return merkleTree(hashLeaves(pairs, 2 * DIGEST_BYTES));
}

/** The bytes of a pair's leaf in {@link metadataTree}: primary hash, secondary hash. */
export function pairLeaf(pair: SliverPairHashes): Uint8Array {
  const leaf = new Uint8Array(2 * DIGEST_BYTES);
  leaf.set(pair.primary);
  leaf.set(pair.secondary, DIGEST_BYTES);
  return leaf;
}

/** The blob id that metadata stands for. */
export function blobIdOfMetadata(metadata: BlobMetadata): Uint8Array {
  return computeBlobId(metadataTree(metadata).root, metadata.unencodedLength);
}

/**
 * Checks metadata from a stranger: it must be for this network's number of shards, have a possible length,
 * and hash to the blob id.
 *
 * @throws EncodingError `INVALID_METADATA`, `BLOB_TOO_LARGE`, `BLOB_ID_MISMATCH`
 */
export function verifyMetadata(
  blobId: Uint8Array,
  metadata: BlobMetadata,
  options: {
    /** Shards of the network, from the committee. */
    readonly nShards: number;
  },
): void {
  const { nShards } = options;
  if (metadata.hashes.length !== nShards) {
    throw new EncodingError(
      'INVALID_METADATA',
      `metadata for ${metadata.hashes.length} shards: this network has ${nShards}`,
      { nShards, found: metadata.hashes.length },
    );
  }
  for (const { primary, secondary } of metadata.hashes) {
    if (primary.length !== DIGEST_BYTES || secondary.length !== DIGEST_BYTES) {
      throw new EncodingError('INVALID_METADATA', 'metadata with a hash that is not 32 bytes');
    }
  }
  blobLayout(nShards, metadata.unencodedLength);
  const computed = blobIdOfMetadata(metadata);
  if (!equalBytes(computed, blobId)) {
    throw new EncodingError(
      'BLOB_ID_MISMATCH',
      `metadata hashes to blob id ${blobIdToString(computed)}, not to ${blobIdToString(blobId)}`,
      { blobId, computed },
    );
  }
}
