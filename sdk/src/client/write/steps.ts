/**
 * The steps of a store one by one, each as a transaction to be signed by somebody or as a conversation with
 * the nodes.
 */
import { Transaction } from '@mysten/sui/transactions';
import { withJson } from '../../base/json.js';
import { aggregateCertificate, type Certificate, type Persistence } from '../../certificate/index.js';
import { readBlobObjects } from '../../chain/blob-object.js';
import {
  addAttributeChanges,
  type Attributes,
  addCertify,
  addExtend,
  addRegisterAsPlanned,
  type Extension,
  type RegisteredBlob,
} from '../../chain/blob-transactions.js';
import { type StorageCommittee, signingCommittee } from '../../chain/committee.js';
import { extensionCost, storageCost, type StorageCost } from '../../chain/price.js';
import { planStorage, type StoragePlan, type StorageUse } from '../../chain/storage-plan.js';
import {
  blobIdToString,
  checkContent,
  encodeBlob,
  encodedLength,
  encodeSource,
  isSource,
  type AnyEncodedBlob,
  type BlobContent,
} from '../../encoding/index.js';
import {
  gatherConfirmations,
  uploadBlob,
  type Confirmations,
  type UploadProgress,
} from '../../nodes/upload.js';
import { checkAttributeChanges } from '../blobs/attributes.js';
import { usableStorage } from '../blobs/owned-storage.js';
import type { Cancellable, Connection } from '../connection.js';
import { withTransactionJson } from '../transaction-json.js';

/** Confirmations with the committee that gave them. */
export interface CommitteeConfirmations extends Confirmations {
  /** The committee, whose order the signer bitmap follows. */
  readonly committee: StorageCommittee;
}

/** A transaction that registers blobs. */
export interface Registering {
  /** To be signed and executed by whoever pays. */
  readonly transaction: Transaction;
  /** In FROST, gas aside. What it has for `extendBy` is paid with the certificate. */
  readonly cost: StorageCost;
  /** What each blob costs of that, in the order of `blobs`. */
  readonly costs: readonly StorageCost[];
  /** The epoch for which the cost was computed. */
  readonly epoch: number;
  /** Storage of the sender that is used. */
  readonly uses: readonly StorageUse[];
  /** Epochs by which each blob is to be prolonged when it is certified: its storage ends too early. */
  readonly extendBy: number;
}

