import { liveRegistrations, type BlobRecord } from '../chain/blob-record.js';
import { lossOf } from '../losses/covered.js';

/**
 * Whether nodes owe a blob in `epoch` by a certificate from before `untilEpoch`. Certificates of an epoch
 * before are what a hand-over is about; those of the running one were given by the nodes that have the shards
 * now. A lost blob is owed by nobody.
 */
export function isOwedSince(record: BlobRecord, epoch: number, untilEpoch: number): boolean {
  if (lossOf(record, epoch) !== undefined) return false;
  return liveRegistrations(record, epoch).some(
    ({ certifiedEpoch }) => certifiedEpoch !== undefined && certifiedEpoch < untilEpoch,
  );
}
