/**
 * Everything that a simulation runs: a chain, storage nodes with their operators, and clients, on one clock
 * and one network.
 */
import { SuiGrpcClient } from '@mysten/sui/grpc';
import type { Signer } from '@mysten/sui/cryptography';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { Devnet } from '@haulout/devnet';
import { createTransport } from '@haulout/devnet/rpc';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import { createSuiChainView, openStorageNode } from '@haulout/node';
import { createTransactionQueue, execute, type TransactionQueue } from '@haulout/sdk/chain';
import { haulout, type HauloutClient } from '@haulout/sdk/client';
import { storageNode } from '@haulout/sdk/contracts';
import { encodeBlob, setDefaultWorkers } from '@haulout/sdk/encoding';
import type { Fetch } from '@haulout/sdk/nodes';
import {
  addRegisterCandidate,
  addRequestWithdrawal,
  addStake,
  addWithdrawStake,
  proveOwnership,
  publicKeyOf,
} from '@haulout/sdk/operator';
import { deploy, type Deployment, type DeploymentRecord } from 'haulout';
import { createdObject } from '../../cli/src/deploy/created-object.js';
import { nodeNetworkKey, nodeSecretKey, seededRandom } from '../../cli/src/network/keys.js';
import { isFree } from './free-stake.js';
import { NodeKeys } from './node-keys.js';
import { responseOf, SimNode } from './sim-node.js';
import { Truth } from './truth.js';
import { VirtualClock } from './virtual-clock.js';
import { chainOver, VirtualNetwork, type Weather } from './virtual-network.js';

export const WAL = 1_000_000_000n;
/** Length of an epoch, in ms of virtual time. */
export const EPOCH_MS = 600_000;

export interface WorldOptions {
  readonly seed: string;
  readonly shards: number;
  /** WAL staked with each of the first nodes. */
  readonly stakes: readonly number[];
  readonly weather: Weather;
  /** Whether there is a pool of subsidies. */
  readonly hasSubsidies?: boolean;
}

/** Somebody with a key and a line to the network. */
export interface Party {
  readonly name: string;
  readonly signer: Signer;
  readonly client: SuiGrpcClient;
  readonly haulout: HauloutClient;
  /** Its transactions, one after the other. */
  readonly queue: TransactionQueue;
}

/** A storage node and who runs it. */
export interface Member extends Party, Registration {
  readonly node: SimNode;
  readonly keys: NodeKeys;
}

/** A node as it is on chain. */
interface Registration {
  readonly nodeId: string;
  readonly capId: string;
  /** The publisher's stake with it. */
  readonly stakeId: string;
}

type Deployed = Deployment & DeploymentRecord;

/**
 * Chains with the contracts on them and nothing else, by the number of shards and by whether there is a pool
 * of subsidies: each simulation starts from one.
 */
const chains = new Map<string, Promise<{ devnet: Devnet; deployment: Deployed; snapshot: LedgerSnapshot }>>();

/** The last chain with nodes registered, which scenarios that differ in their steps alone have in common. */
let peopled:
  | {
      readonly key: string;
      readonly snapshot: LedgerSnapshot;
      readonly registrations: readonly Registration[];
    }
  | undefined;

async function freshChain({ shards, hasSubsidies }: Pick<WorldOptions, 'shards' | 'hasSubsidies'>) {
  const key = `${shards} ${hasSubsidies === true}`;
  let chain = chains.get(key);
  if (!chain) {
    chain = (async () => {
      // Whatever is compiled at its first use is compiled now, as that takes real time.
      await encodeBlob(new Uint8Array(1), { nShards: shards });
      const devnet = await Devnet.start({ seed: 'simulation' });
      const deployment = await deploy({
        client: devnet.client,
        publisher: devnet.newAccount('publisher'),
        parameters: {
          nShards: shards,
          epochZeroDurationMs: 0n,
          epochDurationMs: BigInt(EPOCH_MS),
          maxEpochsAhead: 53,
        },
        extras: hasSubsidies ? ['walrus_subsidies'] : [],
      });
      return { devnet, deployment, snapshot: devnet.snapshot() };
    })();
    chains.set(key, chain);
  }
  const { devnet, deployment, snapshot } = await chain;
  devnet.restore(snapshot);
  return { devnet, deployment, deployed: snapshot.checkpoint };
}

export class World {
  readonly clock = new VirtualClock();
  readonly network: VirtualNetwork;
  readonly devnet: Devnet;
  readonly deployment: Deployed;
  readonly truth: Truth;
  readonly members: Member[] = [];
  /** Lines `[time] who: what`. */
  readonly trace: string[] = [];
  readonly #queue = createTransactionQueue();
  readonly #seed: string;
  readonly #publisher: Signer;
  readonly #shards: number;
  /** Chain time at the clock's zero. */
  #start: bigint;
  /** The last checkpoint before anything happened. */
  #deployed = 0n;

