/** Calls that end in time, and leave nothing behind, even if what they call does not listen to its signal. */
import type { Timers } from './time.js';

/** How long a call may take. */
export interface Deadline {
  readonly timers: Timers;
  readonly ms: number;
  /** The error when it takes longer. */
  readonly late: () => Error;
  /** The caller's; the call ends with it at the latest. */
  readonly signal?: AbortSignal | undefined;
}

/** A call that is aborted, and rejects, when it takes too long, with the error of the deadline, or with the reason of its signal. */
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

/** The time that a call takes. */
export interface Lifetime {
  readonly signal: AbortSignal;
  /** Rejects when it has been ended. */
  readonly ended: Promise<never>;
  /** Aborts it. */
  end(reason?: Error): void;
  /** It is over by itself: the outer one does not end it any more. */
  leave(): void;
}

/** A lifetime that ends with the outer one at the latest, and leaves nothing behind there once it is over. */
export function lifetime(outer: AbortSignal | undefined): Lifetime {
  const controller = new AbortController();
  const { signal } = controller;
  const follow = (): void => end(outer!.reason as Error);
  const leave = (): void => outer?.removeEventListener('abort', follow);
  const end = (reason?: Error): void => {
    leave();
    controller.abort(reason);
  };
  const ended = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
  ended.catch(() => undefined);
  if (outer?.aborted) follow();
  else outer?.addEventListener('abort', follow, { once: true });
  return { signal, ended, end, leave };
}
