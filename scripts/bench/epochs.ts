import { encodedLength } from '@haulout/sdk/encoding';
import { apportion, leastMoved, shardsMoved } from '../../test/support/apportionment.js';
import { PaperNetwork, type Cost, type PaperNode } from '../../test/support/paper-network.js';
import { number, table } from './measure.js';
import type { Progress } from './progress.js';

const COMMITTEES = [4, 20, 100, 150];
const SHARDS = 1000;
/** Changes of stake, for each committee. */
const CHANGES = 5;
/** Stake of node i, in WAL: unlike enough that nothing divides evenly. */
const stakeOf = (index: number) => 1000 + ((index * 7919) % 1000);

const HEADER = [
  ...['nodes', 'change', 'txs', 'voting', 'start', 'rest', 'report', 'children', 'SUI'],
  ...['moved', 'least'],
];

interface StepCosts {
  readonly votingEnd: Cost;
  readonly start: Cost;
  /** Steps that moved pools on for which the start had no room. */
  readonly more: readonly Cost[];
  readonly reports: readonly Cost[];
}

/**
 * What each step of an epoch change costs, and how many shards move, for committees of 4 to 150 nodes and
 * 1000 shards and changes of stake from none to all of it.
 */
export async function benchEpochs(progress: Progress): Promise<string> {
  const changes: EpochChange[] = [];
  progress.expect(COMMITTEES.length * CHANGES);
  for (const size of COMMITTEES) changes.push(...(await measure(size, progress)));
  const all = changes.flatMap(({ costs }) => transactionsOf(costs));
  const perShard = Math.round(encodedLength(SHARDS, 2 ** 30) / SHARDS);
  return [
    table(HEADER, changes.map(row)),
    '',
    `- the largest object: ${number(most(({ largest }) => largest, all))} bytes of 256,000`,
    `- the most events of a transaction: ${number(most(({ events }) => events, all))} of 1,024`,
    `- bytes of a shard, for each blob of 1 GiB: ${number(perShard)}`,
  ].join('\n');
}

async function measure(size: number, progress: Progress): Promise<EpochChange[]> {
  const network = await PaperNetwork.start(SHARDS);
  const changes: EpochChange[] = [];
  const stakes = new Map<string, number>();
  const stake = async (nodes: readonly PaperNode[], amount: (index: number) => number) => {
    const amounts = nodes.map((_, index) => amount(index));
    await network.stake(nodes, amounts);
    for (const [index, { nodeId }] of nodes.entries()) {
      stakes.set(nodeId, (stakes.get(nodeId) ?? 0) + amounts[index]!);
    }
  };
  const unstake = async (nodes: readonly PaperNode[]) => {
    await network.unstake(nodes);
    for (const { nodeId } of nodes) stakes.delete(nodeId);
  };
  const record = async (change: string) => {
    progress.step(`${size} nodes, change: ${change}`);
    const before = network.committee();
    const costs = await changeEpoch(network);
    const after = network.committee();
    const counts = apportion([...stakes.values()].map(BigInt), SHARDS);
    const entitled = new Map([...stakes.keys()].map((node, index) => [node, counts[index]!]));
    const movement = before.size === 0 ? [0, 0] : [shardsMoved(before, after), leastMoved(before, entitled)];
    changes.push({ size, change, costs, moved: movement[0]!, least: movement[1]! });
  };

  const first = await network.register(size);
  await stake(first, stakeOf);
  await record('first');
  await record('none');
  await stake(
    first.filter((_, index) => index % 3 === 0),
    () => 500,
  );
  await record('third');
  await unstake(first.slice(-1));
  await record('leaves');
  const second = await network.register(size);
  await unstake(first.slice(0, -1));
  await stake(second, stakeOf);
  await record('all');
  network.devnet.stop();
  return changes;
}

/** Changes the epoch; the committee reports, node after node. */
async function changeEpoch(network: PaperNetwork): Promise<StepCosts> {
  const votingEnd = await network.endVoting();
  const start = await network.startEpoch();
  const more = await network.advancePools();
  return { votingEnd, start, more, reports: await network.syncDone(network.members()) };
}

interface EpochChange {
  /** Nodes of the committee. */
  readonly size: number;
  readonly change: string;
  readonly costs: StepCosts;
  /** Shards that moved, and the fewest that could have. */
  readonly moved: number;
  readonly least: number;
}

function row({ size, change, costs, moved, least }: EpochChange): string[] {
  const { votingEnd, start, more, reports } = costs;
  const all = transactionsOf(costs);
  const units = (cost: Cost) => cost.units;
  const net = all.reduce((sum, cost) => sum + cost.net, 0n);
  return [
    String(size),
    change,
    number(all.length),
    number(votingEnd.units),
    number(start.units),
    more.length === 0 ? '' : number(most(units, more)),
    number(most(units, reports)),
    number(most(({ children }) => children, all)),
    (Number(net) / 1e9).toFixed(2),
    number(moved),
    number(least),
  ];
}

function transactionsOf({ votingEnd, start, more, reports }: StepCosts): readonly Cost[] {
  return [votingEnd, start, ...more, ...reports];
}

function most(of: (cost: Cost) => number, costs: readonly Cost[]): number {
  return Math.max(0, ...costs.map(of));
}
