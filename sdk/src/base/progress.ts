import type { Timers } from './time.js';

/** Reports of one long operation. */
export interface Progress<T> {
  /** Tells of a state, now, later, or never when a newer one comes soon. */
  report(state: T): void;
  /** Tells of the latest state if nobody was told of it yet. */
  flush(): void;
}

/** Time between two reports of the same phase, in ms. */
const EVERY_MS = 100;

/**
 * Passes on the reports that are worth drawing: the first and the last one of each phase, and in between
 * about ten a second. Without a listener nothing is done.
 */
export function paceProgress<T extends { readonly phase: string }>(
  timers: Pick<Timers, 'now'>,
  listener: ((state: T) => void) | undefined,
): Progress<T> {
  let told: { readonly phase: string; readonly at: number } | undefined;
  let latest: T | undefined;
  const tell = (state: T): void => {
    latest = undefined;
    told = { phase: state.phase, at: timers.now() };
    listener?.(state);
  };
  const flush = (): void => {
    if (latest !== undefined) tell(latest);
  };
  return {
    report(state) {
      if (told?.phase === state.phase && timers.now() - told.at < EVERY_MS) {
        latest = state;
        return;
      }
      if (told?.phase !== state.phase) flush();
      tell(state);
    },
    flush,
  };
}
