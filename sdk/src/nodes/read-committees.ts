/**
 * Which committee a reader asks (R5). While the shards of an epoch are on the move, blobs certified in
 * earlier epochs are with the committee before, and those certified since with the new one; when the one that
 * should have them does not deliver, the other may. Outside of that time there is nothing to choose.
 */
import type { Committees, StorageCommittee } from '../chain/committee.js';
import { askCertified } from './ask-certified.js';
import { BlobBlocked, NotEnoughMetadata, NotEnoughSlivers } from './errors.js';
import type { StorageNetwork } from './settings.js';

/** Where blobs are: the current committee, and the one before while shards are on the move. */
export type ReadCommittees = Pick<Committees, 'current' | 'previous'>;

/** What decides about a blob's committee. */
export interface ReadTarget {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Ask the network first whether the blob is certified. Default true. */
  readonly requireCertified?: boolean | undefined;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads something of a blob from the nodes of one committee. */
export type ReadFromCommittee<O extends ReadTarget, T> = (
  network: StorageNetwork,
  committee: StorageCommittee,
  target: O,
) => Promise<T>;

/** Reads something of a blob from whichever nodes have it, in every state of the epoch. */
export type BlobReading = <O extends ReadTarget, T>(target: O, read: ReadFromCommittee<O, T>) => Promise<T>;

/** Failures of one committee that the other may not share. */
const MISSED = [NotEnoughMetadata, NotEnoughSlivers, BlobBlocked];

/**
 * Reads from the committee that should have the blob, then from the other one.
 *
 * @throws as `askCertified` and as `read`
 */
export async function readFrom<O extends ReadTarget, T>(
  network: StorageNetwork,
  { current, previous }: ReadCommittees,
  {
    target,
    read,
  }: {
    /** The blob, and what `read` needs besides. */
    readonly target: O;
    /**
     * Gets the target with `requireCertified` false once the network has said that the blob is certified.
     */
    readonly read: ReadFromCommittee<O, T>;
  },
): Promise<T> {
  if (!previous) return read(network, current, target);
  const { blobId, requireCertified = true, signal } = target;
  const status = requireCertified ? await askCertified(network, current, { blobId, signal }) : undefined;
  const isNew = status?.certifiedEpoch !== undefined && status.certifiedEpoch >= current.epoch;
  const [first, second] = isNew ? [current, previous] : [previous, current];
  const known = { ...target, requireCertified: false };
  try {
    return await read(network, first, known);
  } catch (error) {
    signal?.throwIfAborted();
    if (!MISSED.some((kind) => error instanceof kind)) throw error;
    return read(network, second, known);
  }
}
