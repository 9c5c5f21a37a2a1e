/**
 * A verifier's part of a round (R16): it fetches the answers of every other member, as many bytes as they can
 * have and no more, and notes for whom it vouches. What it cannot get it asks for again until the deadline.
 */
import type { Logger } from 'pino';
import { isHauloutError } from '@haulout/sdk/base';
import {
  isPassed,
  maxAnswersBytes,
  parseAnswers,
  verifyAnswers,
  type CheckedSample,
  type PostedAnswer,
  type PostedRoot,
  type Sample,
} from '@haulout/sdk/evidence';
import { deadlineFor, type StorageNetwork } from '@haulout/sdk/nodes';
import type { ChainView } from '../chain/chain-view.js';
import { inParallel } from '../duties/in-parallel.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { conflictWith, type ConflictFound } from './conflicts.js';
import type { Journal } from './journal.js';
import type { RoundNow, RoundReader } from './round-now.js';

/** A posted answer that is not what its blob commits to, as far as this node can see. */
export interface Suspicion {
  readonly posted: PostedRoot;
  readonly answer: PostedAnswer;
  readonly sample: Sample;
}

/** What is wrong with answers, or with the blobs that they are about. */
export interface Findings {
  readonly suspicions: readonly Suspicion[];
  readonly conflicts: readonly ConflictFound[];
}

/** What verifying takes. */
export interface VerifyingParts {
  readonly blobs: VerifiedBlobs;
  readonly chain: ChainView;
  readonly journal: Journal;
  readonly reader: RoundReader;
  readonly network: StorageNetwork;
  readonly logger: Logger;
}

/** Members whose answers are fetched at one time. */
const AT_ONCE = 4;
/** Times that answers which do not hold are asked for again: they may have been changed on their way. */
const ATTEMPTS = 3;
/** Good answers of a member that are compared with own slivers: each takes an expanded sliver. */
export const COMPARED = 4;

/** Verifies for one node. */
export class Verifying {
  readonly #parts: VerifyingParts;
  /** By round and position: attempts that brought answers which do not hold. */
  readonly #failed = new Map<string, number>();

  constructor(parts: VerifyingParts) {
    this.#parts = parts;
  }

  /** Looks at the answers of all members that it has not looked at yet. Resolves to what it found. */
  async run(now: RoundNow, signal: AbortSignal): Promise<Findings> {
    const { journal, logger } = this.#parts;
    const { round, position } = now;
    const { checked = [] } = await journal.read(round.number);
    const left = round.members
      .map((_, prover) => prover)
      .filter((prover) => round.members[prover]!.root !== undefined && !checked.includes(prover));
    const suspicions: Suspicion[] = [];
    const conflicts: ConflictFound[] = [];
    await inParallel(AT_ONCE, left, async (prover) => {
      try {
        const verdict = prover === position ? OWN : await this.#verify(now, prover, signal);
        if (verdict === undefined) return;
        suspicions.push(...verdict.suspicions);
        conflicts.push(...verdict.conflicts);
        await this.#note(round.number, prover, verdict.isGood);
      } catch (error) {
        signal.throwIfAborted();
        if (!isHauloutError(error)) throw error;
        const { nodeId } = round.members[prover]!;
        logger.warn(
          { round: round.number, nodeId, err: error },
          'the answers of a node could not be had yet',
        );
      }
    });
    return { suspicions, conflicts };
  }

  /** Undefined: it is asked again. */
  async #verify(now: RoundNow, prover: number, signal: AbortSignal): Promise<Verdict | undefined> {
    const { network, reader } = this.#parts;
    const { challenge, round, position: verifier, committee } = now;
    const samples = await reader.samplesOf(now, prover);
    const posted = { round: challenge!, prover, root: round.members[prover]!.root! };
    const maxBytes = maxAnswersBytes(challenge!, samples);
    const call = {
      nodeUrl: committee.nodes[prover]!.url,
      deadlineMs: deadlineFor(network.settings, maxBytes),
      signal,
    };
    const body = await network.nodes.getChallengeAnswers(call, { round: round.number, verifier, maxBytes });
    const checked = checkedOf(body, { posted, samples, verifier });
    const isDropped = await this.#dropped(samples);
    const isGood = checked !== undefined && isPassed(samples.length, checked, isDropped);
    const suspicions = (checked ?? []).flatMap(({ sample, suspects }) =>
      isDropped(sample.blob.blobId) ? [] : suspects.map((answer) => ({ posted, answer, sample })),
    );
    if (!isGood && suspicions.length === 0 && this.#mayTryAgain(round.number, prover)) return undefined;
    const good = (checked ?? []).filter(({ fault }) => fault === undefined);
    const conflicts = await this.#conflicts(comparedBy(verifier, good), challenge!.nShards);
    return { isGood, suspicions, conflicts };
  }

  /** Where good answers disagree with own slivers. */
  async #conflicts(compared: readonly CheckedSample[], nShards: number): Promise<ConflictFound[]> {
    const found: ConflictFound[] = [];
    for (const { sample, openings } of compared) {
      const { blobId, unencodedLength } = sample.blob;
      const blob = { blobId, unencodedLength, nShards };
      const conflict = await conflictWith(this.#parts.blobs, blob, openings[0]!);
      if (conflict !== undefined) found.push(conflict);
    }
    return found;
  }

  /** Blobs that have become invalid since they were drawn. */
  async #dropped(samples: readonly Sample[]): Promise<(blobId: Uint8Array) => boolean> {
    const invalid = new Set<string>();
    for (const { blob } of samples) {
      if ((await this.#parts.chain.blob(blob.blobId)).invalid !== undefined)
        invalid.add(blob.blobId.toString());
    }
    return (blobId) => invalid.has(blobId.toString());
  }

  #mayTryAgain(round: number, prover: number): boolean {
    const key = `${round}/${prover}`;
    const failed = (this.#failed.get(key) ?? 0) + 1;
    this.#failed.set(key, failed);
    return failed < ATTEMPTS;
  }

  async #note(round: number, prover: number, isGood: boolean): Promise<void> {
    const withIt = (positions: readonly number[] = []) =>
      [...new Set([...positions, prover])].sort((a, b) => a - b);
    await this.#parts.journal.write(round, ({ checked, vouched = [], ...entry }) => ({
      ...entry,
      checked: withIt(checked),
      vouched: isGood ? withIt(vouched) : vouched,
    }));
  }
}

interface Verdict extends Findings {
  readonly isGood: boolean;
}

/** The good answers that a verifier compares: others than its neighbours', so that together they see all. */
export function comparedBy<T>(verifier: number, good: readonly T[]): T[] {
  const first = (verifier * COMPARED) % Math.max(good.length, 1);
  return [...good.slice(first), ...good.slice(0, first)].slice(0, COMPARED);
}

/** A node knows its own answers. */
const OWN: Verdict = { isGood: true, suspicions: [], conflicts: [] };

/** What there is to see in a body; undefined when it is not in the agreed form. */
function checkedOf(
  body: Uint8Array,
  question: { readonly posted: PostedRoot; readonly samples: readonly Sample[]; readonly verifier: number },
): readonly CheckedSample[] | undefined {
  const { posted, samples } = question;
  try {
    return verifyAnswers(posted, question, parseAnswers(body, posted.round, samples));
  } catch (error) {
    if (isHauloutError(error)) return undefined;
    throw error;
  }
}
