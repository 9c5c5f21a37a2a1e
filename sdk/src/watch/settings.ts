import { systemTimers, type Timers } from '../base/time.js';

/** Something went wrong and is being tried again; nothing is lost. */
export interface Trouble {
  /** What went wrong. */
  readonly what: 'subscription' | 'request' | 'list';
  /** What was thrown. */
  readonly error: unknown;
  /** How often in a row. */
  readonly attempt: number;
  /**
   * When it is tried again; undefined: never. Without a subscription the watch asks for new checkpoints from
   * time to time, without lists it asks for one checkpoint after the other.
   */
  readonly retryInMs: number | undefined;
}

/** How a watch behaves; all of it has defaults. */
export interface WatchSettings {
  /** Clock for deadlines and pauses. */
  readonly timers: Timers;
  /** Uniform in [0, 1): spreads the retries of many watchers. */
  readonly random: () => number;
  /** How often an endpoint without subscriptions is asked for news; ms. */
  readonly pollMs: number;
  /** After this long without news a subscription is not believed, and the endpoint is asked; ms. */
  readonly quietMs: number;
  /** Deadline of a request; ms. */
  readonly requestMs: number;
  /** Wait before the first retry; doubles with each one after; ms. */
  readonly backoffMs: number;
  /** The longest wait between two attempts; ms. */
  readonly maxBackoffMs: number;
  /** Checkpoints that may wait for the consumer; beyond it they are fetched again later. */
  readonly maxWaiting: number;
  /** Checkpoints fetched at one time when catching up on few, or where the endpoint cannot list them. */
  readonly fetchAhead: number;
  /** Told of what is being tried again. */
  readonly onTrouble: (trouble: Trouble) => void;
}

const DEFAULTS: WatchSettings = {
  timers: systemTimers,
  random: Math.random,
  pollMs: 1_000,
  quietMs: 10_000,
  requestMs: 15_000,
  backoffMs: 250,
  maxBackoffMs: 30_000,
  maxWaiting: 256,
  fetchAhead: 8,
  onTrouble: () => undefined,
};

/** All settings, those not given by their defaults. */
export function settingsOf(given: Partial<WatchSettings>): WatchSettings {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...DEFAULTS, ...Object.fromEntries(set) };
}

/**
 * How long to wait before attempt 1, 2, ... again: doubling up to the bound, then taken by chance from its
 * upper half.
 */
export function backoff(settings: WatchSettings, attempt: number): number {
  const most = Math.min(settings.backoffMs * 2 ** Math.min(attempt - 1, 30), settings.maxBackoffMs);
  return most * (0.5 + settings.random() / 2);
}
