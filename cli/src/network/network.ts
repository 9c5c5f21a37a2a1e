import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientWithExtensions } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import type { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { Devnet } from '@haulout/devnet';
import { maxFaulty } from '@haulout/sdk/certificate';
import { execute } from '@haulout/sdk/chain';
import { haulout, type HauloutClient, type HauloutOptions } from '@haulout/sdk/client';
import { storageNode } from '@haulout/sdk/contracts';
import { addRegisterCandidate, addStake, proveOwnership, publicKeyOf } from '@haulout/sdk/operator';
import { createdObject } from '../deploy/created-object.js';
import { defaultParameters, deploy, type DeployCompileEvent } from '../deploy/deploy.js';
import type { Deployment, DeploymentRecord } from '../deploy/deployment.js';
import { fileJournal } from '../deploy/deployment-file.js';
import {
  endVoting,
  finishEpoch,
  leave,
  stakeWith,
  startEpoch,
  unstakeFrom,
  type EpochHandOver,
} from './epochs.js';
import {
  checkSameNetwork,
  NetworkError,
  placesIn,
  readKeptNetwork,
  removeUnfinished,
  writeKeptNetwork,
  type KeptNetwork,
} from './kept-network.js';
import { nodeNetworkKey, nodeSecretKey, seededRandom } from './keys.js';
import { NetworkNode, type NodeIdentity } from './network-node.js';

export interface NetworkOptions {
  /** Storage nodes; default 10. */
  readonly nodes?: number;
  /** Shards; default 100. */
  readonly shards?: number;
  /** All keys, ids and choices follow from it; default 'haulout'. */
  readonly seed?: string;
  /**
   * Keeps the network in this folder: chain, contracts, what nodes store, wallet, addresses. After `stop`, a crash or a kill,
   * the next start goes on from there; options then have to be those it was begun with, or left out. Default: a temporary one.
   */
  readonly folder?: string | undefined;
  /** Also answer clients in other processes and browsers, on this port of the loopback interface; 0: a free one. */
  readonly rpcPort?: number | undefined;
  /** How long an epoch is, in ms; default a day. */
  readonly epochMs?: bigint | undefined;
  /** What time it is when the network has come up, in ms since 1970; default: always the same. */
  readonly timestampMs?: number | undefined;
  /** Also an exchange that gives WAL for SUI, one for one; its id is in `deployment`. */
  readonly exchange?: boolean | undefined;
  /** Nodes recover and remove blobs in the background, with such a pause between rounds, in ms; default: when they are told to. */
  readonly dutyPauseMs?: number | undefined;
  /** Options for `network.client.haulout` beyond where the network is. */
  readonly client?: Partial<HauloutOptions>;
  /** Told of each step when it is done, and of the compiler when it is needed. */
  readonly onStep?: (step: NetworkStep) => void;
}

/** What has just been done to bring the network up. */
export type NetworkStep =
  | DeployCompileEvent
  | { readonly kind: 'devnet'; readonly chain: string }
  | { readonly kind: 'published'; readonly deployment: Deployment }
  | { readonly kind: 'registered'; readonly nodes: number; readonly stakeEach: bigint }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly shards: number };

/** FROST in a WAL. */
const WAL = 1_000_000_000n;
const STAKE_EACH = 1_000n * WAL;
const WALLET_FUNDS = 100_000n * WAL;
const EXCHANGE_FUNDS = 1_000_000n * WAL;
/** Account that published the contracts, and has all WAL that nobody else has been given. */
const PUBLISHER = 'publisher';

/**
 * A whole storage network in this process: an embedded Sui with the contracts published, real storage nodes on
 * loopback ports, a funded wallet and a client; and faults on demand.
 *
 * @example
 * const network = await Network.start({ nodes: 4, shards: 10, seed: 'readme' });
 * const { blobId } = await network.client.haulout.store({ bytes, epochs: 1, deletable: true, signer: network.wallet });
 * await network.nodes[0].crash();
 * const same = await network.client.haulout.read({ blobId });
 * await network.stop();
 */
