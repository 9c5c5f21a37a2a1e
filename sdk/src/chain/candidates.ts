/** Who can be elected: a bounded number of nodes, those with the most stake, as the contracts keep them. */
import type { activeSet, stakingPool } from '../contracts/index.js';

/** The candidates for the next committee that is not settled yet. */
export interface Candidates {
  /** No more nodes than that. */
  readonly most: number;
  /** With less stake than that nobody is a candidate; FROST. */
  readonly leastStake: bigint;
  /** FROST by node id, as they will count. */
  readonly stakes: ReadonlyMap<string, bigint>;
}

/** What changes a node's stake in epochs to come, in FROST. */
export interface StakeToCome {
  /** Counts from an epoch on, by epoch. */
  readonly arriving: ReadonlyMap<number, bigint>;
  /** Leaves with an epoch, by epoch: with what it has earned so far. */
  readonly leaving: ReadonlyMap<number, bigint>;
}

/** The candidates in the contracts' own layout. */
export function candidatesOf(set: ReturnType<typeof activeSet.ActiveSet.parse>): Candidates {
  return {
    most: set.max_size,
    leastStake: BigInt(set.threshold_stake),
    stakes: new Map(set.nodes.map(({ node_id, staked_amount }) => [node_id, BigInt(staked_amount)])),
  };
}

/** What comes and goes in a staking pool. */
export function stakeToCome(pool: ReturnType<typeof stakingPool.StakingPool.parse>): StakeToCome {
  const leaving = byEpoch(pool.pending_shares_withdraw);
  for (const [epoch, principal] of byEpoch(pool.pre_active_withdrawals)) {
    leaving.set(epoch, (leaving.get(epoch) ?? 0n) + principal);
  }
  return { arriving: byEpoch(pool.pending_stake), leaving };
}

/** What a node's stake will be in an epoch, at least. */
export function leastStakeIn(
  epoch: number,
  {
    stake,
    arriving,
    leaving,
  }: StakeToCome & {
    /** Stake and rewards that count now, in FROST. */
    readonly stake: bigint;
  },
): bigint {
  const until = (amounts: ReadonlyMap<number, bigint>): bigint =>
    [...amounts].reduce((sum, [due, amount]) => (due <= epoch ? sum + amount : sum), 0n);
  const least = stake + until(arriving) - until(leaving);
  return least > 0n ? least : 0n;
}

function byEpoch([{ contents }]: ReturnType<typeof stakingPool.StakingPool.parse>['pending_stake']): Map<
  number,
  bigint
> {
  return new Map(contents.map(({ key, value }) => [key, BigInt(value)]));
}
