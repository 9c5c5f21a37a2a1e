/** A share of what buyers pay (package `subsidies`). */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { coinWithBalance, type Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import { withJson } from '../base/json.js';
import * as subsidies from '../contracts/generated/subsidies/subsidies.js';
import type { Contracts } from './contracts.js';
import { loadObject, parseAs } from './objects.js';
import type { SubsidyPool } from './walrus-subsidies.js';

/** What a pool pays, in basis points of the price. Three times `buyer` and `system` are at most 20,000. */
export interface SubsidyRates {
  /** Share that the buyer gets back, up to 6,666. */
  readonly buyer: number;
  /** Share that is added for those who store, up to 10,000. */
  readonly system: number;
}

/** A pool as it is. */
export interface SubsidiesState extends SubsidyRates {
  /** The version of the package `subsidies` that is to be called. */
  readonly packageId: string;
  /** FROST in it. */
  readonly funds: bigint;
}

/** The admin of a pool. */
interface OfAdmin extends SubsidyPool {
  /** The `AdminCap` of the pool. */
  readonly adminCapId: string;
}

/** What is bought through a pool with WAL of the sender. */
interface Purchase extends SubsidyPool {
  /** FROST of the sender that may be taken. What is not needed comes back as `change`. */
  readonly payment: bigint;
}

/** What buying through a pool gives, to be given to somebody. */
export interface SubsidizedStorage {
  /** The `Storage`. */
  readonly storage: TransactionObjectArgument;
  /** The coin with what is left of the payment. */
  readonly change: TransactionObjectArgument;
}

/** Reads a pool. Throws ChainStateMissing; the signal's reason. */
export async function readSubsidies(
  client: ClientWithCoreApi,
  subsidiesId: string,
  signal?: AbortSignal,
): Promise<SubsidiesState> {
  const what = 'the pool of subsidies';
  const { content } = await loadObject(client, { what, objectId: subsidiesId, signal });
  const fields = parseAs(what, () => subsidies.Subsidies.parse(content));
  return withJson({
    packageId: fields.package_id,
    buyer: fields.buyer_subsidy_rate,
    system: fields.system_subsidy_rate,
    funds: BigInt(fields.subsidy_pool.value),
  });
}

/**
 * Adds to a transaction: make a pool with FROST of the sender, which is shared. Anyone may. Returns the
 * capability of its admin, to be given to somebody.
 */
export function addCreateSubsidies(
  transaction: Transaction,
  { walType: type }: Pick<Contracts, 'walType'>,
  {
    packageId,
    buyer,
    system,
    frost,
  }: Pick<SubsidyPool, 'packageId'> & SubsidyRates & { readonly frost: bigint },
): TransactionObjectArgument {
  return transaction.add(
    subsidies.newWithInitialRatesAndFunds({
      package: packageId,
      arguments: {
        packageId,
        initialBuyerSubsidyRate: buyer,
        initialSystemSubsidyRate: system,
        initialFunds: transaction.add(coinWithBalance({ type, balance: frost })),
      },
    }),
  );
}

/** Adds to a transaction: give FROST of the sender to a pool. Only its admin can take them back. */
export function addFundSubsidies(
  transaction: Transaction,
  { walType: type }: Pick<Contracts, 'walType'>,
  { packageId, subsidiesId: self, frost }: SubsidyPool & { readonly frost: bigint },
): void {
  const funds = transaction.add(coinWithBalance({ type, balance: frost }));
  transaction.add(subsidies.addFunds({ package: packageId, arguments: { self, funds } }));
}

/** Adds to a transaction: set what a pool pays, in the order of the rates given. Its admin's to send. */
export function addSubsidyRates(
  transaction: Transaction,
  { packageId, subsidiesId: self, adminCapId: cap }: OfAdmin,
  rates: Partial<SubsidyRates>,
): void {
  const calls = { buyer: subsidies.setBuyerSubsidyRate, system: subsidies.setSystemSubsidyRate };
  for (const [whose, newRate] of Object.entries(rates))
    transaction.add(
      calls[whose as keyof SubsidyRates]({ package: packageId, arguments: { self, cap, newRate } }),
    );
}

/** Adds to a transaction: take all funds out. Its admin's to send. Returns a coin to give to somebody. */
export function addWithdrawSubsidies(
  transaction: Transaction,
  { walType }: Pick<Contracts, 'walType'>,
  { packageId, subsidiesId: self, adminCapId: cap }: OfAdmin,
): TransactionObjectArgument {
  const balance = transaction.add(
    subsidies.withdrawBalance({ package: packageId, arguments: { self, cap } }),
  );
  return transaction.moveCall({
    target: '0x2::coin::from_balance',
    typeArguments: [walType],
    arguments: [balance],
  });
}

/** Adds to a transaction: buy storage through a pool. Returns it, and what is left of the payment. */
export function addReserveSubsidized(
  transaction: Transaction,
  { systemObjectId: system, walType: type }: Contracts,
  {
    packageId,
    subsidiesId: self,
    bytes,
    epochs,
    payment: balance,
  }: Purchase & {
    /** Bytes of encoded data. */
    readonly bytes: number | bigint;
    /** How many epochs, the current one included. */
    readonly epochs: number;
  },
): SubsidizedStorage {
  const change = transaction.add(coinWithBalance({ type, balance }));
  const storage = transaction.add(
    subsidies.reserveSpace({
      package: packageId,
      arguments: { self, system, storageAmount: bytes, epochsAhead: epochs, payment: change },
    }),
  );
  return { storage, change };
}

/** Adds to a transaction: extend a blob of the sender through a pool. Returns what is left of the payment. */
export function addExtendSubsidized(
  transaction: Transaction,
  { systemObjectId: system, walType: type }: Contracts,
  {
    packageId,
    subsidiesId: self,
    blobObjectId: blob,
    epochs,
    payment: balance,
  }: Purchase & {
    /** Object id of the blob. */
    readonly blobObjectId: string;
    /** How many epochs to add. */
    readonly epochs: number;
  },
): TransactionObjectArgument {
  const change = transaction.add(coinWithBalance({ type, balance }));
  transaction.add(
    subsidies.extendBlob({
      package: packageId,
      arguments: { self, system, blob, epochsAhead: epochs, payment: change },
    }),
  );
  return change;
}
