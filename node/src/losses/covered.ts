/**
 * What a record of a loss means for a node (R19). It covers what was certified up to its epoch; the same
 * bytes, certified later, are a new life. A node gives nothing of what is covered. It keeps what it has for
 * two epochs, in which a quorum may revoke the loss, and drops it then.
 */
import { liveRegistrations, type BlobRecord, type BlobRegistration } from '../chain/blob-record.js';
import { ServiceError } from '../errors.js';

/** A loss that nobody has revoked. */
export type Loss = NonNullable<BlobRecord['losses']>[number];

/** Epochs after that of a loss in which it can be revoked. */
export const REVOCABLE_EPOCHS = 2;

/**
 * The last loss of a blob, if it concerns all that is certified of it and lives; undefined when the blob is
 * not lost, or lives again. In the epoch of its record a lost blob stays so, also when it is registered anew.
 */
export function lossOf(record: BlobRecord, epoch: number): Loss | undefined {
  const loss = lastLoss(record);
  const live = liveRegistrations(record, epoch);
  if (loss === undefined || live.length === 0) return undefined;
  const certified = live.flatMap(({ certifiedEpoch }) => certifiedEpoch ?? []);
  const isLost =
    certified.length === 0 ? loss.epoch >= epoch : certified.every((since) => since <= loss.epoch);
  return isLost ? loss : undefined;
}

/** The live registrations of a blob that no loss covers. */
export function standingRegistrations(record: BlobRecord, epoch: number): readonly BlobRegistration[] {
  const loss = lastLoss(record);
  return liveRegistrations(record, epoch).filter(
    ({ certifiedEpoch }) => loss === undefined || certifiedEpoch === undefined || certifiedEpoch > loss.epoch,
  );
}

/** Whether nothing of a lost blob has to be kept: it cannot be revoked, and nobody stores it anew. */
export function isForgettable(record: BlobRecord, epoch: number): boolean {
  const loss = lossOf(record, epoch);
  return (
    loss !== undefined &&
    epoch > loss.epoch + REVOCABLE_EPOCHS &&
    liveRegistrations(record, epoch).every(({ certifiedEpoch }) => certifiedEpoch !== undefined)
  );
}

/** Whether what is certified in an epoch is lost as soon as it is. */
export function isLostIn(record: BlobRecord, epoch: number): Loss | undefined {
  const loss = lastLoss(record);
  return loss !== undefined && loss.epoch >= epoch ? loss : undefined;
}

/** The refusal of a blob that is lost. */
export function lostBlob(text: string, { record, epoch }: Loss): ServiceError {
  return new ServiceError({
    status: 'FAILED_PRECONDITION',
    reason: 'LOST_BLOB',
    message: `blob ${text} was declared lost in epoch ${epoch}, record ${record}`,
  });
}

function lastLoss({ losses = [] }: BlobRecord): Loss | undefined {
  return losses.reduce<Loss | undefined>(
    (last, loss) => (last === undefined || loss.epoch >= last.epoch ? loss : last),
    undefined,
  );
}
