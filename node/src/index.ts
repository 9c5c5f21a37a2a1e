/**
 * The reference storage node: keeps metadata and slivers that match commitments registered on chain, signs
 * for what it keeps, and serves it, over the HTTP API of a Walrus storage node.
 *
 * @module @haulout/node
 */
export { openStorageNode, type StorageNode, type StorageNodeOptions } from './storage-node.js';
export type { ChallengeDuties, ChallengeOutcome } from './challenges/challenge-duties.js';
export type { ChallengeOptions, ChallengePoster } from './challenges/options.js';
export { createSuiChainView, type SuiChainViewOptions } from './chain/sui-chain-view.js';
export { assignmentOf, type Assignment, type ChainView, type RoundsView } from './chain/chain-view.js';
export type { DeclaredShards, RoundRecord } from './chain/round-record.js';
export {
  applyBlobEvent,
  liveRegistrations,
  UNKNOWN_BLOB,
  withPoolEnds,
  type BlobEvent,
  type BlobRecord,
  type BlobRegistration,
} from './chain/blob-record.js';
export {
  openBlobStore,
  type BlobStore,
  type BlobStoreOptions,
  type SliverPlace,
  type StoredEntry,
  type StoreUsage,
} from './store/blob-store.js';
export type { Database, DatabaseOperation, FiledSliver, KeyRange, SliverFiles } from './store/database.js';
export { StoreFull, type PutOutcome, type RotCheck, type SecondRead } from './store/blob-writer.js';
export { TlsError, type TlsErrorCode, type TlsFiles } from './http/tls.js';
export type { Address, Listening } from './http/listen.js';
export { StoreFailure, type StoreFailureCode } from './store/store-failure.js';
export type { StoreTrouble } from './store/healing-database.js';
export type { ReadValue } from './store/unreadable.js';
export { requireUnusedStore } from './store/level-database.js';
export { repairBlobStore, type StoreRepair } from './store/repair.js';
export { makeFolder } from './store/make-folder.js';
export type { NodeOperator } from './duties/declare-invalid.js';
export { type Duties } from './duties/duties.js';
export { type Scrub, type ScrubReport } from './scrub/scrub.js';
export type { EndedScrubPass, ScrubCount, ScrubPass } from './scrub/scrub-record.js';
export { type DutyOutcome } from './duties/blob-duty.js';
export { type HandOver } from './migration/hand-over.js';
export { PAGE_BYTES } from './migration/shard-service.js';
export { parseShardRequest, signShardRequest, SHARD_REQUEST_BYTES } from './migration/shard-request.js';
export { ServiceError, type RefusalFacts, type RefusalReason } from './errors.js';
