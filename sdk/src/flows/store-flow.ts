import type { Signer } from '@mysten/sui/cryptography';
import type { Transaction } from '@mysten/sui/transactions';
import { isValidTransactionDigest } from '@mysten/sui/utils';
import { InvalidArgument } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { paceProgress } from '../base/progress.js';
import { readBlobObjects } from '../chain/blob-object.js';
import { entriesOf, type Attributes } from '../chain/blob-transactions.js';
import { TransactionFailed } from '../chain/errors.js';
import { executedElsewhere } from '../chain/execute.js';
import { paidBefore } from '../chain/price.js';
import type { Connection } from '../client/connection.js';
import { withTransactionJson } from '../client/transaction-json.js';
import { beginStore, type Encoded } from '../client/write/begin-store.js';
import {
  completeStore,
  prolongStored,
  storedBefore,
  type Completing,
} from '../client/write/complete-store.js';
import { costOfStorage, release } from '../client/write/steps.js';
import { checkIsBlob, prepareStore } from '../client/write/store-blob.js';
import type { StoredBlob, StoreOptions, StoreProgress } from '../client/write/store-options.js';
import { blobIdToString, type AnyEncodedBlob } from '../encoding/index.js';
import { NotEnoughConfirmations } from '../nodes/errors.js';
import { Elsewhere } from './elsewhere.js';
import type { FlowOptions } from './options.js';
import type { FlowFile, StoreFlowState } from './state.js';

/** A transaction that is to be signed and executed now. */
export interface SignStep {
  /** A signature is needed. */
  readonly kind: 'sign';
  /** What it is for. */
  readonly action: 'register' | 'certify' | 'extend';
  /** The same in words: "register blob ...". */
  readonly what: string;
  /** The transaction; its sender is the flow's. */
  readonly transaction: Transaction;
  /** Why the one before it failed, which this one replaces. */
  readonly failure: TransactionFailed | undefined;
}

/** It is done. */
export interface StoredStep<Stored extends StoredBlob = StoredBlob> {
  /** It is stored. */
  readonly kind: 'stored';
  /** As `store` gives it; `cost` has what was paid since the flow began, or went on. */
  readonly stored: Stored;
}

/** Where a flow stands: it needs a signature, or it is done. */
export type FlowStep<Stored extends StoredBlob = StoredBlob> = SignStep | StoredStep<Stored>;

/** What is stored by a flow. */
export interface FlowContent<Stored extends StoredBlob> {
  /** Undefined when it was not given, as after a reload. */
  readonly load:
    | (() => Promise<Pick<StoreOptions, 'bytes' | 'attributes'> & { readonly files?: readonly FlowFile[] }>)
    | undefined;
  /** The result of the flow. */
  readonly result: (stored: StoredBlob, state: StoreFlowState) => Stored;
}

type Registered = NonNullable<StoreFlowState['registered']>;

/** One blob on its way from bytes to certificate, with a wallet that signs elsewhere. */
export class StoreFlow<Stored extends StoredBlob = StoredBlob> {
  readonly #connection: Connection;
  readonly #elsewhere: Elsewhere;
  readonly #options: FlowOptions;
  readonly #content: FlowContent<Stored>;
  readonly #signer: Signer;
  #state: StoreFlowState;
  #running: Promise<Stored> | undefined;
  #isBusy = false;

  /** @internal */
  constructor(
    connection: Connection,
    state: StoreFlowState,
    { content, ...options }: FlowOptions & { readonly content: FlowContent<Stored> },
  ) {
    this.#elsewhere = new Elsewhere(state.sender, this.#onUnknown);
    this.#connection = connection.withExecute(this.#elsewhere.execute);
    this.#options = options;
    this.#content = content;
    // Its transactions are executed elsewhere: nothing but the address is asked of it.
    this.#signer = { toSuiAddress: () => state.sender } as Signer;
    this.#state = state;
  }

  /** Where it stands, as JSON: give it to `storeFlow` or `storeFilesFlow` to go on. */
  get state(): StoreFlowState {
    return this.#state;
  }

  /**
   * Goes on to the next transaction that has to be signed, or to the end: encodes, makes the registration;
   * uploads, makes the certificate. A transaction that failed on chain is replaced as `store` does it, such
   * as when the price has changed. A flow that has failed goes on where it stood.
   *
   * A digest that the full node does not know is waited for, half a minute at most (`waiting` of
   * `onProgress`): the wallet may have sent it to another one.
   *
   * @throws as `HauloutClient.store`; InvalidArgument while another step is taken, and for bytes that were
   *   not given again although they are needed
   */
  async next({
    digest,
  }: {
    /**
     * Of the transaction of the last step, once it was executed. Without it that transaction is made anew, as
     * after a wallet that has refused.
     */
    readonly digest?: string | undefined;
  } = {}): Promise<FlowStep<Stored>> {
    if (this.#isBusy) throw new InvalidArgument('a flow takes one step at a time: wait for the last one');
    this.#isBusy = true;
    try {
      return await this.#step(digest);
    } finally {
      this.#isBusy = false;
    }
  }

  async #step(digest: string | undefined): Promise<FlowStep<Stored>> {
    const { waiting } = this.#elsewhere;
    const handedOut = this.#elsewhere.handedOut();
    if (digest !== undefined) checkDigest(digest);
    if (waiting === undefined && digest !== undefined) await this.#known(digest);
    if (digest === undefined) waiting?.remake();
    else waiting?.executed(digest);
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    const running = this.#running;
    // Between steps nobody waits for it.
    running.catch(() => undefined);
    const stored = await Promise.race([running, handedOut]);
    return stored === undefined ? this.#signStep() : withJson({ kind: 'stored', stored });
  }

