/** Wait before the second attempt; doubles with each one after; ms. */
const BACKOFF_MS = 5_000;
const MAX_BACKOFF_MS = 10 * 60_000;

/** When things that failed are tried again: later and later. Nothing is kept of others. */
export class Retries {
  readonly #clock: { now(): number };
  readonly #first: number;
  readonly #most: number;
  readonly #known = new Map<string, { readonly attempts: number; readonly notBefore: number }>();

  /**
   * @param clock any clock, in ms unless other waits are given
   * @param waits the first one and the longest, in the units of the clock
   */
  constructor(
    clock: { now(): number },
    { first = BACKOFF_MS, most = MAX_BACKOFF_MS }: { readonly first?: number; readonly most?: number } = {},
  ) {
    this.#clock = clock;
    this.#first = first;
    this.#most = most;
  }

  /** Whether it may be tried now. */
  isDue(key: string): boolean {
    const known = this.#known.get(key);
    return known === undefined || known.notBefore <= this.#clock.now();
  }

  /** Whether it has failed since it succeeded last. */
  hasFailed(key: string): boolean {
    return this.#known.has(key);
  }

  /** It has failed once more. */
  postpone(key: string): void {
    const attempts = (this.#known.get(key)?.attempts ?? 0) + 1;
    const wait = Math.min(this.#most, this.#first * 2 ** (attempts - 1));
    this.#known.set(key, { attempts, notBefore: this.#clock.now() + wait });
  }

  /** It has succeeded. */
  forget(key: string): void {
    this.#known.delete(key);
  }
}
