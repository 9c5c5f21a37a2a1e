import type { ClientWithCoreApi } from '@mysten/sui/client';
import { Transaction } from '@mysten/sui/transactions';
import { aggregateCertificate, type Certificate, type Persistence } from '../certificate/index.js';
import { encodeBlob, encodedLength, type EncodedBlob } from '../encoding/index.js';
import { OwnedBlobs } from './blobs/owned-blobs.js';
import { SharedBlobs } from './blobs/shared-blobs.js';
import { CommitteeReader, type NetworkView } from './chain/committee-reader.js';
import { storageCost, storageCostOfMany, type StorageCost } from './chain/price.js';
import { readStakingState, type NodeInfo, type StakingState } from './chain/staking-state.js';
import { readSystemState, type SystemState } from './chain/system-state.js';
import {
  addCertify,
  addReserveAndRegisterMany,
  type Contracts,
  type RegisteredBlob,
} from './chain/transactions.js';
import { readWalType } from './chain/wal-type.js';
import type { StorageCommittee } from './committee.js';
import { InsufficientFunds, NodesError } from './errors.js';
import type { Fetch } from './node-request.js';
import { askBlobStatus, type BlobStatus } from './read/blob-status.js';
import { readBlob, type ReadOptions } from './read/read-blob.js';
import { openBlob, readRange, type ReadRangeOptions } from './read/read-range.js';
import { streamBlob } from './read/read-stream.js';
import { defaultSettings, type StorageNetwork, type NetworkSettings } from './settings.js';
import { createStorageNodeClient } from './storage-node.js';
import { systemTimers, type Timers } from './timers.js';
import { signingCommittee } from './write/confirmation.js';
import {
  estimateGas,
  previewStore,
  type GasEstimate,
  type PreviewOptions,
  type StorePreview,
} from './write/preview.js';
import { storeMany, type StoreManyOptions } from './write/store-many.js';
import {
  resumeBlob,
  storeBlob,
  type ResumeOptions,
  type StoreOptions,
  type StoredBlob,
} from './write/store-blob.js';
import { gatherConfirmations, uploadBlob, type Confirmations, type UploadProgress } from './write/upload.js';

/** Which network, and how to talk to it. */
export interface HauloutOptions {
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** The package to call; by default the one that the `System` object names. */
  readonly packageId?: string | undefined;
  /** Type of the WAL coin; by default taken from the signature of `staking::stake_with_pool`. */
  readonly walType?: string | undefined;
  /** Base url of a node; by default `https://` and its network address. */
  readonly nodeUrl?: ((node: NodeInfo) => string) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  readonly settings?: Partial<NetworkSettings> | undefined;
  /** Clock for deadlines and hedging. */
  readonly timers?: Timers | undefined;
  /** Uniform in [0, 1); spreads load over the nodes. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** Confirmations with the committee that gave them. */
export interface CommitteeConfirmations extends Confirmations {
  readonly committee: StorageCommittee;
}

/** A transaction that registers blobs. */
export interface Registering {
  readonly transaction: Transaction;
  /** In FROST, gas aside. */
  readonly cost: StorageCost;
  /** The epoch for which the cost was computed. */
  readonly epoch: number;
}

interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Stores and reads blobs on a Walrus-style network. `store` and `read` do it all; every step of them is also here by
 * itself, for apps whose wallet signs elsewhere:
 *
 * `encode`, `registerTransaction` (to sign and execute), `upload`, `certifyTransaction` (to sign and execute).
 */
export class HauloutClient {
  /** The Sui client that this one extends. */
  readonly client: ClientWithCoreApi;
  /** What the owner of blobs does with them: extend, delete, burn, attributes. */
  readonly blobs: OwnedBlobs;
  /** Blobs that belong to nobody, and that anyone funds and extends. */
  readonly sharedBlobs: SharedBlobs;
  readonly #options: HauloutOptions;
  readonly #network: StorageNetwork;
  readonly #committees: CommitteeReader;
  #walType: Promise<string> | undefined;

