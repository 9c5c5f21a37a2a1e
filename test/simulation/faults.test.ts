import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { extent } from '../support/long.js';
import { addTo, describeFailure, describeTotals, noTotals } from './report.js';
import { scenarioOf } from './scenario.js';
import { simulate, type Verdict } from './simulate.js';

/** A lossy network with a storm and a storage pool in it; `npm run simulate -- --minutes 30` runs others. */
const SCENARIO = scenarioOf('seed-784', { epochs: 2, stepsPerEpoch: extent({ short: 8, long: 14 }) });

describe('R1, R5, R6, R7, R10: a network under faults, simulated from a seed', () => {
  let first: Verdict;
  // Computations give way to others by the real clock: with a busy machine the order would be another one.
  beforeAll(() => void vi.spyOn(performance, 'now').mockReturnValue(0));
  afterAll(() => vi.restoreAllMocks());

  test('what is certified stays readable, nobody gets wrong bytes, WAL is conserved, all shards have owners', async () => {
    first = await simulate(SCENARIO);
    assert.deepEqual(first.violations, [], describeFailure(SCENARIO, first));
    assert.ok(first.outcomes.stored > 0 && first.outcomes.read > 0, 'nothing was stored or read');
    const totals = noTotals();
    addTo(totals, first);
    process.stdout.write(`${describeTotals(totals)}\n`);
  });

  test('runs the same way from the same seed, to the last digest of the chain', async () => {
    const second = await simulate(SCENARIO);
    assert.equal(first.digest, second.digest);
    assert.deepEqual(first.trace, second.trace);
    assert.deepEqual(first.traffic, second.traffic);
  });
});
