import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { InvalidArgument } from '../../base/errors.js';
import { withJson } from '../../base/json.js';
import { ChainStateMissing } from '../../chain/errors.js';
import type { Executed } from '../../chain/execute.js';
import { ownedPages } from '../../chain/objects.js';
import { readBucket, readPoolOfBucket, type Bucket } from '../../chain/bucket.js';
import { addCreateBucket, poolCalls, type PoolCalls } from '../../chain/bucket-transactions.js';
import { addCreatePool, addDecreasePool, type addDestroyPool } from '../../chain/pool-transactions.js';
import { checkEpochs, extensionCost, unitsOf } from '../../chain/price.js';
import {
  listPooledBlobs,
  readPooledBlob,
  readStoragePool,
  type PooledBlob,
  type StoragePool,
} from '../../chain/storage-pool.js';
import type { SystemState } from '../../chain/system-state.js';
import { takeStorage, type EndedBlob } from '../blobs/end-blob.js';
import type { Cancellable, Connection } from '../connection.js';
import { refuseNotLost } from '../verdicts.js';
import type { StoredBlob } from '../write/store-options.js';
import { checkLasts } from './lasting.js';
import { storeInPool, type StoreInPoolOptions } from './store-in-pool.js';

/** A call about one pool. */
interface OfPool extends Cancellable {
  /** Object id. */
  readonly poolId: string;
}
/** A call about a pool, which may be in a bucket. */
interface OfAnyPool extends OfPool {
  /** The bucket that the pool is in, whose capability the signer owns; default: the pool is the signer's. */
  readonly bucket?: Bucket | undefined;
}
/** A call that sends a transaction. */
interface Signed extends Cancellable {
  /** Owner of the pool, who pays and signs. */
  readonly signer: Signer;
}

/** What a pool was made, prolonged or enlarged for. */
export interface PaidPool {
  /** The pool as it is now. */
  readonly pool: StoragePool;
  /** FROST, gas aside. */
  readonly cost: bigint;
  /** Digest of the transaction. */
  readonly digest: string;
}

/** What a bucket was made for. */
export interface PaidBucket extends PaidPool {
  /** What calls about its pool take. */
  readonly bucket: Bucket;
}

/** A bucket, and the pool in it. */
export interface FoundBucket {
  /** Object id. */
  readonly poolId: string;
  /** What calls about the pool take. */
  readonly bucket: Bucket;
}

/** What a pool is bought with. */
interface Purchase extends Signed {
  /** Bytes of encoded data that it has room for; `encodedLength` says what a blob takes. */
  readonly capacityBytes: number | bigint;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Address that gets it; default: the signer. */
  readonly owner?: string | undefined;
}

/** Blobs of one pool that are burned in one transaction. */
const BURNED_AT_ONCE = 100;

/**
 * Storage pools: storage of one period for many blobs. It is paid once, each blob pays for its writing alone,
 * and one that is deleted leaves its room to the next. Whoever can use a pool can also take its free room
 * out: it is not shared without a contract around it that says who may do what. A bucket is one: a shared
 * object with a pool, which a capability governs.
 */
export class StoragePools {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Buys a pool.
   *
   * @throws InvalidArgument, InsufficientFunds, TransactionFailed, TransactionUncertain; the signal's reason
   * @example
   * const capacityBytes = 10 * encodedLength(1_000, 5_000_000); // ten blobs of 5 MB on 1000 shards
   * const { pool } = await client.haulout.pools.create({ capacityBytes, epochs: 4, signer });
   */
  async create(purchase: Purchase): Promise<PaidPool> {
    const { created, cost, digest } = await this.#buy('create a storage pool', purchase, addCreatePool);
    const { objectId: poolId } = madeBy(digest, created, '::storage_pool::StoragePool');
    return withJson({ pool: await this.get({ poolId, signal: purchase.signal }), cost, digest });
  }

  /**
   * Buys a pool in a bucket: a shared object, which whoever holds its capability governs. The network has to
   * have the package `blob_bucket`.
   *
   * @throws InvalidArgument, InsufficientFunds, TransactionFailed, TransactionUncertain; the signal's reason
   * @example
   * const { pools } = client.haulout;
   * const { pool, bucket } = await pools.createBucket({ packageId, capacityBytes, epochs: 4, signer });
   * await pools.store({ poolId: pool.poolId, bucket, bytes, signer });
   */
  async createBucket({
    packageId,
    ...purchase
  }: Purchase & {
    /** The version of the package `blob_bucket` that is called. */
    readonly packageId: string;
  }): Promise<PaidBucket> {
    const { created, cost, digest } = await this.#buy('create a bucket', purchase, (to, contracts, terms) =>
      addCreateBucket(to, contracts, { packageId, ...terms }),
    );
    const { objectId: bucketId } = madeBy(digest, created, '::blob_bucket::BlobBucket');
    const { objectId: capId } = madeBy(digest, created, '::blob_bucket::BlobBucketCap');
    const { signal } = purchase;
    const poolId = await readPoolOfBucket(this.#connection.client, bucketId, signal);
    const bucket = { packageId, bucketId, capId };
    return withJson({ pool: await this.get({ poolId, signal }), bucket, cost, digest });
  }

