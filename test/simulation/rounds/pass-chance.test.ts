/** R16: who lacks something is found out as often as the formula says. `npm run simulate -- rounds` runs more. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { measurePassing, standardErrors } from './pass-chance.js';

describe('a node that lacks a fraction of its blobs, of its bytes, or of one axis', () => {
  for (const [samples, rounds] of [
    [32, 2000],
    [128, 500],
  ] as const) {
    const rows = measurePassing({ seed: samples, samples, rounds });
    for (const { how, fraction, passed, hits, chance, hitChance, bound } of rows) {
      test(`R16: lacks ${100 * fraction} % by ${how}: passes ${samples} samples by the formula`, () => {
        assert.ok(standardErrors(passed, rounds, chance) < 3, `${passed} of ${rounds}, not ${chance}`);
        const drawn = rounds * samples;
        assert.ok(standardErrors(hits, drawn, hitChance) < 3, `${hits} of ${drawn}, not ${hitChance}`);
        assert.ok(chance < bound, `${chance} is more than ${bound}`);
      });
    }
  }
});
