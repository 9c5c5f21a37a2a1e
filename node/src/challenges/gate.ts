/**
 * The gate of a round of challenges (R16). From the moment at which a node sees that a round has opened, it
 * gives no slivers, no symbols and no shards to anybody, so that nobody can answer with what others have. It
 * gives them again when no answer can be posted any more: when the chain's clock is past the time for
 * answers, or past the last draw without a seed. Writes and confirmations go on.
 *
 * Who is refused learns when to come back. A client that does not understand that is kept waiting instead: it
 * asks another node then, and comes through the round with a few nodes that kept it.
 */
import { sleep, withDeadline, type Timers } from '@haulout/sdk/base';
import { isRoundOver, type EvidenceState } from '@haulout/sdk/chain';
import { timesOfRound } from '@haulout/sdk/operator';
import { ServiceError } from '../errors.js';

/** An answer under way, which ends when the gate closes. */
export interface Answer {
  /** Whether it has ended before its time: the client has gone. */
  readonly destroyed: boolean;
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** When the chain cannot be asked, readers are told to come back in so many ms. */
const PATIENCE_MS = 1_000;
/** So long a request is kept: clients give up after 30 seconds. */
const KEPT_MS = 25_000;
/** Requests that are kept at one time; others are refused at once. */
const MOST_KEPT = 512;
/** How often the node looks at the chain while it keeps requests. */
const LOOK_MS = 500;
/** When a look counts as failed, so that no request waits for a full node that never answers. */
const ANSWER_MS = 5_000;

/** The gate of one node. */
export class Gate {
  readonly #read: (signal: AbortSignal) => Promise<EvidenceState>;
  readonly #timers: Timers;
  readonly #underWay = new Set<Answer>();
  /** Requests that are kept: called when one may go on. */
  readonly #kept = new Set<() => void>();
  #isWatching = false;
  #isStopped = false;
  /** The round for which it is closed. */
  #round: number | undefined;
  #looking: Promise<void> | undefined;
  /** How long it stays closed from the last look on. */
  #comeBackMs = PATIENCE_MS;

  /** @param read reads what the judges know now */
  constructor(read: (signal: AbortSignal) => Promise<EvidenceState>, timers: Timers) {
    this.#read = read;
    this.#timers = timers;
  }

  /** Whether it is closed, as of the last look. */
  get isClosed(): boolean {
    return this.#round !== undefined;
  }

  /** A round has opened: closes at once, and ends what is under way. */
  close(round: number): void {
    if (this.#round !== undefined && this.#round >= round) return;
    this.#round = round;
    this.#comeBackMs = PATIENCE_MS;
    for (const response of this.#underWay) response.destroy();
    this.#underWay.clear();
  }

  /** Whether it is closed now: looks at the chain if it was. It stays so when the chain cannot be read. */
  async staysClosed(): Promise<boolean> {
    if (this.isClosed) await this.look().catch(() => undefined);
    return this.isClosed;
  }

  /**
   * Lets an answer pass.
   *
   * @param isKept whether it waits for a while until the gate opens, rather than being refused at once
   * @returns to be called when it has ended
   * @throws ServiceError CHALLENGE_IN_PROGRESS
   */
  async pass(answer: Answer, isKept: boolean): Promise<() => void> {
    const untilMs = this.#timers.now() + KEPT_MS;
    await this.staysClosed();
    const hasPlace = this.#kept.size < MOST_KEPT && !this.#isStopped;
    if (this.isClosed && isKept && hasPlace && !answer.destroyed) await this.#keep(answer, untilMs);
    if (this.#round !== undefined) throw closed(this.#round, this.#comeBackMs);
    // Of a client that has gone nobody would tell when its answer has ended.
    if (!answer.destroyed) this.#underWay.add(answer);
    return () => this.#underWay.delete(answer);
  }

  /** Lets go of all requests that are kept, and keeps none from now on. */
  stop(): void {
    this.#isStopped = true;
    this.#letGo();
  }

  /** Looks at the chain, whether it can open. Rejects when the chain cannot be read, and stays closed. */
  look(): Promise<void> {
    const late = () => new Error(`the chain has not answered for ${ANSWER_MS} ms`);
    this.#looking ??= withDeadline({ timers: this.#timers, ms: ANSWER_MS, late }, this.#read)
      .then((state) => this.observe(state))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Takes in what the judges know: closes for a round that it did not know, opens when it can. */
  observe(state: EvidenceState): void {
    const { round } = state;
    if (round === undefined) {
      // A full node may be behind what the node has seen.
      if (this.#round !== undefined && state.rounds >= this.#round) this.#open();
      return;
    }
    const { gateUntilMs } = timesOfRound(state, round);
    const isOver = isRoundOver(round) || state.nowMs > gateUntilMs;
    if (!isOver) {
      this.close(round.number);
      this.#comeBackMs = gateUntilMs - state.nowMs + 1;
    } else if (this.#round !== undefined && this.#round <= round.number) {
      this.#open();
    }
  }

  #open(): void {
    this.#round = undefined;
    this.#letGo();
  }

  #letGo(): void {
    for (const goOn of this.#kept) goOn();
  }

  /** Resolves when the gate opens, its time is over, or the client has gone. */
  async #keep(answer: Answer, untilMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        cancel();
        this.#kept.delete(goOn);
        resolve();
      };
      const cancel = this.#timers.after(untilMs - this.#timers.now(), goOn);
      answer.once('close', goOn);
      this.#kept.add(goOn);
      if (!this.#isWatching) void this.#watch();
    });
  }

  /** Looks at the chain from time to time, as long as requests are kept. */
  async #watch(): Promise<void> {
    this.#isWatching = true;
    while (this.#kept.size > 0) {
      await sleep(this.#timers, LOOK_MS);
      // If the chain cannot be read now, the next look may succeed.
      if (this.#kept.size > 0) await this.look().catch(() => undefined);
    }
    // At once, so that no request comes in between and finds nobody who looks.
    this.#isWatching = false;
  }
}

function closed(round: number, comeBackMs: number): ServiceError {
  return new ServiceError({
    status: 'UNAVAILABLE',
    reason: 'CHALLENGE_IN_PROGRESS',
    message: `round ${round} of storage challenges is under way: come back in ${comeBackMs} ms`,
    facts: { round, comeBackMs },
  });
}
