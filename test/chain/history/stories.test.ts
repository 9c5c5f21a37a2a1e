/** R20: what happened can be shown, and checked again by anybody, from events alone. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { blobIdToString } from '@haulout/sdk/encoding';
import { readStory, verifyStory, writeStory, type Story, type Subject } from '@haulout/sdk/history';
import { addNodeWithdrawal } from '@haulout/sdk/operator';
import { shortId } from '../../../cli/src/blobs/text.js';
import { tell } from '../../../cli/src/history/tell.js';
import { tellAllProofs } from '../../support/judged-proofs.js';
import { JudgedChain, SET } from '../../support/judged-chain.js';

const read = ({ chain }: JudgedChain, about: Subject): Promise<Story> =>
  readStory({ client: chain.devnet.client, contracts: chain.deployment, about });

/** A story as people read it, without what differs from one version of the contracts to the next. */
async function told(judged: JudgedChain, about: Subject): Promise<string> {
  const verified = await verifyStory(writeStory(await read(judged, about)));
  let text = tell(verified, false);
  for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
  for (const { nodeId, name } of judged.chain.nodes)
    text = text.replaceAll(nodeId, name).replaceAll(shortId(nodeId), name);
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'date')
    .replace(/\d+(?= (?:events?|derived|that were))/g, 'N');
}

/** Lines without indent; lines about nodes that follow each other are sorted, as their ids decide their order. */
function lines(text: string): string[] {
  const sorted: string[] = [];
  let run: string[] = [];
  const end = (): void => {
    sorted.push(...run.sort());
    run = [];
  };
  for (const line of text.split('\n').map((one) => one.trim())) {
    const isOfNode = /^date +\w+ {2}(paper-|\d+ shards? to go)/.test(line);
    if (!isOfNode) end();
    (isOfNode ? run : sorted).push(line);
  }
  end();
  return sorted;
}

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
    assert.deepEqual(lines(await told(judged, { kind: 'blob', blobId })), [
      'blob tJHGppbGTEMZ8JuXieFdt0-S4GMIKw7At0PYiR_Yji0',
      '',
      'UTC               epoch  what',
      'date      1  registered: 1000 bytes, until epoch 4',
      'date      1  certified: a quorum has its slivers',
      'date      1  round 1 closed: a quorum passed',
      'date      2  lost: nodes refuse it, record 0 (5 of 10 shards)',
      'date      2  not lost after all: record 0 revoked (8 of 10 shards)',
      'date      2  lost: nobody can rebuild it, record 1 (8 of 10 shards)',
      'date      2  paper-0 pays 0.030000004 WAL for a lost blob',
      'date      2  paper-1 pays 0.030000004 WAL for a lost blob',
      'date      2  paper-2 pays 0.020000003 WAL for a lost blob',
      '',
      'N events, of N that were checked:',
      '5 signed, 0 proved, N derived, 8 by the chain alone',
    ]);
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
    assert.deepEqual(lines(await told(judged, { kind: 'node', nodeId: judged.node(3).nodeId })), [
      'node paper-3',
      '',
      'UTC               epoch  what',
      'date      0  registered',
      'date      0  describes itself as paper-3',
      'date      0  votes for prices and capacity',
      'date      0  announces a key',
      'date      0  commission rate changed',
      'date      0  commission receiver changed',
      'date      0  governance authorized changed',
      'date      1  committee: 4 nodes, 10 shards',
      'date      1  answers of 4 nodes vouched for (8 of 10 shards)',
      'date      1  paper-3 passed round 1',
      'date      2  committee: 4 nodes, 10 shards',
      'date      2  paper-3 missed round 2',
      'date      2  paper-3 pays 25 % of rewards for a miss',
      'date      3  committee: 4 nodes, 10 shards',
      'date      3  paper-3 missed round 3, 2 in a row',
      'date      3  paper-3 pays 25 % of rewards for a miss',
      'date      4  committee: 4 nodes, 10 shards',
      'date      4  paper-3 missed round 4, 3 in a row',
      'date      4  paper-3 pays 0.1 WAL and all rewards for misses in',
      'a row',
      'date      4  is leaving: free from epoch 5 on',
      'date      5  has left: its stake is free',
      'date      5  1 shard to go from paper-3 to paper-0',
      'date      5  1 shard to go from paper-3 to paper-1',
      '',
      'N events, of N that were checked:',
      '8 signed, 0 proved, N derived, 35 by the chain alone',
    ]);
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
    const text = (await told(judged, { kind: 'epoch', epoch }))
      .replaceAll(`epoch ${epoch}`, 'epoch E')
      .replaceAll(`epoch ${epoch + 1}`, 'epoch F')
      .replace(/(?<=date +)\d+/g, 'E')
      .replaceAll(`round ${judged.round - 1}`, 'round R')
      .replaceAll(`round ${judged.round}`, 'round S');
    assert.deepEqual(lines(text), [
      'epoch E',
      '',
      'UTC               epoch  what',
      'date      E  epoch E begins',
      'date      E  prices updated',
      'date      E  a quorum has its shards',
      'date      E  committee: 4 nodes, 10 shards',
      'date      E  round R opened',
      'date      E  ready with 1 blob (3 of 10 shards)',
      'date      E  ready with 2 blobs (3 of 10 shards)',
      'date      E  round R void: not ready, or not drawn, in time',
      'date      E  paper-0 is not to blame for void round R',
      'date      E  paper-1 is not to blame for void round R',
      'date      E  paper-2 is to blame for void round R',
      'date      E  paper-2 pays 25 % of rewards for a void round',
      'date      E  paper-3 is to blame for void round R',
      'date      E  paper-3 pays 25 % of rewards for a void round',
      'date      E  round S opened',
      'date      E  ready with 1 blob (8 of 10 shards)',
      'date      E  round S is ready: a quorum has one set',
      'date      E  round S drawn',
      'date      E  answers of 2 nodes vouched for (8 of 10 shards)',
      'date      E  round S closed: inconclusive, too few passed',
      'date      E  paper-0 passed round S',
      'date      E  paper-1 passed round S',
      'date      E  paper-2 missed round S',
      'date      E  paper-2 pays 25 % of rewards for a miss',
      'date      E  paper-3 missed round S',
      'date      E  paper-3 pays 25 % of rewards for a miss',
      'date      E  committee of epoch F settled',
      '',
      'N events, of N that were checked:',
      '4 signed, 0 proved, N derived, 9 by the chain alone',
    ]);
  });
});

