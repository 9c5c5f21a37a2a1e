import type { SuiClientTypes } from '@mysten/sui/client';
import { events } from '@haulout/sdk/contracts';
import { blobIdFromInteger } from '@haulout/sdk/encoding';
import type { BlobEvent } from './blob-record.js';

/** What one event on chain means to a storage node. */
export type NodeEvent =
  | { readonly kind: 'blob'; readonly blobId: Uint8Array; readonly event: BlobEvent }
  /** Blobs in a storage pool are no longer stored from an epoch on. */
  | { readonly kind: 'pool'; readonly poolId: string; readonly endEpoch: number }
  /** The epoch, its phase, the distribution of shards or a node's address may be another one now. */
  | { readonly kind: 'members' };

type EventEntry = SuiClientTypes.EventEntry;
/** What events of a registration say, whether the blob is registered or certified. */
type RegistrationFields = Pick<
  ReturnType<typeof events.BlobRegistered.parse> & ReturnType<typeof events.BlobCertified.parse>,
  'blob_id' | 'epoch' | 'object_id' | 'end_epoch' | 'deletable'
>;

/** What events of a registration in a storage pool say likewise. */
type PooledFields = Pick<
  ReturnType<typeof events.PooledBlobCertified.parse>,
  'epoch' | 'object_id' | 'deletable' | 'storage_pool_id'
>;

/**
 * Reads an event of the Move module `walrus::events`; undefined for those that do not concern a storage node.
 */
export function readEvent(entry: EventEntry): NodeEvent | undefined {
  const at = { txDigest: entry.transactionDigest, eventSeq: entry.eventIndex };
  const checkpoint = entry.checkpoint === null ? undefined : Number(entry.checkpoint);
  const blob = (blobId: string, event: BlobEvent): NodeEvent => ({
    kind: 'blob',
    blobId: blobIdFromInteger(BigInt(blobId)),
    event,
  });
  const registrationOf = ({ epoch, object_id, end_epoch, deletable }: RegistrationFields) => ({
    epoch,
    objectId: object_id,
    endEpoch: end_epoch,
    deletable,
    at,
  });
  const pooledRegistrationOf = ({ epoch, object_id, deletable, storage_pool_id }: PooledFields) => ({
    epoch,
    objectId: object_id,
    poolId: storage_pool_id,
    deletable,
    at,
  });
  switch (entry.eventType.split('::').at(-1)) {
    case 'BlobRegistered': {
      const fields = events.BlobRegistered.parse(entry.bcs);
      const size = Number(fields.size);
      return blob(fields.blob_id, { kind: 'registered', ...registrationOf(fields), size });
    }
    case 'BlobCertified': {
      const fields = events.BlobCertified.parse(entry.bcs);
      return blob(fields.blob_id, { kind: 'certified', ...registrationOf(fields), checkpoint });
    }
    case 'BlobDeleted': {
      const { blob_id, object_id } = events.BlobDeleted.parse(entry.bcs);
      return blob(blob_id, { kind: 'deleted', objectId: object_id, at });
    }
    case 'StoragePoolCreated': {
      const { storage_pool_id, end_epoch } = events.StoragePoolCreated.parse(entry.bcs);
      return { kind: 'pool', poolId: storage_pool_id, endEpoch: end_epoch };
    }
    case 'StoragePoolExtended': {
      const { storage_pool_id, new_end_epoch } = events.StoragePoolExtended.parse(entry.bcs);
      return { kind: 'pool', poolId: storage_pool_id, endEpoch: new_end_epoch };
    }
    case 'PooledBlobRegistered': {
      const fields = events.PooledBlobRegistered.parse(entry.bcs);
      const size = Number(fields.unencoded_size);
      return blob(fields.blob_id, { kind: 'registered', ...pooledRegistrationOf(fields), size });
    }
    case 'PooledBlobCertified': {
      const fields = events.PooledBlobCertified.parse(entry.bcs);
      return blob(fields.blob_id, { kind: 'certified', ...pooledRegistrationOf(fields), checkpoint });
    }
    case 'PooledBlobDeleted': {
      const { blob_id, object_id } = events.PooledBlobDeleted.parse(entry.bcs);
      return blob(blob_id, { kind: 'deleted', objectId: object_id, at });
    }
    case 'InvalidBlobID': {
      const { blob_id, epoch } = events.InvalidBlobID.parse(entry.bcs);
      return blob(blob_id, { kind: 'invalid', epoch, at });
    }
    case 'EpochChangeStart':
    case 'EpochChangeDone':
    case 'EpochParametersSelected':
    case 'StorageNodeUpdated':
      return { kind: 'members' };
    default:
      return undefined;
  }
}
