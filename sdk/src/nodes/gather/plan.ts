/**
 * Which requests to start next: the one scheduling rule behind reads, uploads and status questions.
 *
 * There are items (a sliver of one shard, the metadata at one node, a node's confirmation), each held by one
 * node and worth some weight, and a goal: enough delivered weight. Nodes may lie, refuse, hang or be slow, so
 *
 * - no more items are asked for than the goal still needs (or all of them, when `eager`), up to
 *   `concurrency`;
 * - an item outstanding for longer than `hedgeAfterMs` is no longer counted on, and another takes its place;
 *   at most `maxHedges` items are doubted that early, and any number after `doubtAfterMs`, so a slow network
 *   does not make a reader fetch everything while dead nodes never hold it up;
 * - items of nodes that misbehaved, hang or are already busy come last;
 * - an attempt that failed for a passing reason is repeated after a back-off that doubles each time;
 * - the gathering ends as soon as the goal is reached, or as soon as it cannot be reached any more.
 *
 * This is a state machine without clock, timers or I/O: the driver (run.ts) tells it the time.
 */

/** Something to get: an item of a gathering. */
export interface GatherItem {
  /** Index of the node that holds the item. */
  readonly node: number;
  /** What its delivery adds towards the goal; at least 1. */
  readonly weight: number;
}

/** How a gathering behaves. Times in milliseconds. */
export interface GatherRules {
  /** Weight to deliver. */
  readonly goal: number;
  /** Most items counted on at one time. */
  readonly concurrency: number;
  /** Ask for all items, not only as many as the goal needs. */
  readonly eager: boolean;
  /** An item outstanding for longer is not counted on any more, and another takes its place. */
  readonly hedgeAfterMs: number;
  /** Most items that are doubted so early. */
  readonly maxHedges: number;
  /** An item outstanding for longer is not counted on, however many are. */
  readonly doubtAfterMs: number;
  /** Attempts for each item, at least 1. */
  readonly maxAttempts: number;
  /** Wait before the second attempt; doubled for each one after. */
  readonly backoffMs: number;
  /** The longest wait between two attempts. */
  readonly maxBackoffMs: number;
  /** No attempt begins later than this after the first one of its item; default: no limit. */
  readonly retryForMs?: number | undefined;
  /** How long items may be put off that have to wait for a node; default: not at all. */
  readonly patienceMs?: number | undefined;
  /** After the goal, items already started may still deliver for this long, ... */
  readonly graceMs: number;
  /** ... or for this share of the time that the goal took, if that is longer. */
  readonly graceShare: number;
}

/**
 * `delivered`: verified and counted. `again`: may work later. `never`: this item is lost. `putOffMs`: the
 * node has asked to come back later, which is no fault of it and no attempt.
 */
export type AttemptEnd = 'delivered' | 'again' | 'never' | PutOff;

/** The node has asked to come back later. */
export interface PutOff {
  /** When, ms from now. */
  readonly putOffMs: number;
}

/** What to do next. */
export interface GatherStep {
  /** Items to start now. */
  readonly start: readonly number[];
  /**
   * Ask again at this time at the latest, even if nothing ends; undefined when only an end can change
   * anything.
   */
  readonly wakeAt: number | undefined;
  /** Whether the goal is reached, or cannot be reached any more. */
  readonly verdict: 'running' | 'reached' | 'unreachable';
}

type Phase = 'waiting' | 'outstanding' | 'delivered' | 'lost';

interface ItemState {
  readonly node: number;
  readonly weight: number;
  phase: Phase;
  attempts: number;
  firstStartedAt: number | undefined;
  startedAt: number;
  notBefore: number;
}

/** One gathering in progress. */
export class GatherPlan {
  readonly #rules: GatherRules;
  readonly #items: ItemState[];
  readonly #faults = new Map<number, number>();
  #delivered = 0;
  #startedAt: number | undefined;
  #reachedAt: number | undefined;

