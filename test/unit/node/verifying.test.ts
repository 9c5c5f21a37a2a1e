/** R12: which good answers a verifier compares with its own slivers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { it } from 'vitest';
import { COMPARED, comparedBy } from '../../../node/src/challenges/verifying.js';

it('R12: verifiers next to each other compare different answers, and enough of them compare all', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(200), (answers, first) => {
      const good = Array.from({ length: answers }, (_, index) => index);
      const needed = Math.ceil(answers / COMPARED);
      const seen = Array.from({ length: needed }, (_, index) => comparedBy(first + index, good));
      for (const compared of seen) assert.equal(new Set(compared).size, Math.min(COMPARED, answers));
      assert.deepEqual(new Set(seen.flat()), new Set(good));
    }),
  );
});
