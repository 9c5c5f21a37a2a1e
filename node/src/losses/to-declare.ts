import type { LossStatement } from '@haulout/sdk/nodes';
import type { BlobRecord } from '../chain/blob-record.js';
import { isOwedSince } from '../migration/owed.js';
import { lossOf, REVOCABLE_EPOCHS } from './covered.js';

/** What a node knows of a blob, and of itself. */
export interface LossFacts {
  /** What the chain has said of the blob. */
  readonly record: BlobRecord;
  /** The current epoch. */
  readonly epoch: number;
  /** The epoch that the judges have taken in last. */
  readonly termEpoch: number;
  /** Whether the node's operator blocks the blob. */
  readonly isBlocked: boolean;
  /** Whether the node may say that it cannot be rebuilt. */
  readonly isUnrecoverable: boolean;
  /** Whether all is here that the node has to hold of it. */
  readonly isComplete: boolean;
}

/**
 * What a node says of a blob of its own accord, and asks the others to say as well: undefined for nearly all
 * blobs. What a node would not sign itself it leaves to those who do.
 */
export function lossToDeclare(facts: LossFacts): LossStatement | undefined {
  const { record, epoch, termEpoch, isBlocked, isUnrecoverable, isComplete } = facts;
  const loss = lossOf(record, epoch);
  if (loss !== undefined) {
    // The judges count the epochs from what they have taken in.
    const isRevocable = epoch <= loss.epoch + REVOCABLE_EPOCHS && termEpoch === epoch;
    return isRevocable && isComplete && !isBlocked ? 'revocation' : undefined;
  }
  if (!isOwedSince(record, epoch, epoch + 1)) return undefined;
  if (isBlocked) return 'refusal';
  return isUnrecoverable ? 'unrecoverable' : undefined;
}
