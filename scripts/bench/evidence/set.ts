/** What a node does with the set of a round, measured in this process: see `set-child.ts`. */
import { blobLayout, hashReady, merkleDepth } from '@haulout/sdk/encoding';
import {
  answerCount,
  drawSamples,
  makeChallengeSet,
  serializeAnswers,
  type ChallengedBlob,
  type Round,
  type Sample,
} from '@haulout/sdk/evidence';
import { roundOf } from '../../../test/support/paper-round.js';

/** Blobs, and the round that asks for them. */
export interface SetPlan {
  /** Blobs of the set. */
  readonly count: number;
  /** Bytes of each blob. */
  readonly blobBytes: number;
  readonly nShards: number;
  readonly members: number;
  /** Samples for each member. */
  readonly sampleCount: number;
}

/** What was measured. */
export interface MeasuredSet {
  readonly count: bigint;
  /** Sum of the encoded sizes. */
  readonly bytes: bigint;
  readonly root: Uint8Array;
  /** Milliseconds of CPU: for the sorted set, for its tree, and for the samples of all members. */
  readonly sortMs: number;
  readonly treeMs: number;
  readonly drawMs: number;
  /** Bytes of memory: the most that the process had over its start, and those of the set that is left. */
  readonly peak: number;
  readonly kept: number;
  /** Bytes of what one member sends to one verifier. */
  readonly answers: number;
}

/** Builds a set and draws from it. Memory is only that of the set where garbage can be collected. */
export async function measureSet(plan: SetPlan): Promise<MeasuredSet> {
  const { count, blobBytes, nShards, members, sampleCount } = plan;
  await hashReady();
  globalThis.gc?.();
  const before = process.memoryUsage();
  let blobs: ChallengedBlob[] = someBlobs(count, blobBytes);
  const clock = cpuClock();
  const set = makeChallengeSet(blobs, nShards);
  const sortMs = clock();
  const { root, bytes } = set;
  const treeMs = clock();
  blobs = [];
  globalThis.gc?.();
  const kept = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  const peak = process.resourceUsage().maxRSS * 1024 - before.rss;

  const round = roundOf(nShards, { members, sampleCount });
  clock();
  const samples = round.members.map((_, prover) => drawSamples(round, prover, { set }));
  const drawMs = clock();
  const answers = answerBytes(round, samples[0]!);
  return { count: BigInt(count), bytes, root, sortMs, treeMs, drawMs, peak, kept, answers };
}

/** Bytes of what a node sends to one verifier, with symbols and paths as long as the real ones. */
export function answerBytes(round: Round, samples: readonly Sample[]): number {
  const path = (depth: number) => Array.from({ length: depth }, () => HASH);
  const ofShards = path(merkleDepth(round.nShards));
  const answerPath = path(merkleDepth(answerCount(round)) - 1);
  const answers = samples.map(({ blob }) => {
    const { symbolSize } = blobLayout(round.nShards, blob.unencodedLength);
    const cell = { symbol: new Uint8Array(symbolSize), path: ofShards };
    return { own: cell, drawn: cell, otherHash: HASH, pairPath: ofShards, answerPath };
  });
  return serializeAnswers(answers).length;
}

const HASH = new Uint8Array(32);

/** Blobs of one size, whose ids come from a generator of random numbers. */
export function someBlobs(count: number, unencodedLength: number): ChallengedBlob[] {
  const words = new Uint32Array(8);
  const bytes = new Uint8Array(words.buffer);
  let state = 20_261_121;
  return Array.from({ length: count }, () => {
    for (let word = 0; word < words.length; word++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[word] = state;
    }
    return { blobId: new Uint8Array(bytes), unencodedLength };
  });
}

/** Gives the milliseconds of CPU since it was called last. */
function cpuClock(): () => number {
  let last = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    return (user + system) / 1000;
  };
}
