/**
 * Writes sdk/src/contracts/generated from the Move packages: `npm run codegen`.
 *
 * Compiles move/wal, move/walrus and move/wal_exchange, describes the bytecode to @mysten/codegen and lets it
 * generate types and call builders; adds the table of abort codes. With `--check` nothing is written: it
 * fails, and names the files, when what is committed is not what would be generated.
 */
import { generateFromPackageSummary } from '@mysten/codegen';
import { compileFramework, compilePackage } from '@haulout/devnet/compiler';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED, renderAbortTable } from './codegen/abort-table.js';
import { readMoveSource, type ModuleSource } from './codegen/move-source.js';
import { summarize } from './codegen/summary.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'sdk/src/contracts/generated');

/** Where bytecode places wal while walrus is compiled against it; any address that is not in use. */
const WAL_ADDRESS = `0x${'77616c'.padStart(64, '0')}`;
const address = (short: string) => `0x${short.padStart(64, '0')}`;
const LABELS = new Map([
  [address('0'), 'walrus'],
  [address('1'), 'std'],
  [address('2'), 'sui'],
  [WAL_ADDRESS, 'wal'],
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
  const own = async (name: string) => ({
    ...(await compilePackage({ directory: join(root, 'move', name) }, { published: { wal: WAL_ADDRESS } })),
    sources: await sourcesOf(join(root, 'move', name, 'sources')),
  });
  const wal = await own('wal');
  const walrus = await own('walrus');
  const exchange = await own('wal_exchange');
  const dependencies = {
    std: { modules: std!, sources: [] },
    sui: { modules: sui!, sources: await sourcesOf(join(root, 'devnet/framework')) },
  };
  // A package being compiled has address 0x0 itself, so each is summarized with its own labels.
  await bindings('wal', {
    packages: { ...dependencies, wal },
    labels: new Map([...LABELS, [address('0'), 'wal']]),
    outputDir,
  });
  await bindings('walrus', { packages: { ...dependencies, walrus }, labels: LABELS, outputDir });
  await bindings('wal_exchange', {
    packages: { ...dependencies, wal_exchange: exchange },
    labels: new Map([...LABELS, [address('0'), 'wal_exchange']]),
    outputDir,
  });
  const sources = { wal: wal.sources, walrus: walrus.sources, wal_exchange: exchange.sources };
  const table = await renderAbortTable(new Map(Object.entries(sources)));
  await writeFile(join(outputDir, 'aborts.ts'), table);
  await writeFile(
    join(outputDir, 'index.ts'),
    await renderIndex(outputDir, ['wal', 'walrus', 'wal_exchange']),
  );
}

/** One namespace for each generated module: `walrus/storage_resource.ts` is `storageResource`. */
async function renderIndex(outputDir: string, packages: readonly string[]): Promise<string> {
  const lines = [];
  for (const name of packages) {
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
    labels,
    outputDir,
  }: {
    readonly packages: Readonly<Record<string, SummarizedPackage>>;
    readonly labels: ReadonlyMap<string, string>;
    readonly outputDir: string;
  },
): Promise<void> {
  const path = join(work, name);
  const summaries = join(path, 'package_summaries');
  for (const [label, { modules, sources }] of Object.entries(packages)) {
    await mkdir(join(summaries, label), { recursive: true });
    for (const { bytecode } of modules) {
      const module = summarize(
        bytecode,
        (moduleName) => sources.find((source) => source.name === moduleName),
        labels,
      );
      await writeFile(join(summaries, label, `${module.name}.json`), JSON.stringify(module.summary));
    }
  }
  await writeFile(join(path, 'Move.toml'), `[package]\nname = "${name}"\n`);
  const mapping = Object.fromEntries([...labels].map(([from, label]) => [label, from]));
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
