import { withJson } from '../../base/json.js';
import type { Progress } from '../../base/progress.js';
import type { BlobObject } from '../../chain/blob-object.js';
import type { Attributes } from '../../chain/blob-transactions.js';
import { paidBefore, withExtension, type StorageCost } from '../../chain/price.js';
import type { AnyEncodedBlob } from '../../encoding/index.js';
import { prolongBlob } from '../blobs/prolong.js';
import type { Connection } from '../connection.js';
import { completeBlob, persistenceOf } from './certify-blob.js';
import type { CommitteeConfirmations } from './steps.js';
import type { StoredBlob, StoreOptions, StoreProgress } from './store-options.js';

/** A blob object on its way to its certificate. */
export interface Begun {
  readonly object: BlobObject;
  /** What the call has paid for it so far. */
  readonly cost: StorageCost;
  /** Epochs to add to its end. */
  readonly extendBy: number;
  /** Attributes that it is to get with the certificate. */
  readonly attributes: Attributes | undefined;
  /** Whether nodes may have it already. */
  readonly mayBeStored: boolean;
  /** Of this call; undefined when it was registered before. */
  readonly registerDigest: string | undefined;
}

/** A blob object to be completed, by whom, and what of. */
export interface Completing extends Begun, Pick<StoreOptions, 'signer' | 'owner' | 'signal'> {
  /** What to upload; without it the nodes must have everything already. */
  readonly blob: AnyEncodedBlob | undefined;
  readonly progress: Progress<StoreProgress>;
}

/** Uploads and certifies a blob object. Throws as `HauloutClient.complete`. */
export async function completeStore(connection: Connection, completing: Completing): Promise<StoredBlob> {
  const { object, cost, owner, extendBy, progress, registerDigest, ...options } = completing;
  const { blobObjectId } = object;
  const { certifyDigest, epoch, confirmations, extensionCost } = await completeBlob(connection, {
    ...options,
    object,
    extendBy,
    transferTo: owner,
    onUpload: (upload) => progress.report({ phase: 'uploading', blobObjectId, ...upload }),
    onCertify: (confirmed) => progress.report({ phase: 'certifying', confirmed }),
  });
  progress.flush();
  return storedBlob(object, {
    epoch,
    confirmations,
    certifyDigest,
    endEpoch: object.endEpoch + extendBy,
    cost: withExtension(cost, extensionCost),
    registerDigest,
  });
}

/** A blob that is certified, as `store` gives it. */
export function storedBlob(
  object: Pick<BlobObject, 'blobId' | 'blobObjectId' | 'deletable'>,
  {
    confirmations,
    ...certified
  }: Pick<StoredBlob, 'epoch' | 'endEpoch' | 'cost' | 'registerDigest' | 'certifyDigest'> & {
    /** What nodes have confirmed in this call. */
    readonly confirmations?: Pick<CommitteeConfirmations, 'weight' | 'nodes'>;
  },
): StoredBlob {
  return withJson({
    blobId: object.blobId,
    blobObjectId: object.blobObjectId,
    persistence: persistenceOf(object),
    ...certified,
    confirmedShards: confirmations?.weight ?? 0,
    nodes: confirmations?.nodes ?? [],
  });
}

/** A certified blob of the signer, which gets the epochs and attributes that it lacks. */
export async function prolongStored(
  connection: Connection,
  { attributes, signer, signal }: Pick<StoreOptions, 'attributes' | 'signer' | 'signal'>,
  {
    object,
    until,
    cost,
  }: { readonly object: BlobObject; readonly until: number; readonly cost: StorageCost },
): Promise<StoredBlob> {
  const { blobObjectId } = object;
  const { cost: extension } = await prolongBlob(connection, {
    blobObjectId,
    until,
    attributes,
    signer,
    signal,
  });
  const stored = storedBefore({ ...object, endEpoch: Math.max(object.endEpoch, until) }, cost);
  return withJson({ ...stored, cost: withExtension(stored.cost, extension) });
}

/** What was certified before, and costs nothing. */
export function storedBefore(
  object: Pick<BlobObject, 'blobId' | 'blobObjectId' | 'deletable' | 'certifiedEpoch' | 'endEpoch'>,
  cost: StorageCost,
): StoredBlob {
  return storedBlob(object, {
    epoch: object.certifiedEpoch!,
    endEpoch: object.endEpoch,
    cost: paidBefore(cost),
    registerDigest: undefined,
    certifyDigest: undefined,
  });
}
