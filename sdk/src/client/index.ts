/**
 * The dApp's role: store blobs and read them back, trusting no storage node.
 *
 * Everything that is exported here is stable, with the types of other subpaths that its options and results
 * name: it changes with a major version only. What a program needs beyond that has its own subpath, such as
 * `@haulout/sdk/chain` (state, transactions, prices) and `@haulout/sdk/nodes` (storage nodes). Those are
 * marked `@experimental`: they may change with a minor version, and the changelog says how.
 *
 * @example
 * const ids = { systemObjectId, stakingObjectId };
 * const client = new SuiGrpcClient({ network, baseUrl }).$extend(haulout(ids));
 * const { blobId } = await client.haulout.store({ bytes, epochs: 1, deletable: true, signer });
 * const same = await client.haulout.read({ blobId });
 *
 * @module @haulout/sdk/client
 */
export { defaultNodeUrl } from '../nodes/node-url.js';
export { haulout } from './extension.js';
export { HauloutClient, type GetFilesOptions, type ReadStreamOptions } from './haulout-client.js';
export type { Cancellable, ExecuteRequest, HauloutOptions, Payment } from './connection.js';

// Errors
export { HauloutError, InvalidArgument, isHauloutError } from '../base/errors.js';
export {
  ChainStateMissing,
  ChainUnreachable,
  InsufficientFunds,
  NoCommittee,
  TransactionFailed,
  SignatureRefused,
  TransactionUncertain,
} from '../chain/errors.js';
export type { Conduct, ConductKind, NodeReport } from '../nodes/conduct.js';
export {
  BlobBlocked,
  BlobExpired,
  BlobInvalid,
  BlobLost,
  BlobNotCertified,
  BlobNotFound,
  NodesError,
  NoStatusAgreement,
  NotEnoughConfirmations,
  NotEnoughMetadata,
  NotEnoughSlivers,
} from '../nodes/errors.js';
export {
  BlobInconsistent,
  BlobNotLost,
  FileNotFound,
  NotAQuilt,
  NotJson,
  PoolEnded,
  PoolFull,
} from './errors.js';

// The network
export type { Committees, StorageCommittee, StorageNode } from '../chain/committee.js';
export type { EvidenceRecord } from '../chain/evidence-records.js';
export type { RecordCause } from '../evidence/index.js';
export type { Executed } from '../chain/execute.js';
export type { NodeInfo } from '../chain/node-state.js';
export type { StorageCost } from '../chain/price.js';
export type { StorageObject } from '../chain/storage-object.js';
export type { StorageUse } from '../chain/storage-plan.js';
export type { StakingState } from '../chain/staking-state.js';
export type { SystemState } from '../chain/system-state.js';
export type { BlobState, BlobStatus } from '../nodes/blob-status.js';
export type { EventPlace } from '../nodes/storage-node-client.js';
export type { NetworkSettings } from '../nodes/settings.js';
export type { EvidenceOptions } from './verdicts.js';

// Storing
export type { Completed, Completion } from './write/certify-blob.js';
export type { GasEstimate, PreviewOptions, StorePreview } from './write/preview.js';
export type { ResumeOptions, StoredBlob, StoreOptions, StoreProgress } from './write/store-options.js';
export type { StoreManyOptions, StoreManyProgress } from './write/store-many.js';
export type {
  CertifyOptions,
  CommitteeConfirmations,
  Registering,
  RegisterOptions,
  UploadOptions,
} from './write/steps.js';
export type { UploadProgress } from '../nodes/upload.js';

// Reading
export type { ByHolders } from '../evidence/confidence.js';
export type { AskedCell } from '../nodes/sample-cells.js';
export type { Availability, AvailabilityOptions, AvailabilityProgress } from './read/check-availability.js';
export type { ReadOptions } from './read/read-blob.js';
export type { CheckedReadOptions, ReadProgress } from './read/read-checked.js';
export type { ReadRangeOptions } from './read/read-range.js';

// Reading when it is asked for
export { byteRange, type ByteRange } from './lazy/byte-range.js';
export { Content } from './lazy/content.js';
export { HauloutBlob, type GetBlobOptions } from './lazy/haulout-blob.js';
export { HauloutFile } from './lazy/haulout-file.js';
export type { ResponseOptions } from './lazy/response.js';

// Files in quilts
export type { FileEntry } from './quilt/file-entry.js';
export type { FileChoice, ListFilesOptions, ReadFile, ReadFilesOptions } from './quilt/read-files.js';
export {
  QUILT_ATTRIBUTE,
  type FileToStore,
  type StoredFiles,
  type StoreFilesOptions,
} from './quilt/store-files.js';

// Storage pools
export type { Bucket } from '../chain/bucket.js';
export type { PooledBlob, StoragePool } from '../chain/storage-pool.js';
export type { FoundBucket, PaidBucket, PaidPool, StoragePools } from './pools/storage-pools.js';
export type { StoreInPoolOptions } from './pools/store-in-pool.js';

// Blobs after they are stored
export type { BlobObject } from '../chain/blob-object.js';
export { findBlobs, type FindBlobsOptions, type FoundBlob } from './blobs/find-blobs.js';
export type { EndedBlob } from './blobs/end-blob.js';
export type { OwnedBlobs, PricedTransaction } from './blobs/owned-blobs.js';
export type { OwnedStorage } from './blobs/owned-storage.js';
export type { PreviewRenewOptions, Renewal, Renewed, RenewOptions, RenewPreview } from './blobs/renew.js';
export type { SharedBlobObject, SharedBlobs } from './blobs/shared-blobs.js';
export type { AttributeChanges, Attributes, Extension } from '../chain/blob-transactions.js';
