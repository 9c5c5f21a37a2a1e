/**
 * A verifier's look at answers (R16): is each symbol what the node posted, and what the blob id commits to?
 * It takes no metadata and no sliver, only what the chain knows: the set, the seed and the posted root.
 *
 * An answer that is posted and not committed to is either wrong, or sent with a wrong path. Which of the two
 * it is shows whoever opens the same cell under the blob id: `makeWrongAnswerProof` takes the posted answer
 * and that opening.
 */
import { equalBytes } from '../base/bytes.js';
import { withJson } from '../base/json.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { blobLayout } from '../encoding/layout.js';
import { hashInner, hashLeaf, merkleDepth, rootOfLeaf } from '../encoding/merkle.js';
import {
  answerCount,
  answerPlace,
  hashAnswer,
  type Answer,
  type AnswerLeaf,
  type Answers,
  type PostedRoot,
} from './answers.js';
import { EvidenceError } from './errors.js';
import { foldOpening, type CellOpening } from './openings.js';
import { cellsFor, type Sample } from './samples.js';
import type { PostedAnswer } from './wrong-answer.js';

/**
 * Why an answer does not count:
 *
 * - `UNANSWERED`: the node has sent nothing for the sample
 * - `SYMBOL_LENGTH`: a symbol has not the length of the blob's
 * - `PATH_LENGTH`: a path has not the depth of its tree, or a hash not 32 bytes
 * - `NOT_POSTED`: the leaves made of the symbols are not under the posted root
 * - `NOT_COMMITTED`: they are, but a symbol is not shown to be the blob's
 */
export type AnswerFault = 'UNANSWERED' | 'SYMBOL_LENGTH' | 'PATH_LENGTH' | 'NOT_POSTED' | 'NOT_COMMITTED';

/** What a verifier has found about one sample. */
export interface CheckedSample {
  /** The sample. */
  readonly sample: Sample;
  /** What is wrong; undefined when all is good. */
  readonly fault: AnswerFault | undefined;
  /** With `NOT_COMMITTED`: the posted answers that are not shown to be the blob's, one or two. */
  readonly suspects: readonly PostedAnswer[];
  /**
   * When all is good: the cells opened under the blob id, own and drawn. Where a verifier's own sliver says
   * otherwise, `conflictOf` makes a proof of both.
   */
  readonly openings: readonly CellOpening[];
}

/**
 * Checks all answers of a node to one verifier.
 *
 * @param posted round, node and its posted root
 * @param answers one for each sample
 * @returns what was found, in the order of the samples
 * @throws EvidenceError `INVALID_ROUND`; `INVALID_ANSWERS` when their number is not that of the samples
 */
export function verifyAnswers(
  posted: PostedRoot,
  { samples, verifier }: { readonly samples: readonly Sample[]; readonly verifier: number },
  answers: Answers,
): readonly CheckedSample[] {
  if (answers.length !== samples.length || samples.length > posted.round.sampleCount) {
    throw new EvidenceError('INVALID_ANSWERS', `${answers.length} answers to ${samples.length} samples`, {
      answers: answers.length,
      samples: samples.length,
    });
  }
  return withJson(
    samples.map((sample, index) => {
      const place = answerPlace(posted.round, index, verifier);
      const found = check(posted, { sample, verifier, place }, answers[index]);
      return { sample, fault: undefined, suspects: [], openings: [], ...found };
    }),
  );
}

/**
 * Whether a verifier vouches for a node: every sample is good but those of blobs that are dropped, and at
 * least half of k are left.
 *
 * @param isDropped true for a blob that has become invalid since it was drawn
 */
export function isPassed(
  sampleCount: number,
  checked: readonly CheckedSample[],
  isDropped: (blobId: Uint8Array) => boolean = () => false,
): boolean {
  const left = checked.filter(({ sample }) => !isDropped(sample.blob.blobId));
  return left.length >= sampleCount / 2 && left.every(({ fault }) => fault === undefined);
}

interface Question {
  readonly sample: Sample;
  readonly verifier: number;
  /** Place of the own cell's leaf. */
  readonly place: number;
}

function check(
  posted: PostedRoot,
  { sample, verifier, place }: Question,
  answer: Answer | undefined,
): Partial<CheckedSample> {
  const { round, root } = posted;
  const { nShards } = round;
  if (answer === undefined) return { fault: 'UNANSWERED' };
  const { unencodedLength, blobId } = sample.blob;
  const { own, drawn, answerPath } = answer;
  const { symbolSize } = blobLayout(nShards, unencodedLength);
  if (own.symbol.length !== symbolSize || drawn.symbol.length !== symbolSize)
    return { fault: 'SYMBOL_LENGTH' };
  if (!hasShape(answer, nShards)) return { fault: 'PATH_LENGTH' };

  const openings = openingsOf(answer, sample, cellsFor(round, sample, verifier));
  const leaves = openings.map(({ axis, sliver, cell, leafHash }): AnswerLeaf => {
    return { blobId, axis, sliver, cell, leafHash };
  });
  const [ownHash, drawnHash] = leaves.map((leaf) => hashAnswer(posted, leaf));
  const above = hashInner(ownHash!, drawnHash!);
  const found = rootOfLeaf(answerCount(round) / 2, place / 2, above, answerPath);
  if (found === undefined) return { fault: 'PATH_LENGTH' };
  if (!equalBytes(found, root)) return { fault: 'NOT_POSTED' };

  const siblings = [drawnHash!, ownHash!];
  const suspects = leaves.flatMap((leaf, which): PostedAnswer[] => {
    if (equalBytes(foldOpening(openings[which]!, { nShards, unencodedLength }), blobId)) return [];
    return [{ ...leaf, place: place + which, path: [siblings[which]!, ...answerPath] }];
  });
  return suspects.length === 0 ? { openings } : { fault: 'NOT_COMMITTED', suspects };
}

/** The two cells as openings under the blob id. */
function openingsOf(answer: Answer, sample: Sample, cells: readonly number[]): CellOpening[] {
  const { own, drawn, otherHash, pairPath } = answer;
  return [own, drawn].map(({ symbol, path }, which) => ({
    axis: sample.axis,
    sliver: sample.sliver,
    cell: cells[which]!,
    leafHash: hashLeaf(symbol),
    cellPath: path,
    otherHash,
    pairPath,
  }));
}

/** True when the paths of the blob's openings fit its trees, so that they can be folded. */
function hasShape({ own, drawn, otherHash, pairPath }: Answer, nShards: number): boolean {
  const depth = merkleDepth(nShards);
  const paths = [own.path, drawn.path, pairPath];
  const hashes = [otherHash, ...paths.flat()];
  return (
    paths.every((path) => path.length === depth) && hashes.every(({ length }) => length === DIGEST_BYTES)
  );
}
