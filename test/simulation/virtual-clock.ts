/** Time that stands still while anything runs: the heart of the simulation. */
import type { Timers } from '@haulout/sdk/base';

interface Timer {
  readonly at: number;
  /** Order among timers of the same moment. */
  readonly id: number;
  callback: (() => void) | undefined;
}

/**
 * A clock for everything in the simulation. It moves to the next timer only when nothing can go on without
 * it: no promise, no stream and no immediate is left. So the order of events depends on the timers alone.
 */
export class VirtualClock implements Timers {
  #now = 0;
  #nextId = 0;
  /** A binary heap by (at, id). */
  readonly #heap: Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(ms, 0), id: this.#nextId++, callback };
    this.#push(timer);
    return () => (timer.callback = undefined);
  }

  /** Resolves when so much time has passed. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs timers in their order until `done` says so, the time is over, or none is left. */
  async run(until: number, done: () => boolean): Promise<void> {
    await idle();
    while (!done()) {
      const timer = this.#pop();
      if (!timer) return;
      if (!timer.callback) continue;
      if (timer.at > until) {
        this.#push(timer);
        this.#now = until;
        return;
      }
      this.#now = timer.at;
      timer.callback();
      await idle();
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(timer, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const before = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.id < b.id);

/** What may be open all the time: pipes and sockets of the process itself, and the test runner's timers. */
const atRest = new Set(['Immediate', 'Timeout']);
const restingTimeouts = count('Timeout');

/** Lets everything run that can go on without the clock. */
async function idle(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (count('Immediate') > 0 || count('Timeout') > restingTimeouts);
}

function count(resource: string): number {
  if (!atRest.has(resource)) return 0;
  let found = 0;
  for (const name of process.getActiveResourcesInfo()) if (name === resource) found++;
  return found;
}
