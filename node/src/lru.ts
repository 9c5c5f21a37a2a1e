import { LRUCache } from 'lru-cache';

/**
 * A cache of at most `most` values; the least recently used go first. Given as `max`, that number would be
 * allocated at once, for each node of a process.
 */
export function lruOf<V extends object | true>(most: number): LRUCache<string, V> {
  return new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
}
