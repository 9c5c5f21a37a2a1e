import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { parseStructTag, SUI_CLOCK_OBJECT_ID } from '@mysten/sui/utils';
import {
  activeSet,
  extendedField,
  handOver,
  payday,
  staking,
  stakingInner,
  stakingPool,
  storageNode,
} from '../contracts/index.js';
import { candidatesOf, stakeToCome, type Candidates, type StakeToCome } from './candidates.js';

/** Where the epochs stand. Times are ms since 1970, on the chain's clock. */
export interface EpochState {
  /** The package that holds the contracts now. */
  readonly packageId: string;
  /** Its first version, which is in the names of types. */
  readonly originalPackageId: string;
  readonly nowMs: bigint;
  readonly epoch: number;
  readonly nShards: number;
  readonly epochDurationMs: bigint;
  /**
   * - `sync`: the committee receives its shards
   * - `done`: a quorum of it is ready; stake and prices can be voted for
   * - `voted`: the next committee is settled
   */
  readonly phase: 'sync' | 'done' | 'voted';
  /** Shards of nodes that are ready; for `sync` only. */
  readonly readyShards: number | undefined;
  /** From when on anyone may end voting; for `done` only. */
  readonly votingEndsMs: bigint | undefined;
  /** From when on anyone may start the next epoch, once voting has ended; undefined during `sync`. */
  readonly nextEpochMs: bigint | undefined;
  /** Shards by node id, in the order of node ids. */
  readonly committee: ReadonlyMap<string, readonly number[]>;
  /** Who can be in the next committee that is not settled yet. */
  readonly candidates: Candidates;
  /** Known once voting has ended. */
  readonly nextCommittee: ReadonlyMap<string, readonly number[]> | undefined;
  /** The hand-over of shards into this epoch; undefined before the first one. */
  readonly handOver: HandOverState | undefined;
}

/** What new owners of shards are owed, and have reported. */
export interface HandOverState {
  readonly epoch: number;
  /** Reports after this are late. */
  readonly deadlineMs: bigint;
  readonly receivers: readonly {
    readonly nodeId: string;
    readonly reported: boolean;
    /** It is on record that it let the deadline pass. */
    readonly missed: boolean;
    /** Shards that it is owed and of which it has not said that it had to rebuild them. */
    readonly owed: readonly number[];
  }[];
}

/** A node as the chain knows it. Amounts are FROST, keys uncompressed points of G1 (96 bytes). */
export interface NodeState extends StakeToCome {
  readonly nodeId: string;
  readonly name: string;
  readonly networkAddress: string;
  readonly state: 'active' | 'withdrawing' | 'withdrawn';
  readonly publicKey: Uint8Array;
  /** The key from the next epoch on, when it changes. */
  readonly nextPublicKey: Uint8Array | undefined;
  /** Its votes. */
  readonly storagePrice: bigint;
  readonly writePrice: bigint;
  readonly nodeCapacity: bigint;
  /** Stake and rewards that count in this epoch. */
  readonly stake: bigint;
  /** Basis points. */
  readonly commissionRate: number;
  /** Commission that can be collected. */
  readonly commission: bigint;
  /** Who may collect it: an address, or whoever holds an object; at first the `StorageNodeCap`. */
  readonly commissionReceiver: { readonly address: string } | { readonly objectId: string };
}

/** A read of the chain failed as what it gave is not what it should be. */
export class ChainStateError extends Error {
  readonly code = 'CHAIN_STATE';
  constructor(what: string, cause?: unknown) {
    super(`the chain has no ${what} in a known layout`, cause === undefined ? undefined : { cause });
    this.name = 'ChainStateError';
  }
}

const POOL_STATES = { Active: 'active', Withdrawing: 'withdrawing', Withdrawn: 'withdrawn' } as const;
const Clock = bcs.struct('Clock', { id: bcs.Address, timestamp_ms: bcs.u64() });

