/**
 * Encoding: bytes in, sliver pairs and commitments out.
 */
import { withJson } from '../base/json.js';
import { computeBlobId } from './blob-id.js';
import { expandBlob } from './expand.js';
import { blobLayout, encodedLength, sliverSize, type BlobLayout } from './layout.js';
import { view, type Lines } from './lines.js';
import { metadataTree, type BlobMetadata } from './metadata.js';
import type { PaceOptions } from './pace.js';
import type { Sliver, SliverPair } from './sliver.js';

/** Options of {@link encodeBlob} and {@link computeMetadata}. */
export interface EncodeOptions extends PaceOptions {
  /** Number of shards of the network, from its committee. */
  readonly nShards: number;
}

/** What the chain and the nodes need to know of a blob before its slivers. */
export interface BlobCommitment {
  /** 32 bytes; see `blobIdToString` and `blobIdToInteger` for its other forms. */
  readonly blobId: Uint8Array;
  /** 32 bytes. */
  readonly rootHash: Uint8Array;
  /** Hashes of all slivers. */
  readonly metadata: BlobMetadata;
  /** Shards of the network. */
  readonly nShards: number;
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** Bytes that the network keeps for it, as the contracts charge. */
  readonly encodedLength: number;
  /** Bytes of a symbol. */
  readonly symbolSize: number;
}

/** A blob, encoded. */
export interface EncodedBlob extends BlobCommitment {
  /**
   * By pair index: `sliverPairs[p]` has primary sliver p and secondary sliver n - 1 - p. The bytes of slivers
   * are views of buffers of some MiB.
   */
  readonly sliverPairs: readonly SliverPair[];
}

/**
 * Encodes a blob for a network of n shards.
 *
 * Any n - 2f primary slivers give the blob back (`decodeBlob`). Takes the memory of the slivers (about 5
 * times the blob's size) and a few MiB. Runs on other threads where there are some (`workers`), else gives
 * way to other work every few milliseconds.
 *
 * @example
 * const { blobId, sliverPairs } = await encodeBlob(new TextEncoder().encode('hello'), { nShards: 10 });
 * @throws EncodingError `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE`; the signal's reason when aborted
 */
export async function encodeBlob(bytes: Uint8Array, options: EncodeOptions): Promise<EncodedBlob> {
  const layout = blobLayout(options.nShards, bytes.length);
  const { hashes, primary, secondary } = await expandBlob(bytes, layout, { ...options, keepSlivers: true });
  const sliverPairs = hashes.map((_, index): SliverPair => ({
    index,
    primary: cut(layout, primary, { axis: 'primary', index }),
    secondary: cut(layout, secondary, { axis: 'secondary', index: layout.nShards - 1 - index }),
  }));
  return withJson({ ...commit(layout, hashes), sliverPairs });
}

/**
 * The commitments of a blob without its slivers: what {@link encodeBlob} gives, in the memory of half the
 * blob. Enough to register a blob, or to check that a blob has a certain id.
 *
 * @throws EncodingError `INVALID_SHARD_COUNT`, `BLOB_TOO_LARGE`; the signal's reason when aborted
 */
export async function computeMetadata(bytes: Uint8Array, options: EncodeOptions): Promise<BlobCommitment> {
  const layout = blobLayout(options.nShards, bytes.length);
  const { hashes } = await expandBlob(bytes, layout, { ...options, keepSlivers: false });
  return withJson(commit(layout, hashes));
}

/** The commitment to a blob from the hashes of its slivers, by pair index. */
export function commit(layout: BlobLayout, hashes: BlobMetadata['hashes']): BlobCommitment {
  const { nShards, unencodedLength, symbolSize } = layout;
  const metadata = { unencodedLength, hashes };
  const rootHash = metadataTree(metadata).root;
  return {
    blobId: computeBlobId(rootHash, unencodedLength),
    rootHash,
    metadata,
    nShards,
    unencodedLength,
    encodedLength: encodedLength(nShards, unencodedLength),
    symbolSize,
  };
}

function cut(layout: BlobLayout, all: Lines, { axis, index }: Pick<Sliver, 'axis' | 'index'>): Sliver {
  const bytes = view(all, { line: index, from: 0 }, sliverSize(layout, axis));
  return { axis, index, symbolSize: layout.symbolSize, bytes };
}
