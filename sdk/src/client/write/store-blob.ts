import type { Signer } from '@mysten/sui/cryptography';
import type { Persistence } from '../../certificate/index.js';
import { blobIdToString, type EncodedBlob } from '../../encoding/index.js';
import { ChainStateMissing } from '../errors.js';
import type { HauloutClient } from '../haulout-client.js';
import type { NodeReport } from '../conduct.js';
import { execute } from '../chain/execute.js';
import type { StorageCost } from '../chain/price.js';

/** What to store, for how long, and for whom. */
export interface StoreOptions {
  readonly bytes: Uint8Array;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Whether the owner may delete the blob before its end and use the storage again. */
  readonly deletable: boolean;
  /** Pays, signs both transactions, and owns the blob unless `owner` says otherwise. */
  readonly signer: Signer;
  /** Address that gets the blob object. */
  readonly owner?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}

/** How far a `store` has come. */
export type StoreProgress =
  /** `done` is a share from 0 to 1. */
  | { readonly phase: 'encoding'; readonly done: number }
  | { readonly phase: 'registering'; readonly blobId: string }
  /** Shards confirmed so far, of the quorum needed. */
  | {
      readonly phase: 'uploading';
      readonly confirmed: number;
      readonly needed: number;
      readonly blobObjectId: string;
    }
  | { readonly phase: 'certifying'; readonly confirmed: number };

/** A stored and certified blob. */
export interface StoredBlob {
  /** URL-safe base64 without padding: what readers ask for. */
  readonly blobId: string;
  readonly blobObjectId: string;
  readonly persistence: Persistence;
  /** Epoch of the certificate. */
  readonly epoch: number;
  /** First epoch in which the blob is no longer stored. */
  readonly endEpoch: number;
  /** What it cost, in FROST; gas comes on top. */
  readonly cost: StorageCost;
  /** Shards of the nodes in the certificate. */
  readonly confirmedShards: number;
  readonly registerDigest: string;
  readonly certifyDigest: string;
  /** What nodes did that have not confirmed. */
  readonly nodes: readonly NodeReport[];
}

/** The whole way of a blob: encode, register, upload, certify. See `HauloutClient.store`. */
export async function storeBlob(haulout: HauloutClient, options: StoreOptions): Promise<StoredBlob> {
  const { bytes, epochs, deletable, signer, signal, onProgress } = options;
  const sender = signer.toSuiAddress();
  const cost = await haulout.storageCost({ bytes: bytes.length, epochs, signal });
  await haulout.checkFunds({ owner: sender, amount: cost.total, signal });

  const blob = await haulout.encode({
    bytes,
    signal,
    onProgress: onProgress && ((done) => onProgress({ phase: 'encoding', done })),
  });
  const blobId = blobIdToString(blob.blobId);
  onProgress?.({ phase: 'registering', blobId });
  const registration = await register(haulout, blob, options);
  const { blobObjectId, epoch } = registration;

  const persistence: Persistence = deletable
    ? { kind: 'deletable', objectId: blobObjectId }
    : { kind: 'permanent' };
  const confirmations = await haulout.upload({
    blob,
    persistence,
    signal,
    onProgress: onProgress && ((progress) => onProgress({ phase: 'uploading', ...progress, blobObjectId })),
  });
  onProgress?.({ phase: 'certifying', confirmed: confirmations.weight });
  const certifying = await haulout.certifyTransaction({
    blobObjectId,
    confirmations,
    transferTo: options.owner,
    signal,
  });
  const { digest } = await execute(haulout.client, `certify blob ${blobId}`, certifying, signer, signal);
  return {
    blobId,
    blobObjectId,
    persistence,
    epoch: confirmations.committee.epoch,
    endEpoch: epoch + epochs,
    cost,
    confirmedShards: confirmations.weight,
    registerDigest: registration.digest,
    certifyDigest: digest,
    nodes: confirmations.nodes,
  };
}

async function register(
  haulout: HauloutClient,
  blob: EncodedBlob,
  { epochs, deletable, signer, signal }: StoreOptions,
): Promise<{ readonly blobObjectId: string; readonly digest: string; readonly epoch: number }> {
  const blobId = blobIdToString(blob.blobId);
  const { transaction, epoch } = await haulout.registerTransaction({
    blob,
    epochs,
    deletable,
    owner: signer.toSuiAddress(),
    signal,
  });
  const { digest, created } = await execute(
    haulout.client,
    `register blob ${blobId}`,
    transaction,
    signer,
    signal,
  );
  const object = created.find(({ type }) => type.endsWith('::blob::Blob'));
  if (object === undefined) {
    throw new ChainStateMissing(`the blob object that transaction ${digest} created`, { digest, blobId });
  }
  return { blobObjectId: object.objectId, digest, epoch };
}
