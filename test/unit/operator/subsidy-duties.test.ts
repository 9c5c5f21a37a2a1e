/** When the pool of subsidies has to pay: at the beginning of an epoch and shortly before its end, once each. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { EpochState, WalrusSubsidiesState } from '@haulout/sdk/chain';
import { subsidyDutyOf } from '@haulout/sdk/operator';
import { nodeIdOf } from '../../support/signed.js';

const HOUR = 3_600_000n;
const START = 1_000_000n;
/** The pool pays for the last time so long before the next epoch. */
const CLOSING = HOUR / 16n;

function situation(nowMs: bigint, pool: Partial<WalrusSubsidiesState> = {}, chain: Partial<EpochState> = {}) {
  const committee = new Map([0, 1, 2, 3].map((index) => [nodeIdOf(index), [index]]));
  return {
    chain: {
      ...{ packageId: '0x1', originalPackageId: '0x1', epoch: 4, nShards: 4, epochDurationMs: HOUR, nowMs },
      ...{ firstEpochStartMs: 0n, phase: { kind: 'EpochChangeDone', atMs: START }, committee },
      ...{ previousCommittee: new Map(), nextCommittee: undefined, votingEndsMs: START + HOUR / 2n },
      ...{ nextEpochMs: START + HOUR, handOver: undefined },
      candidates: { most: 150, leastStake: 1n, stakes: new Map<string, bigint>() },
      ...chain,
    } as EpochState,
    pool: {
      ...{ packageId: '0x2', systemSubsidyRate: 100, baseSubsidy: 0n, subsidyPerShard: 0n, funds: 5n },
      ...{ latestEpoch: 2, processedMs: 0 },
      ...pool,
    },
  };
}
/** Nodes of which it is a duty. */
const payers = (...of: Parameters<typeof situation>): number[] =>
  [0, 1, 2, 3].filter(
    (index) => subsidyDutyOf({ ...situation(...of), nodeId: nodeIdOf(index) }) !== undefined,
  );

test('one operator lets it pay when an epoch begins, and the others when it does not', () => {
  assert.deepEqual(payers(START - 1n), []);
  assert.deepEqual(payers(START), [0]);
  assert.deepEqual(payers(START + 2_000n), [0, 1]);
  assert.deepEqual(payers(START + 6_000n), [0, 1, 2, 3]);
});

test('once it has paid, nobody does before the last minutes, and then somebody once more', () => {
  const paid = { processedMs: Number(START) };
  const closing = START + HOUR - CLOSING;
  assert.deepEqual(payers(closing - 1n, paid), []);
  assert.deepEqual(payers(closing, paid), [0]);
  assert.deepEqual(payers(closing + 60_000n, paid), [0, 1, 2, 3]);
  assert.deepEqual(payers(closing + 60_000n, { processedMs: Number(closing) }), []);
});

test('long epochs end with five minutes', () => {
  const day = { epochDurationMs: 24n * HOUR, nextEpochMs: START + 24n * HOUR };
  const closing = START + 24n * HOUR - 300_000n;
  const paid = { processedMs: Number(START) };
  assert.deepEqual([payers(closing - 1n, paid, day), payers(closing, paid, day)], [[], [0]]);
});

test.each([
  ['without funds', { funds: 0n }, {}],
  ['that pays nobody', { systemSubsidyRate: 0 }, {}],
  ['before the first epoch', {}, { epoch: 0 }],
  ['while shards are on the move', {}, { nextEpochMs: undefined }],
])('a pool %s is left alone', (_what, pool, chain) => {
  assert.deepEqual(payers(START + HOUR, pool, chain), []);
});
