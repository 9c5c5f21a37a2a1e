/** What `npm run bench -- evidence` measures: the same functions on a small network. No time is looked at. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, test } from 'vitest';
import { serializeAnswers } from '@haulout/sdk/evidence';
import { measureProofs } from '../../../scripts/bench/evidence/proofs.js';
import { playRound, total } from '../../../scripts/bench/evidence/round.js';
import { answerBytes, measureSet } from '../../../scripts/bench/evidence/set.js';
import { PaperEvidence } from '../../support/paper-evidence.js';
import type { PaperSnapshot } from '../../support/paper-network.js';
import { answering, paperRound, roundOf } from '../../support/paper-round.js';

const NODES = 4;
const SHARDS = 7;
const ROUND = { nShards: SHARDS, members: NODES, sampleCount: 8 };

let paper: PaperEvidence;
let start: PaperSnapshot;
beforeAll(async () => {
  paper = await PaperEvidence.start({ nShards: SHARDS, count: NODES });
  start = paper.network.snapshot();
});
beforeEach(() => paper.network.restore(start));
afterAll(() => paper.network.devnet.stop());

const measured = (count: number) => measureSet({ count, blobBytes: 1000, ...ROUND });

test('sets of 10 and of 100 blobs are measured, and their answers are of one length', async () => {
  const [few, many] = await Promise.all([10, 100].map(measured));
  assert.deepEqual([few!.count, many!.count], [10n, 100n]);
  assert.equal(many!.bytes, 10n * few!.bytes);
  assert.equal(many!.answers, few!.answers);
});

test('answers are as long as they are said to be', async () => {
  const round = roundOf(SHARDS, { members: NODES, sampleCount: ROUND.sampleCount });
  const { samples, to } = answering(await paperRound(round, [300, 4000]), 0);
  assert.equal(answerBytes(round, samples), serializeAnswers(to(1)).length);
});

test('a round that a node misses has as many signatures and transactions as there are nodes left', async () => {
  const good = [0, 1, 2];
  const odd = [{ nodes: [0, 3], signers: [3] }];
  const { steps } = await playRound(paper, { good, odd, set: await measured(100) });
  const count = Object.fromEntries(steps.map(({ step, costs }) => [step, costs.length]));
  assert.deepEqual(count, {
    ...{ attempt: 1, open: 1, ready: 1, draw: 1 },
    ...{ answers: 3, verdicts: 2, decide: 1, settle: 1 },
  });
  assert.equal(total(steps).signatures, 3 + 3 + 1);
  assert.equal(paper.lastPenalties().length, 1);
});

test('every proof that is measured is taken by the contracts', async () => {
  const proofs = await measureProofs(paper);
  assert.equal(proofs.length, 11);
  for (const { what, cost } of proofs) assert.ok(cost.exactUnits > 0 && cost.bytes < 131_072, what);
});
