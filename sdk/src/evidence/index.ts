/**
 * Evidence about storage: what nodes are asked and answer in a round of challenges, proofs that a stranger
 * can check, and what a sample of answers says about a blob. Pure functions, for Node and browsers: nothing
 * here asks a node or the chain.
 *
 * - a round: {@link makeChallengeSet}, {@link drawSamples}, {@link sampleLeaves}, {@link answerTree},
 *   {@link makeAnswer}, {@link verifyAnswers}
 * - proofs: {@link verifyConflictProof}, {@link verifyPaddingProof}, {@link verifyWrongAnswerProof}
 * - what nodes sign: {@link serializeEvidenceMessage}, {@link aggregateEvidence}, {@link verifyEvidence}
 * - numbers: {@link samplesFor}, {@link answersFor}, {@link roundTimes}, {@link DEFAULT_SCHEDULE}
 *
 * @example
 * const samples = drawSamples(round, prover, { set }); // the same for everybody
 * const answers = parseAnswers(body, round, samples);
 * const checked = verifyAnswers({ round, prover, root }, { samples, verifier }, answers);
 * if (isPassed(round.sampleCount, checked)) vouchFor(prover);
 *
 * @experimental
 * @module @haulout/sdk/evidence
 */
export { EvidenceError, type EvidenceErrorCode } from './errors.js';
export {
  checkEvidenceMessage,
  parseEvidenceMessage,
  serializeEvidenceMessage,
  EVIDENCE_APP_ID,
  EVIDENCE_MESSAGE_TYPES,
  type EvidenceMessage,
  type EvidenceMessageType,
  type Passed,
  type Ready,
  type Refused,
  type Revoked,
  type ScheduleUpdate,
  type Unrecoverable,
} from './messages.js';
export { aggregateEvidence, verifyEvidence, type CertifiedEvidence } from './certificates.js';
export {
  makeChallengeSet,
  verifyMembership,
  type ChallengedBlob,
  type ChallengeSet,
  type MembershipProof,
  type SetEntry,
  type SetLeaf,
  type SetSummary,
} from './challenge-set.js';
export { type Round, type RoundMember } from './round.js';
export {
  cellsFor,
  drawSample,
  drawSamples,
  passChance,
  samplesFor,
  type DrawOptions,
  type Sample,
  type SampleCells,
} from './samples.js';
export {
  answerCount,
  answerPlace,
  answerTree,
  hashAnswer,
  makeAnswer,
  sampleLeaves,
  type Answer,
  type AnswerLeaf,
  type Answers,
  type PostedRoot,
  type SentCell,
} from './answers.js';
export { maxAnswersBytes, parseAnswers, serializeAnswers } from './answers-wire.js';
export { isPassed, verifyAnswers, type AnswerFault, type CheckedSample } from './verify-answers.js';
export {
  crossing,
  foldOpening,
  isSameCell,
  openCell,
  openExpanded,
  openSliver,
  symbolOf,
  verifyOpening,
  verifySymbol,
  type BlobOnChain,
  type CellOpening,
  type CellPlace,
  type OpenSliver,
  type SliverOpening,
} from './openings.js';
export { conflictOf, makeConflictProof, verifyConflictProof, type ConflictProof } from './conflict.js';
export { makePaddingProof, MAX_SYMBOL_ON_CHAIN, verifyPaddingProof, type PaddingProof } from './padding.js';
export {
  acquits,
  acquittal,
  makeWrongAnswerProof,
  verifyPosted,
  verifyWrongAnswerProof,
  type PostedAnswer,
  type WrongAnswerProof,
  type WrongAnswerVerdict,
} from './wrong-answer.js';
export { answersFor, chanceOfLoss, type ByHolders } from './confidence.js';
export { chanceAtLook, drawCells, looksFor, type DrawnCell } from './availability-sample.js';
export {
  maxProvenCellBytes,
  parseProvenCell,
  provenCellBytes,
  serializeProvenCell,
  verifyProvenCell,
  type ProvenCell,
} from './proven-cell.js';
export { recordCauseOf, type RecordCause } from './record-causes.js';
export {
  causeNumber,
  causeOf,
  CAUSES,
  checkSchedule,
  checkScheduleChange,
  DEFAULT_SCHEDULE,
  DEFAULT_STAKE_PPM,
  LEAST_STEP_PPM,
  MAX_STAKE_PPM,
  PPM,
  REWARDS_PPM,
  SCHEDULE_EPOCHS_AHEAD,
  type Cause,
  type Schedule,
} from './schedule.js';
export {
  lastSlot,
  latestOpen,
  OPEN_CHANCE_64THS,
  roundLengths,
  roundTimes,
  slotAt,
  slotStart,
  type EpochTimes,
  type RoundLengths,
  type RoundMoments,
  type RoundTimes,
} from './round-times.js';
