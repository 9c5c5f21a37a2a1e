/** The packages work with the lowest @mysten/sui that they allow; all other tests run with the newest. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { checkTypes } from '../../support/compiler.js';
import { installPacked, packed, PUBLISHED } from '../../support/packed-packages.js';
import { TYPESCRIPT } from '../../support/typescript.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
let modules: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-lowest-'));
  modules = await installPacked(join(folder, 'app'), await packed(), {
    '@mysten/sui': 'sui-lowest',
  });
  await writeFile(join(folder, 'app/package.json'), '{ "type": "module" }\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Manifest {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = async (path: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Manifest;

test('it is the lowest version of the range that each package gives', async () => {
  const { version } = await manifestOf(join(modules, '@mysten/sui'));
  for (const name of PUBLISHED) {
    const range = (await manifestOf(join(modules, name))).peerDependencies?.['@mysten/sui'];
    const knowsSui = name !== '@haulout/move' && name !== '@haulout/bls';
    assert.equal(range, knowsSui ? `^${version}` : undefined, name);
  }
});

test('the sources of the SDK compile', async () => {
  const sources = join(modules, '@haulout/sdk/src');
  const paths = await readdir(sources, { recursive: true });
  // What is for Node alone takes its types, and knows no Sui.
  const files = paths.filter((path) => path.endsWith('.ts') && !path.startsWith('files/'));
  assert.ok(files.length > 100);
  const text = await readFile(join(root, 'tsconfig.base.json'), 'utf8');
  const { compilerOptions } = JSON.parse(text) as { compilerOptions: object };
  // Their declarations are made with the newest one.
  const own = { composite: false, declaration: false, declarationMap: false, types: [] };
  const found = await checkTypes(join(folder, 'app'), {
    files: files.map((path) => join(sources, path)),
    options: { ...compilerOptions, ...own },
  });
  const used = found.files.filter((file) => file.includes('@mysten/sui/'));
  assert.deepEqual(used, [], 'another version of @mysten/sui is read');
  assert.ok(found.files.some((file) => file.includes('/sui-lowest/')));
  assert.deepEqual(found.errors, []);
});

describe('the quickstart', () => {
  const example = join(root, 'examples/quickstart.ts');
  let stdout: string;
  beforeAll(async () => {
    const program = join(folder, 'app/quickstart.ts');
    await copyFile(example, program);
    ({ stdout } = await run(process.execPath, [...TYPESCRIPT, program], { cwd: join(folder, 'app') }));
  });

  test('a blob is stored, and read while a node is down', () =>
    assert.match(stdout, /\nstored as [\w-]{43}, .*\nWhere walruses come ashore together\.\n$/));

  test('the example in the README runs as it stands', async () => {
    const code = await readFile(example, 'utf8');
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    assert.ok(readme.includes(`\`\`\`ts\n${code}\`\`\``), 'README.md and examples/quickstart.ts differ');
  });
});
