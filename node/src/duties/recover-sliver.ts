/**
 * Recovery of one sliver from the neighbours whose slivers cross it (R13): as many symbols as the sliver has, each
 * verified against the metadata, so about the bytes of the sliver and not of the blob.
 */
import {
  EncodingError,
  expandSliver,
  isEncodingError,
  makeInconsistencyProof,
  makeRecoverySymbol,
  merkleDepth,
  metadataLayout,
  otherAxis,
  pairOfShard,
  parseGeneralRecoverySymbols,
  parseSliver,
  recoverSliver,
  sliverOfPair,
  symbolIdToString,
  symbolsPerSliver,
  verifyGeneralRecoverySymbol,
  type BlobLayout,
  type BlobMetadata,
  type InconsistencyProof,
  type RecoverySymbol,
  type Sliver,
  type SliverName,
} from '@haulout/sdk/encoding';
import {
  gather,
  NodeFault,
  readRules,
  type NodeCall,
  type StorageNetwork,
  type StorageNode,
} from '@haulout/sdk/client';
import type { BlobStore } from '../store/blob-store.js';

/** How the recovery of a sliver ended. */
export type SliverRecovery = { readonly downloadedBytes: number } & (
  | { readonly kind: 'recovered'; readonly sliver: Sliver }
  /** The symbols are what the writer committed to, and the sliver is not. */
  | { readonly kind: 'inconsistent'; readonly proof: InconsistencyProof }
  | { readonly kind: 'failed'; readonly reason: string }
);

