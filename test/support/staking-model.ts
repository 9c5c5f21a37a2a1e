/**
 * What staking owes to whom, written down from move/README.md as the simplest thing that could be right:
 * lists that are searched from end to end, nothing kept twice, and nothing rounded but what the rules round
 * (a commission, a share of an account). What stakes are worth is exact, to 60 decimal places of a FROST. It
 * knows no Move and no chain; committees come from outside, and so does what was really paid. Amounts are
 * FROST.
 */

/** A number with 60 decimal places. */
export type Exact = bigint;
export const ONE: Exact = 10n ** 60n;

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
  /** Rewards of stakers that have not been paid out, and of the operator. */
  rewards: bigint;
  commission: bigint;
  latestCommission: { readonly epoch: number; readonly amount: bigint };
  /** Basis points, and changes by epoch. */
  commissionRate: number;
  readonly commissionChanges: Map<number, number>;
  /** What 1 FROST of the first stake would have become, by epoch; oldest first. */
  readonly growth: { readonly epoch: number; readonly value: Exact }[];
  vote: Vote;
}

/** FROST for a MiB and an epoch, FROST for writing one, bytes that the node has room for. */
export interface Vote {
  readonly storage: bigint;
  readonly write: bigint;
  readonly capacity: bigint;
}

export const WAL = 1_000_000_000n;

/** The contracts count growth with 18 decimal places, up to 2^127. */
const MOST_GROWTH: Exact = (2n ** 127n * ONE) / 10n ** 18n;

