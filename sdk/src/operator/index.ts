/**
 * The roles of node operators and stakers: functions that add calls to a transaction, which they sign; reads
 * of what concerns them; and a runner that does an operator's duties in every epoch.
 *
 * @example
 * const { publicKey, signature } = proveOwnership(secretKey, { epoch: 0, address: operator.toSuiAddress() });
 * const transaction = new Transaction();
 * const proven = { ...candidate, publicKey, proofOfPossession: signature };
 * const cap = addRegisterCandidate(transaction, contracts, proven);
 * transaction.transferObjects([cap], operator.toSuiAddress());
 *
 * @experimental
 * @module @haulout/sdk/operator
 */
export { generateSecretKey, proveOwnership, publicKeyOf } from '../certificate/index.js';
export type { CapAuthority } from './authority.js';
export {
  addAnnounceDenyList,
  addDeleteDenyListedBlob,
  addUpdateDenyList,
  addUpdateProtocolVersion,
} from './committee-decisions.js';
export {
  collectorOf,
  dutiesOf,
  type DutySituation,
  type OperatorDuty,
  type OperatorWishes,
  type Votes,
} from './duties.js';
export { NotEnoughAttestations, type Attestation, type StatementRequest } from './gather-statements.js';
export { addInvalidateBlobId, gatherInvalidation, type InvalidationRequest } from './invalidation.js';
export {
  gatherRefusals,
  gatherRevocation,
  gatherUnrecoverable,
  type LossRequest,
  type RevocationRequest,
} from './loss-statements.js';
export {
  addAdvancePools,
  addEpochSyncDone,
  addInitiateEpochChange,
  treasuryOfEpochStart,
  addMissedHandOver,
  addReportRecovered,
  addVotingEnd,
} from './epoch-transactions.js';
export {
  addGovernor,
  addMigration,
  addUpgrade,
  addUpgradeVote,
  addEntrustedUpgrade,
  addEvidenceMigration,
  type NextPackage,
  type UpgradeContracts,
} from './governance.js';
export { endVoting, type VotingEnd } from './end-voting.js';
export { subsidyDutyOf, type SubsidyDuty, type SubsidySituation } from './subsidy-duties.js';
export { addInitialize, addInitializeEvidence, type EvidenceBirth, type NetworkBirth } from './initialize.js';
export {
  addCollectCommission,
  addCommissionReceiver,
  addNextPublicKey,
  addNodeChanges,
  addNodeRemoval,
  addNodeWithdrawal,
  addRegisterCandidate,
  type Candidate,
  type NodeChanges,
  type NodeDescription,
} from './node-transactions.js';
export {
  createOperatorRunner,
  type OperatorOutcome,
  type OperatorRunner,
  type OperatorRunnerOptions,
} from './runner.js';
export { performJudgesDuty, type AnyDuty, type EvidenceIds, type HandOverWorker } from './perform-duty.js';
export { readJudgementDuties, type JudgementQuery } from './read-judgements.js';
export {
  isTimeToBurn,
  judgementDutiesOf,
  provenFailures,
  type JudgementDuty,
  type JudgementSituation,
} from './judgement-duties.js';
export { addBurnPenalties, addJudgeHandOver } from './judgement-transactions.js';
export {
  addCharge,
  addDeclareLost,
  addHoldOver,
  addRefused,
  addRestore,
  addRevoke,
  addUnrecoverable,
} from './loss-transactions.js';
export {
  addAccuse,
  addConvict,
  addInvalidateByCertificate,
  addInvalidateByConflict,
  addInvalidateByPadding,
  type WrongAnswer,
} from './proof-transactions.js';
export {
  roundDutiesOf,
  roundPatience,
  timesOfRound,
  type RoundDuty,
  type RoundSituation,
} from './round-duties.js';
export {
  addAnswer,
  addAttempt,
  addBeginEpoch,
  addCarryOut,
  addDecide,
  addDraw,
  addMakeVoid,
  addOpen,
  addPassed,
  addReady,
  addResolve,
  addSettle,
  addVerified,
  type SignedStatement,
} from './round-transactions.js';
export {
  addJoinStake,
  addRequestWithdrawal,
  addSplitStake,
  addStake,
  addWithdrawStake,
} from './stake-transactions.js';
export { readStakeWorth, type StakeWorth } from './stake-worth.js';
export { listStakes, type Stake } from './stakes.js';
