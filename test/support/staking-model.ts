/**
 * What staking owes to whom, written down from move/README.md in exact integers, as the simplest thing that
 * could be right: lists that are searched from end to end, nothing kept twice. It knows no Move and no chain;
 * committees come from outside. Amounts are FROST.
 */

/** The rate of a pool: `shares` are worth `wal`. */
interface Rate {
  readonly epoch: number;
  readonly wal: bigint;
  readonly shares: bigint;
}

/** Principal, or shares, on the way in or out from an epoch on. */
interface Due {
  readonly epoch: number;
  readonly amount: bigint;
}

export interface ModelStake {
  readonly node: string;
  readonly activation: number;
  principal: bigint;
  /** The epoch from which on it is free, once that has been asked for. */
  freeFrom: number | undefined;
}

export interface ModelPool {
  state: 'Active' | 'Withdrawing' | 'Withdrawn';
  freeEpoch: number;
  wal: bigint;
  shares: bigint;
  rewards: bigint;
  commission: bigint;
  /** Basis points, and changes by epoch. */
  commissionRate: number;
  readonly commissionChanges: Map<number, number>;
  /** Oldest first. */
  readonly rates: Rate[];
  arriving: Due[];
  /** Shares that leave. */
  leaving: Due[];
  /** Principal that leaves after the one epoch in which it counts. */
  passing: Due[];
  vote: Vote;
}

/** FROST for a MiB and an epoch, FROST for writing one, bytes that the node has room for. */
export interface Vote {
  readonly storage: bigint;
  readonly write: bigint;
  readonly capacity: bigint;
}

export const WAL = 1_000_000_000n;

/** Less than that in a pool is nobody's. */
export const DUST = WAL / 2n;

const FLAT: Rate = { epoch: 0, wal: 1n, shares: 1n };

export class StakingModel {
  epoch = 0;
  readonly stakes = new Map<number, ModelStake>();
  readonly pools = new Map<string, ModelPool>();
  committee: ReadonlyMap<string, number> = new Map();
  previous: ReadonlyMap<string, number> = new Map();
  /** Settled with the end of voting. */
  next: ReadonlyMap<string, number> | undefined;
  /** FROST for each epoch to come, and bytes stored in it. */
  readonly accounts = new Map<number, bigint>();
  readonly stored = new Map<number, bigint>();
  /** What the committee of the epoch has agreed on: prices, and capacity. */
  terms: Vote = { storage: 0n, write: 0n, capacity: 0n };
  private nextTerms: Vote | undefined;
  private labels = 0;

  // Nodes.

  register(node: string, commissionRate: number, vote: Vote): void {
    this.pools.set(node, {
      state: 'Active',
      freeEpoch: 0,
      wal: 0n,
      shares: 0n,
      rewards: 0n,
      commission: 0n,
      commissionRate,
      commissionChanges: new Map(),
      rates: [],
      arriving: [],
      leaving: [],
      passing: [],
      vote,
    });
  }

  setCommission(node: string, rate: number): void {
    this.pool(node).commissionChanges.set(this.epoch + 2, rate);
  }

  collect(node: string): bigint {
    const pool = this.pool(node);
    const amount = pool.commission;
    pool.commission = 0n;
    return amount;
  }

  leave(node: string): void {
    const pool = this.pool(node);
    pool.freeEpoch = this.freeEpoch(node);
    pool.state = pool.freeEpoch > this.epoch ? 'Withdrawing' : 'Withdrawn';
  }

  isRemovable(node: string): boolean {
    const pool = this.pool(node);
    const isEmpty = ![...this.stakes.values()].some((stake) => stake.node === node);
    return pool.state === 'Withdrawn' && isEmpty && pool.commission === 0n && !this.previous.has(node);
  }

  /** What stake earns from the beginning of one epoch to that of another; so far, if that is to come. */
  earned(node: string, principal: bigint, activation: number, until: number): bigint {
    const pool = this.pool(node);
    const { wal, shares } = rateAt(pool, until);
    return atLeast(0n, (bought(pool, principal, activation) * wal) / shares - principal);
  }

  /** Returns the dust, which goes to the account of the current epoch. */
  remove(node: string): bigint {
    const dust = this.pool(node).rewards;
    this.pools.delete(node);
    add(this.accounts, this.epoch, dust);
    return dust;
  }

  // Stakers.

  /** Returns the label of the new stake. */
  stake(node: string, principal: bigint): number {
    const activation = this.openEpoch();
    this.pool(node).arriving.push({ epoch: activation, amount: principal });
    return this.label({ node, activation, principal, freeFrom: undefined });
  }

  split(label: number, amount: bigint): number {
    const stake = this.of(label);
    stake.principal -= amount;
    return this.label({ ...stake, principal: amount });
  }

  canJoin(label: number, other: number): boolean {
    const [a, b] = [this.of(label), this.of(other)];
    return a.node === b.node && a.activation === b.activation && a.freeFrom === b.freeFrom;
  }

