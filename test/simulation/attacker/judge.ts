/**
 * Judges what a transaction has done by what is promised. It follows stakes by the events, in their order,
 * and compares with sums over all of them: it knows nothing of how the contracts calculate.
 */
import type { ExecutedTransaction } from '@haulout/devnet/ledger';
import { events as bindings } from '@haulout/sdk/contracts';
import { apportion } from '../../support/apportionment.js';
import { MIB, WAL, type Arena, type Purse } from './arena.js';
import { Growth, ONE, worksIn, type GrowingStake } from './growth.js';

/** What is promised. */
export const PROMISES = [
  /** Who serves, and with how many shards, follows from the stakes that stand when voting ends (R6). */
  'no history',
  /** What a node's votes weigh can be taken out by somebody (R7). */
  'backed votes',
  /** Nobody is paid another's rewards, and everybody is paid (R7). */
  'own rewards',
  /** No transaction moves the price that applies (R8). */
  'steady prices',
  /** Not f shards alone move the price of the next epoch (R8). */
  'agreed prices',
] as const;

export type Promised = (typeof PROMISES)[number];

/** A promise that was broken. */
export interface Breach {
  readonly promised: Promised;
  /** By how much, in FROST, or in shards. */
  readonly extent: bigint;
  readonly story: string;
}

export interface Stake extends GrowingStake {
  readonly id: string;
  readonly owner: Purse;
  readonly node: string;
}

/** Relative error that is nobody's loss: 1e-9. */
const FINE = 1_000_000_000n;
/** Stake that grew more than that is not judged: beyond it the contracts may give rewards to operators. */
const MOST_GROWTH = ONE << 60n;

/** All that the judge knows. Immutable, so that one can go back to it. */
export interface Record {
  readonly epoch: number;
  readonly price: bigint;
  readonly stakes: ReadonlyMap<string, Stake>;
  readonly growth: ReadonlyMap<string, Growth>;
  /** What stakers have done with a node: each time a FROST may be rounded. */
  readonly actions: ReadonlyMap<string, number>;
  readonly committee: ReadonlyMap<string, number>;
  readonly next: ReadonlyMap<string, number> | undefined;
  /** The greatest distance from exact arithmetic so far, in FROST: what a search can go by. */
  readonly distance: bigint;
  readonly sharedEnd: number;
}

type Fields = Readonly<{ [name: string]: unknown }>;

const EVENTS = new Map(
  (
    [
      'StakeAdded',
      'StakeSplit',
      'StakeJoined',
      'StakeWithdrawalRequested',
      'StakeWithdrawn',
      'RewardsPaid',
      'EpochParametersSelected',
      'EpochChangeStart',
      'PricesUpdated',
      'StorageReserved',
      'StorageExtended',
    ] as const
  ).map((name) => [name as string, (bytes: Uint8Array) => bindings[name].parse(bytes) as Fields]),
);

/** What is so in the beginning. */
export function firstRecord(arena: Arena): Record {
  const { epoch, committee } = arena.stakingState();
  return {
    epoch,
    price: arena.price(),
    stakes: new Map(arena.firstStakes.map((stake) => [stake.id, stake])),
    growth: new Map(),
    actions: new Map(),
    committee: shardsOf(committee),
    next: undefined,
    distance: 0n,
    sharedEnd: arena.sharedStorage().end,
  };
}

/** Judges a transaction of somebody. */
export function judge(
  arena: Arena,
  before: Record,
  result: ExecutedTransaction,
  by: Purse,
): { readonly record: Record; readonly breaches: readonly Breach[] } {
  const hearing = new Hearing(arena, before, by);
  for (const { type, contents } of result.events) {
    const name = type.kind === 'datatype' ? type.name : '';
    const read = EVENTS.get(name);
    if (read) hearing.hear(name, read(contents));
  }
  return hearing.close();
}