  private constructor(options: WorldOptions, devnet: Devnet, deployment: Deployed) {
    this.#seed = options.seed;
    this.#shards = options.shards;
    this.network = new VirtualNetwork(this.clock, this.random('network'), options.weather);
    this.devnet = devnet;
    this.deployment = deployment;
    this.truth = new Truth(devnet, deployment, options.shards);
    this.#publisher = devnet.newAccount('publisher');
    this.#start = devnet.ledger.clockMs();
  }

  /** A world in epoch 0, with nodes registered and staked with; its clock stands at 0. */
  static async create(options: WorldOptions): Promise<World> {
    // Threads of the machine know no virtual time.
    setDefaultWorkers(0);
    const { devnet, deployment, deployed } = await freshChain(options);
    const { seed, shards, stakes, hasSubsidies } = options;
    const key = JSON.stringify([seed, shards, stakes, hasSubsidies]);
    const world = new World(options, devnet, deployment);
    if (peopled?.key !== key) {
      const registrations: Registration[] = [];
      for (const [index, stake] of options.stakes.entries())
        registrations.push(await world.#register(`node-${index}`, stake));
      peopled = { key, snapshot: devnet.snapshot(), registrations };
    } else {
      devnet.restore(peopled.snapshot);
      world.truth.replay(deployed + 1n);
    }
    world.#deployed = deployed;
    world.#start = devnet.ledger.clockMs();
    for (const registration of peopled.registrations) await world.#employ(registration);
    return world;
  }

  /** Shards of the network. */
  get shards(): number {
    return this.#shards;
  }

  /** Uniform numbers in [0, 1) for one purpose. */
  random(purpose: string): () => number {
    return seededRandom(`${this.#seed}/${purpose}`);
  }

  log(who: string, what: string): void {
    this.trace.push(`[${(this.clock.now() / 1000).toFixed(3).padStart(9)} s] ${who}: ${what}`);
  }

  /** Where the contracts are now. Types keep the package of the deployment. */
  get contracts(): Deployment {
    return { ...this.deployment, packageId: this.truth.home.packageId };
  }

  /** Whoever deployed the contracts. */
  get publisher(): Signer {
    return this.#publisher;
  }

  /** A party with a funded account. */
  async addParty(name: string, wal: bigint): Promise<Party> {
    const signer = this.#account(name);
    if (wal > 0n) await this.#give(signer.toSuiAddress(), wal);
    return this.#party(name, signer);
  }

  /** A new storage node, registered, with stake of the publisher, and running. */
  async addMember(stake: number): Promise<Member> {
    return this.#employ(await this.#register(`node-${this.members.length}`, stake));
  }

  /** Takes back the stake with which a node was registered: it loses its shards with the next committee. */
  async dismiss({ stakeId }: Member): Promise<void> {
    const asking = new Transaction();
    addRequestWithdrawal(asking, this.contracts, stakeId);
    const asked = this.execute('take stake back', asking);
    await asked.catch(async (error: unknown) => {
      if (!isFree(error)) throw error;
      const leaving = new Transaction();
      const coin = addWithdrawStake(leaving, this.contracts, stakeId);
      leaving.transferObjects([coin], this.#publisher.toSuiAddress());
      await this.execute('take stake back at once', leaving);
    });
  }

  /** What a node does on chain to become a candidate. */
  async #register(name: string, stake: number): Promise<Registration> {
    const { contracts, devnet } = this;
    const signer = this.#account(name);
    const address = signer.toSuiAddress();
    const secretKey = nodeSecretKey(this.#seed, name);
    const registering = new Transaction();
    const { signature } = proveOwnership(secretKey, { epoch: this.truth.epoch, address });
    const cap = addRegisterCandidate(registering, contracts, {
      name,
      networkAddress: `${name}.test:80`,
      publicKey: publicKeyOf(secretKey),
      proofOfPossession: signature,
      networkPublicKey: nodeNetworkKey(this.#seed, name),
      commissionRate: 500,
      storagePrice: 100_000n,
      writePrice: 20_000n,
      nodeCapacity: 1n << 40n,
    });
    registering.transferObjects([cap], address);
    const { created } = await this.execute(`register ${name}`, registering, signer);
    const capId = createdObject(created, 'storage_node::StorageNodeCap');
    const { object } = await devnet.client.core.getObject({ objectId: capId, include: { content: true } });
    const nodeId = storageNode.StorageNodeCap.parse(object.content).node_id;
    return { nodeId, capId, stakeId: await this.#stake(nodeId, BigInt(stake) * WAL) };
  }

  /** Runs the next node. */
  async #employ(registration: Registration): Promise<Member> {
    const name = `node-${this.members.length}`;
    const { deployment, clock } = this;
    const party = this.#party(name, this.#account(name));
    const keys = new NodeKeys(this.#seed, name);
    const node = new SimNode(
      name,
      (disk) =>
        openStorageNode({
          folder: disk,
          secretKey: keys.current,
          operator: {
            client: party.client,
            signer: party.signer,
            systemObjectId: deployment.systemObjectId,
            queue: party.queue,
          },
          stopGraceMs: 0,
          dutyPauseMs: 30_000,
          neighbours: { fetch: this.#fetchOf(name), timers: clock, random: this.random(`duties of ${name}`) },
          chain: (store) =>
            createSuiChainView({
              client: party.client,
              packageId: deployment.packageId,
              nodeId: registration.nodeId,
              committees: () => party.haulout.committees(),
              store,
            }),
        }),
      (ms) => clock.sleep(ms),
    );
    const member: Member = { ...party, ...registration, node, keys };
    this.members.push(member);
    await node.start();
    return member;
  }

  /** Signs and executes beside the network, as the publisher unless somebody else is given. */
  execute(what: string, transaction: Transaction, signer: Signer = this.#publisher) {
    this.turnChainClock();
    return execute({
      client: this.devnet.client,
      what,
      transaction,
      signer,
      timers: this.clock,
      queue: this.#queue,
    });
  }

  /** Makes the chain's clock show the time. */
  turnChainClock(): void {
    const { ledger } = this.devnet;
    const behind = this.#start + BigInt(Math.floor(this.clock.now())) - ledger.clockMs();
    if (behind > 0n) ledger.advanceClock(behind);
  }

  /** Ms of the chain's clock, as the clock's ms. */
  fromChainTime(ms: bigint): number {
    return Number(ms - this.#start);
  }

  /**
   * What somebody finds wrong who follows the same chain, until another world is made, and misses the first
   * event of a name.
   */
  deafTo(name: string): readonly string[] {
    const truth = new Truth(this.devnet, this.deployment, this.#shards);
    truth.stop();
    let missed = false;
    try {
      truth.replay(this.#deployed + 1n, (heard) => {
        if (missed || heard !== name) return true;
        missed = true;
        return false;
      });
    } catch (error) {
      // What refers to something that it never heard of.
      return [...truth.violations, String(error)];
    }
    return truth.violations;
  }

  async stop(): Promise<void> {
    setDefaultWorkers(undefined);
    this.truth.stop();
    for (const { node } of this.members) await node.crash();
  }

  #party(name: string, signer: Signer): Party {
    const server = chainOver(this.network, name, this.devnet.rpc, () => this.turnChainClock());
    const client = new SuiGrpcClient({ network: 'devnet', transport: createTransport(server) });
    const { systemObjectId, stakingObjectId, walType } = this.deployment;
    const queue = createTransactionQueue(); // a process of its own
    const extended = client.$extend(
      haulout({
        systemObjectId,
        stakingObjectId,
        walType,
        nodeUrl: ({ networkAddress }) => `http://${networkAddress}`,
        fetch: this.#fetchOf(name),
        timers: this.clock,
        random: this.random(`choices of ${name}`),
        queue,
      }),
    );
    return { name, signer, client, haulout: extended.haulout, queue };
  }

  #fetchOf(from: string): Fetch {
    return async (url, { method = 'GET', headers, body, signal }) => {
      const { hostname, pathname, search } = new URL(url);
      const node = this.members.find(({ name }) => `${name}.test` === hostname)?.node;
      if (!node) throw new TypeError(`${hostname} has no address`);
      const request = {
        method,
        path: pathname + search,
        headers: { ...(headers as Record<string, string> | undefined) },
        body: body as Uint8Array | undefined,
      };
      const handle = () => node.answer(request, signal ?? undefined);
      return responseOf(await this.network.exchange(from, node.name, handle, signal ?? undefined));
    };
  }

  async #give(to: string, frost: bigint): Promise<void> {
    const giving = new Transaction();
    const { walType } = this.deployment;
    giving.transferObjects([giving.add(coinWithBalance({ type: walType, balance: frost }))], to);
    await this.execute('give WAL', giving);
  }

  async #stake(nodeId: string, amount: bigint): Promise<string> {
    const transaction = new Transaction();
    const { walType } = this.deployment;
    const staked = addStake(transaction, this.contracts, { nodeId, amount, walType });
    transaction.transferObjects([staked], this.#publisher.toSuiAddress());
    const { created } = await this.execute('stake', transaction);
    return createdObject(created, 'staked_wal::StakedWal');
  }

  #account(name: string): Signer {
    return this.devnet.newAccount(`${name} of ${this.#seed}`);
  }
}
