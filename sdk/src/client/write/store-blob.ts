import type { Signer } from '@mysten/sui/cryptography';
import { InvalidArgument } from '../../base/errors.js';
import { withJson } from '../../base/json.js';
import { paceProgress, type Progress } from '../../base/progress.js';
import type { Persistence } from '../../certificate/index.js';
import { readBlobObjects, type BlobObject } from '../../chain/blob-object.js';
import type { Attributes } from '../../chain/blob-transactions.js';
import { ChainStateMissing } from '../../chain/errors.js';
import { paidBefore, withExtension, type StorageCost } from '../../chain/price.js';
import {
  blobIdFromString,
  blobIdToString,
  checkContent,
  contentSize,
  type AnyEncodedBlob,
  type BlobContent,
} from '../../encoding/index.js';
import type { NodeReport } from '../../nodes/conduct.js';
import { BlobExpired, BlobNotFound } from '../../nodes/errors.js';
import type { UploadProgress } from '../../nodes/upload.js';
import { checkAttributeChanges } from '../blobs/attributes.js';
import { prolongBlob } from '../blobs/prolong.js';
import type { Cancellable, Connection } from '../connection.js';
import { completeBlob, persistenceOf } from './certify-blob.js';
import { seemsStored } from './known-blobs.js';
import { registerBlobs } from './register.js';
import { findRegistrations } from './registrations.js';
import { costOfStorage, encode, release } from './steps.js';

/** What to store, for how long, and for whom. */
export interface StoreOptions {
  /**
   * The blob: bytes, or a source that is read once, such as a `Blob` or what `@haulout/sdk/files` makes of a
   * file. Bytes are encoded in memory, as is a source without a scratch.
   */
  readonly bytes: BlobContent;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Whether the owner may delete the blob before its end and use the storage again. */
  readonly deletable: boolean;
  /** Pays, signs both transactions, and owns the blob unless `owner` says otherwise. */
  readonly signer: Signer;
  /** Address that gets the blob object. */
  readonly owner?: string | undefined;
  /** Attributes of the blob object; one that is taken over also keeps others that it has. */
  readonly attributes?: Attributes | undefined;
  /**
   * What may be used of that the signer has already, of the same bytes and kind: `registered` (default): a
   * blob object that an interrupted `store` has left without a certificate; `certified`: also one that is
   * certified; `nothing`. One that ends too early is prolonged, so that only the epochs that are added are
   * paid.
   */
  readonly reuse?: 'nothing' | 'registered' | 'certified' | undefined;
  /**
   * Whether storage that the signer owns, such as deleted blobs have left, is used before any is bought.
   * Default true.
   */
  readonly useStorage?: boolean | undefined;
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far it has come. */
  readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}

/** Which interrupted `store` to complete, by its bytes or by its blob id. */
export interface ResumeOptions extends Pick<StoreOptions, 'signer' | 'owner' | 'signal' | 'onProgress'> {
  /** What was to be stored; needed unless a quorum of nodes has all of it. */
  readonly bytes?: BlobContent | undefined;
  /** URL-safe base64 without padding; needed when `bytes` are not given. */
  readonly blobId?: string | undefined;
}

/**
 * How far a `store` has come: the beginning and the end of each phase, and about ten reports a second in
 * between.
 */
export type StoreProgress =
  /** Bytes of the blob, before encoding. */
  | {
      /** The bytes are being encoded. */
      readonly phase: 'encoding';
      /** Bytes that are encoded. */
      readonly bytesDone: number;
      /** Length of the blob. */
      readonly bytesTotal: number;
    }
  | {
      /** The transaction that registers is being made. */
      readonly phase: 'registering';
      /** URL-safe base64 without padding. */
      readonly blobId: string;
    }
  | ({
      /** The nodes are being sent their slivers. */
      readonly phase: 'uploading';
      /** Object id of the `Blob`. */
      readonly blobObjectId: string;
    } & UploadProgress)
  /** Shards confirmed. */
  | {
      /** The transaction that certifies is being made. */
      readonly phase: 'certifying';
      /** Shards of the nodes that confirmed. */
      readonly confirmed: number;
    };

/** A stored and certified blob. */
export interface StoredBlob {
  /** URL-safe base64 without padding: what readers ask for. */
  readonly blobId: string;
  /** Object id of the `Blob`. */
  readonly blobObjectId: string;
  /** Whether it can be deleted, and for which object that was certified. */
  readonly persistence: Persistence;
  /** Epoch of the certificate. */
  readonly epoch: number;
  /** First epoch in which the blob is no longer stored. */
  readonly endEpoch: number;
  /** What this call has paid and for what, in FROST; gas comes on top. */
  readonly cost: StorageCost;
  /** Shards of the nodes in the certificate; 0 when this call has made none. */
  readonly confirmedShards: number;
  /** Undefined when the blob was registered before. */
  readonly registerDigest: string | undefined;
  /** Undefined when this call did not certify it. */
  readonly certifyDigest: string | undefined;
  /** What nodes did that have not confirmed. */
  readonly nodes: readonly NodeReport[];
}

