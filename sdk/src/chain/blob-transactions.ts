/**
 * Calls about blobs, to be added to a transaction: register, certify, extend, delete, burn, change
 * attributes.
 */
import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import type { Certificate } from '../certificate/index.js';
import * as blobModule from '../contracts/generated/walrus/blob.js';
import * as storageResource from '../contracts/generated/walrus/storage_resource.js';
import * as system from '../contracts/generated/walrus/system.js';
import { ENCODING_TYPE, blobIdToInteger, type BlobCommitment } from '../encoding/index.js';
import type { Contracts, PackageContracts, SystemContracts } from './contracts.js';
import { payExactly } from './pay-exactly.js';
import type { StorageCost } from './price.js';
import type { StoragePlan } from './storage-plan.js';

/** What a registration needs to know of a blob; an `EncodedBlob` has it. */
export type RegisteredBlob = Pick<BlobCommitment, 'blobId' | 'rootHash' | 'unencodedLength'>;

/** How blobs are registered on storage that is bought for them. */
export interface RegistrationTerms {
  /** What the storage and the writing cost, as `storageCost` computes it. */
  readonly cost: StorageCost;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Whether the owner can end the blob before its time. */
  readonly deletable: boolean;
}

/**
 * Adds to a transaction: buy storage and register a blob on it, paid with WAL of the sender. Nothing of it
 * happens if the price has risen since `cost` was computed.
 *
 * @returns the `Blob` object, which the transaction has to give to somebody
 */
export function addReserveAndRegister(
  transaction: Transaction,
  contracts: Contracts,
  {
    blob,
    ...options
  }: RegistrationTerms & {
    /** The blob to register. */
    readonly blob: RegisteredBlob;
  },
): TransactionObjectArgument {
  const sizes = [options.cost.encodedBytes];
  return addReserveAndRegisterMany(transaction, contracts, { blobs: [blob], ...options, sizes })[0]!;
}

/**
 * Adds to a transaction: buy storage for many blobs at once, split it, and register a blob on each part, as
 * `addReserveAndRegister` does for one.
 *
 * @returns the `Blob` objects in the order of `blobs`, which the transaction has to give to somebody
 */
export function addReserveAndRegisterMany(
  transaction: Transaction,
  contracts: Contracts,
  {
    cost,
    epochs,
    ...registration
  }: RegistrationTerms & {
    /** The blobs to register. */
    readonly blobs: readonly RegisteredBlob[];
    /** Encoded bytes of each blob, in the order of `blobs`. */
    readonly sizes: readonly number[];
  },
): TransactionObjectArgument[] {
  const plan = { uses: [], boughtBytes: cost.encodedBytes, startEpoch: 0, endEpoch: epochs, cost };
  return addRegisterAsPlanned(transaction, contracts, { ...registration, plan }).registered;
}

/** What a registration makes. */
export interface PlannedRegistration {
  /** The `Blob` objects in the order of the blobs. */
  readonly registered: TransactionObjectArgument[];
  /** `Storage` objects: what is left of those that were used, for their owner. */
  readonly leftOver: TransactionObjectArgument[];
}

/**
 * Adds to a transaction: take storage of the sender, buy the rest, and register a blob on each part of it, as
 * `planStorage` has planned. Nothing of it happens if prices have changed since, or if another epoch has
 * begun.
 *
 * @returns objects that the transaction has to give to somebody
 */
