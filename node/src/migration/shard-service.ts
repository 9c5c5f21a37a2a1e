/**
 * What a node does for those that take shards over from it: it gives them the slivers of a shard, in order of
 * blob ids, a page at a time. It gives what it has, whether or not the shard was its own.
 */
import { isHauloutError } from '@haulout/sdk/base';
import { verifySignature, type SyncShard } from '@haulout/sdk/certificate';
import {
  MAX_SHARD_SLIVERS,
  metadataLayout,
  pairOfShard,
  parseSliver,
  serializeShardSlivers,
  type ShardSliver,
} from '@haulout/sdk/encoding';
import type { ChainView } from '../chain/chain-view.js';
import { syncChain } from '../chain/sync-chain.js';
import { ServiceError } from '../errors.js';
import type { FairQueue } from '../fair/fair-queue.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { unlessUnread } from '../store/store-failure.js';
import { isOwedSince } from './owed.js';
import { parseShardRequest } from './shard-request.js';

/** Most bytes of slivers in one answer, unless a single one has more. */
export const PAGE_BYTES = 8 * 1024 * 1024;
/** Blobs looked at for one answer, at most. */
const MAX_LOOKED_AT = 8192;
/** Blob ids asked of the chain view at one time. */
const BATCH = 64;

/** The giving side of a hand-over. */
export interface ShardService {
  /**
   * Slivers of a shard, from a blob id on, of blobs that were certified before an epoch and still are owed.
   *
   * @param peer from where it is asked
   * @param publicKeyText who asks: a BLS public key in base64, which must be that of the node that owns the
   * shard now
   * @param body BCS of a `syncShard` message with the asking node's signature
   * @returns BCS, see `parseShardSlivers`
   * @throws ServiceError MALFORMED_REQUEST, NOT_AUTHORIZED, INVALID_SIGNATURE, WRONG_EPOCH, UNAVAILABLE
   */
  slivers(peer: string, publicKeyText: string | undefined, body: Uint8Array): Promise<Uint8Array>;
}

/** Makes the giving side of a hand-over, without its network side. */
export function createShardService({
  blobs,
  chain,
  work,
}: {
  readonly blobs: Pick<VerifiedBlobs, 'metadata' | 'sliver'>;
  readonly chain: ChainView;
  readonly work: FairQueue;
}): ShardService {
  return {
    async slivers(peer, publicKeyText, body) {
      const { message, request, signature } = parseShardRequest(body);
      const { current } = await committeesOf(request.epoch);
      const publicKey = Buffer.from(publicKeyText ?? '', 'base64');
      const asking = current.nodes.find((node) => publicKey.equals(node.publicKey));
      if (!asking?.shards.includes(request.shardIndex)) {
        throw new ServiceError({
          status: 'PERMISSION_DENIED',
          reason: 'NOT_AUTHORIZED',
          message:
            `shard ${request.shardIndex} is given to the node that owns it in epoch ${current.epoch} ` +
            'and to nobody else',
        });
      }
      if (!(await work(peer, () => isSigned(asking.publicKey, message, signature)))) {
        throw new ServiceError({
          status: 'PERMISSION_DENIED',
          reason: 'INVALID_SIGNATURE',
          message: `the request is not signed by node ${asking.nodeId}`,
        });
      }
      // From here on it has a share of its own, wherever it asks from.
      return work(asking.nodeId, async () => serializeShardSlivers(await collect(request, current.nShards)));
    },
  };

  async function committeesOf(epoch: number) {
    const known = await chain.committees();
    if (known.current.epoch === epoch) return known;
    await syncChain(chain);
    const latest = await chain.committees();
    if (latest.current.epoch === epoch) return latest;
    throw new ServiceError({
      status: 'FAILED_PRECONDITION',
      reason: 'WRONG_EPOCH',
      message: `the request is for epoch ${epoch}, and this is epoch ${latest.current.epoch}`,
    });
  }

  async function collect(request: SyncShard, nShards: number): Promise<ShardSliver[]> {
    const { shardIndex, axis, startingBlobId, sliverCount, untilEpoch, epoch } = request;
    const most = Number(sliverCount < BigInt(MAX_SHARD_SLIVERS) ? sliverCount : MAX_SHARD_SLIVERS);
    const found: ShardSliver[] = [];
    let bytesLeft = PAGE_BYTES;
    let after = predecessor(startingBlobId);
    for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += BATCH) {
      const page = await chain.blobs(after, BATCH);
      for (const blobId of page) {
        if (found.length >= most) return found;
        if (!isOwedSince(await chain.blob(blobId), epoch, untilEpoch)) continue;
        const place = { pairIndex: pairOfShard(blobId, shardIndex, nShards), axis };
        // The others are given all the same: who has to rebuild them blames this node.
        const bytes = await unlessUnread(blobs.sliver(blobId, place));
        const metadata = bytes && (await unlessUnread(blobs.metadata(blobId)));
        if (!bytes || !metadata) continue;
        bytesLeft -= bytes.length;
        if (bytesLeft < 0 && found.length > 0) return found;
        found.push({ blobId, sliver: parseSliver(bytes, axis, metadataLayout(metadata)) });
      }
      if (page.length < BATCH) break;
      after = page.at(-1);
    }
    return found;
  }
}

function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifySignature(publicKey, message, signature);
  } catch (error) {
    if (isHauloutError(error)) return false;
    throw error;
  }
}

/** The blob id before, as bytes; undefined for the first. */
function predecessor(blobId: Uint8Array): Uint8Array | undefined {
  const before = Uint8Array.from(blobId);
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at]!-- > 0) return before;
  }
  return undefined;
}
