import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import type { Timers } from '../base/time.js';
import { compressPublicKey } from '../certificate/index.js';
import type { Committees, StorageCommittee, StorageNode } from './committee.js';
import { ChainStateMissing, NoCommittee } from './errors.js';
import { readNodeInfos, type NodeInfo } from './node-state.js';
import { readStakingState, type StakingState } from './staking-state.js';
import { readSystemState, type SystemState } from './system-state.js';

/** Where the committee is read from, and how its nodes are reached. */
export interface CommitteeSource {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** Base url of a node's HTTP interface, without a trailing slash. */
  readonly nodeUrl: (node: NodeInfo) => string;
  /** Clock by which what was read becomes old. */
  readonly timers: Timers;
}

/** The state of the network and the committee that goes with it. */
export interface NetworkView {
  /** State of the `System` object. */
  readonly state: SystemState;
  /** The committee of the same epoch. */
  readonly committee: StorageCommittee;
}

/** A node may move within an epoch; after so many ms its address is read again. */
const MAX_AGE_MS = 60_000;
/** An epoch change between two reads is met by reading again. */
const ATTEMPTS = 3;

/** Reads committees, and keeps what cannot change within an epoch. */
export class CommitteeReader {
  readonly #source: CommitteeSource;
  #kept: { readonly committee: StorageCommittee; readonly at: number } | undefined;
  /** The last epoch whose hand-over is known to be done. */
  #settledEpoch: number | undefined;

  constructor(source: CommitteeSource) {
    this.#source = source;
  }

  /**
   * The network as it is now. Prices and epoch are read at each call.
   *
   * @throws ChainStateMissing; NoCommittee before the first epoch
   */
  async read(signal?: AbortSignal): Promise<NetworkView> {
    const state = await this.#state(signal);
    const committee = this.#keptFor(state.epoch);
    if (committee) return withJson({ state, committee });
    const { state: latest, current } = await this.#readAll({ state, withPrevious: false }, signal);
    return { state: latest, committee: current };
  }

  /**
   * Where readers find blobs: the current committee and, while it is taking over, the one before. Costs no
   * more than `read` once the hand-over of the epoch is known to be done.
   *
   * @throws as `read`
   */
  async readCommittees(signal?: AbortSignal): Promise<Pick<Committees, 'current' | 'previous'>> {
    const state = await this.#state(signal);
    const kept = this.#settledEpoch === state.epoch ? this.#keptFor(state.epoch) : undefined;
    if (kept) return { current: kept, previous: undefined };
    const { current, previous, phase } = await this.#readAll({ state, withPrevious: true }, signal);
    return { current, previous: phase === 'EpochChangeSync' ? previous : undefined };
  }

  /** Everything about committees as it is now, addresses included. Throws as `read`. */
  async committees(signal?: AbortSignal): Promise<Committees> {
    this.forget();
    const state = await this.#state(signal);
    const { phase, current, previous, next } = await this.#readAll({ state, withPrevious: true }, signal);
    return withJson({ phase, current, previous, next });
  }

  /** Reads addresses again at the next call. */
  forget(): void {
    this.#kept = undefined;
  }

  #keptFor(epoch: number): StorageCommittee | undefined {
    const kept = this.#kept;
    const isFresh = kept?.committee.epoch === epoch && this.#source.timers.now() - kept.at < MAX_AGE_MS;
    return isFresh ? kept.committee : undefined;
  }

  async #state(signal: AbortSignal | undefined): Promise<SystemState> {
    const state = await readSystemState(this.#source.client, this.#source.systemObjectId, signal);
    if (state.members.length > 0) return state;
    throw new NoCommittee(state.epoch);
  }

  /** @param request.state as it was read a moment ago */
  async #readAll(
    { state: first, withPrevious }: { readonly state: SystemState; readonly withPrevious: boolean },
    signal: AbortSignal | undefined,
  ): Promise<Committees & { readonly state: SystemState }> {
    const { client, systemObjectId, stakingObjectId, timers } = this.#source;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const state = attempt === 0 ? first : await this.#state(signal);
      const staking = await readStakingState(client, stakingObjectId, signal);
      const { epoch, phase } = staking;
      if (epoch !== state.epoch) continue;
      let current = this.#keptFor(epoch);
      if (!current) {
        current = withJson({
          epoch,
          nShards: state.nShards,
          nodes: await this.#members(state, staking, signal),
        });
        this.#kept = { committee: current, at: timers.now() };
      }
      if (phase.kind !== 'EpochChangeSync') this.#settledEpoch = epoch;
      const previous = withPrevious ? await this.#previous(staking, current, signal) : undefined;
      return { state, phase: phase.kind, current, previous, next: staking.nextCommittee };
    }
    throw new ChainStateMissing('a committee that System and Staking agree on', {
      systemObjectId,
      stakingObjectId,
    });
  }

  async #members(
    state: SystemState,
    { committee }: StakingState,
    signal: AbortSignal | undefined,
  ): Promise<StorageNode[]> {
    const ids = state.members.map(({ nodeId }) => nodeId);
    const infos = await readNodeInfos(this.#source.client, ids, signal);
    return state.members.map(({ nodeId, publicKey, weight }) => {
      const shards = ascending(committee.get(nodeId));
      if (shards.length !== weight) {
        throw new ChainStateMissing(`the shards of node ${nodeId}`, {
          nodeId,
          weight,
          shards: shards.length,
        });
      }
      const info = infos.get(nodeId);
      if (!info) throw new ChainStateMissing(`the pool of node ${nodeId}`, { nodeId });
      return this.#node(info, publicKey, shards);
    });
  }

  /** Of those that are no longer members, the nodes that still exist. */
  async #previous(
    { epoch, nShards, previousCommittee }: StakingState,
    { nodes }: StorageCommittee,
    signal: AbortSignal | undefined,
  ): Promise<StorageCommittee | undefined> {
    if (previousCommittee.size === 0) return undefined;
    const members = new Map(nodes.map((node) => [node.nodeId, node]));
    const others = [...previousCommittee.keys()].filter((nodeId) => !members.has(nodeId));
    const infos = await readNodeInfos(this.#source.client, others, signal);
    const found = [...previousCommittee].flatMap(([nodeId, held]): StorageNode[] => {
      const shards = ascending(held);
      const member = members.get(nodeId);
      if (member) return [{ ...member, shards }];
      const info = infos.get(nodeId);
      return info ? [this.#node(info, info.publicKey, shards)] : [];
    });
    return { epoch: epoch - 1, nShards, nodes: found };
  }

  #node(info: NodeInfo, publicKey: Uint8Array, shards: readonly number[]): StorageNode {
    return {
      nodeId: info.nodeId,
      name: info.name,
      url: this.#source.nodeUrl(info),
      publicKey: compressPublicKey(publicKey),
      shards,
    };
  }
}

const ascending = (shards: readonly number[] = []) => [...shards].sort((a, b) => a - b);
