import { sleep, type Timers } from '@haulout/sdk/base';

/** How long to look for what others have just written. */
export interface Patience {
  /** In ms. */
  readonly patienceMs: number;
  readonly timers: Timers;
}

/** Pause between looks, in ms. */
const PAUSE_MS = 500;

/**
 * Looks for something until it is there, or the patience is over. What a client has written may be known to
 * its own full node earlier than to that of the relay, and to storage nodes.
 *
 * @throws what `look` throws
 */
export async function lookFor<T>(
  { patienceMs, timers }: Patience,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const until = timers.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || timers.now() + PAUSE_MS > until) return found;
    await sleep(timers, PAUSE_MS);
  }
}
