import type { StorageCommittee } from '../chain/committee.js';
import { askBlobStatus, type BlobQuery, type BlobStatus } from './blob-status.js';
import { BlobExpired, BlobInvalid, BlobLost, BlobNotCertified, BlobNotFound } from './errors.js';
import type { StorageNetwork } from './settings.js';

/**
 * What the network says of a blob that it says is certified; fails for every other.
 *
 * @throws BlobNotFound, BlobNotCertified, BlobExpired, BlobInvalid, BlobLost, NoStatusAgreement; the signal's
 * reason
 */
export async function askCertified(
  network: StorageNetwork,
  committee: StorageCommittee,
  { blobId, signal }: BlobQuery,
): Promise<BlobStatus> {
  const status = await askBlobStatus(network, committee, { blobId, signal, patient: true });
  const { state, nodes, endEpoch = committee.epoch } = status;
  if (state === 'nonexistent') throw new BlobNotFound(blobId, nodes);
  if (state === 'registered') throw new BlobNotCertified(blobId, nodes);
  if (state === 'expired') throw new BlobExpired(blobId, { endEpoch, epoch: committee.epoch }, nodes);
  if (state === 'invalid') throw new BlobInvalid(blobId, nodes);
  if (state === 'lost') throw new BlobLost(blobId, nodes);
  return status;
}
