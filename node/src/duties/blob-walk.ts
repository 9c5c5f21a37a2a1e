import type { ChainView } from '../chain/chain-view.js';

/**
 * A walk over all blobs that the chain knows, in the order of their ids, a page at a time; at most one at a
 * time.
 */
export class BlobWalk {
  readonly #chain: ChainView;
  readonly #pageSize: number;
  /** The last blob looked at; undefined when no walk is under way. */
  #place: { after: Uint8Array | undefined } | undefined;
  #begunFor: number | undefined;
  #endedFor: number | undefined;
  #surplus: readonly number[] = [];

  constructor(chain: ChainView, pageSize: number) {
    this.#chain = chain;
    this.#pageSize = pageSize;
  }

  /** Whether a walk has begun and not ended. */
  get isUnderWay(): boolean {
    return this.#place !== undefined;
  }

  /** The epoch for which the last walk began. */
  get epoch(): number | undefined {
    return this.#begunFor;
  }

  /** Shards whose slivers are removed on the walk that is under way. */
  get surplus(): readonly number[] {
    return this.#surplus;
  }

  /** Whether the last walk that began is for this epoch, and has ended. */
  hasEndedFor(epoch: number): boolean {
    return this.#begunFor === epoch && this.#endedFor === epoch;
  }

  /** Whether the last walk that began is for this epoch, and removes these shards. */
  covers(epoch: number, surplus: readonly number[]): boolean {
    return epoch === this.#begunFor && surplus.every((shard) => this.#surplus.includes(shard));
  }

  /** Begins anew. */
  begin(epoch: number, surplus: readonly number[]): void {
    this.#begunFor = epoch;
    this.#surplus = surplus;
    this.#place = { after: undefined };
  }

  /** The next blobs, which may be none; undefined when no walk is under way. */
  async next(): Promise<readonly Uint8Array[] | undefined> {
    return this.#place && this.#chain.blobs(this.#place.after, this.#pageSize);
  }

  /** Moves on behind a page that was looked at. True when it was the last one: the walk has ended. */
  passed(page: readonly Uint8Array[]): boolean {
    if (page.length === this.#pageSize) {
      this.#place!.after = page.at(-1);
      return false;
    }
    this.#place = undefined;
    this.#endedFor = this.#begunFor;
    this.#surplus = [];
    return true;
  }
}
