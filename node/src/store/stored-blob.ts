/** What a store has of a blob, and what it lacks. */
import { pairOfShard, parseMetadata, type BlobMetadata } from '@haulout/sdk/encoding';
import type { Assignment } from '../chain/chain-view.js';
import type { BlobStore, SliverPlace } from './blob-store.js';

/** The metadata that is stored; what is stored has been verified. */
export async function storedMetadata(
  store: BlobStore,
  blobId: Uint8Array,
  nShards: number,
): Promise<BlobMetadata | undefined> {
  const bytes = await store.getMetadata(blobId);
  return bytes && parseMetadata(bytes, nShards);
}

/** What a node has to hold of a blob and does not; secondary slivers first. */
export async function missingSlivers(
  store: BlobStore,
  blobId: Uint8Array,
  { shards, nShards }: Pick<Assignment, 'shards' | 'nShards'>,
): Promise<SliverPlace[]> {
  const missing: SliverPlace[] = [];
  for (const axis of ['secondary', 'primary'] as const) {
    for (const shard of shards) {
      const place = { pairIndex: pairOfShard(blobId, shard, nShards), axis };
      if (!(await store.hasSliver(blobId, place))) missing.push(place);
    }
  }
  return missing;
}
