/** Trees that grow while groups of columns come in have the roots of trees that are there at once. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { it } from 'vitest';
import { hashReady } from '@haulout/sdk/encoding';
import { RowTrees } from '../../../sdk/src/encoding/row-trees.js';
import { seededBytes } from '../../support/bytes.js';
import { SEED } from '../../support/encoded.js';
import { naiveRoot } from '../../support/naive-merkle.js';

const DIGEST_BYTES = 32;
const ROWS = 3;

it('the trees of rows are the same in whatever order groups of columns come', async () => {
  await hashReady();
  const orders = fc.integer({ min: 1, max: 40 }).chain((count) =>
    fc.shuffledSubarray(
      Array.from({ length: count }, (_, group) => group),
      { minLength: count },
    ),
  );
  fc.assert(
    fc.property(orders, (order) => {
      const nodes = order.map((_, group) => seededBytes(ROWS * DIGEST_BYTES, group + 1));
      const trees = new RowTrees({ groups: order.length, rows: ROWS });
      for (const group of order) {
        // A buffer that others use afterwards.
        const lent = nodes[group]!.slice();
        trees.add(group, lent);
        lent.fill(0);
      }
      for (let row = 0; row < ROWS; row++) {
        const place = [row * DIGEST_BYTES, (row + 1) * DIGEST_BYTES] as const;
        const expected = naiveRoot(nodes.map((group) => group.subarray(...place)));
        assert.deepEqual(trees.roots.slice(...place), expected, `row ${row} of groups ${order}`);
      }
    }),
    { seed: SEED },
  );
});
