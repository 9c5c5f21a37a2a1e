/**
 * Symbols of one sliver from the nodes whose slivers cross it (R13): as many as it takes to rebuild the
 * sliver, each verified against the metadata, so about the bytes of the sliver and not of the blob.
 */
import { withJson } from '../base/json.js';
import type { StorageNode } from '../chain/committee.js';
import {
  blobIdToString,
  merkleDepth,
  metadataLayout,
  otherAxis,
  pairOfShard,
  parseGeneralRecoverySymbols,
  sliverOfPair,
  symbolIdToString,
  verifyGeneralRecoverySymbol,
  type BlobLayout,
  type BlobMetadata,
  type RecoverySymbol,
  type SliverName,
} from '../encoding/index.js';
import { NodeFault, refusedAnswer, type NodeRequestFacts } from './conduct.js';
import { mayRetry } from './gather/reports.js';
import { gather } from './gather/run.js';
import { deadlineFor, readRules, type StorageNetwork } from './settings.js';
import type { NodeCall } from './storage-node-client.js';

/** Which symbols to fetch. */
export interface SymbolRequest {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Verified metadata of the blob. */
  readonly metadata: BlobMetadata;
  /** The sliver that they lie on. */
  readonly target: SliverName;
  /** How many. */
  readonly count: number;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** What came of it. */
export interface FetchedSymbols {
  /** Verified, each position once; fewer than wanted when nodes did not give more. */
  readonly symbols: readonly RecoverySymbol[];
  /** Bytes of symbols that nodes have sent. */
  readonly downloadedBytes: number;
}

/** Symbols that one request names, at most: keeps its line short. */
const SYMBOLS_PER_REQUEST = 128;

/**
 * Fetches symbols of a sliver; asks no more of the nodes than it needs.
 *
 * @throws the signal's reason
 */
export async function fetchSymbols(
  network: StorageNetwork,
  nodes: readonly StorageNode[],
  { blobId, metadata, target, count, signal }: SymbolRequest,
): Promise<FetchedSymbols> {
  const layout = metadataLayout(metadata);
  const text = blobIdToString(blobId);
  const requests = requestsTo(nodes, { blobId, layout, target, needed: count, random: network.random });
  const symbols = new Map<number, RecoverySymbol>();
  let downloadedBytes = 0;
  await gather({
    items: requests,
    rules: readRules(network.settings, {
      goal: count,
      bytes: answerBytes(layout, requests[0]?.weight ?? 1),
      maxHedges: requests.length,
    }),
    timers: network.timers,
    signal,
    mayRetry,
    attempt: async (item, attemptSignal) => {
      const { node, positions } = requests[item]!;
      const maxBytes = answerBytes(layout, positions.length);
      const call: NodeCall = {
        nodeUrl: nodes[node]!.url,
        deadlineMs: deadlineFor(network.settings, maxBytes),
        signal: attemptSignal,
      };
      const ids = positions.map((position) => cellName(target, position));
      const axis = otherAxis(target.axis);
      const bytes = await network.nodes.getRecoverySymbols(call, {
        blobId: text,
        ids,
        proofAxis: axis,
        maxBytes,
      });
      downloadedBytes += bytes.length;
      const verified = verifiedSymbols(bytes, { target, metadata, positions, nodeUrl: call.nodeUrl });
      for (const symbol of verified) symbols.set(symbol.index, symbol);
      if (verified.length < positions.length) {
        const detail = `gave ${verified.length} of ${positions.length} symbols`;
        throw new NodeFault('refused', detail, requestTo(call.nodeUrl));
      }
    },
  });
  return withJson({ symbols: [...symbols.values()].slice(0, count), downloadedBytes });
}

/** Most bytes of so many symbols with their proofs, as nodes send them. */
export function answerBytes({ symbolSize, nShards }: BlobLayout, count: number): number {
  return 5 + count * (symbolSize + 16 + 33 * merkleDepth(nShards));
}

/** A request to one node: `positions` on the target that its slivers cross. */
interface SymbolsOfNode {
  readonly node: number;
  readonly weight: number;
  readonly positions: readonly number[];
}

/**
 * One request a node, in random order; the one that completes `needed` is cut there, so that without faults
 * exactly so many symbols are asked for. Later ones stand by.
 */
function requestsTo(
  nodes: readonly StorageNode[],
  {
    blobId,
    layout: { nShards },
    target,
    needed,
    random,
  }: {
    readonly blobId: Uint8Array;
    readonly layout: BlobLayout;
    readonly target: SliverName;
    readonly needed: number;
    readonly random: () => number;
  },
): SymbolsOfNode[] {
  const crossing = otherAxis(target.axis);
  const order = nodes.map((_, index) => ({ index, rank: random() })).sort((a, b) => a.rank - b.rank);
  const requests: SymbolsOfNode[] = [];
  let total = 0;
  for (const { index: node } of order) {
    let rest = nodes[node]!.shards.map((shard) =>
      sliverOfPair(crossing, pairOfShard(blobId, shard, nShards), nShards),
    );
    while (rest.length > 0) {
      const cut = total < needed ? Math.min(SYMBOLS_PER_REQUEST, needed - total) : SYMBOLS_PER_REQUEST;
      const positions = rest.slice(0, cut);
      requests.push({ node, weight: positions.length, positions });
      total += positions.length;
      rest = rest.slice(cut);
    }
  }
  return requests;
}

/** Takes from an answer the symbols that were asked for, each verified. */
function verifiedSymbols(
  bytes: Uint8Array,
  {
    target,
    metadata,
    positions,
    nodeUrl,
  }: {
    readonly target: SliverName;
    readonly metadata: BlobMetadata;
    readonly positions: readonly number[];
    readonly nodeUrl: string;
  },
): RecoverySymbol[] {
  const request = requestTo(nodeUrl);
  const wanted = new Set(positions);
  const verified: RecoverySymbol[] = [];
  try {
    for (const symbol of parseGeneralRecoverySymbols(bytes, metadataLayout(metadata), positions.length)) {
      if (symbol.along.axis !== target.axis || !wanted.delete(symbol.index)) {
        throw new NodeFault('wrong-index', 'a symbol was sent that was not asked for', request);
      }
      verifyGeneralRecoverySymbol(symbol, target, metadata);
      verified.push({ index: symbol.index, data: symbol.data, path: symbol.path });
    }
  } catch (error) {
    throw refusedAnswer(error, request);
  }
  return verified;
}

/** The cell where the target crosses the sliver at `position`, as requests name it. */
function cellName({ axis, index }: SliverName, position: number): string {
  return axis === 'primary' ? symbolIdToString(index, position) : symbolIdToString(position, index);
}

function requestTo(nodeUrl: string): NodeRequestFacts {
  return { nodeUrl, path: '/recoverySymbols' };
}
