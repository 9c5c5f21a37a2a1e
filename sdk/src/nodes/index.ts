/**
 * Talking to storage nodes that nobody trusts: requests with bounds and deadlines, gathering from many at
 * once, and what each of them did wrong. For storage nodes and tools; apps use `@haulout/sdk/client`.
 *
 * @experimental
 * @module @haulout/sdk/nodes
 */
export { askCertified } from './ask-certified.js';
export { askBlobStatus, type BlobState, type BlobStatus } from './blob-status.js';
export { NodeFault, type Conduct, type ConductKind, type NodeReport } from './conduct.js';
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
} from './errors.js';
export { fetchMetadata, type FetchedMetadata } from './fetch-metadata.js';
export { fetchSlivers, type FetchedSlivers } from './fetch-slivers.js';
export { fetchSymbols, type FetchedSymbols, type SymbolRequest } from './fetch-symbols.js';
export {
  GatherPlan,
  type AttemptEnd,
  type GatherItem,
  type GatherRules,
  type GatherStep,
  type PutOff,
} from './gather/plan.js';
export { gather, GatherOver, type GatherJob, type GatherResult } from './gather/run.js';
export {
  sendToNode,
  type Fetch,
  type NodeAnswer,
  type NodeRequest,
  type NodeTransport,
} from './node-request.js';
export { readFrom, type BlobReading, type ReadCommittees, type ReadTarget } from './read-committees.js';
export { sampleCells, type AskedCell, type CellSample, type SampledCells } from './sample-cells.js';
export {
  deadlineFor,
  defaultSettings,
  readRules,
  type NetworkSettings,
  type StorageNetwork,
} from './settings.js';
export {
  createStorageNodeClient,
  type EventPlace,
  type LossStatement,
  type NodeBlobStatus,
  type NodeCall,
  type SignedConfirmation,
  type StorageNodeClient,
  type StoredStatus,
} from './storage-node-client.js';
export {
  gatherConfirmations,
  uploadBlob,
  type Confirmation,
  type ConfirmationRequest,
  type Confirmations,
  type UploadProgress,
} from './upload.js';
