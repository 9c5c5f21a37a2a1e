/**
 * What staking owes to whom, written down from move/README.md as the simplest thing that could be right:
 * lists that are searched from end to end, nothing kept twice, and nothing rounded but what the rules round
 * (a commission, a share of an account, a part of rewards). What each stake is worth, and what penalties have
 * left of its principal, is exact, to 60 decimal places of a FROST. It knows no Move and no chain; committees
 * and who owes shards to whom come from outside, and so does what was really paid. Amounts are FROST.
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
  /** What it is worth, and what penalties have left of its principal. */
  worth: Exact;
  kept: Exact;
}

interface Growth {
  readonly epoch: number;
  value: Exact;
  kept: Exact;
  left: Exact;
}

/** What a stake is paid: of its principal, and rewards. */
export interface Payout {
  readonly kept: Exact;
  readonly rewards: Exact;
}

/** What a penalty takes: at once, and from the stake at work when the epoch ends. */
export interface Penalty<Amount = bigint> {
  readonly paid: Amount;
  readonly due: Amount;
}

export interface ModelPool {
  state: 'Active' | 'Withdrawing' | 'Withdrawn';
  freeEpoch: number;
  /** Rewards of stakers that have not been paid out, and of the operator. */
  rewards: bigint;
  commission: bigint;
  latestCommission: { readonly epoch: number; readonly amount: bigint };
  /** What its stake owes until the epoch ends. */
  due: bigint;
  /** Millionths of its stake that penalties have taken, with their epochs. */
  readonly taken: { readonly epoch: number; readonly part: number }[];
  /** Millionths of the next rewards that are taken, and that wait. */
  withheld: number;
  held: number;
  waiting: bigint;
  isReleased: boolean;
  /** What was at work when its epoch began, and how much of that came then. */
  atWork: Exact;
  joined: Exact;
  /** Basis points, and changes by epoch. */
  commissionRate: number;
  readonly commissionChanges: Map<number, number>;
  /**
   * By epoch, oldest first: what 1 FROST of the first stake would have become, what penalties would have left
   * of its principal, and what a penalty has left of what left with that epoch.
   */
  readonly growth: Growth[];
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

/** 1 in millionths. */
const WHOLE = 1_000_000;
const MOST_PER_EPOCH = 100_000;
const MOST_PER_WINDOW = 300_000;
const WINDOW = 26;

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
  /** Taken by penalties, and then burned. */
  pot = 0n;
  burned = 0n;
  /** Whom nodes that have not reported are owed shards by, and who is said not to have delivered some. */
  owing: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  readonly accused = new Set<string>();
  /** When the epoch began, and who has reported in it, when. */
  private startedMs = 0n;
  private readonly reports = new Map<string, bigint>();
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
      due: 0n,
      taken: [],
      withheld: 0,
      held: 0,
      waiting: 0n,
      isReleased: false,
      atWork: 0n,
      joined: 0n,
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
    const amount = isHeld ? atLeast(0n, pool.commission - pool.latestCommission.amount) : pool.commission;
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

  /** What stake from one epoch to another is paid; so far, if that is to come. */
  foresee(node: string, principal: bigint, activation: number, until: number): Payout {
    const pool = this.pool(node);
    const [since, at] = [growthAt(pool, activation), growthAt(pool, until)];
    const left = at.epoch === until ? at.left : ONE;
    const worth = (principal * at.value * left) / since.value;
    const kept = (principal * at.kept * left) / since.kept;
    return { kept: atMost(principal * ONE, kept), rewards: atLeast(0n, worth - kept) };
  }

  /** Returns the dust, which goes to the account of the current epoch. */
  remove(node: string): bigint {
    const dust = this.pool(node).rewards + this.pool(node).waiting;
    this.pools.delete(node);
    add(this.accounts, this.epoch, dust);
    return dust;
  }

  // Stakers.

  /** Returns the label of the new stake. */
  stake(node: string, principal: bigint): number {
    const activation = this.openEpoch();
    const worth = principal * ONE;
    return this.label({ node, activation, principal, freeFrom: undefined, worth, kept: worth });
  }

  split(label: number, amount: bigint): number {
    const stake = this.of(label);
    const part = {
      principal: amount,
      worth: (stake.worth * amount) / stake.principal,
      kept: (stake.kept * amount) / stake.principal,
    };
    stake.principal -= part.principal;
    stake.worth -= part.worth;
    stake.kept -= part.kept;
    return this.label({ ...stake, ...part });
  }

