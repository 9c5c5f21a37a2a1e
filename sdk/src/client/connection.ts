import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import type { Transaction } from '@mysten/sui/transactions';
import { InvalidArgument } from '../base/errors.js';
import { systemTimers, type Timers } from '../base/time.js';
import { chainClient } from '../chain/chain-client.js';
import { CommitteeReader, type NetworkView } from '../chain/committee-reader.js';
import type { Committees, StorageCommittee } from '../chain/committee.js';
import type { Contracts } from '../chain/contracts.js';
import { execute, type Executed, type ExecuteOptions } from '../chain/execute.js';
import { checkFunds } from '../chain/funds.js';
import type { NodeInfo } from '../chain/node-state.js';
import { retryAfterUpgrade } from '../chain/retry-after-upgrade.js';
import { readStakingState, type StakingState } from '../chain/staking-state.js';
import { readSystemState, type SystemState } from '../chain/system-state.js';
import { processQueue, type TransactionQueue } from '../chain/transaction-queue.js';
import { readWalType } from '../chain/wal-type.js';
import { NodesError } from '../nodes/errors.js';
import type { Fetch } from '../nodes/node-request.js';
import { defaultNodeUrl } from '../nodes/node-url.js';
import { readFrom, type BlobReading } from '../nodes/read-committees.js';
import { defaultSettings, type NetworkSettings, type StorageNetwork } from '../nodes/settings.js';
import { createStorageNodeClient } from '../nodes/storage-node-client.js';
import { readUnlessRecorded } from './read/recorded.js';
import { Verdicts, type EvidenceOptions } from './verdicts.js';

/** Which network, and how to talk to it. */
export interface HauloutOptions {
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /**
   * Where the network keeps its records of blobs that are invalid or lost. With it, reads and renewals of
   * such a blob end at once with the record; without it only what nodes say counts.
   */
  readonly evidence?: EvidenceOptions | undefined;
  /** The package to call; by default the one that the `System` object names. */
  readonly packageId?: string | undefined;
  /** Type of the WAL coin; by default taken from the signature of `staking::stake_with_pool`. */
  readonly walType?: string | undefined;
  /**
   * Base url of a node, without a trailing slash; by default its network address in HTTPS, but in HTTP where
   * that is of this machine.
   */
  readonly nodeUrl?: ((node: NodeInfo) => string) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Deadlines, attempts and concurrency; what is missing has a default. */
  readonly settings?: Partial<NetworkSettings> | undefined;
  /** Clock for deadlines and hedging. */
  readonly timers?: Timers | undefined;
  /** Uniform in [0, 1); spreads load over the nodes. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /**
   * Which transaction of an address goes next. Default: the queue of this process, so that no two
   * transactions of one key spend the same coin. Only a test that plays several processes needs another one.
   */
  readonly queue?: TransactionQueue | undefined;
}

/** What every call that can be given up takes. */
export interface Cancellable {
  /** Gives the call up: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A transaction to execute. */
export interface ExecuteRequest extends Cancellable {
  /** What it does, for the error's line: "register blob ...". */
  readonly what: string;
  /**
   * A function is called when it is the transaction's turn, and again when the contracts were upgraded after
   * it had made it. It must not execute another one itself.
   */
  readonly transaction: Transaction | (() => Promise<Transaction>);
  /** Pays the gas and signs. */
  readonly signer: Signer;
}

/** An account, and what it must be able to pay. */
export interface Payment extends Cancellable {
  /** Address. */
  readonly owner: string;
  /** FROST. */
  readonly amount: bigint;
}

/** How a transaction is executed. */
export type Execute = (options: ExecuteOptions) => Promise<Executed>;

/**
 * A client's line to one network: its contracts and state on chain, and its storage nodes. What stores, reads
 * and manages blobs takes this, and not the facade.
 */
export class Connection {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** How storage nodes are talked to. */
  readonly network: StorageNetwork;
  /** What is on record about blobs. */
  readonly verdicts: Verdicts;
  readonly #options: HauloutOptions;
  readonly #queue: TransactionQueue;
  #committees: CommitteeReader;
  #execute: Execute = execute;
  #walType: Promise<string> | undefined;

