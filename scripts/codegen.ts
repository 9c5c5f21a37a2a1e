/**
 * Writes sdk/src/contracts/generated from the Move packages: `npm run codegen`.
 *
 * Compiles the Move packages, describes the bytecode to @mysten/codegen and lets it generate types and call
 * builders; adds the table of abort codes. With `--check` nothing is written: it
 * fails, and names the files, when what is committed is not what would be generated.
 */
import { generateFromPackageSummary } from '@mysten/codegen';
import { compileFramework } from '@haulout/devnet/compiler';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED, renderAbortTable } from './codegen/abort-table.js';
import { readMoveSource, type ModuleSource } from './codegen/move-source.js';
import { summarize } from './codegen/summary.js';
import {
  built,
  moveFolder,
  packageNames,
  SOMEWHERE,
  type PackageName,
} from '../test/support/move-packages.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'sdk/src/contracts/generated');

const address = (short: string) => `0x${short.padStart(64, '0')}`;
/** Names of packages by their addresses in bytecode; one that is being compiled has address 0x0 itself. */
const LABELS = new Map([
  [address('1'), 'std'],
  [address('2'), 'sui'],
  ...Object.entries(SOMEWHERE).map(([name, place]) => [place, name] as const),
]);

interface SummarizedPackage {
  readonly modules: readonly { readonly bytecode: Uint8Array }[];
  readonly sources: readonly ModuleSource[];
}

const work = await mkdtemp(join(tmpdir(), 'haulout-codegen-'));
try {
  const generated = join(work, 'generated');
  await generate(generated);
  if (process.argv.includes('--check')) await check(generated);
  else await replace(generated);
} finally {
  await rm(work, { recursive: true, force: true });
}

async function generate(outputDir: string): Promise<void> {
  const framework = await compileFramework();
  const [std, sui] = framework.map(({ modules }) => modules);
  const dependencies: Record<string, SummarizedPackage> = {
    std: { modules: std!, sources: [] },
    sui: { modules: sui!, sources: await sourcesOf(join(root, 'devnet/framework')) },
  };
  const sources = new Map<PackageName, readonly ModuleSource[]>();
  for (const name of packageNames) {
    const directory = moveFolder(name);
    const own = {
      modules: await built(name),
      sources: await sourcesOf(join(directory, 'sources')),
    };
    sources.set(name, own.sources);
    await bindings(name, { packages: { ...dependencies, [name]: own }, outputDir });
    // Those that come after it may use it.
    if (Object.hasOwn(SOMEWHERE, name)) dependencies[name] = own;
  }
  for (const used of ['walrus_core', 'walrus'] as const) await useOnce(used, outputDir);
  await writeFile(join(outputDir, 'aborts.ts'), await renderAbortTable(sources));
  await writeFile(join(outputDir, 'index.ts'), await renderIndex(outputDir));
}

/**
 * The generator gives each package bindings of its own to what it uses of others. Those to a package of ours
 * are there already: they are removed, and the imports lead to the others.
 */
async function useOnce(used: PackageName, outputDir: string): Promise<void> {
  for (const name of packageNames) {
    await rm(join(outputDir, name, 'deps', used), { recursive: true, force: true });
    for (const file of await readdir(join(outputDir, name))) {
      if (!file.endsWith('.ts')) continue;
      const path = join(outputDir, name, file);
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replaceAll(`'./deps/${used}/`, `'../${used}/`));
    }
  }
}

/** One namespace for each generated module: `walrus/storage_resource.ts` is `storageResource`. */
async function renderIndex(outputDir: string): Promise<string> {
  const lines = [];
  for (const name of packageNames) {
    const files = await readdir(join(outputDir, name));
    for (const file of files.filter((file) => file.endsWith('.ts')).sort()) {
      const module = file.slice(0, -'.ts'.length);
      const namespace = module.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      lines.push(`export * as ${namespace} from './${name}/${module}.js';\n`);
    }
  }
  return `${GENERATED}\n${lines.join('')}`;
}

/** Writes summaries where @mysten/codegen looks for them, and runs it for one package. */
async function bindings(
  name: string,
  {
    packages,
    outputDir,
  }: {
    readonly packages: Readonly<Record<string, SummarizedPackage>>;
    readonly outputDir: string;
  },
): Promise<void> {
  const path = join(work, name);
  const summaries = join(path, 'package_summaries');
  const labelled = (own: string) => new Map([...LABELS, [address('0'), own]]);
  for (const [label, { modules, sources }] of Object.entries(packages)) {
    await mkdir(join(summaries, label), { recursive: true });
    for (const { bytecode } of modules) {
      const module = summarize(
        bytecode,
        (moduleName) => sources.find((source) => source.name === moduleName),
        labelled(label),
      );
      await writeFile(join(summaries, label, `${module.name}.json`), JSON.stringify(module.summary));
    }
  }
  await writeFile(join(path, 'Move.toml'), `[package]\nname = "${name}"\n`);
  const mapping = Object.fromEntries([...labelled(name)].map(([from, label]) => [label, from]));
  await writeFile(join(summaries, 'address_mapping.json'), JSON.stringify(mapping));
  await generateFromPackageSummary({
    package: { package: `@local-pkg/${name}`, path },
    prune: true,
    outputDir,
  });
}

async function sourcesOf(directory: string): Promise<ModuleSource[]> {
  const files = (await readdir(directory, { recursive: true }))
    .filter((file) => file.endsWith('.move'))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')));
  return texts.flatMap((text) => readMoveSource(text));
}

async function replace(generated: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await cp(generated, target, { recursive: true });
  console.log(`wrote ${(await filesOf(target)).length} files to ${relative(root, target)}`);
}

async function check(generated: string): Promise<void> {
  const names = new Set([...(await filesOf(generated)), ...(await filesOf(target))]);
  const read = async (directory: string, name: string) =>
    existsSync(join(directory, name)) ? readFile(join(directory, name), 'utf8') : undefined;
  const stale = [];
  for (const name of names)
    if ((await read(generated, name)) !== (await read(target, name))) stale.push(name);
  if (stale.length === 0) return console.log(`${names.size} generated files are current`);
  console.error(
    `not what \`npm run codegen\` writes, in ${relative(root, target)}:\n  ${stale.sort().join('\n  ')}`,
  );
  process.exitCode = 1;
}

async function filesOf(directory: string): Promise<string[]> {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
