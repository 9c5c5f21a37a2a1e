/**
 * The answers of a node (R16): a root over all of them, from slivers that are compared with the metadata one
 * by one, and later the symbols themselves, from the same slivers read again. What is rotten or missing is
 * left empty. Only hashes are held in memory: 64 bytes for each sample and member.
 */
import { pairOfSliver } from '@haulout/sdk/encoding';
import {
  answerTree,
  makeAnswer,
  openExpanded,
  sampleLeaves,
  serializeAnswers,
  type Answers,
  type OpenSliver,
  type Sample,
} from '@haulout/sdk/evidence';
import type { FairQueue } from '../fair/fair-queue.js';
import { sharedWork, type SharedWork } from '../fair/shared.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import type { Journal } from './journal.js';
import type { ChallengeOptions } from './options.js';
import type { RoundNow, RoundReader } from './round-now.js';

/** What answering takes. */
export interface AnsweringParts {
  readonly blobs: Pick<VerifiedBlobs, 'metadata' | 'expanded'>;
  readonly journal: Journal;
  readonly reader: RoundReader;
  readonly answersWith: ChallengeOptions['answersWith'];
  readonly work: FairQueue;
}

/** Most bytes of answers that are kept for those who ask again. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The answers of one node. */
export class Answering {
  readonly #parts: AnsweringParts;
  /** By round and verifier. */
  readonly #made: SharedWork<Uint8Array>;

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
    this.#made = sharedWork({ work: parts.work, maxBytes: MAX_BYTES, sizeOf: ({ length }) => length + 1 });
  }

  /** The root over the node's answers; its leaves are in the journal when it resolves. */
  async root(now: RoundNow): Promise<Uint8Array> {
    const { journal } = this.#parts;
    const { number } = now.round;
    const known = await journal.readLeaves(number);
    const leaves = known ?? (await this.#leaves(now));
    if (known === undefined) await journal.writeLeaves(number, leaves);
    return answerTree(now.challenge!, leaves).root;
  }

  /**
   * BCS of the answers to one verifier. Anybody may ask, so they are made once for all who do.
   *
   * @param peer who asks
   * @throws ServiceError TOO_MANY_REQUESTS
   */
  async to(peer: string, now: RoundNow, verifier: number): Promise<Uint8Array> {
    const key = `${now.round.number}/${verifier}`;
    return (await this.#made(peer, key, () => this.#make(now, verifier)))!;
  }

  async #make(now: RoundNow, verifier: number): Promise<Uint8Array> {
    const { journal, reader } = this.#parts;
    const round = now.challenge!;
    const leaves = (await journal.readLeaves(round.round)) ?? [];
    const tree = answerTree(round, leaves);
    const answers: Answers[number][] = [];
    for (const [index, sample] of (await reader.samplesOf(now, now.position)).entries()) {
      const sliver = leaves[index] && (await this.#sliver(sample, round.nShards));
      answers.push(sliver && makeAnswer({ round, tree, sliver }, sample, { index, verifier }));
    }
    return serializeAnswers(answers);
  }

  async #leaves(now: RoundNow): Promise<(Uint8Array | undefined)[]> {
    const { position, challenge } = now;
    const leaves: (Uint8Array | undefined)[] = [];
    for (const sample of await this.#parts.reader.samplesOf(now, position)) {
      const sliver = await this.#sliver(sample, challenge!.nShards);
      leaves.push(sliver && sampleLeaves({ round: challenge!, prover: position }, sample, sliver));
    }
    return leaves;
  }

  /** The sliver that a sample asks for; undefined when the node does not have it as it was committed to. */
  async #sliver(sample: Sample, nShards: number): Promise<OpenSliver | undefined> {
    const { blobs, answersWith = (sliver) => sliver } = this.#parts;
    const sliver = await readSliver(blobs, sample, nShards);
    return sliver && answersWith(sliver, sample);
  }
}

/** A sliver of a blob by its index. */
export interface SliverOfBlob extends Pick<Sample, 'axis' | 'sliver'> {
  readonly blob: {
    /** 32 bytes. */
    readonly blobId: Uint8Array;
  };
}

/** A sliver of a blob by its index, if it is stored as it was committed to. */
export async function readSliver(
  blobs: Pick<VerifiedBlobs, 'metadata' | 'expanded'>,
  { blob: { blobId }, axis, sliver }: SliverOfBlob,
  nShards: number,
): Promise<OpenSliver | undefined> {
  const metadata = await blobs.metadata(blobId);
  if (metadata === undefined) return undefined;
  const held = await blobs.expanded(blobId, { pairIndex: pairOfSliver(axis, sliver, nShards), axis });
  return held && openExpanded(held, metadata);
}