  constructor(client: ClientWithCoreApi, options: HauloutOptions) {
    const timers = options.timers ?? systemTimers;
    const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.client = client;
    this.blobs = new OwnedBlobs(this);
    this.sharedBlobs = new SharedBlobs(this);
    this.#options = options;
    this.#network = {
      nodes: createStorageNodeClient({ fetch, timers }),
      timers,
      settings: { ...defaultSettings, ...options.settings },
      random: options.random ?? Math.random,
    };
    this.#committees = new CommitteeReader({
      client,
      systemObjectId: options.systemObjectId,
      stakingObjectId: options.stakingObjectId,
      nodeUrl: options.nodeUrl ?? (({ networkAddress }) => `https://${networkAddress}`),
      timers,
    });
  }

  /**
   * Stores a blob: encodes it, buys storage and registers it, uploads it to the nodes, and certifies it with
   * their confirmations. Two transactions, both signed by `signer`. A `store` that was interrupted costs nothing:
   * the next one of the same bytes goes on with the blob object that it left.
   *
   * @throws InsufficientFunds, TransactionFailed, TransactionUncertain, NotEnoughConfirmations, CertificateError,
   *   EncodingError, InvalidArgument, BlobExpired, ChainStateMissing; the signal's reason
   * @example
   * const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });
   */
  store(options: StoreOptions): Promise<StoredBlob> {
    return storeBlob(this, options);
  }

  /**
   * Stores many blobs: up to 50 are registered in one transaction on storage that is bought together, and certified
   * eight with each transaction, which is where their gas is least. When some cannot be uploaded the others are
   * certified all the same, and then it fails; the next `storeMany` of the same goes on with what is missing.
   *
   * @returns in the order of `blobs`
   * @throws as `store`
   */
  storeMany(options: StoreManyOptions): Promise<StoredBlob[]> {
    return storeMany(this, options);
  }

  /**
   * Completes a `store` that was interrupted after it had registered the blob: finds the blob object of the signer,
   * uploads what nodes lack, and certifies it. Pays nothing but gas. A blob that is certified already is
   * returned as it is.
   *
   * @throws BlobNotFound when the signer has no such blob object; BlobExpired when all of them have ended; else as `store`
   * @example
   * const { blobObjectId } = await client.haulout.resume({ bytes, signer });
   */
  resume(options: ResumeOptions): Promise<StoredBlob> {
    return resumeBlob(this, options);
  }

  /**
   * Reads a blob from the storage nodes. Trusts none of them: every byte is checked against the blob id.
   *
   * @throws BlobNotFound, BlobNotCertified, BlobExpired, BlobInvalid, BlobLost, NoStatusAgreement, NotEnoughMetadata,
   *   NotEnoughSlivers, BlobInconsistent, EncodingError, ChainStateMissing; the signal's reason
   * @example
   * const bytes = await client.haulout.read({ blobId });
   */
  async read(options: ReadOptions): Promise<Uint8Array> {
    return this.#withCommittee(options.signal, (committee) => readBlob(this.#network, committee, options));
  }

  /**
   * Reads a range of a blob, moving only the slivers that hold it; see `readRange` for what is not checked.
   *
   * @throws InvalidArgument for a range outside of the blob; else as `read`
   * @example
   * const header = await client.haulout.readRange({ blobId, start: 0, end: 512 });
   */
  async readRange(options: ReadRangeOptions): Promise<Uint8Array> {
    return this.#withCommittee(options.signal, (committee) => readRange(this.#network, committee, options));
  }

  /**
   * Reads a blob, or a range of it, as a stream: a row of its matrix at a time, the next one when the reader has
   * taken the last. Checks what `readRange` checks. Errors of `read` end the stream.
   */
  readStream({
    start = 0,
    end = Number.MAX_SAFE_INTEGER,
    ...options
  }: ReadRangeOptions): ReadableStream<Uint8Array> {
    const open = (signal: AbortSignal) =>
      this.#withCommittee(signal, (committee) => openBlob(this.#network, committee, { ...options, signal }));
    return streamBlob(open, start, end, options.signal);
  }

  /** What the network says about a blob. Throws NoStatusAgreement, ChainStateMissing; the signal's reason. */
  async blobStatus({ blobId, signal }: { readonly blobId: string } & Cancellable): Promise<BlobStatus> {
    return this.#withCommittee(signal, (committee) =>
      askBlobStatus(this.#network, committee, blobId, signal, false),
    );
  }

  /** The committee of the current epoch. Throws ChainStateMissing; the signal's reason. */
  async committee(options: Cancellable = {}): Promise<StorageCommittee> {
    return (await this.#view(options)).committee;
  }

  /** Prices, capacity, epoch and signing keys. Throws ChainStateMissing; the signal's reason. */
  systemState({ signal }: Cancellable = {}): Promise<SystemState> {
    return readSystemState(this.client, this.#options.systemObjectId, signal);
  }

  /** Committees and where the epoch stands. Throws ChainStateMissing; the signal's reason. */
  stakingState({ signal }: Cancellable = {}): Promise<StakingState> {
    return readStakingState(this.client, this.#options.stakingObjectId, signal);
  }

  /**
   * What storing so many bytes would cost now, without gas.
   *
   * @throws InvalidArgument, EncodingError `BLOB_TOO_LARGE`, ChainStateMissing
   */
  async storageCost({
    bytes,
    epochs,
    signal,
  }: { readonly bytes: number; readonly epochs: number } & Cancellable): Promise<StorageCost> {
    return storageCost((await this.#view({ signal })).state, bytes, epochs);
  }

  /**
   * What a `store` would cost now, gas included, before anything is encoded or signed. The registration is simulated.
   *
   * @throws InvalidArgument, EncodingError `BLOB_TOO_LARGE`, InsufficientFunds, TransactionFailed, ChainStateMissing
   */
  previewStore(options: PreviewOptions): Promise<StorePreview> {
    return previewStore(this, options);
  }

  /** What a transaction would cost its sender in gas, by simulating it. Throws TransactionFailed. */
  estimateGas({
    transaction,
    sender,
    signal,
  }: { readonly transaction: Transaction; readonly sender: string } & Cancellable): Promise<GasEstimate> {
    return estimateGas(this, transaction, sender, signal);
  }

  /** Fails unless the account has so many FROST. Throws InsufficientFunds. */
  async checkFunds({
    owner,
    amount,
    signal,
  }: { readonly owner: string; readonly amount: bigint } & Cancellable): Promise<void> {
    const { walType } = await this.contracts({ signal });
    const { balance } = await this.client.core.getBalance({ owner, coinType: walType, signal });
    const available = BigInt(balance.balance);
    if (available < amount) throw new InsufficientFunds(owner, walType, amount, available);
  }

  /** Encodes a blob for this network. Throws EncodingError `BLOB_TOO_LARGE`; the signal's reason. */
  async encode({
    bytes,
    signal,
    onProgress,
  }: {
    readonly bytes: Uint8Array;
    /** Told the share done, 0 to 1. */
    readonly onProgress?: ((done: number) => void) | undefined;
  } & Cancellable): Promise<EncodedBlob> {
    const { nShards } = await this.committee({ signal });
    return encodeBlob(bytes, { nShards, signal, onProgress });
  }

  /**
   * A transaction that buys storage, registers a blob on it and gives the blob object to `owner`, paid with WAL of
   * the sender. To be signed and executed by whoever pays.
   */
  async registerTransaction({
    blob,
    epochs,
    deletable,
    owner,
    signal,
  }: {
    readonly blob: RegisteredBlob;
    readonly epochs: number;
    readonly deletable: boolean;
    readonly owner: string;
  } & Cancellable): Promise<Registering> {
    return this.registerManyTransaction({ blobs: [blob], epochs, deletable, owner, signal });
  }

  /** A transaction that registers many blobs on storage bought together, as `registerTransaction` does one; all or none. */
  async registerManyTransaction({
    blobs,
    epochs,
    deletable,
    owner,
    signal,
  }: {
    readonly blobs: readonly RegisteredBlob[];
    readonly epochs: number;
    readonly deletable: boolean;
    readonly owner: string;
  } & Cancellable): Promise<Registering> {
    const { state } = await this.#view({ signal });
    const lengths = blobs.map(({ unencodedLength }) => unencodedLength);
    const cost = storageCostOfMany(state, lengths, epochs);
    const sizes = lengths.map((length) => encodedLength(state.nShards, length));
    const transaction = new Transaction();
    const objects = addReserveAndRegisterMany(transaction, await this.contracts({ signal }), blobs, {
      cost,
      sizes,
      epochs,
      deletable,
    });
    transaction.transferObjects(objects, owner);
    return { transaction, cost, epoch: state.epoch };
  }

  /**
   * Uploads a registered blob to the nodes until a quorum of shards has confirmed it.
   *
   * @throws NotEnoughConfirmations, ChainStateMissing; the signal's reason
   */
  async upload({
    blob,
    ...request
  }: {
    readonly blob: EncodedBlob;
    readonly persistence: Persistence;
    /** Ask nodes for their confirmation first, and send only what they lack: for a blob uploaded before. */
    readonly mayBeStored?: boolean | undefined;
    readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
  } & Cancellable): Promise<CommitteeConfirmations> {
    return this.#withCommittee(request.signal, async (committee) => {
      const confirmations = await uploadBlob(this.#network, committee, blob, request);
      return { ...confirmations, committee };
    });
  }

  /** Gathers confirmations of a blob that was uploaded before. Throws as `upload` does. */
  async gatherConfirmations({
    blobId,
    persistence,
    signal,
  }: {
    /** 32 bytes. */
    readonly blobId: Uint8Array;
    readonly persistence: Persistence;
  } & Cancellable): Promise<CommitteeConfirmations> {
    const committee = await this.committee({ signal });
    const confirmations = await gatherConfirmations(this.#network, committee, {
      blobId,
      persistence,
      signal,
    });
    return { ...confirmations, committee };
  }

  /**
   * A transaction that certifies a blob, and gives it to `transferTo` if that is set. To be signed by the owner
   * of the blob object.
   *
   * @throws CertificateError for anything that the contracts would abort on
   */
  async certifyTransaction({
    blobObjectId,
    confirmations,
    transferTo,
    signal,
  }: {
    readonly blobObjectId: string;
    readonly confirmations: CommitteeConfirmations;
    readonly transferTo?: string | undefined;
  } & Cancellable): Promise<Transaction> {
    return this.certifyManyTransaction({ blobs: [{ blobObjectId, confirmations }], transferTo, signal });
  }

  /** A transaction that certifies many blobs, as `certifyTransaction` does one; all or none. */
  async certifyManyTransaction({
    blobs,
    transferTo,
    signal,
  }: {
    readonly blobs: readonly {
      readonly blobObjectId: string;
      readonly confirmations: CommitteeConfirmations;
    }[];
    readonly transferTo?: string | undefined;
  } & Cancellable): Promise<Transaction> {
    const contracts = await this.contracts({ signal });
    const transaction = new Transaction();
    for (const { blobObjectId, confirmations } of blobs) {
      addCertify(transaction, contracts, blobObjectId, certificateOf(confirmations));
    }
    if (transferTo !== undefined) {
      transaction.transferObjects(
        blobs.map(({ blobObjectId }) => blobObjectId),
        transferTo,
      );
    }
    return transaction;
  }

  /** Where the contracts are; read from the chain unless the options say it. Throws ChainStateMissing. */
  async contracts({ signal }: Cancellable = {}): Promise<Contracts> {
    const { systemObjectId } = this.#options;
    const packageId = this.#options.packageId ?? (await this.systemState({ signal })).packageId;
    this.#walType ??= this.#options.walType
      ? Promise.resolve(this.#options.walType)
      : readWalType(this.client, packageId);
    this.#walType.catch(() => (this.#walType = undefined));
    return { systemObjectId, packageId, walType: await this.#walType };
  }

  /** Nodes that do not answer may have moved: after such a failure their addresses are read again. */
  async #withCommittee<T>(
    signal: AbortSignal | undefined,
    use: (committee: StorageCommittee) => Promise<T>,
  ): Promise<T> {
    try {
      return await use(await this.committee({ signal }));
    } catch (error) {
      if (error instanceof NodesError) this.#committees.forget();
      throw error;
    }
  }

  #view({ signal }: Cancellable): Promise<NetworkView> {
    return this.#committees.read(signal);
  }
}

function certificateOf({ committee, message, confirmations }: CommitteeConfirmations): Certificate {
  return aggregateCertificate(
    signingCommittee(committee),
    message,
    confirmations.map(({ node, signature }) => ({ nodeId: committee.nodes[node]!.nodeId, signature })),
  );
}
