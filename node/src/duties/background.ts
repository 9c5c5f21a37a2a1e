import type { Logger } from 'pino';
import type { Timers } from '@haulout/sdk/base';
import { NoCommittee } from '@haulout/sdk/chain';
import type { Duties } from './duties.js';

/** How duties are done in the background. */
export interface BackgroundOptions {
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
  { timers, pauseMs, logger }: BackgroundOptions,
): () => Promise<void> {
  let stopped = false;
  /** What is in the way, as the log has it. */
  let trouble: string | undefined;
  let cancelPause = () => {};
  let running = round();

  async function round(): Promise<void> {
    try {
      await duties.catchUp();
      if (trouble !== undefined) logger.info('duties go on');
      trouble = undefined;
    } catch (error) {
      if (!stopped) tell(error);
    }
    if (!stopped) cancelPause = timers.after(pauseMs, () => (running = round()));
  }

  function tell(error: unknown): void {
    const message = String(error);
    if (message === trouble) return logger.debug({ err: error }, 'duties fail as before');
    trouble = message;
    if (error instanceof NoCommittee) logger.info('there is no committee yet; duties begin with the first');
    else logger.error({ err: error }, 'duties failed; they are tried again after each pause');
  }

  return async () => {
    stopped = true;
    cancelPause();
    await duties.stop();
    await running;
  };
}