class Hearing {
  private readonly arena: Arena;
  private readonly before: Record;
  private readonly by: Purse;
  private readonly stakes: Map<string, Stake>;
  private readonly growth: Map<string, Growth>;
  private readonly actions: Map<string, number>;
  private readonly breaches: Breach[] = [];
  /** Stakes when voting ended, if it did in this transaction. */
  private standing: { readonly stakes: readonly Stake[]; readonly rewards: Rewards } | undefined;
  private readonly payments: { readonly what: string; readonly units: bigint; readonly paid: bigint }[] = [];
  private epoch: number;
  private distance: bigint;
  private sharedEnd: number;

  constructor(arena: Arena, before: Record, by: Purse) {
    this.arena = arena;
    this.before = before;
    this.by = by;
    this.stakes = new Map(before.stakes);
    this.growth = new Map(before.growth);
    this.actions = new Map(before.actions);
    this.epoch = before.epoch;
    this.distance = before.distance;
    this.sharedEnd = before.sharedEnd;
  }

  hear(name: string, fields: Fields): void {
    const text = (field: string): string => fields[field] as string;
    const amount = (field: string): bigint => BigInt(fields[field] as string);
    const number = (field: string): number => fields[field] as number;
    switch (name) {
      case 'StakeAdded':
        this.act(text('node_id'));
        return this.put({
          id: text('object_id'),
          owner: this.by,
          node: text('node_id'),
          principal: amount('amount'),
          activation: number('activation_epoch'),
          freeFrom: undefined,
        });
      case 'StakeSplit': {
        const stake = this.stakes.get(text('object_id'))!;
        this.act(stake.node);
        this.put({ ...stake, principal: amount('amount') });
        return this.put({ ...stake, id: text('new_object_id'), principal: amount('new_amount') });
      }
      case 'StakeJoined': {
        const stake = this.stakes.get(text('object_id'))!;
        this.act(stake.node);
        this.stakes.delete(text('joined_object_id'));
        return this.put({ ...stake, principal: amount('amount') });
      }
      case 'StakeWithdrawalRequested': {
        const stake = this.stakes.get(text('object_id'))!;
        this.act(stake.node);
        return this.put({ ...stake, freeFrom: number('withdraw_epoch') });
      }
      case 'StakeWithdrawn':
        return this.payout(this.stakes.get(text('object_id'))!, amount('rewards'));
      case 'RewardsPaid':
        return this.earn(text('node_id'), amount('rewards'), amount('commission'));
      case 'EpochParametersSelected':
        this.standing = { stakes: [...this.stakes.values()], rewards: this.rewards() };
        return;
      case 'EpochChangeStart':
        this.epoch = number('epoch');
        return;
      case 'StorageReserved': {
        const units = (amount('storage_size') + MIB - 1n) / MIB;
        const epochs = BigInt(number('end_epoch') - number('start_epoch'));
        this.payments.push({ what: 'storage', units: units * epochs, paid: amount('payment') });
        return;
      }
      case 'StorageExtended': {
        const epochs = BigInt(number('end_epoch') - this.sharedEnd);
        this.sharedEnd = number('end_epoch');
        const units = epochs * this.arena.sharedStorage().units;
        this.payments.push({ what: 'the shared blob', units, paid: amount('payment') });
        return;
      }
      default:
        this.checkPrice(amount('storage_price'));
    }
  }

  close(): { record: Record; breaches: readonly Breach[] } {
    const state = this.arena.stakingState();
    const committee = shardsOf(state.committee);
    const next = state.next_committee === null ? undefined : shardsOf(state.next_committee);
    const price = this.arena.price();
    this.checkPrice(price);
    if (this.epoch === this.before.epoch) this.checkPayments();
    else this.checkMove(price, committee);
    if (this.standing !== undefined) this.checkCommittee(next ?? committee);
    this.checkVotes(next === undefined ? this.epoch + 1 : this.epoch + 2);
    const { epoch, stakes, growth, actions, distance, sharedEnd, breaches } = this;
    return {
      record: { epoch, price, stakes, growth, actions, committee, next, distance, sharedEnd },
      breaches,
    };
  }

  // Stakes.

  private put(stake: Stake): void {
    this.stakes.set(stake.id, stake);
  }

  private act(node: string): void {
    this.actions.set(node, (this.actions.get(node) ?? 0) + 1);
  }

