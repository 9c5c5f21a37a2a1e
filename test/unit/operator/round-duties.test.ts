/** R16: what anyone owes rounds is a pure function of the chain's state; operators step in one by one. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { EvidenceState, RoundMemberState, RoundPhase, RoundState } from '@haulout/sdk/chain';
import { DEFAULT_SCHEDULE, lastSlot, latestOpen, roundLengths, slotStart } from '@haulout/sdk/evidence';
import { roundDutiesOf, type RoundDuty, type RoundSituation } from '@haulout/sdk/operator';
import { nodeIdOf } from '../../support/signed.js';

const DONE = 1_000_000;
const HOUR = 3_600_000;
const STEP = 10_000;
const NODES = 4;
const times = { doneMs: DONE, durationMs: HOUR, stepMs: STEP };
const lengths = roundLengths(times);

const memberOf = (index: number, changes: Partial<RoundMemberState> = {}): RoundMemberState => ({
  nodeId: nodeIdOf(index),
  shards: [index],
  isExempt: false,
  root: new Uint8Array(32).fill(1),
  vouchers: [],
  accusations: 0,
  verdict: 'none',
  isSettled: false,
  ...changes,
});
const members = (changes: Partial<RoundMemberState> = {}) =>
  Array.from({ length: NODES }, (_, index) => memberOf(index, changes));

const roundIn = (phase: RoundPhase, changes: Partial<RoundState> = {}): RoundState => ({
  number: 4,
  epoch: 3,
  phase,
  openedMs: DONE,
  sets: [],
  contradicted: [],
  seed: undefined,
  seedMs: undefined,
  members: members(),
  ...changes,
});

function evidenceOf(nowMs: number, changes: Partial<EvidenceState> = {}): EvidenceState {
  return {
    originalPackageId: '0x1',
    packageId: '0x1',
    version: 1n,
    nowMs,
    samples: 4,
    stepMs: STEP,
    nShards: NODES,
    term: { epoch: 3, doneMs: DONE, durationMs: HOUR, members: members() },
    slots: { next: 0, pending: undefined, hadRound: false },
    round: undefined,
    rounds: 4,
    accusationsId: '0x2',
    pastEpoch: undefined,
    schedules: [{ fromEpoch: 0, schedule: DEFAULT_SCHEDULE }],
    conductId: '0x3',
    declarationsId: '0x5',
    debts: { tableId: '0x4', count: 0 },
    ...changes,
  };
}

const committee = new Map(Array.from({ length: NODES }, (_, index) => [nodeIdOf(index), [index]] as const));
function dutiesFor(index: number, evidence: EvidenceState, changes: Partial<RoundSituation> = {}) {
  const phase = { kind: 'EpochChangeDone', atMs: BigInt(DONE) } as const;
  const chain = { epoch: 3, phase, committee };
  return roundDutiesOf({ evidence, chain, accusations: [], nodeId: nodeIdOf(index), ...changes });
}
/** Operators that find something to do. */
const busy = (evidence: EvidenceState) =>
  [...committee.keys()].filter((_, index) => dutiesFor(index, evidence).length > 0).length;
const kinds = (duties: readonly RoundDuty[]) => duties.map(({ kind }) => kind);
/** What everybody finds to do. */
const allFind = (evidence: EvidenceState, changes: Partial<RoundSituation> = {}) =>
  kinds(dutiesFor(0, evidence, changes));

