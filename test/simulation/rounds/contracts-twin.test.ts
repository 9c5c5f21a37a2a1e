/** R16, R17: the rules by which nodes play on paper are those of the contracts. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { encodeBlob } from '@haulout/sdk/encoding';
import { generate } from '../../support/encoded.js';
import { seededRandom } from '../../support/random.js';
import { SideBySide, type RoundScript } from './contracts/side-by-side.js';

// Shards 3, 3, 2, 2 of 10: a quorum are 7, and 4 have an honest node among them.
const STAKES = [3, 3, 2, 2];
const ALL = [0, 1, 2, 3];
const SET = 7;

/** Everybody is ready, these answer, and nodes 0 to 2 vouch for them. */
const round = (answer: readonly number[], more: Partial<RoundScript> = {}): RoundScript => ({
  ready: [[ALL, SET]],
  answer,
  vouch: [[[0, 1, 2], answer]],
  ...more,
});

let both: SideBySide;
beforeAll(async () => {
  both = await SideBySide.start(
    STAKES,
    10,
    await encodeBlob(generate('xorshift32', 1000, 3), { nShards: 10 }),
  );
});
afterAll(() => both?.stop());

test('R16, R17: contracts and twin agree on every verdict, and on what follows', async () => {
  // Late, a first miss, and a pass that releases what was held.
  const late: RoundScript['vouch'] = [
    [
      [0, 1, 2],
      [0, 1],
    ],
    [[0, 3], [3]],
  ];
  await both.play(round([0, 1, 3], { vouch: late }));
  await both.play(round([0, 1, 3]));
  await both.turnEpoch();
  // The third miss in a row, and a fourth that takes no stake twice.
  await both.play(round([0, 1, 3]));
  await both.play(round([0, 1, 3]));
  await both.turnEpoch();
  // One is wrong: with the one that has missed too few are left for the round to count.
  await both.play(round([0, 1, 3], { wrong: 1 }));
  await both.turnEpoch();
  // No quorum for one set, and one that signs two.
  await both.play({
    ready: [
      [[0, 1], SET],
      [[2], 8],
      [[0], 8],
    ],
    answer: [],
    vouch: [],
  });
  await both.play({
    ready: [
      [[0], SET],
      [[2], 8],
    ],
    answer: [],
    vouch: [],
  });
  await both.turnEpoch();
  await both.declare(3);
  await both.play(round([0, 1, 2]));
  await both.turnEpoch();
  await both.holdOver(3);
  await both.play(round([0, 1, 2]));
  await both.declare(3);
  const verdicts = ['Exempt', 'KeptFromReady', 'Late', 'Missed', 'Passed', 'Void', 'Wrong'];
  assert.deepEqual([...new Set(both.verdicts)].sort(), verdicts);
});

test('R16, R17: contracts and twin agree on rounds by chance, epoch after epoch', async () => {
  const random = seededRandom(17);
  const some = (part: number): number[] => ALL.filter(() => random() < part);
  for (let epoch = 0; epoch < 4; epoch++) {
    await both.turnEpoch();
    const answer = some(0.8);
    const vouch = answer.map((node) => [ALL.slice(Math.floor(random() * 3)), [node]] as const);
    await both.play({ ready: [[ALL, SET]], answer, vouch });
  }
});
