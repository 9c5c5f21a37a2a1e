/** R17: what nodes have to pay is found in the chain's state, once, and operators take turns to collect it. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { EpochState, EvidenceState, HandOverFailure, NodeConduct } from '@haulout/sdk/chain';
import { DEFAULT_SCHEDULE, type Schedule } from '@haulout/sdk/evidence';
import {
  isTimeToBurn,
  judgementDutiesOf,
  provenFailures,
  readJudgementDuties,
  type JudgementSituation,
} from '@haulout/sdk/operator';
import { nodeIdOf } from '../../support/signed.js';

const HOUR = 3_600_000;
const START = 1_000_000;
const NODES = 4;
const N_SHARDS = 10;
const EPOCH = 3;
/** Ten seconds, as a sixteenth of an hour is longer than four of them. */
const WINDOW = 10_000;

const shards = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const committee = new Map([
  [nodeIdOf(0), shards(0, 3)],
  [nodeIdOf(1), shards(3, 3)],
  [nodeIdOf(2), shards(6, 2)],
  [nodeIdOf(3), shards(8, 2)],
]);
const LEAVER = nodeIdOf(9);
const LATE = nodeIdOf(1);

const failureOf = (nodeId: string, changes: Partial<HandOverFailure> = {}): HandOverFailure => ({
  nodeId,
  notDelivered: 0,
  accusers: 0,
  accusingWeight: 0,
  notReceived: 0,
  othersInTime: false,
  ...changes,
});
const accused = (changes: Partial<HandOverFailure> = {}) =>
  failureOf(LEAVER, { notDelivered: 2, accusers: 2, accusingWeight: 4, ...changes });

interface Changes extends Partial<Omit<JudgementSituation, 'evidence' | 'chain'>> {
  readonly failures?: readonly HandOverFailure[];
  readonly evidence?: Partial<JudgementSituation['evidence']>;
  readonly chain?: Partial<JudgementSituation['chain']>;
}

/** A moment in which others need not be waited for, unless it is said. */
function situationOf({ failures = [], evidence, chain, ...changes }: Changes = {}): JudgementSituation {
  const term = { epoch: EPOCH, doneMs: START, durationMs: HOUR, members: [] };
  return {
    evidence: {
      nowMs: START + 1,
      nShards: N_SHARDS,
      term,
      pastEpoch: EPOCH - 1,
      schedules: [{ fromEpoch: 0, schedule: DEFAULT_SCHEDULE }],
      round: undefined,
      slots: { next: 0, pending: undefined, hadRound: false },
      ...evidence,
    },
    chain: {
      epoch: EPOCH,
      phase: { kind: 'EpochChangeDone', atMs: BigInt(START) },
      committee,
      previousCommittee: new Map([[LEAVER, shards(0, 4)]]),
      handOver: { epoch: EPOCH, deadlineMs: BigInt(START), receivers: [], failures },
      epochDurationMs: BigInt(HOUR),
      nextEpochMs: BigInt(START + HOUR),
      ...chain,
    },
    conduct: new Map(),
    declared: new Map(),
    debts: [],
    penaltiesTaken: 0n,
    nodeId: nodeIdOf(0),
    isUrgent: true,
    ...changes,
  };
}

const found = (changes: Changes = {}) => judgementDutiesOf(situationOf(changes));
const judged = (nodeId: string) => [{ kind: 'judge-hand-over', epoch: EPOCH, nodeId }];
const paid = (nodeId: string, changes: Partial<NodeConduct>): ReadonlyMap<string, NodeConduct> =>
  new Map([
    [nodeId, { missesInARow: 0, epoch: EPOCH, misses: 0, paidFor: [], notDeliveredPpm: 0, ...changes }],
  ]);

