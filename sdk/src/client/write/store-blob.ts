import { InvalidArgument } from '../../base/errors.js';
import { paceProgress, type Progress } from '../../base/progress.js';
import { checkAddress } from '../../chain/addresses.js';
import { paidBefore } from '../../chain/price.js';
import {
  blobIdFromString,
  blobIdToString,
  checkContent,
  contentSize,
  hashReady,
  type AnyEncodedBlob,
  type BlobContent,
} from '../../encoding/index.js';
import { BlobExpired, BlobNotFound } from '../../nodes/errors.js';
import type { Cancellable, Connection } from '../connection.js';
import { beginStore, type Encoded } from './begin-store.js';
import { checkTerms } from './check-terms.js';
import { completeStore, storedBefore } from './complete-store.js';
import { findRegistrations } from './registrations.js';
import { costOfStorage, encode, release } from './steps.js';
import type { ResumeOptions, StoredBlob, StoreOptions, StoreProgress } from './store-options.js';

/** The whole way of a blob: encode, register, upload, certify. See `HauloutClient.store`. */
export async function storeBlob(connection: Connection, options: StoreOptions): Promise<StoredBlob> {
  const encoded = await prepareStore(connection, options);
  const { blob, progress } = encoded;
  try {
    const begun = await beginStore(connection, options, encoded);
    if (!('object' in begun)) return begun;
    return await completeStore(connection, { ...options, ...begun, blob, progress });
  } finally {
    await release(blob);
  }
}

/** Refuses what can never be stored, then encodes. Throws as `HauloutClient.encode`. */
export async function prepareStore(connection: Connection, options: StoreOptions): Promise<Encoded> {
  const { bytes, epochs, signal } = options;
  const progress = paceProgress(connection.network.timers, options.onProgress);
  checkContent(bytes);
  checkTerms(options);
  const costRead = costOfStorage(connection, { bytes: contentSize(bytes), epochs, signal });
  // What encodes is loaded while the chain answers.
  void hashReady();
  const cost = await costRead;
  const blob = await encodeBytes(connection, { bytes, signal, progress });
  return { blob, cost, progress };
}

/**
 * Completes a `store` that was interrupted after it had registered the blob. See `HauloutClient.resume`.
 */
export async function resumeBlob(connection: Connection, options: ResumeOptions): Promise<StoredBlob> {
  const { bytes, signal } = options;
  const progress = paceProgress(connection.network.timers, options.onProgress);
  if (bytes === undefined && options.blobId === undefined)
    throw new InvalidArgument('resume needs the bytes or the blob id of what is to be completed');
  if (options.owner !== undefined) checkAddress('owner', options.owner);
  const blob = bytes && (await encodeBytes(connection, { bytes, signal, progress }));
  try {
    return await resumeEncoded(connection, options, { blob, progress });
  } finally {
    await release(blob);
  }
}

async function resumeEncoded(
  connection: Connection,
  options: ResumeOptions,
  { blob, progress }: { readonly blob: AnyEncodedBlob | undefined } & Pick<Encoded, 'progress'>,
): Promise<StoredBlob> {
  const { signer, signal } = options;
  const blobId = blob === undefined ? options.blobId! : blobIdToString(blob.blobId);
  checkIsBlob(blobId, options.blobId);
  blobIdFromString(blobId);
  const owner = signer.toSuiAddress();
  const { epoch, registrations } = await findRegistrations(connection, { owner, blobIds: [blobId], signal });
  const live = registrations.filter(({ endEpoch }) => endEpoch > epoch);
  const cost = paidBefore(
    await costOfStorage(connection, { bytes: Number(registrations[0]?.size ?? 0), epochs: 1, signal }),
  );
  const object = live.find(({ certifiedEpoch }) => certifiedEpoch === undefined);
  if (object !== undefined) {
    const begun = { object, cost, extendBy: 0, attributes: undefined, registerDigest: undefined };
    return completeStore(connection, { ...options, ...begun, blob, mayBeStored: true, progress });
  }
  if (live[0] !== undefined) return storedBefore(live[0], cost);
  if (registrations[0] !== undefined)
    throw new BlobExpired(blobId, { endEpoch: registrations[0].endEpoch, epoch });
  throw new BlobNotFound(blobId, [], owner);
}

/** Refuses bytes that are not those of a blob, if one is given. Throws InvalidArgument. */
export function checkIsBlob(computed: string, blobId: string | undefined): void {
  if (blobId === undefined || blobId === computed) return;
  throw new InvalidArgument(`the bytes are those of blob ${computed}, not of ${blobId}`, {
    blobId,
    computed,
  });
}

/** Encodes, and says how far it has come. Throws as `HauloutClient.encode`. */
export function encodeBytes(
  connection: Connection,
  {
    bytes,
    signal,
    progress,
  }: { readonly bytes: BlobContent; readonly progress: Progress<StoreProgress> } & Cancellable,
): Promise<AnyEncodedBlob> {
  const bytesTotal = contentSize(bytes);
  return encode(connection, {
    bytes,
    signal,
    onProgress: (done) =>
      progress.report({ phase: 'encoding', bytesDone: Math.round(done * bytesTotal), bytesTotal }),
  });
}
