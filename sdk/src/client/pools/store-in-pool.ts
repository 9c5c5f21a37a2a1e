import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { paceProgress, type Progress } from '../../base/progress.js';
import type { Attributes } from '../../chain/blob-transactions.js';
import { ChainStateMissing } from '../../chain/errors.js';
import type { Bucket } from '../../chain/bucket.js';
import { poolCalls } from '../../chain/bucket-transactions.js';
import { costsOf, paidBefore, type StorageCost } from '../../chain/price.js';
import {
  readPooledBlob,
  readStoragePool,
  type PooledBlob,
  type StoragePool,
} from '../../chain/storage-pool.js';
import type { SystemState } from '../../chain/system-state.js';
import {
  blobIdToString,
  checkContent,
  contentSize,
  encodedLength,
  type AnyEncodedBlob,
  type BlobContent,
} from '../../encoding/index.js';
import { checkAttributeChanges } from '../blobs/attributes.js';
import type { Cancellable, Connection } from '../connection.js';
import { PoolFull } from '../errors.js';
import { checkLasts } from './lasting.js';
import { persistenceOf } from '../write/certify-blob.js';
import { certifyThroughEpochs, type Certified } from '../write/certify-through-epochs.js';
import { storedBefore, storedBlob } from '../write/complete-store.js';
import { seemsStored } from '../write/known-blobs.js';
import { certificateOf, release, upload } from '../write/steps.js';
import { encodeBytes } from '../write/store-blob.js';
import type { StoredBlob, StoreProgress } from '../write/store-options.js';

/** What to store in a pool. */
export interface StoreInPoolOptions extends Cancellable {
  /** The pool. */
  readonly poolId: string;
  /** The bucket that the pool is in, whose capability the signer owns; default: the pool is the signer's. */
  readonly bucket?: Bucket | undefined;
  /** The blob. */
  readonly bytes: BlobContent;
  /** Whether it may be deleted before the pool ends. Default true: its room serves the next one. */
  readonly deletable?: boolean | undefined;
  /** Attributes of the blob; none in a bucket. */
  readonly attributes?: Attributes | undefined;
  /** Owner of the pool, who pays for the writing and signs. */
  readonly signer: Signer;
  /** Told how far it has come. */
  readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}

/**
 * Stores a blob in a pool: encodes, registers, uploads, certifies. One that is in the pool already is
 * completed, or returned as it is. See `StoragePools.store`.
 */
export async function storeInPool(connection: Connection, options: StoreInPoolOptions): Promise<StoredBlob> {
  const { poolId, bytes, attributes, signal } = options;
  const progress = paceProgress(connection.network.timers, options.onProgress);
  checkContent(bytes);
  if (attributes !== undefined) checkAttributeChanges({ set: attributes });
  const [pool, { state }] = await Promise.all([
    readStoragePool(connection.client, poolId, signal),
    connection.view({ signal }),
  ]);
  checkLasts(pool, state.epoch);
  const size = encodedLength(state.nShards, contentSize(bytes));
  const [cost] = costsOf(state, [size], { epochs: 0, ownedBytes: size, extendBy: 0 });
  const blob = await encodeBytes(connection, { bytes, signal, progress });
  try {
    return await storeEncoded(connection, options, { pool, state, size, cost: cost!, blob, progress });
  } finally {
    await release(blob);
  }
}

/** A blob that is encoded, and where it is to go. */
interface Encoded {
  readonly pool: StoragePool;
  readonly state: SystemState;
  /** Bytes, encoded. */
  readonly size: number;
  readonly cost: StorageCost;
  readonly blob: AnyEncodedBlob;
  readonly progress: Progress<StoreProgress>;
}

