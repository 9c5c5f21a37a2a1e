/**
 * Mutants of the Move modules that count: thresholds, votes, D'Hondt, the assignment of shards, the accounts
 * of storage. Each is judged by the tests of its module, on this project's VM.
 *
 * Compiling takes longer than the tests, so many mutants are compiled at once: each is a module of its own,
 * with a number behind its name, and so are its tests. The rest of the package is left out.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CompileError, compileTests, type PackageFiles } from '@haulout/devnet/compiler';
import { runCompiledTests, type MoveTest, type MoveTestPlan } from '@haulout/devnet/test';
import { pathsOf, type MutationPart } from './groups.js';

/** A changed source, and what became of it. */
export interface MoveMutant {
  /** From the root of the repository. */
  readonly path: string;
  /** From 1 on. */
  readonly line: number;
  readonly was: string;
  readonly now: string;
  readonly isNoticed: boolean;
}

const MODULES = [
  'walrus_core/sources/committee/quorum',
  'walrus_core/sources/committee/apportionment',
  'walrus_core/sources/committee/committee',
  'walrus_core/sources/epoch/votes',
  'walrus_core/sources/epoch/burn_rate',
  'walrus/sources/storage/storage_accounting',
];
/** A mutant goes round in circles if a test takes so many times what the longest takes without changes. */
const STEP_FACTOR = 4;
/** Mutants that are compiled at once. */
const BATCH = 24;

const text = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const pathOf = (module: string) => `move/${module}.move`;

