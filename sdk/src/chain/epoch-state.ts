import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as activeSet from '../contracts/generated/walrus_core/active_set.js';
import * as burnRate from '../contracts/generated/walrus_core/burn_rate.js';
import * as extendedField from '../contracts/generated/walrus/extended_field.js';
import * as handOver from '../contracts/generated/walrus_core/hand_over.js';
import * as rewardDistribution from '../contracts/generated/walrus/reward_distribution.js';
import * as staking from '../contracts/generated/walrus/staking.js';
import * as stakingInner from '../contracts/generated/walrus/staking_inner.js';
import { candidatesOf, type Candidates } from './candidates.js';
import { dueTimes } from './epoch-times.js';
import { loadField } from './objects.js';
import { loadStaking, loadTimedStaking, type LoadedStaking, type StakingState } from './staking-state.js';

/**
 * Where the epochs stand, with everything that decides what is due. Times are ms since 1970, on the chain's
 * clock.
 */
export interface EpochState extends StakingState {
  /** The time now. */
  readonly nowMs: bigint;
  /** From when on anyone may end voting; during `EpochChangeDone` only. */
  readonly votingEndsMs: bigint | undefined;
  /**
   * From when on anyone may start the next epoch, once voting has ended; undefined during `EpochChangeSync`.
   */
  readonly nextEpochMs: bigint | undefined;
  /** Who can be in the next committee that is not settled yet. */
  readonly candidates: Candidates;
  /** The hand-over of shards into this epoch; undefined before the first one. */
  readonly handOver: HandOverState | undefined;
}

/** What new owners of shards are owed, and have reported. */
export interface HandOverState {
  /** The epoch that it leads into. */
  readonly epoch: number;
  /** Reports after this are late. */
  readonly deadlineMs: bigint;
  /** Nodes that receive shards. */
  readonly receivers: readonly {
    /** Object id of its staking pool. */
    readonly nodeId: string;
    /** Whether it has said that it holds its shards. */
    readonly reported: boolean;
    /** When it said so, ms since 1970. */
    readonly reportedMs?: bigint | undefined;
    /** All shards that it receives. */
    readonly receives?: readonly number[] | undefined;
    /** It is on record that it let the deadline pass. */
    readonly missed: boolean;
    /** Shards that it is owed and of which it has not said that it had to rebuild them. */
    readonly owed: readonly number[];
  }[];
  /** What is on record against nodes, each once. */
  readonly failures: readonly HandOverFailure[];
}

/** What is on record about what a node has not done in a hand-over. */
export interface HandOverFailure {
  /** Object id of its staking pool. */
  readonly nodeId: string;
  /** Shards that it owned before and, as their new owners say, has not delivered. */
  readonly notDelivered: number;
  /** How many nodes say so. */
  readonly accusers: number;
  /** Shards that the accusers own. */
  readonly accusingWeight: number;
  /** Shards that it receives, if it has missed the deadline and not reported since; else 0. */
  readonly notReceived: number;
  /** Whether enough others had received theirs by the deadline to prove that it could be done. */
  readonly othersInTime: boolean;
}

/**
 * Reads where the epochs stand.
 *
 * The objects are not read at the same time, so they can be from different moments. Whatever is decided from
 * them is decided again on chain.
 *
 * @throws ChainStateMissing; the client's errors
 */
