/**
 * Slivers of shards that a node has gained, taken over from those that had the shards before: in pages, a few at a time,
 * each sliver verified against the metadata before it is stored. What is stored is not asked for again, so that
 * a transfer that was broken off goes on where it stopped; what an old owner does not deliver is left to recovery.
 */
import { isHauloutError } from '@haulout/sdk/base';
import { publicKeyOf } from '@haulout/sdk/certificate';
import type { StorageCommittee, StorageNode } from '@haulout/sdk/chain';
import {
  EncodingError,
  blobIdToString,
  MAX_SHARD_SLIVERS,
  metadataLayout,
  pairOfShard,
  parseShardSlivers,
  serializeMetadata,
  serializeSliver,
  sliverBytes,
  sliverOfPair,
  verifySliver,
  type Axis,
  type BlobMetadata,
  type ShardSliver,
} from '@haulout/sdk/encoding';
import { fetchMetadata, NodeFault, type StorageNetwork } from '@haulout/sdk/nodes';
import type { Assignment, ChainView } from '../chain/chain-view.js';
import { inParallel } from '../duties/in-parallel.js';
import { storedMetadata } from '../rules.js';
import type { BlobStore } from '../store/blob-store.js';
import { StoreFull } from '../store/blob-writer.js';
import type { Exclusive } from '../store/serial.js';
import { isOwedSince } from './owed.js';
import { signShardRequest } from './shard-request.js';
import { PAGE_BYTES } from './shard-service.js';

/** What has come of one blob. */
export interface Transferred {
  readonly slivers: number;
  /** Bytes of them. */
  readonly bytes: number;
}

/** By blob id in hex; blobs of which nothing has come are not in it. */
export type Transfers = ReadonlyMap<string, Transferred>;

export interface TransferParts {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly inTurn: Exclusive;
  readonly network: StorageNetwork;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
}

/** Requests under way at one time; with {@link PAGE_BYTES} this bounds the bytes in flight. */
const REQUESTS_IN_FLIGHT = 4;
/** How long a node that did not deliver is left alone. */
const DOUBT_MS = 30_000;
const AXES: readonly Axis[] = ['secondary', 'primary'];

/** The shards that a node has taken over in this epoch while those that had them still have to give them. */
export function gainedShards({ shards, previousShards, phase }: Assignment): readonly number[] {
  return phase === 'NextParamsSelected' ? [] : shards.filter((shard) => !previousShards.includes(shard));
}

/** A blob of which something is to come. */
interface Wanted {
  readonly blobId: Uint8Array;
  readonly metadata: BlobMetadata;
}

/** Slivers of consecutive blobs, asked of one node in one request. */
interface Run {
  readonly from: StorageNode;
  readonly shard: number;
  readonly axis: Axis;
  readonly blobs: readonly Wanted[];
  /** Bytes of their slivers. */
  readonly bytes: number;
}