  constructor(items: readonly GatherItem[], rules: GatherRules) {
    this.#rules = rules;
    this.#items = items.map(({ node, weight }) => ({
      node,
      weight,
      phase: 'waiting',
      attempts: 0,
      firstStartedAt: undefined,
      startedAt: 0,
      notBefore: 0,
    }));
    if (rules.goal <= 0) this.#reachedAt = Number.NEGATIVE_INFINITY;
  }

  /** Weight delivered so far. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Records how an attempt ended. An item that is not outstanding is left as it is. */
  end(index: number, end: AttemptEnd, now: number): void {
    const item = this.#items[index];
    if (item?.phase !== 'outstanding') return;
    if (end === 'delivered') {
      item.phase = 'delivered';
      this.#delivered += item.weight;
      if (this.#delivered >= this.#rules.goal) this.#reachedAt ??= now;
      return;
    }
    if (typeof end === 'object' && now + end.putOffMs <= this.#startedAt! + (this.#rules.patienceMs ?? 0)) {
      item.phase = 'waiting';
      item.attempts--;
      item.notBefore = now + end.putOffMs;
      return;
    }
    this.#faults.set(item.node, (this.#faults.get(item.node) ?? 0) + 1);
    const { maxAttempts, backoffMs, maxBackoffMs, retryForMs = Infinity } = this.#rules;
    const notBefore = now + Math.min(backoffMs * 2 ** (item.attempts - 1), maxBackoffMs);
    const isLate = notBefore > item.firstStartedAt! + retryForMs;
    if (end === 'never' || item.attempts >= maxAttempts || isLate) {
      item.phase = 'lost';
      return;
    }
    item.phase = 'waiting';
    item.notBefore = notBefore;
  }

  /** What to start at `now`. Started items are outstanding until `end` is called for them. */
  next(now: number): GatherStep {
    this.#startedAt ??= now;
    if (this.#reachedAt !== undefined) return this.#afterGoal(now, this.#reachedAt);
    if (this.#reachable() < this.#rules.goal) return { start: [], wakeAt: undefined, verdict: 'unreachable' };

    const outstanding = this.#items.filter((item) => item.phase === 'outstanding');
    const doubted = this.#doubted(outstanding, now);
    const countedOn = outstanding.filter((item) => !doubted.has(item));
    let slots = this.#rules.concurrency - countedOn.length;
    let missing = this.#rules.goal - this.#delivered - sumOfWeights(countedOn);
    const enough = () => slots <= 0 || (missing <= 0 && !this.#rules.eager);
    const start: number[] = [];
    for (const index of enough() ? [] : this.#startable(now, outstanding, doubted)) {
      if (enough()) break;
      const item = this.#items[index]!;
      item.phase = 'outstanding';
      item.attempts++;
      item.firstStartedAt ??= now;
      item.startedAt = now;
      slots--;
      missing -= item.weight;
      start.push(index);
    }
    return { start, wakeAt: this.#wakeAt(now), verdict: 'running' };
  }

  #afterGoal(now: number, reachedAt: number): GatherStep {
    const { graceMs, graceShare } = this.#rules;
    const graceEnds = reachedAt + Math.max(graceMs, graceShare * (reachedAt - this.#startedAt!));
    const pending = this.#items.some((item) => item.phase === 'outstanding');
    if (!pending || now >= graceEnds) return { start: [], wakeAt: undefined, verdict: 'reached' };
    return { start: [], wakeAt: graceEnds, verdict: 'running' };
  }

  #reachable(): number {
    return sumOfWeights(this.#items.filter((item) => item.phase !== 'lost'));
  }

  #doubted(outstanding: readonly ItemState[], now: number): Set<ItemState> {
    const { hedgeAfterMs, doubtAfterMs, maxHedges } = this.#rules;
    const oldestFirst = [...outstanding].sort((a, b) => a.startedAt - b.startedAt);
    const doubted = new Set<ItemState>();
    for (const item of oldestFirst) {
      const age = now - item.startedAt;
      if (age >= doubtAfterMs || (age >= hedgeAfterMs && doubted.size < maxHedges)) doubted.add(item);
    }
    return doubted;
  }

  /**
   * Waiting items whose back-off is over, best first: fewest attempts, most reliable node, least busy node;
   * else in their own order, which sorting keeps.
   */
  #startable(now: number, outstanding: readonly ItemState[], doubted: ReadonlySet<ItemState>): number[] {
    const load = new Map<number, number>();
    for (const item of outstanding) add(load, item.node, 1);
    const blame = new Map(this.#faults);
    for (const item of doubted) add(blame, item.node, 1);
    // The load of a node grows with each of its items that is placed before, so one node's items are spread
    // over the order instead of following one another.
    const rank = new Map<number, number>();
    const assumed = new Map(load);
    const ready: number[] = [];
    this.#items.forEach((item, index) => {
      if (item.phase !== 'waiting' || item.notBefore > now) return;
      rank.set(index, assumed.get(item.node) ?? 0);
      add(assumed, item.node, 1);
      ready.push(index);
    });
    const faults = (index: number) => blame.get(this.#items[index]!.node) ?? 0;
    return ready.sort(
      (a, b) =>
        this.#items[a]!.attempts - this.#items[b]!.attempts ||
        faults(a) - faults(b) ||
        rank.get(a)! - rank.get(b)!,
    );
  }

  /** The next moment at which doubt or a back-off changes what `next` would do. */
  #wakeAt(now: number): number | undefined {
    let wakeAt: number | undefined;
    const consider = (time: number) => {
      if (time > now && (wakeAt === undefined || time < wakeAt)) wakeAt = time;
    };
    for (const item of this.#items) {
      if (item.phase === 'waiting') consider(item.notBefore);
      if (item.phase === 'outstanding') {
        consider(item.startedAt + this.#rules.hedgeAfterMs);
        consider(item.startedAt + this.#rules.doubtAfterMs);
      }
    }
    return wakeAt;
  }
}

function sumOfWeights(items: readonly ItemState[]): number {
  return items.reduce((sum, item) => sum + item.weight, 0);
}

function add(counts: Map<number, number>, key: number, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
