import { bcs } from '@mysten/sui/bcs';
import type { Keypair } from '@mysten/sui/cryptography';
import { Inputs, Transaction } from '@mysten/sui/transactions';
import { deriveDynamicFieldID } from '@mysten/sui/utils';
import { Devnet } from '@haulout/devnet';
import { addCreateWalrusSubsidies, addProcessSubsidies, type SubsidyPool } from '@haulout/sdk/chain';
import { events, handOver, stakedWal, staking, stakingInner, system } from '@haulout/sdk/contracts';
import {
  addAdvancePools,
  addEpochSyncDone,
  addInitiateEpochChange,
  addVotingEnd,
} from '@haulout/sdk/operator';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import { deploy, type Deployment, type DeploymentRecord } from 'haulout';
import { addSentence, appointFirstJudge, deployWithoutJudge } from './judge-package.js';
import { addRegistration } from './registration.js';

const HOUR = 3_600_000n;
/** 1 WAL in FROST. */
export const WAL = 1_000_000_000n;
const CLOCK = `0x${'6'.padStart(64, '0')}`;
const RANDOM = `0x${'8'.padStart(64, '0')}`;
const GAS_PRICE = 1000n;
/** Calls in one transaction. */
const BATCH = 50;

/** A storage node that exists on chain only. The publisher operates all of them. */
export interface PaperNode {
  readonly nodeId: string;
  readonly capId: string;
  /** Its keys follow from it: see `addRegistration`. */
  readonly name: string;
}

/** What a transaction took, next to what Sui allows. */
export interface Cost {
  /** Units of computation, in Sui's steps; at most 5,000,000. */
  readonly units: number;
  /** The same, before they are rounded up. */
  readonly exactUnits: number;
  /** MIST: computation, and storage less what is given back. */
  readonly net: bigint;
  /** Dynamic fields looked up, whether they were there or not; at most 1000. */
  readonly children: number;
  /** MIST for what is written, less what is given back for what was there. */
  readonly storage: bigint;
  /** Bytes of the largest object written; at most 256,000. */
  readonly largest: number;
  /** At most 1024. */
  readonly events: number;
  /** Bytes of the transaction without its signature; at most 131,072 with it. */
  readonly bytes: number;
}

/** A state of the network to go back to. */
export interface PaperSnapshot {
  readonly ledger: LedgerSnapshot;
  readonly nodes: readonly PaperNode[];
  readonly stakes: readonly { readonly id: string; readonly nodeId: string }[];
}

/**
 * An embedded devnet with the contracts and nodes on paper, whose epochs change step by step. It gives the
 * cost of each step. Many nodes are made in few transactions, so that a committee of 150 takes seconds.
 */
export class PaperNetwork {
  readonly devnet: Devnet;
  readonly deployment: DeploymentRecord & Deployment;
  readonly #publisher: Keypair;
  readonly address: string;
  /** The coin that has all WAL which is not at stake. */
  readonly walCoin: string;
  /** Nodes, by the order in which they registered. */
  nodes: readonly PaperNode[] = [];
  #lastCost: Cost | undefined;
  #judge: string | undefined;
  #stakes: readonly { readonly id: string; readonly nodeId: string }[] = [];

  private constructor(
    devnet: Devnet,
    deployment: DeploymentRecord & Deployment,
    publisher: Keypair,
    wal: string,
  ) {
    this.devnet = devnet;
    this.deployment = deployment;
    this.#publisher = publisher;
    this.address = publisher.toSuiAddress();
    this.walCoin = wal;
  }

  /** With a judge of its own, `penalise` works; without, `evidence` is the judge. */
  static async start(nShards: number, { hasOwnJudge = false } = {}): Promise<PaperNetwork> {
    const devnet = await Devnet.start({ seed: 'paper network' });
    const publisher = devnet.newAccount('publisher');
    const parameters = { nShards, epochZeroDurationMs: HOUR, epochDurationMs: HOUR, maxEpochsAhead: 53 };
    const deployment = hasOwnJudge
      ? await deployWithoutJudge(devnet, publisher, parameters)
      : await deploy({ client: devnet.client, publisher, parameters });
    const { objects } = await devnet.client.core.listCoins({
      owner: publisher.toSuiAddress(),
      coinType: deployment.walType,
    });
    return new PaperNetwork(devnet, deployment, publisher, objects[0]!.objectId);
  }