/** The taking side of a hand-over. */
export function createTransfer({ store, chain, inTurn, network, secretKey }: TransferParts) {
  const publicKey = publicKeyOf(secretKey);
  /** Nodes that did not deliver, and until when they are not asked. */
  const doubted = new Map<string, number>();

  /**
   * Takes over what is missing of some blobs in the shards that the node has gained.
   *
   * @param blobIds in order
   * @param contiguous whether no other blob that is owed comes between them, so that one request can be about many
   */
  return async function transfer(
    blobIds: readonly Uint8Array[],
    contiguous: boolean,
    signal: AbortSignal,
  ): Promise<Transfers> {
    const came = new Map<string, Transferred>();
    const assignment = await chain.assignment();
    const gained = gainedShards(assignment);
    const { previous } = await chain.committees();
    if (gained.length === 0 || !previous) return came;
    const { epoch } = assignment;

    const owed: Uint8Array[] = [];
    for (const blobId of blobIds) {
      if (isOwedSince(await chain.blob(blobId), epoch, epoch)) owed.push(blobId);
    }
    const runs = await plan(owed, assignment, gained, previous, contiguous, signal);
    await inParallel(REQUESTS_IN_FLIGHT, runs, (run) => take(run, epoch, signal, came));
    return came;
  };

  /** One run for each stretch of blobs, shard and axis. */
  async function plan(
    owed: readonly Uint8Array[],
    { nShards }: Assignment,
    gained: readonly number[],
    previous: StorageCommittee,
    contiguous: boolean,
    signal: AbortSignal,
  ): Promise<Run[]> {
    const runs: Run[] = [];
    const pairsOf = (blobId: Uint8Array) => gained.map((shard) => pairOfShard(blobId, shard, nShards));
    const metadata = await inParallel(REQUESTS_IN_FLIGHT, owed, async (blobId) =>
      (await lacksAny(blobId, pairsOf(blobId))) ? metadataOf(blobId, previous, signal) : undefined,
    );
    for (const shard of gained) {
      const from = previous.nodes.find(({ shards }) => shards.includes(shard));
      if (!from || isDoubted(from)) continue;
      for (const axis of AXES) {
        let blobs: Wanted[] = [];
        let bytes = 0;
        const end = () => {
          if (blobs.length > 0) runs.push({ from, shard, axis, blobs, bytes });
          [blobs, bytes] = [[], 0];
        };
        for (const [index, blobId] of owed.entries()) {
          const known = metadata[index];
          if (!known || (await store.hasSliver(blobId, pairOfShard(blobId, shard, nShards), axis))) {
            end();
            continue;
          }
          const size = sliverBytes(metadataLayout(known), axis);
          if (bytes + size > PAGE_BYTES || blobs.length === MAX_SHARD_SLIVERS) end();
          blobs.push({ blobId, metadata: known });
          bytes += size;
          if (!contiguous) end();
        }
        end();
      }
    }
    return runs;
  }

  async function lacksAny(blobId: Uint8Array, pairs: readonly number[]): Promise<boolean> {
    for (const pair of pairs) {
      for (const axis of AXES) if (!(await store.hasSliver(blobId, pair, axis))) return true;
    }
    return false;
  }

  async function metadataOf(
    blobId: Uint8Array,
    previous: StorageCommittee,
    signal: AbortSignal,
  ): Promise<BlobMetadata | undefined> {
    const stored = await storedMetadata(store, blobId, previous.nShards);
    if (stored) return stored;
    try {
      const { metadata } = await fetchMetadata(network, previous, { blobId: blobIdToString(blobId), signal });
      await inTurn(blobId, () => store.putMetadata(blobId, serializeMetadata(metadata)));
      return metadata;
    } catch (error) {
      signal.throwIfAborted();
      if (!isHauloutError(error) || error instanceof EncodingError) throw error;
      return undefined;
    }
  }

  /** Asks until everything of a run has come, or the node has no more of it, or fails. */
  async function take(
    run: Run,
    epoch: number,
    signal: AbortSignal,
    came: Map<string, Transferred>,
  ): Promise<void> {
    let left = run.blobs;
    while (left.length > 0) {
      const page = isDoubted(run.from) ? undefined : await ask({ ...run, blobs: left }, epoch, signal);
      const last = page?.at(-1);
      if (!page || !last) return;
      const byId = new Map(left.map((wanted) => [keyOf(wanted.blobId), wanted]));
      for (const entry of page) {
        const wanted = byId.get(keyOf(entry.blobId));
        if (wanted && (await keep(run, wanted, entry))) count(came, entry);
      }
      const after = left.filter(({ blobId }) => Buffer.compare(blobId, last.blobId) > 0);
      if (after.length === left.length) return; // it gives what was not asked for
      left = after;
    }
  }

  /** One page of slivers; undefined, and doubt, when the node does not give one. */
  async function ask(
    { from, shard, axis, blobs, bytes }: Run,
    epoch: number,
    signal: AbortSignal,
  ): Promise<ShardSliver[] | undefined> {
    const { nodes, settings, timers } = network;
    const maxBytes = Math.max(bytes, PAGE_BYTES) + blobs.length * 64 + 64;
    const request = signShardRequest(secretKey, {
      epoch,
      shardIndex: shard,
      axis,
      startingBlobId: blobs[0]!.blobId,
      sliverCount: BigInt(blobs.length),
      untilEpoch: epoch,
    });
    const deadlineMs = settings.requestMs + (10 * bytes) / settings.expectedBytesPerMs;
    for (let attempt = 1; ; attempt++) {
      try {
        const call = { nodeUrl: from.url, deadlineMs, signal };
        return parseShardSlivers(await nodes.syncShard(call, { publicKey, request, maxBytes }), maxBytes);
      } catch (error) {
        signal.throwIfAborted();
        if (!isHauloutError(error)) throw error;
        const isPassing = error instanceof NodeFault && PASSING.has(error.kind);
        if (!isPassing || attempt >= settings.readAttempts) {
          doubted.set(from.nodeId, timers.now() + DOUBT_MS);
          return undefined;
        }
        await new Promise<void>((resolve) => timers.after(settings.backoffMs, resolve));
      }
    }
  }

  /** Stores a sliver if it is the one that was wanted. */
  async function keep(
    { shard, axis, from }: Run,
    { blobId, metadata }: Wanted,
    { sliver }: ShardSliver,
  ): Promise<boolean> {
    const { nShards } = metadataLayout(metadata);
    const pairIndex = pairOfShard(blobId, shard, nShards);
    try {
      if (sliver.axis !== axis || sliver.index !== sliverOfPair(axis, pairIndex, nShards)) return false;
      verifySliver(sliver, metadata);
      return await inTurn(blobId, () => store.putSliver(blobId, pairIndex, axis, serializeSliver(sliver)));
    } catch (error) {
      if (error instanceof StoreFull) return false;
      if (!isHauloutError(error)) throw error;
      doubted.set(from.nodeId, network.timers.now() + DOUBT_MS);
      return false;
    }
  }

  function isDoubted({ nodeId }: StorageNode): boolean {
    return (doubted.get(nodeId) ?? Number.NEGATIVE_INFINITY) > network.timers.now();
  }
}

function count(came: Map<string, Transferred>, { blobId, sliver }: ShardSliver): void {
  const key = keyOf(blobId);
  const { slivers, bytes } = came.get(key) ?? { slivers: 0, bytes: 0 };
  came.set(key, { slivers: slivers + 1, bytes: bytes + sliver.bytes.length });
}

const keyOf = (blobId: Uint8Array) => Buffer.from(blobId).toString('hex');
const PASSING: ReadonlySet<NodeFault['kind']> = new Set(['silent', 'unreachable', 'failed']);
