/**
 * The steps of a store one by one, each as a transaction to be signed by somebody or as a conversation with
 * the nodes.
 */
import { Transaction } from '@mysten/sui/transactions';
import { checkBytes } from '../../base/bytes.js';
import { withJson } from '../../base/json.js';
import { aggregateCertificate, type Certificate, type Persistence } from '../../certificate/index.js';
import {
  addAttributeChanges,
  type Attributes,
  addCertify,
  addReserveAndRegisterMany,
  type RegisteredBlob,
} from '../../chain/blob-transactions.js';
import { type StorageCommittee, signingCommittee } from '../../chain/committee.js';
import { storageCost, storageCostOfMany, type StorageCost } from '../../chain/price.js';
import { blobIdToString, encodeBlob, encodedLength, type EncodedBlob } from '../../encoding/index.js';
import {
  gatherConfirmations,
  uploadBlob,
  type Confirmations,
  type UploadProgress,
} from '../../nodes/upload.js';
import { checkAttributeChanges } from '../blobs/attributes.js';
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
  /** In FROST, gas aside. */
  readonly cost: StorageCost;
  /** The epoch for which the cost was computed. */
  readonly epoch: number;
}

/** What to encode. */
export interface EncodeOptions extends Cancellable {
  /** The blob. */
  readonly bytes: Uint8Array;
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
}

/** What to certify. */
export interface CertifyOptions extends Cancellable {
  /** Registered blobs and what the nodes confirmed of each. */
  readonly blobs: readonly {
    /** Object id of the `Blob`. */
    readonly blobObjectId: string;
    /** What `upload` returned for it. */
    readonly confirmations: CommitteeConfirmations;
  }[];
  /** Address that gets the blob objects; by default they stay where they are. */
  readonly transferTo?: string | undefined;
}

/** What to upload, and who is told of it. */
export interface UploadOptions extends Cancellable {
  /** The encoded blob. */
  readonly blob: EncodedBlob;
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
): Promise<EncodedBlob> {
  checkBytes(bytes);
  const { nShards } = await connection.committee({ signal });
  return encodeBlob(bytes, { nShards, signal, onProgress });
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
  { blobs, epochs, deletable, owner, attributes, signal }: RegisterOptions,
): Promise<Registering> {
  if (attributes !== undefined) checkAttributeChanges({ set: attributes });
  const { state } = await connection.view({ signal });
  const blobIds = blobs.map(({ blobId }) => blobIdToString(blobId));
  await connection.verdicts.refuseStoring(blobIds, state.epoch, signal);
  const lengths = blobs.map(({ unencodedLength }) => unencodedLength);
  const cost = storageCostOfMany(state, lengths, epochs);
  const sizes = lengths.map((length) => encodedLength(state.nShards, length));
  const transaction = new Transaction();
  const contracts = await connection.contracts({ signal });
  const options = { cost, sizes, epochs, deletable };
  const objects = addReserveAndRegisterMany(transaction, contracts, { blobs, ...options });
  if (attributes !== undefined) {
    for (const object of objects)
      addAttributeChanges(transaction, contracts, { blobObject: object, set: attributes });
  }
  transaction.transferObjects(objects, owner);
  return withTransactionJson({ transaction, cost, epoch: state.epoch });
}

/** See `HauloutClient.certifyManyTransaction`. */
export async function certifyTransaction(
  connection: Connection,
  { blobs, transferTo, signal }: CertifyOptions,
): Promise<Transaction> {
  const contracts = await connection.contracts({ signal });
  const transaction = new Transaction();
  for (const { blobObjectId, confirmations } of blobs) {
    addCertify(transaction, contracts, {
      blobObject: blobObjectId,
      certificate: certificateOf(confirmations),
    });
  }
  if (transferTo !== undefined) {
    transaction.transferObjects(
      blobs.map(({ blobObjectId }) => blobObjectId),
      transferTo,
    );
  }
  return transaction;
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

function certificateOf({ committee, message, confirmations }: CommitteeConfirmations): Certificate {
  return aggregateCertificate(
    signingCommittee(committee),
    message,
    confirmations.map(({ node, signature }) => ({ nodeId: committee.nodes[node]!.nodeId, signature })),
  );
}