/** Operators, each with what it becomes. Spaces tell comparisons from type arguments. */
const SWAPS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ < /g, [' <= ', ' >= ']],
  [/ <= /g, [' < ', ' > ']],
  [/ > /g, [' >= ', ' <= ']],
  [/ >= /g, [' > ', ' < ']],
  [/ == /g, [' != ']],
  [/ != /g, [' == ']],
  [/ \+ /g, [' - ']],
  [/ - /g, [' + ']],
  [/ \* /g, [' / ']],
  [/ \/ /g, [' * ']],
  [/ % /g, [' / ']],
  [/ && /g, [' || ']],
  [/ \|\| /g, [' && ']],
  [/\btrue\b/g, ['false']],
  [/\bfalse\b/g, ['true']],
  [/\.min\(/g, ['.max(']],
  [/\.max\(/g, ['.min(']],
  [/!(?=[\w(])(?<=\(!|& !| !)/g, ['']],
];
const NUMBER = /(?<![\w.])\d+(?=u\d+\b|\b(?!\w))/g;
/** A whole statement on a line that can be left out and may still compile. */
const STATEMENT = /^\s+(?!let |use |const |return |break)[^{}]*;$/;

/** All changes of one line. */
function changesOf(line: string): string[] {
  const code = line.replace(/\/\/.*$/, '');
  if (/^\s*(const E|use |module |public struct )/.test(code) || code.trim() === '') return [];
  const replaced = (at: number, length: number, by: string) =>
    line.slice(0, at) + by + line.slice(at + length);
  const swapped = SWAPS.flatMap(([what, becomes]) =>
    [...code.matchAll(what)].flatMap(({ index, 0: found }) =>
      becomes.map((by) => replaced(index, found.length, by)),
    ),
  );
  const counted = [...code.matchAll(NUMBER)].flatMap(({ index, 0: found }) =>
    [Number(found) + 1, Number(found) - 1]
      .filter((other) => other >= 0)
      .map((other) => replaced(index, found.length, String(other))),
  );
  return [...swapped, ...counted, ...(STATEMENT.test(code) ? [''] : [])];
}

const wal: PackageFiles = {
  'Move.toml': text('move/wal/Move.toml'),
  'sources/wal.move': text('move/wal/sources/wal.move'),
};
/** What the modules of `walrus_core` and their tests use of each other, unchanged. */
const core: PackageFiles = {
  'Move.toml': text('move/walrus_core/Move.toml'),
  'sources/quorum.move': text('move/walrus_core/sources/committee/quorum.move'),
  'sources/committee.move': text('move/walrus_core/sources/committee/committee.move'),
  'sources/votes.move': text('move/walrus_core/sources/epoch/votes.move'),
  'sources/test_random.move': text('move/walrus_core/sources/test_random.move'),
};
/** What a package has besides the modules that are mutated, by its name. */
const shared: Readonly<Record<string, PackageFiles>> = {
  walrus_core: core,
  walrus: { 'Move.toml': text('move/walrus/Move.toml') },
};

/** Source and tests of a module under a name with a number, by which its tests still call it as before. */
function numbered(
  source: string,
  tests: string,
  { owner, name, number }: Place & { readonly number: number },
) {
  const own = `${name}_${number}`;
  return {
    [`sources/${own}.move`]: source.replace(`module ${owner}::${name};`, `module ${owner}::${own};`),
    [`tests/${own}.move`]: tests
      .replace(`module ${owner}::${name}_tests;`, `module ${owner}::tests_${number};`)
      .replace(`use ${owner}::${name};`, `use ${owner}::${own} as ${name};`)
      .replace(`${name}::{Self`, `${own}::{Self as ${name}`)
      .replaceAll(`location = ${owner}::${name}`, `location = ${owner}::${own}`),
  };
}

/** A module, and the package that it is in. */
interface Place {
  readonly owner: string;
  readonly name: string;
}

/** Versions of a module by number, with its tests, compiled; leaves out those that do not compile. */
async function compileVersions(place: Place, versions: ReadonlyMap<number, string>): Promise<MoveTestPlan> {
  const { owner, name } = place;
  const tests = text(`move/${owner}/tests/${name}_tests.move`);
  const files = Object.assign(
    {},
    shared[owner],
    ...[...versions].map(([number, source]) => numbered(source, tests, { ...place, number })),
  );
  try {
    return await compileTests({ files, locals: { '../wal': wal, '../walrus_core': core } });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    // The compiler says in which files the errors are; a warning is none. Number 0 has none.
    const errors = error.message.matchAll(/\berror\[\w+\][^]*?_(\d+)\.move/g);
    const bad = new Set(Array.from(errors, ([, number]) => Number(number)));
    const good = new Map([...versions].filter(([number]) => number === 0 || !bad.has(number)));
    if (good.size === versions.size) throw error;
    return await compileVersions(place, good);
  }
}

/** Whether the tests notice each of some versions of a module; undefined for one that does not compile. */
async function areNoticed(module: string, versions: readonly string[]): Promise<(boolean | undefined)[]> {
  const place = { owner: module.replace(/\/.*$/, ''), name: module.replace(/^.*\//, '') };
  const sources = [text(pathOf(module)), ...versions];
  const plan = await compileVersions(place, new Map(sources.entries()));
  const run = (isWanted: (test: MoveTest) => boolean, stepLimit?: number) =>
    runCompiledTests({ ...plan, tests: plan.tests.filter(isWanted) }, stepLimit ? { stepLimit } : {}).tests;
  const unchanged = run(({ module: { name } }) => name === 'tests_0');
  if (unchanged.some(({ verdict }) => verdict !== 'pass'))
    throw new Error(`the tests of ${module} fail without any change`);

  // The cheapest test first, and no more tests of a version that one has noticed.
  const byCost = unchanged.toSorted((a, b) => a.instructions - b.instructions);
  const stepLimit = STEP_FACTOR * byCost.at(-1)!.instructions;
  const compiled = new Set(plan.tests.map((test) => test.module.name));
  const unnoticed = new Set(compiled);
  for (const cheapest of byCost) {
    const wanted = functionOf(cheapest);
    const results = run((test) => test.function === wanted && unnoticed.has(test.module.name), stepLimit);
    for (const { name, verdict } of results) if (verdict !== 'pass') unnoticed.delete(name.split('::')[1]!);
  }
  return versions.map((_, index) => {
    const tests = `tests_${index + 1}`;
    return compiled.has(tests) ? !unnoticed.has(tests) : undefined;
  });
}

const functionOf = ({ name }: { readonly name: string }) => name.split('::')[2]!;

/** Makes every mutant of a part; those that do not compile are none. */
export async function* moveMutants(part: MutationPart): AsyncGenerator<MoveMutant> {
  const [first, last] = part.lines ?? [1, Infinity];
  for (const module of pathsOf(part, MODULES)) {
    const source = text(pathOf(module));
    const lines = source.split('\n');
    const changes = lines
      .flatMap((was, index) => changesOf(was).map((now) => ({ was, now, line: index + 1 })))
      .filter(({ line }) => line >= first! && line <= last!);
    for (let from = 0; from < changes.length; from += BATCH) {
      const batch = changes.slice(from, from + BATCH);
      const versions = batch.map(({ line, now }) => lines.with(line - 1, now).join('\n'));
      const noticed = await areNoticed(module, versions);
      for (const [index, change] of batch.entries()) {
        const isNoticed = noticed[index];
        if (isNoticed !== undefined) yield { path: pathOf(module), ...change, isNoticed };
      }
    }
  }
}
