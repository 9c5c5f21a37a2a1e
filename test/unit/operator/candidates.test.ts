/** Who can be elected, and what a node's stake will be: read from the layouts of the contracts. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { leastStakeIn, stakeToCome } from '@haulout/sdk/chain';
import { candidatesOf } from '../../../sdk/src/chain/candidates.js';

type Pool = Parameters<typeof stakeToCome>[0];
const byEpoch = (amounts: Readonly<Record<number, string>>) => [
  { contents: Object.entries(amounts).map(([key, value]) => ({ key: Number(key), value })) },
];

/** A pool in which nothing comes or goes. */
const poolOf = (change: object): Pool =>
  ({
    pending_stake: byEpoch({}),
    pending_shares_withdraw: byEpoch({}),
    pre_active_withdrawals: byEpoch({}),
    ...change,
  }) as unknown as Pool;

describe('what a node’s stake will be', () => {
  it('grows with what arrives, as it was paid', () => {
    const pool = poolOf({ pending_stake: byEpoch({ 4: '7', 6: '9' }) });
    assert.deepEqual(stakeToCome(pool), {
      arriving: new Map([
        [4, 7n],
        [6, 9n],
      ]),
      leaving: new Map(),
    });
  });

  it('shrinks by what leaves, as it is worth so far', () => {
    const leaving = (change: object) => Object.fromEntries(stakeToCome(poolOf(change)).leaving);
    const worth = { pending_shares_withdraw: byEpoch({ 4: '10', 5: '11' }) };
    assert.deepEqual(leaving(worth), { 4: 10n, 5: 11n });
    const principal = { pre_active_withdrawals: byEpoch({ 4: '2', 6: '1' }) };
    assert.deepEqual(leaving(principal), { 4: 2n, 6: 1n });
    assert.deepEqual(leaving({ ...worth, ...principal }), { 4: 12n, 5: 11n, 6: 1n });
  });

  it('counts everything due up to an epoch, and is never negative', () => {
    const node = {
      stake: 10n,
      arriving: new Map([
        [4, 5n],
        [6, 100n],
      ]),
      leaving: new Map([
        [4, 1n],
        [5, 2n],
        [7, 200n],
      ]),
    };
    const stakes = [3, 4, 5, 6, 7].map((epoch) => leastStakeIn(epoch, node));
    assert.deepEqual(stakes, [10n, 14n, 12n, 112n, 0n]);
  });
});

describe('candidates', () => {
  it('are those whom the contracts keep, with their stakes', () => {
    const set = {
      max_size: 3,
      threshold_stake: '5',
      total_stake: '9',
      nodes: [{ node_id: '0x1', staked_amount: '9' }],
    };
    assert.deepEqual(candidatesOf(set as unknown as Parameters<typeof candidatesOf>[0]), {
      most: 3,
      leastStake: 5n,
      stakes: new Map([['0x1', 9n]]),
    });
  });
});