describe('R17: a node that has not delivered shards is judged', () => {
  it('R17: when more than f shards of two accusers at least say so', () => {
    assert.deepEqual(found(), []);
    assert.deepEqual(found({ failures: [accused()] }), judged(LEAVER));
    assert.deepEqual(found({ failures: [accused({ accusers: 1 })] }), []);
    assert.deepEqual(found({ failures: [accused({ accusingWeight: 3 })] }), []);
    assert.deepEqual(found({ failures: [accused({ notDelivered: 0 })] }), []);
  });

  it('R17: again for each shard more that is named, and not for what it has paid', () => {
    // 1 % of the stake for all four shards: 5000 millionths for two of them.
    const two = paid(LEAVER, { notDeliveredPpm: 5_000 });
    assert.deepEqual(found({ failures: [accused()], conduct: two }), []);
    assert.deepEqual(found({ failures: [accused({ notDelivered: 3 })], conduct: two }), judged(LEAVER));
    const before = paid(LEAVER, { epoch: EPOCH - 1, notDeliveredPpm: 10_000 });
    assert.deepEqual(found({ failures: [accused()], conduct: before }), judged(LEAVER), 'that was long ago');
  });

  it('R17: rounded up as the contracts do, by the schedule that counts in the epoch', () => {
    const failures = [accused({ notDelivered: 1 })];
    const chain = { previousCommittee: new Map([[LEAVER, shards(0, 3)]]) };
    assert.deepEqual(
      found({ failures, chain, conduct: paid(LEAVER, { notDeliveredPpm: 3_333 }) }),
      judged(LEAVER),
    );
    assert.deepEqual(found({ failures, chain, conduct: paid(LEAVER, { notDeliveredPpm: 3_334 }) }), []);
    const scheduleOf = (notDelivered: number): Schedule => ({
      ...DEFAULT_SCHEDULE,
      stakePpm: { ...DEFAULT_SCHEDULE.stakePpm, notDelivered },
    });
    const from = (fromEpoch: number, ppm: number) => ({ fromEpoch, schedule: scheduleOf(ppm) });
    const free = { schedules: [from(0, 10_000), from(EPOCH, 0), from(EPOCH + 1, 10_000)] };
    assert.deepEqual(found({ failures, chain, evidence: free }), [], 'the schedule takes nothing');
  });

  it('R17: in the epoch of the hand-over, once the judges know of it', () => {
    const failures = [accused()];
    const before = { epoch: EPOCH - 1, doneMs: START, durationMs: HOUR, members: [] };
    assert.deepEqual(found({ failures, evidence: { term: before } }), []);
    assert.deepEqual(found({ failures, evidence: { term: undefined } }), []);
    const handOver = { epoch: EPOCH - 1, deadlineMs: 0n, receivers: [], failures };
    assert.deepEqual(found({ chain: { handOver } }), []);
    assert.deepEqual(found({ chain: { handOver: undefined } }), []);
  });
});

describe('R17: a node that has not received shards is judged', () => {
  const late = (changes: Partial<HandOverFailure> = {}) =>
    failureOf(LATE, { notReceived: 1, othersInTime: true, ...changes });
  const at = (nowMs: number, changes: Changes = {}) =>
    found({ failures: [late()], ...changes, evidence: { nowMs } });
  const seventhEighth = START + (HOUR / 8) * 7;

  it('R17: from 7/8 of the epoch on, if others have received theirs', () => {
    assert.deepEqual(at(seventhEighth - 1), []);
    assert.deepEqual(at(seventhEighth), judged(LATE));
    assert.deepEqual(at(seventhEighth, { failures: [late({ othersInTime: false })] }), []);
    assert.deepEqual(at(seventhEighth, { failures: [late({ notReceived: 0 })] }), []);
  });

  it('R17: once', () => {
    assert.deepEqual(at(seventhEighth, { conduct: paid(LATE, { paidFor: ['notReceived'] }) }), []);
    assert.deepEqual(at(seventhEighth, { conduct: paid(LATE, { paidFor: ['wrongAnswer'] }) }), judged(LATE));
  });

  it('R17: what was taken has to be read of those only against whom something is proven', () => {
    const situation = situationOf({ failures: [late(), accused({ accusers: 1 })] });
    assert.deepEqual(provenFailures(situation), []);
    assert.deepEqual(provenFailures(situationOf({ failures: [late(), accused()] })), [accused()]);
  });
});

describe('R17: who has signed a loss is charged', () => {
  const charge = (record: bigint) => ({ kind: 'charge-loss', record });
  it('R17: in the epoch of the record and the one after it, while the judges know who that was', () => {
    const debts = [EPOCH - 2, EPOCH - 1, EPOCH].map((epoch) => ({ record: BigInt(epoch), epoch }));
    assert.deepEqual(found({ debts }), [charge(BigInt(EPOCH - 1)), charge(BigInt(EPOCH))]);
    assert.deepEqual(found({ debts, evidence: { pastEpoch: undefined } }), [charge(BigInt(EPOCH))]);
    assert.deepEqual(found({ debts, chain: { epoch: EPOCH + 1 } }), [charge(BigInt(EPOCH))]);
    assert.deepEqual(found({ debts, chain: { epoch: EPOCH + 2 } }), []);
  });

  it('R17: at most sixteen at a time', () => {
    const debts = Array.from({ length: 20 }, (_, index) => ({ record: BigInt(index), epoch: EPOCH }));
    assert.equal(found({ debts }).length, 16);
  });
});

