/** Which slivers to ask of which old owner, and how many in one request. */
import type { StorageCommittee, StorageNode } from '@haulout/sdk/chain';
import {
  MAX_SHARD_SLIVERS,
  metadataLayout,
  pairOfShard,
  sliverBytes,
  type Axis,
  type BlobMetadata,
} from '@haulout/sdk/encoding';
import type { Holdings } from '../store/stored-blob.js';
import { PAGE_BYTES } from './shard-service.js';

/** The order in which the slivers of a pair are asked for. */
export const AXES: readonly Axis[] = ['secondary', 'primary'];

/** A blob of which something is to come. */
export interface Wanted {
  readonly blobId: Uint8Array;
  /** Verified. */
  readonly metadata: BlobMetadata;
}

/** Slivers of consecutive blobs, asked of one node in one request. */
export interface Run {
  readonly from: StorageNode;
  readonly shard: number;
  readonly axis: Axis;
  readonly blobs: readonly Wanted[];
  /** Bytes of their slivers. */
  readonly bytes: number;
}

/** What is to be planned. */
export interface TransferNeeds {
  /** Blobs that are owed, in the order of their ids. */
  readonly owed: readonly Uint8Array[];
  /** Metadata of those of which something is missing, at the same places. */
  readonly metadata: readonly (BlobMetadata | undefined)[];
  /** Shards that the node has gained. */
  readonly gained: readonly number[];
  readonly previous: StorageCommittee;
  /** Whether no other blob that is owed comes between them, so that one request can be about many. */
  readonly contiguous: boolean;
  /** Whether a node is not to be asked. */
  readonly isDoubted: (node: StorageNode) => boolean;
}

/** One run for each stretch of blobs, shard and axis, each of at most a page. */
export async function planTransfer(
  holdings: Pick<Holdings, 'hasSliver'>,
  needs: TransferNeeds,
): Promise<Run[]> {
  const { gained, previous, isDoubted } = needs;
  const runs: Run[] = [];
  for (const shard of gained) {
    const from = previous.nodes.find(({ shards }) => shards.includes(shard));
    if (!from || isDoubted(from)) continue;
    for (const axis of AXES) {
      for (const stretch of await stretchesOf(holdings, needs, { shard, axis })) {
        runs.push({ from, shard, axis, ...stretch });
      }
    }
  }
  return runs;
}

type Stretch = Pick<Run, 'blobs' | 'bytes'>;

/** Consecutive blobs whose slivers of a shard and axis are missing, cut at a page. */
async function stretchesOf(
  holdings: Pick<Holdings, 'hasSliver'>,
  { owed, metadata, previous: { nShards }, contiguous }: TransferNeeds,
  { shard, axis }: Pick<Run, 'shard' | 'axis'>,
): Promise<Stretch[]> {
  const stretches: Stretch[] = [];
  let blobs: Wanted[] = [];
  let bytes = 0;
  const end = () => {
    if (blobs.length > 0) stretches.push({ blobs, bytes });
    [blobs, bytes] = [[], 0];
  };
  for (const [index, blobId] of owed.entries()) {
    const known = metadata[index];
    const pairIndex = pairOfShard(blobId, shard, nShards);
    if (!known || (await holdings.hasSliver(blobId, { pairIndex, axis }))) {
      end();
      continue;
    }
    const size = sliverBytes(metadataLayout(known), axis);
    if (bytes + size > PAGE_BYTES || blobs.length === MAX_SHARD_SLIVERS) end();
    blobs.push({ blobId, metadata: known });
    bytes += size;
    if (!contiguous) end();
  }
  end();
  return stretches;
}