/** The first committee brings prices down from the highest there is. */
const NO_PRICE = 2n ** 64n - 1n;

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
      rewards: 0n,
      commission: 0n,
      latestCommission: { epoch: 0, amount: 0n },
      commissionRate,
      commissionChanges: new Map(),
      growth: [],
      vote,
    });
  }

  setCommission(node: string, rate: number): void {
    this.pool(node).commissionChanges.set(this.epoch + 2, rate);
  }

  /** What came with the current epoch stays until its voting has ended. */
  collect(node: string): bigint {
    const pool = this.pool(node);
    const isHeld = this.next === undefined && pool.latestCommission.epoch === this.epoch;
    const amount = isHeld ? pool.commission - pool.latestCommission.amount : pool.commission;
    pool.commission -= amount;
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
  earned(node: string, principal: bigint, activation: number, until: number): Exact {
    return atLeast(0n, this.worth(node, principal, activation, until) - principal * ONE);
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
    const isToCome = stake.activation > this.epoch;
    stake.freeFrom = isToCome ? stake.activation + 1 : this.freeEpoch(stake.node);
    return stake.freeFrom;
  }

  canWithdraw(label: number): boolean {
    const { node, freeFrom } = this.of(label);
    if (freeFrom !== undefined) return freeFrom <= this.epoch;
    return this.isIdle(label) || !this.serves(node);
  }

  /** Takes the stake out; returns its rewards, which `pay` takes out of the pool as they are paid. */
  withdraw(label: number): Exact {
    const { node, principal, activation, freeFrom } = this.of(label);
    const isIdle = this.isIdle(label);
    this.stakes.delete(label);
    return isIdle ? 0n : this.earned(node, principal, activation, freeFrom ?? this.epoch);
  }

  /** Rewards that a node's pool really paid. */
  pay(node: string, rewards: bigint): void {
    this.pool(node).rewards -= rewards;
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

  /** The nodes that can be voted for, and what will stand behind each. */
  candidates(): Map<string, Exact> {
    const open = this.openEpoch();
    const votes = new Map<string, Exact>();
    for (const { node, principal, activation, freeFrom } of this.stakes.values()) {
      if (this.pool(node).state !== 'Active' || (freeFrom !== undefined && freeFrom <= open)) continue;
      add(votes, node, this.worth(node, principal, activation, Infinity));
    }
    return votes;
  }

  endVoting(next: ReadonlyMap<string, number>): void {
    this.next = next;
    this.nextTerms = this.voted(next);
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

  /** What 1 FROST of the first stake has become. */
  growth(node: string): Exact {
    return growthAt(this.pool(node), Infinity);
  }

  /** What stake has become from one epoch to another. */
  private worth(node: string, principal: bigint, activation: number, until: number): Exact {
    const pool = this.pool(node);
    return (principal * ONE * growthAt(pool, until)) / growthAt(pool, activation);
  }

  /**
   * By definition, for a quorum of shards, 3w >= 2n + 1: the price next to the one that applies of which no
   * quorum wants more and no quorum less, and the highest capacity that nodes of a quorum can provide, each
   * for its part of the shards.
   */
  private voted(committee: ReadonlyMap<string, number>): Vote {
    const all = [...committee].map(([node, weight]) => ({ ...this.pool(node).vote, weight: BigInt(weight) }));
    const n = all.reduce((total, { weight }) => total + weight, 0n);
    const isQuorum = (isFor: (vote: (typeof all)[number]) => boolean): boolean =>
      3n * all.filter(isFor).reduce((total, { weight }) => total + weight, 0n) >= 2n * n + 1n;
    const room = ({ capacity, weight }: (typeof all)[number]): bigint => (capacity * n) / weight;
    const next = (price: bigint, of: (vote: (typeof all)[number]) => bigint): bigint => {
      const now = this.epoch === 0 ? NO_PRICE : price;
      return [now, ...all.map(of)]
        .filter((price) => !isQuorum((vote) => of(vote) > price) && !isQuorum((vote) => of(vote) < price))
        .reduce((a, b) => (distance(now, b) < distance(now, a) ? b : a));
    };
    const capacity = all.map(room).filter((c) => isQuorum((vote) => room(vote) >= c));
    return {
      storage: next(this.terms.storage, (vote) => vote.storage),
      write: next(this.terms.write, (vote) => vote.write),
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

  /** Pays a node for the epoch that has ended. */
  private advance(node: string, earned: bigint): void {
    const pool = this.pool(node);
    let atWork: Exact = 0n;
    for (const { node: at, principal, activation, freeFrom } of this.stakes.values()) {
      if (at !== node || activation >= this.epoch) continue;
      if (freeFrom !== undefined && freeFrom < this.epoch) continue;
      atWork += this.worth(node, principal, activation, Infinity);
    }
    const growth = this.growth(node);
    const part = earned - (earned * BigInt(pool.commissionRate)) / 10_000n;
    const grown = atWork === 0n ? undefined : (growth * (atWork + part * ONE)) / atWork;
    // Without stake, or where growth ends, the operator gets it all.
    const isShared = grown !== undefined && grown <= MOST_GROWTH;
    const cut = isShared ? earned - part : earned;
    pool.commission += cut;
    pool.latestCommission = { epoch: this.epoch, amount: cut };
    pool.rewards += earned - cut;
    pool.growth.push({ epoch: this.epoch, value: isShared ? grown : growth });

    const due = [...pool.commissionChanges]
      .filter(([epoch]) => epoch <= this.epoch)
      .sort(([a], [b]) => a - b);
    for (const [epoch, rate] of due) {
      pool.commissionRate = rate;
      pool.commissionChanges.delete(epoch);
    }

    if (pool.state === 'Withdrawing' && pool.freeEpoch <= this.epoch) {
      if (this.committee.has(node)) pool.freeEpoch = this.epoch + 1;
      else pool.state = 'Withdrawn';
    }
  }
}

/** At the beginning of an epoch: that of the last one until then in which the node served, or left. */
function growthAt({ growth }: ModelPool, epoch: number): Exact {
  return growth.filter((each) => each.epoch <= epoch).at(-1)?.value ?? ONE;
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}

function add<K>(amounts: Map<K, bigint>, key: K, amount: bigint): void {
  amounts.set(key, (amounts.get(key) ?? 0n) + amount);
}

function atLeast(least: bigint, value: bigint): bigint {
  return value < least ? least : value;
}
