/** R16, R17: rounds of challenges on the real contracts, with signatures of nodes that have no servers. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import type { LedgerSnapshot } from '@haulout/devnet';
import { openCell, verifyAnswers, makeWrongAnswerProof } from '@haulout/sdk/evidence';
import { addAnswer, addConvict, addPassed, addReady } from '@haulout/sdk/operator';
import { altered } from '../../support/altered-sliver.js';
import { challengesOn, type ChallengeChain } from '../../support/challenge-chain.js';
import { startChain } from '../../support/paper-chain.js';
import { penaltiesDue } from '../../support/penalties-due.js';
import { answering, paperRound, type PaperRound } from '../../support/paper-round.js';

const SHARDS = 10;
const SIZES = [3_000, 500, 12_000];

let chain: ChallengeChain;
let start: LedgerSnapshot;
beforeAll(async () => {
  const world = await startChain([3, 3, 2, 2], SHARDS, {}, 53, { challengeSamples: 8 });
  chain = challengesOn(world);
  start = world.devnet.snapshot();
});
beforeEach(() => chain.world.devnet.restore(start));
afterAll(() => chain.world.devnet.stop());

/** All members have the set, and the seed is drawn. */
async function drawn(): Promise<PaperRound> {
  const opened = await chain.openRound();
  assert.equal(opened.phase.kind, 'opened');
  const { set } = await paperRound({ ...(await placeholder()), seed: new Uint8Array(32) }, SIZES);
  const [member, ...others] = await chain.members();
  const { epoch, number: round } = opened;
  const evidenceId = chain.contracts.evidenceObjectId;
  const summary = { count: BigInt(set.count), bytes: set.bytes, root: set.root };
  const message = { type: 'ready', epoch, evidenceId, round, ...summary } as const;
  for (const signers of [[member!], others]) {
    const ready = await chain.certified(message, signers);
    await chain.send('ready', member!, (transaction) => addReady(transaction, chain.contracts, ready));
  }
  const { phase } = (await chain.state()).round!;
  assert.equal(phase.kind === 'ready' && phase.set.count, BigInt(set.count));
  assert.deepEqual(await chain.work(), [], 'nobody draws before the delay is over');
  chain.advance((await chain.lengths()).drawDelay + 10_000);
  assert.deepEqual(await chain.work(), ['draw-seed']);
  return paperRound(await chain.roundOf(), SIZES);
}

/** A round without a seed yet: its set does not depend on it. */
async function placeholder() {
  const { round, nShards, samples } = await chain.state();
  const evidenceId = chain.contracts.evidenceObjectId;
  return { evidenceId, round: round!.number, nShards, sampleCount: samples, members: round!.members };
}

async function verdicts(): Promise<readonly string[]> {
  return (await chain.state()).round!.members.map(({ verdict }) => verdict);
}

/** FROST that penalties will take of the stake with the member at a position. */
async function due(position: number): Promise<bigint> {
  return penaltiesDue(chain.world, (await chain.members())[position]!.nodeId);
}

describe('R16: a round of challenges on chain', () => {
  it('R16: opens, is ready, drawn, answered, vouched for, decided and settled, and all have passed', async () => {
    const paper = await drawn();
    const members = await chain.members();
    const { evidenceObjectId: evidenceId } = chain.contracts;
    const { number, epoch } = (await chain.state()).round!;
    for (const [position, member] of members.entries()) {
      const { posted } = answering(paper, position);
      const answer = { capId: member.capId, round: number, root: posted.root };
      await chain.send('answer', member, (transaction) => addAnswer(transaction, chain.contracts, answer));
    }
    chain.advance((await chain.lengths()).answer + 1);
    const nodes = members.map((_, position) => position);
    const message = { type: 'passed', epoch, evidenceId, round: number, nodes } as const;
    const passed = await chain.certified(message, members.slice(0, 3));
    await chain.send('passed', members[0]!, (transaction) => addPassed(transaction, chain.contracts, passed));
    assert.deepEqual(await chain.work(), ['decide-round', 'settle-round']);
    assert.deepEqual(await verdicts(), ['passed', 'passed', 'passed', 'passed']);
    const { round } = await chain.state();
    assert.deepEqual(round!.phase, { kind: 'closed', isConclusive: true });
    assert.ok(round!.members.every(({ isSettled }) => isSettled));
    for (const position of nodes) assert.equal(await due(position), 0n);
  });

  it('R16: comes to nothing when no quorum is ready, and those who were are not to blame', async () => {
    const { number, epoch } = await chain.openRound();
    const [first] = await chain.members();
    const { evidenceObjectId: evidenceId } = chain.contracts;
    const set = { count: 1n, bytes: 1n, root: new Uint8Array(32).fill(1) };
    const ready = await chain.certified({ type: 'ready', epoch, evidenceId, round: number, ...set }, [
      first!,
    ]);
    await chain.send('ready', first!, (transaction) => addReady(transaction, chain.contracts, ready));
    chain.advance((await chain.lengths()).ready + 10_000);
    assert.deepEqual(await chain.work(), ['void-round', 'settle-round']);
    assert.equal((await chain.state()).round!.phase.kind, 'void');
    const found = await verdicts();
    assert.equal(found[0], 'void');
    assert.deepEqual(new Set(found.slice(1)), new Set(['kept-from-ready']));
  });

  it('R17: a node whose answer is proved wrong is convicted at once and pays', async () => {
    const paper = await drawn();
    const members = await chain.members();
    const { number } = (await chain.state()).round!;
    const liar = answering(paper, 1, (sample) => altered(paper.sliver(sample)));
    const answer = { capId: members[1]!.capId, round: number, root: liar.posted.root };
    await chain.send('answer', members[1]!, (transaction) => addAnswer(transaction, chain.contracts, answer));
    chain.advance((await chain.lengths()).answer + 1);
    const [suspect] = verifyAnswers(liar.posted, { samples: liar.samples, verifier: 0 }, liar.to(0)).flatMap(
      ({ suspects, sample }) => suspects.map((posted) => ({ posted, sample })),
    );
    const { posted, sample } = suspect!;
    const proof = makeWrongAnswerProof(posted, openCell(paper.sliver(sample), posted.cell), {
      posted: liar.posted,
      blob: { ...sample.blob, nShards: SHARDS },
    });
    const { nodeId } = members[1]!;
    const { unencodedLength } = sample.blob;
    await chain.send('convict', members[0]!, (transaction) =>
      addConvict(transaction, chain.contracts, { round: number, nodeId, unencodedLength, proof }),
    );
    assert.equal((await verdicts())[1], 'wrong');
    assert.ok((await due(1)) > 0n);
    assert.equal(await due(0), 0n);
    chain.advance((await chain.lengths()).deadline + 10_000);
    await chain.work();
    assert.deepEqual(await verdicts(), ['missed', 'wrong', 'missed', 'missed']);
    assert.deepEqual((await chain.state()).round!.phase, { kind: 'closed', isConclusive: false });
  });
});
