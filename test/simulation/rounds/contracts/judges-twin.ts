/**
 * The judges by the rules of `evidence::settlement`, `node_record`, `penalties` and `declared`, written once
 * more and without a chain: from verdicts and declarations to what walrus is ordered to do. Nodes are
 * numbers that stay the same from epoch to epoch.
 */
import { DEFAULT_STAKE_PPM, PPM, REWARDS_PPM, type Cause } from '@haulout/sdk/evidence';
import type { RoundTwin, Verdict } from './round-twin.js';

/** What walrus is told to do. */
export type Order =
  | { kind: 'penalty'; node: number; cause: Cause; stakePpm: number; rewardsPpm: number }
  | { kind: 'hold'; node: number; rewardsPpm: number }
  | { kind: 'release'; node: number };

/** What a round was for a node, as the event `NodeSettled` has it. */
export interface Settled {
  readonly node: number;
  readonly verdict: Verdict;
  readonly missesInARow: number;
  readonly misses: number;
}

/** So many misses in a row are a failure. */
const TOO_MANY_MISSES = 3;
/** Two declarations in so many epochs are one too many. */
const FORGIVEN_AFTER = 4;

interface NodeRecord {
  missesInARow: number;
  epoch: number;
  misses: number;
  stakeTaken: Set<Cause>;
  isHeld: boolean;
}

interface Declaration {
  readonly epoch: number;
  readonly shards: number;
  charged: number;
  isRestored: boolean;
}

export class JudgesTwin {
  #epoch = 0;
  readonly #rewardsPpm: Readonly<Record<Cause, number>>;
  readonly #records = new Map<number, NodeRecord>();
  readonly #declarations = new Map<number, Declaration>();
  readonly #exempt = new Set<number>();

  /** Other parts of the rewards than those of the contracts show what they are good for. */
  constructor(rewardsPpm: Partial<Record<Cause, number>> = {}) {
    this.#rewardsPpm = { ...REWARDS_PPM, ...rewardsPpm };
  }

  /** Nodes that have declared all their shards lost. */
  get exempt(): ReadonlySet<number> {
    return this.#exempt;
  }

  beginEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.#exempt.clear();
  }

  /** Settles who has not been: what happened, and what follows. */
  settle(round: RoundTwin): { readonly settled: readonly Settled[]; readonly orders: readonly Order[] } {
    const orders: Order[] = [];
    const settled = round.takeUnsettled().map((node) => {
      const verdict = round.verdict(node)!;
      orders.push(...this.#judge(node, verdict, round));
      return this.#tell(node, verdict);
    });
    return { settled, orders };
  }

  /** A proof has convicted a node: it is settled at once. Nothing happens if it cannot be held against it. */
  convict(
    round: RoundTwin,
    node: number,
  ): { readonly settled: Settled; readonly orders: Order[] } | undefined {
    if (!round.convict(node)) return undefined;
    this.#miss(this.#record(node));
    const orders = this.#penalty(node, 'wrongAnswer');
    return { settled: this.#tell(node, 'Wrong'), orders };
  }

  /** A node says that it has lost so many of the shards that it owns. */
  declare(node: number, shards: number, owned: number): Order[] {
    const before = this.#declarations.get(node);
    const isRepeated = before !== undefined && this.#epoch < before.epoch + FORGIVEN_AFTER;
    const declaration = { epoch: this.#epoch, shards, charged: this.#epoch, isRestored: false };
    this.#declarations.set(node, declaration);
    this.#setExempt(node, shards === owned);
    return this.#charge(node, { shards, owned, isRepeated });
  }

  /** In the epoch after a declaration, what is still lost earns nothing either. */
  holdOver(node: number, owned: number): Order[] {
    const declaration = this.#declarations.get(node);
    if (declaration === undefined || declaration.isRestored) return [];
    if (declaration.epoch + 1 !== this.#epoch || declaration.charged >= this.#epoch) return [];
    declaration.charged = this.#epoch;
    this.#setExempt(node, declaration.shards === owned);
    return this.#charge(node, { shards: declaration.shards, owned, isRepeated: false });
  }

  /** New owners say that a node has not delivered so many of the shards that it owned. They say so once. */
  notDelivered(node: number, shards: number, owned: number): Order[] {
    const stakePpm = Math.ceil((DEFAULT_STAKE_PPM.notDelivered * shards) / owned);
    return this.#order(node, 'notDelivered', [stakePpm, this.#rewardsPpm.notDelivered]);
  }

  #judge(node: number, verdict: Verdict, round: RoundTwin): Order[] {
    const record = this.#record(node);
    const orders: Order[] = [];
    let cause: Cause | undefined;
    if (verdict === 'Passed') {
      if (record.isHeld) orders.push({ kind: 'release', node });
      record.missesInARow = 0;
      record.isHeld = false;
    } else if (verdict === 'Late') {
      record.isHeld = true;
      orders.push({ kind: 'hold', node, rewardsPpm: this.#rewardsPpm.miss });
    } else if (verdict === 'Missed') {
      if (round.isConclusive) this.#miss(record);
      cause = round.isConclusive && record.missesInARow >= TOO_MANY_MISSES ? 'missedInARow' : 'miss';
    } else if (verdict === 'KeptFromReady') cause = 'voidRound';
    if (cause === undefined && round.hasContradicted(node)) cause = 'voidRound';
    return cause === undefined ? orders : [...orders, ...this.#penalty(node, cause)];
  }

  #charge(node: number, lost: { shards: number; owned: number; isRepeated: boolean }): Order[] {
    if (lost.isRepeated) {
      const stakePpm = DEFAULT_STAKE_PPM.missedInARow;
      return this.#order(node, 'declaredLost', [stakePpm, this.#rewardsPpm.missedInARow]);
    }
    const part = Math.min(PPM, Math.ceil((this.#rewardsPpm.declaredLost * lost.shards) / lost.owned));
    return this.#order(node, 'declaredLost', [DEFAULT_STAKE_PPM.declaredLost, part]);
  }

  #penalty(node: number, cause: Cause): Order[] {
    return this.#order(node, cause, [DEFAULT_STAKE_PPM[cause], this.#rewardsPpm[cause]]);
  }

  /** Stake is taken once for a cause in an epoch. */
  #order(node: number, cause: Cause, [stake, rewardsPpm]: readonly [number, number]): Order[] {
    const { stakeTaken } = this.#enter(this.#record(node));
    const stakePpm = stakeTaken.has(cause) ? 0 : stake;
    if (stakePpm > 0) stakeTaken.add(cause);
    return stakePpm === 0 && rewardsPpm === 0 ? [] : [{ kind: 'penalty', node, cause, stakePpm, rewardsPpm }];
  }

  #miss(record: NodeRecord): void {
    this.#enter(record);
    record.missesInARow++;
    record.misses++;
  }

  #tell(node: number, verdict: Verdict): Settled {
    const { missesInARow, misses, epoch } = this.#record(node);
    return { node, verdict, missesInARow, misses: epoch === this.#epoch ? misses : 0 };
  }

  #enter(record: NodeRecord): NodeRecord {
    if (record.epoch === this.#epoch) return record;
    return Object.assign(record, { epoch: this.#epoch, misses: 0, stakeTaken: new Set() });
  }

  #setExempt(node: number, isExempt: boolean): void {
    if (isExempt) this.#exempt.add(node);
    else this.#exempt.delete(node);
  }

  #record(node: number): NodeRecord {
    const known = this.#records.get(node);
    if (known !== undefined) return known;
    const fresh = { missesInARow: 0, epoch: 0, misses: 0, stakeTaken: new Set<Cause>(), isHeld: false };
    this.#records.set(node, fresh);
    return fresh;
  }
}
