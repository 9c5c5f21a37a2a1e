/**
 * Work that costs the node more than reading and sending, in a bounded queue that is fair between those who
 * ask: a few tasks at a time, one of each peer in turn. A peer that asks for much waits for itself.
 */
import { ServiceError } from '../errors.js';

/**
 * Does a task when it is the peer's turn.
 *
 * @param peer who asks, for instance an address
 * @throws ServiceError TOO_MANY_REQUESTS when the queue is full and no peer has more in it than this one
 * @throws what the task throws
 */
export type FairQueue = <T>(peer: string, task: () => T | Promise<T>) => Promise<T>;

/** Bounds of a queue. */
export interface FairQueueBounds {
  /** Tasks that are done at one time. */
  readonly atOnce: number;
  /** Tasks that wait, of all peers together. */
  readonly mostWaiting: number;
}

interface Waiting {
  readonly begin: () => Promise<void>;
  readonly refuse: (reason: ServiceError) => void;
}

/** When a peer that was refused may come back, in ms. */
const COME_BACK_MS = 1_000;

/** Makes a queue; see {@link FairQueue}. When it is full, the peer with most in it loses its last task. */
export function fairQueue({ atOnce, mostWaiting }: FairQueueBounds): FairQueue {
  /** What waits, by peer; the peer whose turn is next comes first. No list is empty. */
  const waiting = new Map<string, Waiting[]>();
  let count = 0;
  let running = 0;

  const beginNext = (): void => {
    for (const [peer, tasks] of waiting) {
      if (running === atOnce) return;
      waiting.delete(peer);
      const next = tasks.shift()!;
      if (tasks.length > 0) waiting.set(peer, tasks);
      count--;
      running++;
      void next.begin().finally(() => {
        running--;
        // Whatever else the node is asked comes first.
        setImmediate(beginNext);
      });
    }
  };

  const makeRoom = (peer: string): void => {
    const [longest] = [...waiting.values()].toSorted((a, b) => b.length - a.length);
    const own = waiting.get(peer)?.length ?? 0;
    if (longest === undefined || own + 1 >= longest.length) throw tooMany(mostWaiting);
    longest.pop()!.refuse(tooMany(mostWaiting));
    count--;
  };

  return async (peer, task) => {
    if (count >= mostWaiting) makeRoom(peer);
    return new Promise((resolve, reject) => {
      const begin = async (): Promise<void> => {
        try {
          resolve(await task());
        } catch (error) {
          reject(error as Error);
        }
      };
      const tasks = waiting.get(peer);
      if (tasks === undefined) waiting.set(peer, [{ begin, refuse: reject }]);
      else tasks.push({ begin, refuse: reject });
      count++;
      beginNext();
    });
  };
}

function tooMany(mostWaiting: number): ServiceError {
  return new ServiceError({
    status: 'RESOURCE_EXHAUSTED',
    reason: 'TOO_MANY_REQUESTS',
    message: `${mostWaiting} requests wait here already, and nobody has more among them: come back later`,
    facts: { comeBackMs: COME_BACK_MS },
  });
}
