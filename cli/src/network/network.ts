import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientWithExtensions } from '@mysten/sui/client';
import type { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import type { Devnet } from '@haulout/devnet';
import { maxFaulty } from '@haulout/sdk/certificate';
import { haulout, type HauloutClient } from '@haulout/sdk/client';
import { temporaryFolder } from '@haulout/sdk/files';
import { deploy } from '../deploy/deploy.js';
import { fileJournal } from '../deploy/deployment-file.js';
import type { Deployment, DeploymentRecord } from '../deploy/deployment.js';
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
  placesIn,
  prepareFolder,
  readKeptNetwork,
  writeKeptNetwork,
} from './kept-network.js';
import { nodeSecretKey, seededRandom } from './keys.js';
import { NetworkNode } from './network-node.js';
import { checkNetworkSize, type NetworkOptions } from './options.js';
import { giveWal, register, stakeWithAll } from './registration.js';
import { RoundSteps } from './rounds.js';
import { startDevnet } from './start-devnet.js';
import { startNodes } from './start-nodes.js';

/** FROST in a WAL. */
const WAL = 1_000_000_000n;
const STAKE_EACH = 1_000n * WAL;
const WALLET_FUNDS = 100_000n * WAL;
const EXCHANGE_FUNDS = 1_000_000n * WAL;
/** Small networks have few blobs. */
const CHALLENGE_SAMPLES = 32;
/** Account that published the contracts, and has all WAL that nobody else has been given. */
const PUBLISHER = 'publisher';

/**
 * A whole storage network in this process: an embedded Sui with the contracts published, real storage nodes
 * on loopback ports, a funded wallet and a client; and faults on demand.
 *
 * @example
 * const network = await Network.start({ nodes: 4, shards: 10, seed: 'readme' });
 * const { client, wallet: signer } = network;
 * const { blobId } = await client.haulout.store({ bytes, epochs: 1, deletable: true, signer });
 * await network.nodes[0].crash();
 * const same = await client.haulout.read({ blobId });
 * await network.stop();
 */
export class Network {
  /** The chain. */
  readonly devnet: Devnet;
  /** The ids of the contracts, and what the network was born with. */
  readonly deployment: DeploymentRecord & Deployment;
  /** `baseUrl` for clients in other processes; undefined unless `rpcPort` was given. */
  readonly rpcUrl: string | undefined;
  /** Has SUI and WAL. */
  readonly wallet: Ed25519Keypair;
  /** A client of the chain with `haulout`, the client of this network. */
  readonly client: ClientWithExtensions<
    {
      /** Stores and reads blobs of this network. */
      haulout: HauloutClient;
    },
    SuiGrpcClient
  >;
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
   * Starts a network and brings it into its first epoch with a committee; or starts the one in a folder
   * again.
   *
   * @throws NetworkError; JournalError when the folder is in use or damaged; the system's error when a port
   *   is taken
   */
  static async start(options: NetworkOptions = {}): Promise<Network> {
    const folder = options.folder ?? (await mkdtemp(join(temporaryFolder(), 'haulout-network-')));
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
    await prepareFolder(folder);
    const kept = await readKeptNetwork(folder);
    if (kept !== undefined) checkSameNetwork(folder, kept, options);
    const { rpcPort, epochMs, onStep } = options;
    const seed = kept?.seed ?? options.seed ?? 'haulout';
    const shards = kept?.shards ?? options.shards ?? 100;
    const count = kept?.nodes.length ?? options.nodes ?? 10;
    checkNetworkSize({ nodes: count, shards });
    const places = placesIn(folder);
    const devnet = await startDevnet({ ...options, seed }, kept);
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
        challengeSamples: kept === undefined ? (options.challengeSamples ?? CHALLENGE_SAMPLES) : undefined,
        challengeStepMs: epochMs === undefined ? undefined : challengeStepMs(epochMs),
      },
      exchangeFrost: options.exchange ? EXCHANGE_FUNDS : undefined,
      extras: options.extras,
      onCompile: onStep,
    });
    onStep?.({ kind: 'published', deployment });

    const { systemObjectId, stakingObjectId } = deployment;
    const { evidencePackageId, evidenceObjectId, recordsObjectId } = deployment;
    const random = seededRandom(seed);
    const client = devnet.client.$extend(
      haulout({
        systemObjectId,
        stakingObjectId,
        evidence: { recordsObjectId, evidenceObjectId },
        random,
        ...options.client,
      }),
    );

    const { nodes } = started;
    while (nodes.length < count) nodes.push(await NetworkNode.reserve(kept?.nodes[nodes.length]?.port));
    await startNodes(nodes, {
      ...{ seed, kept, devnet, deployment },
      folder: places.nodes,
      setting: {
        client: devnet.client,
        packageId: deployment.packageId,
        systemObjectId,
        stakingObjectId,
        evidence: { evidencePackageId, evidenceObjectId, recordsObjectId },
        committees: () => client.haulout.committees(),
        neighbours: { random, settings: options.client?.settings ?? {} },
        dutyPauseMs: options.dutyPauseMs,
      },
    });
    if (kept === undefined)
      await stakeWithAll({ devnet, deployment }, { nodes, amount: STAKE_EACH, staker: publisher });
    onStep?.({ kind: 'registered', nodes: count, stakeEach: STAKE_EACH });

    const wallet = devnet.newAccount('wallet');
    const network = new Network(
      { devnet, deployment, rpcUrl, nodes, wallet, client, random },
      { folder, isTemporary: options.folder === undefined, seed, shards },
    );
    if (kept === undefined) {
      const to = wallet.toSuiAddress();
      await giveWal({ devnet, deployment }, { from: publisher, to, frost: WALLET_FUNDS });
      await network.nextEpoch();
      await network.#keep();
    }
    const { epoch } = await client.haulout.stakingState();
    onStep?.({ kind: 'epoch', epoch, shards });
    return network;
  }

  /** All nodes, in the order in which they were added; also those that have left. */
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
   * Lets an epoch pass: voting ends, the next one starts, and the nodes that run take over their shards and
   * report it. Resolves to the new epoch.
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

  /**
   * Last step: nodes that run take over their shards and report it. Can be done again when some could not.
   */
  finishEpoch(): Promise<EpochHandOver> {
    return finishEpoch(this);
  }

  /** Rounds of storage challenges, step by step, by moving the chain's clock. */
  get rounds(): RoundSteps {
    return new RoundSteps(this);
  }

  /** Stakes with a node, which makes it a candidate for the next epoch whose committee is not settled yet. */
  stake(node: NetworkNode, frost: bigint = STAKE_EACH): Promise<void> {
    return stakeWith(this, { node, amount: frost, staker: this.devnet.newAccount(PUBLISHER) });
  }

  /**
   * Takes all the stake back that this network has given a node: it is in no committee settled from then on.
   */
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
      const identity = await register({ devnet, deployment }, { name, secretKey, node, seed, epoch });
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

/** A round of challenges takes 13 steps at least: a third of an epoch at most. */
function challengeStepMs(epochMs: bigint): bigint {
  const step = epochMs / 40n;
  return step > 10_000n ? 10_000n : step < 1n ? 1n : step;
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
