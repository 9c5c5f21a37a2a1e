import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { fromHex } from '@mysten/sui/utils';
import { positionsIn } from '../base/bit-set.js';
import { withJson } from '../base/json.js';
import * as evidence from '../contracts/generated/evidence/evidence.js';
import * as roundState from '../contracts/generated/evidence/round_state.js';
import { CAUSES, type Schedule } from '../evidence/index.js';
import { loadObject, parseAs } from './objects.js';
import { loadVersionedAndTime } from './versioned.js';

/** A set of blobs that members of a committee have signed. */
export interface SignedSet {
  /** Blobs in it. */
  readonly count: bigint;
  /** Sum of their encoded sizes. */
  readonly bytes: bigint;
  /** Root of the set, 32 bytes. */
  readonly root: Uint8Array;
  /** Committee positions of the members that have signed this set before any other, ascending. */
  readonly signers: readonly number[];
  /** Shards that they hold. */
  readonly weight: number;
}

/** Where a round stands. Times are ms since 1970, on the chain's clock. */
export type RoundPhase =
  /** Members say which set they have. */
  | {
      /** Where it stands. */
      readonly kind: 'opened';
    }
  /** A quorum has the same set: the seed can be drawn. */
  | {
      /** Where it stands. */
      readonly kind: 'ready';
      /** The set. */
      readonly set: SignedSet;
      /** Since when. */
      readonly sinceMs: number;
    }
  /** The seed is drawn: nodes answer, and then check each other. */
  | {
      /** Where it stands. */
      readonly kind: 'drawn';
    }
  /** All have their verdict. */
  | {
      /** Where it stands. */
      readonly kind: 'closed';
      /** Whether enough have passed for the misses of the others to count. */
      readonly isConclusive: boolean;
    }
  /** No quorum was ready, or nobody drew, in time. */
  | {
      /** Where it stands. */
      readonly kind: 'void';
    }
  /** A quorum has nothing that could be asked for: the round is over. */
  | {
      /** Where it stands. */
      readonly kind: 'empty';
    };

/** What a round has shown of a member. */
export type RoundVerdict =
  | 'none'
  | 'passed'
  | 'late'
  | 'missed'
  | 'wrong'
  | 'exempt'
  | 'void'
  | 'kept-from-ready';

/** What the chain knows of one member in a round. */
export interface RoundMemberState {
  /** Object id of the node. */
  readonly nodeId: string;
  /** Its shards, ascending. */
  readonly shards: readonly number[];
  /** It has declared all its shards lost: nobody asks it. */
  readonly isExempt: boolean;
  /** Root of its answers, 32 bytes; undefined when it has posted none. */
  readonly root: Uint8Array | undefined;
  /** Committee positions of those who vouch for its answers, ascending. */
  readonly vouchers: readonly number[];
  /** Accusations that wait to be resolved. */
  readonly accusations: number;
  /** `none` while it is not decided. */
  readonly verdict: RoundVerdict;
  /** Whether rewards and penalties have followed from the verdict. */
  readonly isSettled: boolean;
}

/** The last round of the epoch that was taken in last. */
export interface RoundState {
  /** Number of the round. */
  readonly number: number;
  /** Its epoch. */
  readonly epoch: number;
  /** Where it stands. */
  readonly phase: RoundPhase;
  /** When it opened, ms since 1970. */
  readonly openedMs: number;
  /** The sets that members have signed. */
  readonly sets: readonly SignedSet[];
  /** Committee positions of members that have signed two sets. */
  readonly contradicted: readonly number[];
  /** What decides the samples, 32 bytes; undefined before it is drawn. */
  readonly seed: Uint8Array | undefined;
  /** When it was drawn, ms since 1970. */
  readonly seedMs: number | undefined;
  /** In the order of signer bitmaps. */
  readonly members: readonly RoundMemberState[];
}

/** Whether a round has ended, well or not: nobody can answer in it any more. */
export function isRoundOver({ phase }: Pick<RoundState, 'phase'>): boolean {
  return phase.kind === 'closed' || phase.kind === 'void' || phase.kind === 'empty';
}

/**
 * Whether the judges hear in an epoch what is said of lost shards: they have taken it in, all verdicts of its
 * last round are settled, and nobody is about to open another.
 */
export function isBetweenRounds(
  { term, round, slots }: Pick<EvidenceState, 'term' | 'round' | 'slots'>,
  epoch: number,
): boolean {
  const isSettled = round?.members.every((member) => member.isSettled) ?? true;
  return term?.epoch === epoch && slots.pending === undefined && isSettled;
}

