import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { withJson } from '../../base/json.js';
import { listBlobPages, readAttributes, readBlobObjects, type BlobObject } from '../../chain/blob-object.js';
import {
  addDelete,
  addAttributeChanges,
  addBurn,
  addExtend,
  addReleaseLost,
  type AttributeChanges,
  type Extension,
} from '../../chain/blob-transactions.js';
import { extensionCost } from '../../chain/price.js';
import { BlobExpired, BlobNotCertified } from '../../nodes/errors.js';
import type { Connection } from '../connection.js';
import { withTransactionJson } from '../transaction-json.js';
import { refuseNotLost } from '../verdicts.js';
import { checkAttributeChanges } from './attributes.js';
import { takeStorage, type EndedBlob } from './end-blob.js';
import {
  previewRenewal,
  renewBlobs,
  type PreviewRenewOptions,
  type Renewed,
  type RenewOptions,
  type RenewPreview,
} from './renew.js';

/** A call that can be aborted. */
interface Cancellable {
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}
/** A call about one blob object. */
interface OfBlob extends Cancellable {
  /** Object id of the `Blob`. */
  readonly blobObjectId: string;
}
/** A call that sends a transaction. */
interface Signed {
  /** Owner of the blob object, who signs and pays. */
  readonly signer: Signer;
}

/** A transaction and what it will cost in FROST, gas aside. */
export interface PricedTransaction {
  /** To be signed and executed by the owner of the blobs. */
  readonly transaction: Transaction;
  /** FROST, gas aside. */
  readonly cost: bigint;
}

/**
 * What the owner of blobs does with them after they are stored. Each action is there as a transaction to be
 * signed elsewhere, and as one call that signs, executes and waits.
 */
export class OwnedBlobs {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Reads a blob object. Throws ChainStateMissing; the signal's reason. */
  async get({ blobObjectId, signal }: OfBlob): Promise<BlobObject> {
    const { client, verdicts } = this.#connection;
    const objects = await readBlobObjects(client, [blobObjectId], signal);
    return withJson((await verdicts.withRecords(objects, signal))[0]!);
  }

  /** Goes through the blob objects of an address. Throws ChainStateMissing; the signal's reason. */
  async *list({
    owner,
    signal,
  }: {
    /** Address. */
    readonly owner: string;
  } & Cancellable): AsyncGenerator<BlobObject, void, undefined> {
    const { client, verdicts } = this.#connection;
    const { originalPackageId } = await this.#connection.systemState({ signal });
    for await (const page of listBlobPages(client, { originalPackageId, owner, signal })) {
      for (const object of await verdicts.withRecords(page, signal)) yield withJson(object);
    }
  }

