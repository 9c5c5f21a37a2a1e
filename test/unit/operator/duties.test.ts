/** What an operator owes the chain is a pure function of the chain's state. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import type { EpochState, NodeState } from '@haulout/sdk/chain';
import { dutiesOf, type DutySituation } from '@haulout/sdk/operator';
import { nodeIdOf, SEED } from '../../support/signed.js';

const HOUR = 3_600_000n;
const START = 1_000_000n;

/** An epoch whose voting can be ended from `START + HOUR / 2` on, with a committee of so many nodes. */
function epochOf(epoch: number, size: number, nowMs: bigint): EpochState {
  const committee = new Map(Array.from({ length: size }, (_, index) => [nodeIdOf(index), [index]]));
  return {
    packageId: '0x1',
    originalPackageId: '0x1',
    epoch,
    nShards: size,
    epochDurationMs: HOUR,
    firstEpochStartMs: 0n,
    phase: { kind: 'EpochChangeDone', atMs: START },
    committee,
    previousCommittee: new Map(),
    nextCommittee: undefined,
    nowMs,
    votingEndsMs: START + HOUR / 2n,
    nextEpochMs: START + HOUR,
    candidates: { most: 150, leastStake: 1n, stakes: new Map([...committee.keys()].map((id) => [id, 1n])) },
    handOver: undefined,
  };
}

function nodeOf(nodeId: string): NodeState {
  return {
    nodeId,
    name: 'node',
    networkAddress: 'node.example:1',
    state: 'active',
    publicKey: new Uint8Array(96),
    nextPublicKey: undefined,
    storagePrice: 1n,
    writePrice: 1n,
    nodeCapacity: 1n,
    stake: 1n,
    arriving: new Map(),
    leaving: new Map(),
    commissionRate: 0,
    commission: 0n,
    commissionReceiver: { address: '0x9' },
  };
}

function situationOf(chain: EpochState, nodeId: string): DutySituation {
  return { chain, node: nodeOf(nodeId), lastSyncEpoch: chain.epoch, wishes: {}, sender: '0x8', capId: '0x7' };
}

/** Nodes that end the voting at a moment. */
function enders(epoch: number, size: number, afterMs: bigint): string[] {
  const chain = epochOf(epoch, size, START + HOUR / 2n + afterMs);
  return [...chain.committee.keys()].filter((nodeId) =>
    dutiesOf(situationOf(chain, nodeId)).some(({ kind }) => kind === 'end-voting'),
  );
}

describe('R5: operators step in one after the other', () => {
  it('one of them at the moment at which something is due, and before it nobody', () => {
    const sizes = fc.record({
      size: fc.integer({ min: 1, max: 150 }),
      epoch: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(sizes, ({ size, epoch }) => {
        assert.deepEqual(enders(epoch, size, -1n), []);
        assert.equal(enders(epoch, size, 0n).length, 1);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('in another order in each epoch, so that nobody is always the one who pays', () => {
    for (const size of [2, 3, 7, 20]) {
      const first = Array.from({ length: size }, (_, epoch) => enders(epoch + 1, size, 0n)[0]!);
      assert.equal(new Set(first).size, size, `${size} nodes: ${first.join(', ')}`);
    }
  });

  it('two seconds apart in a small committee, and all of them within a minute in a large one', () => {
    assert.equal(enders(1, 4, 2_000n).length, 2);
    assert.equal(enders(1, 4, 1_999n).length, 1);
    assert.equal(enders(1, 4, 6_000n).length, 4);
    assert.equal(enders(1, 150, 60_000n).length, 150);
    assert.ok(enders(1, 150, 30_000n).length < 80);
  });
});