  /** A blob of a pool. Throws ChainStateMissing when it is not in it. */
  async #blobIn(poolId: string, blobId: string, signal: AbortSignal | undefined): Promise<PooledBlob> {
    const pool = await this.get({ poolId, signal });
    const pooled = await readPooledBlob(this.#connection.client, pool, { blobId, signal });
    if (pooled !== undefined) return pooled;
    throw new ChainStateMissing(`blob ${blobId} in pool ${poolId}`, { blobId, poolId });
  }

  async #buy(
    what: string,
    { capacityBytes, epochs, owner, signer, signal }: Purchase,
    add: typeof addCreatePool,
  ): Promise<Executed & { readonly cost: bigint }> {
    checkBytes(capacityBytes);
    let cost = 0n;
    const executed = await this.#connection.execute({
      what,
      transaction: async () => {
        const state = await this.#connection.systemState({ signal });
        checkEpochs(state, epochs);
        cost = priceOf(state, capacityBytes, epochs);
        return this.#paying({ signer, signal }, cost, (transaction, contracts) => {
          const bought = add(transaction, contracts, { capacityBytes, epochs, payment: cost });
          transaction.transferObjects([bought], owner ?? signer.toSuiAddress());
        });
      },
      signer,
      signal,
    });
    return { ...executed, cost };
  }

  /**
   * Finds the bucket that a capability governs, and its pool. Throws ChainStateMissing; the signal's reason.
   *
   * @example
   * const { poolId, bucket } = await client.haulout.pools.bucketOf({ capId });
   */
  async bucketOf({
    capId,
    packageId,
    signal,
  }: Pick<Bucket, 'capId'> &
    Cancellable & {
      /** The version of the package `blob_bucket` to call; default: the one that the network began with. */
      readonly packageId?: string | undefined;
    }): Promise<FoundBucket> {
    const { client } = this.#connection;
    const bucket = await readBucket(client, capId, { packageId, signal });
    return withJson({ poolId: await readPoolOfBucket(client, bucket.bucketId, signal), bucket });
  }

  /**
   * Goes through the buckets whose capability an address owns, with their pools. Throws ChainStateMissing;
   * the signal's reason.
   *
   * @example
   * for await (const { poolId, bucket } of client.haulout.pools.buckets({ owner, packageId }))
   *   console.log(poolId, bucket.capId);
   */
  async *buckets({
    owner,
    packageId,
    signal,
  }: {
    /** Address. */
    readonly owner: string;
    /** The package `blob_bucket` that the network began with. */
    readonly packageId: string;
  } & Cancellable): AsyncGenerator<FoundBucket, void, undefined> {
    const type = `${packageId}::blob_bucket::BlobBucketCap`;
    for await (const page of ownedPages(this.#connection.client, { type, owner, signal }))
      for (const { objectId } of page) yield await this.bucketOf({ capId: objectId, signal });
  }

  /** Reads a pool. Throws ChainStateMissing; the signal's reason. */
  get({ poolId, signal }: OfPool): Promise<StoragePool> {
    return readStoragePool(this.#connection.client, poolId, signal);
  }

  /** Goes through the pools of an address. Throws ChainStateMissing; the signal's reason. */
  async *list({
    owner,
    signal,
  }: {
    /** Address. */
    readonly owner: string;
  } & Cancellable): AsyncGenerator<StoragePool, void, undefined> {
    const { originalPackageId } = await this.#connection.systemState({ signal });
    const type = `${originalPackageId}::storage_pool::StoragePool`;
    for await (const page of ownedPages(this.#connection.client, { type, owner, signal }))
      for (const { objectId } of page) yield await this.get({ poolId: objectId, signal });
  }

  /** Goes through the blobs of a pool. Throws ChainStateMissing; the signal's reason. */
  async *blobs({ poolId, signal }: OfPool): AsyncGenerator<PooledBlob, void, undefined> {
    yield* listPooledBlobs(this.#connection.client, await this.get({ poolId, signal }), signal);
  }

  /**
   * Stores a blob in a pool: as `HauloutClient.store`, but that its storage is there. One that is in the pool
   * already is completed, or returned as it is, and is not paid again.
   *
   * @throws PoolFull when it has no room; PoolEnded; else as `HauloutClient.store`
   * @example
   * const { blobId } = await client.haulout.pools.store({ poolId, bytes, signer });
   */
  store(options: StoreInPoolOptions): Promise<StoredBlob> {
    return storeInPool(this.#connection, options);
  }

  /**
   * Deletes a deletable blob of a pool, which has its room again.
   *
   * @throws ChainStateMissing when it is not in the pool; TransactionFailed, TransactionUncertain; the
   *   signal's reason
   */
  delete({
    poolId,
    bucket,
    blobId,
    signer,
    signal,
  }: OfAnyPool & Signed & { readonly blobId: string }): Promise<Executed> {
    const what = `delete blob ${blobId} of pool ${poolId}`;
    return this.#call(what, { signer, signal }, async (transaction, contracts) => {
      await this.#blobIn(poolId, blobId, signal);
      poolCalls(bucket).delete(transaction, contracts, { poolId, blobId });
    });
  }

  /**
   * Ends a blob of a pool that is on record as lost, even a permanent one: the pool has its room again.
   *
   * @throws BlobNotLost where the client knows the records of the network; ChainStateMissing when it is not
   *   in the pool; TransactionFailed, TransactionUncertain; the signal's reason
   */
  releaseLost({
    poolId,
    bucket,
    blobId,
    signer,
    signal,
  }: OfAnyPool & Signed & { readonly blobId: string }): Promise<Executed> {
    const what = `release lost blob ${blobId} of pool ${poolId}`;
    return this.#call(what, { signer, signal }, async (transaction, contracts) => {
      const pooled = await this.#blobIn(poolId, blobId, signal);
      await refuseNotLost(this.#connection.verdicts, pooled, signal);
      poolCalls(bucket).releaseLost(transaction, contracts, { poolId, blobId });
    });
  }

  /**
   * Prolongs a pool, and all blobs in it.
   *
   * @throws PoolEnded; InvalidArgument for an end further ahead than storage is sold;
   *   InsufficientFunds, TransactionFailed, TransactionUncertain; the signal's reason
   */
  async extend({
    poolId,
    bucket,
    epochs,
    signer,
    signal,
  }: OfAnyPool &
    Signed & {
      /** How many epochs to add. */
      readonly epochs: number;
    }): Promise<PaidPool> {
    return this.#change(`extend pool ${poolId}`, { poolId, signer, signal }, (pool, state) => {
      const { capacityBytes: storageSize, endEpoch } = pool;
      const payment = extensionCost(state, { storageSize, endEpoch }, epochs);
      return { payment, add: (...to) => poolCalls(bucket).extend(...to, { poolId, epochs, payment }) };
    });
  }

  /**
   * Buys more room in a pool, until its end.
   *
   * @throws PoolEnded; InvalidArgument, InsufficientFunds, TransactionFailed,
   *   TransactionUncertain; the signal's reason
   */
  async increase({
    poolId,
    bucket,
    bytes,
    signer,
    signal,
  }: OfAnyPool &
    Signed & {
      /** Bytes of encoded data. */
      readonly bytes: number | bigint;
    }): Promise<PaidPool> {
    checkBytes(bytes);
    return this.#change(`enlarge pool ${poolId}`, { poolId, signer, signal }, (pool, state) => {
      const payment = priceOf(state, bytes, pool.endEpoch - state.epoch);
      return { payment, add: (...to) => poolCalls(bucket).increase(...to, { poolId, bytes, payment }) };
    });
  }

  /**
   * Takes storage out of a pool that no blob has. It belongs to the signer, and serves other blobs. Nothing
   * can be taken out of a bucket.
   *
   * @throws TransactionFailed, TransactionUncertain; the signal's reason
   */
  decrease({
    poolId,
    bytes,
    signer,
    signal,
  }: OfPool &
    Signed & {
      /** Bytes of encoded data. */
      readonly bytes: number | bigint;
    }): Promise<EndedBlob> {
    checkBytes(bytes);
    return this.#takeOut(`take storage out of pool ${poolId}`, { signer, signal }, (transaction, contracts) =>
      addDecreasePool(transaction, contracts, { poolId, bytes }),
    );
  }

  /**
   * Gives a pool up, with its bucket. Blobs of one that has ended are burned; one that lasts must have none.
   * What is left of its storage belongs to the signer.
   *
   * @throws InvalidArgument when it has blobs and lasts; TransactionFailed, TransactionUncertain; the
   *   signal's reason
   */
  async destroy({ poolId, bucket, signer, signal }: OfAnyPool & Signed): Promise<EndedBlob> {
    const pool = await this.get({ poolId, signal });
    const { epoch } = await this.#connection.systemState({ signal });
    if (pool.blobCount > 0n && epoch < pool.endEpoch) {
      const blobs = `${pool.blobCount} ${pool.blobCount === 1n ? 'blob' : 'blobs'}`;
      throw new InvalidArgument(
        `pool ${poolId} has ${blobs} until epoch ${pool.endEpoch}; delete what is in it first`,
        { poolId, blobCount: pool.blobCount, endEpoch: pool.endEpoch },
      );
    }
    const calls = poolCalls(bucket);
    await this.#burnAll(pool, calls.burn, { signer, signal });
    return this.#takeOut(`give up pool ${poolId}`, { signer, signal }, (transaction, contracts) =>
      calls.destroy(transaction, contracts, { poolId }),
    );
  }

  /** Executes what `add` puts into a transaction, which is made anew for each attempt. */
  #call(
    what: string,
    { signer, signal }: Signed,
    add: (transaction: Transaction, contracts: Contracts) => void | Promise<void>,
  ): Promise<Executed> {
    return this.#connection.execute({
      what,
      transaction: async () => {
        const transaction = new Transaction();
        await add(transaction, await this.#connection.contracts({ signal }));
        return transaction;
      },
      signer,
      signal,
    });
  }

  async #burnAll(pool: StoragePool, addBurn: PoolCalls['burn'], { signer, signal }: Signed): Promise<void> {
    const { poolId } = pool;
    let some: string[] = [];
    const burn = async () => {
      const blobIds = some;
      some = [];
      const contracts = await this.#connection.contracts({ signal });
      const transaction = new Transaction();
      for (const blobId of blobIds) addBurn(transaction, contracts, { poolId, blobId });
      await this.#connection.execute({ what: `burn blobs of pool ${poolId}`, transaction, signer, signal });
    };
    for await (const { blobId } of listPooledBlobs(this.#connection.client, pool, signal)) {
      some.push(blobId);
      if (some.length === BURNED_AT_ONCE) await burn();
    }
    if (some.length > 0) await burn();
  }

  /** Does something to a pool that lasts, and pays for it. */
  async #change(
    what: string,
    { poolId, signer, signal }: OfPool & Signed,
    plan: (
      pool: StoragePool,
      state: SystemState,
    ) => {
      readonly payment: bigint;
      readonly add: (transaction: Transaction, contracts: Contracts) => void;
    },
  ): Promise<PaidPool> {
    let cost = 0n;
    const { digest } = await this.#connection.execute({
      what,
      transaction: async () => {
        const [pool, state] = await Promise.all([
          this.get({ poolId, signal }),
          this.#connection.systemState({ signal }),
        ]);
        checkLasts(pool, state.epoch);
        const { payment, add } = plan(pool, state);
        cost = payment;
        return this.#paying({ signer, signal }, payment, add);
      },
      signer,
      signal,
    });
    return withJson({ pool: await this.get({ poolId, signal }), cost, digest });
  }

  async #paying(
    { signer, signal }: Signed,
    amount: bigint,
    add: (transaction: Transaction, contracts: Contracts) => void,
  ): Promise<Transaction> {
    await this.#connection.checkFunds({ owner: signer.toSuiAddress(), amount, signal });
    const transaction = new Transaction();
    add(transaction, await this.#connection.contracts({ signal }));
    return transaction;
  }

  #takeOut(
    what: string,
    { signer, signal }: Signed,
    add: (transaction: Transaction, contracts: Contracts) => ReturnType<typeof addDestroyPool>,
  ): Promise<EndedBlob> {
    return takeStorage(this.#connection, {
      what,
      transaction: async () => {
        const transaction = new Transaction();
        const storage = add(transaction, await this.#connection.contracts({ signal }));
        transaction.transferObjects([storage], signer.toSuiAddress());
        return transaction;
      },
      signer,
      signal,
    });
  }
}

/** The object of a type that a transaction has made. */
function madeBy(digest: string, created: Executed['created'], type: string): Executed['created'][number] {
  const made = created.find((object) => object.type.endsWith(type));
  if (made === undefined)
    throw new ChainStateMissing(`the object of type ${type.slice(2)} that transaction ${digest} made`, {
      digest,
    });
  return made;
}

type Contracts = Awaited<ReturnType<Connection['contracts']>>;

function priceOf({ storagePricePerUnit }: SystemState, bytes: number | bigint, epochs: number): bigint {
  return unitsOf(Number(bytes)) * storagePricePerUnit * BigInt(epochs);
}

function checkBytes(bytes: number | bigint): void {
  if (typeof bytes === 'bigint' ? bytes > 0n : Number.isSafeInteger(bytes) && bytes > 0) return;
  throw new InvalidArgument(`a size of storage is a whole number of bytes above 0, not ${bytes}`, { bytes });
}
