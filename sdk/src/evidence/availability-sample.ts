/**
 * How availability is sampled (R15): random distinct shards, a random cell of one of the slivers of each.
 *
 * Nobody is drawn in place of a shard that does not answer: that would let the holders choose what is asked.
 * Instead more are drawn, at most a few times. Each time is a look at the same growing sample, and whoever
 * looks often sees a lucky one at last. So the k-th look (k = 1, 2, ...) counts its bound 2^k times: what all
 * looks may err together is at most the chance that was asked for.
 */
import { encodingParameters, type Axis } from '../encoding/layout.js';
import { answersFor, chanceOfLoss, type ByHolders } from './confidence.js';

/** One draw: a shard, and which cell it is asked for. */
export interface DrawnCell {
  /** The shard. */
  readonly shard: number;
  /** Of which of its slivers. */
  readonly axis: Axis;
  /** Index of the crossing sliver. */
  readonly cell: number;
}

/** All shards in random order, each with a random cell: a sample of q is the first q of them. */
export function drawCells(nShards: number, random: () => number): DrawnCell[] {
  encodingParameters(nShards);
  const below = (bound: number) => Math.floor(random() * bound);
  const shards = Array.from({ length: nShards }, (_, shard) => shard);
  return shards.map((_, at) => {
    const other = at + below(nShards - at);
    [shards[at], shards[other]] = [shards[other]!, shards[at]!];
    return {
      shard: shards[at]!,
      axis: below(2) === 0 ? ('primary' as const) : ('secondary' as const),
      cell: below(nShards),
    };
  });
}

/**
 * The sizes of the sample at each look, ascending: the fewest draws that are enough if all answer well, then
 * twice as many, until all shards are asked.
 *
 * @param chance of being wrong, above 0, below 1
 * @param holders what is assumed of those who hold the blob
 * @throws EncodingError `INVALID_SHARD_COUNT`
 * @throws EvidenceError `INVALID_CHANCE`
 */
export function looksFor(nShards: number, chance: number, holders: keyof ByHolders): number[] {
  const looks: number[] = [];
  let draws = Math.max(answersFor(nShards, chance / 2)[holders], 1);
  for (; draws < nShards; draws *= 2) looks.push(draws);
  return [...looks, nShards];
}

/**
 * The most that the chance of a loss can be at a look.
 *
 * @param look the first one is 1
 * @throws as `chanceOfLoss`
 */
export function chanceAtLook(
  nShards: number,
  { look, draws, good }: { readonly look: number; readonly draws: number; readonly good: number },
): ByHolders {
  const { whole, chosen } = chanceOfLoss(nShards, draws, good);
  return { whole: Math.min(whole * 2 ** look, 1), chosen: Math.min(chosen * 2 ** look, 1) };
}
