import { LRUCache } from 'lru-cache';
import type { FairQueue } from './fair-queue.js';

/**
 * Gets something that is costly to make: what was made lately at once, anything else when it is the peer's
 * turn. Who asks for the same waits for the same.
 *
 * @param peer who asks
 * @param make undefined when there is nothing to be had, which is not kept
 * @throws ServiceError TOO_MANY_REQUESTS; what `make` throws
 */
export type SharedWork<T> = (
  peer: string,
  key: string,
  make: () => Promise<T | undefined>,
) => Promise<T | undefined>;

/**
 * Makes a {@link SharedWork} that keeps what was used last, within a bound of bytes.
 *
 * @param parts.sizeOf bytes that a value takes in memory, at least 1
 */
export function sharedWork<T extends object>({
  work,
  maxBytes,
  sizeOf,
}: {
  readonly work: FairQueue;
  readonly maxBytes: number;
  readonly sizeOf: (made: T) => number;
}): SharedWork<T> {
  const kept = new LRUCache<string, T>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const underWay = new Map<string, Promise<T | undefined>>();

  return async (peer, key, make) => {
    const begin = (): Promise<T | undefined> => {
      const made = make()
        .then((value) => {
          if (value !== undefined) kept.set(key, value);
          return value;
        })
        .finally(() => underWay.delete(key));
      underWay.set(key, made);
      return made;
    };
    const known = kept.get(key);
    // Each waits for a turn of its own: the first of them may be behind many others of its peer.
    return known ?? work(peer, () => kept.get(key) ?? underWay.get(key) ?? begin());
  };
}
