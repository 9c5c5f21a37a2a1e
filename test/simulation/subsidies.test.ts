import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { extent } from '../support/long.js';
import { describeFailure } from './report.js';
import type { Scenario } from './scenario.js';
import { simulate, type Verdict } from './simulate.js';
import { EPOCH_MS } from './world.js';

/** A pool that is made to pay by everybody, also while a node is down and the committee changes. */
const SCENARIO: Scenario = {
  seed: 'subsidies',
  shards: 7,
  stakes: [300, 250, 200, 150],
  weather: { minDelayMs: 1, maxDelayMs: 20, loss: 0, duplication: 0.01 },
  lengthMs: 2.4 * EPOCH_MS,
  steps: [
    { at: 1_000, kind: 'rates', rate: 5_000, base: 1_000, perShard: 100 },
    { at: 2_000, kind: 'sponsor', writer: 0, wal: 3 },
    { at: 3_000, kind: 'store', writer: 1, size: 300, epochs: 4, deletable: true },
    { at: 100_000, kind: 'process', writer: 1 },
    { at: 110_000, kind: 'stake', staker: 0, node: 3, wal: 150 },
    { at: 120_000, kind: 'subsidy', writer: 2, wal: 1, epochs: 2 },
    { at: 400_000, kind: 'crash', node: 0, forMs: 400_000 },
    { at: 700_000, kind: 'store', writer: 2, size: 40, epochs: 2, deletable: false },
    { at: 710_000, kind: 'process', writer: 2 },
    { at: 720_000, kind: 'rates', rate: 20_000, base: 0, perShard: 50_000 },
    { at: 730_000, kind: 'sponsor', writer: 1, wal: 1 },
  ],
};

const isLong = extent({ short: false, long: true });

describe(
  'R3, R20: a pool of subsidies among faults',
  { skip: !isLong, meta: { why: 'HAULOUT_LONG=1 runs it' } },
  () => {
    let verdict: Verdict;
    test('pays nodes and accounts to the FROST, and operators see to it in every epoch', async () => {
      verdict = await simulate(SCENARIO);
      assert.deepEqual(verdict.violations, [], describeFailure(SCENARIO, verdict));
      const { outcomes, events, epochs } = verdict;
      assert.deepEqual([outcomes['sponsor'], outcomes['process subsidies']], [2, 2]);
      // At the beginning and before the end of an epoch, and when somebody asked for it.
      assert.ok(events.get('SubsidiesProcessed')! >= 2 * (epochs - 1), JSON.stringify([...events]));
    });

    test.each(['SubsidyRatesChanged', 'SubsidyFundsAdded', 'SubsidiesProcessed'])(
      'whoever misses a %s is found out by the next look at the pool',
      (name) => assert.notDeepEqual(verdict.deafTo(name), []),
    );
  },
);
