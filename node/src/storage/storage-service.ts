/**
 * The rules of a storage node (R9): it stores only what matches a commitment registered on chain, and signs only for blobs
 * of which it holds every sliver that its shards owe.
 */
import type { Axis } from '@haulout/sdk/encoding';
import type { ChainView } from '../chain/chain-view.js';
import type { ReadRule } from '../read-rule.js';
import type { SignedStatement } from '../signed-statement.js';
import type { BlobStore } from '../store/blob-store.js';
import type { Exclusive } from '../store/serial.js';
import type { ApiBlobStatus } from './blob-status.js';
import { createConfirmations } from './confirmations.js';
import { createReads } from './reads.js';
import { createUploads } from './uploads.js';

/** A body that the node is ready to take: how large it may be, and what to do with it. */
export interface Upload {
  readonly maxBytes: number;
  /** Verifies and stores the body. Resolves to whether it was new; by then it is on disk. */
  store(body: Uint8Array): Promise<boolean>;
}

/** Whether something that a blob is made of is here. */
export type StoredStatus = 'Nonexistent' | 'Stored';

/** Takes what belongs to registered blobs. Blob ids come as text, as in the API. All functions throw ServiceError. */
export interface Uploads {
  /** Ready to take metadata (BCS `BlobMetadata`) of a registered blob. */
  beginMetadata(blobId: string): Promise<Upload>;
  /** Ready to take a sliver (BCS `SliverData`) of a registered blob whose metadata is here and whose shard is this node's. */
  beginSliver(blobId: string, pairIndex: number, axis: Axis): Promise<Upload>;
}

/** Gives what is stored, and tells of it. All functions throw ServiceError. */
export interface Reads {
  /** BCS `BlobMetadataWithId`: the 32 bytes of the blob id, then the metadata. */
  getMetadata(blobId: string): Promise<Uint8Array>;
  metadataStatus(blobId: string): Promise<StoredStatus>;
  /** BCS `SliverData`. */
  getSliver(blobId: string, pairIndex: number, axis: Axis): Promise<Uint8Array>;
  sliverStatus(blobId: string, pairIndex: number, axis: Axis): Promise<StoredStatus>;
  /** What the chain says of the blob now, in the shape of the API, and when it ended if it has. */
  blobStatus(blobId: string): Promise<{
    readonly status: ApiBlobStatus;
    /** The first epoch in which it was not stored any more. */
    readonly endEpoch: number | undefined;
  }>;
}

/** Signs for what is stored. */
export interface Confirmations {
  /**
   * A signed promise that this node stores all its slivers of the blob: permanently when `objectId` is undefined, else for
   * as long as that object lives. The signature is the node's BLS signature over the Walrus storage confirmation.
   *
   * @throws ServiceError NOT_IN_COMMITTEE, NOT_REGISTERED, MISSING_SLIVERS, UNAVAILABLE
   */
  confirm(blobId: string, objectId: string | undefined): Promise<SignedStatement>;
}

/** A storage node without its network side. */
export interface StorageService extends Uploads, Reads, Confirmations {}

/** What the service works with. */
export interface ServiceParts {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly readRule: ReadRule;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Held while it is decided that a blob's slivers stay, or go: nothing is confirmed that is being collected. */
  readonly inTurn: Exclusive;
}

/** Makes the service of a node that has just been opened. */
export function createStorageService(parts: ServiceParts): StorageService {
  return { ...createUploads(parts), ...createReads(parts), ...createConfirmations(parts) };
}
