import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { events } from '@haulout/sdk/contracts';
import { addTo, describeFailure, describeTotals, noTotals } from './report.js';
import { scenarioOf, type Scenario, type Step } from './scenario.js';
import { shrink } from './shrink.js';
import { simulate, type Verdict } from './simulate.js';
import { STATELESS } from './told/told.js';
import { tour } from './tour.js';

/** A lossy network with a storm in it; `npm run simulate -- --minutes 30` runs others. */
const SCENARIO = scenarioOf('seed-9', { epochs: 2, stepsPerEpoch: 14 });
/** Events that the tour does not bring about. */
const BEYOND_THE_TOUR = [
  'AttributesTaken', // clients take attributes away one by one
  'EventBlobAttested', // no node votes for event blobs, which nobody stores
  'ShardsRecovered', // when an old owner does not deliver, as in other seeds
];

describe('R1 R5 R6 R7 R10: a network under faults, simulated from a seed', () => {
  let first: Verdict;

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

describe('R20: every event is consistent with state', () => {
  let verdict: Verdict;
  test('on a tour of everything that can happen: upgrade, storm, bad encoding, and whatever owners and operators do', async () => {
    verdict = await simulate(tour);
    assert.deepEqual(verdict.violations, [], describeFailure(tour, verdict));
    const { outcomes } = verdict;
    assert.ok(outcomes.deferred > 0 && outcomes.refused > 0, JSON.stringify(outcomes));
    assert.deepEqual([outcomes['upgrades'], outcomes.forged, outcomes['rotate']], [1, 1, 1]);
    const unseen = Object.keys(events).filter((name) => /^[A-Z]/.test(name) && !verdict.events.has(name));
    assert.deepEqual(unseen.toSorted(), BEYOND_THE_TOUR);
  });

  test('whoever misses a single event is found out by the next look at the chain', () => {
    const unnoticed = [...verdict.events.keys()].filter((name) => verdict.deafTo(name).length === 0);
    assert.deepEqual(unnoticed.toSorted(), Object.keys(STATELESS).toSorted());
  });
});

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
      forMs: 50_000,
    }));
    const read: Step = { at: 20_000, kind: 'read', pick: 0, how: 'whole' };
    const steps = [store, noise, ...crashes, read];
    const scenario: Scenario = { seed: 'too much', shards: 7, weather, stakes, lengthMs: 40_000, steps };

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
