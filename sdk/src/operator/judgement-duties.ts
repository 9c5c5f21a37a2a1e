/**
 * What anyone owes the judges about hand-overs and losses at a moment (R17): a pure function of the chain's
 * state, so that whoever crashes anywhere only has to look again.
 *
 * None of it waits for a time that the chain knows, so operators take turns: time is cut into windows, and
 * the chain's clock says whose window it is.
 */
import { isOneHonest } from '../certificate/index.js';
import {
  isBetweenRounds,
  type DeclaredShards,
  type EpochState,
  type EvidenceState,
  type HandOverFailure,
  type NodeConduct,
  type OpenDebt,
} from '../chain/index.js';
import { PPM, type Schedule } from '../evidence/index.js';

/** One thing to do on chain about what nodes have to pay. Anyone may. */
export type JudgementDuty =
  /** Let a node pay for what it has not done in the hand-over of the epoch. */
  | {
      /** What is to be done. */
      readonly kind: 'judge-hand-over';
      /** The epoch. */
      readonly epoch: number;
      /** Object id of the node. */
      readonly nodeId: string;
    }
  /** Let those pay who have signed that a blob cannot be rebuilt; 50 of them at a time. */
  | {
      /** What is to be done. */
      readonly kind: 'charge-loss';
      /** Number of the record of the loss. */
      readonly record: bigint;
    }
  /** Withhold what shards would earn that a node declared lost in the epoch before. */
  | {
      /** What is to be done. */
      readonly kind: 'hold-over';
      /** The epoch. */
      readonly epoch: number;
      /** Object id of the node. */
      readonly nodeId: string;
    }
  /** Burn what penalties have taken. */
  | {
      /** What is to be done. */
      readonly kind: 'burn-penalties';
      /** The epoch. */
      readonly epoch: number;
    };

/** What is known when it is decided whether a hand-over has to be judged. */
export interface JudgementSituation {
  /** What the judges know. */
  readonly evidence: Pick<
    EvidenceState,
    'nowMs' | 'nShards' | 'term' | 'pastEpoch' | 'schedules' | 'round' | 'slots'
  >;
  /** Where the epochs stand. */
  readonly chain: Pick<
    EpochState,
    'epoch' | 'phase' | 'committee' | 'previousCommittee' | 'handOver' | 'epochDurationMs' | 'nextEpochMs'
  >;
  /** What was taken of nodes; need be known of those in `provenFailures` only. */
  readonly conduct: ReadonlyMap<string, NodeConduct>;
  /** The last declarations of lost shards, by the ids of members; need be known if `isBetweenRounds` only. */
  readonly declared: ReadonlyMap<string, DeclaredShards>;
  /** Losses for which somebody has yet to pay. */
  readonly debts: readonly OpenDebt[];
  /** What penalties have taken and nobody has burned, in FROST; need be known while `isTimeToBurn` only. */
  readonly penaltiesTaken: bigint;
  /** The operator's node. */
  readonly nodeId: string;
  /** Others are not waited for, as voting is about to end: judged later, stake that has left pays nothing. */
  readonly isUrgent: boolean;
}

/** A window is no longer; ms. */
const WINDOW_MS = 10_000;
/** All members have their turn within this part of an epoch. */
const TURNS = 16;
/** What penalties have taken is burned in the last of so many parts of an epoch, behind all rounds. */
const BURNING = 16n;
/** One accuser may have a quarrel with the node, however many shards it owns. */
const LEAST_ACCUSERS = 2;
/** Duties at one time. */
const MAX_DUTIES = 16;

/** What there is to do about hand-overs, losses and penalties now, in the order in which to do it. */
export function judgementDutiesOf(situation: JudgementSituation): readonly JudgementDuty[] {
  const { chain, debts, penaltiesTaken } = situation;
  if (!isTurn(situation)) return [];
  const { epoch } = chain;
  const duties: JudgementDuty[] = provenFailures(situation)
    .filter((failure) => isUnpaid(failure, situation))
    .map(({ nodeId }) => ({ kind: 'judge-hand-over', epoch, nodeId }));
  for (const nodeId of heldOver(situation)) duties.push({ kind: 'hold-over', epoch, nodeId });
  for (const debt of debts)
    if (isChargeable(debt, situation)) duties.push({ kind: 'charge-loss', record: debt.record });
  if (penaltiesTaken > 0n && isTimeToBurn(situation)) duties.push({ kind: 'burn-penalties', epoch });
  return duties.slice(0, MAX_DUTIES);
}

