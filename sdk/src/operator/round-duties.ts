/**
 * What anyone owes the rounds of challenges at a moment (R16): a pure function of the chain's state, so that
 * whoever crashes anywhere only has to look again.
 */
import type { EvidenceState, RoundState, WaitingAccusation } from '../chain/evidence-state.js';
import type { EpochState } from '../chain/epoch-state.js';
import { isQuorum } from '../certificate/index.js';
import {
  latestOpen,
  roundLengths,
  roundTimes,
  slotAt,
  slotStart,
  type RoundTimes,
} from '../evidence/index.js';

/** One thing to do on chain about rounds. Anyone may. */
export type RoundDuty =
  /** Tell the judges of an epoch whose change is done. */
  | {
      /** What is to be done. */
      readonly kind: 'begin-evidence-epoch';
      /** The epoch. */
      readonly epoch: number;
    }
  /** Draw whether a slot opens a round. */
  | {
      /** What is to be done. */
      readonly kind: 'attempt-round';
      /** The epoch. */
      readonly epoch: number;
      /** The slot, 0 to 63. */
      readonly slot: number;
    }
  /** Open the round that the last attempt has drawn, or pass its slot. */
  | {
      /** What is to be done. */
      readonly kind: 'open-round';
      /** The epoch. */
      readonly epoch: number;
      /** The slot. */
      readonly slot: number;
    }
  /** Draw the seed; end a round that came to nothing; decide verdicts; let rewards follow. */
  | {
      /** What is to be done. */
      readonly kind: 'draw-seed' | 'void-round' | 'decide-round' | 'settle-round';
      /** Number of the round. */
      readonly round: number;
    }
  /** Convict or acquit an accused node. */
  | {
      /** What is to be done. */
      readonly kind: 'resolve-accusation';
      /** What it is accused of. */
      readonly accusation: WaitingAccusation;
    };

/** What is known when duties are decided. */
export interface RoundSituation {
  /** What the judges know. */
  readonly evidence: EvidenceState;
  /** Where the epochs stand. */
  readonly chain: Pick<EpochState, 'epoch' | 'phase' | 'committee'>;
  /** Accusations that wait; need be known only while members of the round are accused. */
  readonly accusations: readonly WaitingAccusation[];
  /** The operator's node. */
  readonly nodeId: string;
}

/** Operators step in one after the other, with so much time between them at most; ms. */
const STAGGER_MS = 2_000;

/** What there is to do about rounds now, in the order in which to do it. */
export function roundDutiesOf(situation: RoundSituation): readonly RoundDuty[] {
  const { evidence, chain } = situation;
  const { term } = evidence;
  if (chain.epoch === 0 || chain.phase.kind === 'EpochChangeSync') return [];
  if (term?.epoch !== chain.epoch) {
    const wait = patienceMs(situation, chain.epoch);
    const doneMs = chain.phase.kind === 'EpochChangeDone' ? Number(chain.phase.atMs) : 0;
    return evidence.nowMs >= doneMs + wait ? [{ kind: 'begin-evidence-epoch', epoch: chain.epoch }] : [];
  }
  const duties = roundUnderWay(situation);
  return duties.length > 0 ? duties : slotDuties(situation);
}

/**
 * How long a member lets others go first with something of a round: another order each time, the same for all
 * of them, and the last one waits no longer than a step.
 *
 * @param turn changes the order
 */
export function roundPatience(
  { stepMs }: Pick<EvidenceState, 'stepMs'>,
  { position, members, turn }: { readonly position: number; readonly members: number; readonly turn: number },
): number {
  const rank = position < 0 ? members : (position + turn) % members;
  return Math.floor(rank * Math.min(STAGGER_MS, stepMs / Math.max(members, 1)));
}

/** The times of a round, in ms since 1970. */
export function timesOfRound(evidence: EvidenceState, round: RoundState): RoundTimes {
  const { term, stepMs } = evidence;
  const { doneMs, durationMs } = term!;
  const quorumMs = round.phase.kind === 'ready' ? round.phase.sinceMs : undefined;
  return roundTimes(
    { doneMs, durationMs, stepMs },
    { openMs: round.openedMs, quorumMs, seedMs: round.seedMs },
  );
}