export class Network {
  readonly devnet: Devnet;
  readonly deployment: DeploymentRecord & Deployment;
  /** `baseUrl` for clients in other processes; undefined unless `rpcPort` was given. */
  readonly rpcUrl: string | undefined;
  /** Has SUI and WAL. */
  readonly wallet: Ed25519Keypair;
  readonly client: ClientWithExtensions<{ haulout: HauloutClient }, SuiGrpcClient>;
  /** Uniform in [0, 1), from the network's seed. */
  readonly random: () => number;
  readonly #nodes: NetworkNode[];
  readonly #origin: Origin;

  private constructor(
    parts: Pick<Network, 'devnet' | 'deployment' | 'rpcUrl' | 'nodes' | 'wallet' | 'client' | 'random'>,
    origin: Origin,
  ) {
    this.devnet = parts.devnet;
    this.deployment = parts.deployment;
    this.rpcUrl = parts.rpcUrl;
    this.#nodes = [...parts.nodes];
    this.wallet = parts.wallet;
    this.client = parts.client;
    this.random = parts.random;
    this.#origin = origin;
  }

  /**
   * Starts a network and brings it into its first epoch with a committee; or starts the one in a folder again.
   * @throws NetworkError; JournalError when the folder is in use or damaged; the system's error when a port cannot be had
   */
  static async start(options: NetworkOptions = {}): Promise<Network> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'haulout-network-')));
    const started: Started = { nodes: [], devnet: undefined };
    try {
      return await Network.#bringUp(options, folder, started);
    } catch (error) {
      // What runs already must not keep the process alive.
      await Promise.all(started.nodes.map((node) => node.stop()));
      started.devnet?.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  static async #bringUp(options: NetworkOptions, folder: string, started: Started): Promise<Network> {
    await mkdir(folder, { recursive: true });
    const kept = await readKeptNetwork(folder);
    if (kept !== undefined) checkSameNetwork(folder, kept, options);
    const { rpcPort, epochMs, onStep } = options;
    const seed = kept?.seed ?? options.seed ?? 'haulout';
    const shards = kept?.shards ?? options.shards ?? 100;
    const count = kept?.nodes.length ?? options.nodes ?? 10;
    const places = placesIn(folder);
    const devnet = await startDevnet(options, kept, seed);
    started.devnet = devnet;
    // First of all, as a port that cannot be had ends everything.
    const rpcUrl = rpcPort === undefined ? undefined : (await devnet.listen({ port: rpcPort })).url;
    onStep?.({ kind: 'devnet', chain: devnet.ledger.chainIdentifier });

    const publisher = devnet.newAccount(PUBLISHER);
    const deployment = await deploy({
      client: devnet.client,
      publisher,
      journal: fileJournal(places.deployment),
      parameters: {
        nShards: shards,
        epochZeroDurationMs: epochMs,
        epochDurationMs: epochMs,
        maxEpochsAhead: 53,
      },
      exchangeFrost: options.exchange ? EXCHANGE_FUNDS : undefined,
      onCompile: onStep,
    });
    onStep?.({ kind: 'published', deployment });

    const { systemObjectId, stakingObjectId } = deployment;
    const random = seededRandom(seed);
    const client = devnet.client.$extend(
      haulout({
        systemObjectId,
        stakingObjectId,
        nodeUrl: ({ networkAddress }) => `http://${networkAddress}`,
        random,
        ...options.client,
      }),
    );

    const { nodes } = started;
    while (nodes.length < count) nodes.push(await NetworkNode.reserve(kept?.nodes[nodes.length]?.port));
    for (const [index, node] of nodes.entries()) {
      const name = `node-${index}`;
      const secretKey = nodeSecretKey(seed, name);
      const known = kept?.nodes[index];
      const identity = known
        ? { ...known, name, operator: devnet.newAccount(name) }
        : await register(devnet, deployment, { name, secretKey, node, seed });
      await node.start(identity, {
        folder: join(places.nodes, name),
        secretKey,
        client: devnet.client,
        packageId: deployment.packageId,
        systemObjectId,
        committees: () => client.haulout.committees(),
        neighbours: { random, settings: options.client?.settings ?? {} },
        dutyPauseMs: options.dutyPauseMs,
      });
    }
    if (kept === undefined) await stakeWithAll(devnet, deployment, nodes, publisher);
    onStep?.({ kind: 'registered', nodes: count, stakeEach: STAKE_EACH });

    const wallet = devnet.newAccount('wallet');
    const network = new Network(
      { devnet, deployment, rpcUrl, nodes, wallet, client, random },
      { folder, isTemporary: options.folder === undefined, seed, shards },
    );
    if (kept === undefined) {
      await giveWal(devnet, deployment, publisher, wallet.toSuiAddress(), WALLET_FUNDS);
      await network.nextEpoch();
      await network.#keep();
    }
    const { epoch } = await client.haulout.stakingState();
    onStep?.({ kind: 'epoch', epoch, shards });
    return network;
  }

  get nodes(): readonly NetworkNode[] {
    return this.#nodes;
  }

  /** f: the most shards that may be in faulty hands. */
  async maxFaultyShards(): Promise<number> {
    return maxFaulty((await this.client.haulout.committee()).nShards);
  }

  /** Shards that a node holds in the current epoch. */
  async shardsOf(node: NetworkNode): Promise<number> {
    const { nodes } = await this.client.haulout.committee();
    return nodes.find(({ nodeId }) => nodeId === node.identity.nodeId)?.shards.length ?? 0;
  }

  /**
   * Lets an epoch pass: voting ends, the next one starts, and the nodes that run take over their shards and report it.
   * Resolves to the new epoch.
   */
  async nextEpoch(): Promise<number> {
    await this.endVoting();
    await this.startEpoch();
    return (await this.finishEpoch()).epoch;
  }

  /** First step of `nextEpoch`: the next committee is settled. */
  endVoting(): Promise<void> {
    return endVoting(this, this.deployment.parameters.epochDurationMs);
  }

  /** Second step: the next epoch begins, and its shards are on the move. Resolves to it. */
  startEpoch(): Promise<number> {
    return startEpoch(this, this.deployment.parameters.epochDurationMs);
  }

  /** Last step: nodes that run take over their shards and report it. Can be done again when some could not. */
  finishEpoch(): Promise<EpochHandOver> {
    return finishEpoch(this);
  }

  /** Stakes with a node, which makes it a candidate for the next epoch whose committee is not settled yet. */
  stake(node: NetworkNode, frost: bigint = STAKE_EACH): Promise<void> {
    return stakeWith(this, node, frost, this.devnet.newAccount(PUBLISHER));
  }

  /** Takes away from a node all the stake that this network has given it: it is in no committee that is settled from then on. */
  unstake(node: NetworkNode): Promise<void> {
    return unstakeFrom(this, node, this.devnet.newAccount(PUBLISHER));
  }

  /** Lets a node leave for good; it serves to the end of the epochs whose committees are settled. */
  leave(node: NetworkNode): Promise<void> {
    return leave(this, node);
  }

  /** Starts one more storage node, registers it and stakes with it. */
  async addNode(frost: bigint = STAKE_EACH): Promise<NetworkNode> {
    const { devnet, deployment, nodes } = this;
    const { seed, folder } = this.#origin;
    const name = `node-${nodes.length}`;
    const secretKey = nodeSecretKey(seed, name);
    const node = await NetworkNode.reserve();
    try {
      const { epoch } = await this.client.haulout.stakingState();
      const identity = await register(devnet, deployment, { name, secretKey, node, seed, epoch });
      const { setting } = nodes[0]!;
      await node.start(identity, { ...setting, secretKey, folder: join(placesIn(folder).nodes, name) });
      await this.stake(node, frost);
    } catch (error) {
      await node.stop();
      throw error;
    }
    this.#nodes.push(node);
    await this.#keep();
    return node;
  }

  /** Writes down what the next start in the folder has to know. */
  #keep(): Promise<void> {
    const { folder, seed, shards } = this.#origin;
    const nodes = this.#nodes.map(({ identity: { nodeId, capId }, front: { port } }) => ({
      nodeId,
      capId,
      port,
    }));
    return writeKeptNetwork(folder, { seed, shards, nodes });
  }

  /** Stops everything, and forgets it unless it has a folder. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    this.devnet.stop();
    const { isTemporary, folder } = this.#origin;
    if (isTemporary) await rm(folder, { recursive: true, force: true });
  }
}

/** Where a network is kept, and what it was begun with. */
interface Origin {
  readonly folder: string;
  /** The folder goes with the network. */
  readonly isTemporary: boolean;
  readonly seed: string;
  readonly shards: number;
}

