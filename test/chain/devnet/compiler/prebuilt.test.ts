import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { compilePackage } from '@haulout/devnet/compiler';
import { onePackage, OTHER_ADDRESS, SOME_ADDRESS, tinyFramework, twoPackages } from './small-packages.js';

const root = mkdtempSync(join(tmpdir(), 'haulout-prebuilt-'));
afterAll(() => rmSync(root, { recursive: true }));
const framework = tinyFramework;

/**
 * Compiles into a folder, as a build does that ships compiled packages. Gives the folder and the one file in
 * it.
 */
async function shipped(name: string, source: Parameters<typeof compilePackage>[0], options = {}) {
  const folder = join(root, name);
  await compilePackage(source, { framework, cache: folder, ...options });
  const [file] = readdirSync(folder);
  return { folder, file: join(folder, file!) };
}

test('a prebuilt package is used, not compiled', async () => {
  const source = { files: onePackage('a', 'public fun f(): u64 { 1 }') };
  const { folder, file } = await shipped('used', source);
  // Marked, so that it shows where the result comes from.
  const build = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...build, warnings: 'prebuilt' }));
  const empty = join(root, 'used-cache');
  const compiled = await compilePackage(source, { framework, cache: empty, prebuilt: folder });
  assert.equal(compiled.warnings, 'prebuilt');
});

test('a prebuilt package of other sources, or a damaged one, is compiled', async () => {
  const { folder, file } = await shipped('other', { files: onePackage('a', 'public fun g(): u64 { 1 }') });
  const source = { files: onePackage('a', 'public fun g(): u64 { 2 }') };
  const fresh = await compilePackage(source, { framework, cache: null });
  const cache = join(root, 'other-cache');
  assert.deepEqual(await compilePackage(source, { framework, cache, prebuilt: folder }), fresh);
  writeFileSync(file, '{');
  const same = { files: onePackage('a', 'public fun g(): u64 { 1 }') };
  const again = await compilePackage(same, { framework, cache: join(root, 'damaged'), prebuilt: folder });
  assert.deepEqual(again, await compilePackage(same, { framework, cache: null }));
});

test('a prebuilt package is used without its tests, too, and whoever waits is told when one is compiled', async () => {
  const files = onePackage('a', 'public fun h(): u64 { 1 }');
  const told: string[] = [];
  const onCompile = (name: string): void => void told.push(name);
  const withTests = { ...files, 'tests/t.move': 'module a::t { #[test] fun t() { abort 0 } }' };
  const { folder } = await shipped('tests', { files: withTests }, { onCompile });
  assert.deepEqual(told.splice(0), ['a']);
  const cache = join(root, 'tests-cache');
  await compilePackage({ files }, { framework, cache, prebuilt: folder, onCompile });
  assert.deepEqual(told, []);
  await compilePackage({ files: withTests }, { framework, cache, modes: ['test'], onCompile }).catch(
    () => {},
  );
  assert.deepEqual(told, ['a'], 'with modes, test code may count');
});

test('a prebuilt package serves every address of its dependencies', async () => {
  const { folder } = await shipped('linked', twoPackages, { published: { b: SOME_ADDRESS } });
  for (const published of [{ b: SOME_ADDRESS }, { b: OTHER_ADDRESS }]) {
    const cache = join(root, `linked-${published.b}`);
    const linked = await compilePackage(twoPackages, { framework, published, cache, prebuilt: folder });
    assert.deepEqual(linked, await compilePackage(twoPackages, { framework, published, cache: null }));
    assert.throws(() => readdirSync(cache), /ENOENT/, 'nothing was compiled, so nothing was kept');
  }
});
