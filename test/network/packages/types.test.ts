/** The types of the packed packages compile in an application, which need not skip the check of libraries. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { checkTypes, placeIn, type Compiled } from '../../support/compiler.js';
import { installPacked, packed, PUBLISHED } from '../../support/packed-packages.js';

const RESOLUTIONS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
};
const DOM = ['dom', 'dom.iterable', 'dom.asynciterable'];

/** Declarations of @mysten that name types of the DOM, and so do not compile without it. */
const NEEDS_DOM = ['@mysten/sui/dist/jsonRpc/http-transport.d.mts'];

let folder: string;
let application: string;
let entry: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-types-'));
  application = join(folder, 'app');
  const modules = await installPacked(application, await packed());
  entry = join(application, 'entry.ts');
  const specifiers = (await Promise.all(PUBLISHED.map((name) => importsOf(modules, name)))).flat();
  assert.ok(specifiers.length >= 18, specifiers.join(', '));
  await writeFile(entry, specifiers.map((from, i) => `export * as m${i} from '${from}';\n`).join(''));
  await writeFile(join(application, 'package.json'), '{ "type": "module" }\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What can be imported of a package: its entry points with types. */
async function importsOf(modules: string, name: string): Promise<string[]> {
  const manifest = await readFile(join(modules, name, 'package.json'), 'utf8');
  const { exports = {} } = JSON.parse(manifest) as { exports?: Record<string, string | { types: string }> };
  return Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([path]) => name + path.slice(1));
}

/** Compiles what imports everything, as an application that checks libraries would. */
function compiled(
  resolution: keyof typeof RESOLUTIONS,
  lib: readonly string[],
  compiler: 'typescript' | 'typescript-native',
): Promise<Compiled> {
  const options = {
    ...RESOLUTIONS[resolution],
    target: 'es2022',
    lib: ['es2023', ...lib],
    types: ['node'],
    strict: true,
    skipLibCheck: false,
  };
  return checkTypes(application, { files: [entry], options, compiler });
}

/** Errors in the application and in our declarations. Those of others are checked where they are ours to know. */
function errorsOf({ files, errors }: Compiled): string[] {
  const ours = files.filter((file) => file.startsWith(application));
  assert.ok(ours.length > 250, `${ours.length} files of ours`);
  return errors
    .filter(({ file }) => file === undefined || file.startsWith(application))
    .map(({ file, message }) => `${placeOf(file)}: ${message}`);
}

const placeOf = (file: string | undefined): string =>
  file === undefined ? 'options' : placeIn(application, file);

/**
 * Where a declaration is found, what is in scope, and which compiler it is do not depend on each other: two
 * of eight programs do.
 */
describe('our declarations compile', () => {
  test('with bundler and the DOM, by TypeScript 6', async () =>
    assert.deepEqual(errorsOf(await compiled('bundler', DOM, 'typescript')), []));

  test('with nodenext and without the DOM, by TypeScript 7; of the declarations of @mysten, those known to need it fail, and no others', async () => {
    const found = await compiled('nodenext', [], 'typescript-native');
    assert.deepEqual(errorsOf(found), []);
    const isTheirs = (file: string | undefined): boolean => file?.includes('/node_modules/@mysten/') === true;
    assert.ok(found.files.filter(isTheirs).length > 50);
    const failing = new Set(found.errors.flatMap(({ file }) => (isTheirs(file) ? [placeOf(file)] : [])));
    assert.deepEqual([...failing].sort(), NEEDS_DOM);
  });
});