export async function readEpochState(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<EpochState> {
  const { state, inner, nowMs } = await loadTimedStaking(client, stakingObjectId, signal);
  const [candidates, record] = await Promise.all([
    candidatesIn(client, { state, inner }, signal),
    state.epoch === 0 ? undefined : handOverOf(client, { stakingObjectId, state }, signal),
  ]);
  return withJson({ ...state, nowMs, ...dueTimes(state), candidates, handOver: record });
}

/**
 * Reads how many staking pools have yet to be moved to the current epoch: an epoch change of more than 35 to
 * 60 nodes, depending on the number of shards, leaves some behind, and voting can end with 20 of them.
 *
 * @throws ChainStateMissing; the client's errors
 */
export async function readPoolsWaiting(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<number> {
  const { state, inner } = await loadStaking(client, stakingObjectId, signal);
  const due = await loadField(client, {
    what: 'the pools that wait for the epoch',
    parentId: inner.active_set.id,
    name: emptyKey(state, 'staking_inner::RewardDistributionKey', stakingInner.RewardDistributionKey),
    parse: (bytes) => rewardDistribution.RewardDistribution.parse(bytes),
    signal,
  });
  return due.waiting.length;
}

/**
 * Reads what penalties have taken and nobody has burned yet; FROST.
 *
 * @throws ChainStateMissing; the client's errors
 */
export async function readPenaltiesTaken(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<bigint> {
  const { state, inner } = await loadStaking(client, stakingObjectId, signal);
  return loadField(client, {
    what: 'what penalties have taken',
    parentId: inner.active_set.id,
    name: emptyKey(state, 'staking_inner::PenaltiesKey', stakingInner.PenaltiesKey),
    parse: (bytes) => BigInt(bcs.u64().parse(bytes)),
    signal,
  });
}

/** Shares of rewards that are burned, in basis points. */
export interface BurnRates {
  /** Of the current epoch, taken when it ends. */
  readonly current: number;
  /** Of the next one: settled when voting ends, until then as the votes are. */
  readonly next: number;
}

/**
 * Reads which share of rewards is burned.
 *
 * @throws ChainStateMissing, also where the contracts are those of Walrus, which burn a fixed share; the
 *   client's errors
 */
export async function readBurnRates(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<BurnRates> {
  const { state, inner } = await loadStaking(client, stakingObjectId, signal);
  const { current, next } = await loadField(client, {
    what: 'the share of rewards that is burned',
    parentId: inner.active_set.id,
    name: emptyKey(state, 'staking_inner::BurnRateKey', stakingInner.BurnRateKey),
    parse: (bytes) => burnRate.BurnRate.parse(bytes),
    signal,
  });
  return { current, next };
}

function candidatesIn(
  client: ClientWithCoreApi,
  { state, inner }: LoadedStaking,
  signal: AbortSignal | undefined,
): Promise<Candidates> {
  return loadField(client, {
    what: 'the candidates',
    parentId: inner.active_set.id,
    name: emptyKey(state, 'extended_field::Key', extendedField.Key),
    parse: (bytes) => candidatesOf(activeSet.ActiveSet.parse(bytes)),
    signal,
  });
}

async function handOverOf(
  client: ClientWithCoreApi,
  { stakingObjectId, state }: { readonly stakingObjectId: string; readonly state: StakingState },
  signal: AbortSignal | undefined,
): Promise<HandOverState | undefined> {
  const { current } = await loadField(client, {
    what: 'the hand-over',
    parentId: stakingObjectId,
    name: emptyKey(state, 'staking::HandOverKey', staking.HandOverKey),
    parse: (bytes) => handOver.HandOvers.parse(bytes),
    signal,
  });
  if (current === null) return undefined;
  return {
    epoch: current.epoch,
    deadlineMs: BigInt(current.deadline_ms),
    receivers: current.receivers.map(({ node_id, transfers, reported_ms, missed_deadline }) => ({
      nodeId: node_id,
      reported: reported_ms !== null,
      reportedMs: reported_ms === null ? undefined : BigInt(reported_ms),
      receives: transfers.flatMap(({ shards }) => shards),
      missed: missed_deadline,
      owed: transfers.flatMap(({ shards, recovered }) =>
        shards.filter((shard) => !recovered.includes(shard)),
      ),
    })),
    failures: failuresOf(current),
  };
}

/** As `walrus::judge::hand_over_failures` has it, for every node against which something is on record. */
function failuresOf({ receivers, offences }: HandOver): HandOverFailure[] {
  const nodeIds = [...new Set(offences.map(({ node_id }) => node_id))];
  return nodeIds.map((nodeId) => {
    const evidences = offences.filter(({ node_id }) => node_id === nodeId).map(({ evidence }) => evidence);
    const accusations = evidences.find(({ Accusations }) => Accusations !== undefined)?.Accusations;
    const missed = evidences.find(({ MissedDeadline }) => MissedDeadline !== undefined)?.MissedDeadline;
    const undelivered = receivers
      .flatMap(({ transfers }) => transfers)
      .flatMap(({ from, recovered }) => (from === nodeId ? recovered : []));
    const awaited = receivers
      .filter(({ node_id, missed_deadline }) => node_id === nodeId && missed_deadline)
      .flatMap(({ reported_ms, transfers }) => (reported_ms === null ? transfers : []))
      .flatMap(({ shards }) => shards);
    return {
      nodeId,
      notDelivered: undelivered.length,
      accusers: accusations?.accusers.length ?? 0,
      accusingWeight: accusations?.weight ?? 0,
      notReceived: awaited.length,
      othersInTime: missed?.others_in_time ?? false,
    };
  });
}

type HandOver = NonNullable<ReturnType<typeof handOver.HandOvers.parse>['current']>;

/** The name of a dynamic field whose key is a Move struct without fields. */
function emptyKey(
  { originalPackageId }: StakingState,
  struct: string,
  type: { serialize(value: { readonly dummy_field: boolean }): { toBytes(): Uint8Array } },
): { readonly type: string; readonly bcs: Uint8Array } {
  return {
    type: `${originalPackageId}::${struct}`,
    bcs: type.serialize({ dummy_field: false }).toBytes(),
  };
}