  canJoin(label: number, other: number): boolean {
    const [a, b] = [this.of(label), this.of(other)];
    return a.node === b.node && a.activation === b.activation && a.freeFrom === b.freeFrom;
  }

  join(label: number, other: number): void {
    const { principal, worth, kept } = this.of(other);
    this.of(label).principal += principal;
    this.of(label).worth += worth;
    this.of(label).kept += kept;
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

  /** It was at work until the epoch began, and answers for shards that its node owes. */
  isAnswering(label: number): boolean {
    const { node, activation, freeFrom } = this.of(label);
    if (this.next !== undefined || activation >= this.epoch) return false;
    return (freeFrom === undefined || freeFrom === this.epoch) && this.isHandOverOpen(node);
  }

  canWithdraw(label: number): boolean {
    const { node, freeFrom } = this.of(label);
    if (this.isAnswering(label)) return false;
    if (freeFrom !== undefined) return freeFrom <= this.epoch;
    return this.isIdle(label) || !this.serves(node);
  }

  /** Takes the stake out; returns what it is worth, which `pay` takes out of the pool as it is paid. */
  withdraw(label: number): Payout {
    const { worth, kept } = this.of(label);
    this.stakes.delete(label);
    return { kept, rewards: atLeast(0n, worth - kept) };
  }

  /** What a node's pool really paid for a stake that was withdrawn, and what was taken of the principal. */
  pay(node: string, rewards: bigint, taken: bigint): void {
    this.pool(node).rewards -= rewards;
    this.pot += taken;
  }

  // Penalties.

  /** Owes the node shards that others wait for, or has one of them said that it did not deliver? */
  isHandOverOpen(node: string): boolean {
    return this.accused.has(node) || [...this.owing.values()].some((from) => from.has(node));
  }

  /** Has so much been taken that it is no candidate for an epoch? */
  isBarred(node: string, epoch: number): boolean {
    return this.takenUntil(node, epoch) === MOST_PER_WINDOW;
  }

  /**
   * Millionths of its stake and of its next rewards, for a deed in an epoch. Takes what was really `told`,
   * and returns what it should be. The stake at work owes only for the epoch that runs.
   */
  penalise(node: string, deed: number, stakePpm: number, rewardsPpm: number, told: Penalty): Penalty<Exact> {
    const { atWork } = this.pool(node);
    const isOwed = deed === this.epoch && this.committee.has(node);
    const { earnings, rest } = this.charge(node, atWork, stakePpm, isOwed);
    this.settlePenalty(node, rewardsPpm, told);
    return { paid: earnings, due: rest };
  }

  /** The same for shards that were not handed over: until voting ends, what has left since pays as well. */
  penaliseHandOver(node: string, stakePpm: number, rewardsPpm: number, told: Penalty): Penalty<Exact> {
    if (this.next !== undefined || !this.isHandOverOpen(node)) {
      return this.penalise(node, this.epoch - 1, stakePpm, rewardsPpm, told);
    }
    const pool = this.pool(node);
    const isServing = this.committee.has(node);
    const leaving: ModelStake[] = [];
    let departed: Exact = 0n;
    let kept: Exact = 0n;
    for (const stake of this.stakes.values()) {
      if (stake.node !== node || stake.activation >= this.epoch) continue;
      const isOut = stake.freeFrom === this.epoch || (stake.freeFrom === undefined && !isServing);
      if (!isOut) continue;
      leaving.push(stake);
      departed += stake.worth;
      kept += stake.kept;
    }
    const all = departed + (isServing ? pool.atWork : 0n);
    const { earnings, rest } = this.charge(node, all, stakePpm, true);
    this.settlePenalty(node, rewardsPpm, told);
    if (rest === 0n) return { paid: earnings, due: 0n };

    const part = departed === 0n ? 0n : (rest * departed) / all;
    const ofRewards = departed === 0n ? 0n : (part * (departed - kept)) / departed;
    const factor = ((all - rest) * ONE) / all;
    for (const stake of leaving) {
      stake.worth = (stake.worth * factor) / ONE;
      stake.kept = (stake.kept * factor) / ONE;
    }
    const growth = pool.growth.at(-1)!;
    if (isServing) {
      if (departed > 0n) growth.left = (growth.left * factor) / ONE;
    } else {
      growth.value = (growth.value * factor) / ONE;
      growth.kept = (growth.kept * factor) / ONE;
      pool.atWork = pool.joined + ((pool.atWork - pool.joined) * factor) / ONE;
    }
    return { paid: earnings + ofRewards, due: rest - part };
  }

  hold(node: string, rewardsPpm: number): void {
    const pool = this.pool(node);
    pool.held = Math.min(WHOLE, pool.held + rewardsPpm);
    pool.isReleased = false;
  }

  release(node: string): void {
    const pool = this.pool(node);
    pool.held = 0;
    pool.isReleased = true;
  }

  /** All that the operator has earned, by vote; it is burned at once. */
  slash(node: string): bigint {
    const pool = this.pool(node);
    const { commission } = pool;
    pool.commission = 0n;
    this.burned += commission;
    return commission;
  }

  burn(): bigint {
    const { pot } = this;
    this.burned += pot;
    this.pot = 0n;
    return pot;
  }

  /** What a penalty is, within the bounds, and how much of it the operator's earnings do not pay. */
  private charge(
    node: string,
    stake: Exact,
    stakePpm: number,
    isOwed: boolean,
  ): { readonly earnings: Exact; readonly rest: Exact } {
    const pool = this.pool(node);
    const now = pool.taken.reduce((sum, { epoch, part }) => (epoch === this.epoch ? sum + part : sum), 0);
    const room = Math.min(MOST_PER_EPOCH - now, MOST_PER_WINDOW - this.takenUntil(node, this.epoch));
    let part = Math.min(stakePpm, room);
    // Whole FROST, as nobody can pay less than one.
    const amount = ((stake * BigInt(part)) / (BigInt(WHOLE) * ONE)) * ONE;
    const earnings = atMost(pool.commission * ONE, amount);
    if (!isOwed && earnings < amount) {
      // What nobody pays leaves room for other penalties.
      const whole = stake / ONE;
      part = Number((pool.commission * BigInt(WHOLE) + whole - 1n) / whole);
    }
    pool.taken.push({ epoch: this.epoch, part });
    return { earnings, rest: isOwed ? amount - earnings : 0n };
  }

  private settlePenalty(node: string, rewardsPpm: number, { paid, due }: Penalty): void {
    const pool = this.pool(node);
    // The earnings pay first.
    const earnings = paid < pool.commission ? paid : pool.commission;
    pool.commission -= earnings;
    pool.rewards -= paid - earnings;
    pool.due += due;
    pool.withheld = Math.min(WHOLE, pool.withheld + rewardsPpm);
    this.pot += paid;
  }

  private takenUntil(node: string, until: number): number {
    return this.pool(node).taken.reduce(
      (sum, { epoch, part }) => (epoch + WINDOW > until ? sum + part : sum),
      0,
    );
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

  /** The nodes that can be voted for, and what will stand behind each: what can be taken out. */
  candidates(): Map<string, Exact> {
    const open = this.openEpoch();
    const votes = new Map<string, Exact>();
    for (const { node, activation, freeFrom, worth } of this.stakes.values()) {
      if (this.pool(node).state !== 'Active' || (freeFrom !== undefined && freeFrom <= open)) continue;
      if (this.isBarred(node, open)) continue;
      const { due, atWork } = this.pool(node);
      const isPaying = due > 0n && activation <= this.epoch;
      add(votes, node, isPaying ? (worth * (atWork - due * ONE)) / atWork : worth);
    }
    return votes;
  }

  endVoting(next: ReadonlyMap<string, number>): void {
    this.next = next;
    this.nextTerms = this.voted(next);
  }

  /**
   * Returns what each node has not earned, as it has had shards since its report only; and what is taken of
   * the rewards of each: exactly, of those that it has just earned, and of those that its stake had, which
   * `take` takes as it really was.
   */
  startEpoch(nowMs: bigint): {
    readonly unearned: ReadonlyMap<string, bigint>;
    readonly taken: ReadonlyMap<string, { readonly earned: bigint; readonly ofStake: Exact }>;
  } {
    const taken = new Map<string, { readonly earned: bigint; readonly ofStake: Exact }>();
    const unearned = this.unearned(nowMs);
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
      const late = (part * (unearned.get(node) ?? 0n)) / BigInt(WHOLE);
      unearned.set(node, late);
      this.pot += late;
      taken.set(node, this.advance(node, part - late));
    }
    add(this.accounts, this.epoch, rest);
    for (const node of this.committee.keys()) if (!this.previous.has(node)) this.advance(node, 0n);
    this.accused.clear();
    this.startedMs = nowMs;
    this.reports.clear();
    return { unearned, taken };
  }

  /** Millionths, rounded up: the part of the epoch that ends in which a node did not have some of its shards. */
  private unearned(nowMs: bigint): Map<string, bigint> {
    const unearned = new Map<string, bigint>();
    if (this.previous.size === 0) return unearned;
    for (const [node, weight] of this.committee) {
      const gained = BigInt(Math.max(0, weight - (this.previous.get(node) ?? 0)));
      const late = (this.reports.get(node) ?? nowMs) - this.startedMs;
      const all = (nowMs - this.startedMs) * BigInt(weight);
      unearned.set(node, (BigInt(WHOLE) * gained * late + all - 1n) / all);
    }
    return unearned;
  }

  /** Takes from the rewards of a node's stake what a penalty really took. */
  take(node: string, amount: bigint): void {
    this.pool(node).rewards -= amount;
    this.pot += amount;
  }

  /** A node reports that it holds all its shards. */
  report(node: string, nowMs: bigint): void {
    this.reports.set(node, nowMs);
    this.owing = new Map([...this.owing].filter(([receiver]) => receiver !== node));
  }

  /** All WAL that somebody has been promised, or that waits in accounts and pools. */
  total(): bigint {
    let total = this.pot;
    for (const { principal } of this.stakes.values()) total += principal;
    for (const { rewards, commission, waiting } of this.pools.values()) {
      total += rewards + commission + waiting;
    }
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

  /** What 1 FROST of the first stake has become at most, at any time. */
  growth(node: string): Exact {
    return this.pool(node).growth.reduce((most, { value }) => atLeast(most, value), ONE);
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

  /** Pays a node for the epoch that has ended, and takes what it owes. */
  private advance(node: string, all: bigint): { readonly earned: bigint; readonly ofStake: Exact } {
    const pool = this.pool(node);
    const working = [...this.stakes.values()].filter(
      ({ node: at, activation, freeFrom }) =>
        at === node && activation < this.epoch && (freeFrom === undefined || freeFrom >= this.epoch),
    );
    let atWork: Exact = 0n;
    let kept: Exact = 0n;
    for (const stake of working) [atWork, kept] = [atWork + stake.worth, kept + stake.kept];
    let { value, kept: keptOfOne } = growthAt(pool, Infinity);

    const withheld = (all * BigInt(pool.withheld)) / BigInt(WHOLE);
    const wanted = (all * BigInt(pool.held)) / BigInt(WHOLE);
    const held = wanted < all - withheld ? wanted : all - withheld;
    const earned = all - withheld - held + (pool.isReleased ? pool.waiting : 0n);
    pool.waiting = held + (pool.isReleased ? 0n : pool.waiting);
    this.pot += withheld;

    let ofStake: Exact = 0n;
    const owed = pool.due * ONE;
    if (owed > 0n && owed < atWork) {
      ofStake = ((atWork - kept) * owed) / atWork;
      const left = ((atWork - owed) * ONE) / atWork;
      for (const stake of working) {
        stake.worth = (stake.worth * left) / ONE;
        stake.kept = (stake.kept * left) / ONE;
      }
      [value, keptOfOne] = [(value * left) / ONE, (keptOfOne * left) / ONE];
      atWork -= owed;
    }
    [pool.due, pool.withheld, pool.held] = [0n, 0, 0];

    const part = earned - (earned * BigInt(pool.commissionRate)) / 10_000n;
    const grown = atWork === 0n ? undefined : (value * (atWork + part * ONE)) / atWork;
    // Without stake, or where growth ends, the operator gets it all.
    const isShared = grown !== undefined && grown <= MOST_GROWTH;
    const cut = isShared ? earned - part : earned;
    pool.commission += cut;
    pool.latestCommission = { epoch: this.epoch, amount: cut };
    pool.rewards += earned - cut;
    if (isShared) {
      for (const stake of working) stake.worth = (stake.worth * (atWork + part * ONE)) / atWork;
      value = grown;
    }
    pool.growth.push({ epoch: this.epoch, value, kept: keptOfOne, left: ONE });

    pool.atWork = 0n;
    pool.joined = 0n;
    for (const { node: at, activation, freeFrom, worth } of this.stakes.values()) {
      if (at !== node || activation > this.epoch) continue;
      if (freeFrom !== undefined && freeFrom <= this.epoch) continue;
      pool.atWork += worth;
      if (activation === this.epoch) pool.joined += worth;
    }

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
    return { earned: withheld, ofStake };
  }
}

/** At the beginning of an epoch: that of the last one until then in which the node served, or left. */
function growthAt({ growth }: ModelPool, epoch: number): Growth {
  const last = growth.filter((each) => each.epoch <= epoch).at(-1);
  return last ?? { epoch: -1, value: ONE, kept: ONE, left: ONE };
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

function atMost(most: bigint, value: bigint): bigint {
  return value > most ? most : value;
}