/** What has been started so far. */
interface Started {
  readonly nodes: NetworkNode[];
  devnet: Devnet | undefined;
}

/** The devnet of a network that is kept in a folder, or of one that is not. */
async function startDevnet(
  { folder, timestampMs, epochMs = defaultParameters.epochDurationMs }: NetworkOptions,
  kept: KeptNetwork | undefined,
  seed: string,
): Promise<Devnet> {
  // Two epochs' time goes by until there is a committee.
  const startTimestampMs = timestampMs === undefined ? undefined : BigInt(timestampMs) - 2n * epochMs;
  if (folder === undefined) return Devnet.start({ seed, startTimestampMs });
  const { chain } = placesIn(folder);
  if (kept === undefined) {
    // A start may have been cut short here. If another is under way, the folder is in use and this throws.
    (await Devnet.start({ folder: chain })).stop();
    await removeUnfinished(folder);
  }
  const begin = kept === undefined ? { startTimestampMs } : {};
  const devnet = await Devnet.start({ seed, folder: chain, ...begin });
  if (kept === undefined || devnet.ledger.latestCheckpoint().sequenceNumber > 0n) return devnet;
  devnet.stop();
  throw new NetworkError({
    code: 'BAD_FILE',
    message: `the network in ${folder} has lost its chain: ${chain} is empty or missing`,
    values: { folder, chain },
    advice: 'Restore the folder from a copy, or start the network in another folder',
  });
}

