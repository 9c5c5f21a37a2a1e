/**
 * Whether something is still stored that is in memory, verified. It was asked of the database once; from then
 * on only a deletion can have changed it, and the store tells of each. To ask the database anew for every
 * answer costs more than the answer: a handover to another thread and back, for each of 20 slivers.
 */
import { lruOf } from '../../lru.js';
import { hex } from '../../hex.js';
import type { BlobStore } from '../blob-store.js';

/** Blobs of which it is remembered what is stored, at most. */
const MAX_BLOBS = 1_024;

/** See above. */
export class StillStored {
  /** Keys of what is stored, by blob id in hex. */
  readonly #known = lruOf<Set<string>>(MAX_BLOBS);
  #deletions = 0;

  constructor(store: Pick<BlobStore, 'onDeleted'>) {
    store.onDeleted((blobId) => {
      this.#deletions++;
      this.#known.delete(hex(blobId));
    });
  }

  /**
   * @param key names one of the things that are stored of a blob
   * @param ask asks the database
   */
  async is(blobId: Uint8Array, key: string, ask: () => Promise<boolean>): Promise<boolean> {
    const blob = hex(blobId);
    if (this.#known.get(blob)?.has(key) === true) return true;
    const deletions = this.#deletions;
    const isStored = await ask();
    // What the database has said may be of before a deletion.
    if (isStored && deletions === this.#deletions) {
      const keys = this.#known.get(blob) ?? new Set();
      this.#known.set(blob, keys.add(key));
    }
    return isStored;
  }
}
