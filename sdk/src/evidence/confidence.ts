/**
 * What good answers say about a blob (R15): bounds on the chance that a blob is beyond recovery although q
 * distinct random shards each answered well about a random cell of one of their slivers, of either axis. A
 * badly encoded blob can answer well too; inconsistency proofs are for that.
 *
 * A blob is rebuilt from R = n - 2f shards with all of theirs. Two kinds of holders:
 *
 * - **whole**: a shard has all of its sliver or nothing, and fewer than R have it. All q draws fall on those
 *   with at most
 *
 *       C(R - 1, q) / C(n, q)
 *
 * - **chosen**: holders choose which cells they keep. Where neither rows nor columns can be decoded further,
 *   at least 2f + 1 rows lack f + 1 cells each: a row needs C = n - f of n, a column R. So at most
 *
 *       (1 - (2f + 1)(f + 1) / n^2)^q,  about (7/9)^q for large n
 *
 *   It holds for distinct shards too: the mean of products over distinct rows is at most the product of
 *   means (Maclaurin).
 *
 * At n = 1000 a chance of 1e-12 takes 25 and 110 answers.
 *
 * Where only g of the q draws were answered well, the first bound is the tail of the same draw without
 * replacement, and the second one Chernoff's, which holds for it too (Hoeffding 1963, theorem 4): with
 * p = 1 - (2f + 1)(f + 1) / n^2 and a = g / q > p
 *
 *     exp(-q (a ln(a / p) + (1 - a) ln((1 - a) / (1 - p))))
 *
 * For g = q both are the formulas above.
 */
import { maxFaulty } from '../certificate/quorum.js';
import { encodingParameters } from '../encoding/layout.js';
import { checkChance } from './chance.js';
import { EvidenceError } from './errors.js';

/** A number for each kind of holders. */
export interface ByHolders {
  /** Holders with all of a sliver or nothing. */
  readonly whole: number;
  /** Holders that choose the cells they keep. */
  readonly chosen: number;
}

/**
 * The most that the chance can be that a blob is lost, after good answers of distinct random shards.
 *
 * @param q shards that were drawn, 0 to n
 * @param good of them have answered well; default: all. Those that have not count as draws all the same:
 *   whoever draws others in their place lets the holders choose what is asked
 * @throws EncodingError `INVALID_SHARD_COUNT`
 * @throws EvidenceError `INVALID_CHANCE`
 */
export function chanceOfLoss(nShards: number, q: number, good = q): ByHolders {
  const { rows } = encodingParameters(nShards);
  if (!isCount(q, nShards) || !isCount(good, q)) {
    throw new EvidenceError('INVALID_CHANCE', `${good} of ${q} answers of distinct shards of ${nShards}`, {
      good,
      q,
      nShards,
    });
  }
  return {
    whole: hypergeometricTail({ all: nShards, kept: rows - 1, drawn: q, least: good }),
    chosen: chernoff(q, good, keptCells(nShards)),
  };
}

/**
 * The fewest good answers after which the chance of a loss is at most `chance`. On small networks `chosen`
 * can be more than there are shards: then some have to be asked for several cells.
 *
 * @param chance above 0, below 1
 * @throws EncodingError `INVALID_SHARD_COUNT`
 * @throws EvidenceError `INVALID_CHANCE`
 */
export function answersFor(nShards: number, chance: number): ByHolders {
  const { rows } = encodingParameters(nShards);
  checkChance(chance);
  let whole = 0;
  for (let bound = 1; bound > chance; whole++) bound *= Math.max(rows - 1 - whole, 0) / (nShards - whole);
  return { whole, chosen: Math.ceil(Math.log(chance) / Math.log(keptCells(nShards))) };
}

/** The largest part of all cells that can be kept of a blob that cannot be decoded. */
function keptCells(nShards: number): number {
  const f = maxFaulty(nShards);
  return 1 - ((2 * f + 1) * (f + 1)) / nShards ** 2;
}

const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;

/** The chance that at least so many of those drawn without replacement are among those kept. */
function hypergeometricTail({
  all,
  kept,
  drawn,
  least,
}: {
  readonly all: number;
  readonly kept: number;
  readonly drawn: number;
  readonly least: number;
}): number {
  // P(i) = C(drawn, i) * (i of them kept, in this order) * (the others not kept).
  let tail = 0;
  for (let hits = Math.min(drawn, kept); hits >= least; hits--) {
    const misses = drawn - hits;
    if (misses > all - kept) break;
    let chance = 1;
    for (let i = 0; i < hits; i++) chance *= (kept - i) / (all - i);
    for (let i = 0; i < misses; i++)
      chance *= ((all - kept - i) / (all - hits - i)) * ((drawn - i) / (i + 1));
    tail += chance;
  }
  return Math.min(tail, 1);
}

/** Chernoff's bound of at least `good` successes of q draws that succeed with chance p each. */
function chernoff(q: number, good: number, p: number): number {
  if (good <= q * p) return 1;
  const a = good / q;
  const gap = a * Math.log(a / p) + (a === 1 ? 0 : (1 - a) * Math.log((1 - a) / (1 - p)));
  return Math.exp(-q * gap);
}
