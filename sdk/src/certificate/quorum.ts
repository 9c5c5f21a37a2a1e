/**
 * Quorum arithmetic over n shards, at most f = floor((n - 1) / 3) of which are in faulty hands (R1).
 *
 * A quorum has weight w with 3w >= 2n + 1: any two of them share more than f shards, so an honest one. One
 * honest means 3w >= n + 1: more than f shards, so at least one is honest. Integer arithmetic, as in the
 * contracts.
 */

/** f: the most shards of `nShards` that may be faulty. */
export function maxFaulty(nShards: number): number {
  return Math.floor((nShards - 1) / 3);
}

/** True when `weight` shards of `nShards` are a quorum. */
export function isQuorum(weight: number, nShards: number): boolean {
  return 3 * weight >= 2 * nShards + 1;
}

/** True when at least one of `weight` shards of `nShards` is in honest hands. */
export function isOneHonest(weight: number, nShards: number): boolean {
  return 3 * weight >= nShards + 1;
}

/** The least weight that is a quorum. */
export function quorumWeight(nShards: number): number {
  return Math.ceil((2 * nShards + 1) / 3);
}

/** The least weight that has one honest shard in it. */
export function oneHonestWeight(nShards: number): number {
  return Math.ceil((nShards + 1) / 3);
}
