/** R20: what happened can be shown, and checked again by anybody, from events alone. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { blobIdToString } from '@haulout/sdk/encoding';
import { readStory, verifyStory, writeStory, type Story, type Subject } from '@haulout/sdk/history';
import { addNodeWithdrawal } from '@haulout/sdk/operator';
import { tell } from '../../../cli/src/history/tell.js';
import { JudgedChain, SET } from '../../support/judged-chain.js';

const read = ({ chain }: JudgedChain, about: Subject): Promise<Story> =>
  readStory({ client: chain.devnet.client, contracts: chain.deployment, about });

/** A story as people read it, without what differs from one version of the contracts to the next. */
async function told(judged: JudgedChain, about: Subject): Promise<string> {
  const verified = await verifyStory(writeStory(await read(judged, about)));
  let text = tell(verified, false);
  for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
  for (const { nodeId, name } of judged.chain.nodes)
    text = text.replaceAll(nodeId, name).replaceAll(`${nodeId.slice(0, 8)}…`, name);
  return text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'date').replace(/\d+(?= (?:events?|derived))/g, 'N');
}

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());

describe('a blob that was stored, challenged, refused and lost', () => {
  let judged: JudgedChain;
  let blobId: string;
  beforeAll(async () => {
    // Shards 3, 3, 2, 2 of 10: a quorum are 7, and 4 have an honest node among them.
    judged = await JudgedChain.start([3, 3, 2, 2], 10);
    const blob = await judged.store(new Uint8Array(1000).fill(5), 3, [0, 1, 2]);
    blobId = blobIdToString(blob.blobId);
    await judged.fullRound([0, 1, 2], [0, 1, 2]);
    await judged.turnEpoch();
    await judged.lose(blob, 'refused', [0, 2]);
    await judged.revoke(blob, 0n, [0, 1, 2]);
    await judged.lose(blob, 'unrecoverable', [0, 1, 2]);
    await judged.charge(1n);
  });
  afterAll(() => judged?.stop());

  it('R20: its story says in order what happened, when, by whose word, and what it cost', async () => {
    assert.deepEqual(lines(await told(judged, { kind: 'blob', blobId })), []);
  });
});

describe('a node that forgot, was caught, paid and left', () => {
  let judged: JudgedChain;
  beforeAll(async () => {
    judged = await JudgedChain.start([3, 3, 2, 2], 10);
    await judged.fullRound([0, 1, 2, 3], [0, 1, 2]);
    for (let epoch = 0; epoch < 3; epoch++) {
      await judged.turnEpoch();
      await judged.fullRound([0, 1, 2], [0, 1, 2]);
    }
    const { capId, operator } = judged.node(3);
    const leave = (transaction: Parameters<typeof addNodeWithdrawal>[0]) =>
      addNodeWithdrawal(transaction, judged.chain.deployment, capId);
    await judged.send('leave', leave, operator);
    await judged.turnEpoch();
  });
  afterAll(() => judged?.stop());

  it('R20: its story says in order what happened, when, by whose word, and what it cost', async () => {
    assert.deepEqual(lines(await told(judged, { kind: 'node', nodeId: judged.node(3).nodeId })), []);
  });
});

describe('an epoch with a void and an inconclusive round', () => {
  let judged: JudgedChain;
  let epoch: number;
  beforeAll(async () => {
    judged = await JudgedChain.start([3, 3, 2, 2], 10);
    for (;;) {
      epoch = judged.epoch;
      await judged.open();
      await judged.ready([0]);
      await judged.ready([1], { ...SET, count: 2n });
      judged.wait(60_000n);
      await judged.makeVoid();
      await judged.settle();
      // Whether a second round opens is drawn.
      if (await judged.open()) break;
      await judged.turnEpoch();
    }
    await judged.ready([0, 1, 2]);
    await judged.draw();
    await judged.answer(0);
    await judged.answer(1);
    judged.wait(20_001n);
    await judged.passed([0, 1], [0, 1, 2]);
    judged.wait(120_000n);
    await judged.decide();
    await judged.settle();
    await judged.turnEpoch();
  });
  afterAll(() => judged?.stop());

  it('R20: its story says in order what happened, when, by whose word, and what it cost', async () => {
    const text = (await told(judged, { kind: 'epoch', epoch })).replaceAll(`epoch ${epoch}`, 'epoch E');
    assert.deepEqual(lines(text), []);
  });
});
