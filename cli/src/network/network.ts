import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientWithExtensions } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import type { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { Devnet } from '@haulout/devnet';
import { maxFaulty } from '@haulout/sdk/certificate';
import { execute, haulout, type HauloutClient, type HauloutOptions } from '@haulout/sdk/client';
import { storageNode } from '@haulout/sdk/contracts';
import {
  addEpochSyncDone,
  addInitiateEpochChange,
  addRegisterCandidate,
  addStake,
  addVotingEnd,
  proveOwnership,
  publicKeyOf,
} from '@haulout/sdk/operator';
import { createdObject } from '../deploy/created-object.js';
import { deploy } from '../deploy/deploy.js';
import type { Deployment, DeploymentRecord } from '../deploy/deployment.js';
import { nodeNetworkKey, nodeSecretKey, seededRandom } from './keys.js';
import { NetworkNode, type NodeIdentity } from './network-node.js';

export interface NetworkOptions {
  /** Storage nodes; default 10. */
  readonly nodes?: number;
  /** Shards; default 100. */
  readonly shards?: number;
  /** All keys, ids and choices follow from it; default 'haulout'. */
  readonly seed?: string;
  /** Also answer clients in other processes and browsers, on this port of the loopback interface; 0: a free one. */
  readonly rpcPort?: number | undefined;
  /** Options for `network.client.haulout` beyond where the network is. */
  readonly client?: Partial<HauloutOptions>;
  /** Told of each step when it is done. */
  readonly onStep?: (step: NetworkStep) => void;
}

/** What has just been done to bring the network up. */
export type NetworkStep =
  | { readonly kind: 'devnet'; readonly chain: string }
  | { readonly kind: 'published'; readonly deployment: Deployment }
  | { readonly kind: 'registered'; readonly nodes: number; readonly stakeEach: bigint }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly shards: number };

