import { coinWithBalance, type Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import { blob, system } from '../../contracts/index.js';
import type { Contracts } from '../write/transactions.js';

/** A blob object and how many epochs to add to its end. */
export interface Extension {
  readonly blobObjectId: string;
  readonly epochs: number;
}

/** Changes to the attributes of a blob: removals first, then what is set. */
export interface AttributeChanges {
  readonly set?: Attributes | undefined;
  /** Names; those that are not there are passed over. */
  readonly remove?: readonly string[] | undefined;
}

/** Values by name. */
export type Attributes = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/**
 * Adds to a transaction: prolong blobs, paid with WAL of the sender. Nothing of it happens if prices have risen
 * since `payment`, in FROST, was computed.
 */
export function addExtend(
  transaction: Transaction,
  { packageId, systemObjectId, walType }: Contracts,
  extensions: readonly Extension[],
  payment: bigint,
): void {
  const coin = transaction.add(coinWithBalance({ type: walType, balance: payment }));
  for (const { blobObjectId, epochs } of extensions) {
    transaction.add(
      system.extendBlob({
        package: packageId,
        arguments: { self: systemObjectId, blob: blobObjectId, extendedEpochs: epochs, payment: coin },
      }),
    );
  }
  transaction.moveCall({ target: '0x2::coin::destroy_zero', typeArguments: [walType], arguments: [coin] });
}

/** Adds to a transaction: destroy a blob object. The network keeps a certified blob until its end all the same. */
export function addBurn(
  transaction: Transaction,
  { packageId }: Pick<Contracts, 'packageId'>,
  blobObject: string | TransactionObjectArgument,
): void {
  transaction.add(blob.burn({ package: packageId, arguments: { self: argument(transaction, blobObject) } }));
}

/** Adds to a transaction: change the attributes of a blob. */
export function addAttributeChanges(
  transaction: Transaction,
  { packageId }: Pick<Contracts, 'packageId'>,
  blobObject: string | TransactionObjectArgument,
  { set = {}, remove = [] }: AttributeChanges,
): void {
  const self = argument(transaction, blobObject);
  for (const key of remove) {
    transaction.add(blob.removeMetadataPairIfExists({ package: packageId, arguments: { self, key } }));
  }
  for (const [key, value] of entriesOf(set)) {
    transaction.add(blob.insertOrUpdateMetadataPair({ package: packageId, arguments: { self, key, value } }));
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
