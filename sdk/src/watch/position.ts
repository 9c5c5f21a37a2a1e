import { isNextAfter, type Anchor, type RawCheckpoint } from './checkpoint.js';
import { WatchError } from './errors.js';

/** Where a watch begins. */
export interface WatchStart {
  /** The first checkpoint to deliver. */
  readonly next: bigint;
  /** The checkpoint before it, where it is known. */
  readonly anchor: Anchor | undefined;
  /** Digest that the first checkpoint must have, where it is known. */
  readonly digest: string | undefined;
  /** Base58 of the digest of the chain's first checkpoint, or how it begins. */
  readonly chainIdentifier: string;
  /** The latest checkpoint that the endpoint has. */
  readonly latest: bigint;
}

/**
 * Where a watch stands in the chain. A checkpoint is the next one if it has the next number and names the
 * digest of the one before it.
 */
export class Position {
  #next: bigint;
  #anchor: Anchor | undefined;
  #digest: string | undefined;

  constructor({ next, anchor, digest }: Pick<WatchStart, 'next' | 'anchor' | 'digest'>) {
    this.#next = next;
    this.#anchor = anchor;
    this.#digest = digest;
  }

  /** Number of the next checkpoint. */
  get next(): bigint {
    return this.#next;
  }

  /** The checkpoint before the next one, where it is known. */
  get anchor(): Anchor | undefined {
    return this.#anchor;
  }

  /** Whether a checkpoint is the next one; false also for one without some of its transactions. */
  isNext(checkpoint: RawCheckpoint): boolean {
    try {
      return this.#follows(checkpoint);
    } catch {
      return false;
    }
  }

  /**
   * Fails unless a checkpoint is the next one.
   *
   * @throws WatchError FORKED, or BAD_CHECKPOINT when it is the next one without some of its transactions
   */
  check(checkpoint: RawCheckpoint): void {
    if (this.#follows(checkpoint)) return;
    const { sequenceNumber, digest } = checkpoint;
    const expected = { digest: this.#digest, previousDigest: this.#anchor?.digest };
    throw new WatchError(
      'FORKED',
      `checkpoint ${sequenceNumber} does not follow from what was seen: ` +
        'the chain was set back, or the endpoint tells two stories',
      { sequenceNumber, digest, expected },
    );
  }

  /** Moves on behind a checkpoint that was checked. */
  advance(checkpoint: RawCheckpoint): void {
    this.#next = checkpoint.sequenceNumber + 1n;
    this.#anchor = checkpoint;
    this.#digest = undefined;
  }

  #follows(checkpoint: RawCheckpoint): boolean {
    return (
      (this.#anchor === undefined || isNextAfter(checkpoint, this.#anchor)) &&
      (this.#digest === undefined || checkpoint.digest === this.#digest)
    );
  }
}