/** What the last round of the epoch still needs. */
function roundUnderWay(situation: RoundSituation): readonly RoundDuty[] {
  const { evidence, accusations } = situation;
  const { round, nowMs } = evidence;
  if (round === undefined) return [];
  const { number, phase } = round;
  const times = timesOfRound(evidence, round);
  const wait = patienceMs(situation, number);
  const after = (ms: number | undefined): boolean => ms !== undefined && nowMs > ms + wait;
  const from = (ms: number | undefined): boolean => ms !== undefined && nowMs >= ms + wait;
  switch (phase.kind) {
    case 'opened':
      return after(times.readyUntilMs) ? [{ kind: 'void-round', round: number }] : [];
    case 'ready':
      if (after(times.drawUntilMs)) return [{ kind: 'void-round', round: number }];
      return from(times.drawFromMs) && nowMs <= times.drawUntilMs
        ? [{ kind: 'draw-seed', round: number }]
        : [];
    case 'drawn':
      return canDecide(evidence, round) || after(times.deadlineMs)
        ? [{ kind: 'decide-round', round: number }]
        : [];
    case 'closed':
    case 'void': {
      const duties = accusations
        .filter((accusation) => canResolve(evidence, round, accusation))
        .map((accusation): RoundDuty => ({ kind: 'resolve-accusation', accusation }));
      const canSettle = round.members.some((member) => !member.isSettled && member.accusations === 0);
      return canSettle ? [...duties, { kind: 'settle-round', round: number }] : duties;
    }
    case 'empty':
      return [];
  }
}

/** Whether all verdicts can be decided before the deadline: everybody has passed, is exempt or convicted. */
function canDecide({ nShards, term }: EvidenceState, { members }: RoundState): boolean {
  const weights = term!.members.map(({ shards }) => shards.length);
  const weightOf = (positions: readonly number[]): number =>
    positions.reduce((sum, position) => sum + (weights[position] ?? 0), 0);
  return members.every(
    ({ root, isExempt, verdict, vouchers }) =>
      isExempt || verdict === 'wrong' || (root !== undefined && isQuorum(weightOf(vouchers), nShards)),
  );
}

/** An accusation of an earlier round comes to nothing; one of this round convicts when its time is over. */
function canResolve(evidence: EvidenceState, round: RoundState, accusation: WaitingAccusation): boolean {
  if (accusation.round !== round.number) return true;
  const { durationMs } = evidence.term!;
  const { acquit } = roundLengths({ durationMs, stepMs: evidence.stepMs });
  return evidence.nowMs > accusation.sinceMs + acquit;
}

/** Attempts to open a round, when none is under way. */
function slotDuties(situation: RoundSituation): readonly RoundDuty[] {
  const { evidence } = situation;
  const { term, stepMs, nowMs, slots, round } = evidence;
  const { epoch, doneMs, durationMs } = term!;
  const times = { doneMs, durationMs, stepMs };
  if (slots.pending !== undefined) return [{ kind: 'open-round', epoch, slot: slots.next - 1 }];
  if (round !== undefined && !isOver(evidence, round)) return [];
  const slot = slotAt(times, nowMs);
  if (slot < slots.next || nowMs > latestOpen(times)) return [];
  // Slots are shorter than a step in short epochs.
  const most = roundLengths(times).slot / 2;
  const wait = Math.min(patienceMs(situation, slot), most);
  return nowMs >= slotStart(times, slot) + wait ? [{ kind: 'attempt-round', epoch, slot }] : [];
}

/** Whether a round is over in every respect, so that the next one can open. */
function isOver(evidence: EvidenceState, round: RoundState): boolean {
  if (round.phase.kind === 'empty') return true;
  if (!round.members.every(({ isSettled }) => isSettled)) return false;
  const { deadlineMs } = timesOfRound(evidence, round);
  return deadlineMs === undefined || evidence.nowMs > deadlineMs;
}

function patienceMs({ evidence, chain, nodeId }: RoundSituation, turn: number): number {
  const members = [...chain.committee.keys()];
  return roundPatience(evidence, { position: members.indexOf(nodeId), members: members.length, turn });
}
