import { eitherSignal } from '../../base/abort.js';
import { isHauloutError } from '../../base/errors.js';
import type { StorageCommittee } from '../../chain/committee.js';
import {
  blobIdFromString,
  decodeBlob,
  type BlobMetadata,
  type ConsistencyCheck,
} from '../../encoding/index.js';
import { askCertified } from '../../nodes/ask-certified.js';
import { fetchMetadata } from '../../nodes/fetch-metadata.js';
import { fetchSlivers } from '../../nodes/fetch-slivers.js';
import type { StorageNetwork } from '../../nodes/settings.js';
import { BlobInconsistent } from '../errors.js';

/** What to read, and how far to trust its writer. */
export interface ReadOptions {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /**
   * `strict` (default) re-encodes the blob, so that every honest reader reaches the same verdict (R11);
   * `default` and `none` check less, see `decodeBlob`.
   */
  readonly consistency?: ConsistencyCheck | undefined;
  /**
   * Ask the network first whether the blob is certified. Default true; without it any f + 1 honest slivers
   * do.
   */
  readonly requireCertified?: boolean | undefined;
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a blob from the nodes of a committee: status and metadata at once, then slivers, then decoding.
 *
 * @throws EncodingError `INVALID_BLOB_ID`; BlobNotFound, BlobNotCertified, BlobExpired, BlobInvalid,
 *   BlobLost, BlobBlocked, NoStatusAgreement, NotEnoughMetadata, NotEnoughSlivers, BlobInconsistent; the
 *   signal's
 *   reason
 */
export async function readBlob(
  network: StorageNetwork,
  committee: StorageCommittee,
  options: ReadOptions,
): Promise<Uint8Array> {
  const metadata = await certifiedMetadata(network, committee, options);
  return gatherBlob(network, committee, { ...options, metadata });
}

/**
 * Reads a blob whose metadata are known: slivers, then decoding.
 *
 * @throws as `readBlob`, but for status and metadata
 */
export async function gatherBlob(
  network: StorageNetwork,
  committee: StorageCommittee,
  {
    blobId,
    metadata,
    consistency = 'strict',
    signal,
  }: Omit<ReadOptions, 'requireCertified'> & { readonly metadata: BlobMetadata },
): Promise<Uint8Array> {
  const { slivers } = await fetchSlivers(network, committee, { blobId, metadata, signal });
  try {
    return await decodeBlob(slivers, { blobId: blobIdFromString(blobId), metadata, consistency, signal });
  } catch (error) {
    if (isHauloutError(error, 'INCONSISTENT_BLOB')) throw new BlobInconsistent(blobId, error);
    throw error;
  }
}

/**
 * Verified metadata of a blob, which is certified if that is required: both are asked for at once.
 *
 * @throws as `readBlob`, but for slivers
 */
export async function certifiedMetadata(
  network: StorageNetwork,
  committee: StorageCommittee,
  { blobId, requireCertified = true, signal }: Omit<ReadOptions, 'consistency'>,
): Promise<BlobMetadata> {
  const unwanted = new AbortController();
  const either = eitherSignal(signal, unwanted.signal);
  const fetching = fetchMetadata(network, committee, { blobId, signal: either });
  fetching.catch(() => {});
  if (requireCertified) {
    // The status explains a failure better than missing metadata does, so its verdict comes first.
    await askCertified(network, committee, { blobId, signal }).catch((error: unknown) => {
      unwanted.abort();
      throw error;
    });
  }
  return (await fetching).metadata;
}