/**
 * Reads where the epochs stand.
 *
 * The objects are not read at the same time, so they can be from different moments: whatever is decided from them is
 * decided again on chain.
 *
 * @throws ChainStateError; the client's errors
 */
export async function readEpochState(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<EpochState> {
  const { objects } = await client.core.getObjects({
    objectIds: [stakingObjectId, SUI_CLOCK_OBJECT_ID],
    include: { content: true },
    signal,
  });
  const [shared, clock] = objects;
  if (shared === undefined || shared instanceof Error) throw new ChainStateError('Staking object', shared);
  if (clock === undefined || clock instanceof Error) throw new ChainStateError('clock', clock);
  const outer = parsed('Staking object', () => staking.Staking.parse(shared.content));
  const inner = await innerOf(client, stakingObjectId, outer.version, signal);
  const { epoch } = inner;
  const nowMs = BigInt(parsed('clock', () => Clock.parse(clock.content)).timestamp_ms);
  const { address } = parsed('Staking object', () => parseStructTag(shared.type));
  const [candidates, record] = await Promise.all([
    candidatesIn(client, inner, address, signal),
    epoch === 0 ? undefined : handOverOf(client, stakingObjectId, address, signal),
  ]);
  const epochDurationMs = BigInt(inner.epoch_duration);
  const { EpochChangeSync, EpochChangeDone, NextParamsSelected } = inner.epoch_state;
  const sinceMs = EpochChangeDone ?? NextParamsSelected;
  const due = (delay: bigint): bigint | undefined =>
    sinceMs === undefined
      ? undefined
      : epoch === 0
        ? BigInt(inner.first_epoch_start)
        : BigInt(sinceMs) + delay;
  return {
    packageId: outer.package_id,
    originalPackageId: address,
    nowMs,
    epoch,
    nShards: inner.n_shards,
    epochDurationMs,
    phase: sinceMs === undefined ? 'sync' : EpochChangeDone !== undefined ? 'done' : 'voted',
    readyShards: EpochChangeSync,
    votingEndsMs: EpochChangeDone === undefined ? undefined : due(epochDurationMs / 2n),
    nextEpochMs: due(epochDurationMs),
    committee: shardsOf(inner.committee),
    candidates,
    nextCommittee: inner.next_committee === null ? undefined : shardsOf(inner.next_committee),
    handOver: record,
  };
}

/**
 * Reads how many staking pools have yet to be moved to the current epoch: an epoch change of more than 160 nodes leaves
 * some behind, and voting can end with at most 100 of them.
 *
 * @throws ChainStateError; the client's errors
 */
export async function readPoolsWaiting(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<number> {
  const { object } = await client.core.getObject({
    objectId: stakingObjectId,
    include: { content: true },
    signal,
  });
  const { version } = parsed('Staking object', () => staking.Staking.parse(object.content));
  const { address } = parsed('Staking object', () => parseStructTag(object.type));
  const { active_set } = await innerOf(client, stakingObjectId, version, signal);
  const key = stakingInner.PaydayKey.serialize({ dummy_field: false }).toBytes();
  const name = { type: `${address}::staking_inner::PaydayKey`, bcs: key };
  const { dynamicField } = await client.core.getDynamicField({ parentId: active_set.id, name, signal });
  return parsed('payday', () => payday.Payday.parse(dynamicField.value.bcs)).waiting.length;
}

/** Reads a node. Throws ChainStateError; the client's errors. */
export async function readNodeState(
  client: ClientWithCoreApi,
  nodeId: string,
  signal?: AbortSignal,
): Promise<NodeState> {
  const what = `node ${nodeId}`;
  const { object } = await client.core.getObject({ objectId: nodeId, include: { content: true }, signal });
  const pool = parsed(what, () => stakingPool.StakingPool.parse(object.content));
  const { name, network_address, public_key, next_epoch_public_key } = pool.node_info;
  const { storage_price, write_price, node_capacity } = pool.voting_params;
  return {
    nodeId,
    name,
    networkAddress: network_address,
    state: POOL_STATES[pool.state.$kind],
    publicKey: Uint8Array.from(public_key.bytes),
    nextPublicKey: next_epoch_public_key === null ? undefined : Uint8Array.from(next_epoch_public_key.bytes),
    storagePrice: BigInt(storage_price),
    writePrice: BigInt(write_price),
    nodeCapacity: BigInt(node_capacity),
    stake: BigInt(pool.wal_balance),
    ...stakeToCome(pool),
    commissionRate: pool.commission_rate,
    commission: BigInt(pool.commission.value),
    commissionReceiver: receiverOf(pool.commission_receiver),
  };
}

/** Reads whose right a `StorageNodeCap` is, and the last epoch whose shards were declared with it. */
export async function readNodeCap(
  client: ClientWithCoreApi,
  capId: string,
  signal?: AbortSignal,
): Promise<{ readonly nodeId: string; readonly lastSyncEpoch: number }> {
  const { object } = await client.core.getObject({ objectId: capId, include: { content: true }, signal });
  const cap = parsed(`StorageNodeCap ${capId}`, () => storageNode.StorageNodeCap.parse(object.content));
  return { nodeId: cap.node_id, lastSyncEpoch: cap.last_epoch_sync_done };
}

type Receiver = ReturnType<typeof stakingPool.StakingPool.parse>['commission_receiver'];

function receiverOf(receiver: Receiver): NodeState['commissionReceiver'] {
  const { Address: address, ObjectID: objectId } = receiver;
  return address !== undefined ? { address } : { objectId: objectId! };
}

type Inner = ReturnType<typeof stakingInner.StakingInnerV1.parse>;

async function innerOf(
  client: ClientWithCoreApi,
  parentId: string,
  version: string,
  signal: AbortSignal | undefined,
): Promise<Inner> {
  const name = { type: 'u64', bcs: bcs.u64().serialize(version).toBytes() };
  const { dynamicField } = await client.core.getDynamicField({ parentId, name, signal });
  return parsed('staking state', () => stakingInner.StakingInnerV1.parse(dynamicField.value.bcs));
}

async function candidatesIn(
  client: ClientWithCoreApi,
  { active_set }: Inner,
  originalPackageId: string,
  signal: AbortSignal | undefined,
): Promise<Candidates> {
  const key = extendedField.Key.serialize({ dummy_field: false }).toBytes();
  const name = { type: `${originalPackageId}::extended_field::Key`, bcs: key };
  const { dynamicField } = await client.core.getDynamicField({ parentId: active_set.id, name, signal });
  return parsed('candidates', () => candidatesOf(activeSet.ActiveSet.parse(dynamicField.value.bcs)));
}

async function handOverOf(
  client: ClientWithCoreApi,
  parentId: string,
  originalPackageId: string,
  signal: AbortSignal | undefined,
): Promise<HandOverState | undefined> {
  const type = `${originalPackageId}::hand_over::HandOverKey`;
  const key = handOver.HandOverKey.serialize({ dummy_field: false }).toBytes();
  const { dynamicField } = await client.core.getDynamicField({ parentId, name: { type, bcs: key }, signal });
  const { current } = parsed('hand-over', () => handOver.HandOvers.parse(dynamicField.value.bcs));
  if (current === null) return undefined;
  return {
    epoch: current.epoch,
    deadlineMs: BigInt(current.deadline_ms),
    receivers: current.receivers.map(({ node_id, transfers, reported_ms, missed_deadline }) => ({
      nodeId: node_id,
      reported: reported_ms !== null,
      missed: missed_deadline,
      owed: transfers.flatMap(({ shards, recovered }) =>
        shards.filter((shard) => !recovered.includes(shard)),
      ),
    })),
  };
}

function shardsOf([{ contents }]: Inner['committee']): Map<string, readonly number[]> {
  return new Map(contents.map(({ key, value }) => [key, value]));
}

function parsed<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new ChainStateError(what, error);
  }
}
