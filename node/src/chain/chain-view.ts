import type { StorageCommittee } from '@haulout/sdk/client';
import type { BlobRecord } from './blob-record.js';

/** What a storage node must know of the chain to do its duty. It remembers what it has learnt, and asks only for more. */
export interface ChainView {
  /** Learns everything that has happened up to now. Rejects when the chain cannot be reached. */
  sync(): Promise<void>;
  /** The epoch as of the last sync, and what it asks of this node. */
  assignment(): Promise<Assignment>;
  /** What has been learnt about a blob id; an unknown id gives the empty record. */
  blob(blobId: Uint8Array): Promise<BlobRecord>;
  /** Blob ids of which something has been learnt and that come after `after`, in order of their bytes, at most `limit`. */
  blobs(after: Uint8Array | undefined, limit: number): Promise<readonly Uint8Array[]>;
  /** All nodes of the current epoch, this one included, with their addresses. */
  committee(): Promise<StorageCommittee>;
}

export interface Assignment {
  readonly epoch: number;
  readonly nShards: number;
  /** Shards of this node in this epoch, ascending; empty when it is not in the committee. */
  readonly shards: readonly number[];
}