/** FROST in a WAL. */
const WAL = 1_000_000_000n;
const STAKE_EACH = 1_000n * WAL;
const WALLET_FUNDS = 100_000n * WAL;
const EPOCH_MS = 24n * 60n * 60n * 1000n;

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
  readonly nodes: readonly NetworkNode[];
  /** Has SUI and WAL. */
  readonly wallet: Ed25519Keypair;
  readonly client: ClientWithExtensions<{ haulout: HauloutClient }, SuiGrpcClient>;
  /** Uniform in [0, 1), from the network's seed. */
  readonly random: () => number;
  readonly #folder: string;

  private constructor(
    parts: Pick<Network, 'devnet' | 'deployment' | 'rpcUrl' | 'nodes' | 'wallet' | 'client' | 'random'>,
    folder: string,
  ) {
    this.devnet = parts.devnet;
    this.deployment = parts.deployment;
    this.rpcUrl = parts.rpcUrl;
    this.nodes = parts.nodes;
    this.wallet = parts.wallet;
    this.client = parts.client;
    this.random = parts.random;
    this.#folder = folder;
  }

  /** Starts a network and brings it into its first epoch with a committee. */
  static async start(options: NetworkOptions = {}): Promise<Network> {
    const folder = await mkdtemp(join(tmpdir(), 'haulout-network-'));
    const nodes: NetworkNode[] = [];
    try {
      return await Network.#bringUp(options, folder, nodes);
    } catch (error) {
      // What runs already must not keep the process alive.
      await Promise.all(nodes.map((node) => node.stop()));
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  static async #bringUp(options: NetworkOptions, folder: string, nodes: NetworkNode[]): Promise<Network> {
    const { nodes: count = 10, shards = 100, seed = 'haulout', rpcPort, onStep } = options;
    const devnet = await Devnet.start({ seed });
    // First of all, as a port that cannot be had ends everything.
    const rpcUrl = rpcPort === undefined ? undefined : (await devnet.listen({ port: rpcPort })).url;
    onStep?.({ kind: 'devnet', chain: devnet.ledger.chainIdentifier });

    const publisher = devnet.newAccount('publisher');
    const deployment = await deploy({
      client: devnet.client,
      publisher,
      parameters: {
        nShards: shards,
        epochZeroDurationMs: EPOCH_MS,
        epochDurationMs: EPOCH_MS,
        maxEpochsAhead: 53,
      },
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

    while (nodes.length < count) nodes.push(await NetworkNode.reserve());
    const stakes = new Transaction();
    for (const [index, node] of nodes.entries()) {
      const name = `node-${index}`;
      const secretKey = nodeSecretKey(seed, name);
      const identity = await register(devnet, deployment, { name, secretKey, node, seed });
      await node.start(identity, {
        folder: join(folder, name),
        secretKey,
        client: devnet.client,
        packageId: deployment.packageId,
        systemObjectId,
        committees: () => client.haulout.committees(),
      });
      const { nodeId } = identity;
      const staked = addStake(stakes, deployment, {
        nodeId,
        amount: STAKE_EACH,
        walType: deployment.walType,
      });
      stakes.transferObjects([staked], publisher.toSuiAddress());
    }
    await execute(devnet.client, 'stake with every node', stakes, publisher);
    onStep?.({ kind: 'registered', nodes: count, stakeEach: STAKE_EACH });

    const wallet = devnet.newAccount('wallet');
    await giveWal(devnet, deployment, publisher, wallet.toSuiAddress(), WALLET_FUNDS);

    const network = new Network({ devnet, deployment, rpcUrl, nodes, wallet, client, random }, folder);
    const epoch = await network.nextEpoch();
    onStep?.({ kind: 'epoch', epoch, shards });
    return network;
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

  /** Lets an epoch pass: voting ends, the committee changes, every node reports that it is ready. Resolves to the new epoch. */
  async nextEpoch(): Promise<number> {
    const { devnet, deployment } = this;
    const operator = this.nodes[0]!.identity.operator;
    devnet.advanceClock(EPOCH_MS);
    const turn = new Transaction();
    addVotingEnd(turn, deployment);
    await execute(devnet.client, 'end voting', turn, operator);
    devnet.advanceClock(EPOCH_MS);
    const change = new Transaction();
    addInitiateEpochChange(change, deployment);
    await execute(devnet.client, 'start the epoch', change, operator);
    const { epoch, committee } = await this.client.haulout.stakingState();
    for (const { identity } of this.nodes) {
      if (!committee.has(identity.nodeId)) continue;
      const done = new Transaction();
      addEpochSyncDone(done, deployment, { capId: identity.capId, epoch });
      await execute(devnet.client, `report ${identity.name} ready`, done, identity.operator);
    }
    return epoch;
  }

  /** Stops the nodes and forgets everything. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    this.devnet.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function register(
  devnet: Devnet,
  deployment: Deployment,
  { name, secretKey, node, seed }: { name: string; secretKey: Uint8Array; node: NetworkNode; seed: string },
): Promise<NodeIdentity> {
  const operator = devnet.newAccount(name);
  const address = operator.toSuiAddress();
  const transaction = new Transaction();
  const cap = addRegisterCandidate(transaction, deployment, {
    name,
    networkAddress: `127.0.0.1:${node.front.port}`,
    publicKey: publicKeyOf(secretKey),
    proofOfPossession: proveOwnership(secretKey, { epoch: 0, address }).signature,
    networkPublicKey: nodeNetworkKey(seed, name),
    commissionRate: 500,
    storagePrice: 100_000n,
    writePrice: 20_000n,
    nodeCapacity: 1n << 40n,
  });
  transaction.transferObjects([cap], address);
  const result = await execute(devnet.client, `register ${name}`, transaction, operator);
  const capId = createdObject(result.created, 'storage_node::StorageNodeCap');
  const { object } = await devnet.client.core.getObject({ objectId: capId, include: { content: true } });
  return { name, nodeId: storageNode.StorageNodeCap.parse(object.content).node_id, capId, operator };
}

async function giveWal(devnet: Devnet, { walType }: Deployment, from: Signer, to: string, frost: bigint) {
  const transaction = new Transaction();
  transaction.transferObjects([transaction.add(coinWithBalance({ type: walType, balance: frost }))], to);
  await execute(devnet.client, 'give WAL to the wallet', transaction, from);
}