async function stakeWithAll(
  devnet: Devnet,
  deployment: Deployment,
  nodes: readonly NetworkNode[],
  staker: Signer,
): Promise<void> {
  const { walType } = deployment;
  const stakes = new Transaction();
  for (const { identity } of nodes) {
    const { nodeId } = identity;
    const staked = addStake(stakes, deployment, { nodeId, amount: STAKE_EACH, walType });
    stakes.transferObjects([staked], staker.toSuiAddress());
  }
  await execute({
    client: devnet.client,
    what: 'stake with every node',
    transaction: stakes,
    signer: staker,
  });
}

async function register(
  devnet: Devnet,
  deployment: Deployment,
  {
    name,
    secretKey,
    node,
    seed,
    epoch = 0,
  }: { name: string; secretKey: Uint8Array; node: NetworkNode; seed: string; epoch?: number },
): Promise<NodeIdentity> {
  const operator = devnet.newAccount(name);
  const address = operator.toSuiAddress();
  const transaction = new Transaction();
  const cap = addRegisterCandidate(transaction, deployment, {
    name,
    networkAddress: `127.0.0.1:${node.front.port}`,
    publicKey: publicKeyOf(secretKey),
    proofOfPossession: proveOwnership(secretKey, { epoch, address }).signature,
    networkPublicKey: nodeNetworkKey(seed, name),
    commissionRate: 500,
    storagePrice: 100_000n,
    writePrice: 20_000n,
    nodeCapacity: 1n << 40n,
  });
  transaction.transferObjects([cap], address);
  const result = await execute({
    client: devnet.client,
    what: `register ${name}`,
    transaction,
    signer: operator,
  });
  const capId = createdObject(result.created, 'storage_node::StorageNodeCap');
  const { object } = await devnet.client.core.getObject({ objectId: capId, include: { content: true } });
  return { name, nodeId: storageNode.StorageNodeCap.parse(object.content).node_id, capId, operator };
}

async function giveWal(devnet: Devnet, { walType }: Deployment, from: Signer, to: string, frost: bigint) {
  const transaction = new Transaction();
  transaction.transferObjects([transaction.add(coinWithBalance({ type: walType, balance: frost }))], to);
  await execute({ client: devnet.client, what: 'give WAL to the wallet', transaction, signer: from });
}