  /**
   * A transaction that prolongs certified blobs, each by its own number of epochs, at the current price.
   *
   * @throws InvalidArgument for ends further ahead than storage is sold; BlobExpired, BlobNotCertified,
   *   BlobInvalid, BlobLost, ChainStateMissing; the signal's reason
   */
  async extendTransaction({
    extensions,
    signal,
  }: {
    /** Blobs and how far to prolong each. */
    readonly extensions: readonly Extension[];
  } & Cancellable): Promise<PricedTransaction> {
    const ids = extensions.map(({ blobObjectId }) => blobObjectId);
    const [state, objects, contracts] = await Promise.all([
      this.#connection.systemState({ signal }),
      readBlobObjects(this.#connection.client, ids, signal),
      this.#connection.contracts({ signal }),
    ]);
    await this.#connection.verdicts.refuseObjects(objects, signal);
    let cost = 0n;
    objects.forEach((object, index) => {
      checkAlive(object, state.epoch);
      cost += extensionCost(state, object, extensions[index]!.epochs);
    });
    const transaction = new Transaction();
    addExtend(transaction, contracts, { extensions, payment: cost });
    return withTransactionJson({ transaction, cost });
  }

  /**
   * Prolongs a certified blob.
   *
   * @throws as `extendTransaction`; InsufficientFunds, TransactionFailed
   * @returns what it cost in FROST, gas aside, and the new end
   */
  async extend({
    blobObjectId,
    epochs,
    signer,
    signal,
  }: OfBlob &
    Signed & {
      /** How many epochs to add. */
      readonly epochs: number;
    }): Promise<{
    /** Digest of the transaction. */
    readonly digest: string;
    /** FROST paid, gas aside. */
    readonly cost: bigint;
    /** First epoch in which it is no longer stored. */
    readonly endEpoch: number;
  }> {
    let cost = 0n;
    const extending = async () => {
      const priced = await this.extendTransaction({ extensions: [{ blobObjectId, epochs }], signal });
      cost = priced.cost;
      await this.#connection.checkFunds({ owner: signer.toSuiAddress(), amount: cost, signal });
      return priced.transaction;
    };
    const what = `extend blob object ${blobObjectId}`;
    const { digest } = await this.#connection.execute({ what, transaction: extending, signer, signal });
    const { endEpoch } = await this.get({ blobObjectId, signal });
    return withJson({ digest, cost, endEpoch });
  }

  /**
   * Keeps a set of blobs alive for a budget: prolongs those that end first, an epoch at a time, until all
   * live to `until` or the budget is used. Says of each blob what was decided; call it once in each epoch or
   * more seldom.
   *
   * @throws InvalidArgument when `until` is further ahead than storage is sold; InsufficientFunds,
   *   TransactionFailed, TransactionUncertain, ChainStateMissing; the signal's reason
   */
  renew(options: RenewOptions): Promise<Renewed> {
    return renewBlobs(this.#connection, options);
  }

  /**
   * Says what `renew` would do, and for how much.
   *
   * @throws InvalidArgument, ChainStateMissing; the signal's reason
   */
  previewRenew(options: PreviewRenewOptions): Promise<RenewPreview> {
    return previewRenewal(this.#connection, options);
  }

  /** A transaction that ends a deletable blob before its time and gives its storage to `storageTo`. */
  async deleteTransaction({
    blobObjectId,
    storageTo,
    signal,
  }: OfBlob & {
    /** Address that gets the `Storage` object. */
    readonly storageTo: string;
  }): Promise<Transaction> {
    const transaction = new Transaction();
    const storage = addDelete(transaction, await this.#connection.contracts({ signal }), blobObjectId);
    transaction.transferObjects([storage], storageTo);
    return transaction;
  }

  /**
   * Ends a deletable blob before its time; the signer keeps its storage.
   *
   * @throws TransactionFailed (a permanent or expired blob, somebody else's), ChainStateMissing; the signal's
   * reason
   */
  delete({ blobObjectId, signer, signal }: OfBlob & Signed): Promise<EndedBlob> {
    const storageTo = signer.toSuiAddress();
    return takeStorage(this.#connection, {
      what: `delete blob object ${blobObjectId}`,
      transaction: () => this.deleteTransaction({ blobObjectId, storageTo, signal }),
      signer,
      signal,
    });
  }

  /**
   * A transaction that ends a blob which is on record as lost, even a permanent one, and gives its storage to
   * `storageTo`.
   *
   * @throws BlobNotLost where the client knows the records of the network; ChainStateMissing; the signal's
   *   reason
   */
  async releaseLostTransaction({
    blobObjectId,
    storageTo,
    signal,
  }: OfBlob & {
    /** Address that gets the `Storage` object. */
    readonly storageTo: string;
  }): Promise<Transaction> {
    const object = await this.get({ blobObjectId, signal });
    await refuseNotLost(this.#connection.verdicts, object, signal);
    const transaction = new Transaction();
    const storage = addReleaseLost(transaction, await this.#connection.contracts({ signal }), blobObjectId);
    transaction.transferObjects([storage], storageTo);
    return transaction;
  }

  /**
   * Takes the storage of a blob back that is on record as lost, once: the blob object is gone then.
   *
   * @throws as `releaseLostTransaction`; TransactionFailed (not lost, expired, somebody else's)
   */
  releaseLost({ blobObjectId, signer, signal }: OfBlob & Signed): Promise<EndedBlob> {
    const storageTo = signer.toSuiAddress();
    return takeStorage(this.#connection, {
      what: `release lost blob object ${blobObjectId}`,
      transaction: () => this.releaseLostTransaction({ blobObjectId, storageTo, signal }),
      signer,
      signal,
    });
  }

  /**
   * A transaction that destroys blob objects without a word to the network, which keeps certified blobs until
   * their end.
   */
  async burnTransaction({
    blobObjectIds,
    signal,
  }: {
    /** Object ids of the blobs. */
    readonly blobObjectIds: readonly string[];
  } & Cancellable): Promise<Transaction> {
    const contracts = await this.#connection.contracts({ signal });
    const transaction = new Transaction();
    for (const id of blobObjectIds) addBurn(transaction, contracts, id);
    return transaction;
  }

  /**
   * Destroys a blob object and its storage. Throws TransactionFailed, ChainStateMissing; the signal's reason.
   */
  async burn({ blobObjectId, signer, signal }: OfBlob & Signed): Promise<{
    /** Digest of the transaction. */
    readonly digest: string;
  }> {
    const transaction = await this.burnTransaction({ blobObjectIds: [blobObjectId], signal });
    const what = `burn blob object ${blobObjectId}`;
    const { digest } = await this.#connection.execute({ what, transaction, signer, signal });
    return { digest };
  }

  /**
   * The attributes of a blob, in the order in which they were set. Throws ChainStateMissing; the signal's
   * reason.
   */
  attributes({ blobObjectId, signal }: OfBlob): Promise<Map<string, string>> {
    return readAttributes(this.#connection.client, blobObjectId, signal);
  }

  /**
   * A transaction that changes attributes of a blob.
   *
   * @throws InvalidArgument for text that the chain would not keep as it is; ChainStateMissing
   */
  async changeAttributesTransaction({
    blobObjectId,
    set,
    remove,
    signal,
  }: OfBlob & AttributeChanges): Promise<Transaction> {
    checkAttributeChanges({ set, remove });
    const transaction = new Transaction();
    const contracts = await this.#connection.contracts({ signal });
    addAttributeChanges(transaction, contracts, { blobObject: blobObjectId, set, remove });
    return transaction;
  }

  /**
   * Changes attributes of a blob: removes those named, then sets the others; all or nothing.
   *
   * @throws InvalidArgument, TransactionFailed, ChainStateMissing; the signal's reason
   */
  async changeAttributes(options: OfBlob & Signed & AttributeChanges): Promise<{
    /** Digest of the transaction. */
    readonly digest: string;
  }> {
    const { blobObjectId, signer, signal } = options;
    const transaction = await this.changeAttributesTransaction(options);
    const what = `change the attributes of blob object ${blobObjectId}`;
    const { digest } = await this.#connection.execute({ what, transaction, signer, signal });
    return { digest };
  }
}

/**
 * Refuses a blob that cannot be prolonged, before a transaction is made that would abort.
 *
 * @throws BlobExpired, BlobNotCertified
 */
function checkAlive({ blobId, certifiedEpoch, endEpoch }: BlobObject, epoch: number): void {
  if (endEpoch <= epoch) throw new BlobExpired(blobId, { endEpoch, epoch });
  if (certifiedEpoch === undefined) throw new BlobNotCertified(blobId, []);
}
