import type { Committees } from '@haulout/sdk/chain';
import type { ChallengeSet } from '@haulout/sdk/evidence';
import type { BlobRecord } from './blob-record.js';
import type { RoundRecord } from './round-record.js';

/**
 * What a storage node must know of the chain to do its duty. It remembers what it has learnt, and asks only
 * for more.
 */
export interface ChainView {
  /** Learns everything that has happened up to now. Rejects when the chain cannot be reached. */
  sync(): Promise<void>;
  /** The epoch as of the last sync, and what it asks of this node. */
  assignment(): Promise<Assignment>;
  /** What has been learnt about a blob id; an unknown id gives the empty record. */
  blob(blobId: Uint8Array): Promise<BlobRecord>;
  /**
   * Blob ids of which something has been learnt and that come after `after`, in order of their bytes, at most
   * `limit`.
   */
  blobs(after: Uint8Array | undefined, limit: number): Promise<readonly Uint8Array[]>;
  /** Who holds the shards and held them before, as of the last sync; this node included, with addresses. */
  committees(): Promise<Committees>;
  /** The rounds of challenges; undefined: the node follows none. */
  readonly rounds?: RoundsView | undefined;
}

/** What a node knows of rounds of challenges. */
export interface RoundsView {
  /** The last round that has opened, as of the last sync. */
  last(): Promise<RoundRecord | undefined>;
  /** The blobs that the last round is about; undefined for another round. */
  set(round: number): Promise<ChallengeSet | undefined>;
  /** Told at once, while the view learns, when a round has opened. */
  onOpened(listener: (round: RoundRecord) => void): void;
}

/** Where the epochs stand, and which shards this node has. */
export interface Assignment {
  /** This node. */
  readonly nodeId: string;
  /** The current epoch. */
  readonly epoch: number;
  /** Shards of the network. */
  readonly nShards: number;
  /** Shards of this node in this epoch, ascending; empty when it is not in the committee. */
  readonly shards: readonly number[];
  /** Shards of this node in the epoch before. */
  readonly previousShards: readonly number[];
  /** Shards of this node in the next epoch, as far as known. */
  readonly nextShards: readonly number[];
  /**
   * `EpochChangeSync`: shards are on the move; `EpochChangeDone`: a quorum has its own; `NextParamsSelected`:
   * half an epoch later, when the hand-over is history.
   */
  readonly phase: Committees['phase'];
}

/** The assignment of a node as committees say it. */
export function assignmentOf(nodeId: string, { phase, current, previous, next }: Committees): Assignment {
  const of = (nodes: Committees['current']['nodes'] = []) =>
    nodes.find((node) => node.nodeId === nodeId)?.shards ?? [];
  return {
    nodeId,
    epoch: current.epoch,
    nShards: current.nShards,
    shards: of(current.nodes),
    previousShards: of(previous?.nodes),
    nextShards: next?.get(nodeId) ?? [],
    phase,
  };
}
