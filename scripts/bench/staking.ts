import { system } from '@haulout/sdk/contracts';
import {
  addCollectCommission,
  addJoinStake,
  addNodeChanges,
  addNodeWithdrawal,
  addRequestWithdrawal,
  addSplitStake,
  addWithdrawStake,
} from '@haulout/sdk/operator';
import { Transaction } from '@mysten/sui/transactions';
import { PaperNetwork, WAL, type Cost } from '../../test/support/paper-network.js';
import { number, table } from './measure.js';
import type { Progress } from './progress.js';

/** Nodes that are registered and have stake; the best 150 are candidates. */
const SIZES = [150, 1000, 10_000];
const CANDIDATES = 150;
const SHARDS = 1000;
const MOST_SHARDS = 10_000;
const EPOCHS_AHEAD = 53;
/** WAL that a node has to have to push a candidate out, and what such a committee earns in an epoch. */
const TOP = 300_000;
const FORTUNE = 150_000_000n * WAL;

type Plan = (transaction: Transaction) => void;

/**
 * What stakers and operators pay, and what epoch changes take, with all candidates that there can be and with
 * none, hundreds and thousands of nodes beside them.
 */
export async function benchStaking(progress: Progress): Promise<string> {
  progress.expect(3 * SIZES.length + 2);
  progress.step('start');
  const bench = await StakingBench.start(SHARDS);
  for (const size of SIZES) {
    progress.step(`${number(size)} nodes: register`);
    await bench.grow(size);
    progress.step(`${number(size)} nodes: calls`);
    await bench.measureCalls();
    progress.step(`${number(size)} nodes: epochs`);
    await bench.measureEpochs();
  }
  bench.stop();
  progress.step(`${number(MOST_SHARDS)} shards`);
  const largest = await StakingBench.start(MOST_SHARDS);
  await largest.measureShards();
  largest.stop();
  const header = ['operation', 'nodes', 'units', 'in steps', 'fields', 'storage'];
  return table(header, [...bench.rows(), ...largest.rows()]);
}

/** WAL of the node that registered as number `index`: another amount for each of them. */
function stakeOf(index: number): number {
  return index < CANDIDATES ? 100_000 + 100 * ((index * 7919) % 1000) : 10 + ((index * 7919) % 9973);
}

class StakingBench {
  readonly #network: PaperNetwork;
  /** The most that each operation took, by the number of nodes. */
  readonly #costs = new Map<string, Map<number, Cost>>();
  #size = 0;

  private constructor(network: PaperNetwork) {
    this.#network = network;
  }

