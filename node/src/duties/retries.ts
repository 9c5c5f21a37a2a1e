import type { Timers } from '@haulout/sdk/base';

/** Wait before the second attempt; doubles with each one after; ms. */
const BACKOFF_MS = 5_000;
const MAX_BACKOFF_MS = 10 * 60_000;

/** When things that failed are tried again: later and later. Nothing is kept of others. */
export class Retries {
  readonly #timers: Timers;
  readonly #known = new Map<string, { readonly attempts: number; readonly notBefore: number }>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Whether it may be tried now. */
  isDue(key: string): boolean {
    const known = this.#known.get(key);
    return known === undefined || known.notBefore <= this.#timers.now();
  }

  /** It has failed once more. */
  postpone(key: string): void {
    const attempts = (this.#known.get(key)?.attempts ?? 0) + 1;
    const wait = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempts - 1));
    this.#known.set(key, { attempts, notBefore: this.#timers.now() + wait });
  }

  /** It has succeeded. */
  forget(key: string): void {
    this.#known.delete(key);
  }
}