export function addRegisterAsPlanned(
  transaction: Transaction,
  contracts: Contracts,
  {
    blobs,
    sizes,
    deletable,
    plan,
  }: {
    /** The blobs to register. */
    readonly blobs: readonly RegisteredBlob[];
    /** Encoded bytes of each blob, in the order of `blobs`. */
    readonly sizes: readonly number[];
    /** Whether the owner can end the blobs before their time. */
    readonly deletable: boolean;
    /** How they come to their storage. */
    readonly plan: PlannedStorage;
  },
): PlannedRegistration {
  const { systemObjectId, packageId } = contracts;
  const { storage: price, write } = plan.cost;
  return payExactly(transaction, { ...contracts, payment: price + write }, (payment) => {
    const taken = addStorage(transaction, contracts, { plan, payment });
    let { storage } = taken;
    const registered = blobs.map((blob, index) => {
      const own = storage;
      if (index < blobs.length - 1) {
        const splitSize = sizes[index]!;
        storage = transaction.add(
          storageResource.splitBySize({ package: packageId, arguments: { self: own, splitSize } }),
        );
      }
      return transaction.add(
        system.registerBlob({
          package: packageId,
          arguments: {
            self: systemObjectId,
            storage: own,
            blobId: blobIdToInteger(blob.blobId),
            // Root hashes go on chain as blob ids do: 32 bytes as a little-endian integer.
            rootHash: blobIdToInteger(blob.rootHash),
            size: blob.unencodedLength,
            encodingType: ENCODING_TYPE,
            deletable,
            writePayment: payment,
          },
        }),
      );
    });
    return { registered, leftOver: taken.leftOver };
  });
}

/** The part of a plan that a registration carries out. */
type PlannedStorage = Pick<StoragePlan, 'uses' | 'boughtBytes' | 'startEpoch' | 'endEpoch' | 'cost'>;

/** Puts the storage of a plan together in one resource. */
function addStorage(
  transaction: Transaction,
  { systemObjectId, packageId }: Contracts,
  { plan, payment }: { readonly plan: PlannedStorage; readonly payment: TransactionObjectArgument },
): { readonly storage: TransactionObjectArgument; readonly leftOver: TransactionObjectArgument[] } {
  const { uses, boughtBytes, startEpoch, endEpoch } = plan;
  const parts: TransactionObjectArgument[] = [];
  const leftOver: TransactionObjectArgument[] = [];
  const isAlone = uses.length === 1 && boughtBytes === 0;
  for (const { storage, bytes } of uses) {
    let self: TransactionObjectArgument = transaction.object(storage.storageObjectId);
    const call = { package: packageId };
    const byEpoch = (splitEpoch: number) =>
      transaction.add(storageResource.splitByEpoch({ ...call, arguments: { self, splitEpoch } }));
    if (storage.size > BigInt(bytes)) {
      const splitSize = bytes;
      leftOver.push(
        transaction.add(storageResource.splitBySize({ ...call, arguments: { self, splitSize } })),
      );
    }
    if (storage.endEpoch > endEpoch) leftOver.push(byEpoch(endEpoch));
    if (storage.startEpoch < startEpoch && !isAlone) {
      // What is joined has one period: epochs that have passed are cut off.
      const passed = self;
      self = byEpoch(startEpoch);
      transaction.add(storageResource.destroy({ ...call, arguments: { self: passed } }));
    }
    parts.push(self);
  }
  if (boughtBytes > 0) {
    const epochsAhead = endEpoch - startEpoch;
    const bought = { self: systemObjectId, storageAmount: boughtBytes, epochsAhead, payment };
    parts.push(transaction.add(system.reserveSpace({ package: packageId, arguments: bought })));
  }
  const [storage, ...others] = parts;
  for (const other of others) {
    transaction.add(storageResource.fuseAmount({ package: packageId, arguments: { self: storage!, other } }));
  }
  return { storage: storage!, leftOver };
}

/** Adds to a transaction: certify a registered blob. */
export function addCertify(
  transaction: Transaction,
  contracts: SystemContracts,
  {
    blobObject,
    certificate,
  }: {
    /** Object id, or a result of the same transaction. */
    readonly blobObject: string | TransactionObjectArgument;
    /** Certificate of a quorum, on a `blobCertificate` message. */
    readonly certificate: Certificate;
  },
): void {
  transaction.add(
    system.certifyBlob({
      package: contracts.packageId,
      arguments: {
        self: contracts.systemObjectId,
        blob: blobObject,
        signature: [...certificate.signature],
        signersBitmap: [...certificate.signers],
        message: [...certificate.message],
      },
    }),
  );
}

