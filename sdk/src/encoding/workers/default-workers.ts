/** More workers than this have little left to win: whoever hands out their tasks is one thread. */
const MOST = 8;

/** Workers unless an option says otherwise: one for each processor, in a page without the one that draws. */
export function defaultWorkers(): number {
  const os = globalThis.process?.getBuiltinModule?.('node:os');
  if (os !== undefined) return Math.min(os.availableParallelism(), MOST);
  const processors = globalThis.navigator?.hardwareConcurrency ?? 1;
  return Math.max(1, Math.min(processors - 1, MOST));
}
