/**
 * `npm run attack -- [--minutes 1] [--seed N] [--epochs 600] [--promise NAME] [--least N] [--move FOLDER]`:
 * an attacker with flash capital tries random transactions on the contracts, from one seed after the other
 * (or the one given), until the time is over or a promise is broken by `least` FROST or shards. What he finds
 * is cut down to what it needs. `--move` takes the Move packages from another folder.
 */
import { parseArgs } from 'node:util';
import { Arena } from '../test/simulation/attacker/arena.js';
import { cutDown, hunt } from '../test/simulation/attacker/hunt.js';
import { PROMISES } from '../test/simulation/attacker/judge.js';
import { describeFind } from '../test/simulation/attacker/report.js';

/** Runs of an attack to make it short. */
const CUTS = 400;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    epochs: { type: 'string', default: '600' },
    least: { type: 'string', default: '1' },
    promise: { type: 'string', multiple: true, default: [...PROMISES] },
    move: { type: 'string' },
  },
});
const [minutes, epochs, least] = [values.minutes, values.epochs, values.least].map((text) => {
  const value = Number(text);
  if (value > 0) return value;
  console.error(`'${text}' is not a number above 0`);
  process.exit(1);
}) as [number, number, number];
const quarries = PROMISES.filter((name) => values.promise.includes(name)).map((promised) => ({
  promised,
  least: BigInt(least),
}));

const arena = await Arena.open([], { folder: values.move });
const until = performance.now() + minutes * 60_000;
const first = Date.now() % 2 ** 32;
for (let round = 0; ; round++) {
  const seed = Number(values.seed ?? first + round);
  const { finds, ...played } = await hunt(arena, seed, quarries, epochs);
  console.error(`seed ${seed}: ${played.epochs} epochs, ${played.transactions} transactions`);
  for (const find of finds) console.log(describeFind(seed, await cutDown(arena, find, CUTS)));
  if (finds.length > 0) process.exitCode = 1;
  if (finds.length > 0 || values.seed !== undefined || performance.now() >= until) break;
}
arena.close();