  private growthOf(node: string): Growth {
    return this.growth.get(node) ?? new Growth();
  }

  private earn(node: string, rewards: bigint, commission: bigint): void {
    const before = this.growthOf(node);
    const with_ = [...this.stakes.values()].filter((stake) => stake.node === node);
    this.growth.set(node, before.after(this.epoch, rewards, with_));
    const working = with_.filter((stake) => worksIn(stake, this.epoch - 1));
    const isJudged = this.nodeOf(node).isOwn && before.between(0, this.epoch) < MOST_GROWTH;
    if (working.length > 0 && commission > 0n && isJudged) {
      this.breach('own rewards', commission, `the operator of ${this.nameOf(node)} gets`, commission);
    }
  }

  private payout(stake: Stake, rewards: bigint): void {
    this.act(stake.node);
    this.stakes.delete(stake.id);
    const growth = this.growthOf(stake.node);
    const end = stake.freeFrom ?? this.epoch;
    const worth = stake.activation > this.epoch ? stake.principal : growth.worth(stake, end);
    const due = worth - stake.principal;
    const slack = this.slack(stake.node, worth);
    this.stray(rewards - due);
    const whose = `${stake.owner} leaves ${this.nameOf(stake.node)} with`;
    if (rewards > due + slack) {
      this.breach('own rewards', rewards - due, `${whose} ${wal(rewards)} of rewards, due`, due);
    }
    const left = this.poolRewards(stake.node);
    if (rewards + slack < due && left <= slack) {
      this.breach('own rewards', due - rewards, `${whose} ${wal(rewards)} from an empty pool, due`, due);
    }
  }

  // Votes.

  /** What rounding may do. */
  private slack(node: string, worth: bigint): bigint {
    return BigInt(this.actions.get(node) ?? 0) + worth / FINE;
  }

  private checkVotes(epoch: number): void {
    const rewards = this.rewards();
    for (const [node, votes] of this.arena.candidates()) {
      const with_ = [...this.stakes.values()].filter((stake) => stake.node === node);
      const standing = with_.filter((stake) => worksIn(stake, epoch));
      const backed = sum(standing.map(({ principal }) => principal)) + (rewards.get(node) ?? 0n);
      const growth = this.growthOf(node);
      this.stray(votes - sum(standing.map((stake) => growth.worth(stake, this.epoch))));
      // What leaves was rounded when that was asked for, up to two epochs before.
      const grown = 1n + growth.between(epoch - 3, epoch) / ONE;
      if (votes <= backed + this.slack(node, votes) * grown) continue;
      const shards = this.before.next?.get(node) ?? this.before.committee.get(node) ?? 0;
      const what = `${this.nameOf(node)} (${shards} shards) has votes of ${wal(votes)}, backed are`;
      this.breach('backed votes', votes - backed, what, backed);
    }
  }

  /**
   * What each node's votes must and may weigh are the sum of its stakes, and all that it has. Whoever is sure
   * to be among the candidates, and has more for each shard than another, cannot be the one who goes short.
   */
  private checkCommittee(shards: ReadonlyMap<string, number>): void {
    const { stakes, rewards } = this.standing!;
    const nodes = this.arena.nodes.map(({ id }) => {
      const own = stakes.filter((stake) => stake.node === id && worksIn(stake, this.before.epoch + 1));
      const least = sum(own.map(({ principal }) => principal));
      const most = least === 0n ? 0n : least + (rewards.get(id) ?? 0n);
      return { id, least, most: most + this.slack(id, most), shards: shards.get(id) ?? 0 };
    });
    const eligible = nodes.filter(({ least }) => least > 0n).length;
    if (eligible === 0) return;
    const { candidates, shards: all } = this.arena.plan;
    // Nobody whom the cap stops has fewer than another.
    const cap = Math.max(...shards.values());
    const wrong = nodes.flatMap((node) => {
      const { id, least, most } = node;
      const ahead = nodes.filter((each) => each.id !== id && each.least > most).length;
      const notBehind = nodes.filter((each) => each.id !== id && each.most >= least).length;
      const gets = `${this.nameOf(id)} gets ${node.shards} shards with ${wal(least)} at stake`;
      if (node.shards > 0 && (ahead >= candidates || least === 0n)) {
        return [`${gets}, and ${ahead} nodes have more`];
      }
      if (notBehind >= candidates || node.shards >= cap) return [];
      const other = nodes.find(
        (each) => each.shards > 0 && each.most * BigInt(node.shards + 1) < least * BigInt(each.shards),
      );
      if (other === undefined) return [];
      return [`${gets}, but ${this.nameOf(other.id)} has ${other.shards} with ${wal(other.least)}`];
    });
    if (wrong.length === 0) return;
    const ranked = nodes
      .toSorted((a, b) => Number(b.least - a.least))
      .slice(0, Math.min(candidates, eligible));
    const entitled = apportion(
      ranked.map(({ least }) => least),
      all,
    );
    const missing = ranked.map((node, index) => Math.max(0, entitled[index]! - node.shards));
    const misplaced = missing.reduce((total, each) => total + each, 0);
    const story = `${misplaced} of ${all} shards go astray: ${wrong.join('; ')}`;
    this.breaches.push({ promised: 'no history', extent: BigInt(misplaced), story });
  }

