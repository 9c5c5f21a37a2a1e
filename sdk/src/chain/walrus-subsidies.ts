/** WAL for those who store, on top of what users pay (package `walrus_subsidies`). */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { coinWithBalance, type Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import { withJson } from '../base/json.js';
import * as walrusSubsidies from '../contracts/generated/walrus_subsidies/walrus_subsidies.js';
import { WalrusSubsidiesInnerV1 } from '../contracts/generated/walrus_subsidies/walrus_subsidies_inner.js';
import type { Contracts, StakingContracts, SystemContracts } from './contracts.js';
import { loadField, loadObject } from './objects.js';

/** A pool of subsidies, as calls name it. */
export interface SubsidyPool {
  /** The version of its package that is called. */
  readonly packageId: string;
  /** The shared object. */
  readonly subsidiesId: string;
}

/** What a pool pays. */
export interface WalrusSubsidyRates {
  /** Share that is added to what users pay, in basis points up to 20,000. */
  readonly systemSubsidyRate: number;
  /** FROST for each node and epoch. */
  readonly baseSubsidy: bigint;
  /** FROST for each shard and epoch. */
  readonly subsidyPerShard: bigint;
}

/** A pool as it is. */
export interface WalrusSubsidiesState extends WalrusSubsidyRates {
  /** The version of the package `walrus_subsidies` that is to be called. */
  readonly packageId: string;
  /** FROST in it. */
  readonly funds: bigint;
  /** The last epoch whose nodes have been paid; 0 for none. */
  readonly latestEpoch: number;
  /** When it has paid last, in ms since the Unix epoch; 0 for never. */
  readonly processedMs: number;
}

/** Reads a pool. Throws ChainStateMissing; the signal's reason. */
export async function readWalrusSubsidies(
  client: ClientWithCoreApi,
  subsidiesId: string,
  signal?: AbortSignal,
): Promise<WalrusSubsidiesState> {
  const what = 'the pool of subsidies';
  const { content, type } = await loadObject(client, { what, objectId: subsidiesId, signal });
  const { package_id: packageId } = walrusSubsidies.WalrusSubsidies.parse(content);
  const inner = await loadField(client, {
    what,
    parentId: subsidiesId,
    // An empty struct is one false byte.
    name: { type: `${type.split('::')[0]}::walrus_subsidies::SubsidiesInnerKey`, bcs: Uint8Array.of(0) },
    parse: (value) => WalrusSubsidiesInnerV1.parse(value),
    signal,
  });
  return withJson({
    packageId,
    systemSubsidyRate: inner.system_subsidy_rate,
    baseSubsidy: BigInt(inner.base_subsidy),
    subsidyPerShard: BigInt(inner.subsidy_per_shard),
    funds: BigInt(inner.subsidy_pool.value),
    latestEpoch: inner.latest_epoch,
    processedMs: Number(inner.last_subsidized_ts),
  });
}

/**
 * Adds to a transaction: make a pool without funds, which is shared. Anyone may. Returns the capability of
 * its admin, to be given to somebody.
 */
export function addCreateWalrusSubsidies(
  transaction: Transaction,
  { systemObjectId: system, stakingObjectId: staking }: SystemContracts & StakingContracts,
  { packageId, ...rates }: Pick<SubsidyPool, 'packageId'> & WalrusSubsidyRates,
): TransactionObjectArgument {
  const args = { system, staking, ...rates };
  return transaction.add(walrusSubsidies._new({ package: packageId, arguments: args }));
}

/** Adds to a transaction: give FROST of the sender to a pool. Nobody can take them back. */
export function addFundWalrusSubsidies(
  transaction: Transaction,
  { walType: type }: Pick<Contracts, 'walType'>,
  { packageId, subsidiesId: self, frost }: SubsidyPool & { readonly frost: bigint },
): void {
  const funds = transaction.add(coinWithBalance({ type, balance: frost }));
  transaction.add(walrusSubsidies.addCoin({ package: packageId, arguments: { self, funds } }));
}

/** Adds to a transaction: set what a pool pays. Its admin's to send. */
export function addWalrusSubsidyRates(
  transaction: Transaction,
  { packageId, subsidiesId: self, adminCapId: adminCap }: SubsidyPool & { readonly adminCapId: string },
  { systemSubsidyRate: newRate, baseSubsidy, subsidyPerShard }: Partial<WalrusSubsidyRates>,
): void {
  const at = { package: packageId };
  if (newRate !== undefined)
    transaction.add(walrusSubsidies.setSystemSubsidyRate({ ...at, arguments: { self, adminCap, newRate } }));
  if (baseSubsidy !== undefined)
    transaction.add(walrusSubsidies.setBaseSubsidy({ ...at, arguments: { self, adminCap, baseSubsidy } }));
  if (subsidyPerShard !== undefined)
    transaction.add(
      walrusSubsidies.setPerShardSubsidy({ ...at, arguments: { self, adminCap, subsidyPerShard } }),
    );
}

/**
 * Adds to a transaction: pay what is due. Anyone may, and somebody should once in every epoch, after
 * `addAdvancePools` where pools wait.
 */
export function addProcessSubsidies(
  transaction: Transaction,
  { systemObjectId: system, stakingObjectId: staking }: SystemContracts & StakingContracts,
  { packageId, subsidiesId: self }: SubsidyPool,
): void {
  transaction.add(
    walrusSubsidies.processSubsidies({ package: packageId, arguments: { self, staking, system } }),
  );
}
