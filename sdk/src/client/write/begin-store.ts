import { readBlobObjects } from '../../chain/blob-object.js';
import { ChainStateMissing } from '../../chain/errors.js';
import { paidBefore, type StorageCost } from '../../chain/price.js';
import type { Progress } from '../../base/progress.js';
import { blobIdToString, type AnyEncodedBlob } from '../../encoding/index.js';
import type { Connection } from '../connection.js';
import { prolongStored, type Begun } from './complete-store.js';
import { seemsStored } from './known-blobs.js';
import { registerBlobs } from './register.js';
import { findRegistrations } from './registrations.js';
import type { StoredBlob, StoreOptions, StoreProgress } from './store-options.js';

/** A blob that is encoded, and what its storage costs. */
export interface Encoded {
  readonly blob: AnyEncodedBlob;
  readonly cost: StorageCost;
  readonly progress: Progress<StoreProgress>;
}

/**
 * How a blob comes to a blob object: by one that the signer has already, as far as `reuse` allows it, or by a
 * registration. One that is certified, and may be used, is stored.
 *
 * @throws as `HauloutClient.store`
 */
export async function beginStore(
  connection: Connection,
  options: StoreOptions,
  { blob, cost, progress }: Encoded,
): Promise<Begun | StoredBlob> {
  const { epochs, deletable, signer, reuse = 'registered', signal } = options;
  const owner = signer.toSuiAddress();
  const blobId = blobIdToString(blob.blobId);

  if (reuse !== 'nothing') {
    const { epoch, registrations } = await findRegistrations(connection, {
      owner,
      blobIds: [blobId],
      signal,
    });
    const fitting = registrations.filter(
      (object) => object.deletable === deletable && object.endEpoch > epoch,
    );
    const until = epoch + epochs;
    const keepsIt = options.owner === undefined || options.owner === owner;
    const certified = fitting.find(({ certifiedEpoch }) => certifiedEpoch !== undefined);
    if (reuse === 'certified' && certified !== undefined && keepsIt) {
      const [record] = await connection.verdicts.ofObjects([certified], signal);
      if (record === undefined) return prolongStored(connection, options, { object: certified, until, cost });
    }
    const object = fitting.find(({ certifiedEpoch }) => certifiedEpoch === undefined);
    if (object !== undefined) {
      const extendBy = Math.max(0, until - object.endEpoch);
      const { attributes } = options;
      return {
        object,
        cost: paidBefore(cost),
        extendBy,
        attributes,
        mayBeStored: true,
        registerDigest: undefined,
      };
    }
  }

  progress.report({ phase: 'registering', blobId });
  const [registered, mayBeStored] = await Promise.all([
    register(connection, blob, options),
    seemsStored(connection, { blobId, signal }),
  ]);
  // What it was registered with has its attributes.
  return { ...registered, attributes: undefined, mayBeStored };
}

async function register(
  connection: Connection,
  blob: AnyEncodedBlob,
  { epochs, deletable, signer, attributes, useStorage, signal }: StoreOptions,
) {
  const blobId = blobIdToString(blob.blobId);
  const { digest, created, cost, extendBy } = await registerBlobs(connection, `register blob ${blobId}`, {
    blobs: [blob],
    epochs,
    deletable,
    attributes,
    useStorage,
    signer,
    signal,
  });
  const object = created.find(({ type }) => type.endsWith('::blob::Blob'));
  if (object === undefined) {
    throw new ChainStateMissing(`the blob object that transaction ${digest} created`, { digest, blobId });
  }
  const { objectId: blobObjectId } = object;
  const [registered] = await readBlobObjects(connection.client, [blobObjectId], signal);
  if (registered!.blobId !== blobId)
    throw new ChainStateMissing(`blob ${blobId} in what transaction ${digest} created`, { digest, blobId });
  return { registerDigest: digest, object: registered!, cost, extendBy };
}