/** The committee of the epoch that the judges have taken in last. */
export interface EvidenceTerm {
  /** The epoch. */
  readonly epoch: number;
  /** When the change to it was done, ms since 1970. */
  readonly doneMs: number;
  /** Length of an epoch, ms. */
  readonly durationMs: number;
  /** In the order of signer bitmaps. */
  readonly members: readonly {
    /** Object id of the node. */
    readonly nodeId: string;
    /** Its shards, ascending. */
    readonly shards: readonly number[];
    /** It has declared all its shards lost. */
    readonly isExempt: boolean;
  }[];
}

/** The state of the `Evidence` object: what the judges of the network know. */
export interface EvidenceState {
  /** First version of the package: in the names of its types and events. */
  readonly originalPackageId: string;
  /** The version of the package that is to be called now. */
  readonly packageId: string;
  /** Version of the state. */
  readonly version: bigint;
  /** The time now on the chain's clock, ms since 1970. */
  readonly nowMs: number;
  /** Samples that a round asks of each node. */
  readonly samples: number;
  /** No time of a round is shorter; ms. */
  readonly stepMs: number;
  /** Shards of the network. */
  readonly nShards: number;
  /** Undefined before the first epoch was taken in. */
  readonly term: EvidenceTerm | undefined;
  /** The attempts of the epoch to open a round. */
  readonly slots: {
    /** The first slot that has had no attempt. */
    readonly next: number;
    /** What the last attempt has drawn, while nothing has been made of it. */
    readonly pending: number | undefined;
    /** Whether the epoch has had a round. */
    readonly hadRound: boolean;
  };
  /** The last round of the epoch; undefined before the first one. */
  readonly round: RoundState | undefined;
  /** Rounds so far: the number of the last one. */
  readonly rounds: number;
  /** Object id of the table of accusations that wait. */
  readonly accusationsId: string;
  /** The epoch that was taken in before that of `term`; undefined before there were two. */
  readonly pastEpoch: number | undefined;
  /** What causes cost, from which epoch on; ascending. */
  readonly schedules: readonly {
    /** The first epoch in which it counts. */
    readonly fromEpoch: number;
    /** What counts until the next one begins. */
    readonly schedule: Schedule;
  }[];
  /** Object id of the table of what nodes have done. */
  readonly conductId: string;
  /** Object id of the table of shards that nodes have declared lost. */
  readonly declarationsId: string;
  /** Who has yet to pay for losses. */
  readonly debts: {
    /** Object id of the table. */
    readonly tableId: string;
    /** Losses in it. */
    readonly count: number;
  };
}

/** An accusation that waits to be resolved. */
export interface WaitingAccusation {
  /** Number of the round. */
  readonly round: number;
  /** Object id of the accused node. */
  readonly nodeId: string;
  /** The blob about which it has answered, as a u256. */
  readonly blobId: bigint;
  /** When it was made, ms since 1970. */
  readonly sinceMs: number;
}

type Inner = ReturnType<typeof evidence.EvidenceInnerV1.parse>;
type Round = ReturnType<typeof roundState.RoundState.parse>;

const WHAT = 'the Evidence object';
/** Accusations that are read at one time. */
const MAX_ACCUSATIONS = 50;
const ZERO = /^0x0+$/;

/**
 * Reads what the judges of the network know, and the time.
 *
 * @throws ChainStateMissing when the object is not an `Evidence` in a known layout; the signal's reason
 */
export async function readEvidenceState(
  client: ClientWithCoreApi,
  evidenceObjectId: string,
  signal?: AbortSignal,
): Promise<EvidenceState> {
  const { outer, inner, version, originalPackageId, nowMs } = await loadVersionedAndTime(client, {
    what: WHAT,
    state: 'the state of evidence',
    objectId: evidenceObjectId,
    parse: (content) => evidence.Evidence.parse(content),
    parseState: (bytes) => evidence.EvidenceInnerV1.parse(bytes),
    signal,
  });
  return withJson({
    originalPackageId,
    packageId: outer.package_id,
    version,
    nowMs: Number(nowMs),
    ...stateOf(inner),
  });
}

/**
 * The version of the `evidence` package that is to be called now.
 *
 * @throws ChainStateMissing when the object is not an `Evidence`; the client's errors; the signal's reason
 */
export async function readEvidencePackage(
  client: ClientWithCoreApi,
  evidenceObjectId: string,
  signal?: AbortSignal,
): Promise<string> {
  const object = await loadObject(client, { what: WHAT, objectId: evidenceObjectId, signal });
  return parseAs(WHAT, () => evidence.Evidence.parse(object.content)).package_id;
}

/**
 * Reads the accusations that wait to be resolved, at most 50.
 *
 * @throws ChainStateMissing; the client's errors; the signal's reason
 */
