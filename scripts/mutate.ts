/**
 * `npm run mutate`: changes the code that holds promises, a little at a time, and says which changes no test
 * notices. `npm run mutate -- GROUP ...` takes some of the groups (scripts/mutate/groups.ts).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { table } from './bench/measure.js';
import { GROUPS, type MutationGroup } from './mutate/groups.js';

type Mutants = Awaited<ReturnType<Stryker['runMutationTest']>>;

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !GROUPS.some((group) => group.name === name));
if (unknown.length > 0) {
  const known = GROUPS.map(({ name }) => name).join(', ');
  throw new Error(`no group ${unknown.join(', ')}; there are ${known}`);
}

const rows: string[][] = [];
for (const group of GROUPS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const start = Date.now();
  const mutants = await run(group);
  const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  for (const { fileName, location, status, mutatorName, replacement } of survivors) {
    const path = fileName.slice(fromRoot('').length);
    const { line, column } = location.start;
    const was = readFileSync(fileName, 'utf8').split('\n')[line - 1]!.trim();
    console.log(`${path}:${line}:${column} ${status} ${mutatorName}\n  was: ${was}\n  now: ${replacement}`);
  }
  const noticed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const all = noticed + survivors.length;
  const score = `${((100 * noticed) / all).toFixed(1)} %`;
  rows.push([
    group.name,
    String(all),
    String(noticed),
    score,
    `${Math.round((Date.now() - start) / 1000)} s`,
  ]);
}
console.log(table(['group', 'mutants', 'noticed', 'score', 'time'], rows));

/** Runs Stryker on a copy of the repository. */
async function run({ name, sources, tests }: MutationGroup): Promise<Mutants> {
  console.log(`\n${name}`);
  // Read by vitest.mutate.config.ts, in the processes that Stryker starts.
  process.env['HAULOUT_MUTATE_TESTS'] = tests.join(' ');
  return new Stryker({
    configFile: 'scripts/mutate/stryker.json',
    mutate: [...sources],
    jsonReporter: { fileName: `build/mutation/${name}.json` },
  }).runMutationTest();
}
