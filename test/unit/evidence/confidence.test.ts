/** What good answers say about a blob: the formulas, against counting and against the worst holders. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import { encodingParameters } from '@haulout/sdk/encoding';
import { answersFor, chanceOfLoss, passChance, samplesFor } from '@haulout/sdk/evidence';
import { code, SEED } from '../../support/encoded.js';
import { seededRandom } from '../../support/random.js';
import { shuffled } from '@haulout/sdk/base';

/** n over k, exactly. */
function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 0; i < k; i++) result = (result * BigInt(n - i)) / BigInt(i + 1);
  return k > n ? 0n : result;
}

test('R15: the bound for whole holders is C(R - 1, q) / C(n, q)', () => {
  for (const nShards of [4, 7, 10, 13, 31, 100, 1000]) {
    const { rows } = encodingParameters(nShards);
    for (let q = 0; q <= Math.min(nShards, 60); q++) {
      const exact = Number((choose(rows - 1, q) * 10n ** 30n) / choose(nShards, q)) / 1e30;
      const { whole } = chanceOfLoss(nShards, q);
      assert.ok(Math.abs(whole - exact) <= 1e-12 * exact + 1e-29, `${nShards} ${q}: ${whole} ${exact}`);
    }
    assert.equal(chanceOfLoss(nShards, rows).whole, 0);
  }
});

test('R15: 1000 shards take 25 answers of whole holders and 110 of choosing ones for 1e-12', () => {
  assert.deepEqual(answersFor(1000, 1e-12), { whole: 25, chosen: 110 });
  // 26 and 110 are what the limits of large networks give: (1/3)^q and (7/9)^q.
  assert.equal(Math.ceil(Math.log(1e-12) / Math.log(1 / 3)), 26);
  assert.equal(Math.ceil(Math.log(1e-12) / Math.log(7 / 9)), 110);
});

test('R15: the number of answers is the fewest that reaches the chance', () => {
  // One of four shards may keep a blob that two are needed for.
  assert.equal(answersFor(4, 0.25).whole, 1);
  const input = [
    fc.integer({ min: 4, max: 1000 }),
    fc.double({ min: 1e-15, max: 0.9, noNaN: true }),
  ] as const;
  fc.assert(
    fc.property(...input, (nShards, chance) => {
      const { whole, chosen } = answersFor(nShards, chance);
      assert.ok(chanceOfLoss(nShards, whole).whole <= chance);
      assert.ok(whole === 0 || chanceOfLoss(nShards, whole - 1).whole > chance);
      if (chosen > nShards) return;
      assert.ok(chanceOfLoss(nShards, chosen).chosen <= chance * (1 + 1e-9));
      assert.ok(chanceOfLoss(nShards, chosen - 1).chosen > chance * (1 - 1e-9));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('R15: holders that keep what is worthless pass no more often than the bounds say', () => {
  // Primary slivers only: the holders keep the most cells that cannot be decoded, and q distinct rows are
  // asked for a random cell each.
  const random = seededRandom(SEED);
  const runs = 20_000;
  for (const [nShards, q] of [
    [6, 3],
    [7, 4],
    [10, 5],
    [30, 6],
  ] as const) {
    const { maxFaulty: f, rows } = encodingParameters(nShards);
    const isKept = (row: number, column: number): boolean => row >= 2 * f + 1 || column >= f + 1;
    const all = Array.from({ length: nShards }, (_, i) => i);
    const pass = (isGood: (row: number) => boolean): number => {
      let passed = 0;
      for (let run = 0; run < runs; run++) if (shuffled(all, random).slice(0, q).every(isGood)) passed++;
      return passed / runs;
    };
    const bounds = chanceOfLoss(nShards, q);
    const sigma = (chance: number): number => 3 * Math.sqrt((chance * (1 - chance)) / runs);
    const chosen = pass((row) => isKept(row, Math.floor(random() * nShards)));
    assert.ok(chosen <= bounds.chosen + sigma(bounds.chosen), `${nShards}: ${chosen} > ${bounds.chosen}`);
    const whole = pass((row) => row < rows - 1);
    assert.ok(Math.abs(whole - bounds.whole) <= sigma(bounds.whole), `${nShards}: ${whole} ${bounds.whole}`);
  }
});

test('R15: 7/9 is the limit of large networks, and too little where three divides n', () => {
  assert.ok(Math.abs(chanceOfLoss(6, 1).chosen - 5 / 6) < 1e-12);
  for (const nShards of [4, 7, 10, 100, 1000]) assert.ok(chanceOfLoss(nShards, 1).chosen < 7 / 9);
  assert.ok(Math.abs(chanceOfLoss(49_153, 1).chosen - 7 / 9) < 1e-4);
});

test('R16: samplesFor counts both halves: 526 for 10 % and 1e-12, 5,500 for 1 %', () => {
  assert.equal(samplesFor(0.1, 1e-12), 526);
  assert.equal(samplesFor(0.01, 1e-12), 5500);
  const input = [
    fc.double({ min: 1e-4, max: 0.99, noNaN: true }),
    fc.double({ min: 1e-15, max: 0.9, noNaN: true }),
  ];
  fc.assert(
    fc.property(input[0]!, input[1]!, (lacking, chance) => {
      const k = samplesFor(lacking, chance);
      assert.equal(k % 2, 0);
      assert.ok(passChance(lacking, k) <= chance * (1 + 1e-9));
      assert.ok(k === 2 || passChance(lacking, k - 2) > chance * (1 - 1e-9));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('numbers for which the formulas mean nothing are refused', () => {
  for (const chance of [0, 1, -1, NaN, 2]) {
    assert.throws(() => answersFor(10, chance), code('INVALID_CHANCE'));
    assert.throws(() => samplesFor(0.1, chance), code('INVALID_CHANCE'));
    assert.throws(() => samplesFor(chance, 0.1), code('INVALID_CHANCE'));
  }
  for (const q of [-1, 11, 0.5]) assert.throws(() => chanceOfLoss(10, q), code('INVALID_CHANCE'));
  assert.deepEqual([passChance(0, 8), passChance(1, 8), passChance(0.5, 0)], [1, 0, 1]);
  assert.throws(() => passChance(1.1, 2), code('INVALID_CHANCE'));
  assert.throws(() => passChance(-0.1, 2), code('INVALID_CHANCE'));
  assert.throws(() => passChance(0.1, -2), code('INVALID_CHANCE'));
  assert.throws(() => chanceOfLoss(3, 1), code('INVALID_SHARD_COUNT'));
});