  constructor(client: ClientWithCoreApi, options: HauloutOptions) {
    const timers = options.timers ?? systemTimers;
    const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.client = chainClient(client);
    this.verdicts = new Verdicts(this.client, options.evidence);
    this.#options = options;
    this.#queue = options.queue ?? processQueue;
    this.network = {
      nodes: createStorageNodeClient({ fetch, timers }),
      timers,
      settings: { ...defaultSettings, ...options.settings },
      random: options.random ?? Math.random,
    };
    this.#committees = new CommitteeReader({
      client: this.client,
      systemObjectId: options.systemObjectId,
      stakingObjectId: options.stakingObjectId,
      nodeUrl: options.nodeUrl ?? defaultNodeUrl,
      timers,
    });
  }

  /**
   * The state of the network and its committee. Throws ChainStateMissing, NoCommittee; the signal's reason.
   */
  view({ signal }: Cancellable = {}): Promise<NetworkView> {
    return this.#committees.read(signal);
  }

  /** The committee of the current epoch. Throws as `view`. */
  async committee(options: Cancellable = {}): Promise<StorageCommittee> {
    return (await this.view(options)).committee;
  }

  /** Who holds the shards, held them before, and will hold them. Throws as `view`. */
  committees({ signal }: Cancellable = {}): Promise<Committees> {
    return this.#committees.committees(signal);
  }

  /** Prices, capacity, epoch and signing keys. Throws ChainStateMissing; the signal's reason. */
  systemState({ signal }: Cancellable = {}): Promise<SystemState> {
    return readSystemState(this.client, this.#options.systemObjectId, signal);
  }

  /** Committees and where the epoch stands. Throws ChainStateMissing; the signal's reason. */
  stakingState({ signal }: Cancellable = {}): Promise<StakingState> {
    return readStakingState(this.client, this.#options.stakingObjectId, signal);
  }

  /** The shared `Staking` object. */
  get stakingObjectId(): string {
    return this.#options.stakingObjectId;
  }

  /** Where the contracts are; read from the chain unless the options say it. Throws ChainStateMissing. */
  async contracts({ signal }: Cancellable = {}): Promise<Contracts> {
    const packageId = this.#options.packageId ?? (await this.systemState({ signal })).packageId;
    return this.contractsOf({ packageId });
  }

  /** The same for a state that was read a moment ago. */
  async contractsOf(state: Pick<SystemState, 'packageId'>): Promise<Contracts> {
    const { systemObjectId } = this.#options;
    const packageId = this.#options.packageId ?? state.packageId;
    this.#walType ??= this.#options.walType
      ? Promise.resolve(this.#options.walType)
      : readWalType(this.client, packageId);
    this.#walType.catch(() => (this.#walType = undefined));
    return { systemObjectId, packageId, walType: await this.#walType };
  }

  /**
   * Fails unless an account has so many FROST. Throws InsufficientFunds, ChainStateMissing; the signal's
   * reason.
   */
  async checkFunds(payment: Payment): Promise<void> {
    // It never changes.
    const coinType = await (this.#walType ?? this.contracts(payment).then(({ walType }) => walType));
    return checkFunds(this.client, { ...payment, coinType });
  }

  /** The same line, of which somebody else executes the transactions. */
  withExecute(execution: Execute): Connection {
    const other = new Connection(this.client, this.#options);
    other.#committees = this.#committees;
    other.#execute = execution;
    return other;
  }

  /** Signs and executes a transaction; see `HauloutClient.execute`. */
  execute({ transaction, ...request }: ExecuteRequest): Promise<Executed> {
    const { client, network } = this;
    const run = () =>
      this.#execute({ ...request, client, transaction, timers: network.timers, queue: this.#queue });
    return typeof transaction === 'function' ? retryAfterUpgrade(run) : run();
  }

  /**
   * Works with the current committee. When that fails and another epoch has begun in the meantime, it is done
   * again with the committee of then, a few times (R5). Nodes that do not answer may have moved: their
   * addresses are read again.
   *
   * @param use is told whether it is done again
   */
  withCommittee<T>(
    signal: AbortSignal | undefined,
    use: (committee: StorageCommittee, again: boolean) => Promise<T>,
  ): Promise<T> {
    return this.#throughEpochs({
      look: () => this.committee({ signal }),
      isSame: (before, after) => before.epoch === after.epoch,
      use,
      signal,
    });
  }

  /**
   * Reads something of a blob from whichever nodes hold it now, and again as `withCommittee` does; nothing of
   * one that is on record as invalid or lost.
   */
  readonly readFrom: BlobReading = (target, read) => {
    if (!this.verdicts.areKnown) return this.#readFromNodes(target, read);
    return readUnlessRecorded(this, target, (signal) => this.#readFromNodes({ ...target, signal }, read));
  };

  readonly #readFromNodes: BlobReading = (target, read) =>
    this.#throughEpochs({
      look: () => this.#committees.readCommittees(target.signal),
      isSame: (before, after) =>
        before.current.epoch === after.current.epoch && !before.previous === !after.previous,
      use: (committees) => readFrom(this.network, committees, { target, read }),
      signal: target.signal,
    });

  async #throughEpochs<V, T>({
    look,
    isSame,
    use,
    signal,
  }: {
    readonly look: () => Promise<V>;
    readonly isSame: (before: V, after: V) => boolean;
    readonly use: (seen: V, again: boolean) => Promise<T>;
    readonly signal: AbortSignal | undefined;
  }): Promise<T> {
    let seen = await look();
    for (let changes = 0; ; changes++) {
      try {
        return await use(seen, changes > 0);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof NodesError)) throw error;
        this.#committees.forget();
        const now = await look();
        if (isSame(seen, now) || changes === MAX_EPOCH_CHANGES) throw error;
        seen = now;
      }
    }
  }
}

/** Changes of the committee that one operation lives through; a further one fails it. */
export const MAX_EPOCH_CHANGES = 3;

/** The lines of the clients that apps have. */
const connections = new WeakMap<object, Connection>();

/** Notes the line of a client, for what is no method of it. */
export function noteConnection(client: object, connection: Connection): void {
  connections.set(client, connection);
}

/** The line of a client. Throws InvalidArgument for what is no `HauloutClient` of this copy of the SDK. */
export function connectionOf(client: object): Connection {
  const connection = connections.get(client);
  if (connection !== undefined) return connection;
  throw new InvalidArgument('the client has to be client.haulout, of this copy of the SDK');
}