  join(label: number, other: number): void {
    this.of(label).principal += this.of(other).principal;
    this.stakes.delete(other);
  }

  /** No committee counts on it, and nobody has asked for anything. */
  isIdle(label: number): boolean {
    const { node, activation, freeFrom } = this.of(label);
    const counted = this.next?.has(node) === true && activation === this.epoch + 1;
    return freeFrom === undefined && activation > this.epoch && !counted;
  }

  canRequest(label: number): boolean {
    return this.of(label).freeFrom === undefined && !this.isIdle(label) && this.serves(this.of(label).node);
  }

  request(label: number): number {
    const stake = this.of(label);
    const pool = this.pool(stake.node);
    if (stake.activation > this.epoch) {
      stake.freeFrom = stake.activation + 1;
      pool.passing.push({ epoch: stake.freeFrom, amount: stake.principal });
    } else {
      stake.freeFrom = this.freeEpoch(stake.node);
      pool.leaving.push({
        epoch: stake.freeFrom,
        amount: bought(pool, stake.principal, stake.activation),
      });
    }
    return stake.freeFrom;
  }

  canWithdraw(label: number): boolean {
    const { node, freeFrom } = this.of(label);
    if (freeFrom !== undefined) return freeFrom <= this.epoch;
    return this.isIdle(label) || !this.serves(node);
  }

  withdraw(label: number): { principal: bigint; rewards: bigint; promised: bigint } {
    const stake = this.of(label);
    const { principal, activation } = stake;
    const pool = this.pool(stake.node);
    let promised = 0n;
    if (this.isIdle(label)) {
      pool.arriving.push({ epoch: activation, amount: -principal });
    } else {
      const until = stake.freeFrom ?? this.epoch;
      if (stake.freeFrom === undefined) {
        pool.leaving.push({ epoch: until, amount: bought(pool, principal, activation) });
      }
      promised = this.earned(stake.node, principal, activation, until);
    }
    const rewards = promised < pool.rewards ? promised : pool.rewards;
    pool.rewards -= rewards;
    this.stakes.delete(label);
    return { principal, rewards, promised };
  }

  // Epochs.

  /** Pays for storage: `price` for each of `epochs` epochs from now on. */
  payForStorage(bytes: bigint, price: bigint, epochs: number): void {
    for (let ahead = 0; ahead < epochs; ahead++) {
      add(this.accounts, this.epoch + ahead, price);
      add(this.stored, this.epoch + ahead, bytes);
    }
  }

  /** Gives WAL, in even parts, what cannot be divided now. */
  subsidise(amount: bigint, epochs: number): void {
    const part = amount / BigInt(epochs);
    for (let ahead = 0; ahead < epochs; ahead++) add(this.accounts, this.epoch + ahead, part);
    add(this.accounts, this.epoch, amount - part * BigInt(epochs));
  }

  /** The stake of each node that can be voted for. */
  candidates(): Map<string, bigint> {
    const open = this.openEpoch();
    const stakes = [...this.pools].map(([node, pool]): [string, bigint] => {
      if (pool.state !== 'Active') return [node, 0n];
      const { wal, shares } = rateAt(pool, Infinity);
      const arriving = sum(pool.arriving.filter(({ epoch }) => epoch <= open));
      return [node, pool.wal + arriving - (leavingShares(pool, open) * wal) / shares];
    });
    return new Map(stakes.filter(([, stake]) => stake >= DUST));
  }

  endVoting(next: ReadonlyMap<string, number>): void {
    this.next = next;
    this.nextTerms = this.voted(next);
  }

  /** Applies the prices that the committee votes for now. */
  reprice(): void {
    const { storage, write } = this.voted(this.committee);
    this.terms = { ...this.terms, storage, write };
  }

  startEpoch(): void {
    const earned = this.accounts.get(this.epoch) ?? 0n;
    const isAnythingStored = (this.stored.get(this.epoch) ?? 0n) > 0n;
    const total = [...this.committee.values()].reduce((a, b) => a + b, 0);
    [this.previous, this.committee, this.next] = [this.committee, this.next!, undefined];
    this.epoch++;
    this.terms = this.nextTerms!;

    let rest = earned;
    for (const [node, weight] of this.previous) {
      const part = isAnythingStored ? (earned * BigInt(weight)) / BigInt(total) : 0n;
      rest -= part;
      this.advance(node, part);
    }
    add(this.accounts, this.epoch, rest);
    for (const node of this.committee.keys()) if (!this.previous.has(node)) this.advance(node, 0n);
  }

  /** All WAL that somebody has been promised, or that waits in accounts and pools. */
  total(): bigint {
    let total = 0n;
    for (const { principal } of this.stakes.values()) total += principal;
    for (const { rewards, commission } of this.pools.values()) total += rewards + commission;
    for (const [epoch, amount] of this.accounts) if (epoch >= this.epoch) total += amount;
    return total;
  }

  // What everything else is made of.

