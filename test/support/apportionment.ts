/**
 * R6 as it is defined, without any of the shortcuts that the contracts take: an oracle for them.
 */

/** The most shards that one of so many candidates may get. */
export function maxShardsPerNode(nodes: number, nShards: number): number {
  if (nodes >= 20) return Math.max(1, Math.floor(nShards / 10));
  return Math.min(nShards, Math.ceil((20 * nShards) / (10 * nodes)));
}

/**
 * D'Hondt's method, one shard after the other: each goes to the candidate with the most stake per shard,
 * counting the one it is about to get, and among equals to the first in the list; nobody gets more than the
 * cap.
 */
export function apportion(stakes: readonly bigint[], nShards: number): number[] {
  const cap = maxShardsPerNode(stakes.length, nShards);
  const shards = stakes.map(() => 0);
  for (let dealt = 0; dealt < nShards; dealt++) {
    let best: number | undefined;
    for (const [i, stake] of stakes.entries()) {
      if (shards[i]! >= cap) continue;
      if (best === undefined || stake * BigInt(shards[best]! + 1) > stakes[best]! * BigInt(shards[i]! + 1)) {
        best = i;
      }
    }
    shards[best!]!++;
  }
  return shards;
}

/** Shards by node. */
export type Holdings = ReadonlyMap<string, readonly number[]>;

/** How many shards have another holder than before. */
export function shardsMoved(before: Holdings, after: Holdings): number {
  const holders = new Map([...before].flatMap(([node, shards]) => shards.map((shard) => [shard, node])));
  return [...after].flatMap(([node, shards]) => shards.filter((shard) => holders.get(shard) !== node)).length;
}

/** The fewest shards that must change hands for nodes to hold so many: what each gains. */
export function leastMoved(before: Holdings, entitled: ReadonlyMap<string, number>): number {
  return [...entitled].reduce(
    (sum, [node, count]) => sum + Math.max(0, count - (before.get(node)?.length ?? 0)),
    0,
  );
}
