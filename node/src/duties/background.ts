import type { Logger } from 'pino';
import type { Timers } from '@haulout/sdk/base';
import { NoCommittee } from '@haulout/sdk/chain';
import type { Duties } from './duties.js';

/** How duties are done in the background. */
export interface BackgroundOptions {
  /** What is done, for the log; that there is no committee yet is told of duties alone. */
  readonly what: 'duties' | 'rounds';
  readonly timers: Timers;
  /** Between two rounds, in ms. */
  readonly pauseMs: number;
  readonly logger: Logger;
}

/**
 * Does a node's duties in the background: everything that is due, then a pause, again and again. A chain that
 * cannot be reached, or any other failure, is logged and tried again after the pause; it is told once as long
 * as it stays the same.
 *
 * @returns how to end it; resolves when nothing runs any more
 */
export function runDuties(
  duties: Pick<Duties, 'stop'> & { catchUp(): Promise<unknown> },
  { what, timers, pauseMs, logger }: BackgroundOptions,
): () => Promise<void> {
  let stopped = false;
  /** What is in the way, as the log has it. */
  let trouble: string | undefined;
  /** Whether it was told at a level that is seen. */
  let isTold = false;
  let cancelPause = () => {};
  let running = round();

  async function round(): Promise<void> {
    try {
      await duties.catchUp();
      if (isTold) logger.info(`${what} go on`);
      trouble = undefined;
      isTold = false;
    } catch (error) {
      if (!stopped) tell(error);
    }
    if (!stopped) cancelPause = timers.after(pauseMs, () => (running = round()));
  }

  function tell(error: unknown): void {
    const message = String(error);
    if (message === trouble) return logger.debug({ err: error }, `${what} fail as before`);
    trouble = message;
    const isQuiet = error instanceof NoCommittee && what !== 'duties';
    isTold ||= !isQuiet;
    if (error instanceof NoCommittee) {
      logger[isQuiet ? 'debug' : 'info'](`there is no committee yet; ${what} begin with the first`);
    } else logger.error({ err: error }, `${what} failed; they are tried again after each pause`);
  }

  return async () => {
    stopped = true;
    cancelPause();
    await duties.stop();
    await running;
  };
}