/** What to encode. */
export interface EncodeOptions<Content extends BlobContent = BlobContent> extends Cancellable {
  /** The blob. */
  readonly bytes: Content;
  /** Told the share done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** What to price. */
export interface CostOptions extends Cancellable {
  /** Length of the blob in bytes, before encoding. */
  readonly bytes: number;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
}

/** What to register, and how. */
export interface RegisterOptions extends Cancellable {
  /** The blobs to register. */
  readonly blobs: readonly RegisteredBlob[];
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Whether the owner can end them before their time. */
  readonly deletable: boolean;
  /** Address that gets the blob objects. */
  readonly owner: string;
  /** Attributes of each blob object. */
  readonly attributes?: Attributes | undefined;
  /**
   * Address that will sign: storage that it owns is used before any is bought, and what is left of it stays
   * its own. Default: all storage is bought.
   */
  readonly sender?: string | undefined;
  /**
   * Whether storage of the sender may be used that ends too early, if prolonging costs less than buying. Then
   * `extendBy` of the result has to be given to `certifyTransaction`. Default false.
   */
  readonly mayExtend?: boolean | undefined;
}

/** What to certify. */
export interface CertifyOptions extends Cancellable {
  /** Registered blobs and what the nodes confirmed of each. */
  readonly blobs: readonly {
    /** Object id of the `Blob`. */
    readonly blobObjectId: string;
    /** What `upload` returned for it. */
    readonly confirmations: CommitteeConfirmations;
    /** Epochs to add to its end, paid with WAL of the sender; default 0. */
    readonly extendBy?: number | undefined;
    /** Attributes to set. */
    readonly attributes?: Attributes | undefined;
  }[];
  /** Address that gets the blob objects; by default they stay where they are. */
  readonly transferTo?: string | undefined;
}

/** What to upload, and who is told of it. */
export interface UploadOptions extends Cancellable {
  /** The encoded blob. */
  readonly blob: AnyEncodedBlob;
  /** As the blob was registered: a deletable one with its object id. */
  readonly persistence: Persistence;
  /** Ask nodes for their confirmation first, and send only what they lack: for a blob uploaded before. */
  readonly mayBeStored?: boolean | undefined;
  /** Told after each transfer and each confirmation. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** See `HauloutClient.encode`. */
export async function encode(
  connection: Connection,
  { bytes, signal, onProgress }: EncodeOptions,
): Promise<AnyEncodedBlob> {
  checkContent(bytes);
  const { nShards } = await connection.committee({ signal });
  const options = { nShards, signal, onProgress };
  return isSource(bytes) ? encodeSource(bytes, options) : encodeBlob(bytes, options);
}

/** Gives back what an encoded blob keeps outside of memory. */
export async function release(blob: AnyEncodedBlob | undefined): Promise<void> {
  if (blob !== undefined && 'close' in blob) await blob.close();
}

/** See `HauloutClient.storageCost`. */
export async function costOfStorage(
  connection: Connection,
  { bytes, epochs, signal }: CostOptions,
): Promise<StorageCost> {
  return storageCost((await connection.view({ signal })).state, bytes, epochs);
}

/** See `HauloutClient.registerManyTransaction`. */
export async function registerTransaction(
  connection: Connection,
  { blobs, epochs, deletable, owner, attributes, sender, mayExtend = false, signal }: RegisterOptions,
): Promise<Registering> {
  if (attributes !== undefined) checkAttributeChanges({ set: attributes });
  const { state } = await connection.view({ signal });
  const blobIds = blobs.map(({ blobId }) => blobIdToString(blobId));
  const sizes = blobs.map(({ unencodedLength }) => encodedLength(state.nShards, unencodedLength));
  const { client, verdicts } = connection;
  const { originalPackageId } = state;
  const [owned, contracts] = await Promise.all([
    sender === undefined ? [] : usableStorage(client, { originalPackageId, owner: sender, signal }),
    connection.contractsOf(state),
    verdicts.refuseStoring(blobIds, state.epoch, signal),
  ]);
  const plan = planStorage(state, { sizes, epochs, owned, mayExtend });
  const transaction = new Transaction();
  const terms = { blobs, sizes, deletable, plan };
  const { registered, leftOver } = addRegisterAsPlanned(transaction, contracts, terms);
  if (attributes !== undefined) {
    for (const object of registered)
      addAttributeChanges(transaction, contracts, { blobObject: object, set: attributes });
  }
  transaction.transferObjects(registered, owner);
  if (leftOver.length > 0) transaction.transferObjects(leftOver, sender!);
  return withTransactionJson({ transaction, epoch: state.epoch, ...registeringOf(plan) });
}

function registeringOf({ cost, costs, uses, extendBy }: StoragePlan) {
  return { cost, costs, uses, extendBy };
}

/** A transaction that certifies blobs, and what it pays for prolonging them. */
export interface Certifying {
  readonly transaction: Transaction;
  /** FROST for each blob, in the order of the blobs; 0 unless it is prolonged. */
  readonly extensionCosts: readonly bigint[];
}

/** See `HauloutClient.certifyManyTransaction`. */
export async function certifyTransaction(
  connection: Connection,
  { blobs, transferTo, signal }: CertifyOptions,
): Promise<Certifying> {
  const contracts = await connection.contracts({ signal });
  const transaction = new Transaction();
  for (const { blobObjectId, confirmations } of blobs) {
    addCertify(transaction, contracts, {
      blobObject: blobObjectId,
      certificate: certificateOf(confirmations),
    });
  }
  const extensions = blobs.map(({ blobObjectId, extendBy = 0 }) => ({ blobObjectId, epochs: extendBy }));
  const extensionCosts = await costsOfExtensions(connection, extensions, signal);
  const payment = extensionCosts.reduce((sum, cost) => sum + cost, 0n);
  const longer = extensions.filter(({ epochs }) => epochs > 0);
  if (longer.length > 0) addExtend(transaction, contracts, { extensions: longer, payment });
  for (const { blobObjectId: blobObject, attributes: set } of blobs) {
    if (set === undefined) continue;
    checkAttributeChanges({ set });
    addAttributeChanges(transaction, contracts, { blobObject, set });
  }
  if (transferTo !== undefined) {
    transaction.transferObjects(
      blobs.map(({ blobObjectId }) => blobObjectId),
      transferTo,
    );
  }
  return { transaction, extensionCosts };
}

/** What prolonging blob objects costs, each by its epochs, which may be 0. */
async function costsOfExtensions(
  connection: Connection,
  extensions: readonly Extension[],
  signal: AbortSignal | undefined,
): Promise<bigint[]> {
  const longer = extensions.filter(({ epochs }) => epochs > 0).map(({ blobObjectId }) => blobObjectId);
  if (longer.length === 0) return extensions.map(() => 0n);
  const [state, objects] = await Promise.all([
    connection.systemState({ signal }),
    readBlobObjects(connection.client, longer, signal),
  ]);
  const byId = new Map(objects.map((object) => [object.blobObjectId, object]));
  return extensions.map(({ blobObjectId, epochs }) =>
    epochs === 0 ? 0n : extensionCost(state, byId.get(blobObjectId)!, epochs),
  );
}

/** See `HauloutClient.upload`. */
export function upload(
  connection: Connection,
  { blob, ...request }: UploadOptions,
): Promise<CommitteeConfirmations> {
  return connection.withCommittee(request.signal, async (committee, again) => {
    const mayBeStored = request.mayBeStored === true || again;
    const confirmations = await uploadBlob(connection.network, committee, { blob, ...request, mayBeStored });
    return withJson({ ...confirmations, committee });
  });
}

/** See `HauloutClient.gatherConfirmations`. */
export function gatherCommitteeConfirmations(
  connection: Connection,
  request: { readonly blobId: Uint8Array; readonly persistence: Persistence } & Cancellable,
): Promise<CommitteeConfirmations> {
  return connection.withCommittee(request.signal, async (committee) => {
    const confirmations = await gatherConfirmations(connection.network, committee, request);
    return withJson({ ...confirmations, committee });
  });
}

/** The certificate that confirmations make. Throws CertificateError. */
export function certificateOf({ committee, message, confirmations }: CommitteeConfirmations): Certificate {
  return aggregateCertificate(
    signingCommittee(committee),
    message,
    confirmations.map(({ node, signature }) => ({ nodeId: committee.nodes[node]!.nodeId, signature })),
  );
}
