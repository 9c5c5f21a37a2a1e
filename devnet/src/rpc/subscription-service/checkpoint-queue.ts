/**
 * New checkpoints as a stream, through a queue of bounded length: a subscriber that falls too far behind is
 * cut off with RESOURCE_EXHAUSTED, and can catch up with the queries of LedgerService, instead of holding
 * memory.
 */
import type { Ledger } from '../../ledger/api.js';
import type { Checkpoint } from '../../ledger/types.js';
import { StatusError } from '../grpc/status.js';

/** Checkpoints that wait for a subscriber. */
export const queueLength = 1024;

/**
 * Subscribes now; the checkpoints come as they are asked for. Ends with the signal's reason or the iteration.
 */
export function checkpointsFromNow(ledger: Ledger, signal: AbortSignal): AsyncIterable<Checkpoint> {
  const queue: Checkpoint[] = [];
  let failure: unknown;
  let wake: () => void = () => undefined;
  const fail = (error: unknown): void => {
    failure ??= error;
    stop();
    wake();
  };
  const unsubscribe = ledger.onCheckpoint((checkpoint) => {
    if (queue.length === queueLength) {
      fail(new StatusError('RESOURCE_EXHAUSTED', `the subscriber is ${queueLength} checkpoints behind`));
      return;
    }
    queue.push(checkpoint);
    wake();
  });
  const onAbort = (): void => {
    queue.length = 0;
    fail(signal.reason);
  };
  const stop = (): void => {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const next = queue.shift();
          if (next !== undefined) yield next;
          else if (failure !== undefined) throw failure as Error;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        stop();
      }
    },
  };
}
