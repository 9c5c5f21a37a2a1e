import type { BlobRecord } from '../chain/blob-record.js';
import { standingRegistrations } from '../losses/covered.js';

/**
 * Whether nodes owe a blob in `epoch` by a certificate from before `untilEpoch`. Certificates of an epoch
 * before are what a hand-over is about; those of the running one were given by the nodes that have the shards
 * now. What is lost is owed by nobody.
 */
export function isOwedSince(record: BlobRecord, epoch: number, untilEpoch: number): boolean {
  return standingRegistrations(record, epoch).some(
    ({ certifiedEpoch }) => certifiedEpoch !== undefined && certifiedEpoch < untilEpoch,
  );
}
