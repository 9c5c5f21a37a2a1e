import { rm } from 'node:fs/promises';
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import type { Signer } from '@mysten/sui/cryptography';
import {
  createSuiChainView,
  openStorageNode,
  type ChallengeDuties,
  type ChallengeOptions,
  type Duties,
  type StorageNode,
  type StorageNodeOptions,
} from '@haulout/node';
import type { Committees } from '@haulout/sdk/client';
import type { EvidenceIds } from '@haulout/sdk/operator';
import { forgetSlivers } from './forget.js';
import { openFront, type Front } from './front.js';
import { describeFault, type Fault, type Lie } from './faults.js';

/** What a node is on chain. */
export interface NodeIdentity {
  /** Name of the node, as registered. */
  readonly name: string;
  /** Object id of its staking pool. */
  readonly nodeId: string;
  /** Object id of its `StorageNodeCap`, owned by the operator. */
  readonly capId: string;
  /** Key of the operator, who owns the cap and pays. */
  readonly operator: Signer;
}

/** Everything a node of a test network runs on. */
export interface NodeSetting {
  /** Where it keeps its data. */
  readonly folder: string;
  /** BLS secret key, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** The chain. */
  readonly client: SuiGrpcClient;
  /** First version of the `walrus` package. */
  readonly packageId: string;
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** Where the judges are, for rounds of challenges. */
  readonly evidence: EvidenceIds & Pick<ChallengeOptions, 'evidencePackageId'>;
  /** The committees of now, with addresses of nodes. */
  readonly committees: () => Promise<Committees>;
  /** How it talks to other nodes. */
  readonly neighbours?: StorageNodeOptions['neighbours'];
  /** Pause between two rounds of recovery and removal, in ms; undefined: only when told to. */
  readonly dutyPauseMs?: number | undefined;
}

/**
 * A storage node of a test network: the real node behind a front that can make it misbehave. Its address
 * stays the same through crashes.
 */
export class NetworkNode {
  /** Its public address, which faults are set on. */
  readonly front: Front;
  #identity: NodeIdentity | undefined;
  #setting: NodeSetting | undefined;
  #node: StorageNode | undefined;
  #fault: Fault | undefined;
  readonly #blocked = new Set<string>();
  #answersWith: ChallengeOptions['answersWith'];

  private constructor(front: Front) {
    this.front = front;
  }

  /** Takes an address, which a node needs before it can be registered; by default any. */
  static async reserve(port?: number): Promise<NetworkNode> {
    return new NetworkNode(await openFront(port));
  }

  /** Runs the node, once the chain knows it. */
  async start(identity: NodeIdentity, setting: NodeSetting): Promise<void> {
    this.#identity = identity;
    this.#setting = setting;
    await this.#open();
  }

