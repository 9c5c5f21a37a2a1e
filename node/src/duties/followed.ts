import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import { serial } from '../store/serial.js';
import type { Duties } from './duties.js';

/** What is due after a duty. The signal ends it when the duties are stopped. */
export type Settle = (signal: AbortSignal) => Promise<void>;

/** The same duties, each followed by what comes of them. Calls run one after the other. */
export function followedBy(duties: Duties, settle: Settle): Duties {
  const oneAtATime = serial();
  const stopping = new AbortController();
  // Each request under way listens.
  setMaxListeners(0, stopping.signal);
  const followed = <T>(duty: () => Promise<T>): Promise<T> =>
    oneAtATime(async () => {
      const result = await duty();
      await settle(stopping.signal);
      return result;
    });
  return {
    ...duties,
    tick: () => followed(duties.tick),
    catchUp: () => followed(duties.catchUp),
    handOver: (epoch) => followed(() => duties.handOver(epoch)),
    async stop() {
      stopping.abort(new Error('the node is stopping'));
      await duties.stop();
      await oneAtATime(async () => undefined);
    },
  };
}

/** The same, with its failures in the log: the first of several in a row as a warning. */
export function withFailuresLogged(settle: Settle, logger: Logger, message: string): Settle {
  let isInTrouble = false;
  return async (signal) => {
    try {
      await settle(signal);
      isInTrouble = false;
    } catch (error) {
      signal.throwIfAborted();
      logger[isInTrouble ? 'debug' : 'warn']({ err: error }, message);
      isInTrouble = true;
    }
  };
}
