/** The types of the packed packages compile in an application, which need not skip the check of libraries. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { installPacked, packed, PUBLISHED } from '../../support/packed-packages.js';

const RESOLUTIONS = {
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
};
const DOM = ['lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'];

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

/** Programs that import everything, as an application that checks libraries would compile it. */
const programs = {
  bundler: memoized(() => programOf('bundler', DOM)),
  nodenext: memoized(() => programOf('nodenext', [])),
};

function memoized<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function programOf(resolution: keyof typeof RESOLUTIONS, lib: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    ...RESOLUTIONS[resolution],
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', ...lib],
    types: ['node'],
    typeRoots: [join(application, 'node_modules/@types')],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  };
  return ts.createProgram([entry], options, hostOf(options));
}

/** What several programs read in the same way is parsed once. */
const parsed = new Map<string, ts.SourceFile>();

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile(name, how, ...more) {
      const key = JSON.stringify([name, how]);
      const file = parsed.get(key) ?? host.getSourceFile(name, how, ...more);
      if (file !== undefined) parsed.set(key, file);
      return file;
    },
  };
}

/** Errors in the application and in our declarations. Those of others are checked where they are ours to know. */
function errorsOf(program: ts.Program): string[] {
  const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(application));
  assert.ok(files.length > 250, `${files.length} files of ours`);
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ].map(describeError);
}

const describeError = ({ file, messageText }: ts.Diagnostic): string =>
  `${placeOf(file)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;

const placeOf = (file: ts.SourceFile | undefined): string =>
  file === undefined ? 'options' : relative(application, file.fileName).replace(/^.*node_modules\//, '');

/** Where a declaration is found and what is in scope do not depend on each other: two of four programs do. */
describe('our declarations compile', () => {
  test('with bundler and the DOM', () => assert.deepEqual(errorsOf(programs.bundler()), []));
  test('with nodenext and without the DOM', () => assert.deepEqual(errorsOf(programs.nodenext()), []));
});

test('of the declarations of @mysten that ours need, those that are known to need the DOM do, and no others', () => {
  const program = programs.nodenext();
  const theirs = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.includes('/node_modules/@mysten/'));
  assert.ok(theirs.length > 50, `${theirs.length} files`);
  const failing = theirs.filter((file) => program.getSemanticDiagnostics(file).length > 0);
  assert.deepEqual(failing.map(placeOf), NEEDS_DOM);
});
