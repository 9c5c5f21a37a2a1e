/** What `haulout committee` prints of nodes that have to pay, in a terminal of 80 columns. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { StorageNode } from '@haulout/sdk/client';
import { committeeText } from '../../../cli/src/committee/committee-text.js';
import type { Standing } from '../../../cli/src/node/standing.js';

const WAL = 1_000_000_000n;
const idOf = (digit: number) => `0x${String(digit).repeat(64)}`;
const node = (digit: number, shards: number): StorageNode => ({
  nodeId: idOf(digit),
  name: `node-${digit}`,
  url: `https://node-${digit}.example`,
  publicKey: new Uint8Array(48),
  shards: Array.from({ length: shards }, (_, index) => index),
});
const penalties = { due: 0n, withheldPpm: 0, heldPpm: 0, waiting: 0n, taken: [] };
const conduct = { missesInARow: 0, epoch: 7, misses: 0, paidFor: [], notDeliveredPpm: 0 };
const good: Standing = {
  penalties,
  conduct,
  lastRound: { round: 12, verdict: 'passed', isSettled: true },
  declaredLost: undefined,
};

function shown(standing: Partial<Standing>): string[] {
  const current = { epoch: 7, nShards: 10, nodes: [node(1, 4)] };
  const standings = new Map([[idOf(1), { ...good, ...standing }]]);
  const lines = committeeText({ committees: { current, next: undefined }, standings }, false).split('\n');
  for (const line of lines) assert.ok(line.length <= 80, line);
  assert.deepEqual(lines.slice(0, 3), [
    'node    shards  address, and id below',
    'node-1       4  https://node-1.example',
    `  ${idOf(1)}`,
  ]);
  return lines.slice(3);
}

test('a node that has passed and owes nothing has nothing below its id', () => {
  assert.deepEqual(shown({}), []);
  assert.deepEqual(shown({ penalties: undefined, conduct: undefined, lastRound: undefined }), []);
  for (const verdict of ['none', 'exempt', 'void'] as const) {
    assert.deepEqual(shown({ lastRound: { round: 12, verdict, isSettled: true } }), []);
  }
});

test('penalties are in the words of node status, on as few lines as they fit on', () => {
  assert.deepEqual(shown({ penalties: { ...penalties, due: 5n * WAL } }), [
    '  penalties: 5 WAL of the stake when the epoch ends',
  ]);
  assert.deepEqual(shown({ penalties: { ...penalties, due: 5n * WAL, withheldPpm: 250_000, heldPpm: 1 } }), [
    '  penalties: 5 WAL of the stake when the epoch ends,',
    '  25 % of the rewards of the epoch, rewards that wait for the next pass',
  ]);
  assert.deepEqual(shown({ penalties: { ...penalties, withheldPpm: 1_000_000 } }), [
    '  penalties: all of the rewards of the epoch',
  ]);
});

test('rounds: the last verdict, the misses before it, and what is declared lost', () => {
  const after = (
    verdict: 'missed' | 'late' | 'wrong' | 'kept-from-ready',
    misses: number,
    isSettled = true,
  ) => shown({ conduct: { ...conduct, missesInARow: misses }, lastRound: { round: 12, verdict, isSettled } });
  assert.deepEqual(after('missed', 1), ['  missed round 12']);
  assert.deepEqual(after('missed', 3), ['  missed round 12, 3 rounds missed since the last pass']);
  assert.deepEqual(after('missed', 1, false), [
    '  missed round 12, not settled, 1 round missed since the last pass',
  ]);
  assert.deepEqual(after('late', 0), ['  late in round 12']);
  assert.deepEqual(after('wrong', 1), ['  wrong answer in round 12']);
  assert.deepEqual(after('kept-from-ready', 0), ['  not ready in round 12']);
  const declaredLost = { epoch: 6, shards: [1, 3], chargedFor: 6, isRestored: false };
  assert.deepEqual(shown({ declaredLost }), ['  2 of 4 shards declared lost in epoch 6']);
});

test('a node that joins shows what it has yet to pay', () => {
  const committees = {
    current: { epoch: 7, nShards: 10, nodes: [node(1, 10)] },
    next: new Map([
      [idOf(1), [0, 1]],
      [idOf(2), [2]],
    ]),
  };
  const waiting = { ...good, penalties: { ...penalties, waiting: 2n * WAL } };
  assert.deepEqual(
    committeeText({ committees, standings: new Map([[idOf(2), waiting]]) }, false).split('\n'),
    [
      'node     shards  in epoch 8  address, and id below',
      'node-1       10           2  https://node-1.example',
      `  ${idOf(1)}`,
      '(joins)       0           1',
      `  ${idOf(2)}`,
      '  penalties: rewards that wait for the next pass',
    ],
  );
});
