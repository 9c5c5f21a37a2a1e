import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { events } from '@haulout/sdk/contracts';
import { describeFailure } from './report.js';
import { simulate, type Verdict } from './simulate.js';
import { STATELESS } from './state-from-events/state-from-events.js';
import { tour } from './tour.js';

/** Events that the tour does not bring about. */
const BEYOND_THE_TOUR = [
  'AttributesTaken', // clients take attributes away one by one
  'EventBlobAttested', // no node votes for event blobs, which nobody stores
  'NodePenalised', // no judge passes sentence, and nobody votes for a penalty
  'PenaltiesBurned',
  'RewardsTaken',
  'ShardsRecovered', // when an old owner does not deliver, as in other seeds
  'SharedBlobFundsReleased', // shared blobs outlive the tour
  'SlashingVoteCast',
  'StakeTaken',
  'UpgradeCapEntrusted', // `evidence` is entrusted before the tour begins
];

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
