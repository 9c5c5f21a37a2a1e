/**
 * What an adversary has of it. All figures are parts of what the shards of an honest node earn.
 *
 * Keeping what a shard should have for an epoch costs `storage` of its rewards, up to the whole of them as
 * the design has it. To fetch it costs `fetching` of that.
 */
import type { Adversary } from './adversaries/index.js';
import type { PaperNode } from './node.js';
import { REWARDS, World, type WorldOptions } from './world.js';

/** What things cost. */
export interface Prices {
  /** Keeping a shard for an epoch, of its rewards. */
  readonly storage: number;
  /** Fetching it, of that. */
  readonly fetching: number;
}

/** Storage that costs all that it earns; a byte is fetched for what keeping it for half a week costs. */
export const DEAREST: Prices = { storage: 1, fetching: 0.25 };

/** How it went. */
export interface Outcome {
  readonly adversary: Adversary;
  readonly epochs: number;
  readonly rounds: number;
  readonly failedRounds: number;
  /** Of what it should have kept, in the mean over time. */
  readonly kept: number;
  /** Of its rounds. */
  readonly passed: number;
  /** Of its stake. */
  readonly stakeLost: number;
  /** What was ordered against honest nodes. */
  readonly honestPaid: number;
  readonly isBalanced: boolean;
  /** What it has over an honest node, of the rewards of its shards. */
  gain(prices: Prices): number;
}

/** Lets an adversary play for some epochs. */
export function play(
  adversary: Adversary,
  options: WorldOptions & { readonly epochs: number; readonly areAll?: boolean },
): Outcome {
  const { epochs, areAll = adversary.is === 'all' } = options;
  const count = areAll ? World.faultyNodes() : 1;
  const world = new World({
    ...options,
    ...adversary.options,
    adversaries: (index) => (index < count ? adversary.behave(index, epochs) : undefined),
  });
  for (let epoch = 0; epoch < epochs; epoch++) world.playEpoch();
  const { adversaries } = world;
  const honest = world.nodes.filter(({ isHonest }) => isHonest);
  const verdicts = adversaries.map((node) => {
    const asked = [...node.verdicts.entries()].filter(([verdict]) => verdict !== 'Exempt');
    const all = asked.reduce((sum, [, times]) => sum + times, 0);
    return (node.verdicts.get('Passed') ?? 0) / Math.max(1, all);
  });
  return {
    adversary,
    epochs,
    rounds: world.rounds,
    failedRounds: world.failedRounds,
    kept: mean(adversaries.map(({ kept, owed }) => kept / owed)),
    passed: mean(verdicts),
    stakeLost: mean(adversaries.map(stakeLost)),
    honestPaid: world.honestPaid.length,
    isBalanced: world.isBalanced,
    gain: (prices) => profit(adversaries, epochs, prices) - profit(honest, epochs, prices),
  };
}

/** The fetching price below which it pays, with storage at its dearest; undefined if it does at none or any. */
export function breakEven(outcome: Outcome): number | undefined {
  const free = outcome.gain({ ...DEAREST, fetching: 0 });
  const perPrice = free - outcome.gain({ ...DEAREST, fetching: 1 });
  return perPrice > 1e-9 && free > 0 ? free / perPrice : undefined;
}

/** Of what the shards that their stake stands for earn. */
function profit(nodes: readonly PaperNode[], epochs: number, { storage, fetching }: Prices): number {
  let sum = 0;
  let shards = 0;
  for (const node of nodes) {
    const { stake, paid, waiting } = node.pool.money;
    const earned = Number(stake - node.stakedAtFirst + paid + waiting - node.spent) / Number(REWARDS);
    sum += earned - storage * (node.kept + fetching * node.fetched);
    shards += node.shardsAtFirst;
  }
  return sum / shards / epochs;
}

function stakeLost(node: PaperNode): number {
  return 1 - Number(node.pool.money.stake) / Number(node.stakedAtFirst);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
