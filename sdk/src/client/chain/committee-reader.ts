import type { ClientWithCoreApi } from '@mysten/sui/client';
import { aggregatePublicKeys } from '../../certificate/index.js';
import type { StorageCommittee, StorageNode } from '../committee.js';
import { ChainStateMissing } from '../errors.js';
import type { Timers } from '../timers.js';
import { readNodeInfos, readStakingState, type NodeInfo } from './staking-state.js';
import { readSystemState, type SystemState } from './system-state.js';

/** Where the committee is read from, and how its nodes are reached. */
export interface CommitteeSource {
  readonly client: ClientWithCoreApi;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
  /** Base url of a node's HTTP interface, without a trailing slash. */
  readonly nodeUrl: (node: NodeInfo) => string;
  readonly timers: Timers;
}

/** The state of the network and the committee that goes with it. */
export interface NetworkView {
  readonly state: SystemState;
  readonly committee: StorageCommittee;
}

/** A node may move within an epoch; after so many ms its address is read again. */
const MAX_AGE_MS = 60_000;
/** An epoch change between two reads is met by reading again. */
const ATTEMPTS = 3;

/** Reads the current committee, and keeps it for as long as it stands. */
export class CommitteeReader {
  readonly #source: CommitteeSource;
  #kept: { readonly committee: StorageCommittee; readonly at: number } | undefined;

  constructor(source: CommitteeSource) {
    this.#source = source;
  }

  /**
   * The network as it is now. Prices and epoch are read at each call.
   *
   * @throws ChainStateMissing also before the first committee
   */
  async read(signal?: AbortSignal): Promise<NetworkView> {
    const { client, systemObjectId, stakingObjectId, timers } = this.#source;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const state = await readSystemState(client, systemObjectId, signal);
      if (state.members.length === 0) {
        throw new ChainStateMissing(`the committee of epoch ${state.epoch}, which has none,`, {
          epoch: state.epoch,
        });
      }
      const kept = this.#kept;
      if (kept?.committee.epoch === state.epoch && timers.now() - kept.at < MAX_AGE_MS) {
        return { state, committee: kept.committee };
      }
      const staking = await readStakingState(client, stakingObjectId, signal);
      if (staking.epoch !== state.epoch) continue;
      const nodes = await this.#nodes(state, staking.committee, signal);
      const committee = { epoch: state.epoch, nShards: state.nShards, nodes };
      this.#kept = { committee, at: timers.now() };
      return { state, committee };
    }
    throw new ChainStateMissing('a committee that System and Staking agree on', {
      systemObjectId,
      stakingObjectId,
    });
  }

  /** Reads addresses again at the next call. */
  forget(): void {
    this.#kept = undefined;
  }

  async #nodes(
    state: SystemState,
    shardsById: ReadonlyMap<string, readonly number[]>,
    signal: AbortSignal | undefined,
  ): Promise<StorageNode[]> {
    const infos = await readNodeInfos(
      this.#source.client,
      state.members.map(({ nodeId }) => nodeId),
      signal,
    );
    return state.members.map(({ nodeId, publicKey, weight }, index) => {
      const shards = [...(shardsById.get(nodeId) ?? [])].sort((a, b) => a - b);
      if (shards.length !== weight) {
        throw new ChainStateMissing(`the shards of node ${nodeId}`, {
          nodeId,
          weight,
          shards: shards.length,
        });
      }
      const info = infos[index]!;
      return {
        nodeId,
        name: info.name,
        url: this.#source.nodeUrl(info),
        // The sum of one key is that key, compressed.
        publicKey: aggregatePublicKeys([publicKey]),
        shards,
      };
    });
  }
}
