/** What stakers do, as calls that are added to a transaction. */
import { coinWithBalance, type Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import type { StakingContracts } from '../chain/contracts.js';
import { stakedWal, staking } from '../contracts/index.js';

/**
 * Adds to a transaction: stake WAL of the sender with a node.
 *
 * @returns the `StakedWal`, which the transaction has to give to the staker
 */
export function addStake(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  stake: {
    /** The node. */
    readonly nodeId: string;
    /** FROST, at least 1 WAL (10^9). */
    readonly amount: bigint;
    /** Type of the WAL coin. */
    readonly walType: string;
  },
): TransactionObjectArgument {
  const toStake = transaction.add(coinWithBalance({ type: stake.walType, balance: stake.amount }));
  return transaction.add(
    staking.stakeWithPool({
      package: packageId,
      arguments: { self: stakingObjectId, toStake, nodeId: stake.nodeId },
    }),
  );
}

/**
 * Adds to a transaction: cut stake in two, in the same state. Both parts have at least 1 WAL (10^9 FROST).
 *
 * @returns the part of `amount` FROST, which the transaction has to give to somebody
 */
export function addSplitStake(
  transaction: Transaction,
  { packageId }: StakingContracts,
  {
    stakedWalId,
    amount,
  }: {
    /** The `StakedWal` to cut. */
    readonly stakedWalId: string;
    /** FROST of the new part. */
    readonly amount: bigint;
  },
): TransactionObjectArgument {
  return transaction.add(stakedWal.split({ package: packageId, arguments: { self: stakedWalId, amount } }));
}

/** Adds to a transaction: add stake to other stake that differs in nothing but its amount. */
export function addJoinStake(
  transaction: Transaction,
  { packageId }: StakingContracts,
  {
    stakedWalId,
    otherId,
  }: {
    /** The `StakedWal` that grows. */
    readonly stakedWalId: string;
    /** The `StakedWal` that is added to it, and is gone afterwards. */
    readonly otherId: string;
  },
): void {
  transaction.add(stakedWal.join({ package: packageId, arguments: { self: stakedWalId, other: otherId } }));
}

/**
 * Adds to a transaction: ask for stake to be freed, for the first epoch whose committee does not count on it.
 */
export function addRequestWithdrawal(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  stakedWalId: string,
): void {
  transaction.add(
    staking.requestWithdrawStake({
      package: packageId,
      arguments: { self: stakingObjectId, stakedWal: stakedWalId },
    }),
  );
}

/**
 * Adds to a transaction: take free stake out.
 *
 * @returns the WAL, rewards included, which the transaction has to give to somebody
 */
export function addWithdrawStake(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  stakedWalId: string,
): TransactionObjectArgument {
  return transaction.add(
    staking.withdrawStake({
      package: packageId,
      arguments: { self: stakingObjectId, stakedWal: stakedWalId },
    }),
  );
}