/** Adds to a transaction: delete a deletable blob. Returns its storage, to be kept or used again. */
export function addDelete(
  transaction: Transaction,
  contracts: SystemContracts,
  blobObject: string | TransactionObjectArgument,
): TransactionObjectArgument {
  return transaction.add(
    system.deleteBlob({
      package: contracts.packageId,
      arguments: { self: contracts.systemObjectId, blob: blobObject },
    }),
  );
}

/**
 * Adds to a transaction: end a blob that is on record as lost, even a permanent one. Returns its storage, to
 * be kept or used again.
 */
export function addReleaseLost(
  transaction: Transaction,
  contracts: SystemContracts,
  blobObject: string | TransactionObjectArgument,
): TransactionObjectArgument {
  return transaction.add(
    system.releaseLost({
      package: contracts.packageId,
      arguments: { self: contracts.systemObjectId, blob: blobObject },
    }),
  );
}

/** A blob object and how many epochs to add to its end. */
export interface Extension {
  /** Object id of the `Blob`. */
  readonly blobObjectId: string;
  /** How many epochs to add. */
  readonly epochs: number;
}

/** Changes to the attributes of a blob: removals first, then what is set. */
export interface AttributeChanges {
  /** Values by name. */
  readonly set?: Attributes | undefined;
  /** Names; those that are not there are passed over. */
  readonly remove?: readonly string[] | undefined;
}

/** Values by name. */
export type Attributes = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/**
 * Adds to a transaction: prolong blobs, paid with WAL of the sender. Nothing of it happens if prices have
 * risen since `payment`, in FROST, was computed.
 */
export function addExtend(
  transaction: Transaction,
  { packageId, systemObjectId, walType }: Contracts,
  {
    extensions,
    payment,
  }: {
    /** Blobs and how far to prolong them. */
    readonly extensions: readonly Extension[];
    /** What it costs, in FROST. */
    readonly payment: bigint;
  },
): void {
  payExactly(transaction, { walType, payment }, (coin) => {
    for (const { blobObjectId, epochs } of extensions) {
      transaction.add(
        system.extendBlob({
          package: packageId,
          arguments: { self: systemObjectId, blob: blobObjectId, extendedEpochs: epochs, payment: coin },
        }),
      );
    }
  });
}

/**
 * Adds to a transaction: destroy a blob object. The network keeps a certified blob until its end all the
 * same.
 */
export function addBurn(
  transaction: Transaction,
  { packageId }: PackageContracts,
  blobObject: string | TransactionObjectArgument,
): void {
  transaction.add(
    blobModule.burn({ package: packageId, arguments: { self: argument(transaction, blobObject) } }),
  );
}

/** Adds to a transaction: change the attributes of a blob. */
export function addAttributeChanges(
  transaction: Transaction,
  { packageId }: PackageContracts,
  {
    blobObject,
    set = {},
    remove = [],
  }: AttributeChanges & {
    /** Object id, or a result of the same transaction. */
    readonly blobObject: string | TransactionObjectArgument;
  },
): void {
  const self = argument(transaction, blobObject);
  for (const key of remove) {
    transaction.add(blobModule.removeMetadataPairIfExists({ package: packageId, arguments: { self, key } }));
  }
  for (const [key, value] of entriesOf(set)) {
    transaction.add(
      blobModule.insertOrUpdateMetadataPair({ package: packageId, arguments: { self, key, value } }),
    );
  }
}

/** The names and values of attributes. */
export function entriesOf(attributes: Attributes): [string, string][] {
  return attributes instanceof Map
    ? [...(attributes as ReadonlyMap<string, string>)]
    : Object.entries(attributes as Readonly<Record<string, string>>);
}

function argument(transaction: Transaction, object: string | TransactionObjectArgument) {
  return typeof object === 'string' ? transaction.object(object) : object;
}
