import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Scenario, Step } from './scenario.js';
import { shrink } from './shrink.js';
import { simulate } from './simulate.js';
import { tour } from './tour.js';

describe('the simulation itself', () => {
  test('notices when more nodes fail than the protocol bears, and cuts that down to the steps that it takes', async () => {
    const { weather } = tour;
    const stakes = [100, 100, 100, 100];
    const store: Step = { at: 1_000, kind: 'store', writer: 0, size: 100, epochs: 3, deletable: false };
    const noise: Step = { at: 5_000, kind: 'read', pick: 1, how: 'range' };
    const crashes = stakes.map((_, node): Step => ({
      at: 10_000 + node,
      kind: 'crash',
      node,
      forMs: 40_000,
    }));
    const read: Step = { at: 20_000, kind: 'read', pick: 0, how: 'whole' };
    const steps = [store, noise, ...crashes, read];
    const scenario: Scenario = { seed: 'too much', shards: 7, weather, stakes, lengthMs: 30_000, steps };

    const bounded = await simulate(scenario);
    assert.deepEqual(bounded.violations, []);
    assert.equal(bounded.faults.get('crash'), 1);

    const fails = async (smaller: Scenario) => {
      const { violations } = await simulate(smaller, { boundless: true });
      return violations.some((violation) => violation.startsWith('R1: reader could not read'));
    };
    assert.ok(await fails(scenario));
    const smallest = await shrink(scenario, fails, 20);
    assert.ok(smallest.steps.length <= 5, JSON.stringify(smallest.steps));
    assert.deepEqual(new Set(smallest.steps.map(({ kind }) => kind)), new Set(['store', 'crash', 'read']));
  });
});
