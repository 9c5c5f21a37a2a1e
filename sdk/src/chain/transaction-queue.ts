/** Who may make a transaction now: those of one address go one after the other. */
export interface Turns {
  /**
   * Runs a task when all tasks of the same address that came before it have ended. Those of different addresses do not wait for
   * one another, and a task that fails does not stop those behind it.
   *
   * A task must not wait for another one of its own address.
   *
   * @param signal takes it out of the queue for as long as it waits, and rejects with its reason; a task that has begun looks at the
   *   signal by itself
   */
  take<T>(address: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Addresses whose tasks wait or run; nothing is kept of others. */
  readonly addresses: number;
}

/** Turns that nobody else knows of. A process needs no others than `processTurns`, as addresses are the same to all of its clients. */
export function createTurns(): Turns {
  /** Those that wait, by the address of the one that runs. */
  const waiting = new Map<string, Set<() => void>>();

  function enter(address: string, signal: AbortSignal | undefined): Promise<void> {
    const behind = waiting.get(address);
    if (behind === undefined) {
      waiting.set(address, new Set());
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        behind.delete(begin);
        reject(signal!.reason as Error);
      };
      behind.add(begin);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  function leave(address: string): void {
    const behind = waiting.get(address)!;
    const [next] = behind;
    if (next === undefined) return void waiting.delete(address);
    behind.delete(next);
    next();
  }

  return {
    async take(address, task, signal) {
      signal?.throwIfAborted();
      await enter(address, signal);
      try {
        return await task();
      } finally {
        leave(address);
      }
    },
    get addresses() {
      return waiting.size;
    },
  };
}

/** The turns that everything in this process shares, whichever client it uses. */
export const processTurns: Turns = createTurns();