  #signStep(): SignStep {
    const { what, transaction, failure } = this.#elsewhere.waiting!;
    const action = what.split(' ', 1)[0] as SignStep['action'];
    return withTransactionJson({ kind: 'sign', action, what, transaction, failure });
  }

  /** A transaction of before a reload: what it has changed has to be there before anything is looked up. */
  async #known(digest: string): Promise<void> {
    const { client, network } = this.#connection;
    const { signal } = this.#options;
    await executedElsewhere({
      client,
      what: 'go on',
      digest,
      onUnknown: () => this.#onUnknown(digest),
      signal,
      timers: network.timers,
    });
  }

  async #run(): Promise<Stored> {
    const { registered } = this.#state;
    const stored = registered === undefined ? await this.#begin() : await this.#goOn(registered);
    return this.#content.result(stored, this.#state);
  }

  async #begin(): Promise<StoredBlob> {
    const { encoded, options } = await this.#prepare();
    const { blob, progress } = encoded;
    try {
      const begun = await beginStore(this.#connection, options, encoded);
      if (!('object' in begun)) return begun;
      const { object, extendBy, registerDigest, attributes } = begun;
      this.#change({
        registered: {
          blobObjectId: object.blobObjectId,
          until: object.endEpoch + extendBy,
          digest: registerDigest,
          lacksAttributes: attributes !== undefined,
        },
      });
      return await this.#complete({ ...options, ...begun, blob, progress });
    } finally {
      await release(blob);
    }
  }

  /** Goes on with a blob object that the flow has. */
  async #goOn({ blobObjectId, until, digest, lacksAttributes }: Registered): Promise<StoredBlob> {
    const { signal } = this.#options;
    const { sender, owner } = this.#state;
    const connection = this.#connection;
    const [object] = await readBlobObjects(connection.client, [blobObjectId], signal);
    checkIsBlob(object!.blobId, this.#state.blobId);
    const price = { bytes: Number(object!.size), epochs: 1, signal };
    const cost = paidBefore(await costOfStorage(connection, price));
    const attributes = lacksAttributes ? this.#attributes : undefined;
    const signer = this.#signer;
    if (object!.certifiedEpoch !== undefined) {
      if (object!.owner !== sender) return storedBefore(object!, cost);
      return prolongStored(connection, { attributes, signer, signal }, { object: object!, until, cost });
    }
    const completing: Completing = {
      object: object!,
      cost,
      extendBy: Math.max(0, until - object!.endEpoch),
      attributes,
      mayBeStored: true,
      registerDigest: digest,
      signer,
      owner,
      signal,
      blob: undefined,
      progress: paceProgress(connection.network.timers, this.#onProgress),
    };
    if (this.#state.uploaded === true || this.#content.load === undefined) {
      try {
        return await this.#complete(completing);
      } catch (error) {
        if (!(error instanceof NotEnoughConfirmations) || this.#content.load === undefined) throw error;
      }
    }
    const { encoded } = await this.#prepare();
    const { blob, progress } = encoded;
    try {
      return await this.#complete({ ...completing, blob, progress });
    } finally {
      await release(blob);
    }
  }

  /** Encodes what was given. */
  async #prepare(): Promise<{ readonly encoded: Encoded; readonly options: StoreOptions }> {
    const { load } = this.#content;
    if (load === undefined)
      throw new InvalidArgument('the flow was interrupted before it was registered: give it the bytes again');
    const { files, ...content } = await load();
    const { epochs, deletable, owner, reuse, useStorage } = this.#state;
    const { signal } = this.#options;
    const terms = { epochs, deletable, owner, reuse, useStorage };
    const options = { ...terms, ...content, signer: this.#signer, signal, onProgress: this.#onProgress };
    const encoded = await prepareStore(this.#connection, options);
    try {
      this.#noteEncoded(encoded.blob, { files, attributes: content.attributes });
    } catch (error) {
      await release(encoded.blob);
      throw error;
    }
    return { encoded, options };
  }

  #noteEncoded(
    blob: AnyEncodedBlob,
    {
      files,
      attributes,
    }: { readonly files?: StoreFlowState['files']; readonly attributes?: Attributes | undefined },
  ): void {
    const blobId = blobIdToString(blob.blobId);
    checkIsBlob(blobId, this.#state.blobId);
    this.#change({ blobId, files, attributes: attributes && entriesOf(attributes) });
  }

  /** Uploads and certifies, and looks whether what was executed elsewhere has done that. */
  async #complete(completing: Completing): Promise<StoredBlob> {
    const { client } = this.#connection;
    const stored = await completeStore(this.#connection, completing);
    const { blobId, blobObjectId, certifyDigest: digest } = stored;
    const [object] = await readBlobObjects(client, [blobObjectId], completing.signal);
    if (object!.certifiedEpoch !== undefined) return stored;
    const reason = `transaction ${digest} does something else`;
    throw new TransactionFailed(`certify blob ${blobId}`, reason, { digest, blobObjectId });
  }

  readonly #onUnknown = (digest: string): void => this.#options.onProgress?.({ phase: 'waiting', digest });

  readonly #onProgress = (progress: StoreProgress): void => {
    if (progress.phase === 'certifying') this.#change({ uploaded: true });
    this.#options.onProgress?.(progress);
  };

  get #attributes(): Attributes | undefined {
    const { attributes } = this.#state;
    return attributes && new Map(attributes);
  }

  #change(change: Partial<StoreFlowState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onState?.(this.#state);
  }
}

function checkDigest(digest: string): void {
  const isDigest: boolean = isValidTransactionDigest(digest);
  if (isDigest) return;
  throw new InvalidArgument(`${JSON.stringify(digest)?.slice(0, 64)} is no digest of a transaction`, {
    digest,
  });
}
