import type { ClientWithCoreApi } from '@mysten/sui/client';
import { staking, stakingInner, stakingPool } from '../contracts/index.js';
import { loadInner, loadObject, parseAs } from './objects.js';

/** Where an epoch stands. Times are ms since 1970. */
export type EpochPhase =
  /** The committee is taking over its shards; nodes with this many shards have said that they are done. */
  | { readonly kind: 'EpochChangeSync'; readonly weight: number }
  /** The committee took over at this time. */
  | { readonly kind: 'EpochChangeDone'; readonly at: bigint }
  /** The next committee was settled at this time. */
  | { readonly kind: 'NextParamsSelected'; readonly at: bigint };

/** The state of the `Staking` object, as far as clients need it. */
export interface StakingState {
  readonly epoch: number;
  readonly nShards: number;
  /** ms. */
  readonly epochDuration: bigint;
  /** ms since 1970. */
  readonly firstEpochStart: bigint;
  readonly phase: EpochPhase;
  /** Shards by node id, in the order of node ids. */
  readonly committee: ReadonlyMap<string, readonly number[]>;
  readonly previousCommittee: ReadonlyMap<string, readonly number[]>;
  /** Known from the end of voting on. */
  readonly nextCommittee: ReadonlyMap<string, readonly number[]> | undefined;
}

/** What a storage node says of itself. */
export interface NodeInfo {
  readonly nodeId: string;
  readonly name: string;
  /** Host and port. */
  readonly networkAddress: string;
  /** BLS public key in G1, 96 bytes uncompressed. */
  readonly publicKey: Uint8Array;
}

/** Objects asked for in one request. */
const BATCH = 50;

/**
 * Reads the state of committees and epochs.
 *
 * @throws ChainStateMissing when the object is not a `Staking` in a known layout
 */
export async function readStakingState(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<StakingState> {
  const { content } = await loadObject(client, 'the Staking object', stakingObjectId, signal);
  const outer = parseAs('the Staking object', () => staking.Staking.parse(content));
  const inner = await loadInner(
    client,
    'the staking state',
    stakingObjectId,
    BigInt(outer.version),
    (bytes) => stakingInner.StakingInnerV1.parse(bytes),
    signal,
  );
  return {
    epoch: inner.epoch,
    nShards: inner.n_shards,
    epochDuration: BigInt(inner.epoch_duration),
    firstEpochStart: BigInt(inner.first_epoch_start),
    phase: phaseOf(inner.epoch_state),
    committee: shardsById(inner.committee),
    previousCommittee: shardsById(inner.previous_committee),
    nextCommittee: inner.next_committee === null ? undefined : shardsById(inner.next_committee),
  };
}

/**
 * Reads what nodes say of themselves, from their staking pools (a node's id is that of its pool). Nodes that do not
 * exist any more are left out.
 *
 * @throws ChainStateMissing for a pool in an unknown layout
 */
export async function readNodeInfos(
  client: ClientWithCoreApi,
  nodeIds: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, NodeInfo>> {
  const infos = new Map<string, NodeInfo>();
  for (let start = 0; start < nodeIds.length; start += BATCH) {
    const objectIds = nodeIds.slice(start, start + BATCH);
    const { objects } = await client.core.getObjects({ objectIds, include: { content: true }, signal });
    objects.forEach((object, index) => {
      const nodeId = objectIds[index]!;
      if (object instanceof Error) return;
      const pool = parseAs(`the pool of node ${nodeId}`, () => stakingPool.StakingPool.parse(object.content));
      const { name, network_address, public_key } = pool.node_info;
      const publicKey = Uint8Array.from(public_key.bytes);
      infos.set(nodeId, { nodeId, name, networkAddress: network_address, publicKey });
    });
  }
  return infos;
}

type Inner = ReturnType<typeof stakingInner.StakingInnerV1.parse>;

function phaseOf(state: Inner['epoch_state']): EpochPhase {
  if (state.EpochChangeSync !== undefined) return { kind: 'EpochChangeSync', weight: state.EpochChangeSync };
  if (state.EpochChangeDone !== undefined)
    return { kind: 'EpochChangeDone', at: BigInt(state.EpochChangeDone) };
  return { kind: 'NextParamsSelected', at: BigInt(state.NextParamsSelected) };
}

function shardsById([{ contents }]: Inner['committee']): Map<string, readonly number[]> {
  return new Map(contents.map(({ key, value }) => [key, value]));
}
