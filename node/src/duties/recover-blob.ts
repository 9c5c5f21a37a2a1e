/** Recovery of all that a node has to hold of one blob and does not (R13). */
import { isHauloutError } from '@haulout/sdk/base';
import type { StorageCommittee } from '@haulout/sdk/chain';
import {
  blobIdToString,
  EncodingError,
  pairOfShard,
  serializeMetadata,
  serializeSliver,
  sliverOfPair,
  type BlobMetadata,
  type InconsistencyProof,
} from '@haulout/sdk/encoding';
import { fetchMetadata, type StorageNetwork } from '@haulout/sdk/nodes';
import type { Assignment } from '../chain/chain-view.js';
import type { Exclusive } from '../store/serial.js';
import { StoreFailure } from '../store/store-failure.js';
import { missingSlivers } from '../store/stored-blob.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { recoverOneSliver } from './recover-sliver.js';

/**
 * What the recovery of a blob came to. Slivers that were recovered are stored, whatever became of the others.
 */
export interface BlobRecovery {
  readonly slivers: number;
  /** Bytes of symbols that neighbours sent. */
  readonly downloadedBytes: number;
  /** Why something is still missing. */
  readonly failure?: string | undefined;
  /** The blob is badly encoded: the proof, and nothing more to recover. */
  readonly proof?: InconsistencyProof | undefined;
}

export interface RecoveryParts {
  readonly blobs: VerifiedBlobs;
  readonly inTurn: Exclusive;
  readonly network: StorageNetwork;
}

/** Which blob, and who can help. */
export interface BlobToRecover {
  readonly blobId: Uint8Array;
  readonly assignment: Assignment;
  /** Committees to ask, each for what could not be had from those before. */
  readonly sources: readonly StorageCommittee[];
  readonly signal: AbortSignal | undefined;
}

/**
 * Gets a blob's metadata from any neighbour and rebuilds the missing slivers one at a time: secondary ones
 * first, since they need the fewest neighbours, and then help with the primary ones. What is here already is
 * not fetched again, so an interrupted recovery goes on where it stopped.
 */
export async function recoverBlob(
  { blobs, inTurn, network }: RecoveryParts,
  { blobId, assignment, sources, signal }: BlobToRecover,
): Promise<BlobRecovery> {
  const { nodeId, nShards, shards, previousShards } = assignment;
  const text = blobIdToString(blobId);
  const ownPairs = [...new Set([...shards, ...previousShards])].map((shard) =>
    pairOfShard(blobId, shard, nShards),
  );
  let slivers = 0;
  let downloadedBytes = 0;
  let failure: string | undefined;
  for (const source of sources) {
    failure = undefined;
    try {
      const proof = await recoverFrom({
        ...source,
        nodes: source.nodes.filter((node) => node.nodeId !== nodeId),
      });
      if (proof) return { slivers, downloadedBytes, proof };
    } catch (error) {
      signal?.throwIfAborted();
      if (!isHauloutError(error) || isOwnFault(error)) throw error;
      failure = error.message;
    }
    if (failure === undefined) break;
  }
  return { slivers, downloadedBytes, failure };

  /** Recovers what it can; resolves to the proof if the blob is badly encoded. */
  async function recoverFrom(others: StorageCommittee): Promise<InconsistencyProof | undefined> {
    const metadata = await metadataOf(others);
    for (const { pairIndex, axis } of await missingSlivers(blobs, blobId, assignment)) {
      const target = { axis, index: sliverOfPair(axis, pairIndex, nShards) };
      const source = { network, neighbours: others.nodes, blobs, ownPairs, signal };
      const recovery = await recoverOneSliver(source, { blobId, metadata }, target);
      downloadedBytes += recovery.downloadedBytes;
      if (recovery.kind === 'inconsistent') return recovery.proof;
      if (recovery.kind === 'failed') {
        failure = recovery.reason;
        continue;
      }
      const bytes = serializeSliver(recovery.sliver);
      await inTurn(blobId, () => blobs.putSliver(blobId, { pairIndex, axis }, bytes));
      slivers++;
    }
    return undefined;
  }

  async function metadataOf(others: StorageCommittee): Promise<BlobMetadata> {
    const stored = await blobs.metadata(blobId);
    if (stored) return stored;
    const { metadata } = await fetchMetadata(network, others, { blobId: text, signal });
    await inTurn(blobId, () => blobs.putMetadata(blobId, serializeMetadata(metadata)));
    return metadata;
  }
}

/** Whether it is not for the sources that a recovery failed. */
function isOwnFault(error: unknown): boolean {
  return error instanceof EncodingError || error instanceof StoreFailure;
}
