import type { Timers } from '@haulout/sdk/base';

/**
 * A clock that stands still until the test moves it, so that deadlines and hedges are exact and instant.
 */
export class VirtualTimers implements Timers {
  #now = 0;
  #next = 0;
  readonly #scheduled = new Map<number, { at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const id = this.#next++;
    this.#scheduled.set(id, { at: this.#now + Math.max(ms, 0), callback });
    return () => this.#scheduled.delete(id);
  }

  /** Timers that are set and not cancelled. */
  get pending(): number {
    return this.#scheduled.size;
  }

  /** Moves to the next timer and runs it; false when there is none. Lets promises settle before and after. */
  async tick(): Promise<boolean> {
    await settle();
    const [id, timer] = [...this.#scheduled].sort(([a, x], [b, y]) => x.at - y.at || a - b)[0] ?? [];
    if (id === undefined || timer === undefined) return false;
    this.#scheduled.delete(id);
    this.#now = Math.max(this.#now, timer.at);
    timer.callback();
    await settle();
    return true;
  }

  /** Runs timers until the promise settles. */
  async finish<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const watched = promise.finally(() => (done = true));
    watched.catch(() => {});
    await settle();
    for (let idle = 0; !done;) {
      if (await this.tick()) idle = 0;
      else if (++idle > MAX_IDLE_ROUNDS) throw new Error('nothing is scheduled and nothing is done');
    }
    return watched;
  }
}

/**
 * Rounds of the event loop in which nothing has to be scheduled before a test is said to hang: many seconds,
 * as a busy machine may take long to answer for a disk.
 */
const MAX_IDLE_ROUNDS = 200_000;

/**
 * Lets everything run that can go on without a timer: promises, streams, and work that gives way to others.
 */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
