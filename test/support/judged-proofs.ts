/** A chain on which everything that judges can be shown has been shown. */
import { blobIdOfMetadata, encodeBlob, merklePath, type EncodedBlob } from '@haulout/sdk/encoding';
import {
  answerTree,
  DEFAULT_SCHEDULE,
  hashAnswer,
  makeConflictProof,
  makePaddingProof,
  makeWrongAnswerProof,
  openCell,
  openSliver,
  verifyPaddingProof,
  type Round,
  type WrongAnswerProof,
} from '@haulout/sdk/evidence';
import { flip, generate, primaries, publishInstead, secondaries } from './encoded.js';
import type { JudgedChain } from './judged-chain.js';

const SHARDS = 10;

/** Two proofs of bad blobs, a certificate, a conviction, an accusation that convicts, and more. */
export async function tellAllProofs(judged: JudgedChain) {
  const blob = await encodeBlob(generate('xorshift32', 1000, 3), { nShards: SHARDS });
  const conflict = await proveConflict(judged, blob);
  const hidden = await proveHidden(judged, blob);
  const attested = new Uint8Array(32).fill(9);
  await judged.attestInvalid(attested, [0, 2]);
  const stakePpm = { ...DEFAULT_SCHEDULE.stakePpm, wrongAnswer: 60_000 };
  const fromEpoch = judged.epoch + 2;
  const change = { sequence: 1n, fromEpoch, schedule: { ...DEFAULT_SCHEDULE, stakePpm } };
  await judged.changeSchedule(change, [0, 1, 2]);
  const shards = await judged.shardsOf(3);
  await judged.declareLost(3, shards);
  await judged.turnEpoch();
  await judged.turnEpoch();
  await convictTwo(judged, blob);
  await judged.turnEpoch();
  return { conflict, hidden, attested };
}

async function proveConflict(judged: JudgedChain, blob: EncodedBlob): Promise<Uint8Array> {
  const honest = primaries(blob)[3]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
  const proof = makeConflictProof(bad.primary[3]!, bad.secondary[0]!, bad.metadata);
  await judged.proveConflict(proof, blob.metadata.unencodedLength);
  return bad.blobId;
}

/** The blob says that it is shorter than it is. */
async function proveHidden(judged: JudgedChain, { metadata, ...blob }: EncodedBlob): Promise<Uint8Array> {
  const shorter = { ...metadata, unencodedLength: metadata.unencodedLength - 10 };
  const blobId = blobIdOfMetadata(shorter);
  const proof = makePaddingProof(primaries({ metadata, ...blob })[3]!, shorter);
  const place = { blobId, unencodedLength: shorter.unencodedLength, nShards: SHARDS };
  await judged.provePadding(proof, shorter.unencodedLength, verifyPaddingProof(proof, place));
  return blobId;
}

/** Node 0 is convicted at once, and node 1 by an accusation that it does not answer. */
async function convictTwo(judged: JudgedChain, blob: EncodedBlob): Promise<void> {
  if (!(await judged.open())) throw new Error('the epoch has no time for a round');
  await judged.ready([0, 1, 2]);
  const round = await judged.draw();
  const proofs = [0, 1].map((node) => wrongAnswer(round, judged.place(node), blob, node === 0));
  for (const [node, { root }] of proofs.entries()) await judged.answer(node, root);
  judged.wait(20_001n);
  const size = blob.metadata.unencodedLength;
  for (const [node, { proof }] of proofs.entries()) await judged.prove(proof, node, size);
  judged.wait(60_000n);
  await judged.resolve(1, blob.blobId);
  judged.wait(120_000n);
  await judged.decide();
  await judged.settle();
}

/** An answer that is not what the blob commits to, and the proof of that along either sliver. */
export function wrongAnswer(
  round: Round,
  prover: number,
  blob: EncodedBlob,
  along: boolean,
): { readonly proof: WrongAnswerProof; readonly root: Uint8Array } {
  const leaf = {
    blobId: blob.blobId,
    axis: 'primary' as const,
    sliver: 2,
    cell: 5,
    leafHash: new Uint8Array(32).fill(0xee),
  };
  const place = 6;
  const ofSample = new Uint8Array(2 * round.members.length * 32);
  ofSample.set(hashAnswer({ round, prover }, leaf), 32 * place);
  const tree = answerTree(round, [ofSample]);
  const crossing = secondaries(blob).find(({ index }) => index === leaf.cell)!;
  const opening = along
    ? openCell(openSliver(primaries(blob)[leaf.sliver]!, blob.metadata), leaf.cell)
    : openCell(openSliver(crossing, blob.metadata), leaf.sliver);
  const answer = { ...leaf, place, path: merklePath(tree, place) };
  const posted = { round, prover, root: tree.root };
  const onChain = { blobId: blob.blobId, unencodedLength: blob.metadata.unencodedLength, nShards: SHARDS };
  return { proof: makeWrongAnswerProof(answer, opening, { posted, blob: onChain }), root: tree.root };
}
