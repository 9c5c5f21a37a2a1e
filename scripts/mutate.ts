/**
 * `npm run mutate`: changes the code that holds promises, a little at a time, and says which changes no test
 * notices. `npm run mutate -- GROUP ...` takes some of the groups (scripts/mutate/groups.ts, and `move`).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { table } from './bench/measure.js';
import { GROUPS, type MutationGroup } from './mutate/groups.js';
import { moveMutants } from './mutate/move.js';

/** A change that made no test fail, and all of them. */
interface Outcome {
  readonly mutants: number;
  readonly survivors: readonly { readonly place: string; readonly was: string; readonly now: string }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

const runs = new Map([
  ...GROUPS.map((group) => [group.name, () => mutateSources(group)] as const),
  ['move', mutateMove] as const,
]);
const names = process.argv.length > 2 ? process.argv.slice(2) : [...runs.keys()];
const unknown = names.filter((name) => !runs.has(name));
if (unknown.length > 0) {
  throw new Error(`no group ${unknown.join(', ')}; there are ${[...runs.keys()].join(', ')}`);
}

const rows: string[][] = [];
for (const name of names) {
  console.log(`\n${name}`);
  const start = Date.now();
  const { mutants, survivors } = await runs.get(name)!();
  for (const { place, was, now } of survivors) console.log(`${place}\n  was: ${was.trim()}\n  now: ${now}`);
  const noticed = mutants - survivors.length;
  const score = `${((100 * noticed) / mutants).toFixed(1)} %`;
  const seconds = `${Math.round((Date.now() - start) / 1000)} s`;
  rows.push([name, String(mutants), String(noticed), score, seconds]);
}
console.log(`\n${table(['group', 'mutants', 'noticed', 'score', 'time'], rows)}`);

/** Runs Stryker on a copy of the repository. */
async function mutateSources({ name, sources, tests }: MutationGroup): Promise<Outcome> {
  // Read by vitest.mutate.config.ts, in the processes that Stryker starts.
  process.env['HAULOUT_MUTATE_TESTS'] = tests.join(' ');
  const results = await new Stryker({
    configFile: 'scripts/mutate/stryker.json',
    mutate: [...sources],
    jsonReporter: { fileName: `build/mutation/${name}.json` },
  }).runMutationTest();
  const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  const unnoticed = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const survivors = unnoticed.map(({ fileName, location: { start }, replacement = '' }) => ({
    place: `${fileName.slice(root.length)}:${start.line}:${start.column}`,
    was: readFileSync(fileName, 'utf8').split('\n')[start.line - 1]!,
    now: replacement,
  }));
  return { mutants: noticed.length + survivors.length, survivors };
}

async function mutateMove(): Promise<Outcome> {
  let mutants = 0;
  const survivors = [];
  for await (const { path, line, was, now, isNoticed } of moveMutants()) {
    mutants++;
    if (mutants % 25 === 0)
      console.error(`${mutants} mutants, ${survivors.length} survive; at ${path}:${line}`);
    if (!isNoticed) survivors.push({ place: `${path}:${line}`, was, now: now.trim() || '(left out)' });
  }
  return { mutants, survivors };
}
