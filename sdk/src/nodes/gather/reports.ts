import type { StorageCommittee, StorageNode } from '../../chain/committee.js';
import { encodingParameters } from '../../encoding/index.js';
import { NodeFault, type Conduct, type ConductKind, type NodeReport } from '../conduct.js';
import type { GatherItem } from './plan.js';
import type { GatherResult } from './run.js';

/** An item of a gathering: what is asked of which node, and for which of its shards if it is about one. */
export interface NodeItem extends GatherItem {
  readonly shard?: number | undefined;
}

/** Reports on every node of the committee; those that did nothing wrong have no conduct. */
export function reportsOf(
  committee: StorageCommittee,
  items: readonly NodeItem[],
  result: Pick<GatherResult<unknown>, 'faults' | 'abandoned'>,
): NodeReport[] {
  const conduct = new Map<number, Conduct[]>();
  const record = ({ node, shard }: NodeItem, kind: ConductKind, detail: string) => {
    const entries = conduct.get(node) ?? [];
    entries.push({ kind, detail, shard });
    conduct.set(node, entries);
  };
  for (const { item, error } of result.faults) {
    if (!(error instanceof NodeFault)) throw error;
    record(items[item]!, error.kind, error.message);
  }
  for (const item of result.abandoned)
    record(items[item]!, 'slow', 'had not answered when the operation ended');
  return committee.nodes.map((node, index) => ({ node, conduct: conduct.get(index) ?? [] }));
}

/**
 * Shards of the nodes whose operators block a blob, if they are more than f and so not all of them liars;
 * else undefined.
 */
export function blockedShards(nShards: number, reports: readonly NodeReport[]): number | undefined {
  const blocking = reports.filter(({ conduct }) => conduct.some(({ kind }) => kind === 'blocked'));
  const shards = blocking.reduce((sum, { node }) => sum + node.shards.length, 0);
  return shards > encodingParameters(nShards).maxFaulty ? shards : undefined;
}

/** Whether a node may do better at the next attempt. */
export function mayRetry(error: unknown): boolean {
  if (!(error instanceof NodeFault)) return false;
  if (error.kind === 'silent' || error.kind === 'unreachable' || error.kind === 'failed') return true;
  // A node that has not seen a registration yet will; one that is overloaded asks for patience; a full one
  // stays full.
  if (error.reason === 'STORAGE_FULL') return false;
  return error.reason === 'NOT_REGISTERED' || error.status === 429 || error.status === 408;
}

/** One item for each node that `weigh` gives more than 0, with that weight, in the order of the committee. */
export function itemsOfNodes(committee: StorageCommittee, weigh: (node: StorageNode) => number): NodeItem[] {
  return committee.nodes
    .map((node, index) => ({ node: index, weight: weigh(node) }))
    .filter(({ weight }) => weight > 0);
}
