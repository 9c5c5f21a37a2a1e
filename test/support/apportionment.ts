/**
 * R6 as it is defined, without any of the shortcuts that the contracts take: an oracle for them.
 */

/** The most shards that one of so many candidates may get. */
export function maxShardsPerNode(nodes: number, nShards: number): number {
  if (nodes >= 20) return Math.max(1, Math.floor(nShards / 10));
  return Math.min(nShards, Math.ceil((20 * nShards) / (10 * nodes)));
}

/**
 * D'Hondt's method with its cap. Without a cap each candidate gets what its stake is worth. The cap is that
 * of as many nodes as get anything then, and so much more that, however many of the largest it stops, the
 * others get at most twice what they had.
 */
export function apportion(stakes: readonly bigint[], nShards: number): number[] {
  const uncapped = oneByOne(stakes, nShards, nShards);
  const largestFirst = [...uncapped].sort((a, b) => b - a);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const isFair = (cap: number): boolean =>
    largestFirst.every((_, i) => nShards - cap * (i + 1) <= 2 * sum(largestFirst.slice(i + 1)));
  let cap = maxShardsPerNode(uncapped.filter((count) => count > 0).length, nShards);
  while (nShards > 0 && !isFair(cap)) cap++;
  return oneByOne(stakes, nShards, cap);
}

/**
 * One shard after the other: each goes to the candidate with the most stake per shard, counting the one it is
 * about to get, and among equals to the first in the list; nobody gets more than the cap.
 */
function oneByOne(stakes: readonly bigint[], nShards: number, cap: number): number[] {
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