  of(label: number): ModelStake {
    return this.stakes.get(label)!;
  }

  pool(node: string): ModelPool {
    return this.pools.get(node)!;
  }

  serves(node: string): boolean {
    return this.freeEpoch(node) > this.epoch;
  }

  /** FROST that a share is worth, rounded up: what rounding can take from anybody at once. */
  grain(node: string): bigint {
    const { wal, shares } = rateAt(this.pool(node), Infinity);
    return wal / shares + 1n;
  }

  /**
   * By definition: the lowest price with which nodes with a quorum of shards, 3w >= 2n + 1, are content, and
   * the highest capacity that such nodes can provide, each for its part of the shards.
   */
  private voted(committee: ReadonlyMap<string, number>): Vote {
    const all = [...committee].map(([node, weight]) => ({ ...this.pool(node).vote, weight: BigInt(weight) }));
    const n = all.reduce((total, { weight }) => total + weight, 0n);
    const isQuorum = (isFor: (vote: (typeof all)[number]) => boolean): boolean =>
      3n * all.filter(isFor).reduce((total, { weight }) => total + weight, 0n) >= 2n * n + 1n;
    const room = ({ capacity, weight }: (typeof all)[number]): bigint => (capacity * n) / weight;
    const storage = all.map((vote) => vote.storage).filter((p) => isQuorum((vote) => vote.storage <= p));
    const write = all.map((vote) => vote.write).filter((p) => isQuorum((vote) => vote.write <= p));
    const capacity = all.map(room).filter((c) => isQuorum((vote) => room(vote) >= c));
    const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (a < b ? a : b));
    return {
      storage: least(storage),
      write: least(write),
      capacity: capacity.reduce((a, b) => (a > b ? a : b)),
    };
  }

  private freeEpoch(node: string): number {
    if (this.next?.has(node)) return this.epoch + 2;
    return this.committee.has(node) ? this.epoch + 1 : this.epoch;
  }

  openEpoch(): number {
    return this.epoch + (this.next === undefined ? 1 : 2);
  }

  private label(stake: ModelStake): number {
    this.stakes.set(++this.labels, stake);
    return this.labels;
  }

  private advance(node: string, earned: bigint): void {
    const pool = this.pool(node);
    const cut = pool.shares === 0n ? earned : (earned * BigInt(pool.commissionRate)) / 10_000n;
    pool.commission += cut;
    pool.rewards += earned - cut;
    pool.wal += earned - cut;

    const due = [...pool.commissionChanges]
      .filter(([epoch]) => epoch <= this.epoch)
      .sort(([a], [b]) => a - b);
    for (const [epoch, rate] of due) {
      pool.commissionRate = rate;
      pool.commissionChanges.delete(epoch);
    }

    const { wal, shares } = earned > cut ? pool : rateAt(pool, Infinity);
    pool.rates.push({ epoch: this.epoch, wal, shares });

    const out = (leavingShares(pool, this.epoch) * wal) / shares;
    pool.wal += sum(pool.arriving.filter(({ epoch }) => epoch <= this.epoch)) - out;
    if (pool.wal < DUST) pool.wal = 0n;
    pool.shares = (pool.wal * shares) / wal;
    const isToCome = ({ epoch }: Due): boolean => epoch > this.epoch;
    pool.arriving = pool.arriving.filter(isToCome);
    pool.leaving = pool.leaving.filter(isToCome);
    pool.passing = pool.passing.filter(isToCome);

    if (pool.state === 'Withdrawing' && pool.freeEpoch <= this.epoch) {
      if (this.committee.has(node)) pool.freeEpoch = this.epoch + 1;
      else pool.state = 'Withdrawn';
    }
  }
}

/** The rate at the beginning of an epoch: the last one until then. */
function rateAt({ rates }: ModelPool, epoch: number): Rate {
  return rates.filter((rate) => rate.epoch <= epoch).at(-1) ?? FLAT;
}

/** Shares that stake bought when it began to count. */
function bought(pool: ModelPool, principal: bigint, epoch: number): bigint {
  const { wal, shares } = rateAt(pool, epoch);
  return (principal * shares) / wal;
}

/** Shares that leave by an epoch. What counts for one epoch only buys its shares all together. */
function leavingShares(pool: ModelPool, until: number): bigint {
  const passing = new Map<number, bigint>();
  for (const { epoch, amount } of pool.passing) if (epoch <= until) add(passing, epoch, amount);
  let shares = sum(pool.leaving.filter(({ epoch }) => epoch <= until));
  for (const [epoch, principal] of passing) shares += bought(pool, principal, epoch - 1);
  return shares;
}

function sum(dues: readonly Due[]): bigint {
  return dues.reduce((total, { amount }) => total + amount, 0n);
}

function add(amounts: Map<number, bigint>, epoch: number, amount: bigint): void {
  amounts.set(epoch, (amounts.get(epoch) ?? 0n) + amount);
}

function atLeast(least: bigint, value: bigint): bigint {
  return value < least ? least : value;
}