/** Nodes that earn nothing for shards that they declared lost in the epoch before, and still do. */
function heldOver(situation: JudgementSituation): readonly string[] {
  const { declared, chain, evidence } = situation;
  const { epoch, committee } = chain;
  if (!isBetweenRounds(evidence, epoch)) return [];
  return [...declared].flatMap(([nodeId, { epoch: since, shards, chargedFor, isRestored }]) => {
    const owned = committee.get(nodeId) ?? [];
    const isDue = !isRestored && since === epoch - 1 && chargedFor < epoch;
    return isDue && owned.some((shard) => shards.includes(shard)) ? [nodeId] : [];
  });
}

/** Failures in the hand-over of the epoch for which the judges take something, paid or not. */
export function provenFailures({
  evidence,
  chain: { handOver, epoch },
}: Pick<JudgementSituation, 'evidence' | 'chain'>): readonly HandOverFailure[] {
  if (handOver?.epoch !== epoch || evidence.term?.epoch !== epoch) return [];
  return handOver.failures.filter((failure) => isAccused(failure, evidence) || isLate(failure, evidence));
}

/** Whether it is time to burn what penalties have taken: about once in an epoch, when its rounds are over. */
export function isTimeToBurn({
  evidence: { nowMs },
  chain: { phase, nextEpochMs, epochDurationMs },
}: Pick<JudgementSituation, 'evidence' | 'chain'>): boolean {
  if (phase.kind !== 'NextParamsSelected' || nextEpochMs === undefined) return false;
  return BigInt(nowMs) >= nextEpochMs - epochDurationMs / BURNING;
}

/** Whether it is for the operator's node to act: the window that the clock is in is its, or it is urgent. */
export function isTurn({
  evidence,
  chain,
  nodeId,
  isUrgent,
}: Pick<JudgementSituation, 'evidence' | 'chain' | 'nodeId' | 'isUrgent'>): boolean {
  if (isUrgent) return true;
  const members = [...chain.committee.keys()];
  const position = members.indexOf(nodeId);
  if (position < 0) return false;
  const length = Number(chain.epochDurationMs) / TURNS / members.length;
  const window = Math.max(1, Math.floor(Math.min(WINDOW_MS, length)));
  return Math.floor(evidence.nowMs / window) % members.length === position;
}

/** Whether enough new owners say that the node has not delivered. */
function isAccused(
  { notDelivered, accusers, accusingWeight }: HandOverFailure,
  { nShards }: JudgementSituation['evidence'],
): boolean {
  return notDelivered > 0 && accusers >= LEAST_ACCUSERS && isOneHonest(accusingWeight, nShards);
}

/** Whether 7/8 of the epoch are over, and the node has not received what others have. */
function isLate(
  { notReceived, othersInTime }: HandOverFailure,
  { term, nowMs }: JudgementSituation['evidence'],
): boolean {
  const untilMs = term!.doneMs + Math.floor(term!.durationMs / 8) * 7;
  return notReceived > 0 && othersInTime && nowMs >= untilMs;
}

/** Whether something is proven for which the node has not paid yet: more shards can be named later. */
function isUnpaid(failure: HandOverFailure, { evidence, chain, conduct }: JudgementSituation): boolean {
  const { epoch, previousCommittee } = chain;
  const known = conduct.get(failure.nodeId);
  const paid = known?.epoch === epoch ? known : undefined;
  const full = scheduleIn(evidence.schedules, epoch)?.stakePpm.notDelivered ?? 0;
  const owned = previousCommittee.get(failure.nodeId)?.length ?? 0;
  const due = owned === 0 ? 0 : Math.min(PPM, Math.ceil((full * failure.notDelivered) / owned));
  if (isAccused(failure, evidence) && due > (paid?.notDeliveredPpm ?? 0)) return true;
  return isLate(failure, evidence) && !(paid?.paidFor.includes('notReceived') ?? false);
}

/** Whether the judges still know who has signed, and the epoch of the deed is not too old to pay for it. */
function isChargeable({ epoch }: OpenDebt, { evidence, chain }: JudgementSituation): boolean {
  const isKnown = epoch === evidence.term?.epoch || epoch === evidence.pastEpoch;
  return isKnown && (epoch === chain.epoch || epoch + 1 === chain.epoch);
}

function scheduleIn(schedules: EvidenceState['schedules'], epoch: number): Schedule | undefined {
  return schedules.findLast(({ fromEpoch }) => fromEpoch <= epoch)?.schedule;
}