/** What a recovery works with. */
export interface RecoverySource {
  readonly network: StorageNetwork;
  /** The other nodes of the committee. */
  readonly neighbours: readonly StorageNode[];
  readonly store: BlobStore;
  /** Pairs that this node stores slivers of, whatever it has of them yet. */
  readonly ownPairs: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** Symbols that one request names, at most: keeps its line short. */
const SYMBOLS_PER_REQUEST = 128;

/** Recovers one sliver of a blob with verified metadata; asks no more of the neighbours than it needs. */
export async function recoverOneSliver(
  source: RecoverySource,
  blob: { readonly blobId: Uint8Array; readonly text: string; readonly metadata: BlobMetadata },
  target: SliverName,
): Promise<SliverRecovery> {
  const { blobId, text, metadata } = blob;
  const { network, neighbours, signal } = source;
  const layout = metadataLayout(metadata);
  const needed = symbolsPerSliver(layout, target.axis);
  const symbols = await ownSymbols(source, blobId, layout, target, needed);
  let downloadedBytes = 0;

  const missing = needed - symbols.size;
  if (missing > 0) {
    const requests = symbolRequests(neighbours, blobId, layout, target, missing, network.random);
    const { settings, timers, nodes } = network;
    const bytesOf = (count: number) =>
      5 + count * (layout.symbolSize + 16 + 33 * merkleDepth(layout.nShards));
    await gather({
      items: requests,
      rules: readRules(network.settings, missing, bytesOf(requests[0]?.weight ?? 1), requests.length),
      timers,
      signal,
      mayRetry: (error) => error instanceof NodeFault && PASSING.has(error.kind),
      attempt: async (item, attemptSignal) => {
        const { node, positions } = requests[item]!;
        const maxBytes = bytesOf(positions.length);
        const call: NodeCall = {
          nodeUrl: neighbours[node]!.url,
          deadlineMs: settings.requestMs + (10 * maxBytes) / settings.expectedBytesPerMs,
          signal: attemptSignal,
        };
        const ids = positions.map((position) => cellName(target, position));
        const bytes = await nodes.getRecoverySymbols(call, text, ids, otherAxis(target.axis), maxBytes);
        downloadedBytes += bytes.length;
        const verified = verifiedSymbols(bytes, target, metadata, positions, call.nodeUrl);
        for (const symbol of verified) symbols.set(symbol.index, symbol);
        if (verified.length < positions.length) {
          throw fault('refused', call.nodeUrl, `gave ${verified.length} of ${positions.length} symbols`);
        }
      },
    });
  }

  if (symbols.size < needed) {
    const reason = `${symbols.size} of ${needed} symbols of ${target.axis} sliver ${target.index} could be had`;
    return { kind: 'failed', reason, downloadedBytes };
  }
  const chosen = [...symbols.values()].slice(0, needed);
  try {
    return { kind: 'recovered', sliver: recoverSliver(chosen, target, metadata), downloadedBytes };
  } catch (error) {
    if (!isEncodingError(error, 'INCONSISTENT_SLIVER')) throw error;
    return { kind: 'inconsistent', proof: makeInconsistencyProof(chosen, target, metadata), downloadedBytes };
  }
}

/** What the node can give itself: symbols of its own slivers that cross the target. */
async function ownSymbols(
  { store, ownPairs }: RecoverySource,
  blobId: Uint8Array,
  layout: BlobLayout,
  target: SliverName,
  limit: number,
): Promise<Map<number, RecoverySymbol>> {
  const axis = otherAxis(target.axis);
  const symbols = new Map<number, RecoverySymbol>();
  for (const pair of ownPairs) {
    if (symbols.size === limit) break;
    const bytes = await store.getSliver(blobId, pair, axis);
    if (!bytes) continue;
    const symbol = makeRecoverySymbol(expandSliver(parseSliver(bytes, axis, layout), layout), target.index);
    symbols.set(symbol.index, symbol);
  }
  return symbols;
}

/** A request to one neighbour: `positions` on the target that its slivers cross. */
interface SymbolsOfNode {
  readonly node: number;
  readonly weight: number;
  readonly positions: readonly number[];
}

/**
 * One request a neighbour, in random order; the one that completes `needed` is cut there, so that without faults
 * exactly so many symbols are asked for. Later ones stand by.
 */
function symbolRequests(
  neighbours: readonly StorageNode[],
  blobId: Uint8Array,
  { nShards }: BlobLayout,
  target: SliverName,
  needed: number,
  random: () => number,
): SymbolsOfNode[] {
  const crossing = otherAxis(target.axis);
  const order = neighbours.map((_, index) => ({ index, rank: random() })).sort((a, b) => a.rank - b.rank);
  const requests: SymbolsOfNode[] = [];
  let total = 0;
  for (const { index: node } of order) {
    let rest = neighbours[node]!.shards.map((shard) =>
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
  target: SliverName,
  metadata: BlobMetadata,
  positions: readonly number[],
  nodeUrl: string,
): RecoverySymbol[] {
  const wanted = new Set(positions);
  const verified: RecoverySymbol[] = [];
  try {
    for (const symbol of parseGeneralRecoverySymbols(bytes, metadataLayout(metadata), positions.length)) {
      if (symbol.along.axis !== target.axis || !wanted.delete(symbol.index)) {
        throw fault('wrong-index', nodeUrl, `a symbol was sent that was not asked for`);
      }
      verifyGeneralRecoverySymbol(symbol, target, metadata);
      verified.push({ index: symbol.index, data: symbol.data, path: symbol.path });
    }
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    const kind = isEncodingError(error, 'MALFORMED_BYTES') ? 'malformed' : 'wrong-bytes';
    throw fault(kind, nodeUrl, error.message, error);
  }
  return verified;
}

/** The cell where the target crosses the sliver at `position`, as requests name it. */
function cellName({ axis, index }: SliverName, position: number): string {
  return axis === 'primary' ? symbolIdToString(index, position) : symbolIdToString(position, index);
}

const PASSING: ReadonlySet<NodeFault['kind']> = new Set(['silent', 'unreachable', 'failed']);

const fault = (kind: NodeFault['kind'], nodeUrl: string, detail: string, cause?: unknown) =>
  new NodeFault(kind, detail, { nodeUrl, path: '/recoverySymbols' }, cause);
