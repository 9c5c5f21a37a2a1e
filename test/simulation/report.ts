/** What people read of simulations. */
import type { Scenario } from './scenario.js';
import type { Verdict } from './simulate.js';

/** Sums over many simulations. */
export interface Totals {
  seeds: number;
  epochs: number;
  transactions: number;
  shardsMoved: number;
  watched: number;
  kills: number;
  messages: number;
  readonly faults: Map<string, number>;
  readonly outcomes: Map<string, number>;
}

export function noTotals(): Totals {
  return {
    seeds: 0,
    epochs: 0,
    transactions: 0,
    shardsMoved: 0,
    watched: 0,
    kills: 0,
    messages: 0,
    faults: new Map(),
    outcomes: new Map(),
  };
}

/** Adds a simulation to the sums. */
export function addTo(totals: Totals, verdict: Verdict): void {
  const { epochs, transactions, shardsMoved, watched, kills, traffic, faults, outcomes } = verdict;
  totals.watched += watched;
  totals.kills += kills;
  totals.seeds++;
  totals.epochs += epochs;
  totals.transactions += transactions;
  totals.shardsMoved += shardsMoved;
  totals.messages += traffic.messages;
  const sum = (counts: Map<string, number>, name: string, count: number) =>
    counts.set(name, (counts.get(name) ?? 0) + count);
  for (const [name, count] of faults) sum(totals.faults, name, count);
  for (const [name, count] of Object.entries({
    lost: traffic.lost,
    duplicated: traffic.duplicated,
    cut: traffic.cut,
  }))
    sum(totals.faults, `messages ${name}`, count);
  for (const [name, count] of Object.entries(outcomes)) sum(totals.outcomes, name, count as number);
}

/** A few lines: how much was run, what was injected, what was done. */
export function describeTotals(totals: Totals): string {
  const { seeds, epochs, transactions, shardsMoved, messages, faults, outcomes } = totals;
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return [
    `${seeds} seeds, ${epochs} epochs, ${shardsMoved} shards moved, ${transactions} transactions, ` +
      `${messages} messages`,
    `faults: ${list(faults)}`,
    `events watched: ${totals.watched}, through ${totals.kills} kills`,
    `operations: ${list(outcomes)}`,
  ].join('\n');
}

/**
 * A failure with everything that it takes to see it again: the seed, the steps that it needs, and what
 * happened last.
 */
export function describeFailure(scenario: Scenario, { violations, trace }: Verdict): string {
  const { steps, ...setting } = scenario;
  return [
    `seed ${scenario.seed}: ${violations[0]}`,
    `setting: ${JSON.stringify(setting)}`,
    `${steps.length} steps:`,
    ...steps.map((step) => `  ${JSON.stringify(step)}`),
    'the end of its trace:',
    ...trace.slice(-25).map((line) => `  ${line}`),
    `again: npm run simulate -- --seed ${scenario.seed}  (with the same --epochs and --steps)`,
  ].join('\n');
}
