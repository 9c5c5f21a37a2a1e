/** What an operator owes the chain is a pure function of the chain's state. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import type { EpochState, NodeState } from '@haulout/sdk/chain';
import { dutiesOf, type DutySituation, type OperatorDuty } from '@haulout/sdk/operator';
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

/** A moment at which nothing is due, as the second of four members sees it, and what differs from it. */
function dutiesWith(
  chain: Partial<EpochState>,
  node: Partial<NodeState> = {},
  situation: Partial<DutySituation> = {},
): readonly OperatorDuty[] {
  const calm = situationOf({ ...epochOf(3, 4, START), ...chain }, nodeIdOf(1));
  return dutiesOf({ ...calm, node: { ...calm.node, ...node }, ...situation });
}
const NEXT: Partial<EpochState> = {
  phase: { kind: 'NextParamsSelected', atMs: START },
  votingEndsMs: undefined,
};
const LATER = START + 2n * HOUR;

describe('R5: what an operator owes the chain', () => {
  it('is nothing while nothing is due', () => {
    assert.deepEqual(dutiesWith({}), []);
  });

  it('is the end of voting, also by candidates who were never a committee, but not with nobody to elect', () => {
    const end = [{ kind: 'end-voting', epoch: 3 }];
    const nobody = { most: 150, leastStake: 1n, stakes: new Map() };
    assert.deepEqual(dutiesWith({ nowMs: LATER }), end);
    assert.deepEqual(dutiesWith({ nowMs: LATER, candidates: nobody }), end);
    const unborn = { committee: new Map(), nowMs: START + HOUR / 2n };
    assert.deepEqual(dutiesWith(unborn), end, 'at once: there is nobody to wait for');
    assert.deepEqual(dutiesWith({ ...unborn, candidates: nobody }), []);
    assert.deepEqual(dutiesWith({ nowMs: LATER, votingEndsMs: undefined }), []);
  });

  it('is the next epoch once its committee is settled', () => {
    const start = [{ kind: 'start-epoch', epoch: 3 }];
    assert.deepEqual(dutiesWith({ ...NEXT, nowMs: START + HOUR - 1n }), []);
    assert.deepEqual(dutiesWith({ ...NEXT, nowMs: LATER }), start);
    assert.deepEqual(dutiesWith({ ...NEXT, nowMs: LATER, votingEndsMs: START }), start, 'voting is over');
    assert.deepEqual(dutiesWith({ ...NEXT, nowMs: LATER, nextEpochMs: undefined }), []);
  });

  it('comes after the duties of all members for a node that is none', () => {
    const stranger = { nodeId: nodeIdOf(50), stake: 0n };
    const due = START + HOUR / 2n;
    assert.deepEqual(dutiesWith({ nowMs: due + 7_999n }, stranger), []);
    assert.deepEqual(dutiesWith({ nowMs: due + 8_000n }, stranger), [{ kind: 'end-voting', epoch: 3 }]);
  });

  it('is a report of its shards, while it is a member and has not made it', () => {
    const report = [{ kind: 'report-shards', epoch: 3 }];
    assert.deepEqual(dutiesWith({}, {}, { lastSyncEpoch: 2 }), report);
    assert.deepEqual(dutiesWith({}, { nodeId: nodeIdOf(50), stake: 0n }, { lastSyncEpoch: 2 }), []);
    const both = dutiesWith({ nowMs: LATER }, {}, { lastSyncEpoch: 2 });
    assert.deepEqual(
      both.map(({ kind }) => kind),
      ['end-voting', 'report-shards'],
      'the report comes last, as it can take long',
    );
  });
});

