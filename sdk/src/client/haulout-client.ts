import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Transaction } from '@mysten/sui/transactions';
import type { Persistence } from '../certificate/index.js';
import type { RegisteredBlob } from '../chain/blob-transactions.js';
import type { Committees, StorageCommittee } from '../chain/committee.js';
import type { Contracts } from '../chain/contracts.js';
import type { Executed } from '../chain/execute.js';
import type { StorageCost } from '../chain/price.js';
import type { StakingState } from '../chain/staking-state.js';
import type { SystemState } from '../chain/system-state.js';
import type { AnyEncodedBlob, BlobSource, EncodedBlob, StreamedBlob } from '../encoding/index.js';
import type { BlobStatus } from '../nodes/blob-status.js';
import { OwnedBlobs } from './blobs/owned-blobs.js';
import { OwnedStorage } from './blobs/owned-storage.js';
import { SharedBlobs } from './blobs/shared-blobs.js';
import {
  Connection,
  noteConnection,
  type Cancellable,
  type ExecuteRequest,
  type HauloutOptions,
  type Payment,
} from './connection.js';
import { HauloutBlob, type GetBlobOptions } from './lazy/haulout-blob.js';
import { HauloutFile } from './lazy/haulout-file.js';
import { StoragePools } from './pools/storage-pools.js';
import type { FileEntry } from './quilt/file-entry.js';
import {
  listFiles,
  readFiles,
  type ListFilesOptions,
  type ReadFile,
  type ReadFilesOptions,
} from './quilt/read-files.js';
import { storeFiles, type StoredFiles, type StoreFilesOptions } from './quilt/store-files.js';
import { checkAvailability, type Availability, type AvailabilityOptions } from './read/check-availability.js';
import type { Open } from './read/open-bytes.js';
import { readBlob, type ReadOptions } from './read/read-blob.js';
import { boundsIn, openBlob, readRange, type OpenBlob, type ReadRangeOptions } from './read/read-range.js';
import { openChecked, type CheckedReadOptions } from './read/read-checked.js';
import { streamBlob, streamChecked } from './read/read-stream.js';
import { recordedStatus } from './read/recorded.js';
import { completeBlob, type Completed, type Completion } from './write/certify-blob.js';
import {
  estimateGas,
  previewStore,
  type EstimateOptions,
  type GasEstimate,
  type PreviewOptions,
  type StorePreview,
} from './write/preview.js';
import * as steps from './write/steps.js';
import type { CommitteeConfirmations, Registering } from './write/steps.js';
import { resumeBlob, storeBlob } from './write/store-blob.js';
import type { ResumeOptions, StoreOptions, StoredBlob } from './write/store-options.js';
import { storeMany, type StoreManyOptions } from './write/store-many.js';

/** Which bytes of a blob to stream, and how far to trust its writer. */
export interface ReadStreamOptions extends ReadRangeOptions, Omit<CheckedReadOptions, keyof ReadOptions> {
  /** `strict`: the whole blob is checked before its first byte, see `read`. Default: as `readRange`. */
  readonly consistency?: 'strict' | undefined;
}

/** Which files, of any quilts. */
export interface GetFilesOptions extends Pick<GetBlobOptions, 'requireCertified'> {
  /** Ids of the files. */
  readonly patchIds: readonly string[];
}

/**
 * Stores and reads blobs on a Walrus-style network. `store` and `read` do it all; every step of them is also
 * here by itself, for apps whose wallet signs elsewhere:
 *
 * `encode`, `registerTransaction` (to sign and execute), `upload`, `certifyTransaction` (to sign and
 * execute).
 *
 * Whatever asks the chain throws ChainUnreachable when no full node answers, or what answers is none.
 *
 * This is the table of contents: each method hands over to the module that does it.
 */
export class HauloutClient {
  /** The Sui client that this one extends. */
  readonly client: ClientWithCoreApi;
  /** What the owner of blobs does with them: extend, delete, burn, attributes. */
  readonly blobs: OwnedBlobs;
  /** Blobs that belong to nobody, and that anyone funds and extends. */
  readonly sharedBlobs: SharedBlobs;
  /** Storage that an address owns and no blob makes use of. */
  readonly storage: OwnedStorage;
  /** Storage pools: storage of one period for many blobs. */
  readonly pools: StoragePools;
  readonly #connection: Connection;

