/** Calls that end in time, and leave nothing behind, even if what they call does not listen to its signal. */
import { lifetime } from './abort.js';
import type { Timers } from './time.js';

/** How long a call may take. */
export interface Deadline {
  /** Clock that measures it. */
  readonly timers: Timers;
  /** How long, in ms. */
  readonly ms: number;
  /** The error when it takes longer. */
  readonly late: () => Error;
  /** The caller's; the call ends with it at the latest. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A call that is aborted, and rejects, when it takes too long, with the error of the deadline, or with the
 * reason of its signal.
 */
export async function withDeadline<T>(
  { timers, ms, late, signal }: Deadline,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const life = lifetime(signal);
  const cancel = timers.after(ms, () => life.end(late()));
  try {
    return await Promise.race([call(life.signal), life.ended]);
  } finally {
    cancel();
    life.leave();
  }
}
