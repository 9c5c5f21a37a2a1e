/**
 * The chance that a node which lacks something passes a round, measured and by formula.
 *
 * A sample asks for one sliver of the node. Half of the k samples draw the blob by its place among N blobs,
 * the other half by one of B bytes; then one of S shards, and an axis, primary with the chance C / (R + C):
 *
 *     q_place = sum over the slivers that it lacks of  1 / N     * 1 / S * P(axis)
 *     q_byte  = sum over the slivers that it lacks of  L(blob) / B * 1 / S * P(axis)
 *     chance  = (1 - q_place)^(k / 2) * (1 - q_byte)^(k / 2)
 *
 * A node that lacks the fraction d of its blobs has q_place = d; one that lacks d of its bytes has q_byte =
 * d. So each kind of lack is seen by one half for certain: (1 - d)^(k / 2), and the other half sees some of
 * it, too.
 */
import { encodingParameters } from '@haulout/sdk/encoding';
import { drawSamples, passChance, type Round } from '@haulout/sdk/evidence';
import { seededRandom } from '../../support/random.js';
import { forgotten, type Forgets } from './adversaries/forgetful.js';
import { PaperBlobs, paperSet, type PaperSet } from './blobs.js';
import { Lacking, sliversOf, type PaperSliver } from './slivers.js';

const FRACTIONS = [0.02, 0.1, 0.5] as const;
const KINDS: readonly Forgets[] = ['bytes', 'blobs', 'axis'];

/** How often a node passed that lacks a fraction. */
export interface Passing {
  readonly how: Forgets;
  readonly fraction: number;
  readonly samples: number;
  readonly rounds: number;
  readonly passed: number;
  /** Samples of all rounds that fell on something that it lacks. */
  readonly hits: number;
  /** By formula: the chance to pass, and that a sample falls on something that it lacks. */
  readonly chance: number;
  readonly hitChance: number;
  /** What the SDK says at most. */
  readonly bound: number;
}

/** A node with 5 of 100 shards, and so many blobs. */
const N_SHARDS = 100;
const NODES = 20;
const BLOBS = 150;

/** Lets nodes that lack something be asked in the same rounds. */
export function measurePassing(options: {
  readonly seed: number;
  readonly samples: number;
  readonly rounds: number;
  readonly onProgress?: (rounds: number) => void;
}): Passing[] {
  const { seed, samples, rounds, onProgress } = options;
  const random = seededRandom(seed);
  const blobs = new PaperBlobs(N_SHARDS, random);
  for (let i = 0; i < BLOBS; i++) blobs.add(0, 1);
  const paper = paperSet(blobs.all, N_SHARDS);
  const members = Array.from({ length: NODES }, (_, member) => ({
    nodeId: `0x${(member + 1).toString(16).padStart(64, '0')}`,
    shards: Array.from({ length: N_SHARDS }, (_, shard) => shard).filter((s) => s % NODES === member),
  }));
  const { shards } = members[0]!;
  const nodes = KINDS.flatMap((how) =>
    FRACTIONS.map((fraction) => {
      const lacking = new Lacking();
      const lacks = forgotten(sliversOf(blobs.all, shards), how, { fraction, random });
      for (const sliver of lacks) lacking.add(sliver);
      return { how, fraction, lacks, lacking, passed: 0, hits: 0 };
    }),
  );
  for (let number = 1; number <= rounds; number++) {
    const seedOfRound = Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256));
    const evidenceId = `0x${'e1'.repeat(32)}`;
    const sampleCount = samples;
    const round: Round = {
      evidenceId,
      round: number,
      seed: seedOfRound,
      nShards: N_SHARDS,
      sampleCount,
      members,
    };
    const asked = drawSamples(round, 0, { set: paper.set });
    for (const node of nodes) {
      const missing = asked.filter(({ blob, shard, axis }) =>
        node.lacking.has({ blob: paper.blobs[blob.index]!, shard, axis }),
      );
      node.hits += missing.length;
      if (missing.length === 0) node.passed++;
    }
    onProgress?.(number);
  }
  return nodes.map(({ how, fraction, lacks, passed, hits }) => {
    const { place, byte } = seenBy(lacks, paper, shards.length);
    const chance = (1 - place) ** (samples / 2) * (1 - byte) ** (samples / 2);
    const bound = passChance(fraction, samples);
    return { how, fraction, samples, rounds, passed, hits, chance, hitChance: (place + byte) / 2, bound };
  });
}

/** Chance that a sample of each half falls on something that is lacking. */
function seenBy(
  lacks: readonly PaperSliver[],
  { set, blobs }: PaperSet,
  nShards: number,
): { readonly place: number; readonly byte: number } {
  const { rows, columns } = encodingParameters(set.nShards);
  const length = new Map(blobs.map((blob, index) => [blob, set.entry(index).encodedLength]));
  let place = 0;
  let byte = 0;
  for (const { blob, axis } of lacks) {
    const part = (axis === 'primary' ? columns : rows) / (rows + columns) / nShards;
    place += part / set.count;
    byte += (part * length.get(blob)!) / Number(set.bytes);
  }
  return { place, byte };
}

/** Standard errors between what was counted in `trials` and what was expected. */
export function standardErrors(counted: number, trials: number, chance: number): number {
  return Math.abs(counted / trials - chance) / Math.sqrt((chance * (1 - chance)) / trials);
}
