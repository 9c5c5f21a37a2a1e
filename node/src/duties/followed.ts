import { serial } from '../store/serial.js';
import type { Duties } from './duties.js';

/**
 * The same duties, each followed by what comes of them. Calls run one after the other.
 *
 * @param settle does what is due after a duty
 * @param abort ends what `settle` has under way, when the duties are stopped
 */
export function followedBy(duties: Duties, settle: () => Promise<void>, abort: () => void): Duties {
  const oneAtATime = serial();
  const followed = <T>(duty: () => Promise<T>): Promise<T> =>
    oneAtATime(async () => {
      const result = await duty();
      await settle();
      return result;
    });
  return {
    ...duties,
    tick: () => followed(duties.tick),
    catchUp: () => followed(duties.catchUp),
    handOver: (epoch) => followed(() => duties.handOver(epoch)),
    async stop() {
      abort();
      await duties.stop();
      await oneAtATime(async () => undefined);
    },
  };
}
