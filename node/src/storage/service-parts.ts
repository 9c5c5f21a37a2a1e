/** What the services of a storage node work with. */
import type { ChainView } from '../chain/chain-view.js';
import type { FairQueue } from '../fair/fair-queue.js';
import type { ReadRule } from '../read-rule.js';
import type { BlobStore } from '../store/blob-store.js';
import type { Exclusive } from '../store/serial.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';

/** The parts that a service takes; each takes those that it needs. */
export interface ServiceParts {
  readonly store: BlobStore;
  /** What the store holds of blobs, verified. */
  readonly blobs: VerifiedBlobs;
  readonly chain: ChainView;
  readonly readRule: ReadRule;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  /**
   * Held while it is decided that a blob's slivers stay, or go: nothing is confirmed that is being collected.
   */
  readonly inTurn: Exclusive;
  /** Where work for others waits that costs more than reading and sending. */
  readonly work: FairQueue;
}
