/** What can be wrong with evidence, as one typed error with a stable code. */
import { CodedError } from '../base/errors.js';

/**
 * Stable codes of {@link EvidenceError}.
 *
 * Openings and proofs:
 * - `INVALID_OPENING`: a path has another length than the tree's depth, or a hash not 32 bytes
 * - `BLOB_ID_MISMATCH`: an opening leads to another blob id
 * - `WRONG_SYMBOL`: a symbol has another length than the blob's, or is not the one opened
 * - `DIFFERENT_CELLS`: the two halves of a proof are about different cells, or of an axis that does not fit
 * - `NO_CONFLICT`, `NO_HIDDEN_BYTES`, `NOT_WRONG`: the evidence is sound and shows nobody at fault
 * - `NOT_POSTED`: an answer is not under the root that the node posted
 *
 * Rounds:
 * - `INVALID_ROUND`: a round with impossible numbers, or a member that is not in it
 * - `INVALID_SET`: a set in which a blob appears twice, or a place that is not in it
 * - `NOT_IN_SET`: an entry is not under the root of the set
 * - `INVALID_ANSWERS`: another number of answers than of samples
 *
 * Others:
 * - `INVALID_SCHEDULE`: a penalty outside of the bounds, or one that changes too fast
 * - `INVALID_CHANCE`: not a number for which the formula is defined
 */
export type EvidenceErrorCode =
  | 'INVALID_OPENING'
  | 'BLOB_ID_MISMATCH'
  | 'WRONG_SYMBOL'
  | 'DIFFERENT_CELLS'
  | 'NO_CONFLICT'
  | 'NO_HIDDEN_BYTES'
  | 'NOT_WRONG'
  | 'NOT_POSTED'
  | 'INVALID_ROUND'
  | 'INVALID_SET'
  | 'NOT_IN_SET'
  | 'INVALID_ANSWERS'
  | 'INVALID_SCHEDULE'
  | 'INVALID_CHANCE';

/**
 * Every error of `@haulout/sdk/evidence` that is not one of encoding or certificates.
 *
 * `code` is stable and meant for programs, `message` names the value and the rule, `values` holds what
 * failed.
 */
export class EvidenceError extends CodedError<EvidenceErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'EvidenceError';
}