describe('proofs, accusations, declarations and changes of the schedule', () => {
  let judged: JudgedChain;
  let bad: Awaited<ReturnType<typeof tellAllProofs>>;
  beforeAll(async () => {
    judged = await JudgedChain.start([3, 3, 2, 2], 10);
    bad = await tellAllProofs(judged);
  });
  afterAll(() => judged?.stop());

  it('R20: each proof of a bad blob is checked again, and so is the official certificate', async () => {
    const conflict = await told(judged, { kind: 'blob', blobId: blobIdToString(bad.conflict) });
    assert.deepEqual(lines(conflict).slice(3, -3), [
      'date      1  row 3 and column 0 differ in a cell (proved)',
      'date      1  invalid for ever: record 0',
      'date      1  announced as invalid',
    ]);
    const hidden = await told(judged, { kind: 'blob', blobId: blobIdToString(bad.hidden) });
    assert.deepEqual(lines(hidden).slice(3, -3), [
      'date      1  hides bytes in row 3, column 6 (proved)',
      'date      1  invalid for ever: record 1',
      'date      1  announced as invalid',
    ]);
    const attested = await told(judged, { kind: 'blob', blobId: blobIdToString(bad.attested) });
    assert.deepEqual(lines(attested).slice(3, -3), [
      'date      1  announced as invalid',
      'date      1  nodes say that it is invalid (5 of 10 shards)',
      'date      1  invalid for ever: record 2',
    ]);
  });

  it('R20: who was convicted, of what, and what it cost', async () => {
    for (const [index, wanted] of CONVICTED.entries()) {
      const text = await told(judged, { kind: 'node', nodeId: judged.node(index).nodeId });
      const named = lines(text).filter((line) => line.includes(`paper-${index}`) && !line.includes('itself'));
      assert.deepEqual(named.slice(1), wanted);
    }
    const text = await told(judged, { kind: 'node', nodeId: judged.node(3).nodeId });
    assert.match(text, /paper-3 has lost 2 shards, it says\n.*paper-3 pays all rewards for lost shards/);
  });
});

/** What is told of nodes 0 and 1. */
const CONVICTED = [
  [
    'date      3  answer of paper-0 in round 1 is wrong (proved)',
    'date      3  paper-0 answered wrongly in round 1',
    'date      3  paper-0 pays 0.18 WAL and all rewards for a wrong',
  ],
  [
    'date      3  paper-1 accused of an answer in round 1 (proved)',
    'date      3  paper-1 answered wrongly in round 1',
    'date      3  paper-1 convicted',
    'date      3  paper-1 pays 0.18 WAL and all rewards for a wrong',
  ],
];