  // Prices.

  private checkPrice(price: bigint): void {
    if (this.epoch !== this.before.epoch || price === this.before.price) return;
    const story = `the price goes from ${this.before.price} to ${price} FROST within an epoch`;
    this.breaches.push({ promised: 'steady prices', extent: distance(price, this.before.price), story });
  }

  private checkPayments(): void {
    for (const { what, units, paid } of this.payments) {
      const due = units * this.before.price;
      if (paid === due) continue;
      const story = `${paid} FROST are paid for ${what}, which costs ${due} FROST`;
      this.breaches.push({ promised: 'steady prices', extent: distance(paid, due), story });
    }
  }

  /** At the beginning of an epoch the price goes only where honest nodes want it, if f shards are not. */
  private checkMove(price: bigint, committee: ReadonlyMap<string, number>): void {
    const was = this.before.price;
    const { shards, honest } = this.arena.plan;
    const faulty = Math.floor((shards - 1) / 3);
    const voters = this.arena.nodes
      .slice(0, honest.length)
      .map(({ id }, index) => ({ weight: committee.get(id) ?? 0, vote: honest[index]!.price }));
    if (sum(voters.map(({ weight }) => BigInt(weight))) < BigInt(shards - faulty) || price === was) return;
    const wanted = voters.filter(({ vote }) => (price > was ? vote >= price : vote <= price));
    const weight = sum(wanted.map((voter) => BigInt(voter.weight)));
    if (weight > BigInt(faulty)) return;
    const story = `the price goes from ${was} to ${price} FROST, which ${weight} honest shards want`;
    this.breaches.push({ promised: 'agreed prices', extent: distance(price, was), story });
  }

  // Words and numbers.

  private rewards(): Rewards {
    return new Map(this.arena.nodes.map(({ id }) => [id, this.poolRewards(id)]));
  }

  private poolRewards(node: string): bigint {
    return BigInt(this.arena.pool(node).rewards_pool.value);
  }

  private stray(difference: bigint): void {
    const size = difference < 0n ? -difference : difference;
    if (size > this.distance) this.distance = size;
  }

  private breach(promised: Promised, extent: bigint, what: string, due: bigint): void {
    this.breaches.push({ promised, extent, story: `${what} ${wal(due)}` });
  }

  private nodeOf(id: string) {
    return this.arena.nodes.find((node) => node.id === id)!;
  }

  private nameOf(id: string): string {
    return this.nodeOf(id).name;
  }
}

type Rewards = ReadonlyMap<string, bigint>;

/** An amount for people. */
export function wal(frost: bigint): string {
  return frost % WAL === 0n || frost >= 1000n * WAL
    ? `${frost / WAL} WAL`
    : `${Number(frost / 1000n) / 1e6} WAL`;
}

function shardsOf([{ contents }]: ReturnType<Arena['stakingState']>['committee']): Map<string, number> {
  return new Map(contents.map(({ key, value }): [string, number] => [key, value.length]));
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
