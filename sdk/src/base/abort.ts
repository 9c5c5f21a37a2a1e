/** Giving up: what a signal ends, and what it must not leave behind. */

/**
 * Rejects with the signal's reason when it is aborted before the promise has settled; what the promise stands
 * for goes on.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** A signal that aborts with either of two, and with its reason; the second one is not aborted yet. */
export function eitherSignal(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  if (one === undefined) return other;
  // React Native has signals without it.
  if ('any' in AbortSignal) return AbortSignal.any([one, other]);
  const either = lifetime(one);
  other.addEventListener('abort', () => either.end(other.reason as Error), { once: true });
  return either.signal;
}

/** The time that a call takes. */
export interface Lifetime {
  /** Aborts when the call has been ended. */
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
