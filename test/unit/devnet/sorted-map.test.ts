import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { emptyMap } from '../../../devnet/src/ledger/sorted-map.js';
import type { SortedMap } from '../../../devnet/src/ledger/sorted-map.js';

const keys = fc.string({ minLength: 1, maxLength: 2, unit: fc.constantFrom('a', 'b', 'c', 'd', '0', '9') });
const steps = fc.array(fc.tuple(fc.boolean(), keys, fc.nat()), { maxLength: 200 });

const sorted = (model: ReadonlyMap<string, number>, after = ''): (readonly [string, number])[] =>
  [...model].filter(([key]) => key > after).sort(([a], [b]) => (a < b ? -1 : 1));

describe('a sorted map', () => {
  it('holds what a Map holds, in order, from any key on', () => {
    fc.assert(
      fc.property(steps, keys, (sequence, after) => {
        const model = new Map<string, number>();
        let map = emptyMap<number>();
        for (const [add, key, value] of sequence) {
          if (add) model.set(key, value);
          else model.delete(key);
          map = add ? map.set(key, value) : map.delete(key);
          assert.equal(map.size, model.size);
          assert.equal(map.get(key), model.get(key));
          assert.equal(map.has(key), model.has(key));
        }
        assert.deepEqual([...map.entries()], sorted(model));
        assert.deepEqual([...map.entries(after)], sorted(model, after));
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('never changes: every earlier map stays as it was', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        let map: SortedMap<number> = emptyMap();
        const history: [SortedMap<number>, (readonly [string, number])[]][] = [];
        for (const [add, key, value] of sequence) {
          history.push([map, [...map.entries()]]);
          map = add ? map.set(key, value) : map.delete(key);
        }
        for (const [old, entries] of history) assert.deepEqual([...old.entries()], entries);
      }),
      { seed: 6, numRuns: 50 },
    );
  });

  it('stays shallow when keys come in order', () => {
    let map = emptyMap<number>();
    for (let i = 0; i < 20_000; i++) map = map.set(String(i).padStart(6, '0'), i);
    for (let i = 0; i < 19_000; i++) map = map.delete(String(i).padStart(6, '0'));
    assert.equal(map.size, 1000);
    assert.deepEqual(
      [...map.entries('019997')].map(([, value]) => value),
      [19_998, 19_999],
    );
  });
});
