import type { ClientWithCoreApi } from '@mysten/sui/client';
import { CommitteeReader, type NetworkView } from '../chain/committee-reader.js';
import { readStakingState, type NodeInfo, type StakingState } from '../chain/staking-state.js';
import { readSystemState, type SystemState } from '../chain/system-state.js';
import type { Contracts } from './write/transactions.js';
import { processTurns, type Turns } from '../chain/transaction-queue.js';
import { readWalType } from '../chain/wal-type.js';
import type { Committees, StorageCommittee } from '../chain/committee.js';
import { NodesError } from '../base/errors.js';
import type { Fetch } from '../nodes/node-request.js';
import type { Readers } from '../nodes/read-committees.js';
import { defaultSettings, type NetworkSettings, type StorageNetwork } from '../nodes/settings.js';
import { createStorageNodeClient } from '../nodes/storage-node-client.js';
import { systemTimers, type Timers } from '../base/time.js';

/** Which network, and how to talk to it. */
export interface HauloutOptions {
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** The package to call; by default the one that the `System` object names. */
  readonly packageId?: string | undefined;
  /** Type of the WAL coin; by default taken from the signature of `staking::stake_with_pool`. */
  readonly walType?: string | undefined;
  /** Base url of a node; by default `https://` and its network address. */
  readonly nodeUrl?: ((node: NodeInfo) => string) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  readonly settings?: Partial<NetworkSettings> | undefined;
  /** Clock for deadlines and hedging. */
  readonly timers?: Timers | undefined;
  /** Uniform in [0, 1); spreads load over the nodes. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /**
   * Whose turn it is to send a transaction; default: the turns of this process, so that no two transactions of one key spend the same
   * coin. Only what plays several processes in one needs others.
   */
  readonly turns?: Turns | undefined;
}

/** What every call that can be given up takes. */
export interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/** A client's line to one network: its contracts and state on chain, and its storage nodes. */
export class Connection {
  readonly client: ClientWithCoreApi;
  /** How storage nodes are talked to. */
  readonly network: StorageNetwork;
  /** Whose turn it is to send a transaction. */
  readonly turns: Turns;
  readonly #options: HauloutOptions;
  readonly #committees: CommitteeReader;
  #walType: Promise<string> | undefined;

  constructor(client: ClientWithCoreApi, options: HauloutOptions) {
    const timers = options.timers ?? systemTimers;
    const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.client = client;
    this.#options = options;
    this.turns = options.turns ?? processTurns;
    this.network = {
      nodes: createStorageNodeClient({ fetch, timers }),
      timers,
      settings: { ...defaultSettings, ...options.settings },
      random: options.random ?? Math.random,
    };
    this.#committees = new CommitteeReader({
      client,
      systemObjectId: options.systemObjectId,
      stakingObjectId: options.stakingObjectId,
      nodeUrl: options.nodeUrl ?? (({ networkAddress }) => `https://${networkAddress}`),
      timers,
    });
  }

  /** The state of the network and its committee. Throws ChainStateMissing; the signal's reason. */
  view({ signal }: Cancellable = {}): Promise<NetworkView> {
    return this.#committees.read(signal);
  }

  /** The committee of the current epoch. Throws ChainStateMissing; the signal's reason. */
  async committee(options: Cancellable = {}): Promise<StorageCommittee> {
    return (await this.view(options)).committee;
  }

  /** Prices, capacity, epoch and signing keys. Throws ChainStateMissing; the signal's reason. */
  systemState({ signal }: Cancellable = {}): Promise<SystemState> {
    return readSystemState(this.client, this.#options.systemObjectId, signal);
  }

  /** Committees and where the epoch stands. Throws ChainStateMissing; the signal's reason. */
  stakingState({ signal }: Cancellable = {}): Promise<StakingState> {
    return readStakingState(this.client, this.#options.stakingObjectId, signal);
  }

  /** Where the contracts are; read from the chain unless the options say it. Throws ChainStateMissing. */
  async contracts({ signal }: Cancellable = {}): Promise<Contracts> {
    const { systemObjectId } = this.#options;
    const packageId = this.#options.packageId ?? (await this.systemState({ signal })).packageId;
    this.#walType ??= this.#options.walType
      ? Promise.resolve(this.#options.walType)
      : readWalType(this.client, packageId);
    this.#walType.catch(() => (this.#walType = undefined));
    return { systemObjectId, packageId, walType: await this.#walType };
  }

  /** Who holds the shards, held them before, and will hold them. Throws ChainStateMissing; the signal's reason. */
  committees({ signal }: Cancellable = {}): Promise<Committees> {
    return this.#committees.committees(signal);
  }

  /**
   * Works with the current committee. When that fails and another epoch has begun in the meantime, it is done again with
   * the committee of then, a few times (R5). Nodes that do not answer may have moved: their addresses are read again.
   *
   * @param use is told whether it is done again
   */
  withCommittee<T>(
    signal: AbortSignal | undefined,
    use: (committee: StorageCommittee, again: boolean) => Promise<T>,
  ): Promise<T> {
    return this.#throughTurns(
      () => this.committee({ signal }),
      (before, after) => before.epoch === after.epoch,
      use,
      signal,
    );
  }

  /** Reads from whichever nodes hold blobs now, and again when it fails and the committees have changed, as `withCommittee`. */
  withReaders<T>(signal: AbortSignal | undefined, use: (readers: Readers) => Promise<T>): Promise<T> {
    return this.#throughTurns(
      () => this.#committees.readers(signal),
      (before, after) => before.current.epoch === after.current.epoch && !before.previous === !after.previous,
      use,
      signal,
    );
  }

  async #throughTurns<V, T>(
    look: () => Promise<V>,
    isSame: (before: V, after: V) => boolean,
    use: (seen: V, again: boolean) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    let seen = await look();
    for (let turns = 0; ; turns++) {
      try {
        return await use(seen, turns > 0);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof NodesError)) throw error;
        this.#committees.forget();
        const now = await look();
        if (isSame(seen, now) || turns === MAX_EPOCH_TURNS) throw error;
        seen = now;
      }
    }
  }
}

/** Changes of the committees that one operation may live through. */
const MAX_EPOCH_TURNS = 3;