  /** What the last transaction took. */
  get lastCost(): Cost {
    if (this.#lastCost === undefined) throw new Error('there was no transaction yet');
    return this.#lastCost;
  }

  /** Registers nodes, in the current epoch. */
  async register(count: number): Promise<readonly PaperNode[]> {
    const { epoch } = this.stakingState();
    const nodes: PaperNode[] = [];
    while (nodes.length < count) {
      const transaction = new Transaction();
      const names = Array.from({ length: Math.min(count - nodes.length, BATCH) }, (_, index) => {
        return `node ${String(this.nodes.length + index).padStart(5, '0')}`;
      });
      const caps = names.map((name) => {
        return addRegistration(transaction, this.deployment, {
          name,
          networkAddress: 'paper.example:443',
          epoch,
          address: this.address,
          commissionRate: 1000,
          storagePrice: 1000n,
          writePrice: 500n,
          nodeCapacity: 1n << 40n,
        }).cap;
      });
      transaction.transferObjects(caps, this.address);
      const { emitted } = await this.run(transaction);
      const added = emitted('StorageNodeRegistered').map((contents, index) => {
        const { node_id, cap_id } = events.StorageNodeRegistered.parse(contents);
        return { capId: cap_id, nodeId: node_id, name: names[index]! };
      });
      nodes.push(...added);
      this.nodes = [...this.nodes, ...added];
    }
    return nodes;
  }

  /** Stakes so much WAL with each of these nodes. */
  async stake(nodes: readonly PaperNode[], amounts: readonly number[]): Promise<void> {
    for (let from = 0; from < nodes.length; from += BATCH) {
      const transaction = new Transaction();
      const some = nodes.slice(from, from + BATCH);
      const coins = transaction.splitCoins(
        this.walCoin,
        some.map((_, index) => BigInt(amounts[from + index]!) * WAL),
      );
      const objects = some.map(({ nodeId }, index) =>
        transaction.add(
          staking.stakeWithPool({
            package: this.deployment.packageId,
            arguments: { self: this.deployment.stakingObjectId, toStake: coins[index]!, nodeId },
          }),
        ),
      );
      transaction.transferObjects(objects, this.address);
      const { made } = await this.run(transaction);
      const stakes = made('StakedWal').map(({ id, contents }) => {
        return { id, nodeId: stakedWal.StakedWal.parse(contents).node_id };
      });
      this.#stakes = [...this.#stakes, ...stakes];
    }
  }

  /** The stakes with a node. */
  stakesWith({ nodeId }: PaperNode): readonly string[] {
    return this.#stakes.filter((stake) => stake.nodeId === nodeId).map(({ id }) => id);
  }

  /** Asks for all stake with these nodes to be freed, so that they serve no more. */
  async unstake(nodes: readonly PaperNode[]): Promise<void> {
    const leaving = new Set(nodes.map(({ nodeId }) => nodeId));
    const freed = this.#stakes.filter(({ nodeId }) => leaving.has(nodeId));
    this.#stakes = this.#stakes.filter(({ nodeId }) => !leaving.has(nodeId));
    for (let from = 0; from < freed.length; from += BATCH) {
      const transaction = new Transaction();
      for (const { id } of freed.slice(from, from + BATCH)) {
        transaction.add(
          staking.requestWithdrawStake({
            package: this.deployment.packageId,
            arguments: { self: this.deployment.stakingObjectId, stakedWal: id },
          }),
        );
      }
      await this.run(transaction);
    }
  }

  /** Gives so much WAL to those who store in the current epoch; they earn it if anything is stored. */
  async subsidise(amount: number): Promise<void> {
    const { packageId, systemObjectId } = this.deployment;
    const transaction = new Transaction();
    const subsidy = transaction.splitCoins(this.walCoin, [BigInt(amount) * WAL])[0]!;
    transaction.add(
      system.addSubsidy({
        package: packageId,
        arguments: { system: systemObjectId, subsidy, epochsAhead: 1 },
      }),
    );
    await this.run(transaction);
  }

  /** Buys so many bytes of storage for the current epoch. */
  async payForStorage(bytes: number): Promise<void> {
    const { packageId, systemObjectId } = this.deployment;
    const transaction = new Transaction();
    const storage = transaction.add(
      system.reserveSpace({
        package: packageId,
        arguments: { self: systemObjectId, storageAmount: bytes, epochsAhead: 1, payment: this.walCoin },
      }),
    );
    transaction.transferObjects([storage], this.address);
    await this.run(transaction);
  }

  /** Makes a pool of `walrus_subsidies` with these WAL, which pays a FROST for each node and shard. */
  async openSubsidies(amount: number): Promise<SubsidyPool> {
    const { client } = this.devnet;
    const journal = { load: () => Promise.resolve(this.deployment), save: () => Promise.resolve() };
    const extras = ['walrus_subsidies'] as const;
    const record = await deploy({ client, publisher: this.#publisher, journal, extras });
    const packageId = record.walrusSubsidiesPackageId!;
    const making = new Transaction();
    const rates = { systemSubsidyRate: 1000, baseSubsidy: 1n, subsidyPerShard: 1n };
    const cap = addCreateWalrusSubsidies(making, this.deployment, { packageId, ...rates });
    making.transferObjects([cap], this.address);
    const pool = { packageId, subsidiesId: (await this.run(making)).made('WalrusSubsidies')[0]!.id };
    const funding = new Transaction();
    const funds = funding.splitCoins(this.walCoin, [BigInt(amount) * WAL])[0]!;
    const target = `${packageId}::walrus_subsidies::add_coin`;
    funding.moveCall({ target, arguments: [funding.object(pool.subsidiesId), funds] });
    await this.run(funding);
    return pool;
  }

  /** Has a pool of subsidies pay what is due. */
  async processSubsidies(pool: SubsidyPool): Promise<Cost> {
    const transaction = new Transaction();
    addProcessSubsidies(transaction, this.deployment, pool);
    return (await this.run(transaction)).cost;
  }

  /** The network's own judge takes millionths of the stake of these nodes, and of their rewards of the epoch. */
  async penalise(nodes: readonly PaperNode[], stakePpm: number, rewardsPpm: number): Promise<void> {
    const { packageId, systemObjectId, stakingObjectId } = this.deployment;
    this.#judge ??= await appointFirstJudge(this.devnet, this.deployment, this.#publisher);
    const { epoch } = this.stakingState();
    for (let from = 0; from < nodes.length; from += BATCH) {
      const transaction = new Transaction();
      const { pure, object } = transaction;
      const sentence = addSentence(transaction, this.#judge);
      for (const { nodeId } of nodes.slice(from, from + BATCH)) {
        const parts = [pure.u8(1), pure.u32(stakePpm), pure.u32(rewardsPpm)];
        transaction.moveCall({
          target: `${packageId}::judge::penalise`,
          arguments: [sentence, pure.id(nodeId), pure.u32(epoch), ...parts],
        });
      }
      transaction.moveCall({
        target: `${packageId}::judge::carry_out`,
        arguments: [object(systemObjectId), object(stakingObjectId), sentence],
      });
      await this.run(transaction);
    }
  }

  /** Everything as it is now, for `restore`. */
  snapshot(): PaperSnapshot {
    return { ledger: this.devnet.snapshot(), nodes: this.nodes, stakes: this.#stakes };
  }

  /** Goes back to what was. */
  restore({ ledger, nodes, stakes }: PaperSnapshot): void {
    this.devnet.restore(ledger);
    this.nodes = nodes;
    this.#stakes = stakes;
  }

  /** Waits for the end of voting and ends it. */
  async endVoting(): Promise<Cost> {
    this.devnet.advanceClock(HOUR);
    const transaction = new Transaction();
    addVotingEnd(transaction, this.deployment);
    return (await this.run(transaction)).cost;
  }

  /** Waits for the end of the epoch and starts the next. */
  async startEpoch(): Promise<Cost> {
    this.devnet.advanceClock(HOUR);
    const transaction = new Transaction();
    addInitiateEpochChange(transaction, this.deployment);
    return (await this.run(transaction)).cost;
  }

  /** Moves the pools on that the start of the epoch left behind: the steps that it took. */
  async advancePools(): Promise<readonly Cost[]> {
    const steps: Cost[] = [];
    for (;;) {
      const transaction = new Transaction();
      addAdvancePools(transaction, this.deployment);
      const { cost } = await this.run(transaction);
      if (cost.events === 0) return steps;
      steps.push(cost);
    }
  }

  /** These nodes report that they hold their shards, so many in each transaction. */
  async syncDone(nodes: readonly PaperNode[], inEach = 1): Promise<readonly Cost[]> {
    const { epoch } = this.stakingState();
    const costs: Cost[] = [];
    for (let from = 0; from < nodes.length; from += inEach) {
      const transaction = new Transaction();
      for (const { capId } of nodes.slice(from, from + inEach)) {
        addEpochSyncDone(transaction, this.deployment, { capId, epoch });
      }
      costs.push((await this.run(transaction)).cost);
    }
    return costs;
  }

  /** A node says that it rebuilt shards that others owed to it. */
  async reportRecovered({ capId }: PaperNode, shards: readonly number[]): Promise<Cost> {
    const { packageId, stakingObjectId } = this.deployment;
    const { epoch } = this.stakingState();
    const transaction = new Transaction();
    transaction.add(
      staking.reportRecoveredShards({
        package: packageId,
        arguments: { self: stakingObjectId, cap: capId, epoch, shards: [...shards] },
      }),
    );
    return (await this.run(transaction)).cost;
  }

  /** Puts on record that a node has let the deadline pass. */
  async recordMissed({ nodeId }: PaperNode): Promise<Cost> {
    const transaction = new Transaction();
    transaction.add(
      staking.recordMissedHandOver({
        package: this.deployment.packageId,
        arguments: { self: this.deployment.stakingObjectId, nodeId },
      }),
    );
    return (await this.run(transaction)).cost;
  }

  /** `StakingInnerV1`, as everybody can read it. */
  stakingState() {
    const id = deriveDynamicFieldID(this.deployment.stakingObjectId, 'u64', bcs.u64().serialize(1).toBytes());
    return stakingInner.StakingInnerV1.parse(this.#contents(id).slice(32 + 8));
  }

  /** The committee of the current epoch. */
  committee(): ReadonlyMap<string, readonly number[]> {
    const [{ contents }] = this.stakingState().committee;
    return new Map(contents.map(({ key, value }) => [key, value]));
  }

  /** The nodes of the current committee. */
  members(): readonly PaperNode[] {
    const committee = this.committee();
    return this.nodes.filter(({ nodeId }) => committee.has(nodeId));
  }

  /** The hand-overs on record. */
  handOvers() {
    const type = `${this.deployment.packageId}::staking::HandOverKey`;
    const id = deriveDynamicFieldID(this.deployment.stakingObjectId, type, Uint8Array.of(0));
    return handOver.HandOvers.parse(this.#contents(id).slice(32 + 1));
  }

  /** Executes a transaction of the publisher. Its objects are pinned; simulating it tells what it takes. */
  async run(transaction: Transaction) {
    const bytes = await this.#build(transaction);
    const { signature } = await this.#publisher.signTransaction(bytes);
    const { taken } = this.devnet.ledger.simulate(bytes, { checks: true });
    const executed = this.devnet.ledger.execute(bytes, [Uint8Array.from(Buffer.from(signature, 'base64'))]);
    if (!executed.status.success) throw new Error(executed.status.message);

    const { computationCost, storageCost, storageRebate } = executed.gasUsed;
    const written = executed.changes.flatMap(({ after }) => (after?.data.kind === 'move' ? [after] : []));
    const cost: Cost = {
      units: Number(computationCost / GAS_PRICE),
      exactUnits: taken!.computation,
      net: computationCost + storageCost - storageRebate,
      storage: storageCost - storageRebate,
      children: taken!.childObjects,
      largest: Math.max(...written.map(({ data }) => (data.kind === 'move' ? data.contents.length : 0))),
      events: executed.events.length,
      bytes: bytes.length,
    };
    this.#lastCost = cost;
    return {
      cost,
      /** Its events of a type, by its name. */
      emitted: (name: string) =>
        executed.events.flatMap(({ type, contents }) =>
          type.kind === 'datatype' && type.name === name ? [contents] : [],
        ),
      /** The package that it has published, if it has. */
      published: executed.changes.find(({ before, after }) => {
        return before === undefined && after?.data.kind === 'package';
      })?.after?.id,
      /** New objects of a type, by its name. */
      made: (name: string) =>
        executed.changes.flatMap(({ before, after }) =>
          before === undefined &&
          after?.data.kind === 'move' &&
          after.data.type.kind === 'datatype' &&
          after.data.type.name === name
            ? [{ id: after.id, contents: after.data.contents }]
            : [],
        ),
    };
  }

  /** What the last call of a transaction would return; nothing is changed. */
  async ask(transaction: Transaction): Promise<readonly Uint8Array[]> {
    const { status, commandResults } = this.devnet.ledger.simulate(await this.#build(transaction), {
      checks: true,
    });
    if (!status.success) throw new Error(status.message);
    return commandResults!.at(-1)!.returnValues.map(({ bytes }) => bytes);
  }

  #build(transaction: Transaction): Promise<Uint8Array> {
    const exact = this.#pinned(transaction);
    exact.setSender(this.address);
    exact.setGasPrice(GAS_PRICE);
    exact.setGasBudget(5_000_000n * GAS_PRICE + 50_000_000_000n);
    const gas = this.devnet.fund(this.address, 100_000_000_000n);
    exact.setGasPayment([{ objectId: gas.id, version: gas.version.toString(), digest: gas.digest }]);
    return exact.build();
  }

  #pinned(transaction: Transaction): Transaction {
    const data = transaction.getData();
    const inputs = data.inputs.map((input) => {
      if (input.UnresolvedObject === undefined) return input;
      const { objectId } = input.UnresolvedObject;
      const { id, version, digest, owner } = this.devnet.ledger.getObject(objectId)!;
      return owner.kind === 'shared'
        ? Inputs.SharedObjectRef({
            objectId: id,
            initialSharedVersion: owner.initialSharedVersion.toString(),
            mutable: id !== CLOCK && id !== RANDOM,
          })
        : Inputs.ObjectRef({ objectId: id, version: version.toString(), digest });
    });
    return Transaction.from(JSON.stringify({ ...data, inputs }));
  }

  #contents(id: string): Uint8Array {
    const object = this.devnet.ledger.getObject(id);
    if (object?.data.kind !== 'move') throw new Error(`there is no object ${id}`);
    return object.data.contents;
  }
}
