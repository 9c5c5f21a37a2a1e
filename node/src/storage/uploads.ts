/** Uploads: what the node takes, checked against the commitment on chain before it is stored. */
import { setImmediate } from 'node:timers/promises';
import {
  maxMetadataBytes,
  maxSliversBytes,
  metadataLayout,
  pairOfSliver,
  parseMetadata,
  parseSliver,
  parseSlivers,
  serializeSliver,
  shardOfPair,
  sliverBytes,
  sliverOfPair,
  sliversTogether,
  verifyMetadata,
  verifySliverAsync,
  type Axis,
  type BlobMetadata,
} from '@haulout/sdk/encoding';
import { liveRegistrations } from '../chain/blob-record.js';
import type { Assignment } from '../chain/chain-view.js';
import { syncChain } from '../chain/sync-chain.js';
import { ServiceError } from '../errors.js';
import { isLostIn, lostBlob } from '../losses/covered.js';
import { parseBlobId, refuse, refuseLater, requireIndex, type RequestedBlob } from '../requests.js';
import { notRegistered } from './not-registered.js';
import type { ServiceParts } from './service-parts.js';

/** A body that the node is ready to take: how large it may be, and what to do with it. */
export interface Upload<T = boolean> {
  readonly maxBytes: number;
  /** Verifies and stores the body. Resolves to whether any of it was new; by then it is on disk. */
  store(body: Uint8Array): Promise<T>;
}

/** What became of metadata. */
interface StoredMetadata {
  readonly isNew: boolean;
  /** How many slivers of the blob may come in one list. */
  readonly sliversTogether: number;
}

/**
 * Takes what belongs to registered blobs. Blob ids come as text, as in the API. All functions throw
 * ServiceError, and what the store throws.
 */
export interface Uploads {
  /** Ready to take metadata (BCS `BlobMetadata`) of a registered blob. */
  beginMetadata(blobId: string): Promise<Upload<StoredMetadata>>;
  /**
   * Ready to take several slivers (BCS vector of `Sliver`) of a blob, for which the same holds as for one.
   * None is stored unless all are right.
   */
  beginSlivers(blobId: string): Promise<Upload>;
  /**
   * Ready to take a sliver (BCS `SliverData`) of a registered blob whose metadata is here and whose shard is
   * this node's.
   */
  beginSliver(blobId: string, pairIndex: number, axis: Axis): Promise<Upload>;
}

/** The part of the service that takes uploads. */
export function createUploads(parts: Pick<ServiceParts, 'blobs' | 'chain' | 'inTurn'>): Uploads {
  const { blobs } = parts;
  return {
    async beginMetadata(text) {
      const blob = parseBlobId(text);
      const { blobId } = blob;
      const { nShards } = await requireRegistered(parts, blob);
      return {
        maxBytes: maxMetadataBytes(nShards),
        async store(body) {
          const metadata = refuse('INVALID_METADATA', () => parseMetadata(body, nShards));
          refuse('INVALID_METADATA', () => verifyMetadata(blobId, metadata, { nShards }));
          const isNew = await whenStillDue(parts, { blob, pairs: [] }, () => blobs.putMetadata(blobId, body));
          return { isNew, sliversTogether: sliversTogether(metadataLayout(metadata)) };
        },
      };
    },

    async beginSlivers(text) {
      const blob = parseBlobId(text);
      const { blobId } = blob;
      const { nShards } = await requireRegistered(parts, blob);
      const metadata = await requireMetadata(parts, blob);
      const layout = metadataLayout(metadata);
      return {
        maxBytes: maxSliversBytes(layout),
        async store(body) {
          const slivers = refuse('INVALID_SLIVER', () => parseSlivers(body, layout));
          const placed = slivers.map((sliver) => {
            const { axis, index } = sliver;
            requireIndex(`${axis} sliver index`, index, nShards);
            return { sliver, pairIndex: pairOfSliver(axis, index, nShards) };
          });
          const pairs = placed.map(({ pairIndex }) => pairIndex);
          await requireOwn(parts, { blob, pairs });
          for (const { sliver } of placed) {
            await refuseLater('INVALID_SLIVER', verifySliverAsync(sliver, metadata));
            // Small slivers are verified on this thread, where others wait.
            await setImmediate();
          }
          return whenStillDue(parts, { blob, pairs }, async () => {
            const put = placed.map(({ sliver, pairIndex }) =>
              blobs.putSliver(blobId, { pairIndex, axis: sliver.axis }, serializeSliver(sliver)),
            );
            return (await Promise.all(put)).includes(true);
          });
        },
      };
    },

    async beginSliver(text, pairIndex, axis) {
      const blob = parseBlobId(text);
      const { blobId } = blob;
      const { nShards } = await requireRegistered(parts, blob);
      requireIndex('sliver pair index', pairIndex, nShards);
      await requireOwn(parts, { blob, pairs: [pairIndex] });
      const metadata = await requireMetadata(parts, blob);
      const expectedIndex = sliverOfPair(axis, pairIndex, nShards);
      const layout = metadataLayout(metadata);
      return {
        maxBytes: sliverBytes(layout, axis),
        async store(body) {
          const sliver = refuse('INVALID_SLIVER', () => parseSliver(body, axis, layout));
          if (sliver.index !== expectedIndex) {
            throw new ServiceError({
              status: 'INVALID_ARGUMENT',
              reason: 'SLIVER_INDEX_MISMATCH',
              message:
                `${axis} sliver ${sliver.index} was sent as that of pair ${pairIndex}, ` +
                `which is sliver ${expectedIndex}`,
            });
          }
          await refuseLater('INVALID_SLIVER', verifySliverAsync(sliver, metadata));
          return whenStillDue(parts, { blob, pairs: [pairIndex] }, () =>
            blobs.putSliver(blobId, { pairIndex, axis }, body),
          );
        },
      };
    },
  };
}

