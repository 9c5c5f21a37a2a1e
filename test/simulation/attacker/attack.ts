/**
 * What the attacker tries: plain data that follows from a seed, so that it can be cut down and run again. He
 * knows which calls there are and what they are good for, and no attack.
 */
import { WAL } from './arena.js';

/** A call, or some of a kind. The numbers choose among what is there. */
export type Call =
  | { readonly kind: 'stake'; readonly node: number; readonly frost: bigint }
  /** Takes stake of this transaction back, or all but 1 WAL of each. */
  | { readonly kind: 'unstake'; readonly keepOne: boolean }
  /** Asks for all stake with a node. */
  | { readonly kind: 'request'; readonly node: number }
  /** Takes out what is free. */
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'split'; readonly pick: number; readonly frost: bigint }
  | { readonly kind: 'join'; readonly pick: number }
  | { readonly kind: 'vote'; readonly node: number; readonly price: bigint }
  | { readonly kind: 'update prices' }
  | { readonly kind: 'buy'; readonly mib: number; readonly epochs: number }
  | { readonly kind: 'extend'; readonly epochs: number }
  | { readonly kind: 'subsidise'; readonly frost: bigint }
  | { readonly kind: 'rejoin'; readonly node: number }
  | { readonly kind: 'end voting' }
  | { readonly kind: 'start epoch' };

/** Something that happens: a transaction of somebody, or the next half of an epoch is over. */
export type Step =
  | { readonly kind: 'wait' }
  | { readonly kind: 'transaction'; readonly by: 'attacker' | 'victim'; readonly calls: readonly Call[] };

/** How often a kind of move is tried, and what it is. */
type Move = readonly [weight: number, make: (dice: Dice) => readonly Call[]];

/** Choices from a random source. */
export class Dice {
  private readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  chance(of: number): boolean {
    return this.random() < of;
  }

  /** One of his nodes; most of all the first, which serves from the start. */
  node(): number {
    return this.chance(0.4) ? 0 : this.below(NODES);
  }

  /** Any order of magnitude is as likely as any other. */
  frost(leastWal: number, mostWal: number): bigint {
    const amount = leastWal * (mostWal / leastWal) ** this.random();
    return BigInt(Math.round(amount * 1000)) * (WAL / 1000n);
  }

  weighed<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    let left = this.random() * choices.reduce((total, [weight]) => total + weight, 0);
    for (const [weight, value] of choices) {
      if ((left -= weight) < 0) return value;
    }
    return choices.at(-1)![1];
  }
}

const NODES = 1000;
const EPOCHS = 20;

/** Stakes are near the least that is allowed, as large as those of others, or a fortune. */
const stakeOf = (dice: Dice): bigint =>
  dice.weighed([
    [3, () => dice.frost(1, 2)],
    [5, () => dice.frost(2, 30)],
    [1, () => dice.frost(30, 1e5)],
  ])();

const stake = (dice: Dice): Call => ({ kind: 'stake', node: dice.node(), frost: stakeOf(dice) });

const MOVES: readonly Move[] = [
  // Stakers.
  [6, (dice) => [stake(dice)]],
  [8, (dice) => renewed(dice)],
  [2, (dice) => [{ kind: 'request', node: dice.node() }]],
  [8, () => [{ kind: 'withdraw' }]],
  [1, (dice) => [{ kind: 'split', pick: dice.below(NODES), frost: dice.frost(1, 30) }]],
  [1, (dice) => [{ kind: 'join', pick: dice.below(NODES) }]],
  // Flash capital: stake that is there for a moment.
  [4, (dice) => passing(dice)],
  // Rewards.
  [7, (dice) => [{ kind: 'subsidise', frost: dice.frost(10, 1e5) }]],
  [1, (dice) => [{ kind: 'buy', mib: 1 + dice.below(2000), epochs: 1 + dice.below(EPOCHS) }]],
  [1, (dice) => [{ kind: 'extend', epochs: 1 + dice.below(EPOCHS) }]],
  // Votes.
  [4, (dice) => swayed(dice)],
  [1, (dice) => [{ kind: 'rejoin', node: dice.node() }]],
  // Time.
  [3, () => [{ kind: 'end voting' }]],
  [1, () => [{ kind: 'start epoch' }]],
];

/** Other stake takes the place of what is with a node. */
function renewed(dice: Dice): Call[] {
  const node = dice.node();
  const calls: Call[] = [
    { kind: 'request', node },
    { kind: 'stake', node, frost: stakeOf(dice) },
  ];
  return dice.chance(0.5) ? calls : calls.reverse();
}

/** Stake with some nodes, one after the other, for a moment. */
function passing(dice: Dice): Call[] {
  const first = dice.node();
  const frost = dice.weighed([
    [1, dice.frost(1, 30)],
    [1, dice.frost(30, 1e6)],
  ]);
  const nodes = Array.from({ length: 1 + dice.below(6) }, (_, index) => first + index);
  return [
    ...nodes.map((node): Call => ({ kind: 'stake', node, frost })),
    { kind: 'unstake', keepOne: dice.chance(0.5) },
  ];
}

/** Votes, and what they may be good for. */
function swayed(dice: Dice): Call[] {
  const node = dice.node();
  const vote = (): Call => ({
    kind: 'vote',
    node,
    price: dice.chance(0.3) ? 0n : 10n ** BigInt(dice.below(8)),
  });
  const calls: Call[] = [vote()];
  if (dice.chance(0.7)) calls.push({ kind: 'update prices' });
  if (dice.chance(0.4)) calls.push({ kind: 'buy', mib: 1000, epochs: 1 + dice.below(EPOCHS) });
  if (dice.chance(0.4)) calls.push({ kind: 'extend', epochs: 1 + dice.below(EPOCHS) });
  if (dice.chance(0.5)) calls.push(vote());
  if (dice.chance(0.3)) calls.push({ kind: 'update prices' });
  return calls;
}

/** An honest staker who is lured. */
function lured(dice: Dice): Call[] {
  return dice.weighed<() => readonly Call[]>([
    [3, () => [stake(dice)]],
    [2, () => [{ kind: 'request', node: dice.node() }]],
    [2, () => [{ kind: 'withdraw' }]],
  ])() as Call[];
}

/** The transactions of one epoch. */
export function epochOf(dice: Dice): Step[] {
  const steps: Step[] = [];
  for (let half = 0; half < 3; half++) {
    for (let left = dice.below(3); left > 0; left--) {
      if (dice.chance(0.15)) {
        steps.push({ kind: 'transaction', by: 'victim', calls: lured(dice) });
        continue;
      }
      const calls = Array.from({ length: 1 + dice.below(3) }, () => dice.weighed(MOVES)(dice)).flat();
      steps.push({ kind: 'transaction', by: 'attacker', calls });
    }
    steps.push({ kind: 'wait' });
  }
  return steps;
}
