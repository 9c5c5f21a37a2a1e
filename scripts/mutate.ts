/**
 * `npm run mutate`: changes the code that holds promises, a little at a time, and says which changes no test
 * notices. `npm run mutate -- GROUP ...` takes some of the groups (scripts/mutate/groups.ts, and `move`);
 * `GROUP/FILE` takes one file of a group, and `GROUP/FILE:10-20` some lines of it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { table } from './bench/measure.js';
import { GROUPS, pathsOf, type MutationGroup, type MutationPart } from './mutate/groups.js';
import { moveMutants } from './mutate/move.js';

/** A change that made no test fail, and all of them. */
interface Outcome {
  readonly mutants: number;
  readonly survivors: readonly { readonly place: string; readonly was: string; readonly now: string }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

const runs = new Map([
  ...GROUPS.map((group) => [group.name, (part: MutationPart) => mutateSources(group, part)] as const),
  ['move', mutateMove] as const,
]);
const names = process.argv.length > 2 ? process.argv.slice(2) : [...runs.keys()];
const parts = names.map(partOf);

const rows: string[][] = [];
for (const [index, part] of parts.entries()) {
  const name = names[index]!;
  console.log(`\n${name}`);
  const start = Date.now();
  const { mutants, survivors } = await runs.get(part.group)!(part);
  for (const { place, was, now } of survivors) console.log(`${place}\n  was: ${was.trim()}\n  now: ${now}`);
  const noticed = mutants - survivors.length;
  const score = `${((100 * noticed) / mutants).toFixed(1)} %`;
  const seconds = `${Math.round((Date.now() - start) / 1000)} s`;
  rows.push([name, String(mutants), String(noticed), score, seconds]);
}
console.log(`\n${table(['group', 'mutants', 'noticed', 'score', 'time'], rows)}`);

/** Reads `GROUP`, `GROUP/FILE` or `GROUP/FILE:FROM-TO`. */
function partOf(name: string): MutationPart {
  const [, group = '', file, from, to] = /^([\w-]+)(?:\/([\w-]+)(?::(\d+)-(\d+))?)?$/.exec(name) ?? [];
  if (!runs.has(group)) throw new Error(`no group in ${name}; there are ${[...runs.keys()].join(', ')}`);
  return { group, file, ...(from !== undefined && { lines: [Number(from), Number(to)] }) };
}

/** Runs Stryker on a copy of the repository. */
async function mutateSources({ name, sources, tests }: MutationGroup, part: MutationPart): Promise<Outcome> {
  const range = part.lines === undefined ? '' : `:${part.lines.join('-')}`;
  const mutate = pathsOf(part, sources).map((path) => path + range);
  // Read by vitest.mutate.config.ts, in the processes that Stryker starts.
  process.env['HAULOUT_MUTATE_TESTS'] = tests.join(' ');
  const results = await new Stryker({
    configFile: 'scripts/mutate/stryker.json',
    mutate,
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

async function mutateMove(part: MutationPart): Promise<Outcome> {
  let mutants = 0;
  const survivors = [];
  for await (const { path, line, was, now, isNoticed } of moveMutants(part)) {
    mutants++;
    if (mutants % 25 === 0)
      console.error(`${mutants} mutants, ${survivors.length} survive; at ${path}:${line}`);
    if (!isNoticed) survivors.push({ place: `${path}:${line}`, was, now: now.trim() || '(left out)' });
  }
  return { mutants, survivors };
}
