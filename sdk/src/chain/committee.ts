import type { Committee } from '../certificate/index.js';
import type { EpochPhase } from './staking-state.js';

/** A storage node of a committee, as a client needs it. */
export interface StorageNode {
  /** On-chain node id: the object id of its staking pool. */
  readonly nodeId: string;
  /** Name, as its operator has registered it. */
  readonly name: string;
  /** Where its HTTP API answers, without a trailing slash. */
  readonly url: string;
  /** BLS12-381 public key, 48 bytes compressed (G1). */
  readonly publicKey: Uint8Array;
  /** Indices of the shards it holds in this epoch, ascending. */
  readonly shards: readonly number[];
}

/** The nodes that hold all shards in one epoch. */
export interface StorageCommittee {
  /** The epoch in which it holds the shards. */
  readonly epoch: number;
  /** Shards of all its nodes together. */
  readonly nShards: number;
  /** In the order of the committee on chain, which is the order of bits in a signer bitmap. */
  readonly nodes: readonly StorageNode[];
}

/** Who holds the shards, held them before, and will hold them. */
export interface Committees {
  /**
   * `EpochChangeSync`: the current committee is taking over from the previous one; `NextParamsSelected`: the
   * next is settled.
   */
  readonly phase: EpochPhase['kind'];
  /** The committee of the current epoch. */
  readonly current: StorageCommittee;
  /** Undefined in the first epoch with a committee. Keys are those that the nodes have now. */
  readonly previous: StorageCommittee | undefined;
  /** Shards by node id, known from the end of voting on. */
  readonly next: ReadonlyMap<string, readonly number[]> | undefined;
}

/** The committee as certificates see it. */
export function signingCommittee({ epoch, nShards, nodes }: StorageCommittee): Committee {
  return {
    epoch,
    nShards,
    members: nodes.map(({ nodeId, publicKey, shards }) => ({ nodeId, publicKey, weight: shards.length })),
  };
}
