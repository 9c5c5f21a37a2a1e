/**
 * `npm run simulate -- [--minutes 30] [--seed NAME] [--epochs 5] [--steps 16]`: whole networks in virtual
 * time, one seed after the other (or the one given), until the time is over or a promise is broken. A failure
 * is cut down to the steps that it needs.
 */
import { parseArgs } from 'node:util';
import { scenarioOf } from '../../test/simulation/scenario.js';
import { shrink } from '../../test/simulation/shrink.js';
import { simulate } from '../../test/simulation/simulate.js';
import { addTo, describeFailure, describeTotals, noTotals } from '../../test/simulation/report.js';

/** Simulates until the time is over. */
export async function simulateNetworks(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string' },
      epochs: { type: 'string', default: '5' },
      steps: { type: 'string', default: '16' },
      trace: { type: 'boolean', default: false },
    },
  });
  const [minutes, epochs, stepsPerEpoch] = [values.minutes, values.epochs, values.steps].map((text) => {
    const value = Number(text);
    if (value > 0) return value;
    console.error(`'${text}' is not a number above 0`);
    process.exit(1);
  }) as [number, number, number];

  const until = performance.now() + minutes * 60_000;
  const totals = noTotals();
  const first = Date.now();
  for (let round = 0; ; round++) {
    const seed = values.seed ?? `${first + round}`;
    const scenario = scenarioOf(seed, { epochs, stepsPerEpoch });
    const verdict = await simulate(scenario);
    addTo(totals, verdict);
    if (values.trace) console.log(verdict.trace.join('\n'));
    if (verdict.violations.length > 0) {
      console.log(`seed ${seed}: ${verdict.violations[0]}\nlooking for the steps that it takes ...`);
      const smallest = await shrink(
        scenario,
        async (smaller) => (await simulate(smaller)).violations.length > 0,
        60,
      );
      console.log(describeFailure(smallest, await simulate(smallest)));
      process.exitCode = 1;
      break;
    }
    process.stderr.write(
      `seed ${seed}: ${verdict.epochs} epochs, ${verdict.transactions} transactions, held\n`,
    );
    if (values.seed !== undefined || performance.now() >= until) break;
  }
  console.log(describeTotals(totals));
}
