/**
 * Which committee a reader asks (R5). While the shards of an epoch are on the move, blobs certified in earlier epochs are
 * with the committee before, and those certified since with the new one; when the one that should have them does
 * not deliver, the other may. Outside of that time there is nothing to choose.
 */
import type { Committees, StorageCommittee } from '../chain/committee.js';
import { BlobBlocked, NotEnoughMetadata, NotEnoughSlivers } from '../base/errors.js';
import type { StorageNetwork } from './settings.js';
import { askCertified } from './ask-certified.js';

/** Where blobs are: the current committee, and the one before while shards are on the move. */
export type Readers = Pick<Committees, 'current' | 'previous'>;

/** What decides about a blob's committee. */
export interface ReadTarget {
  readonly blobId: string;
  /** Ask the network first whether the blob is certified. Default true. */
  readonly requireCertified?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads something of a blob from nodes that have it, as `HauloutClient` does in every state of the epoch. */
export type BlobReading = <O extends ReadTarget, T>(
  target: O,
  read: (network: StorageNetwork, committee: StorageCommittee, target: O) => Promise<T>,
) => Promise<T>;

/** Failures of one committee that the other may not share. */
const MISSED = [NotEnoughMetadata, NotEnoughSlivers, BlobBlocked];

/**
 * Reads from the committee that should have the blob, then from the other one.
 *
 * @param read is told whether it still has to ask if the blob is certified
 * @throws as `askCertified` and as `read`
 */
export async function readFrom<T>(
  network: StorageNetwork,
  { current, previous }: Readers,
  { blobId, requireCertified = true, signal }: ReadTarget,
  read: (committee: StorageCommittee, requireCertified: boolean) => Promise<T>,
): Promise<T> {
  if (!previous) return read(current, requireCertified);
  const status = requireCertified ? await askCertified(network, current, blobId, signal) : undefined;
  const isNew = status?.certifiedEpoch !== undefined && status.certifiedEpoch >= current.epoch;
  const [first, second] = isNew ? [current, previous] : [previous, current];
  try {
    return await read(first, false);
  } catch (error) {
    signal?.throwIfAborted();
    if (!MISSED.some((kind) => error instanceof kind)) throw error;
    return read(second, false);
  }
}