describe('R17: who let the deadline of a hand-over pass is put on record', () => {
  const receiver = (index: number, reported = false, missed = false) => ({
    nodeId: nodeIdOf(index),
    reported,
    missed,
    owed: [],
  });
  const handOver = (receivers: readonly ReturnType<typeof receiver>[], epoch = 3) => ({
    phase: { kind: 'EpochChangeSync' as const, weight: 0 },
    handOver: { epoch, deadlineMs: START, receivers, failures: [] },
  });
  const record = (...indices: readonly number[]) => ({
    kind: 'record-missed',
    epoch: 3,
    nodeIds: indices.map(nodeIdOf),
  });
  const unlucky = { votingEndsMs: undefined, nextEpochMs: undefined };

  it('by others, once, and only those who have not reported', () => {
    const all = handOver([receiver(0), receiver(1), receiver(2, true), receiver(3, false, true)]);
    assert.deepEqual(dutiesWith({ ...unlucky, ...all, nowMs: LATER }), [record(0)]);
    const done = handOver([receiver(1), receiver(2, true), receiver(3, true, true)]);
    assert.deepEqual(dutiesWith({ ...unlucky, ...done, nowMs: LATER }), []);
  });

  it('only behind the deadline, and only for the epoch that runs', () => {
    const late = [receiver(0)];
    // In epoch 3 the member at place 1 of 4 is the first to act.
    assert.deepEqual(dutiesWith({ ...unlucky, ...handOver(late), nowMs: START }), []);
    assert.deepEqual(dutiesWith({ ...unlucky, ...handOver(late), nowMs: START + 1n }), [record(0)]);
    assert.deepEqual(dutiesWith({ ...unlucky, ...handOver(late, 2), nowMs: LATER }), []);
    const second = dutiesWith(
      { ...unlucky, ...handOver(late), nowMs: START + 1_999n },
      { nodeId: nodeIdOf(2) },
    );
    assert.deepEqual(second, [], 'the one after it lets it go first');
  });

  it('at most sixteen in a transaction', () => {
    const many = handOver(Array.from({ length: 20 }, (_, index) => receiver(100 + index)));
    const [duty] = dutiesWith({ ...unlucky, ...many, nowMs: LATER });
    assert.deepEqual(duty, record(...Array.from({ length: 16 }, (_, index) => 100 + index)));
  });
});

describe('the votes of an operator are what it wishes', () => {
  const votes = (wishes: object, node: Partial<NodeState> = {}) =>
    dutiesWith({}, node, { wishes: { votes: wishes } });

  it('so it votes for what differs, and for nothing else', () => {
    assert.deepEqual(votes({ storagePrice: 1n, writePrice: 1n, nodeCapacity: 1n }), []);
    assert.deepEqual(votes({ storagePrice: 2n, writePrice: 1n }), [
      { kind: 'vote', votes: { storagePrice: 2n } },
    ]);
    const all = { storagePrice: 2n, writePrice: 3n, nodeCapacity: 4n };
    assert.deepEqual(votes(all), [{ kind: 'vote', votes: all }]);
    assert.deepEqual(votes({ nodeCapacity: undefined }), []);
  });

  it('while it is active', () => {
    assert.deepEqual(votes({ storagePrice: 2n }, { state: 'withdrawing' }), []);
  });
});

describe('commission is taken out by whom it belongs to', () => {
  const collect = (node: Partial<NodeState>, collectFrom: bigint | undefined) =>
    dutiesWith({ nextCommittee: new Map() }, node, { wishes: { collectFrom } });

  it('when there is as much as the operator wishes, and never when it wishes nothing', () => {
    const node = { commission: 5n, commissionReceiver: { address: '0x8' } };
    const duty = [{ kind: 'collect-commission', amount: 5n, as: 'sender' }];
    assert.deepEqual(collect(node, 5n), duty);
    assert.deepEqual(collect(node, 0n), duty);
    assert.deepEqual(collect(node, 6n), []);
    assert.deepEqual(collect(node, undefined), []);
    assert.deepEqual(collect({ ...node, commission: 0n }, 0n), []);
  });

  it('once voting has ended: what came with the epoch stays until then', () => {
    const node = { commission: 5n, commissionReceiver: { address: '0x8' } };
    assert.deepEqual(dutiesWith({}, node, { wishes: { collectFrom: 1n } }), []);
  });

  it('as the sender, or as the holder of the cap, or not at all', () => {
    const held = { commission: 5n, commissionReceiver: { objectId: '0x7' } };
    assert.deepEqual(collect(held, 1n), [{ kind: 'collect-commission', amount: 5n, as: 'cap-holder' }]);
    assert.deepEqual(collect({ commission: 5n, commissionReceiver: { objectId: '0x6' } }, 1n), []);
    assert.deepEqual(collect({ commission: 5n, commissionReceiver: { address: '0x9' } }, 1n), []);
  });
});