  /** What it is on chain. Throws before it has been registered. */
  get identity(): NodeIdentity {
    if (!this.#identity) throw new Error('this node has not been registered yet');
    return this.#identity;
  }

  /** What it runs on. */
  get setting(): NodeSetting {
    if (!this.#setting) throw new Error('this node has not been started yet');
    return this.#setting;
  }

  /** Whether its process side runs, however it behaves to others. */
  get isRunning(): boolean {
    return this.#node !== undefined;
  }

  /** How it misbehaves now; undefined: not at all. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** `honest`, `silent`, `dead`, `lying (wrong-bytes)`, ... */
  get behaviour(): string {
    return this.#node ? describeFault(this.#fault) : 'dead';
  }

  /**
   * Recovery and removal of blobs. Unless it has a `dutyPauseMs`, a node of a test network does them when it
   * is told to.
   */
  get duties(): Duties {
    if (!this.#node) throw new Error('a dead node has no duties');
    return this.#node.duties;
  }

  /** Its part in rounds of challenges, which it does when it is told to unless it has a `dutyPauseMs`. */
  get challenges(): ChallengeDuties {
    if (!this.#node?.challenges) throw new Error('a dead node takes part in no round');
    return this.#node.challenges;
  }

  /**
   * From now on the node answers in rounds of challenges with what `lie` makes of its slivers; undefined:
   * with its slivers.
   */
  answerWrong(lie: ChallengeOptions['answersWith']): void {
    this.#answersWith = lie;
  }

  /** Bytes of metadata and slivers that the node has. */
  async storedBytes(): Promise<number> {
    const answer = await fetch(`${this.front.url}/v1/health`);
    const health = (await answer.json()) as { success: { data: { storage: { usedBytes: number } } } };
    return health.success.data.storage.usedBytes;
  }

  /** Makes it misbehave in one way from now on, or behave again (undefined). */
  async setFault(fault: Fault | undefined): Promise<void> {
    this.#fault = fault;
    await this.front.setFault(fault);
  }

  /** Accepts requests and never answers, from now on. */
  hang = () => this.setFault({ kind: 'silent' });
  /** Gives false answers, from now on. */
  lie = (lie: Lie) => this.setFault({ kind: 'lying', lie });
  /** Answers late by so many milliseconds, from now on. */
  slow = (ms: number) => this.setFault({ kind: 'slow', ms });
  /** Behaves well again. */
  recover = () => this.setFault(undefined);

  /** From now on the node's operator refuses to serve a blob, or serves it again. */
  block(blobId: string, blocked = true): void {
    if (blocked) this.#blocked.add(blobId);
    else this.#blocked.delete(blobId);
  }

  /** Stops the node's process side at once; its address refuses connections. Its folder stays. */
  async crash(): Promise<void> {
    await this.front.setNode(undefined);
    const node = this.#node;
    this.#node = undefined;
    await node?.close();
  }

  /** Starts a crashed node again on its folder. */
  async restart(): Promise<void> {
    await this.crash();
    await this.#open();
  }

  /** Loses everything that a crashed or running node had stored, and starts it empty. */
  async wipe(): Promise<void> {
    await this.crash();
    await rm(this.setting.folder, { recursive: true, force: true });
    await this.#open();
  }

  /**
   * Forgets a part of its slivers, both of a pair at a time, and starts again. It gets them back by its
   * duties when it is told to do them.
   */
  async forget(fraction: number): Promise<void> {
    await this.crash();
    await forgetSlivers(this.setting.folder, { fraction, shards: await this.#shards() });
    await this.#open();
  }

  async #shards(): Promise<{ readonly nShards: number; readonly shards: readonly number[] }> {
    const { current } = await this.setting.committees();
    const own = current.nodes.find(({ nodeId }) => nodeId === this.identity.nodeId);
    return { nShards: current.nShards, shards: own?.shards ?? [] };
  }

  /** Stops the node for good, and its address with it. */
  async stop(): Promise<void> {
    await this.crash();
    await this.front.close();
  }

  async #open(): Promise<void> {
    const { folder, secretKey, client, packageId, systemObjectId, stakingObjectId } = this.setting;
    const { evidence, committees, neighbours, dutyPauseMs } = this.setting;
    const { evidencePackageId } = evidence;
    const { nodeId, capId, operator: signer } = this.identity;
    const node = await openStorageNode({
      folder,
      // Many nodes share a disk here, and none of them has to outlive it.
      reserveBytes: 0,
      secretKey,
      operator: { client, signer, systemObjectId },
      challenges: {
        ...{ client, systemObjectId, stakingObjectId, ...evidence },
        poster: { capId, signer },
        answersWith: (sliver, sample) => this.#answersWith?.(sliver, sample) ?? sliver,
      },
      ...(neighbours && { neighbours }),
      ...(dutyPauseMs !== undefined && { dutyPauseMs }),
      isBlocked: (blobId) => this.#blocked.has(blobId),
      blockedBlobs: () => this.#blocked,
      chain: (store) =>
        createSuiChainView({ client, packageId, evidencePackageId, nodeId, committees, store }),
    });
    this.#node = node;
    await this.front.setNode({
      handle: node.handle,
      async ask(path) {
        const answer = await node.inject({ method: 'GET', url: path });
        return {
          status: answer.statusCode,
          contentType: String(answer.headers['content-type']),
          body: answer.rawPayload,
        };
      },
    });
  }
}
