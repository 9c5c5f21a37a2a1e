/**
 * What a node is asked in a round (R16). All of it follows from the seed, so that everybody draws the same.
 *
 *     draw(t) = H("haulout sample" || seed || node id || t u32),  t = 0, 1, 2, ...
 *     x = u64 at 0, y = u32 at 8, z = u32 at 12 of it, little-endian
 *
 * - blob: for even t the one at place (x * count) >> 64, for odd t the one that has byte (x * bytes) >> 64.
 *   So it shows when a node drops many blobs, and also when it drops few large ones.
 * - shard: number (y * shards) >> 32 of the node's, ascending; it has one pair of the blob
 * - axis: primary when (z * (R + C)) >> 32 < C, as a primary sliver has C symbols and a secondary one R
 *
 * For each verifier two cells of that sliver:
 *
 *     H("haulout cell" || draw || verifier's node id), y = u32 at 0, z = u32 at 4 of it
 *
 * - own: where the sliver meets the one of the verifier's shard number (y * shards) >> 32. Only the verifier
 *   and the node itself have it, so it cannot be bought from a third party.
 * - drawn: number (z * n) >> 32 of all n. It forces the node to have the whole sliver.
 *
 * Half of the k samples are the first that count of the even t, half of the odd ones. A t does not count when
 * it falls on a shard that is skipped, and none counts from 32 k on. Blobs are never skipped: a node answers
 * for what its operator refuses to serve as well.
 *
 * A node that lacks the fraction d of its bytes, or of its slivers, passes with chance (1 - d)^(k / 2) at
 * most.
 */
import { concatenate } from '../base/bytes.js';
import { withJson } from '../base/json.js';
import { pairOfShard } from '../encoding/blob-id.js';
import { blake2b256 } from '../encoding/hash.js';
import { encodingParameters, otherAxis, sliverOfPair, type Axis } from '../encoding/layout.js';
import { checkChance } from './chance.js';
import type { ChallengeSet, SetEntry } from './challenge-set.js';
import { EvidenceError } from './errors.js';
import { memberAt, type Round } from './round.js';

/** One question to a node: a sliver that it has to have. */
export interface Sample {
  /** Number of the draw. */
  readonly t: number;
  /** The draw, 32 bytes. */
  readonly draw: Uint8Array;
  /** The blob. */
  readonly blob: SetEntry;
  /** The node's shard whose sliver it is. */
  readonly shard: number;
  /** Which of the shard's two slivers. */
  readonly axis: Axis;
  /** Index of the sliver. */
  readonly sliver: number;
}

/** What is drawn from, and what is passed over. */
export interface DrawOptions {
  /** The set of the round. */
  readonly set: ChallengeSet;
  /** Whether the node is not asked for a shard: it has it since this epoch and has not reported it, say. */
  readonly isSkipped?: ((shard: number) => boolean) | undefined;
}

/** The cells of a sample for one verifier: own and drawn. */
export type SampleCells = readonly [own: number, drawn: number];

const SAMPLE_TAG = new TextEncoder().encode('haulout sample');
const CELL_TAG = new TextEncoder().encode('haulout cell');
/** Draws for each sample, at most. */
const DRAWS_PER_SAMPLE = 32;

/**
 * The samples of a node: k, or fewer when nearly everything is skipped.
 *
 * @param prover committee position of the node
 * @throws EvidenceError `INVALID_ROUND`, `INVALID_SET` for an empty set
 */
export function drawSamples(
  round: Round,
  prover: number,
  { set, isSkipped = () => false }: DrawOptions,
): Sample[] {
  const { sampleCount } = round;
  memberAt(round, prover);
  const half = (first: number): Sample[] => {
    const samples: Sample[] = [];
    for (let t = first; t < DRAWS_PER_SAMPLE * sampleCount && samples.length < sampleCount / 2; t += 2) {
      const sample = drawSample(round, prover, { set, t });
      if (!isSkipped(sample.shard)) samples.push(sample);
    }
    return samples;
  };
  return withJson([...half(0), ...half(1)].sort((a, b) => a.t - b.t));
}

/**
 * One draw, skipped or not.
 *
 * @param prover committee position of the node
 * @throws EvidenceError `INVALID_ROUND`, `INVALID_SET` for an empty set
 */
export function drawSample(
  round: Round,
  prover: number,
  { set, t }: { readonly set: ChallengeSet; readonly t: number },
): Sample {
  const { nShards, seed } = round;
  const { id, shards } = memberAt(round, prover);
  if (set.nShards !== nShards || set.count === 0) {
    throw new EvidenceError('INVALID_SET', `${set.count} blobs of ${set.nShards} shards cannot be drawn`, {
      count: set.count,
      nShards,
    });
  }
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, t, true);
  const draw = blake2b256(concatenate([SAMPLE_TAG, seed, id, number]));
  const view = new DataView(draw.buffer, draw.byteOffset);
  const x = view.getBigUint64(0, true);
  const blob =
    t % 2 === 0 ? set.entry(Number((x * BigInt(set.count)) >> 64n)) : set.entryAtByte((x * set.bytes) >> 64n);
  const shard = shards[scaled(view.getUint32(8, true), shards.length)]!;
  const { rows, columns } = encodingParameters(nShards);
  const axis = scaled(view.getUint32(12, true), rows + columns) < columns ? 'primary' : 'secondary';
  const pair = pairOfShard(blob.blobId, shard, nShards);
  return { t, draw, blob, shard, axis, sliver: sliverOfPair(axis, pair, nShards) };
}

/**
 * The cells of a sample that a verifier is shown: positions on its sliver, 0 to n - 1.
 *
 * @param verifier committee position of the verifier
 * @throws EvidenceError `INVALID_ROUND`
 */
export function cellsFor(round: Round, sample: Sample, verifier: number): SampleCells {
  const { nShards } = round;
  const { id, shards } = memberAt(round, verifier);
  const drawn = blake2b256(concatenate([CELL_TAG, sample.draw, id]));
  const view = new DataView(drawn.buffer, drawn.byteOffset);
  const shard = shards[scaled(view.getUint32(0, true), shards.length)]!;
  const pair = pairOfShard(sample.blob.blobId, shard, nShards);
  const own = sliverOfPair(otherAxis(sample.axis), pair, nShards);
  return [own, scaled(view.getUint32(4, true), nShards)];
}

/**
 * The fewest samples k with which a node that lacks the fraction `lacking` passes with a chance of `chance`
 * at most: (1 - lacking)^(k / 2) <= chance.
 *
 * @example
 * samplesFor(0.1, 1e-12); // 526
 * @throws EvidenceError `INVALID_CHANCE` unless both are above 0 and below 1
 */
export function samplesFor(lacking: number, chance: number): number {
  checkChance(lacking);
  checkChance(chance);
  return 2 * Math.ceil(Math.log(chance) / Math.log1p(-lacking));
}

/**
 * The chance (1 - lacking)^(k / 2) that a node which lacks the fraction `lacking` of its bytes, or of its
 * slivers, passes k samples; in fact it is smaller, as each half of them sees both kinds of lack.
 *
 * @throws EvidenceError `INVALID_CHANCE`
 */
export function passChance(lacking: number, samples: number): number {
  if (lacking >= 0 && lacking <= 1 && samples >= 0) return (1 - lacking) ** (samples / 2);
  throw new EvidenceError('INVALID_CHANCE', `lacking ${lacking} with ${samples} samples`, {
    lacking,
    samples,
  });
}

/** floor(value * count / 2^32): a place among `count`, which is below 2^21. */
function scaled(value: number, count: number): number {
  return Math.floor((value * count) / 2 ** 32);
}
