/**
 * The dApp's role: store blobs and read them back, trusting no storage node.
 *
 * @example
 * const client = new SuiGrpcClient({ network, baseUrl }).$extend(haulout({ systemObjectId, stakingObjectId }));
 * const { blobId } = await client.haulout.store({ bytes, epochs: 1, deletable: true, signer });
 * const same = await client.haulout.read({ blobId });
 *
 * @packageDocumentation
 */
export { haulout } from './extension.js';
export { HauloutClient } from './haulout-client.js';
export { type HauloutOptions } from './connection.js';
export type { Committees, StorageCommittee, StorageNode } from '../chain/committee.js';
export * from '../nodes/conduct.js';
export * from '../base/errors.js';

export { OwnedBlobs, type PricedTransaction } from './blobs/owned-blobs.js';
export { SharedBlobs, type SharedBlobObject } from './blobs/shared-blobs.js';
export { planRenewal, type Renewal, type Renewed, type RenewOptions } from './blobs/renew.js';
export { listBlobObjects, readAttributes, readBlobObjects, type BlobObject } from './blobs/blob-object.js';
export {
  addAttributeChanges,
  addBurn,
  addExtend,
  type AttributeChanges,
  type Attributes,
  type Extension,
} from './blobs/transactions.js';
export {
  type ResumeOptions,
  type StoreOptions,
  type StoreProgress,
  type StoredBlob,
} from './write/store-blob.js';
export { type GasEstimate, type PreviewOptions, type StorePreview } from './write/preview.js';
export { type StoreManyOptions, type StoreManyProgress } from './write/store-many.js';
export {
  type CertifyOptions,
  type CommitteeConfirmations,
  type Registering,
  type RegisterOptions,
  type UploadOptions,
} from './write/steps.js';
export { completeBlob, type Completed, type Completion } from './write/certify-blob.js';
export {
  gatherConfirmations,
  uploadBlob,
  type Confirmation,
  type ConfirmationRequest,
  type Confirmations,
  type UploadProgress,
} from '../nodes/upload.js';
export { signingCommittee } from '../nodes/confirmation.js';
export { type FileEntry } from './quilt/file-entry.js';
export {
  listFiles,
  readFiles,
  type ListFilesOptions,
  type ReadFile,
  type ReadFilesOptions,
} from './quilt/read-files.js';
export { type StoredFiles, type StoreFilesOptions } from './quilt/store-files.js';
export { readBlob, type ReadOptions } from './read/read-blob.js';
export {
  openBlob,
  planRange,
  readRange,
  type OpenBlob,
  type RangePlan,
  type ReadRangeOptions,
} from './read/read-range.js';
export { readFrom, type BlobReading, type Readers, type ReadTarget } from '../nodes/read-committees.js';
export { streamBlob } from './read/read-stream.js';
export { askBlobStatus, type BlobState, type BlobStatus } from '../nodes/blob-status.js';
export { fetchMetadata, type FetchedMetadata } from '../nodes/fetch-metadata.js';
export { fetchSymbols, type FetchedSymbols, type SymbolRequest } from '../nodes/fetch-symbols.js';
export { fetchSlivers, type FetchedSlivers } from '../nodes/fetch-slivers.js';

export { CommitteeReader, type CommitteeSource, type NetworkView } from '../chain/committee-reader.js';
export { execute, type CreatedObject, type Executed } from '../chain/execute.js';
export {
  BYTES_PER_UNIT,
  extensionCost,
  storageCost,
  storageCostOfMany,
  type StorageCost,
} from '../chain/price.js';
export {
  readNodeInfos,
  readStakingState,
  type EpochPhase,
  type NodeInfo,
  type StakingState,
} from '../chain/staking-state.js';
export { createTurns, processTurns, type Turns } from '../chain/transaction-queue.js';
export { readSystemState, type SystemMember, type SystemState } from '../chain/system-state.js';
export {
  addCertify,
  addDelete,
  addReserveAndRegister,
  addReserveAndRegisterMany,
  type Contracts,
  type RegisteredBlob,
} from './write/transactions.js';

export { BodyTooLarge } from '../base/bounded-body.js';
export {
  GatherPlan,
  type AttemptEnd,
  type GatherItem,
  type GatherRules,
  type GatherStep,
} from '../nodes/gather/plan.js';
export { gather, GatherOver, type GatherJob, type GatherResult } from '../nodes/gather/run.js';
export {
  sendToNode,
  type Fetch,
  type NodeAnswer,
  type NodeRequest,
  type NodeTransport,
} from '../nodes/node-request.js';
export { defaultSettings, readRules, type StorageNetwork, type NetworkSettings } from '../nodes/settings.js';
export {
  createStorageNodeClient,
  type NodeBlobStatus,
  type NodeCall,
  type SignedConfirmation,
  type SliverAxis,
  type StorageNodeClient,
  type StoredStatus,
} from '../nodes/storage-node-client.js';
export { systemTimers, type Timers } from '../base/time.js';