  constructor(client: ClientWithCoreApi, options: HauloutOptions) {
    this.client = client;
    this.#connection = new Connection(client, options);
    this.blobs = new OwnedBlobs(this.#connection);
    this.sharedBlobs = new SharedBlobs(this.#connection);
    this.storage = new OwnedStorage(this.#connection);
    this.pools = new StoragePools(this.#connection);
    noteConnection(this, this.#connection);
  }

  /**
   * Stores a blob: encodes it, registers it on storage that the signer owns and buys what is missing, uploads
   * it to the nodes, and certifies it with their confirmations. Two transactions, both signed by `signer`. A
   * `store` that was interrupted costs nothing: the next one of the same bytes goes on with the blob object
   * that it left, and prolongs it if it ends too early.
   *
   * @throws InsufficientFunds, TransactionFailed, TransactionUncertain, NotEnoughConfirmations,
   *   CertificateError, EncodingError, InvalidArgument, BlobExpired, ChainStateMissing, NoCommittee; the
   *   signal's reason
   * @example
   * const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer });
   */
  store(options: StoreOptions): Promise<StoredBlob> {
    return storeBlob(this.#connection, options);
  }

  /**
   * Stores many blobs: up to 50 are registered in one transaction on storage that is bought together, and
   * certified with as few transactions as cost least gas: one for up to 50 on a small committee. When some
   * cannot be uploaded the others are certified all the same, and then it fails; the next `storeMany` of the
   * same goes on with what is missing.
   *
   * @returns in the order of `blobs`
   * @throws as `store`
   */
  storeMany(options: StoreManyOptions): Promise<StoredBlob[]> {
    return storeMany(this.#connection, options);
  }

  /**
   * Completes a `store` that was interrupted after it had registered the blob: finds the blob object of the
   * signer, uploads what nodes lack, and certifies it. Pays nothing but gas. A blob that is certified already
   * is returned as it is.
   *
   * @throws BlobNotFound when the signer has no such blob object; BlobExpired when all of them have ended;
   * else as `store`
   * @example
   * const { blobObjectId } = await client.haulout.resume({ bytes, signer });
   */
  resume(options: ResumeOptions): Promise<StoredBlob> {
    return resumeBlob(this.#connection, options);
  }

  /**
   * Reads a blob from the storage nodes. Trusts none of them: every byte is checked against the blob id.
   *
   * @throws BlobNotFound, BlobNotCertified, BlobExpired, BlobInvalid, BlobLost, BlobBlocked,
   *   NoStatusAgreement, NotEnoughMetadata, NotEnoughSlivers, BlobInconsistent, EncodingError,
   *   ChainStateMissing, NoCommittee;
   *   the signal's reason
   * @example
   * const bytes = await client.haulout.read({ blobId });
   */
  read(options: ReadOptions): Promise<Uint8Array> {
    return this.#connection.readFrom(options, readBlob);
  }

  /**
   * Reads a range of a blob, moving only the slivers that hold it; see `readRange` for what is not checked.
   *
   * @throws InvalidArgument for a range outside of the blob; else as `read`
   * @example
   * const header = await client.haulout.readRange({ blobId, start: 0, end: 512 });
   */
  readRange(options: ReadRangeOptions): Promise<Uint8Array> {
    return this.#connection.readFrom(options, readRange);
  }

  /**
   * Reads a blob, or a range of it, as a stream: a row of its matrix at a time, the next one when the reader
   * has taken the last. Checks what `readRange` checks.
   *
   * With `consistency: 'strict'` it checks what `read` checks, and gives no byte before it has: the blob is
   * gathered first, in a `scratch`, such as a temporary file, or else in memory. Errors of `read` end the
   * stream.
   *
   * @example
   * const stream = client.haulout.readStream({ blobId, consistency: 'strict', scratch: fileScratch() });
   */
  readStream({
    consistency,
    scratch,
    memory,
    onProgress,
    ...range
  }: ReadStreamOptions): ReadableStream<Uint8Array> {
    const { start = 0, end = Number.MAX_SAFE_INTEGER, ...options } = range;
    if (consistency === undefined) {
      const open: Open<OpenBlob> = (signal) => this.#connection.readFrom({ ...options, signal }, openBlob);
      return streamBlob(open, {
        bounds: (blob) => boundsIn(blob, options.blobId, { start, end }),
        signal: options.signal,
      });
    }
    const whole = { ...options, scratch, memory, onProgress };
    return streamChecked((signal) => this.#connection.readFrom({ ...whole, signal }, openChecked), {
      blobId: options.blobId,
      start,
      end,
      signal: options.signal,
    });
  }

  /**
   * Stores files as one blob, a quilt, of which each can be read by itself. A small file costs what its share
   * of the quilt costs, and not the least that a blob costs. Goes on after an interruption as `store` does.
   *
   * @throws EncodingError `INVALID_QUILT_FILE`, `QUILT_TOO_LARGE`; else as `store`
   * @example
   * const { files } = await client.haulout.storeFiles({
   *   files: [{ identifier: 'logo.svg', bytes, tags: { 'content-type': 'image/svg+xml' } }],
   *   epochs: 3, deletable: true, signer,
   * });
   */
  storeFiles(options: StoreFilesOptions): Promise<StoredFiles> {
    return storeFiles(this.#connection, options);
  }

  /**
   * Reads files of a quilt by their names, by their tags or all of them; or files of any quilts by their
   * patch ids. Moves only the slivers that hold them; see `readRange` for what is not checked.
   *
   * @throws FileNotFound, NotAQuilt, EncodingError `INVALID_PATCH_ID`; else as `read`
   * @example
   * const [logo] = await client.haulout.readFiles({ blobId, identifiers: ['logo.svg'] });
   */
  readFiles(options: ReadFilesOptions): Promise<ReadFile[]> {
    return readFiles(this.#connection.readFrom, options);
  }

  /**
   * A blob whose bytes are read when they are asked for, and each part by itself. Nothing is asked before.
   *
   * @throws EncodingError `INVALID_BLOB_ID`
   * @example
   * const blob = client.haulout.getBlob({ blobId });
   * console.log(await blob.size(), await blob.slice(0, 512).bytes(), await blob.json());
   */
  getBlob(options: GetBlobOptions): HauloutBlob {
    return new HauloutBlob(this.#connection, options);
  }

  /**
   * Files of any quilts by their patch ids, read when they are asked for; `getBlob(...).files()` gives those
   * of one.
   *
   * @throws EncodingError `INVALID_PATCH_ID`
   * @example
   * const [logo] = client.haulout.getFiles({ patchIds: [patchId] });
   * image.src = URL.createObjectURL(new Blob([await logo.bytes()]));
   */
  getFiles({ patchIds, ...options }: GetFilesOptions): HauloutFile[] {
    return patchIds.map((patchId) => new HauloutFile(this.#connection.readFrom, { patchId }, options));
  }

  /** Lists the files of a quilt. Throws NotAQuilt; else as `read`. */
  listFiles(options: ListFilesOptions): Promise<FileEntry[]> {
    return listFiles(this.#connection.readFrom, options);
  }

  /**
   * Whether the network has a certified blob, without reading it (R15): random cells of random shards, each
   * checked against the blob id. Says how sure that makes it, and what each node that was asked did.
   *
   * @throws BlobNotFound, BlobNotCertified, BlobExpired, BlobInvalid, BlobLost, NoStatusAgreement,
   *   InvalidArgument, EncodingError `INVALID_BLOB_ID`, ChainStateMissing, NoCommittee; the signal's reason
   * @example
   * const { isConfident, chanceOfLoss } = await client.haulout.checkAvailability({ blobId });
   */
  checkAvailability(options: AvailabilityOptions): Promise<Availability> {
    return this.#connection.readFrom(options, checkAvailability);
  }

  /**
   * What the network says about a blob. Throws EncodingError `INVALID_BLOB_ID`, NoStatusAgreement,
   * ChainStateMissing; the signal's reason.
   */
  blobStatus(
    options: {
      /** URL-safe base64 without padding. */
      readonly blobId: string;
    } & Cancellable,
  ): Promise<BlobStatus> {
    return recordedStatus(this.#connection, options);
  }

  /** The committee of the current epoch. Throws ChainStateMissing, NoCommittee; the signal's reason. */
  committee(options: Cancellable = {}): Promise<StorageCommittee> {
    return this.#connection.committee(options);
  }

  /**
   * Who holds the shards, held them before, and will hold them. Throws ChainStateMissing, NoCommittee; the
   * signal's reason.
   */
  committees(options: Cancellable = {}): Promise<Committees> {
    return this.#connection.committees(options);
  }

  /** Prices, capacity, epoch and signing keys. Throws ChainStateMissing; the signal's reason. */
  systemState(options: Cancellable = {}): Promise<SystemState> {
    return this.#connection.systemState(options);
  }

  /** Committees and where the epoch stands. Throws ChainStateMissing; the signal's reason. */
  stakingState(options: Cancellable = {}): Promise<StakingState> {
    return this.#connection.stakingState(options);
  }

  /** Where the contracts are; read from the chain unless the options say it. Throws ChainStateMissing. */
  contracts(options: Cancellable = {}): Promise<Contracts> {
    return this.#connection.contracts(options);
  }

  /**
   * What storing so many bytes would cost now, without gas.
   *
   * @throws InvalidArgument, EncodingError `BLOB_TOO_LARGE`, ChainStateMissing
   */
  storageCost(options: steps.CostOptions): Promise<StorageCost> {
    return steps.costOfStorage(this.#connection, options);
  }

  /**
   * What a `store` would cost now, gas included, before anything is encoded or signed. The registration is
   * simulated.
   *
   * @throws InvalidArgument, EncodingError `BLOB_TOO_LARGE`, InsufficientFunds, TransactionFailed,
   * ChainStateMissing
   */
  previewStore(options: PreviewOptions): Promise<StorePreview> {
    return previewStore(this.#connection, options);
  }

  /** What a transaction would cost its sender in gas, by simulating it. Throws TransactionFailed. */
  estimateGas(options: EstimateOptions): Promise<GasEstimate> {
    return estimateGas(this.#connection, options);
  }

  /** Fails unless the account has so many FROST. Throws InsufficientFunds. */
  checkFunds(payment: Payment): Promise<void> {
    return this.#connection.checkFunds(payment);
  }

  /**
   * Encodes a blob for this network. What a source was encoded to has to be closed when it is not needed any
   * more. Throws InvalidArgument, EncodingError `BLOB_TOO_LARGE`, `SOURCE_CHANGED`; what the source throws;
   * the signal's reason.
   */
  encode(options: steps.EncodeOptions<Uint8Array>): Promise<EncodedBlob>;
  encode(options: steps.EncodeOptions<BlobSource>): Promise<StreamedBlob>;
  encode(options: steps.EncodeOptions): Promise<AnyEncodedBlob>;
  encode(options: steps.EncodeOptions): Promise<AnyEncodedBlob> {
    return steps.encode(this.#connection, options);
  }

  /**
   * A transaction that buys storage, registers a blob on it and gives the blob object to `owner`, paid with
   * WAL of the sender. To be signed and executed by whoever pays. With `sender`, storage that this address
   * owns is used before any is bought.
   *
   * @throws InvalidArgument, EncodingError `BLOB_TOO_LARGE`, ChainStateMissing; the signal's reason
   */
  registerTransaction({
    blob,
    ...options
  }: {
    /** The blob to register; an `EncodedBlob` has all that is needed. */
    readonly blob: RegisteredBlob;
  } & Omit<steps.RegisterOptions, 'blobs'>): Promise<Registering> {
    return steps.registerTransaction(this.#connection, { ...options, blobs: [blob] });
  }

  /**
   * A transaction that registers many blobs on storage bought together, as `registerTransaction` does one;
   * all or none.
   */
  registerManyTransaction(options: steps.RegisterOptions): Promise<Registering> {
    return steps.registerTransaction(this.#connection, options);
  }

  /**
   * Uploads a registered blob to the nodes until a quorum of shards has confirmed it.
   *
   * @throws NotEnoughConfirmations, ChainStateMissing; the signal's reason
   */
  upload(options: steps.UploadOptions): Promise<CommitteeConfirmations> {
    return steps.upload(this.#connection, options);
  }

  /**
   * Gathers confirmations of a blob (its id in 32 bytes) that was uploaded before. Throws as `upload` does.
   */
  gatherConfirmations(
    options: {
      /** 32 bytes. */
      readonly blobId: Uint8Array;
      /** Whether the blob can be deleted by its owner. */
      readonly persistence: Persistence;
    } & Cancellable,
  ): Promise<CommitteeConfirmations> {
    return steps.gatherCommitteeConfirmations(this.#connection, options);
  }

  /**
   * A transaction that certifies a blob, prolongs it by `extendBy` epochs, and gives it to `transferTo` if
   * that is set. To be signed by the owner of the blob object.
   *
   * @throws CertificateError for anything that the contracts would abort on; InvalidArgument for an end
   *   further ahead than storage is sold; ChainStateMissing; the signal's reason
   */
  certifyTransaction({
    transferTo,
    signal,
    ...blob
  }: steps.CertifyOptions['blobs'][number] & Omit<steps.CertifyOptions, 'blobs'>): Promise<Transaction> {
    return this.certifyManyTransaction({ blobs: [blob], transferTo, signal });
  }

  /** A transaction that certifies many blobs, as `certifyTransaction` does one; all or none. */
  async certifyManyTransaction(options: steps.CertifyOptions): Promise<Transaction> {
    return (await steps.certifyTransaction(this.#connection, options)).transaction;
  }

  /**
   * Uploads a registered blob and certifies it, also when epochs change on the way: what `upload` and
   * `certifyTransaction` do for a signer that is at hand.
   *
   * @throws NotEnoughConfirmations, CertificateError, TransactionFailed, TransactionUncertain, BlobExpired,
   * ChainStateMissing;
   *   the signal's reason
   */
  complete(completion: Completion): Promise<Completed> {
    return completeBlob(this.#connection, completion);
  }

  /**
   * Signs and executes a transaction, and waits until its effects can be read.
   *
   * Transactions of one signer go one after the other in this process. A transaction that another process was
   * faster than is built and signed anew. When the answer is lost, the same signed bytes are sent again, so
   * that nothing is paid twice.
   *
   * @throws TransactionFailed, TransactionUncertain; the signal's reason
   */
  execute(request: ExecuteRequest): Promise<Executed> {
    return this.#connection.execute(request);
  }
}
