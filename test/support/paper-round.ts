/** A round of challenges without a chain: nodes, blobs, seed and set, all by number. */
import type { EvidenceState } from '@haulout/sdk/chain';
import { encodeBlob, type Axis, type EncodedBlob, type Sliver } from '@haulout/sdk/encoding';
import {
  answerTree,
  drawSamples,
  makeAnswer,
  makeChallengeSet,
  openSliver,
  sampleLeaves,
  type Answers,
  type ChallengeSet,
  type OpenSliver,
  type Round,
  type RoundMember,
  type Sample,
} from '@haulout/sdk/evidence';
import { digest, fromHex, generate, hex, primaries, secondaries } from './encoded.js';

/** Members that hold n shards, in turn. */
export function membersOf(nShards: number, count: number): RoundMember[] {
  return Array.from({ length: count }, (_, member) => ({
    nodeId: `0x${(member + 0xa0).toString(16).padStart(64, '0')}`,
    shards: Array.from({ length: nShards }, (_, shard) => shard).filter((shard) => shard % count === member),
  }));
}

/** A seed by number. */
export const seedOf = (number: number): Uint8Array =>
  fromHex(digest(new TextEncoder().encode(`seed ${number}`)));

/** A round with `count` members on `nShards` shards. */
export function roundOf(
  nShards: number,
  { members = 4, sampleCount = 16, seed = 1 }: { members?: number; sampleCount?: number; seed?: number } = {},
): Round {
  return {
    evidenceId: `0x${'e1'.repeat(32)}`,
    round: 7,
    seed: seedOf(seed),
    nShards,
    sampleCount,
    members: membersOf(nShards, members),
  };
}

/** The round of a chain, as answers and samples need it, once its seed is drawn. */
export function roundOnChain(evidenceId: string, { round, nShards, samples }: EvidenceState): Round {
  const { number, seed, members } = round!;
  return { evidenceId, round: number, seed: seed!, nShards, sampleCount: samples, members };
}

/** A round about real blobs, whose slivers are at hand. */
export interface PaperRound {
  readonly round: Round;
  readonly set: ChallengeSet;
  /** The sliver that a sample asks for, opened. */
  sliver(sample: Sample): OpenSliver;
  /** Opens any sliver of the blob of a sample. */
  open(sample: Pick<Sample, 'blob'>, axis: Axis, index: number): OpenSliver;
}

/** A round about blobs of the given sizes. */
export async function paperRound(round: Round, sizes: readonly number[]): Promise<PaperRound> {
  const blobs = await Promise.all(
    sizes.map((size, i) => encodeBlob(generate('xorshift32', size, i + 1), { nShards: round.nShards })),
  );
  return paperRoundOf(
    round,
    blobs.map((blob) => ({ ...blob, primary: primaries(blob), secondary: secondaries(blob) })),
  );
}

/** A blob with its slivers by index; what a dishonest writer published will do. */
export type HeldBlob = Pick<EncodedBlob, 'blobId' | 'metadata'> & Readonly<Record<Axis, readonly Sliver[]>>;

/** A round about given blobs. */
export function paperRoundOf(round: Round, blobs: readonly HeldBlob[]): PaperRound {
  const byId = new Map(blobs.map((blob) => [hex(blob.blobId), blob]));
  const set = makeChallengeSet(
    blobs.map(({ blobId, metadata }) => ({ blobId, unencodedLength: metadata.unencodedLength })),
    round.nShards,
  );
  const open = ({ blob }: Pick<Sample, 'blob'>, axis: Axis, index: number): OpenSliver => {
    const held = byId.get(hex(blob.blobId))!;
    return openSliver(held[axis][index]!, held.metadata);
  };
  return { round, set, open, sliver: (sample) => open(sample, sample.axis, sample.sliver) };
}

/** What a node posts and sends; `sliverOf` says what it has for a sample. */
export function answering(
  paper: PaperRound,
  prover: number,
  sliverOf: (sample: Sample, index: number) => OpenSliver | undefined = paper.sliver,
) {
  const { round, set } = paper;
  const samples = drawSamples(round, prover, { set });
  const slivers = samples.map(sliverOf);
  const leaves = samples.map((sample, i) => {
    const sliver = slivers[i];
    return sliver && sampleLeaves({ round, prover }, sample, sliver);
  });
  const tree = answerTree(round, leaves);
  const to = (verifier: number): Answers =>
    samples.map((sample, index) => {
      const sliver = slivers[index];
      return sliver && makeAnswer({ round, tree, sliver }, sample, { index, verifier });
    });
  return { samples, tree, posted: { round, prover, root: tree.root }, to };
}
