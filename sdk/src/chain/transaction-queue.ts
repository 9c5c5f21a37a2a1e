/**
 * Transactions of one address, one after the other: two at the same time would be built on the same coins.
 */

/** A queue of tasks for each address. */
export interface TransactionQueue {
  /**
   * Runs a task when all tasks of the same address that came before it have ended. Tasks of different
   * addresses do not wait for one another. A task that fails does not stop those behind it.
   *
   * A task must not wait for another task of its own address.
   *
   * @param signal takes the task out of the queue while it waits, and rejects with its reason. A task that
   * has begun looks at
   *   the signal by itself
   */
  run<T>(address: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Number of addresses whose tasks wait or run. Nothing is kept of other addresses. */
  readonly addresses: number;
}

/**
 * Makes a queue of its own. A process needs no other than {@link processQueue}, as an address is the same to
 * all clients of the process; a test that plays several processes does.
 */
export function createTransactionQueue(): TransactionQueue {
  /** How to start the tasks that wait, by the address of the one that runs. */
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
    async run(address, task, signal) {
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

/** The queue that all clients of this process share. */
export const processQueue: TransactionQueue = createTransactionQueue();
