import type { Timers } from '@haulout/sdk/client';
import type { Logger } from 'pino';
import type { Duties } from './duties.js';

/**
 * Does a node's duties in the background: everything that is due, then a pause, again and again. A chain that cannot be
 * reached, or any other failure, is logged and tried again after the pause.
 *
 * @returns how to end it; resolves when nothing runs any more
 */
export function runDuties(
  duties: Duties,
  timers: Timers,
  pauseMs: number,
  logger: Logger,
): () => Promise<void> {
  let stopped = false;
  let cancelPause = () => {};
  let running = round();

  async function round(): Promise<void> {
    try {
      await duties.catchUp();
    } catch (error) {
      if (!stopped) logger.error({ err: error }, 'duties failed; they go on after a pause');
    }
    if (!stopped) cancelPause = timers.after(pauseMs, () => (running = round()));
  }

  return async () => {
    stopped = true;
    cancelPause();
    await duties.stop();
    await running;
  };
}
