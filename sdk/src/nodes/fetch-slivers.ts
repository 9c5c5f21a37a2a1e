import { withJson } from '../base/json.js';
import { shuffled } from '../base/random.js';
import type { StorageCommittee } from '../chain/committee.js';
import {
  blobIdFromString,
  blobLayout,
  pairOfShard,
  parseSliver,
  sliverBytes,
  sliverOfPair,
  verifySliverAsync,
  type Axis,
  type BlobMetadata,
  type Sliver,
} from '../encoding/index.js';
import type { BlobQuery } from './blob-status.js';
import { NodeFault, type NodeReport, refusedAnswer } from './conduct.js';
import { BlobBlocked, NotEnoughSlivers } from './errors.js';
import { blockedShards, mayRetry, reportsOf, type NodeItem } from './gather/reports.js';
import { gather } from './gather/run.js';
import { deadlineFor, readRules, type StorageNetwork } from './settings.js';
import { paths, type NodeCall } from './storage-node-client.js';

/** Verified primary slivers, as many as decoding takes, and what nodes did that were asked for them. */
export interface FetchedSlivers {
  /** Verified against the metadata, each index once. */
  readonly slivers: readonly Sliver[];
  /** What the nodes did that were asked. */
  readonly nodes: readonly NodeReport[];
  /** Requests made for them, hedges and repetitions included. */
  readonly requests: number;
}

/** What to gather. */
export interface SliversQuery extends BlobQuery {
  /** Verified metadata of the blob. */
  readonly metadata: BlobMetadata;
  /** Told how many there are, after each. */
  readonly onSliver?: ((count: number) => void) | undefined;
}

/** A sliver that a shard holds. */
interface ShardItem extends NodeItem {
  readonly shard: number;
}

/**
 * Gets n - 2f distinct primary slivers, each verified against the metadata before it counts (R10). It asks
 * for no more than it needs, replaces what is slow, refused or false, and stops at the last one needed; so it
 * succeeds whenever f + 1 shards answer honestly (R2).
 *
 * @throws NotEnoughSlivers naming each node and what it did; BlobBlocked when that is because operators
 * refuse
 */
export async function fetchSlivers(
  network: StorageNetwork,
  committee: StorageCommittee,
  query: SliversQuery,
): Promise<FetchedSlivers> {
  const { delivered, ...rest } = await gatherSlivers(network, committee, {
    ...query,
    keep: async (sliver) => sliver,
  });
  return withJson({ slivers: delivered, ...rest });
}

/** What {@link gatherSlivers} has brought. */
export interface GatheredSlivers<T> extends Omit<FetchedSlivers, 'slivers'> {
  /** What `keep` made of the slivers. */
  readonly delivered: readonly T[];
}

/**
 * {@link fetchSlivers} for a caller who keeps slivers elsewhere than in memory.
 *
 * @param query.keep takes a verified sliver; what it rejects with ends the gathering
 * @throws as `fetchSlivers`; what `keep` throws
 */
export async function gatherSlivers<T>(
  network: StorageNetwork,
  committee: StorageCommittee,
  {
    blobId,
    metadata,
    signal,
    onSliver,
    keep,
  }: SliversQuery & { readonly keep: (sliver: Sliver, signal: AbortSignal) => Promise<T> },
): Promise<GatheredSlivers<T>> {
  const { nodes, timers, settings, random } = network;
  const { nShards } = committee;
  const id = blobIdFromString(blobId);
  const layout = blobLayout(nShards, metadata.unencodedLength);
  const maxBytes = sliverBytes(layout, 'primary');
  const items = shuffled(shardItems(committee), random);
  const result = await gather({
    items,
    rules: readRules(settings, { goal: layout.rows, bytes: maxBytes, maxHedges: layout.maxFaulty }),
    timers,
    signal,
    mayRetry,
    onDelivered: onSliver,
    attempt: async (item, attemptSignal) => {
      const { node, shard } = items[item]!;
      const pairIndex = pairOfShard(id, shard, nShards);
      const call: NodeCall = {
        nodeUrl: committee.nodes[node]!.url,
        deadlineMs: deadlineFor(settings, maxBytes),
        signal: attemptSignal,
      };
      const bytes = await nodes.getSliver(call, { blobId, pairIndex, axis: 'primary', maxBytes });
      const path = paths.sliver({ blobId, pairIndex, axis: 'primary' });
      const request = { nodeUrl: call.nodeUrl, path };
      return keep(await checkSliver(bytes, { pairIndex, metadata, request }), attemptSignal);
    },
  });
  const reports = reportsOf(committee, items, result);
  if (!result.reached) {
    const blocked = blockedShards(nShards, reports);
    if (blocked !== undefined) throw new BlobBlocked(blobId, blocked, reports);
    throw new NotEnoughSlivers(blobId, { got: result.delivered.length, needed: layout.rows }, reports);
  }
  const delivered = result.delivered.map(({ value }) => value);
  return { delivered, nodes: reports, requests: result.attempts };
}

function shardItems(committee: StorageCommittee): ShardItem[] {
  return committee.nodes.flatMap(({ shards }, node) => shards.map((shard) => ({ node, shard, weight: 1 })));
}

/** The sliver that was asked for. */
export interface ExpectedSliver {
  readonly pairIndex: number;
  /** Default: primary. */
  readonly axis?: Axis | undefined;
  /** Verified metadata of the blob. */
  readonly metadata: BlobMetadata;
  /** How it was asked for, for the error. */
  readonly request: { readonly nodeUrl: string; readonly path: string };
}

/**
 * Takes a sliver from a node only if it is the one asked for.
 *
 * @throws NodeFault `malformed`, `wrong-index` (another sliver's index) or `wrong-bytes`
 */
export async function checkSliver(
  bytes: Uint8Array,
  { pairIndex, axis = 'primary', metadata, request }: ExpectedSliver,
): Promise<Sliver> {
  const layout = blobLayout(metadata.hashes.length, metadata.unencodedLength);
  const expected = sliverBytes(layout, axis);
  const index = sliverOfPair(axis, pairIndex, layout.nShards);
  if (bytes.length !== expected) {
    throw new NodeFault(
      'wrong-bytes',
      `${bytes.length} bytes came, and slivers of this blob have ${expected}`,
      request,
    );
  }
  try {
    const sliver = parseSliver(bytes, axis, layout);
    if (sliver.index !== index) {
      throw new NodeFault('wrong-index', `sliver ${sliver.index} came instead of ${index}`, request);
    }
    await verifySliverAsync(sliver, metadata);
    return sliver;
  } catch (error) {
    throw refusedAnswer(error, request);
  }
}
