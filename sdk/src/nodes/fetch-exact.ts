/**
 * Getting certain slivers of a blob and no others: each from the one node that holds it, or else rebuilt from
 * the symbols where slivers of other nodes cross it, which moves about as many bytes (R13, R14).
 */
import { isHauloutError } from '../base/errors.js';
import type { StorageCommittee, StorageNode } from '../chain/committee.js';
import {
  blobIdFromString,
  metadataLayout,
  pairOfSliver,
  recoverSliverAsync,
  shardOfPair,
  sliverBytes,
  symbolsPerSliver,
  type Axis,
  type BlobMetadata,
  type Sliver,
  type SliverName,
} from '../encoding/index.js';
import { checkSliver } from './fetch-slivers.js';
import { answerBytes, fetchSymbols } from './fetch-symbols.js';
import { mayRetry, type NodeItem } from './gather/reports.js';
import { gather, isPutOff } from './gather/run.js';
import { readRules, type StorageNetwork } from './settings.js';
import { paths, type NodeCall } from './storage-node-client.js';

/** Which slivers of which blob. */
export interface ExactSlivers {
  readonly blobId: string;
  /** Verified metadata of the blob. */
  readonly metadata: BlobMetadata;
  readonly axis: Axis;
  /** Sliver indices, each once. */
  readonly slivers: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** Slivers that are rebuilt at one time. */
const REBUILDS = 4;

/**
 * Gets exactly these slivers, each verified against the metadata.
 *
 * @returns undefined when some of them cannot be had, or when to rebuild them would move more than the blob
 * @throws the signal's reason
 */
export async function fetchExact(
  network: StorageNetwork,
  committee: StorageCommittee,
  wanted: ExactSlivers,
): Promise<readonly Sliver[] | undefined> {
  const { slivers, missing, failed } = await fromHolders(network, committee, wanted);
  const { metadata, axis } = wanted;
  const layout = metadataLayout(metadata);
  const rebuildBytes = missing.length * answerBytes(layout, symbolsPerSliver(layout, axis));
  if (missing.length > 0 && rebuildBytes >= layout.rows * sliverBytes(layout, 'primary')) return undefined;
  const others = committee.nodes.filter((_, node) => !failed.has(node));
  const all = [...slivers];
  for (let start = 0; start < missing.length; start += REBUILDS) {
    const some = missing.slice(start, start + REBUILDS);
    const rebuilt = await Promise.all(
      some.map((index) => rebuild(network, others, { ...wanted, target: { axis, index } })),
    );
    for (const sliver of rebuilt) {
      if (sliver === undefined) return undefined;
      all.push(sliver);
    }
  }
  return all;
}

interface HeldSlivers {
  readonly slivers: readonly Sliver[];
  /** Indices of those that their holders did not deliver. */
  readonly missing: readonly number[];
  /** Positions in the committee of the nodes that did not. */
  readonly failed: ReadonlySet<number>;
}

async function fromHolders(
  network: StorageNetwork,
  committee: StorageCommittee,
  { blobId, metadata, axis, slivers, signal }: ExactSlivers,
): Promise<HeldSlivers> {
  const { nodes, timers, settings } = network;
  const { nShards } = committee;
  const maxBytes = sliverBytes(metadataLayout(metadata), axis);
  const id = blobIdFromString(blobId);
  const items = slivers.map((sliver): NodeItem & { readonly sliver: number; readonly pairIndex: number } => {
    const pairIndex = pairOfSliver(axis, sliver, nShards);
    const shard = shardOfPair(id, pairIndex, nShards);
    const node = committee.nodes.findIndex(({ shards }) => shards.includes(shard));
    return { node, shard, weight: 1, sliver, pairIndex };
  });
  const rules = readRules(settings, { goal: items.length, bytes: maxBytes, maxHedges: 0 });
  const attempts = new Map<number, number>();
  const { delivered } = await gather({
    items,
    rules,
    timers,
    signal,
    mayRetry: () => true,
    // A sliver that cannot be had ends its own item only: the others are needed all the same.
    attempt: async (item, attemptSignal): Promise<Sliver | undefined> => {
      const { node, pairIndex } = items[item]!;
      const attempt = (attempts.get(item) ?? 0) + 1;
      attempts.set(item, attempt);
      const nodeUrl = committee.nodes[node]!.url;
      // Others can stand in for a slow node, so it is not waited for as long as when it is needed.
      const call: NodeCall = { nodeUrl, deadlineMs: rules.doubtAfterMs, signal: attemptSignal };
      try {
        const bytes = await nodes.getSliver(call, { blobId, pairIndex, axis, maxBytes });
        const path = paths.sliver({ blobId, pairIndex, axis });
        return await checkSliver(bytes, { pairIndex, metadata, request: { nodeUrl, path }, axis });
      } catch (error) {
        attemptSignal.throwIfAborted();
        if (isPutOff(error)) throw error;
        if (attempt < rules.maxAttempts && mayRetry(error) && !isSilence(error)) throw error;
        return undefined;
      }
    },
  });
  const held = delivered.flatMap(({ value }) => value ?? []);
  const indices = new Set(held.map(({ index }) => index));
  const lacking = items.filter(({ sliver }) => !indices.has(sliver));
  return {
    slivers: held,
    missing: lacking.map(({ sliver }) => sliver),
    failed: new Set(lacking.map(({ node }) => node)),
  };
}

/**
 * Rebuilds one sliver, or gives up: on too few symbols, or on a writer who has committed to something else.
 */
async function rebuild(
  network: StorageNetwork,
  nodes: readonly StorageNode[],
  { blobId, metadata, target, signal }: ExactSlivers & { readonly target: SliverName },
): Promise<Sliver | undefined> {
  const count = symbolsPerSliver(metadataLayout(metadata), target.axis);
  const request = { blobId: blobIdFromString(blobId), metadata, target, count, signal };
  const { symbols } = await fetchSymbols(network, nodes, request);
  if (symbols.length < count) return undefined;
  try {
    return await recoverSliverAsync(symbols, { target, metadata, signal });
  } catch (error) {
    if (isHauloutError(error, 'INCONSISTENT_SLIVER')) return undefined;
    throw error;
  }
}

function isSilence(error: unknown): boolean {
  return (error as { readonly kind?: unknown }).kind === 'silent';
}
