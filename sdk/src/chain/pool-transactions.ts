/** Calls about storage pools, to be added to a transaction. */
import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import type { Certificate } from '../certificate/index.js';
import * as poolModule from '../contracts/generated/walrus/storage_pool.js';
import * as system from '../contracts/generated/walrus/system.js';
import { blobIdFromString, blobIdToInteger, ENCODING_TYPE } from '../encoding/index.js';
import { entriesOf, type Attributes, type RegisteredBlob } from './blob-transactions.js';
import type { Contracts, PackageContracts, SystemContracts } from './contracts.js';
import { payExactly } from './pay-exactly.js';

/** A storage pool, and what a call pays with WAL of the sender: not less, or nothing of it happens. */
interface Paid {
  /** FROST. */
  readonly payment: bigint;
}
/** A call about one pool. */
interface OfPool {
  /** Object id. */
  readonly poolId: string;
}
/** A call about one blob of a pool. */
interface OfPooledBlob extends OfPool {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
}

/** Adds to a transaction: buy storage and make a pool of it. Returns the pool, to be given to somebody. */
export function addCreatePool(
  transaction: Transaction,
  contracts: Contracts,
  {
    capacityBytes,
    epochs,
    payment,
  }: Paid & {
    /** Bytes of encoded data. */
    readonly capacityBytes: number | bigint;
    /** How many epochs, the current one included. */
    readonly epochs: number;
  },
): TransactionObjectArgument {
  return payExactly(transaction, { ...contracts, payment }, (coin) =>
    transaction.add(
      system.createStoragePool({
        package: contracts.packageId,
        arguments: {
          self: contracts.systemObjectId,
          reservedEncodedCapacityBytes: capacityBytes,
          epochsAhead: epochs,
          payment: coin,
        },
      }),
    ),
  );
}

/** Adds to a transaction: register a blob in a pool. */
export function addRegisterPooled(
  transaction: Transaction,
  contracts: Contracts,
  {
    poolId,
    blob,
    deletable,
    payment,
    attributes = {},
  }: OfPool &
    Paid & {
      readonly blob: RegisteredBlob;
      /** Whether it can be ended before the pool. */
      readonly deletable: boolean;
      readonly attributes?: Attributes | undefined;
    },
): void {
  const blobId = blobIdToInteger(blob.blobId);
  payExactly(transaction, { ...contracts, payment }, (writePayment) =>
    transaction.add(
      system.registerPooledBlob({
        package: contracts.packageId,
        arguments: {
          self: contracts.systemObjectId,
          storagePool: poolId,
          blobId,
          rootHash: blobIdToInteger(blob.rootHash),
          unencodedSize: blob.unencodedLength,
          encodingType: ENCODING_TYPE,
          deletable,
          writePayment,
        },
      }),
    ),
  );
  for (const [key, value] of entriesOf(attributes))
    transaction.add(
      poolModule.insertOrUpdateBlobMetadataPair({
        package: contracts.packageId,
        arguments: { self: poolId, blobId, key, value },
      }),
    );
}

/** Adds to a transaction: certify a blob of a pool. */
export function addCertifyPooled(
  transaction: Transaction,
  contracts: SystemContracts,
  {
    certificate,
    ...blob
  }: OfPooledBlob & {
    /** Certificate of a quorum, on a `blobCertificate` message. */
    readonly certificate: Certificate;
  },
): void {
  transaction.add(
    system.certifyPooledBlob({
      package: contracts.packageId,
      arguments: {
        ...argumentsOf(contracts, blob),
        signature: [...certificate.signature],
        signersBitmap: [...certificate.signers],
        message: [...certificate.message],
      },
    }),
  );
}

/** Adds to a transaction: delete a deletable blob of a pool, which has its room again. */
export function addDeletePooled(
  transaction: Transaction,
  contracts: SystemContracts,
  blob: OfPooledBlob,
): void {
  const call = { package: contracts.packageId, arguments: argumentsOf(contracts, blob) };
  transaction.add(system.deletePooledBlob(call));
}

/** Adds to a transaction: destroy a blob of a pool that has ended. */
export function addBurnPooled(
  transaction: Transaction,
  contracts: SystemContracts,
  blob: OfPooledBlob,
): void {
  const call = { package: contracts.packageId, arguments: argumentsOf(contracts, blob) };
  transaction.add(system.burnExpiredPooledBlob(call));
}

/** Adds to a transaction: end a blob of a pool that is on record as lost, even a permanent one. */
export function addReleaseLostPooled(
  transaction: Transaction,
  contracts: SystemContracts,
  blob: OfPooledBlob,
): void {
  const call = { package: contracts.packageId, arguments: argumentsOf(contracts, blob) };
  transaction.add(system.releaseLostPooledBlob(call));
}

/** Adds to a transaction: prolong a pool with all its blobs. */
export function addExtendPool(
  transaction: Transaction,
  contracts: Contracts,
  { poolId, epochs, payment }: OfPool & Paid & { readonly epochs: number },
): void {
  payExactly(transaction, { ...contracts, payment }, (coin) =>
    transaction.add(
      system.extendStoragePool({
        package: contracts.packageId,
        arguments: {
          self: contracts.systemObjectId,
          storagePool: poolId,
          extendedEpochs: epochs,
          payment: coin,
        },
      }),
    ),
  );
}

/** Adds to a transaction: buy more room in a pool. */
export function addIncreasePool(
  transaction: Transaction,
  contracts: Contracts,
  {
    poolId,
    bytes,
    payment,
  }: OfPool &
    Paid & {
      /** Bytes of encoded data. */
      readonly bytes: number | bigint;
    },
): void {
  payExactly(transaction, { ...contracts, payment }, (coin) =>
    transaction.add(
      system.increaseStoragePoolCapacity({
        package: contracts.packageId,
        arguments: {
          self: contracts.systemObjectId,
          storagePool: poolId,
          additionalEncodedCapacityBytes: bytes,
          payment: coin,
        },
      }),
    ),
  );
}

/** Adds to a transaction: take storage out of a pool that no blob has. Returns it. */
export function addDecreasePool(
  transaction: Transaction,
  { packageId, systemObjectId }: SystemContracts,
  {
    poolId,
    bytes,
  }: OfPool & {
    /** Bytes of encoded data. */
    readonly bytes: number | bigint;
  },
): TransactionObjectArgument {
  return transaction.add(
    system.decreaseStoragePoolCapacityBySize({
      package: packageId,
      arguments: { self: systemObjectId, storagePool: poolId, size: bytes },
    }),
  );
}

/** Adds to a transaction: give a pool without blobs up. Returns its storage. */
export function addDestroyPool(
  transaction: Transaction,
  { packageId }: PackageContracts,
  { poolId }: OfPool,
): TransactionObjectArgument {
  return transaction.add(poolModule.destroy({ package: packageId, arguments: { self: poolId } }));
}

function argumentsOf({ systemObjectId }: SystemContracts, { poolId, blobId }: OfPooledBlob) {
  return {
    self: systemObjectId,
    storagePool: poolId,
    blobId: blobIdToInteger(blobIdFromString(blobId)),
  };
}
