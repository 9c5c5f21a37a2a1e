import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { compilePackage } from '@haulout/devnet/compiler';
import {
  compileError,
  onePackage,
  OTHER_ADDRESS,
  SOME_ADDRESS,
  tinyFramework,
  twoPackages,
} from './small-packages.js';

const root = mkdtempSync(join(tmpdir(), 'haulout-build-cache-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));
const framework = tinyFramework;

/** The same files under another name: nothing is remembered under it, so all comes from disk. */
function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

test('a package from the cache is the package that was compiled', async () => {
  const cache = newFolder();
  const options = { framework, published: { b: '0xb' } };
  const fresh = await compilePackage(twoPackages, { ...options, cache: null });
  assert.deepEqual(await compilePackage(twoPackages, { ...options, cache }), fresh);
  assert.deepEqual(readdirSync(cache).length, 1);
  assert.deepEqual(await compilePackage(twoPackages, { ...options, cache: copyOf(cache) }), fresh);
});

test('another source, address, mode or framework is another build', async () => {
  const cache = newFolder();
  const files = onePackage('a', 'public fun f(): u64 { 1 }');
  const build = async (options: Parameters<typeof compilePackage>[1], source = { files }) =>
    (await compilePackage(source, { framework, cache, ...options })).digest.join();
  const digests = [
    await build({}),
    await build({}, { files: onePackage('a', 'public fun f(): u64 { 2 }') }),
    await build({ modes: ['extra'] }, { files: onePackage('a', '#[mode(extra)] public fun f(): u64 { 3 }') }),
  ];
  const linked = async (address: string) =>
    (await compilePackage(twoPackages, { framework, cache, published: { b: address } })).digest.join();
  digests.push(await linked('0xb'), await linked('0xc'));
  assert.equal(new Set(digests).size, digests.length);
  assert.equal(readdirSync(cache).length, digests.length);
  await build({
    framework: { ...framework, std: { ...framework.std, 'sources/more.move': 'module std::more;' } },
  });
  assert.equal(readdirSync(cache).length, digests.length + 1);
});

test('one build serves every address of its dependencies', async () => {
  const cache = newFolder();
  for (const address of [SOME_ADDRESS, OTHER_ADDRESS]) {
    await compilePackage(twoPackages, { framework, cache, published: { b: address } });
  }
  assert.equal(readdirSync(cache).length, 1);
});

test('a damaged file in the cache is no harm, and a failure is not kept', async () => {
  const cache = newFolder();
  const good = { files: onePackage('a', 'public fun f(): u64 { 1 }') };
  const compiled = await compilePackage(good, { framework, cache });
  for (const damage of ['', '{}', '{"name":"a","modules":[{"name":"x","bytecode":"AA=="}],"digest":[]}']) {
    const copy = copyOf(cache);
    for (const file of readdirSync(copy)) writeFileSync(join(copy, file), damage);
    assert.deepEqual(await compilePackage(good, { framework, cache: copy }), compiled);
  }
  const bad = { files: onePackage('a', 'public fun f(): u64 { true }') };
  for (let attempt = 0; attempt < 2; attempt++) {
    await assert.rejects(
      compilePackage(bad, { framework, cache }),
      compileError('COMPILE_FAILED', /incompatible types|Incompatible|Invalid/i),
    );
  }
  assert.equal(readdirSync(cache).length, 1);
});

test('the cache keeps a bounded number of builds', async () => {
  const cache = newFolder();
  await compilePackage({ files: onePackage('a', 'public fun f(): u64 { 1 }') }, { framework, cache });
  const [first] = readdirSync(cache);
  for (let i = 0; i < 80; i++) {
    cpSync(join(cache, first!), join(cache, `package-${i.toString(16).padStart(32, '0')}.json`));
  }
  await compilePackage({ files: onePackage('a', 'public fun f(): u64 { 2 }') }, { framework, cache });
  assert.equal(readdirSync(cache).length, 64);
});
