/** The numbers on which contracts and nodes agree: causes, penalties, and when a round is where. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import {
  causeNumber,
  causeOf,
  CAUSES,
  checkSchedule,
  checkScheduleChange,
  DEFAULT_SCHEDULE,
  DEFAULT_STAKE_PPM,
  lastSlot,
  latestOpen,
  MAX_STAKE_PPM,
  REWARDS_PPM,
  roundLengths,
  roundTimes,
  slotAt,
  slotStart,
  type Schedule,
} from '@haulout/sdk/evidence';
import { code, SEED } from '../../support/encoded.js';

test('R17: causes have the numbers 1 to 9', () => {
  assert.deepEqual(CAUSES.map(causeNumber), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual([1, 5, 9].map(causeOf), ['wrongAnswer', 'notDelivered', 'vote']);
  assert.deepEqual([0, 10, -1, 1.5].map(causeOf), [undefined, undefined, undefined, undefined]);
});

const begin: Schedule = DEFAULT_SCHEDULE;
const changed = (cause: (typeof CAUSES)[number], ppm: number): Schedule => ({
  ...begin,
  stakePpm: { ...DEFAULT_STAKE_PPM, [cause]: ppm },
});

test('R17: the penalties at the beginning are within the bounds', () => {
  checkSchedule(begin);
  assert.equal(DEFAULT_STAKE_PPM.wrongAnswer, 50_000);
  assert.equal(DEFAULT_STAKE_PPM.notReceived, 5_000);
  assert.equal(REWARDS_PPM.miss, 250_000);
  for (const cause of CAUSES) assert.ok(REWARDS_PPM[cause] <= 1_000_000);
});

test('R17: no cause takes more than 10 %, and none changes more than twofold an epoch', () => {
  for (const ppm of [-1, 0.5, MAX_STAKE_PPM + 1, NaN, undefined as unknown as number]) {
    assert.throws(() => checkSchedule(changed('miss', ppm)), code('INVALID_SCHEDULE'));
  }
  assert.throws(() => checkSchedule({ ...begin, rebuildCost: 1n << 64n }), code('INVALID_SCHEDULE'));
  assert.throws(() => checkSchedule({ ...begin, rebuildCost: -1n }), code('INVALID_SCHEDULE'));
  for (const rebuildCost of [0n, (1n << 64n) - 1n]) checkSchedule({ ...begin, rebuildCost });
  const allowed = [
    ['wrongAnswer', 100_000],
    ['wrongAnswer', 25_000],
    ['notReceived', 2_500],
    ['miss', 2_000],
  ] as const;
  for (const [cause, ppm] of allowed) checkScheduleChange(begin, changed(cause, ppm));
  checkScheduleChange(changed('miss', 2_000), begin);
  const refused = [
    ['wrongAnswer', 24_999],
    ['wrongAnswer', 100_001],
    ['notReceived', 10_001],
    ['notReceived', 0],
    ['miss', 2_001],
  ] as const;
  for (const [cause, ppm] of refused) {
    assert.throws(() => checkScheduleChange(begin, changed(cause, ppm)), code('INVALID_SCHEDULE'), cause);
  }
  const high = changed('vote', 90_000);
  checkScheduleChange(high, changed('vote', 100_000));
  assert.throws(() => checkScheduleChange(high, changed('vote', 100_001)), code('INVALID_SCHEDULE'));
});

const DAY = 86_400_000;

test('R16: parts of a round are fractions of the epoch, and so many steps at least; nodes are silent for three minutes at most', () => {
  assert.deepEqual(roundLengths({ durationMs: 14 * DAY, stepMs: 10_000 }), {
    slot: 18_900_000,
    ready: 60_000,
    drawDelay: 20_000,
    drawUntil: 120_000,
    answer: 60_000,
    deadline: 37_800_000,
    acquit: 18_900_000,
  });
  assert.deepEqual(roundLengths({ durationMs: 120_000, stepMs: 2_000 }), {
    slot: 1_875,
    ready: 4_000,
    drawDelay: 2_000,
    drawUntil: 10_000,
    answer: 4_000,
    deadline: 10_000,
    acquit: 6_000,
  });
  for (const bad of [0, 63, -1, 1.5, NaN, 2 ** 60]) {
    assert.throws(() => roundLengths({ durationMs: bad, stepMs: 1 }), code('INVALID_ROUND'));
  }
  assert.equal(roundLengths({ durationMs: 64, stepMs: 1 }).slot, 1);
  for (const bad of [0, -1, 0.5, 1.5]) {
    assert.throws(() => roundLengths({ durationMs: DAY, stepMs: bad }), code('INVALID_ROUND'));
  }
});

test('R16: a round that opens in time is over, acquittals too, at 31/32 of the epoch', () => {
  const epoch = fc.record({
    doneMs: fc.integer({ min: 0, max: 2e12 }),
    durationMs: fc.integer({ min: 64, max: 60 * DAY }),
    stepMs: fc.integer({ min: 1, max: 20_000 }),
  });
  fc.assert(
    fc.property(epoch, (times) => {
      const { slot, ready, drawUntil, acquit } = roundLengths(times);
      const openMs = latestOpen(times);
      const { deadlineMs, drawUntilMs, gateUntilMs, readyUntilMs } = roundTimes(times, { openMs });
      assert.equal(readyUntilMs, openMs + ready);
      assert.equal(deadlineMs, undefined);
      assert.equal(drawUntilMs, openMs + drawUntil);
      assert.equal(gateUntilMs, drawUntilMs);
      const drawn = roundTimes(times, { openMs, quorumMs: openMs, seedMs: drawUntilMs });
      assert.equal(drawn.deadlineMs! + acquit, times.doneMs + Math.floor((31 * times.durationMs) / 32));
      assert.equal(drawn.gateUntilMs, drawn.answerUntilMs);
      assert.ok(drawn.answerUntilMs! <= drawn.deadlineMs!);
      assert.ok(drawn.drawFromMs! <= drawn.drawUntilMs && drawn.readyUntilMs <= drawn.drawUntilMs);

      const last = lastSlot(times);
      assert.ok(slotStart(times, last + 1) <= openMs && openMs < slotStart(times, last + 2));
      assert.equal(slotAt(times, slotStart(times, last)), last);
      assert.equal(slotAt(times, slotStart(times, last) + slot - 1), last);
    }),
    { seed: SEED, numRuns: 300 },
  );
});
