/** Somebody who follows the chain, and is killed now and then: must see every event once, in order (R22). */
import { watchEvents } from '@haulout/sdk/watch';
import type { Party, World } from './world.js';

/** About how long it lives, in ms. */
const LIFE_MS = 200_000;

export class Watcher {
  /** `digest/index` of each event, as kept together with the cursor. */
  readonly seen: string[] = [];
  kills = 0;
  readonly #world: World;
  readonly #party: Party;
  readonly #start: bigint;
  /** Events that happened before it began. */
  readonly #before: number;
  readonly #violate: (what: string) => void;
  #cursor: string | undefined;
  #ended = false;
  #dying = new AbortController();

  constructor(world: World, party: Party, violate: (what: string) => void) {
    this.#world = world;
    this.#party = party;
    this.#start = world.devnet.ledger.latestCheckpoint().sequenceNumber + 1n;
    this.#before = world.truth.events.length;
    this.#violate = violate;
    void this.#live();
  }

  /** Whether it has seen as many events as there were. */
  get isUpToDate(): boolean {
    return this.seen.length >= this.#due().length;
  }

  /** Ends it; what it has seen must be what happened. */
  end(): void {
    this.#ended = true;
    this.#dying.abort(new Error('the simulation is over'));
    const due = this.#due();
    const wrong = due.findIndex((event, index) => this.seen[index] !== event);
    if (wrong >= 0) this.#violate(`R22: event ${wrong} of ${due.length} was not seen, or not in its place`);
    else if (this.seen.length > due.length)
      this.#violate(`R22: ${this.seen.length} events were seen of ${due.length}`);
  }

  #due(): readonly string[] {
    return this.#world.truth.events.slice(this.#before);
  }

  async #live(): Promise<void> {
    const { clock, deployment } = this.#world;
    const random = this.#world.random('watcher');
    while (!this.#ended) {
      const dying = (this.#dying = new AbortController());
      const cancel = clock.after(LIFE_MS * 2 * random(), () => dying.abort(new Error('killed')));
      try {
        const from = this.#cursor === undefined ? { checkpoint: this.#start } : { cursor: this.#cursor };
        const { client } = this.#party;
        const events = watchEvents({
          client,
          packageId: deployment.packageId,
          from,
          signal: dying.signal,
          timers: clock,
          random,
          quietMs: 60_000,
          // So that a few checkpoints are enough to be caught up on by a list of them.
          fetchAhead: 1,
        });
        for await (const { transactionDigest, eventIndex, cursor } of events) {
          this.seen.push(`${transactionDigest}/${eventIndex}`);
          this.#cursor = cursor;
          if (random() < 0.1) await clock.sleep(3_000 * random());
          // Killed in the middle of its work, after it has kept what it saw.
          if (dying.signal.aborted) break;
        }
      } catch (error) {
        if (!dying.signal.aborted) this.#violate(`R22: a watch ended by itself: ${String(error)}`);
      }
      cancel();
      this.kills++;
      await clock.sleep(5_000 * random());
    }
  }
}
