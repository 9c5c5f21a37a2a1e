/**
 * The chain as every role sees it: state of the network, committees and epochs; executing transactions;
 * prices and funds.
 *
 * @example
 * const state = await readSystemState(client, systemObjectId);
 * const { total } = storageCost(state, 1_000_000, 3); // FROST for 1 MB and 3 epochs
 *
 * @experimental
 * @module @haulout/sdk/chain
 */
export { listBlobObjects, readAttributes, readBlobObjects, type BlobObject } from './blob-object.js';
export {
  addAttributeChanges,
  addBurn,
  addCertify,
  addDelete,
  addExtend,
  addRegisterAsPlanned,
  addReleaseLost,
  addReserveAndRegister,
  addReserveAndRegisterMany,
  type AttributeChanges,
  type Attributes,
  type Extension,
  type PlannedRegistration,
  type RegisteredBlob,
} from './blob-transactions.js';
export {
  addBurnPooled,
  addCertifyPooled,
  addCreatePool,
  addDecreasePool,
  addDeletePooled,
  addDestroyPool,
  addExtendPool,
  addIncreasePool,
  addRegisterPooled,
  addReleaseLostPooled,
} from './pool-transactions.js';
export { readBucket, readPoolOfBucket, type Bucket } from './bucket.js';
export { addCreateBucket, poolCalls, type PoolCalls } from './bucket-transactions.js';
export {
  addCreateSubsidies,
  addExtendSubsidized,
  addFundSubsidies,
  addReserveSubsidized,
  addSubsidyRates,
  addWithdrawSubsidies,
  readSubsidies,
  type SubsidiesState,
  type SubsidizedStorage,
  type SubsidyRates,
} from './subsidies.js';
export {
  addCreateWalrusSubsidies,
  addFundWalrusSubsidies,
  addProcessSubsidies,
  addWalrusSubsidyRates,
  readWalrusSubsidies,
  type SubsidyPool,
  type WalrusSubsidiesState,
  type WalrusSubsidyRates,
} from './walrus-subsidies.js';
export {
  listPooledBlobs,
  readPooledBlob,
  readStoragePool,
  type PooledBlob,
  type StoragePool,
} from './storage-pool.js';
export { leastStakeIn, stakeToCome, type Candidates, type StakeToCome } from './candidates.js';
export { CommitteeReader, type CommitteeSource, type NetworkView } from './committee-reader.js';
export { chainClient, type ChainClientOptions } from './chain-client.js';
export { signingCommittee, type Committees, type StorageCommittee, type StorageNode } from './committee.js';
export type { Contracts, EvidenceContracts, StakingContracts, SystemContracts } from './contracts.js';
export {
  ChainStateMissing,
  ChainUnreachable,
  InsufficientFunds,
  NoCommittee,
  TransactionFailed,
  SignatureRefused,
  TransactionUncertain,
} from './errors.js';
export {
  isBetweenRounds,
  isRoundOver,
  readAccusations,
  readEvidencePackage,
  readEvidenceState,
  type EvidenceState,
  type EvidenceTerm,
  type RoundMemberState,
  type RoundPhase,
  type RoundState,
  type RoundVerdict,
  type SignedSet,
  type WaitingAccusation,
} from './evidence-state.js';
export { RecordsReader, type BlobVerdict, type EvidenceRecord } from './evidence-records.js';
export { openingOfEvent, placeOfClaim, type EventOpening } from './event-openings.js';
export type { RecordCause } from '../evidence/index.js';
export {
  execute,
  executedElsewhere,
  type CreatedObject,
  type Executed,
  type ExecutedElsewhere,
  type ExecuteOptions,
} from './execute.js';
export { checkFunds } from './funds.js';
export { readNodeCap, readNodeInfos, readNodeState, type NodeInfo, type NodeState } from './node-state.js';
export {
  BYTES_PER_UNIT,
  extensionCost,
  storageCost,
  storageCostOfMany,
  sumOfCosts,
  type StorageCost,
} from './price.js';
export { beginOfEpoch, readEpochTimes, type EpochTimes } from './epoch-times.js';
export {
  readBurnRates,
  readEpochState,
  readPenaltiesTaken,
  readPoolsWaiting,
  type BurnRates,
  type EpochState,
  type HandOverFailure,
  type HandOverState,
} from './epoch-state.js';
export {
  readConduct,
  readDebts,
  isDeclarationRecent,
  readDeclaredShards,
  type DeclaredShards,
  type NodeConduct,
  type OpenDebt,
} from './open-penalties.js';
export { listStorageObjects, type StorageObject } from './storage-object.js';
export { planStorage, type StorageNeed, type StoragePlan, type StorageUse } from './storage-plan.js';
export { readStakingState, type EpochPhase, type StakingState } from './staking-state.js';
export { readSystemState, type SystemMember, type SystemState } from './system-state.js';
export { createTransactionQueue, processQueue, type TransactionQueue } from './transaction-queue.js';
export { readNodePenalties, readPenaltiesOf, type NodePenalties } from './node-penalties.js';
