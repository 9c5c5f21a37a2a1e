import type { BlobRecord } from './blob-record.js';

/** What a storage node must know of the chain to do its duty. */
export interface ChainView {
  /** The current epoch, and what it asks of this node. Read again at each call or at each turn of the epoch. */
  assignment(): Promise<Assignment>;
  /** Everything the chain has said about a blob id up to now; an unknown id gives the empty record. */
  blob(blobId: Uint8Array): Promise<BlobRecord>;
}

export interface Assignment {
  readonly epoch: number;
  readonly nShards: number;
  /** Shards of this node in this epoch, ascending; empty when it is not in the committee. */
  readonly shards: readonly number[];
}
