/**
 * The chain without gaps: every checkpoint from a given one on, each once, in order; or, where only events
 * count, at least those that have some.
 *
 * Two things are checked of each checkpoint (`position.ts`): its number is the next one, and it names the
 * digest of the one before it. So an endpoint can withhold the end of the chain, and is then asked again; it
 * cannot leave out a checkpoint, repeat one or change to another chain unnoticed. What stands inside a
 * checkpoint is believed, as far as nothing is missing from it. `catch-up.ts` says what is checked where
 * checkpoints are passed over.
 *
 * The next checkpoint comes from one of three places, asked in this order: the subscription (`live-feed.ts`),
 * a list of many (`catch-up.ts`), a request for it alone (`prefetch.ts`).
 */
import { codeOf } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { sleep } from '../base/time.js';
import { CatchUp } from './catch-up.js';
import type { RawCheckpoint } from './checkpoint.js';
import type { Endpoint } from './endpoint.js';
import { WatchError } from './errors.js';
import type { EventReader } from './events.js';
import { heightOf } from './height.js';
import { LiveFeed } from './live-feed.js';
import { Position, type WatchStart } from './position.js';
import { Prefetch } from './prefetch.js';
import { backoff, type WatchSettings } from './settings.js';

/** What is followed, from where, and how. */
export interface FollowOptions {
  readonly endpoint: Endpoint;
  readonly start: WatchStart;
  /**
   * Reads the events that count; undefined: every checkpoint counts. What it learns from a checkpoint it must
   * have learned when the next one is asked for.
   */
  readonly reader: EventReader | undefined;
  readonly settings: WatchSettings;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/**
 * Follows the chain until the signal is aborted.
 *
 * @throws WatchError WRONG_CHAIN, FORKED, PRUNED, BAD_CHECKPOINT, OVERSIZED; the signal's reason; what
 * `onTrouble` throws
 */
export async function* follow(options: FollowOptions): AsyncGenerator<RawCheckpoint, never> {
  const follower = new Follower(options);
  try {
    for (;;) {
      const packages = follower.packages;
      for (const checkpoint of await follower.more()) {
        follower.pass(checkpoint);
        yield checkpoint;
        // The consumer has learned of another package: the rest was chosen without it.
        if (follower.packages !== packages) break;
      }
    }
  } finally {
    follower.close();
  }
}

/** Finds the checkpoints that come next, wherever they can be had. */
class Follower {
  readonly #options: FollowOptions;
  readonly #position: Position;
  readonly #feed: LiveFeed;
  readonly #catchUp: CatchUp;
  readonly #prefetch: Prefetch;
  /** The latest checkpoint that the endpoint is said to have. */
  #tip: bigint;
  /** Whether the tip has just turned out to be wrong. */
  #tipIsDoubtful = false;
  /** Requests that have failed in a row. */
  #failures = 0;

  constructor(options: FollowOptions) {
    const { endpoint, start, settings, signal } = options;
    this.#options = options;
    this.#position = new Position(start);
    this.#feed = new LiveFeed(endpoint, settings, signal);
    this.#catchUp = new CatchUp(options);
    this.#prefetch = new Prefetch(endpoint, settings.fetchAhead, signal);
    this.#tip = start.latest;
  }

  /** Number of packages whose events count. When it changes, checkpoints chosen before are of no use. */
  get packages(): number | undefined {
    return this.#catchUp.packages;
  }

  /**
   * Some checkpoints that come next, checked, in order; none after a wait or a failure that is not final.
   *
   * @throws as {@link follow}
   */
  async more(): Promise<readonly RawCheckpoint[]> {
    const { signal } = this.#options;
    const position = this.#position;
    signal.throwIfAborted();
    const pushed = this.#feed.take(position.next);
    if (this.#feed.tip > this.#tip) this.#tip = this.#feed.tip;
    // What was pushed and does not fit is asked for by its number before the endpoint is accused.
    if (pushed !== undefined && position.isNext(pushed)) return [pushed];
    if (position.next > this.#tip) {
      await this.#waitForNews().catch((error: unknown) => this.#failed(error));
      return [];
    }
    const { anchor } = position;
    const listed = anchor === undefined ? undefined : await this.#catchUp.after(anchor, this.#tip);
    return listed ?? this.#fetchOne();
  }

  /** Moves on behind a checkpoint of {@link more}. */
  pass(checkpoint: RawCheckpoint): void {
    this.#position.advance(checkpoint);
    this.#failures = 0;
  }

  /** Ends what is under way. */
  close(): void {
    this.#prefetch.clear();
  }

  async #fetchOne(): Promise<readonly RawCheckpoint[]> {
    const { next } = this.#position;
    // Before a list, one checkpoint is enough.
    const last = this.#catchUp.isWorthIt(next, this.#tip) ? next : this.#tip;
    let checkpoint: RawCheckpoint;
    try {
      checkpoint = await this.#prefetch.get(next, last);
    } catch (error) {
      this.#prefetch.clear();
      if (codeOf(error) === 'NOT_FOUND') {
        await this.#correctTip().catch((failure: unknown) => this.#failed(failure));
      }
      await this.#failed(error);
      return [];
    }
    this.#position.check(checkpoint);
    return [checkpoint];
  }

  /** Waits for the subscription, and asks how far the chain is when it is silent for too long. */
  async #waitForNews(): Promise<void> {
    const { settings } = this.#options;
    const feed = this.#feed;
    feed.open();
    const { live, tip: before } = feed;
    await feed.wait(live && !this.#tipIsDoubtful ? settings.quietMs : settings.pollMs);
    this.#tipIsDoubtful = false;
    if (feed.tip > before) return;
    const latest = await this.#askLatest();
    this.#failures = 0;
    if (latest > this.#tip) this.#tip = latest;
    const { next } = this.#position;
    if (live && this.#tip >= next && feed.tip < next) feed.distrust();
  }

  /**
   * A checkpoint that was said to be there is not. Perhaps it is gone for good; perhaps it has never been
   * there.
   */
  async #correctTip(): Promise<void> {
    const latest = await this.#askLatest();
    if (latest >= this.#position.next) return;
    this.#tip = latest;
    this.#feed.forgetTip(latest);
    this.#tipIsDoubtful = true;
  }

  async #askLatest(): Promise<bigint> {
    const { endpoint, start, signal } = this.#options;
    const { next } = this.#position;
    return (await heightOf(endpoint, { chainIdentifier: start.chainIdentifier, next }, signal)).latest;
  }

  /** Tells of a failed request and waits before the next one; throws what is final. */
  async #failed(error: unknown): Promise<void> {
    const { settings, signal } = this.#options;
    signal.throwIfAborted();
    if (error instanceof WatchError) throw error;
    const retryInMs = backoff(settings, ++this.#failures);
    settings.onTrouble(withJson({ what: 'request', error, attempt: this.#failures, retryInMs }));
    await sleep(settings.timers, retryInMs, { signal });
  }
}
