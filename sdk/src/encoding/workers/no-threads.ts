/** In place of port.ts where programs have one thread, as in React Native: it cannot parse a worker's url. */
import type { Thread } from './port.js';

/** Throws, as there are no threads. */
export function startThread(): Thread {
  throw new Error('there are no threads');
}
