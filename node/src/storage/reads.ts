/** Reads: what the node gives of blobs that somebody is owed. */
import { concatenate } from '@haulout/sdk/base';
import type { Axis } from '@haulout/sdk/encoding';
import { syncChain } from '../chain/sync-chain.js';
import { ServiceError } from '../errors.js';
import { lossOf, type Loss } from '../losses/covered.js';
import { parseBlobId, requireIndex } from '../requests.js';
import { blobStatus, expiredSince, type ApiBlobStatus } from './blob-status.js';
import type { ServiceParts } from './service-parts.js';

/** Whether something that a blob is made of is here. */
type StoredStatus = 'Nonexistent' | 'Stored';

/** Gives what is stored, and tells of it. All functions throw ServiceError, and what the store throws. */
export interface Reads {
  /** BCS `BlobMetadataWithId`: the 32 bytes of the blob id, then the metadata. */
  getMetadata(blobId: string): Promise<Uint8Array>;
  metadataStatus(blobId: string): Promise<StoredStatus>;
  /** BCS `SliverData`. */
  getSliver(blobId: string, pairIndex: number, axis: Axis): Promise<Uint8Array>;
  sliverStatus(blobId: string, pairIndex: number, axis: Axis): Promise<StoredStatus>;
  /** What the chain says of the blob now, in the shape of the API; when it ended, or how it was lost. */
  blobStatus(blobId: string): Promise<{
    readonly status: ApiBlobStatus;
    /** The first epoch in which it was not stored any more. */
    readonly endEpoch: number | undefined;
    /** The loss that is on record, if it is lost. */
    readonly lost: Loss | undefined;
  }>;
}

/** The part of the service that answers readers. */
export function createReads({
  blobs,
  chain,
  readRule,
}: Pick<ServiceParts, 'blobs' | 'chain' | 'readRule'>): Reads {
  const requirePair = async (pairIndex: number) =>
    requireIndex('sliver pair index', pairIndex, (await chain.assignment()).nShards);

  return {
    async getMetadata(text) {
      const blob = parseBlobId(text);
      const metadata = await readRule(blob, () => blobs.metadataBytes(blob.blobId));
      if (metadata) return concatenate([blob.blobId, metadata]);
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'METADATA_NOT_FOUND',
        message: `no metadata of blob ${text} here`,
      });
    },

    async metadataStatus(text) {
      return (await blobs.hasMetadata(parseBlobId(text).blobId)) ? 'Stored' : 'Nonexistent';
    },

    async getSliver(text, pairIndex, axis) {
      const blob = parseBlobId(text);
      await requirePair(pairIndex);
      const sliver = await readRule(blob, () => blobs.sliver(blob.blobId, { pairIndex, axis }));
      if (sliver) return sliver;
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'SLIVER_NOT_FOUND',
        message: `no ${axis} sliver of pair ${pairIndex} of blob ${text} here`,
      });
    },

    async sliverStatus(text, pairIndex, axis) {
      const { blobId } = parseBlobId(text);
      await requirePair(pairIndex);
      return (await blobs.hasSliver(blobId, { pairIndex, axis })) ? 'Stored' : 'Nonexistent';
    },

    async blobStatus(text) {
      const { blobId } = parseBlobId(text);
      await syncChain(chain);
      const record = await chain.blob(blobId);
      const { epoch } = await chain.assignment();
      return {
        status: blobStatus(record, epoch),
        endEpoch: expiredSince(record, epoch),
        lost: lossOf(record, epoch),
      };
    },
  };
}
