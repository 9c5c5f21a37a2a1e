import { nodeBuiltin } from './node-builtin.js';

/** More workers than this have little left to win: whoever hands out their tasks is one thread. */
const MOST = 8;

let chosen: number | undefined;

/**
 * Says for this process how many worker threads computations use that do not say it themselves.
 *
 * @param workers 0: everything on the thread that asks; undefined: one for each processor, at most 8
 */
export function setDefaultWorkers(workers: number | undefined): void {
  chosen = workers;
}

/** Workers unless an option says otherwise: one for each processor, in a page without the one that draws. */
export function defaultWorkers(): number {
  if (chosen !== undefined) return chosen;
  const os = nodeBuiltin<{ availableParallelism(): number }>('node:os');
  if (os !== undefined) return Math.min(os.availableParallelism(), MOST);
  const processors = globalThis.navigator?.hardwareConcurrency ?? 1;
  return Math.max(1, Math.min(processors - 1, MOST));
}
