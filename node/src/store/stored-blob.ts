/** What a store lacks of a blob. */
import { pairOfShard } from '@haulout/sdk/encoding';
import type { Assignment } from '../chain/chain-view.js';
import type { BlobStore, SliverPlace } from './blob-store.js';

/**
 * Where it is looked up what is here: verified, for those who speak of it to others; or as far as nothing is
 * known against it, for those who look at all blobs.
 */
export type Holdings = Pick<BlobStore, 'hasMetadata' | 'hasSliver'>;

/**
 * What a node has to hold of a blob and does not; secondary slivers first. Without the metadata nothing
 * counts as held, since nothing can be verified.
 */
export async function missingSlivers(
  holdings: Holdings,
  blobId: Uint8Array,
  { shards, nShards }: Pick<Assignment, 'shards' | 'nShards'>,
): Promise<SliverPlace[]> {
  const missing: SliverPlace[] = [];
  const hasMetadata = shards.length > 0 && (await holdings.hasMetadata(blobId));
  for (const axis of ['secondary', 'primary'] as const) {
    for (const shard of shards) {
      const place = { pairIndex: pairOfShard(blobId, shard, nShards), axis };
      if (!hasMetadata || !(await holdings.hasSliver(blobId, place))) missing.push(place);
    }
  }
  return missing;
}
