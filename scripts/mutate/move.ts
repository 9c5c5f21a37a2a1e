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
import { runCompiledTests } from '@haulout/devnet/test';

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
/** Instructions of one test; a mutant that needs more goes round in circles. */
const STEP_LIMIT = 20_000_000;
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
  { owner, name, number }: { owner: string; name: string; number: number },
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

/** Whether the tests notice each of some versions of a module; undefined for one that does not compile. */
async function areNoticed(module: string, versions: readonly string[]): Promise<(boolean | undefined)[]> {
  const owner = module.replace(/\/.*$/, '');
  const name = module.replace(/^.*\//, '');
  const tests = text(`move/${owner}/tests/${name}_tests.move`);
  const files = Object.assign(
    {},
    shared[owner],
    ...versions.map((source, number) => numbered(source, tests, { owner, name, number })),
  );
  const compiled = await compileTests({ files, locals: { '../wal': wal, '../walrus_core': core } }).catch(
    (error: unknown) => {
      if (error instanceof CompileError) return undefined;
      throw error;
    },
  );
  if (compiled === undefined) {
    if (versions.length === 1) return [undefined];
    const half = versions.length >>> 1;
    const first = await areNoticed(module, versions.slice(0, half));
    return [...first, ...(await areNoticed(module, versions.slice(half)))];
  }
  const run = runCompiledTests(compiled, { filter: 'tests_', stepLimit: STEP_LIMIT });
  const failed = run.tests.filter(({ verdict }) => verdict !== 'pass');
  const noticed = new Set(failed.map((test) => test.name.split('::')[1]));
  return versions.map((_, number) => noticed.has(`tests_${number}`));
}

/** Makes every mutant; those that do not compile are none. */
export async function* moveMutants(): AsyncGenerator<MoveMutant> {
  for (const module of MODULES) {
    const source = text(pathOf(module));
    const [unchanged] = await areNoticed(module, [source]);
    if (unchanged !== false) throw new Error(`the tests of ${module} fail without any change`);
    const lines = source.split('\n');
    const changes = lines.flatMap((was, index) =>
      changesOf(was).map((now) => ({ was, now, line: index + 1 })),
    );
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