describe('R16: the duties of rounds', () => {
  it('R16: judges are told of an epoch when its change is done, and nothing else comes before', () => {
    const before = evidenceOf(DONE + STEP, { term: undefined });
    assert.deepEqual(allFind(before), ['begin-evidence-epoch']);
    const chain = { epoch: 3, phase: { kind: 'EpochChangeSync', weight: 1 }, committee } as const;
    assert.deepEqual(allFind(before, { chain }), []);
  });

  it('R16: a slot has one attempt, and then the round that it opens, or none', () => {
    assert.equal(busy(evidenceOf(DONE)), 1);
    assert.equal(busy(evidenceOf(DONE + STEP)), NODES);
    assert.deepEqual(allFind(evidenceOf(DONE + STEP)), ['attempt-round']);
    const taken = { next: 1, pending: undefined, hadRound: false };
    assert.deepEqual(allFind(evidenceOf(DONE + STEP, { slots: taken })), []);
    assert.deepEqual(allFind(evidenceOf(DONE + lengths.slot + STEP, { slots: taken })), ['attempt-round']);
    assert.deepEqual(allFind(evidenceOf(DONE + STEP, { slots: { ...taken, pending: 9 } })), ['open-round']);
    const last = slotStart(times, lastSlot(times));
    assert.deepEqual(allFind(evidenceOf(last + STEP)), ['attempt-round']);
    assert.deepEqual(allFind(evidenceOf(latestOpen(times) + 1)), []);
  });

  it('R16: the seed is drawn between its earliest and its latest moment, one operator first', () => {
    const set = { count: 1n, bytes: 1n, root: new Uint8Array(32), signers: [0, 1, 2], weight: 3 };
    const round = roundIn({ kind: 'ready', set, sinceMs: DONE + 5 });
    const from = DONE + 5 + lengths.drawDelay;
    assert.equal(busy(evidenceOf(from - 1, { round })), 0);
    assert.equal(busy(evidenceOf(from, { round })), 1);
    assert.deepEqual(allFind(evidenceOf(from + STEP, { round })), ['draw-seed']);
    assert.equal(busy(evidenceOf(from + STEP, { round })), NODES);
    assert.deepEqual(allFind(evidenceOf(DONE + lengths.drawUntil + STEP + 1, { round })), ['void-round']);
  });

  it('R16: a round without a quorum comes to nothing when its time is over', () => {
    const round = roundIn({ kind: 'opened' });
    assert.equal(busy(evidenceOf(DONE + lengths.ready, { round })), 0);
    assert.deepEqual(allFind(evidenceOf(DONE + lengths.ready + STEP + 1, { round })), ['void-round']);
  });

  it('R16: verdicts are decided when all have passed, or the deadline is over', () => {
    const seedMs = DONE + 1000;
    const drawn = (changes: Partial<RoundMemberState>) =>
      roundIn({ kind: 'drawn' }, { seedMs, seed: new Uint8Array(32).fill(1), members: members(changes) });
    const now = seedMs + lengths.answer + 1;
    assert.deepEqual(allFind(evidenceOf(now, { round: drawn({ vouchers: [0, 1] }) })), []);
    assert.deepEqual(allFind(evidenceOf(now, { round: drawn({ vouchers: [0, 1, 2] }) })), ['decide-round']);
    assert.deepEqual(
      allFind(evidenceOf(now, { round: drawn({ vouchers: [0, 1, 2], root: undefined }) })),
      [],
    );
    assert.deepEqual(allFind(evidenceOf(now, { round: drawn({ verdict: 'wrong' }) })), ['decide-round']);
    const late = seedMs + lengths.deadline + STEP + 1;
    assert.deepEqual(allFind(evidenceOf(late, { round: drawn({}) })), ['decide-round']);
  });

  it('R16: who is accused is settled when the accusation is resolved, the others at once', () => {
    const accusation = { round: 4, nodeId: nodeIdOf(1), blobId: 7n, sinceMs: DONE };
    const round = roundIn({ kind: 'closed', isConclusive: true });
    const now = DONE + lengths.acquit;
    const found = (at: number, state: RoundState) =>
      allFind(evidenceOf(at, { round: state }), { accusations: [accusation] });
    assert.deepEqual(found(now, round), ['settle-round']);
    const others = {
      ...round,
      members: members({ isSettled: true }).with(1, memberOf(1, { accusations: 1 })),
    };
    assert.deepEqual(found(now, others), []);
    assert.deepEqual(found(now + 1, others), ['resolve-accusation']);
    const settled = { ...round, members: members({ isSettled: true }) };
    assert.deepEqual(allFind(evidenceOf(DONE + 2 * lengths.slot + STEP, { round: settled })), [
      'attempt-round',
    ]);
  });
});