  /** A network that is in its third epoch and whose nodes earn rewards in each. */
  static async start(shards: number): Promise<StakingBench> {
    const bench = new StakingBench(await PaperNetwork.start(shards));
    await bench.grow(CANDIDATES);
    await bench.#changeEpoch();
    await bench.#run((transaction) => {
      const { packageId, systemObjectId } = bench.#network.deployment;
      const storage = transaction.add(
        system.reserveSpace({
          package: packageId,
          arguments: {
            self: systemObjectId,
            storageAmount: 1n << 30n,
            epochsAhead: EPOCHS_AHEAD,
            payment: bench.#network.walCoin,
          },
        }),
      );
      transaction.transferObjects([storage], bench.#network.address);
    });
    await bench.#subsidise(BigInt(EPOCHS_AHEAD) * 1000n * WAL, EPOCHS_AHEAD);
    await bench.#changeEpoch();
    return bench;
  }

  stop(): void {
    this.#network.devnet.stop();
  }

  /** Registers nodes until there are so many, each with a stake of its own. */
  async grow(size: number): Promise<void> {
    const from = this.#network.nodes.length;
    const nodes = await this.#network.register(size - from);
    await this.#network.stake(
      nodes,
      nodes.map((_, index) => stakeOf(from + index)),
    );
    this.#size = size;
  }

  /** The rows of the table. Numbers of nodes with the same figures share one. */
  rows(): string[][] {
    return [...this.#costs].flatMap(([operation, costs]) => {
      const sizes = new Map<string, string[]>();
      for (const [size, { exactUnits, units, children, storage }] of costs) {
        const figures = [Math.ceil(exactUnits), units, children, storage];
        const text = figures.map(number).join(' ');
        sizes.set(text, [...(sizes.get(text) ?? []), number(size)]);
      }
      return [...sizes].map(([figures, of]) => [operation, of.join('; '), ...figures.split(' ')]);
    });
  }

  /** The calls of stakers and operators. */
  async measureCalls(): Promise<void> {
    const network = this.#network;
    const { address, deployment } = network;
    const member = network.members()[CANDIDATES / 2]!;
    const { nodeId, capId } = member;
    const stakedWalId = network.stakesWith(member)[0]!;
    const withdraw = (stakedWalId: string): Plan => {
      return (it) => it.transferObjects([addWithdrawStake(it, deployment, stakedWalId)], address);
    };

    await this.#apart(async () => {
      await network.stake([member], [5]);
      this.#note('stake with a candidate');
    });
    await this.#apart(async () => {
      const newcomer = await network.register(1);
      this.#note('register a node');
      await this.#apart(async () => {
        await network.stake(newcomer, [7]);
        this.#note('stake, the node stays outside');
      });
      await network.stake(newcomer, [TOP]);
      this.#note('stake, the node pushes another out');
      await this.#run(withdraw(network.stakesWith(newcomer[0]!)[0]!));
      this.#note('withdraw, another node comes in');
    });
    await this.#apart(async () => {
      const { made } = await this.#run((it) => {
        const part = addSplitStake(it, deployment, { stakedWalId, amount: 5n * WAL });
        it.transferObjects([part], address);
      });
      this.#note('split a stake');
      const otherId = made('StakedWal')[0]!.id;
      await this.#apart(async () => {
        await this.#run((it) => addJoinStake(it, deployment, { stakedWalId, otherId }));
        this.#note('join two stakes');
      });
      await this.#run((it) => addRequestWithdrawal(it, deployment, otherId));
      this.#note('request a withdrawal');
      await this.#changeEpoch();
      await this.#run(withdraw(otherId));
      this.#note('withdraw what was requested');
    });
    const vote = { storagePrice: 2000n, writePrice: 900n, nodeCapacity: 1n << 41n };
    const calls: readonly (readonly [string, Plan])[] = [
      ['request, another node comes in', (it) => addRequestWithdrawal(it, deployment, stakedWalId)],
      ['vote for prices and capacity', (it) => addNodeChanges(it, deployment, { capId, ...vote })],
      ['set the commission', (it) => addNodeChanges(it, deployment, { capId, commissionRate: 700 })],
      ['leave, another node comes in', (it) => addNodeWithdrawal(it, deployment, capId)],
    ];
    for (const [operation, plan] of calls) {
      await this.#apart(async () => {
        await this.#run(plan);
        this.#note(operation);
      });
    }
    await this.#apart(async () => {
      await network.endVoting();
      const holder = { capId, originalPackageId: deployment.packageId };
      await this.#run((it) => {
        it.transferObjects([addCollectCommission(it, deployment, { nodeId, holder })], address);
      });
      this.#note('collect the commission');
    });
  }

  /** What anyone may call when it is time. */
  async measureEpochs(): Promise<void> {
    const network = this.#network;
    await this.#apart(async () => {
      await network.endVoting();
      this.#note('end of voting');
      await network.startEpoch();
      this.#note('start of an epoch, the same nodes');
      this.#note('advance pools of the same nodes', await network.advancePools());
    });
    await this.#apart(async () => {
      await this.#pushOut();
      await network.endVoting();
      await network.startEpoch();
      this.#note('start of an epoch, 150 other nodes');
      this.#note('advance pools of 150 other nodes', await network.advancePools());
    });
    // Rewards lift every pool over those that have pushed it out: each changes places with another node, and
    // next time it comes back after an epoch in which it did not serve.
    await this.#apart(async () => {
      await this.#pushOut();
      await this.#subsidise(4n * FORTUNE, 4);
      for (let turn = 0; turn < 2; turn++) {
        await network.endVoting();
        await network.startEpoch();
        this.#note('start of an epoch, all change places');
        this.#note('advance pools, most change places', await network.advancePools());
        await network.syncDone(network.members(), 50);
      }
      const old = [...network.committee().keys()];
      await network.endVoting();
      await network.startEpoch();
      // The first of the old committee come last. Whoever is staked with waits no more.
      const early = new Set([...network.committee().keys(), ...old.slice(0, 49)]);
      const nodes = network.nodes.filter(({ nodeId }) => early.has(nodeId));
      await network.stake(
        nodes,
        nodes.map(() => 1),
      );
      await network.syncDone(network.members(), 50);
      await network.endVoting();
      this.#note('end of voting, 43 more change places');
    });
  }

  /** An epoch change with as many shards as there can be, all of which move. */
  async measureShards(): Promise<void> {
    await this.#pushOut();
    await this.#network.endVoting();
    this.#note('end of voting, 10,000 shards');
    await this.#network.startEpoch();
    this.#note('start of an epoch, 10,000 shards move');
  }

  async #changeEpoch(): Promise<void> {
    await this.#network.endVoting();
    await this.#network.startEpoch();
    await this.#network.advancePools();
    await this.#network.syncDone(this.#network.members(), 50);
  }

  /** Stakes so much with others that no member of the committee is a candidate. */
  async #pushOut(): Promise<void> {
    const network = this.#network;
    if (network.nodes.length < 2 * CANDIDATES) await network.register(CANDIDATES);
    // From all over the ranking, so that its pages are not shared.
    const step = (network.nodes.length - CANDIDATES) / CANDIDATES;
    const nodes = network.members().map((_, index) => {
      return network.nodes[CANDIDATES + Math.floor(index * step)]!;
    });
    await network.stake(
      nodes,
      nodes.map((_, index) => TOP + index),
    );
  }

  /** Gives WAL to those who store in this epoch and those after it. */
  async #subsidise(frost: bigint, epochsAhead: number): Promise<void> {
    const { packageId, systemObjectId } = this.#network.deployment;
    await this.#run((it) => {
      const subsidy = it.splitCoins(this.#network.walCoin, [frost])[0]!;
      const options = { system: systemObjectId, subsidy, epochsAhead };
      it.add(system.addSubsidy({ package: packageId, arguments: options }));
    });
  }

  /** Does something and undoes it. */
  async #apart(action: () => Promise<void>): Promise<void> {
    const before = this.#network.snapshot();
    await action();
    this.#network.restore(before);
  }

  /** Notes what the last transaction took, or several, if it is more than before. */
  #note(operation: string, taken: readonly Cost[] = [this.#network.lastCost]): void {
    const costs = this.#costs.get(operation) ?? new Map<number, Cost>();
    this.#costs.set(operation, costs);
    for (const cost of taken) {
      const { exactUnits = 0, units = 0, children = 0, storage = cost.storage } = costs.get(this.#size) ?? {};
      costs.set(this.#size, {
        ...cost,
        exactUnits: Math.max(exactUnits, cost.exactUnits),
        units: Math.max(units, cost.units),
        children: Math.max(children, cost.children),
        storage: storage > cost.storage ? storage : cost.storage,
      });
    }
  }

  #run(plan: Plan) {
    const transaction = new Transaction();
    plan(transaction);
    return this.#network.run(transaction);
  }
}
