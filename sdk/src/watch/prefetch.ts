import type { RawCheckpoint } from './checkpoint.js';
import type { Endpoint } from './endpoint.js';

/** Checkpoints by number, some of those that follow being asked for already. */
export class Prefetch {
  readonly #endpoint: Endpoint;
  readonly #most: number;
  readonly #outer: AbortSignal;
  readonly #asked = new Map<bigint, Promise<RawCheckpoint>>();
  #session: AbortController | undefined;

  /**
   * @param most checkpoints asked for at one time
   * @param outer ends all requests
   */
  constructor(endpoint: Endpoint, most: number, outer: AbortSignal) {
    this.#endpoint = endpoint;
    this.#most = most;
    this.#outer = outer;
  }

  /**
   * A checkpoint; those that follow, up to the last one given, are asked for as far as there is room.
   *
   * @throws as `Endpoint.checkpoint`
   */
  async get(sequenceNumber: bigint, last: bigint): Promise<RawCheckpoint> {
    if (this.#session === undefined) {
      this.#session = new AbortController();
      this.#outer.addEventListener('abort', this.#clear, { once: true });
    }
    const { signal } = this.#session;
    for (const number of this.#asked.keys()) if (number < sequenceNumber) this.#asked.delete(number);
    for (let number = sequenceNumber; number <= last && this.#asked.size < this.#most; number++) {
      if (this.#asked.has(number)) continue;
      const answer = this.#endpoint.checkpoint(number, signal);
      answer.catch(() => undefined);
      this.#asked.set(number, answer);
    }
    return this.#asked.get(sequenceNumber)!;
  }

  /** Ends all requests and forgets what they brought. */
  clear(): void {
    this.#clear();
  }

  readonly #clear = (): void => {
    this.#session?.abort();
    this.#session = undefined;
    this.#asked.clear();
    this.#outer.removeEventListener('abort', this.#clear);
  };
}
