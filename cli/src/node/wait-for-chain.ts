import { isHauloutError, messageOf, sleep, systemTimers, type Timers } from '@haulout/sdk/base';
import type { Logger } from 'pino';

/** Pauses between attempts, in ms: doubled from the first to the longest. */
const PAUSE_MS = { first: 1_000, longest: 30_000 };

/** How a node waits. */
export interface Patience {
  /** Told of each attempt that failed. */
  readonly logger: Logger;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Default: the machine's clock. */
  readonly timers?: Timers | undefined;
}

/**
 * Does something that needs the chain, and again for as long as no full node answers. Says in the log what it
 * waits for, and how often it has tried.
 *
 * @returns undefined when the signal has ended the waiting
 * @throws what `use` throws for another reason
 */
export async function whenChainAnswers<T>(
  use: () => Promise<T>,
  { logger, signal, timers = systemTimers }: Patience,
): Promise<T | undefined> {
  for (let attempts = 1; !signal.aborted; attempts++) {
    try {
      return await use();
    } catch (error) {
      if (signal.aborted) break;
      if (!isHauloutError(error, 'CHAIN_UNREACHABLE')) throw error;
      const pauseMs = Math.min(PAUSE_MS.first * 2 ** (attempts - 1), PAUSE_MS.longest);
      logger.warn({ attempts, pauseMs, reason: messageOf(error) }, 'waiting for the chain');
      await sleep(timers, pauseMs, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }
  return undefined;
}
