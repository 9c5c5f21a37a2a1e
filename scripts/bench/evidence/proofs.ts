import { oneHonestWeight, quorumWeight } from '@haulout/sdk/certificate';
import {
  blobIdOfMetadata,
  blobIdToInteger,
  blobLayout,
  encodeBlob,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import {
  crossing,
  makeChallengeSet,
  makeConflictProof,
  makePaddingProof,
  makeWrongAnswerProof,
  MAX_SYMBOL_ON_CHAIN,
  openCell,
  roundLengths,
  verifyAnswers,
  type CellOpening,
  type PostedAnswer,
  type PostedRoot,
} from '@haulout/sdk/evidence';
import {
  addAccuse,
  addConvict,
  addInvalidateByConflict,
  addInvalidateByPadding,
  addResolve,
  type WrongAnswer,
} from '@haulout/sdk/operator';
import { altered } from '../../../test/support/altered-sliver.js';
import { flip, generate, primaries, publishInstead, secondaries } from '../../../test/support/encoded.js';
import { PaperEvidence } from '../../../test/support/paper-evidence.js';
import type { Cost } from '../../../test/support/paper-network.js';
import { answering, paperRoundOf, roundOnChain, type PaperRound } from '../../../test/support/paper-round.js';
import { number, table } from '../measure.js';
import type { Progress } from '../progress.js';

const NETWORKS = [
  { count: 10, nShards: 10 },
  { count: 10, nShards: 100 },
  { count: 100, nShards: 1000 },
];
/** Bytes of a blob about which there are proofs. */
const BLOB_BYTES = 500;
/** Bytes of a blob that say that they are none. */
const HIDDEN_BYTES = 10;

const HEADER = ['what', 'nodes', 'shards', 'units', 'in steps', 'storage', 'net', 'bytes'];
const ABOUT = `\
Each proof is made from a blob that is really encoded badly, or an answer that is really wrong, and the
contracts have taken it. What members sign has as few signers as count.

- units: of computation, as they add up. in steps: what is charged. 5,000,000 are allowed.
- storage: what is written, less what comes back; net: this and the steps times the gas price. Both in MIST.
- bytes: of the transaction, without the signature of its sender; 131,072 are allowed.`;

/** What one thing took. */
interface Measured {
  readonly what: string;
  readonly cost: Cost;
}

/** What each proof takes, and each record of a loss, on 10, 100 and 1000 shards. */
export async function benchProofs(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  progress.expect(NETWORKS.length);
  for (const network of NETWORKS) {
    progress.step(`proofs on ${network.nShards} shards`);
    const paper = await PaperEvidence.start(network);
    const measured = await measureProofs(paper);
    paper.network.devnet.stop();
    for (const { what, cost } of measured) {
      const { units, exactUnits, storage, net, bytes } = cost;
      const figures = [network.count, network.nShards, Math.ceil(exactUnits), units, storage, net, bytes];
      rows.push([what, ...figures.map((value) => number(value))]);
    }
  }
  const order = [...new Set(rows.map(([what]) => what))];
  const sorted = order.flatMap((what) => rows.filter((row) => row[0] === what));
  return ['### Proofs and losses', ABOUT, table(HEADER, sorted)].join('\n\n');
}

/** Brings every proof to a chain. */
export async function measureProofs(paper: PaperEvidence): Promise<Measured[]> {
  const { nShards } = await paper.state();
  const blob = await encodeBlob(generate('xorshift32', BLOB_BYTES, nShards), { nShards });
  const measured: Measured[] = [
    { what: 'conflict', cost: await conflict(paper, blob) },
    { what: 'padding', cost: await padding(paper, blob) },
  ];
  if (nShards <= 10)
    measured.push({ what: 'padding, longest symbol', cost: await longPadding(paper, nShards) });
  measured.push(...(await statements(paper, blob)), ...(await wrongAnswers(paper, blob)));
  return measured;
}

/** One cell of the fourth row is another than in its column. */
function conflict(paper: PaperEvidence, blob: EncodedBlob): Promise<Cost> {
  const honest = primaries(blob)[3]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
  const proof = makeConflictProof(bad.primary[3]!, bad.secondary[0]!, bad.metadata);
  const { unencodedLength } = blob.metadata;
  return paper.perform((transaction, contracts) =>
    addInvalidateByConflict(transaction, contracts, { proof, unencodedLength }),
  );
}

/** The blob says that it is shorter than it is. */
function padding(paper: PaperEvidence, blob: EncodedBlob): Promise<Cost> {
  const metadata = {
    ...blob.metadata,
    unencodedLength: blob.metadata.unencodedLength - HIDDEN_BYTES,
  };
  const nShards = metadata.hashes.length;
  const { unencodedLength } = metadata;
  const { columns, symbolSize } = blobLayout(nShards, unencodedLength);
  const row = Math.floor(unencodedLength / (columns * symbolSize));
  const proof = makePaddingProof(primaries(blob)[row]!, metadata);
  const place = { blobId: blobIdOfMetadata(metadata), unencodedLength, nShards };
  return paper.perform((transaction, contracts) =>
    addInvalidateByPadding(transaction, contracts, { proof, blob: place }),
  );
}

/** The same with the longest symbol that fits into an argument of a transaction. */
async function longPadding(paper: PaperEvidence, nShards: number): Promise<Cost> {
  const { rows, columns } = blobLayout(nShards, 1);
  const bytes = generate('xorshift32', rows * columns * MAX_SYMBOL_ON_CHAIN, nShards);
  return padding(paper, await encodeBlob(bytes, { nShards }));
}

/** What members sign about blobs. */
async function statements(
  paper: PaperEvidence,
  { blobId, rootHash, metadata }: EncodedBlob,
): Promise<Measured[]> {
  const nShards = metadata.hashes.length;
  const honest = await leastSigners(paper, oneHonestWeight(nShards));
  const quorum = await leastSigners(paper, quorumWeight(nShards));
  const size = metadata.unencodedLength;
  const attest = await paper.attest(blobId.toReversed(), honest);
  const refuse = await paper.refuse(blobId, honest);
  const revoke = await paper.revoke(blobId, paper.lastLoss(), quorum);
  const giveUp = await paper.giveUp({ blobId, rootHash, size }, quorum);
  const charge = await paper.charge(paper.lastLoss());
  return [
    { what: 'invalid, by certificate', cost: attest },
    { what: 'lost: refused', cost: refuse },
    { what: 'lost: unrecoverable', cost: giveUp },
    { what: 'charge its signers, at most 50', cost: charge },
    { what: 'revoke a loss', cost: revoke },
  ];
}

/** A node is convicted at once, and another by an accusation that it does not answer. */
async function wrongAnswers(paper: PaperEvidence, blob: EncodedBlob): Promise<Measured[]> {
  const there = await drawn(paper, blob);
  const [convicted, accused] = [1, 2].map((prover) => liar(there, prover));
  for (const { root, prover } of [convicted!.posted, accused!.posted])
    await paper.answer(there.round.round, [prover], root);
  await paper.waitOut('answerUntilMs');
  const convict = await paper.perform((transaction, contracts) =>
    addConvict(transaction, contracts, proofOf(there, convicted!, true)),
  );
  const accusation = proofOf(there, accused!, false);
  const accuse = await paper.perform((transaction, contracts) =>
    addAccuse(transaction, contracts, accusation),
  );
  const { term, stepMs } = await paper.state();
  paper.network.devnet.advanceClock(roundLengths({ ...term!, stepMs }).acquit + 1);
  const { round, nodeId } = accusation;
  const resolve = await paper.perform((transaction, contracts) =>
    addResolve(transaction, contracts, { round, nodeId, blobId: blobIdToInteger(blob.blobId) }),
  );
  return [
    { what: 'wrong answer: convict', cost: convict },
    { what: 'wrong answer: accuse', cost: accuse },
    { what: 'wrong answer: resolve, convicted', cost: resolve },
  ];
}

/** A round about the blob whose seed is drawn. */
async function drawn(paper: PaperEvidence, blob: EncodedBlob): Promise<PaperRound> {
  const { metadata, blobId } = blob;
  const { unencodedLength } = metadata;
  await paper.open();
  const { number: round, members } = (await paper.state()).round!;
  const set = makeChallengeSet([{ blobId, unencodedLength }], metadata.hashes.length);
  const signed = { count: BigInt(set.count), bytes: set.bytes, root: set.root };
  await paper.ready(
    round,
    members.map((_, position) => position),
    signed,
  );
  await paper.waitOut('drawFromMs');
  await paper.draw();
  const held = { ...blob, primary: primaries(blob), secondary: secondaries(blob) };
  return paperRoundOf(roundOnChain(paper.evidenceId, await paper.state()), [held]);
}

/** What a verifier finds in the answers of a node that has other slivers than it should. */
function liar(there: PaperRound, prover: number): { answer: PostedAnswer; posted: PostedRoot } {
  const verifier = 0;
  const { posted, samples, to } = answering(there, prover, (sample) => altered(there.sliver(sample)));
  const checked = verifyAnswers(posted, { samples, verifier }, to(verifier));
  return { posted, answer: checked.flatMap(({ suspects }) => suspects)[0]! };
}

/** The proof, along the sliver that the node was asked for or along the one that crosses it. */
function proofOf(
  { round, open, set }: PaperRound,
  { answer, posted }: ReturnType<typeof liar>,
  isAlong: boolean,
): WrongAnswer {
  const blob = { ...set.find(answer.blobId)!, nShards: round.nShards };
  const { axis, sliver, cell } = isAlong ? answer : crossing(answer);
  const opening: CellOpening = openCell(open({ blob }, axis, sliver), cell);
  const proof = makeWrongAnswerProof(answer, opening, { posted, blob });
  const { nodeId } = round.members[posted.prover]!;
  return { round: round.round, nodeId, unencodedLength: blob.unencodedLength, proof };
}

/** The first members that have so many shards together, two at least. */
async function leastSigners(paper: PaperEvidence, weight: number): Promise<number[]> {
  const { members } = (await paper.state()).term!;
  const signers: number[] = [];
  for (let sum = 0; sum < weight || signers.length < 2;) {
    sum += members[signers.length]!.shards.length;
    signers.push(signers.length);
  }
  return signers;
}
