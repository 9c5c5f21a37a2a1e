/** Calls about buckets, to be added to a transaction. Its sender has to own the bucket's capability. */
import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import { InvalidArgument } from '../base/errors.js';
import * as blobBucket from '../contracts/generated/blob_bucket/blob_bucket.js';
import { blobIdFromString, blobIdToInteger, ENCODING_TYPE } from '../encoding/index.js';
import { entriesOf } from './blob-transactions.js';
import type { Bucket } from './bucket.js';
import type { Contracts, SystemContracts } from './contracts.js';
import { payExactly } from './pay-exactly.js';
import * as own from './pool-transactions.js';

/**
 * Adds to a transaction: buy storage, and make a bucket of it, which is shared. Returns its capability, to be
 * given to somebody.
 */
export function addCreateBucket(
  transaction: Transaction,
  contracts: Contracts,
  {
    packageId,
    capacityBytes,
    epochs,
    payment,
  }: Pick<Bucket, 'packageId'> & Parameters<typeof own.addCreatePool>[2],
): TransactionObjectArgument {
  return payExactly(transaction, { ...contracts, payment }, (coin) =>
    transaction.add(
      blobBucket._new({
        package: packageId,
        arguments: {
          system: contracts.systemObjectId,
          reservedEncodedCapacityBytes: capacityBytes,
          epochsAhead: epochs,
          payment: coin,
        },
      }),
    ),
  );
}

/** Calls about a pool that are the same for its owner and for whoever holds the capability of its bucket. */
export interface PoolCalls {
  /** Register a blob. Throws InvalidArgument for attributes of a blob in a bucket. */
  readonly register: typeof own.addRegisterPooled;
  /** Certify a blob; anyone may do that in a bucket. */
  readonly certify: typeof own.addCertifyPooled;
  /** Delete a deletable blob. */
  readonly delete: typeof own.addDeletePooled;
  /** Destroy a blob when the pool has ended. */
  readonly burn: typeof own.addBurnPooled;
  /** End a blob that is on record as lost. */
  readonly releaseLost: typeof own.addReleaseLostPooled;
  /** Prolong the pool. */
  readonly extend: typeof own.addExtendPool;
  /** Buy more room. */
  readonly increase: typeof own.addIncreasePool;
  /** Give up a pool without blobs, and its bucket. Returns the storage. */
  readonly destroy: typeof own.addDestroyPool;
}

/** The calls about a pool: those of its owner, or of the bucket that it is in. */
export function poolCalls(bucket: Bucket | undefined): PoolCalls {
  return bucket === undefined ? OWN : inBucket(bucket);
}

const OWN: PoolCalls = {
  register: own.addRegisterPooled,
  certify: own.addCertifyPooled,
  delete: own.addDeletePooled,
  burn: own.addBurnPooled,
  releaseLost: own.addReleaseLostPooled,
  extend: own.addExtendPool,
  increase: own.addIncreasePool,
  destroy: own.addDestroyPool,
};

function inBucket({ packageId, bucketId: self, capId: cap }: Bucket): PoolCalls {
  const at = { package: packageId };
  const governed = ({ systemObjectId: system }: SystemContracts) => ({ self, cap, system });
  return {
    register(transaction, contracts, { blob, deletable, payment, attributes = {} }) {
      if (entriesOf(attributes).length > 0)
        throw new InvalidArgument(`a blob in a bucket has no attributes; ${self} is one`, { bucketId: self });
      payExactly(transaction, { ...contracts, payment }, (writePayment) =>
        transaction.add(
          blobBucket.registerBlob({
            ...at,
            arguments: {
              ...governed(contracts),
              blobId: blobIdToInteger(blob.blobId),
              rootHash: blobIdToInteger(blob.rootHash),
              unencodedSize: blob.unencodedLength,
              encodingType: ENCODING_TYPE,
              deletable,
              writePayment,
            },
          }),
        ),
      );
    },
    certify(transaction, { systemObjectId: system }, { blobId, certificate }) {
      const { signature, signers, message } = certificate;
      const bytes = {
        signature: [...signature],
        signersBitmap: [...signers],
        message: [...message],
      };
      const args = { self, system, blobId: integer(blobId), ...bytes };
      transaction.add(blobBucket.certifyBlob({ ...at, arguments: args }));
    },
    delete(transaction, contracts, { blobId }) {
      const args = { ...governed(contracts), blobId: integer(blobId) };
      transaction.add(blobBucket.deleteBlob({ ...at, arguments: args }));
    },
    burn(transaction, contracts, { blobId }) {
      const args = { ...governed(contracts), blobId: integer(blobId) };
      transaction.add(blobBucket.burnExpiredBlob({ ...at, arguments: args }));
    },
    releaseLost(transaction, contracts, { blobId }) {
      const args = { ...governed(contracts), blobId: integer(blobId) };
      transaction.add(blobBucket.releaseLostBlob({ ...at, arguments: args }));
    },
    extend(transaction, contracts, { epochs, payment: amount }) {
      payExactly(transaction, { ...contracts, payment: amount }, (payment) => {
        const args = { ...governed(contracts), extendedEpochs: epochs, payment };
        transaction.add(blobBucket.extendStoragePool({ ...at, arguments: args }));
      });
    },
    increase(transaction, contracts, { bytes, payment: amount }) {
      payExactly(transaction, { ...contracts, payment: amount }, (payment) => {
        const args = { ...governed(contracts), additionalEncodedCapacityBytes: bytes, payment };
        transaction.add(blobBucket.increaseStoragePoolCapacity({ ...at, arguments: args }));
      });
    },
    destroy: (transaction) => transaction.add(blobBucket.destroy({ ...at, arguments: { self, cap } })),
  };
}

const integer = (blobId: string): bigint => blobIdToInteger(blobIdFromString(blobId));
