/**
 * Keeps a long computation from holding its thread: lets other work run now and then, stops when asked to,
 * and says how far it is.
 */

/** Options of every long computation. */
export interface PaceOptions {
  /** Called with the share done so far, 0 to 1, as work proceeds. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Ends the computation at its next step, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Most threads beside this one that may work on it; 0: everything on this thread. They are started when
   * they are first needed, and are the same for all computations of a process. Default: one for each
   * processor, at most 8. Where no thread can be started, everything is done on this one.
   */
  readonly workers?: number | undefined;
}

/** The options of a part of a computation, from one share of it to another. */
export function withProgress<T extends PaceOptions>(options: T, from: number, to: number): T {
  const { onProgress } = options;
  if (onProgress === undefined) return options;
  return { ...options, onProgress: (done: number) => onProgress(from + (to - from) * done) };
}

/** Called between steps of a computation, with the share of it that is done. */
export type Pace = (done: number) => Promise<void>;

/** Longest time in milliseconds to go on before other work gets its turn. */
const SLICE_MS = 25;

/** A pace with the given options; the first step checks the signal at once. */
export function pace({ onProgress, signal }: PaceOptions): Pace {
  let sliceEnd = performance.now() + SLICE_MS;
  signal?.throwIfAborted();
  return async (done) => {
    onProgress?.(done);
    signal?.throwIfAborted();
    if (performance.now() < sliceEnd) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  };
}
