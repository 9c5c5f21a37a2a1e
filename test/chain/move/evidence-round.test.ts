/** A round and a proof on the ledger: the contracts, the signatures and the penalties are real. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { encodeBlob } from '@haulout/sdk/encoding';
import { DEFAULT_STAKE_PPM, openCell, openSliver } from '@haulout/sdk/evidence';
import { flip, generate, primaries, publishInstead } from '../../support/encoded.js';
import { PaperEvidence } from '../../support/paper-evidence.js';

const COUNT = 10;
const all = Array.from({ length: COUNT }, (_, index) => index);

describe('evidence and walrus on one ledger', () => {
  let paper: PaperEvidence;

  beforeAll(async () => {
    paper = await PaperEvidence.start({ nShards: COUNT, count: COUNT });
  });
  afterAll(() => {
    paper.network.devnet.stop();
  });

  test('R16, R17: who does not answer in a round is penalised by walrus, and nobody else', async () => {
    await paper.open();
    await assert.rejects(paper.draw(), /round_state/, 'no quorum is ready');
    await paper.ready(1, all.slice(0, 4));
    await paper.ready(1, all.slice(4, 7));
    paper.network.devnet.advanceClock(10_000n);
    await paper.draw();
    await paper.answer(1, all.slice(0, -1));
    paper.network.devnet.advanceClock(20_000n);
    await paper.pass(1, all.slice(0, -1), all.slice(0, 7));
    paper.network.devnet.advanceClock(200_000n);
    await paper.decide();
    await paper.settle();
    const missed = paper.members.at(-1)!.nodeId;
    assert.deepEqual(paper.lastPenalties(), [
      { nodeId: missed, epoch: 1, cause: 3, stakePpm: 0, rewardsPpm: 250_000 },
    ]);
  });

  test('R12: a conflict proof makes a blob invalid, and walrus says so with its own event', async () => {
    const blob = await encodeBlob(generate('xorshift32', 500, 1), { nShards: COUNT });
    const honest = primaries(blob)[3]!;
    const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
    await paper.conflict(500, [
      openCell(openSliver(bad.primary[3]!, bad.metadata), 8),
      openCell(openSliver(bad.secondary[8]!, bad.metadata), 3),
    ]);
    assert.equal(paper.lastEvents('InvalidBlobID').length, 1);
    await assert.rejects(
      paper.conflict(500, [
        openCell(openSliver(bad.primary[2]!, bad.metadata), 8),
        openCell(openSliver(bad.secondary[8]!, bad.metadata), 2),
      ]),
      /conflict/,
      'the other rows are as they should be',
    );
  });

  test('R19: members make a blob lost, pay for giving it up, and revoke it: each message as the SDK has it', async () => {
    const { blobId } = await encodeBlob(generate('xorshift32', 500, 2), { nShards: COUNT });
    await assert.rejects(paper.refuse(blobId, all.slice(0, 3)), /statements/, 'faulty nodes alone');
    await paper.refuse(blobId, all.slice(0, 4));
    const first = paper.lastLoss();
    const lost = await encodeBlob(generate('xorshift32', 600, 2), { nShards: COUNT });
    await assert.rejects(paper.giveUp({ ...lost, size: 500 }, all.slice(0, 7)), /loss/, 'another size');
    await paper.giveUp({ ...lost, size: 600 }, all.slice(0, 7));
    await paper.charge(paper.lastLoss());
    assert.equal(paper.lastPenalties().length, 7);
    await paper.revoke(blobId, first, all.slice(0, 7));
    assert.equal(paper.lastEvents('LossRevoked').length, 1);
  });

  test('R17: a quorum changes the schedule', async () => {
    const schedule = { stakePpm: { ...DEFAULT_STAKE_PPM, wrongAnswer: 100_000 }, rebuildCost: 5n };
    await assert.rejects(paper.reschedule(1, schedule, all.slice(0, 6)), /statements/, 'no quorum');
    await paper.reschedule(1, schedule, all.slice(0, 7));
    assert.equal(paper.lastEvents('ScheduleChanged').length, 1);
  });
});
