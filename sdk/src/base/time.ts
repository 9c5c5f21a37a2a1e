/**
 * A monotonic clock and one-shot timers. They are passed in, so that deadlines, back-off and hedging can be
 * tested without waiting.
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

/**
 * Resolves after `ms` milliseconds, or when `wake` does. Rejects with the signal's reason when it is aborted
 * before.
 */
export function sleep(
  timers: Timers,
  ms: number,
  {
    signal,
    wake,
  }: {
    /** Aborts the wait. */
    readonly signal?: AbortSignal | undefined;
    /** Ends the wait early. */
    readonly wake?: Promise<void> | undefined;
  } = {},
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = (): void => {
      cancel();
      reject(signal!.reason as Error);
    };
    const cancel = timers.after(ms, finish);
    signal?.addEventListener('abort', stop, { once: true });
    void wake?.then(finish);
  });
}
