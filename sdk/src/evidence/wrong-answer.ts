/**
 * Wrong-answer proofs (R16): a leaf under the root that a node posted, and another leaf hash for the same
 * cell under the blob id. No committee has to believe anybody, and no draw is looked at: the leaf names what
 * it claims.
 *
 * - Opened along the very sliver that the leaf names, it **convicts**: the node answered for a sliver that it
 *   has not, or has changed.
 * - Opened along the crossing sliver, it **accuses**: a writer may have committed to two contents of the
 *   cell, and the node to the one of its own sliver. Then the node has a conflict proof for that cell, which
 *   acquits it; without one in time the accusation convicts.
 */
import { equalBytes } from '../base/bytes.js';
import { withJson } from '../base/json.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { checkIndex } from '../encoding/layout.js';
import { rootOfLeaf, type MerklePath } from '../encoding/merkle.js';
import { answerCount, hashAnswer, type AnswerLeaf, type PostedRoot } from './answers.js';
import { conflictOf, type ConflictProof } from './conflict.js';
import { EvidenceError } from './errors.js';
import { isSameCell, verifyOpening, type BlobOnChain, type CellOpening } from './openings.js';

/** A leaf of answers, opened under the root that the node posted. */
export interface PostedAnswer extends AnswerLeaf {
  /** Its place in the tree, 0 to 2 k m - 1. */
  readonly place: number;
  /** From the leaf to the root: ceil(log2 (2 k m)) hashes. */
  readonly path: MerklePath;
}

/** A proof that a node answered wrong. */
export interface WrongAnswerProof {
  /** What it claimed. */
  readonly answer: PostedAnswer;
  /** What the blob id commits to at that cell, on either axis. */
  readonly opening: CellOpening;
}

/** What a proof does to the node. */
export type WrongAnswerVerdict = 'convicts' | 'accuses';

/**
 * Makes a proof from a posted answer and an opening of the same cell.
 *
 * @throws what {@link verifyWrongAnswerProof} throws
 */
export function makeWrongAnswerProof(
  answer: PostedAnswer,
  opening: CellOpening,
  context: { readonly posted: PostedRoot; readonly blob: BlobOnChain },
): WrongAnswerProof {
  const proof = { answer, opening };
  verifyWrongAnswerProof(proof, context.posted, context.blob);
  return withJson(proof);
}

/**
 * Checks a proof against the root that the node posted and what the chain knows of the blob.
 *
 * @throws EncodingError `INVALID_INDEX`
 * @throws EvidenceError `DIFFERENT_CELLS`, `NOT_WRONG`, `NOT_POSTED`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`
 */
export function verifyWrongAnswerProof(
  { answer, opening }: WrongAnswerProof,
  posted: PostedRoot,
  blob: BlobOnChain,
): WrongAnswerVerdict {
  if (!isSameCell(answer, opening)) {
    throw new EvidenceError('DIFFERENT_CELLS', 'answer and opening are about different cells', {
      answer: placeOf(answer),
      opening: placeOf(opening),
    });
  }
  if (!equalBytes(answer.blobId, blob.blobId)) {
    throw new EvidenceError('BLOB_ID_MISMATCH', 'the answer is about another blob', {
      answer: answer.blobId,
      blobId: blob.blobId,
    });
  }
  verifyPosted(answer, posted);
  verifyOpening(opening, blob);
  if (equalBytes(answer.leafHash, opening.leafHash)) {
    throw new EvidenceError('NOT_WRONG', 'the answer is what the blob id commits to', placeOf(answer));
  }
  return answer.axis === opening.axis ? 'convicts' : 'accuses';
}

/**
 * Checks that a node posted an answer.
 *
 * @throws EncodingError `INVALID_INDEX`
 * @throws EvidenceError `NOT_POSTED`, `INVALID_ROUND`
 */
export function verifyPosted(answer: PostedAnswer, posted: PostedRoot): void {
  const { round, root } = posted;
  checkIndex(`${answer.axis} sliver`, answer.sliver, round.nShards);
  checkIndex('cell', answer.cell, round.nShards);
  const isLeaf = answer.blobId.length === DIGEST_BYTES && answer.leafHash.length === DIGEST_BYTES;
  const found = isLeaf
    ? rootOfLeaf(answerCount(round), answer.place, hashAnswer(posted, answer), answer.path)
    : undefined;
  if (found !== undefined && equalBytes(found, root)) return;
  throw new EvidenceError('NOT_POSTED', `leaf ${answer.place} does not lead to the posted root`, {
    place: answer.place,
    ...placeOf(answer),
  });
}

/**
 * The proof that acquits an accused node: its own opening of the cell, along the sliver that it was asked
 * for, against the opening that accuses it.
 *
 * @throws EvidenceError `DIFFERENT_CELLS`, `NO_CONFLICT` when both agree
 */
export function acquittal({ opening }: WrongAnswerProof, own: CellOpening): ConflictProof {
  return own.axis === 'primary' ? conflictOf(own, opening) : conflictOf(opening, own);
}

/** True when a conflict proof, which has to be verified on its own, is about the cell of an accusation. */
export function acquits(conflict: ConflictProof, { answer }: WrongAnswerProof): boolean {
  return isSameCell(conflict.inRow, answer);
}

function placeOf({ axis, sliver, cell }: CellOpening | PostedAnswer): Readonly<Record<string, unknown>> {
  return { axis, sliver, cell };
}