/** The whole way of a blob: encode, register, upload, certify. See `HauloutClient.store`. */
export async function storeBlob(connection: Connection, options: StoreOptions): Promise<StoredBlob> {
  const { bytes, epochs, signal } = options;
  const progress = paceProgress(connection.network.timers, options.onProgress);
  checkContent(bytes);
  if (options.attributes !== undefined) checkAttributeChanges({ set: options.attributes });
  const cost = await costOfStorage(connection, { bytes: contentSize(bytes), epochs, signal });
  const blob = await encodeBytes(connection, { bytes, signal, progress });
  try {
    return await storeEncoded(connection, options, { blob, cost, progress });
  } finally {
    await release(blob);
  }
}

/** A blob that is encoded, and what its storage costs. */
interface Encoded {
  readonly blob: AnyEncodedBlob;
  readonly cost: StorageCost;
  readonly progress: Progress<StoreProgress>;
}

async function storeEncoded(
  connection: Connection,
  options: StoreOptions,
  { blob, cost, progress }: Encoded,
): Promise<StoredBlob> {
  const { epochs, deletable, signer, reuse = 'registered', signal } = options;
  const owner = signer.toSuiAddress();
  const blobId = blobIdToString(blob.blobId);
  const completing = { ...options, blob, progress };

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
      const paid = { object, cost: paidBefore(cost), extendBy, mayBeStored: true };
      return complete(connection, { ...completing, ...paid });
    }
  }

  progress.report({ phase: 'registering', blobId });
  const [{ registerDigest, ...registered }, mayBeStored] = await Promise.all([
    register(connection, blob, options),
    seemsStored(connection, { blobId, signal }),
  ]);
  // What it was registered with has its attributes.
  const stored = await complete(connection, {
    ...completing,
    attributes: undefined,
    ...registered,
    mayBeStored,
  });
  return withJson({ ...stored, registerDigest });
}

/**
 * Completes a `store` that was interrupted after it had registered the blob. See `HauloutClient.resume`.
 */
export async function resumeBlob(connection: Connection, options: ResumeOptions): Promise<StoredBlob> {
  const { bytes, signal } = options;
  const progress = paceProgress(connection.network.timers, options.onProgress);
  if (bytes === undefined && options.blobId === undefined)
    throw new InvalidArgument('resume needs the bytes or the blob id of what is to be completed');
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
  if (options.blobId !== undefined && options.blobId !== blobId) {
    throw new InvalidArgument(`the bytes are those of blob ${blobId}, not of ${options.blobId}`, {
      blobId: options.blobId,
      computed: blobId,
    });
  }
  blobIdFromString(blobId);
  const owner = signer.toSuiAddress();
  const { epoch, registrations } = await findRegistrations(connection, { owner, blobIds: [blobId], signal });
  const live = registrations.filter(({ endEpoch }) => endEpoch > epoch);
  const cost = paidBefore(
    await costOfStorage(connection, { bytes: Number(registrations[0]?.size ?? 0), epochs: 1, signal }),
  );
  const object = live.find(({ certifiedEpoch }) => certifiedEpoch === undefined);
  if (object !== undefined) {
    return complete(connection, { ...options, object, blob, cost, extendBy: 0, mayBeStored: true, progress });
  }
  if (live[0] !== undefined) return storedBefore(live[0], cost);
  if (registrations[0] !== undefined)
    throw new BlobExpired(blobId, { endEpoch: registrations[0].endEpoch, epoch });
  throw new BlobNotFound(blobId, [], owner);
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

/** A registered blob object to be completed, and what its registration has cost. */
interface Completing extends Pick<StoreOptions, 'signer' | 'owner' | 'attributes' | 'signal'> {
  readonly object: BlobObject;
  readonly blob: AnyEncodedBlob | undefined;
  readonly cost: StorageCost;
  /** Epochs to add to its end. */
  readonly extendBy: number;
  readonly mayBeStored: boolean;
  readonly progress: Progress<StoreProgress>;
}

async function complete(connection: Connection, completing: Completing): Promise<StoredBlob> {
  const { object, cost, owner, extendBy, progress, ...options } = completing;
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
  return withJson({
    blobId: object.blobId,
    blobObjectId,
    persistence: persistenceOf(object),
    epoch,
    endEpoch: object.endEpoch + extendBy,
    cost: withExtension(cost, extensionCost),
    confirmedShards: confirmations.weight,
    registerDigest: undefined,
    certifyDigest,
    nodes: confirmations.nodes,
  });
}

/** A certified blob of the signer, which gets the epochs and attributes that it lacks. */
async function prolongStored(
  connection: Connection,
  { attributes, signer, signal }: StoreOptions,
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

function storedBefore(object: BlobObject, cost: StorageCost): StoredBlob {
  return withJson({
    blobId: object.blobId,
    blobObjectId: object.blobObjectId,
    persistence: persistenceOf(object),
    epoch: object.certifiedEpoch!,
    endEpoch: object.endEpoch,
    cost: paidBefore(cost),
    confirmedShards: 0,
    registerDigest: undefined,
    certifyDigest: undefined,
    nodes: [],
  });
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
  return { registerDigest: digest, object: registered!, cost, extendBy };
}