export async function readAccusations(
  client: ClientWithCoreApi,
  { accusationsId }: Pick<EvidenceState, 'accusationsId'>,
  signal?: AbortSignal,
): Promise<readonly WaitingAccusation[]> {
  const { dynamicFields } = await client.core.listDynamicFields({
    parentId: accusationsId,
    limit: MAX_ACCUSATIONS,
    signal,
  });
  const accusations: WaitingAccusation[] = [];
  for (const { name } of dynamicFields) {
    const { dynamicField } = await client.core.getDynamicField({ parentId: accusationsId, name, signal });
    const key = parseAs('an accusation', () => evidence.Accusation.parse(name.bcs));
    const sinceMs = Number(parseAs('an accusation', () => bcs.u64().parse(dynamicField.value.bcs)));
    accusations.push({ round: key.round, nodeId: key.node_id, blobId: BigInt(key.blob_id), sinceMs });
  }
  return withJson(accusations);
}

function stateOf(inner: Inner): Omit<EvidenceState, 'originalPackageId' | 'packageId' | 'version' | 'nowMs'> {
  const { samples, step_ms, n_shards, slots, round, n_rounds, accusations, past, debts } = inner;
  const term = inner.term === null ? undefined : termOf(inner.term);
  return {
    samples,
    stepMs: Number(step_ms),
    nShards: n_shards,
    term,
    slots: { next: Number(slots.next), pending: slots.drawn ?? undefined, hadRound: slots.had_round },
    round: round === null || term === undefined ? undefined : roundOf(round, term),
    rounds: n_rounds,
    accusationsId: accusations.id,
    pastEpoch: past?.epoch,
    schedules: inner.schedules.entries.map(({ from_epoch, schedule }) => ({
      fromEpoch: from_epoch,
      schedule: scheduleOf(schedule),
    })),
    conductId: inner.node_records.id,
    declarationsId: inner.declarations.id,
    debts: { tableId: debts.id, count: Number(debts.size) },
  };
}

function scheduleOf({
  stake_ppm,
  rebuild_cost,
}: Inner['schedules']['entries'][number]['schedule']): Schedule {
  const stakePpm = Object.fromEntries(CAUSES.map((cause, index) => [cause, stake_ppm[index] ?? 0]));
  return { stakePpm: stakePpm as Schedule['stakePpm'], rebuildCost: BigInt(rebuild_cost) };
}

function termOf({
  epoch,
  node_ids,
  owners,
  done_ms,
  duration_ms,
  exempt,
}: NonNullable<Inner['term']>): EvidenceTerm {
  const shards = node_ids.map((): number[] => []);
  owners.forEach((member, shard) => shards[member]?.push(shard));
  const exempted = new Set(positionsIn(exempt));
  return {
    epoch,
    doneMs: Number(done_ms),
    durationMs: Number(duration_ms),
    members: node_ids.map((nodeId, position) => ({
      nodeId,
      shards: shards[position]!,
      isExempt: exempted.has(position),
    })),
  };
}

function roundOf(round: Round, term: EvidenceTerm): RoundState {
  const sets = round.sets.map(({ count, bytes, root, signers, weight }): SignedSet => ({
    count: BigInt(count),
    bytes: BigInt(bytes),
    root: fromHex(root),
    signers: positionsIn(signers),
    weight,
  }));
  const isDrawn = !ZERO.test(round.seed);
  const settled = new Set(positionsIn(round.settled));
  return {
    number: round.number,
    epoch: round.epoch,
    phase: phaseOf(round.phase, sets),
    openedMs: Number(round.opened_ms),
    sets,
    contradicted: positionsIn(round.contradicted),
    seed: isDrawn ? fromHex(round.seed) : undefined,
    seedMs: isDrawn ? Number(round.seed_ms) : undefined,
    members: term.members.map((member, position) => ({
      ...member,
      root: ZERO.test(round.roots[position]!) ? undefined : fromHex(round.roots[position]!),
      vouchers: positionsIn(round.vouchers[position]!),
      accusations: round.accusations[position]!,
      verdict: VERDICTS[round.verdicts[position]!.$kind],
      isSettled: settled.has(position),
    })),
  };
}

function phaseOf(phase: Round['phase'], sets: readonly SignedSet[]): RoundPhase {
  switch (phase.$kind) {
    case 'Opened':
      return { kind: 'opened' };
    case 'Ready':
      return { kind: 'ready', set: sets[Number(phase.Ready.set)]!, sinceMs: Number(phase.Ready.since_ms) };
    case 'Drawn':
      return { kind: 'drawn' };
    case 'Closed':
      return { kind: 'closed', isConclusive: phase.Closed.is_conclusive };
    case 'Void':
      return { kind: 'void' };
    case 'Empty':
      return { kind: 'empty' };
  }
}

const VERDICTS = {
  None: 'none',
  Passed: 'passed',
  Late: 'late',
  Missed: 'missed',
  Wrong: 'wrong',
  Exempt: 'exempt',
  Void: 'void',
  KeptFromReady: 'kept-from-ready',
} as const satisfies Record<Round['verdicts'][number]['$kind'], RoundVerdict>;
