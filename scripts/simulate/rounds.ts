/**
 * `npm run simulate -- rounds [--rounds 2000] [--epochs 50] [--long 200] [--samples 32] [--seed 1] [--json]
 * [--update]`: what it pays to forget. Rounds on paper say how often nodes pass that lack something, what
 * adversaries earn, and what honest nodes pay beside as many faulty ones as the network bears. `--update`
 * writes it into `docs/evidence.md`.
 */
import { parseArgs } from 'node:util';
import { ADVERSARIES } from '../../test/simulation/rounds/adversaries/index.js';
import { play } from '../../test/simulation/rounds/economy.js';
import { measurePassing } from '../../test/simulation/rounds/pass-chance.js';
import { describeRounds, figuresOf } from '../../test/simulation/rounds/report.js';
import { writePage } from '../write-page.js';

/** Samples of a round: of small test networks, and of others. */
const SAMPLES = [32, 128];

export function simulateRounds(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '2000' },
      epochs: { type: 'string', default: '50' },
      long: { type: 'string', default: '200' },
      samples: { type: 'string', default: '32' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
    },
  });
  const [rounds, epochs, long, samples, seed] = (
    ['rounds', 'epochs', 'long', 'samples', 'seed'] as const
  ).map((name) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value > 0) return value;
    console.error(`--${name} '${values[name]}' is not a whole number above 0`);
    process.exit(1);
  }) as [number, number, number, number, number];

  const passing = SAMPLES.flatMap((k) =>
    measurePassing({
      seed,
      samples: k,
      rounds,
      onProgress: (done) => {
        if (done % 500 === 0 || done === rounds) console.error(`${k} samples: ${done} of ${rounds} rounds`);
      },
    }),
  );
  const outcomes = ADVERSARIES.map((adversary, index) => {
    console.error(`adversary ${index + 1} of ${ADVERSARIES.length}: ${epochs} epochs, then ${long}`);
    return {
      alone: play(adversary, { seed, samples, epochs }),
      many: play(adversary, { seed: seed + 1, samples, epochs: long, areAll: true }),
    };
  });
  const simulated = { passing, outcomes, settings: { rounds, epochs, long, samples, seed } };
  const text = describeRounds(simulated);
  console.log(values.json ? JSON.stringify(figuresOf(simulated), undefined, 2) : text);
  if (values.update) writePage('docs/evidence.md', 'simulate rounds', text);
}
