/**
 * Whether a blob is registered. It is known before its bytes are taken, as encoding and uploading them for
 * nobody costs a relay the most.
 */
import { isHauloutError } from '@haulout/sdk/base';
import type { HauloutClient } from '@haulout/sdk/client';
import { refusal } from '../refusal.js';
import { lookFor, type Patience } from './look-for.js';
import type { RelayQuery } from './query.js';

/** What is known of a registered blob. */
interface Registered {
  /** Bytes of the blob; undefined where nobody says it before the blob has come. */
  readonly size: number | undefined;
}

type Registration = Pick<RelayQuery, 'blobId' | 'persistence'>;

/**
 * Finds the registration of a blob: its object, where the query names one, and else what the storage nodes
 * know. They follow the chain and may know it a moment later, as may the full node.
 *
 * @throws ServiceError BLOB_NOT_REGISTERED; BLOB_ID_MISMATCH, INVALID_BLOB_PERSISTENCE for an object of
 *   something else; as `blobs.get` and `blobStatus` of the client
 */
export async function registrationOf(
  haulout: HauloutClient,
  registration: Registration,
  patience: Patience,
): Promise<Registered> {
  const found = await lookFor(patience, () => look(haulout, registration));
  if (found !== undefined) return found;
  const { blobId } = registration;
  throw refusal(
    'FAILED_PRECONDITION BLOB_NOT_REGISTERED',
    `blob ${blobId} is not registered: register it first, and upload it then`,
  );
}

async function look(
  haulout: HauloutClient,
  { blobId, persistence }: Registration,
): Promise<Registered | undefined> {
  const object = persistence.kind === 'deletable' ? await objectOf(haulout, persistence.objectId) : undefined;
  if (object === undefined) {
    const { state } = await haulout.blobStatus({ blobId });
    return state === 'registered' || state === 'certified' ? { size: undefined } : undefined;
  }
  const { blobObjectId } = object;
  if (object.blobId !== blobId)
    throw refusal(
      'INVALID_ARGUMENT BLOB_ID_MISMATCH',
      `object ${blobObjectId} is that of blob ${object.blobId}, not of ${blobId}`,
    );
  if (!object.deletable)
    throw refusal(
      'INVALID_ARGUMENT INVALID_BLOB_PERSISTENCE',
      `object ${blobObjectId} is that of a permanent blob: leave deletable_blob_object out`,
    );
  const { epoch } = await haulout.committee();
  if (object.endEpoch <= epoch)
    throw refusal(
      'FAILED_PRECONDITION BLOB_NOT_REGISTERED',
      `the registration of blob ${blobId} has ended with epoch ${object.endEpoch - 1}`,
    );
  return { size: Number(object.size) };
}

/** Undefined for what is not there, or in a storage pool: nodes know of that. */
async function objectOf(haulout: HauloutClient, blobObjectId: string) {
  try {
    return await haulout.blobs.get({ blobObjectId });
  } catch (error) {
    if (isHauloutError(error, 'CHAIN_STATE_MISSING')) return undefined;
    throw error;
  }
}
