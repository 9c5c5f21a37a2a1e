/**
 * Time as everything here sees it: a monotonic clock and one-shot timers, passed in so that deadlines, back-off
 * and hedging can be tested without waiting.
 */
export interface Timers {
  /** Milliseconds since some fixed moment; never runs backwards. */
  now(): number;
  /** Runs `callback` once, at least `ms` milliseconds from now. Returns how to cancel it. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's own clock. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
};