async function storeEncoded(
  connection: Connection,
  options: StoreInPoolOptions,
  { pool, state, size, cost, blob, progress }: Encoded,
): Promise<StoredBlob> {
  const { poolId, deletable = true, signal } = options;
  const blobId = blobIdToString(blob.blobId);

  const before = await readPooledBlob(connection.client, pool, { blobId, signal });
  if (before?.certifiedEpoch !== undefined) return storedBefore({ ...before, endEpoch: pool.endEpoch }, cost);
  let pooled: Pick<PooledBlob, 'blobId' | 'blobObjectId' | 'deletable'> | undefined = before;
  let registerDigest: string | undefined;
  let mayBeStored = true;
  if (pooled === undefined) {
    const free = pool.capacityBytes - pool.usedBytes;
    if (BigInt(size) > free) throw new PoolFull(poolId, { neededBytes: size, freeBytes: Number(free) });
    await connection.verdicts.refuseStoring([blobId], state.epoch, signal);
    progress.report({ phase: 'registering', blobId });
    const [{ digest, blobObjectId }, isKnown] = await Promise.all([
      register(connection, { ...options, deletable, blob, blobId, cost }),
      seemsStored(connection, { blobId, signal }),
    ]);
    [registerDigest, mayBeStored] = [digest, isKnown];
    pooled = { blobId, blobObjectId, deletable };
  }
  const { blobObjectId } = pooled;
  const completed = await complete(connection, {
    pool,
    pooled,
    blob,
    mayBeStored,
    bucket: options.bucket,
    signer: options.signer,
    signal,
    onUpload: (done) => progress.report({ phase: 'uploading', blobObjectId, ...done }),
    onCertify: (confirmed) => progress.report({ phase: 'certifying', confirmed }),
  });
  progress.flush();
  const { digest: certifyDigest, epoch, confirmations } = completed;
  return storedBlob(pooled, {
    epoch,
    confirmations,
    certifyDigest,
    endEpoch: pool.endEpoch,
    cost: registerDigest === undefined ? paidBefore(cost) : cost,
    registerDigest,
  });
}

async function register(
  connection: Connection,
  {
    poolId,
    bucket,
    blob,
    blobId,
    deletable,
    attributes,
    cost,
    signer,
    signal,
  }: StoreInPoolOptions & {
    readonly deletable: boolean;
    readonly blob: AnyEncodedBlob;
    readonly blobId: string;
    readonly cost: StorageCost;
  },
): Promise<{ readonly digest: string; readonly blobObjectId: string }> {
  const { digest, created } = await connection.execute({
    what: `register blob ${blobId} in pool ${poolId}`,
    async transaction() {
      await connection.checkFunds({ owner: signer.toSuiAddress(), amount: cost.total, signal });
      const contracts = await connection.contracts({ signal });
      const transaction = new Transaction();
      const terms = { poolId, blob, deletable, attributes, payment: cost.write };
      poolCalls(bucket).register(transaction, contracts, terms);
      return transaction;
    },
    signer,
    signal,
  });
  const object = created.find(({ type }) => type.endsWith('::storage_pool::PooledBlob'));
  if (object === undefined)
    throw new ChainStateMissing(`the blob that transaction ${digest} registered`, { digest, blobId, poolId });
  return { digest, blobObjectId: object.objectId };
}

interface Completing extends Cancellable {
  readonly pool: StoragePool;
  readonly pooled: Pick<PooledBlob, 'blobId' | 'blobObjectId' | 'deletable'>;
  readonly blob: AnyEncodedBlob;
  readonly mayBeStored: boolean;
  readonly bucket: Bucket | undefined;
  readonly signer: Signer;
  readonly onUpload: Parameters<typeof upload>[1]['onProgress'];
  readonly onCertify: (confirmed: number) => void;
}

/** Uploads and certifies. Throws PoolEnded; as `certifyThroughEpochs`. */
function complete(
  connection: Connection,
  { pool, pooled, blob, mayBeStored, bucket, signer, signal, onUpload, onCertify }: Completing,
): Promise<Certified> {
  const { poolId } = pool;
  const { blobId } = pooled;
  return certifyThroughEpochs(connection, {
    async checkLasts(epoch) {
      // Where it has ended by what was read of it, it may have been prolonged since.
      const isOver = pool.endEpoch <= epoch;
      checkLasts(isOver ? await readStoragePool(connection.client, poolId, signal) : pool, epoch);
    },
    confirm: (again) =>
      upload(connection, {
        blob,
        persistence: persistenceOf(pooled),
        mayBeStored: mayBeStored || again,
        signal,
        onProgress: onUpload,
      }),
    onCertify,
    async certify(confirmations) {
      const { digest } = await connection.execute({
        what: `certify blob ${blobId} in pool ${poolId}`,
        async transaction() {
          const contracts = await connection.contracts({ signal });
          const transaction = new Transaction();
          const certificate = certificateOf(confirmations);
          poolCalls(bucket).certify(transaction, contracts, { poolId, blobId, certificate });
          return transaction;
        },
        signer,
        signal,
      });
      return digest;
    },
    async certifiedEpoch() {
      return (await readPooledBlob(connection.client, pool, { blobId, signal }))?.certifiedEpoch;
    },
    signal,
  });
}
