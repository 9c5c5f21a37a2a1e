/**
 * Answers of a node in a round (R16): one Merkle tree over all that it claims, whose root it posts before it
 * shows anything to anybody.
 *
 *     leaf = H0(evidence id || round u32 || node id || blob id || axis u8 || sliver u16 || cell u16 ||
 *               leaf hash of the symbol),  axis: 0 primary, 1 secondary
 *     place = (sample * members + verifier) * 2 + (0 own, 1 drawn)
 *
 * The tree has 2 k m leaves, k samples and m members, of depth ceil(log2 (2 k m)). Where the node answers
 * nothing, the leaf is 32 zero bytes: it says nothing, so it cannot be wrong. So are the leaves for the node
 * itself, which asks itself nothing, and those of samples that there are not. The leaf names what it claims,
 * so that a wrong one can be judged without draws.
 */
import { concatenate } from '../base/bytes.js';
import { uint } from '../certificate/wire.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { hashLeaf, merklePath, merkleTree, type MerklePath, type MerkleTree } from '../encoding/merkle.js';
import { EvidenceError } from './errors.js';
import {
  leafHashOf,
  openCell,
  symbolOf,
  verifyOpening,
  type CellPlace,
  type OpenSliver,
} from './openings.js';
import { memberAt, roundBytes, type Round } from './round.js';
import { cellsFor, type Sample } from './samples.js';

/** What a leaf of answers claims: the leaf hash of one cell of a blob. */
export interface AnswerLeaf extends CellPlace {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** H0 of the symbol, as in the sliver's tree; 32 bytes. */
  readonly leafHash: Uint8Array;
}

/** Where a leaf of answers is posted. */
export interface PostedRoot {
  /** The round. */
  readonly round: Round;
  /** Committee position of the node that answers. */
  readonly prover: number;
  /** The root that it posted, 32 bytes. */
  readonly root: Uint8Array;
}

/** A cell as it is sent. */
export interface SentCell {
  /** Bytes of the symbol. */
  readonly symbol: Uint8Array;
  /** From the cell to the hash of the sliver. */
  readonly path: MerklePath;
}

/** What a node sends to one verifier about one sample. */
export interface Answer {
  /** The cell on a sliver of the verifier. */
  readonly own: SentCell;
  /** The cell that was drawn among all. */
  readonly drawn: SentCell;
  /** Hash of the pair's other sliver, 32 bytes. */
  readonly otherHash: Uint8Array;
  /** From the pair to the root hash of the blob. */
  readonly pairPath: MerklePath;
  /** From the node above both leaves to the posted root: a hash less than the depth of the tree. */
  readonly answerPath: MerklePath;
}

/** What a node sends to one verifier: an answer for each of its samples, or undefined where it has none. */
export type Answers = readonly (Answer | undefined)[];

/** Leaves of a tree of answers: 2 k m. */
export function answerCount(round: Round): number {
  return 2 * round.sampleCount * round.members.length;
}

/** The place of a verifier's own cell of a sample; the drawn one comes next. */
export function answerPlace(round: Round, sample: number, verifier: number): number {
  return 2 * (sample * round.members.length + verifier);
}

/** The hash of a leaf of answers. */
export function hashAnswer({ round, prover }: Omit<PostedRoot, 'root'>, leaf: AnswerLeaf): Uint8Array {
  return hashLeaf(
    concatenate([
      roundBytes(round).evidenceId,
      uint(round.round, 4),
      memberAt(round, prover).id,
      leaf.blobId,
      Uint8Array.of(leaf.axis === 'primary' ? 0 : 1),
      uint(leaf.sliver, 2),
      uint(leaf.cell, 2),
      leaf.leafHash,
    ]),
  );
}

/**
 * The leaves of one sample for all members, 64 bytes a member: so a node can work through its slivers one by
 * one, and keep none.
 *
 * @param prover committee position of the node
 * @param sliver the sliver that the sample asks for
 * @throws EvidenceError `INVALID_ROUND`, `INVALID_ANSWERS` when it is another sliver, `BLOB_ID_MISMATCH` when
 *   it is of another blob: a wrong leaf would cost stake
 */
export function sampleLeaves(
  { round, prover }: Omit<PostedRoot, 'root'>,
  sample: Sample,
  sliver: OpenSliver,
): Uint8Array {
  checkSliver(sample, sliver);
  verifyOpening(openCell(sliver, 0), { ...sample.blob, nShards: round.nShards });
  const leaves = new Uint8Array(2 * round.members.length * DIGEST_BYTES);
  const leaf = { blobId: sample.blob.blobId, axis: sample.axis, sliver: sample.sliver };
  for (let verifier = 0; verifier < round.members.length; verifier++) {
    if (verifier === prover) continue;
    cellsFor(round, sample, verifier).forEach((cell, which) => {
      const hash = hashAnswer({ round, prover }, { ...leaf, cell, leafHash: leafHashOf(sliver, cell) });
      leaves.set(hash, (2 * verifier + which) * DIGEST_BYTES);
    });
  }
  return leaves;
}

/**
 * The tree of answers.
 *
 * @param leaves of each sample, from {@link sampleLeaves}; undefined where the node has no good sliver
 * @throws EvidenceError `INVALID_ANSWERS` when there are more than samples, or not 64 bytes a member
 */
export function answerTree(round: Round, leaves: readonly (Uint8Array | undefined)[]): MerkleTree {
  const size = 2 * round.members.length * DIGEST_BYTES;
  const all = new Uint8Array(round.sampleCount * size);
  leaves.forEach((ofSample, sample) => {
    if (ofSample === undefined) return;
    if (ofSample.length !== size || sample >= round.sampleCount) {
      throw invalid(`leaves of sample ${sample} with ${ofSample.length} bytes`, { sample, size });
    }
    all.set(ofSample, sample * size);
  });
  return merkleTree(all);
}

/**
 * What a node sends to a verifier about one sample.
 *
 * @param index of the sample among the node's
 * @param sliver the one that {@link sampleLeaves} was given
 * @throws EvidenceError `INVALID_ROUND`, `INVALID_ANSWERS` when it is another sliver
 */
export function makeAnswer(
  { round, tree, sliver }: { readonly round: Round; readonly tree: MerkleTree; readonly sliver: OpenSliver },
  sample: Sample,
  { index, verifier }: { readonly index: number; readonly verifier: number },
): Answer {
  checkSliver(sample, sliver);
  const [own, drawn] = cellsFor(round, sample, verifier).map((cell) => ({
    symbol: symbolOf(sliver, cell),
    path: merklePath(sliver.tree, cell),
  }));
  const { otherHash, pairPath } = sliver;
  const answerPath = merklePath(tree, answerPlace(round, index, verifier)).slice(1);
  return { own: own!, drawn: drawn!, otherHash, pairPath, answerPath };
}

function checkSliver(sample: Sample, { axis, index }: OpenSliver): void {
  if (axis === sample.axis && index === sample.sliver) return;
  throw invalid(`${axis} sliver ${index} for a sample of ${sample.axis} sliver ${sample.sliver}`, {
    axis,
    index,
  });
}

function invalid(what: string, values: Readonly<Record<string, unknown>>): EvidenceError {
  return new EvidenceError('INVALID_ANSWERS', what, values);
}