describe('R17: what penalties have taken is burned', () => {
  it('R17: when the rounds of the epoch are over, if there is something', () => {
    const phase = { kind: 'NextParamsSelected', atMs: BigInt(START) } as const;
    const last = START + (HOUR / 16) * 15;
    const at = (nowMs: number, chain = {}) =>
      found({ penaltiesTaken: 1n, evidence: { nowMs }, chain: { phase, ...chain } });
    assert.deepEqual(at(last - 1), []);
    assert.deepEqual(at(last), [{ kind: 'burn-penalties', epoch: EPOCH }]);
    assert.deepEqual(at(last, { phase: { kind: 'EpochChangeDone', atMs: BigInt(START) } }), []);
    const nothing = situationOf({ evidence: { nowMs: last }, chain: { phase } });
    assert.ok(isTimeToBurn(nothing));
    assert.deepEqual(judgementDutiesOf(nothing), []);
  });
});

describe('R18: shards that were declared lost', () => {
  const declared = (changes: object = {}) =>
    new Map([
      [nodeIdOf(2), { epoch: EPOCH - 1, shards: [7], chargedFor: EPOCH - 1, isRestored: false, ...changes }],
    ]);
  const due = [{ kind: 'hold-over', epoch: EPOCH, nodeId: nodeIdOf(2) }];

  it('R18: earn nothing in the epoch after it either, which is said once', () => {
    assert.deepEqual(judgementDutiesOf(situationOf({ declared: declared() })), due);
    const others = [{ epoch: EPOCH }, { epoch: EPOCH - 2 }, { chargedFor: EPOCH }, { shards: [0] }];
    for (const changes of [...others, { isRestored: true }])
      assert.deepEqual(judgementDutiesOf(situationOf({ declared: declared(changes) })), []);
    const term = { epoch: EPOCH - 1, doneMs: START, durationMs: HOUR, members: [] };
    assert.deepEqual(judgementDutiesOf(situationOf({ declared: declared(), evidence: { term } })), []);
  });

  it('R18: are not spoken of while a round is open, or may be', () => {
    const slots = { next: 3, pending: 7, hadRound: false };
    assert.deepEqual(judgementDutiesOf(situationOf({ declared: declared(), evidence: { slots } })), []);
    for (const isSettled of [true, false]) {
      const round = { members: [{ isSettled: true }, { isSettled }] } as unknown as EvidenceState['round'];
      const duties = judgementDutiesOf(situationOf({ declared: declared(), evidence: { round } }));
      assert.deepEqual(duties, isSettled ? due : []);
    }
  });
});

describe('R17: operators take turns', () => {
  const failures = [accused()];
  const busyAt = (nowMs: number, changes: Changes = {}) =>
    [...committee.keys()].filter(
      (nodeId) => found({ failures, isUrgent: false, nodeId, evidence: { nowMs }, ...changes }).length > 0,
    );

  it('R17: one at every moment, and each within a round of windows', () => {
    const turns = shards(0, NODES).map((turn) => busyAt(START + turn * WINDOW));
    for (const busy of turns) assert.equal(busy.length, 1);
    assert.deepEqual(new Set(turns.flat()), new Set(committee.keys()));
    assert.deepEqual(busyAt(START + NODES * WINDOW), turns[0]);
  });

  it('R17: in shorter windows where epochs are short, so that all have their turn', () => {
    const epochDurationMs = 64_000n;
    const chain = { ...situationOf({ failures }).chain, epochDurationMs };
    const turns = shards(0, NODES).map((turn) => busyAt(START + turn * 1_000, { chain }));
    assert.deepEqual(new Set(turns.flat()), new Set(committee.keys()));
  });

  it('R17: nobody waits when voting is about to end, and a node that is no member leaves it to them', () => {
    const nowMs = START;
    assert.equal(
      [...committee.keys()].filter((nodeId) => found({ failures, nodeId }).length > 0).length,
      NODES,
    );
    assert.deepEqual(found({ failures, isUrgent: false, nodeId: nodeIdOf(50), evidence: { nowMs } }), []);
  });

  it('R17: and read what others owe when it is theirs only', async () => {
    const reads: string[] = [];
    const client = {
      core: {
        listDynamicFields: async () => {
          reads.push('debts');
          return { hasNextPage: false, cursor: null, dynamicFields: [] };
        },
        getObjects: async ({ objectIds }: { objectIds: string[] }) => {
          reads.push('declarations');
          return { objects: objectIds.map(() => Object.assign(new Error(), { code: 'notFound' })) };
        },
      },
    } as unknown as ClientWithCoreApi;
    for (const nodeId of committee.keys()) {
      const { evidence, chain } = situationOf();
      const query = {
        ...{ stakingObjectId: LEAVER, nodeId, isUrgent: false, canBurn: false },
        evidence: {
          ...{ ...evidence, conductId: LEAVER, declarationsId: LEAVER },
          debts: { tableId: LEAVER, count: 300 },
        } as EvidenceState,
        chain: chain as EpochState,
      };
      assert.deepEqual(await readJudgementDuties(client, query), []);
    }
    assert.deepEqual(reads, ['declarations', 'debts']);
  });
});