type Parts = Pick<ServiceParts, 'chain'>;

/** Sliver pairs of a blob, by their indices. */
interface PairsOfBlob {
  readonly blob: RequestedBlob;
  readonly pairs: readonly number[];
}

/**
 * Stores in the blob's turn what is still to be stored then. While a body comes and is verified, its blob may
 * be deleted and collected, and its shard may go to another node: what is stored after that, no duty removes
 * before the next epoch, or the end of the blob.
 */
function whenStillDue(
  parts: Pick<ServiceParts, 'chain' | 'inTurn'>,
  due: PairsOfBlob,
  put: () => Promise<boolean>,
): Promise<boolean> {
  return parts.inTurn(due.blob.blobId, async () => {
    await requireRegistered(parts, due.blob);
    await requireOwn(parts, due);
    return put();
  });
}

/** The metadata of a blob. Refuses with METADATA_NOT_FOUND. */
async function requireMetadata(
  { blobs }: Pick<ServiceParts, 'blobs'>,
  { blobId, text }: RequestedBlob,
): Promise<BlobMetadata> {
  const metadata = await blobs.metadata(blobId);
  if (metadata) return metadata;
  throw new ServiceError({
    status: 'FAILED_PRECONDITION',
    reason: 'METADATA_NOT_FOUND',
    message: `no metadata of blob ${text} here: store its metadata before its slivers`,
  });
}

/** Refuses a blob that is not registered; asks the chain only when that is not known yet. */
async function requireRegistered({ chain }: Parts, { blobId, text }: RequestedBlob): Promise<Assignment> {
  const look = async () => {
    const assignment = await chain.assignment();
    const record = await chain.blob(blobId);
    const { epoch } = assignment;
    const live = liveRegistrations(record, epoch).length > 0;
    return { assignment, record, live, loss: isLostIn(record, epoch) };
  };
  let found = await look();
  if (!found.live || found.loss !== undefined) {
    await syncChain(chain);
    found = await look();
  }
  const { assignment, record, live, loss } = found;
  if (record.invalid) {
    throw new ServiceError({
      status: 'FAILED_PRECONDITION',
      reason: 'INVALID_BLOB',
      message: `blob ${text} was declared invalid in epoch ${record.invalid.epoch}`,
    });
  }
  if (loss !== undefined) throw lostBlob(text, loss);
  if (!live)
    throw notRegistered(`blob ${text} has not been registered or has expired by epoch ${assignment.epoch}`);
  return assignment;
}

/**
 * Refuses pairs whose shards are another node's. The epoch may have changed, so the chain is asked before one
 * is refused.
 */
async function requireOwn({ chain }: Parts, { blob: { blobId }, pairs }: PairsOfBlob): Promise<void> {
  const look = async () => {
    const { shards, nShards, epoch } = await chain.assignment();
    const shardOf = (pairIndex: number) => shardOfPair(blobId, pairIndex, nShards);
    const foreign = pairs.find((pairIndex) => !shards.includes(shardOf(pairIndex)));
    return foreign === undefined ? undefined : { pairIndex: foreign, shard: shardOf(foreign), epoch };
  };
  if ((await look()) === undefined) return;
  await syncChain(chain);
  const found = await look();
  if (found === undefined) return;
  const { pairIndex, shard, epoch } = found;
  throw new ServiceError({
    status: 'FAILED_PRECONDITION',
    reason: 'SHARD_NOT_ASSIGNED',
    message: `pair ${pairIndex} belongs to shard ${shard}, which is not this node's in epoch ${epoch}`,
  });
}
