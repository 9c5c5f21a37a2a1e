/** Samples of availability: how often holders that lack what a blob takes pass for those who have it. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import { encodingParameters } from '@haulout/sdk/encoding';
import {
  answersFor,
  chanceAtLook,
  chanceOfLoss,
  drawCells,
  looksFor,
  type ByHolders,
  type DrawnCell,
} from '@haulout/sdk/evidence';
import { SEED } from '../../support/encoded.js';
import { seededRandom } from '../../support/random.js';

/** What a check concludes when it is told which answers are good. */
function isConfident(
  nShards: number,
  { chance, holders, random }: { chance: number; holders: keyof ByHolders; random: () => number },
  isGood: (cell: DrawnCell) => boolean,
): boolean {
  const cells = drawCells(nShards, random);
  return looksFor(nShards, chance, holders).some((draws, index) => {
    const good = cells.slice(0, draws).filter(isGood).length;
    return chanceAtLook(nShards, { look: index + 1, draws, good })[holders] <= chance;
  });
}

/** Most of `runs` that may be seen of something with this chance: five standard deviations. */
const most = (runs: number, chance: number) => runs * chance + 5 * Math.sqrt(runs * chance) + 1;

test('R15: a sample is distinct shards, any of them, with cells of both axes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 300 }), fc.integer(), (nShards, seed) => {
      const cells = drawCells(nShards, seededRandom(seed));
      assert.equal(new Set(cells.map(({ shard }) => shard)).size, nShards);
      for (const { shard, cell } of cells) assert.ok(shard < nShards && cell >= 0 && cell < nShards);
      const axes = new Set(cells.map(({ axis }) => axis));
      assert.ok(nShards < 40 || axes.size === 2);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('R15: the looks ascend, end with all shards, and begin with the fewest that can be enough', () => {
  for (const nShards of [4, 10, 100, 1000]) {
    for (const chance of [0.3, 1e-6, 1e-12]) {
      const looks = looksFor(nShards, chance, 'whole');
      assert.deepEqual(
        looks,
        [...new Set(looks)].sort((a, b) => a - b),
      );
      assert.equal(looks.at(-1), nShards);
      assert.equal(looks[0], Math.min(nShards, Math.max(1, answersFor(nShards, chance / 2).whole)));
      assert.ok(chanceAtLook(nShards, { look: 1, draws: looks[0]!, good: looks[0]! }).whole <= chance);
    }
  }
});

test('R15: with bad answers the bound for whole holders is the tail of a draw without replacement', () => {
  // All subsets of 10 shards of which 3 are kept, counted.
  const nShards = 10;
  const { rows } = encodingParameters(nShards);
  for (let q = 0; q <= nShards; q++) {
    for (let good = 0; good <= q; good++) {
      let [all, hits] = [0, 0];
      for (let subset = 0; subset < 1 << nShards; subset++) {
        const members = Array.from({ length: nShards }, (_, at) => (subset >> at) & 1);
        if (members.reduce((sum, bit) => sum + bit, 0) !== q) continue;
        all++;
        if (members.slice(0, rows - 1).reduce((sum, bit) => sum + bit, 0) >= good) hits++;
      }
      const { whole } = chanceOfLoss(nShards, q, good);
      assert.ok(Math.abs(whole - hits / all) < 1e-12, `${good} of ${q}: ${whole}, counted ${hits / all}`);
    }
  }
});

test('R15: a bad answer never makes a check surer, and one more good answer never less sure', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 400 }), fc.nat(), fc.nat(), (nShards, a, b) => {
      const q = a % nShards;
      const good = b % (q + 1);
      const now = chanceOfLoss(nShards, q, good);
      const worse = chanceOfLoss(nShards, q + 1, good);
      const better = chanceOfLoss(nShards, q + 1, good + 1);
      for (const kind of ['whole', 'chosen'] as const) {
        assert.ok(worse[kind] >= now[kind] * (1 - 1e-9));
        assert.ok(better[kind] <= now[kind] * (1 + 1e-9) || (kind === 'chosen' && better[kind] <= 1));
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('R15: a blob that fewer than R shards hold passes no more often than was asked for', () => {
  const random = seededRandom(SEED);
  const runs = 4_000;
  for (const nShards of [4, 10, 31, 100]) {
    const { rows } = encodingParameters(nShards);
    for (const chance of [0.2, 0.02]) {
      let passed = 0;
      for (let run = 0; run < runs; run++) {
        if (isConfident(nShards, { chance, holders: 'whole', random }, ({ shard }) => shard < rows - 1))
          passed++;
      }
      assert.ok(passed <= most(runs, chance), `${passed} of ${runs} at n = ${nShards}, ${chance}`);
    }
  }
});

test('R15: holders that choose their cells pass no more often than was asked for', () => {
  const random = seededRandom(SEED + 1);
  const runs = 3_000;
  for (const nShards of [10, 31, 100]) {
    const { maxFaulty } = encodingParameters(nShards);
    // f rows are whole, of the others f + 1 cells are missing; alike for the columns.
    const keeps = ({ shard, axis, cell }: DrawnCell) =>
      axis === 'primary'
        ? shard < nShards - (2 * maxFaulty + 1) || cell < nShards - (maxFaulty + 1)
        : shard < nShards - (maxFaulty + 1) || cell < nShards - (2 * maxFaulty + 1);
    for (const chance of [0.2, 0.02]) {
      let passed = 0;
      for (let run = 0; run < runs; run++) {
        if (isConfident(nShards, { chance, holders: 'chosen', random }, keeps)) passed++;
      }
      assert.ok(passed <= most(runs, chance), `${passed} of ${runs} at n = ${nShards}, ${chance}`);
    }
  }
});

test('R15: a network in which f shards are silent convinces all the same', () => {
  const random = seededRandom(SEED + 2);
  for (const nShards of [10, 100, 1000]) {
    const { maxFaulty } = encodingParameters(nShards);
    for (let run = 0; run < 20; run++) {
      const isGood = ({ shard }: DrawnCell) => shard >= maxFaulty;
      assert.ok(isConfident(nShards, { chance: 1e-12, holders: 'whole', random }, isGood));
    }
  }
});
