/**
 * The endpoint's subscription, kept open as far as it can be, as a bounded heap of checkpoints that have
 * come.
 *
 * It promises nothing: what it brings may be out of order, twice or missing. Whoever follows the chain takes
 * from it the checkpoint that comes next if it is there, and fetches it otherwise.
 */
import { codeOf } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { sleep } from '../base/time.js';
import type { RawCheckpoint } from './checkpoint.js';
import type { Endpoint } from './endpoint.js';
import { backoff, type WatchSettings } from './settings.js';

/** Events that may wait for the consumer, in bytes. */
const MAX_WAITING_BYTES = 128 * 1024 * 1024;
/** Answers that mean that this endpoint gives no subscriptions. */
const NEVER = new Set(['UNIMPLEMENTED', 'PERMISSION_DENIED', 'UNAUTHENTICATED', 'INVALID_ARGUMENT']);

/** A subscription that is opened again when it breaks, and the checkpoints that it has brought. */
export class LiveFeed {
  readonly #endpoint: Endpoint;
  readonly #settings: WatchSettings;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<bigint, RawCheckpoint>();
  #waitingBytes = 0;
  /** Checkpoints before this one are of no use any more. */
  #floor = 0n;
  #tip = -1n;
  #state: 'closed' | 'open' | 'never' = 'closed';
  #session: AbortController | undefined;
  #delivering = false;
  /** What the consumer's own code threw. */
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;
  #news: Promise<void>;

  /** @param signal ends everything */
  constructor(endpoint: Endpoint, settings: WatchSettings, signal: AbortSignal) {
    this.#endpoint = endpoint;
    this.#settings = settings;
    this.#signal = signal;
    this.#news = this.#nextNews();
  }

  /** Whether a subscription is open and has brought something. */
  get live(): boolean {
    return this.#delivering;
  }

  /** The highest checkpoint that it has brought; -1 before the first one. */
  get tip(): bigint {
    return this.#tip;
  }

  /**
   * Opens the subscription unless it is open or the endpoint has none. Call it when everything known has been
   * taken.
   */
  open(): void {
    if (this.#state !== 'closed') return;
    this.#state = 'open';
    this.#run().catch((error: unknown) => {
      this.#failure = { error };
      this.#wake();
    });
  }

  /**
   * The checkpoint with this number, if it has come. Those before it are forgotten. Throws what `onTrouble`
   * has thrown.
   */
  take(sequenceNumber: bigint): RawCheckpoint | undefined {
    if (this.#failure !== undefined) throw this.#failure.error;
    const found = this.#remove(sequenceNumber);
    this.#floor = found === undefined ? sequenceNumber : sequenceNumber + 1n;
    // In order as they came, so those that are passed stand first.
    for (const waiting of this.#waiting.keys()) {
      if (waiting > sequenceNumber) break;
      this.#remove(waiting);
    }
    return found;
  }

  /** Resolves when something has come since the last call, or after `ms`. */
  async wait(ms: number): Promise<void> {
    const news = this.#news;
    await sleep(this.#settings.timers, ms, { signal: this.#signal, wake: news });
  }

  /** What it has brought beyond this one does not exist, says the endpoint. */
  forgetTip(latest: bigint): void {
    if (this.#tip > latest) this.#tip = latest;
  }

  /** Ends a subscription that has missed something; `open` begins another one. */
  distrust(): void {
    this.#session?.abort(new Error('the subscription did not bring a checkpoint that exists'));
  }

  async #run(): Promise<void> {
    const { onTrouble, timers } = this.#settings;
    for (let attempt = 1; ; attempt++) {
      const session = new AbortController();
      const end = (): void => session.abort(this.#signal.reason);
      this.#session = session;
      this.#signal.addEventListener('abort', end, { once: true });
      let error: unknown = new Error('the endpoint ended the subscription');
      let full = false;
      try {
        if (this.#signal.aborted) end();
        for await (const checkpoint of this.#endpoint.subscribe(session.signal)) {
          attempt = 1;
          full = !this.#offer(checkpoint);
          if (full) break;
        }
      } catch (failure) {
        error = failure;
      }
      this.#signal.removeEventListener('abort', end);
      session.abort();
      this.#session = undefined;
      this.#delivering = false;
      if (this.#signal.aborted) return;
      if (full) {
        // The consumer is slower than the chain: go on by fetching, at the consumer's pace, until it has
        // caught up.
        this.#waiting.clear();
        this.#waitingBytes = 0;
        this.#state = 'closed';
        return;
      }
      const never = NEVER.has(codeOf(error) ?? '');
      const retryInMs = never ? undefined : backoff(this.#settings, attempt);
      onTrouble(withJson({ what: 'subscription', error, attempt, retryInMs }));
      if (retryInMs === undefined) {
        this.#state = 'never';
        return;
      }
      try {
        await sleep(timers, retryInMs, { signal: this.#signal });
      } catch {
        return;
      }
    }
  }

  /** False when there is no room for it. */
  #offer(checkpoint: RawCheckpoint): boolean {
    const { sequenceNumber, bytes } = checkpoint;
    this.#delivering = true;
    if (sequenceNumber > this.#tip) this.#tip = sequenceNumber;
    if (sequenceNumber >= this.#floor && !this.#waiting.has(sequenceNumber)) {
      this.#waiting.set(sequenceNumber, checkpoint);
      this.#waitingBytes += bytes;
    }
    this.#wake();
    return this.#waiting.size <= this.#settings.maxWaiting && this.#waitingBytes <= MAX_WAITING_BYTES;
  }

  #remove(sequenceNumber: bigint): RawCheckpoint | undefined {
    const found = this.#waiting.get(sequenceNumber);
    if (found === undefined) return undefined;
    this.#waiting.delete(sequenceNumber);
    this.#waitingBytes -= found.bytes;
    return found;
  }

  #nextNews(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        resolve();
        this.#news = this.#nextNews();
      };
    });
  }
}
