/**
 * The search for a broken promise: from a seed, epoch after epoch, and again and again from those moments
 * that were farthest from what exact arithmetic says.
 */
import { seededRandom } from '../../support/random.js';
import type { Arena } from './arena.js';
import { ONE } from './growth.js';
import { leaveOut } from '../shrink.js';
import { Dice, epochOf, type Call, type Step } from './attack.js';
import type { Breach, Promised } from './judge.js';
import { play, start, type Position } from './play.js';

/** A promise that may be broken, and from which extent on that counts. */
export interface Quarry {
  readonly promised: Promised;
  /** FROST, or shards. */
  readonly least: bigint;
}

/** An attack that works. */
export interface Find {
  readonly quarry: Quarry;
  readonly steps: readonly Step[];
  readonly breach: Breach;
  readonly story: readonly string[];
  /** Epochs that had been played until then. */
  readonly epochs: number;
}

export interface Hunt {
  readonly finds: readonly Find[];
  readonly transactions: number;
  readonly epochs: number;
  /** How often each call was made in a transaction that succeeded. */
  readonly done: ReadonlyMap<Call['kind'], number>;
}

/** A moment that has been reached. */
interface Reached {
  readonly steps: readonly Step[];
  readonly position: Position;
}

/** How many epochs an attack may last, and how many moments are kept of each epoch. */
const LONGEST = 14;
const KEPT = 2;

/**
 * Looks for breaches, until each promise is broken.
 *
 * @param epochs most epochs that are played
 */
export async function hunt(
  arena: Arena,
  seed: number,
  quarries: readonly Quarry[],
  epochs: number,
): Promise<Hunt> {
  const dice = new Dice(seededRandom(seed));
  const kept: Reached[][] = [[{ steps: [], position: start(arena) }]];
  const finds: Find[] = [];
  const done = new Map<Call['kind'], number>();
  let transactions = 0;
  for (let played = 1; played <= epochs; played++) {
    const age = dice.below(kept.length);
    const from = kept[age]![dice.below(kept[age]!.length)]!;
    const more = epochOf(dice);
    const outcome = await play(arena, from.position, more);
    const steps = [...from.steps, ...more];
    transactions += outcome.transactions;
    for (const kind of outcome.done) done.set(kind, (done.get(kind) ?? 0) + 1);
    for (const quarry of quarries) {
      if (finds.some((find) => find.quarry === quarry) || !outcome.breaches.some(isOf(quarry))) continue;
      finds.push({ ...(await retell(arena, steps, quarry))!, epochs: played });
    }
    if (finds.length === quarries.length) return { finds, transactions, epochs: played, done };
    if (age + 1 >= LONGEST) continue;
    const others = kept[age + 1] ?? [];
    kept[age + 1] = [{ steps, position: outcome.position }, ...others].sort(byProspect).slice(0, KEPT);
  }
  return { finds, transactions, epochs, done };
}

const isOf =
  ({ promised, least }: Quarry) =>
  (breach: Breach): boolean =>
    breach.promised === promised && breach.extent >= least;

/** Digits of what counts can be multiplied: how far stake has grown, and how far the contracts are off. */
function prospect({ record }: Position): number {
  const grown = [...record.growth.values()].map((growth) => growth.between(0, record.epoch) / ONE);
  const most = grown.reduce((max, each) => (each > max ? each : max), 1n);
  return Math.log2(Number(most)) + Math.log2(1 + Number(record.distance));
}

function byProspect({ position: a }: Reached, { position: b }: Reached): number {
  return prospect(b) - prospect(a);
}

/** Plays an attack from the beginning; undefined if it does not break the promise. */
async function retell(
  arena: Arena,
  steps: readonly Step[],
  quarry: Quarry,
): Promise<Omit<Find, 'epochs'> | undefined> {
  const { breaches, story } = await play(arena, start(arena), steps, isOf(quarry));
  const breach = breaches.find(isOf(quarry));
  return breach === undefined ? undefined : { quarry, steps, breach, story };
}

/** Leaves out of an attack what it does not need, and makes its amounts plain. */
export async function cutDown(arena: Arena, find: Find, runs: number): Promise<Find> {
  let smallest = find;
  let left = runs;
  const attempt = async (steps: readonly Step[]): Promise<boolean> => {
    if (left-- <= 0) return false;
    const found = await retell(arena, steps, find.quarry);
    if (found !== undefined) smallest = { ...smallest, ...found };
    return found !== undefined;
  };
  await leaveOut(smallest.steps, attempt);
  for (let at = smallest.steps.length - 1; at >= 0; at--) {
    const step = smallest.steps[at]!;
    if (step.kind !== 'transaction') continue;
    const withCalls = (calls: readonly Call[]) => attempt(smallest.steps.with(at, { ...step, calls }));
    const calls = await leaveOut(step.calls, withCalls);
    for (const [index, call] of calls.entries()) {
      if ('frost' in call) await withCalls(calls.with(index, { ...call, frost: plain(call.frost) }));
    }
  }
  return smallest;
}

/** With one digit. */
function plain(frost: bigint): bigint {
  const unit = 10n ** BigInt(`${frost}`.length - 1);
  return (frost / unit) * unit;
}
