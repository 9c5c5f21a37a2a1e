import type { Signer } from '@mysten/sui/cryptography';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { withJson } from '../../base/json.js';
import { ChainStateMissing } from '../../chain/errors.js';
import { loadObject, parseAs } from '../../chain/objects.js';
import * as sharedBlob from '../../contracts/generated/walrus/shared_blob.js';
import { blobIdFromInteger, blobIdToString } from '../../encoding/index.js';
import type { EvidenceRecord } from '../../chain/evidence-records.js';
import type { Connection } from '../connection.js';
import { recordFor, refuse } from '../verdicts.js';

/** A call that can be aborted. */
interface Cancellable {
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}
/** A call that sends a transaction. */
interface Signed extends Cancellable {
  /** Signs the transaction and pays. */
  readonly signer: Signer;
}
/** One shared blob. */
interface OfShared {
  /** Object id of the `SharedBlob`. */
  readonly sharedBlobId: string;
}

/** A blob that belongs to nobody: anyone can put WAL into it, and prolong it with what is in it. */
export interface SharedBlobObject {
  /** Object id of the `SharedBlob`. */
  readonly sharedBlobId: string;
  /** Object id of the `Blob` in it, to which attributes belong. */
  readonly blobObjectId: string;
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** First epoch in which it is no longer stored. */
  readonly endEpoch: number;
  /** FROST in it. */
  readonly funds: bigint;
  /** The record by which it is invalid or lost, where the client knows the records of the network. */
  readonly record?: EvidenceRecord | undefined;
}

/** Shares blobs, and what anyone does with shared ones. Each function signs, executes and waits. */
export class SharedBlobs {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Reads a shared blob. Throws ChainStateMissing; the signal's reason. */
  async get({ sharedBlobId, signal }: OfShared & Cancellable): Promise<SharedBlobObject> {
    const { blob, funds } = await this.#load({ sharedBlobId, signal });
    const blobId = blobIdOf(blob);
    const record = await this.#recordOf(blob, signal);
    return withJson({
      sharedBlobId,
      blobObjectId: blob.id,
      blobId,
      endEpoch: blob.storage.end_epoch,
      funds: BigInt(funds.value),
      ...(record && { record }),
    });
  }

  /**
   * Gives a blob away to everyone, for good, with some WAL of the signer in it.
   *
   * @throws TransactionFailed, ChainStateMissing; the signal's reason
   */
  async share({
    blobObjectId,
    funds = 0n,
    signer,
    signal,
  }: Signed & {
    /** Object id of the `Blob` to share. */
    readonly blobObjectId: string;
    /** FROST to put into it; default none. */
    readonly funds?: bigint | undefined;
  }): Promise<
    OfShared & {
      /** Digest of the transaction. */
      readonly digest: string;
    }
  > {
    const { packageId, walType } = await this.#connection.contracts({ signal });
    const transaction = new Transaction();
    const coin = transaction.add(coinWithBalance({ type: walType, balance: funds }));
    const blob = transaction.object(blobObjectId);
    transaction.add(sharedBlob.newFunded({ package: packageId, arguments: { blob, funds: coin } }));
    const what = `share blob object ${blobObjectId}`;
    const { digest, created } = await this.#connection.execute({ what, transaction, signer, signal });
    const shared = created.find(({ type }) => type.endsWith('::shared_blob::SharedBlob'));
    if (shared === undefined) {
      throw new ChainStateMissing(`the shared blob that transaction ${digest} created`, { digest });
    }
    return { digest, sharedBlobId: shared.objectId };
  }

  /**
   * Puts FROST of the signer into a shared blob. Throws TransactionFailed, ChainStateMissing; the signal's
   * reason.
   */
  async fund({
    sharedBlobId,
    amount,
    signer,
    signal,
  }: OfShared &
    Signed & {
      /** FROST to put into it. */
      readonly amount: bigint;
    }): Promise<{
    /** Digest of the transaction. */
    readonly digest: string;
  }> {
    const { packageId, walType } = await this.#connection.contracts({ signal });
    const transaction = new Transaction();
    const addedFunds = transaction.add(coinWithBalance({ type: walType, balance: amount }));
    const self = transaction.object(sharedBlobId);
    transaction.add(sharedBlob.fund({ package: packageId, arguments: { self, addedFunds } }));
    const what = `fund shared blob ${sharedBlobId}`;
    return { digest: (await this.#connection.execute({ what, transaction, signer, signal })).digest };
  }

  /**
   * Prolongs a shared blob with the WAL that is in it; the signer pays gas only.
   *
   * @throws BlobInvalid, BlobLost; TransactionFailed (not enough in it, not certified, ended),
   *   ChainStateMissing; the signal's reason
   */
  async extend({
    sharedBlobId,
    epochs,
    signer,
    signal,
  }: OfShared &
    Signed & {
      /** How many epochs to add. */
      readonly epochs: number;
    }): Promise<{
    /** Digest of the transaction. */
    readonly digest: string;
  }> {
    const { digest } = await this.#connection.execute({
      what: `extend shared blob ${sharedBlobId}`,
      transaction: async () => {
        await this.#refuseRecorded({ sharedBlobId, signal });
        const { packageId, systemObjectId } = await this.#connection.contracts({ signal });
        const transaction = new Transaction();
        transaction.add(
          sharedBlob.extend({
            package: packageId,
            arguments: { self: sharedBlobId, system: systemObjectId, extendedEpochs: epochs },
          }),
        );
        return transaction;
      },
      signer,
      signal,
    });
    return { digest };
  }

  /**
   * Gives what a shared blob has left to those who store in this epoch, once its own storage has ended:
   * nothing else can be done with it. Anyone may; the signer pays gas only.
   *
   * @throws TransactionFailed (it has not ended), ChainStateMissing; the signal's reason
   */
  async releaseFunds({ sharedBlobId, signer, signal }: OfShared & Signed): Promise<{
    /** Digest of the transaction. */
    readonly digest: string;
  }> {
    const { packageId, systemObjectId } = await this.#connection.contracts({ signal });
    const transaction = new Transaction();
    const released = { self: sharedBlobId, system: systemObjectId };
    transaction.add(sharedBlob.releaseFunds({ package: packageId, arguments: released }));
    const what = `release the funds of shared blob ${sharedBlobId}`;
    return { digest: (await this.#connection.execute({ what, transaction, signer, signal })).digest };
  }

  async #load({ sharedBlobId, signal }: OfShared & Cancellable): Promise<SharedFields> {
    const what = 'shared blob';
    const { content } = await loadObject(this.#connection.client, { what, objectId: sharedBlobId, signal });
    return parseAs(`${what} ${sharedBlobId}`, () => sharedBlob.SharedBlob.parse(content));
  }

  async #recordOf(blob: SharedFields['blob'], signal: AbortSignal | undefined) {
    const { verdicts } = this.#connection;
    return recordFor(await verdicts.of(blobIdOf(blob), signal), blob.certified_epoch ?? undefined);
  }

  async #refuseRecorded(shared: OfShared & Cancellable): Promise<void> {
    if (!this.#connection.verdicts.areKnown) return;
    const { blob } = await this.#load(shared);
    refuse(blobIdOf(blob), await this.#recordOf(blob, shared.signal));
  }
}

type SharedFields = ReturnType<typeof sharedBlob.SharedBlob.parse>;

function blobIdOf({ blob_id }: SharedFields['blob']): string {
  return blobIdToString(blobIdFromInteger(BigInt(blob_id)));
}
