import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';
import fc from 'fast-check';
import { compilePackage, type PackageFiles, type PackageSource } from '@haulout/devnet/compiler';
import { readModule } from '@haulout/devnet/vm';
import { compileError, onePackage, OTHER_ADDRESS, SOME_ADDRESS, tinyFramework } from './small-packages.js';

const root = fileURLToPath(new URL('../../../../move/', import.meta.url));
/** Behind the other addresses: the compiler sorts by them. */
const CORE = `0x${'77'.repeat(32)}`;
/** A package with dependencies `b` and `c`, which uses their functions, types and macros. */
const source: PackageSource = {
  files: onePackage(
    'a',
    `const HERE: address = @0x5a;
    public struct Both has drop { b: b::b::Bee, c: c::c::Cell<b::b::Bee> }
    public fun f(): u64 { b::b::g() + c::c::g() + b::b::m!(2) }
    public fun here(): address { HERE }`,
    'b = { local = "../b" }\nc = { local = "../c" }',
  ),
  locals: {
    '../b': onePackage(
      'b',
      'public struct Bee has drop, store {}\npublic fun g(): u64 { 41 }\npublic macro fun m($x: u64): u64 { $x + g() }',
    ),
    '../c': onePackage(
      'c',
      'public struct Cell<T: drop> has drop, store { t: T }\npublic fun g(): u64 { b::b::g() }',
      'b = { local = "../b" }',
    ),
  },
};

/** The same sources, with a comment because of which they are compiled for these addresses alone. */
function compiledAlone({ files, locals }: Extract<PackageSource, { files: PackageFiles }>): PackageSource {
  const commented = Object.entries(files).map(([path, text]) => [
    path,
    path.endsWith('.move') ? `${text}\n// @named\n` : text,
  ]);
  return { files: Object.fromEntries(commented), locals };
}

test('what is linked afterwards is what the compiler makes of the real addresses, byte for byte', async () => {
  const id = fc.bigInt({ min: 0x1_0000n, max: 2n ** 256n - 1n }).map((value) => `0x${value.toString(16)}`);
  await fc.assert(
    fc.asyncProperty(id, id, id, fc.boolean(), async (b, c, last, isUpgraded) => {
      fc.pre(BigInt(b) !== BigInt(c));
      const published = {
        b: isUpgraded ? { originalId: b, publishedAt: last, version: 2 } : b,
        c,
      };
      const options = { framework: tinyFramework, published, cache: null };
      assert.deepEqual(
        await compilePackage(source, options),
        await compilePackage(compiledAlone(source), options),
      );
    }),
    { seed: 1, numRuns: 4 },
  );
});

test('our own contracts are linked afterwards as they are compiled for an address', async () => {
  const folder = (name: string): PackageFiles => {
    const sources = readdirSync(`${root}${name}/sources`, { recursive: true, encoding: 'utf8' });
    const paths = [
      'Move.toml',
      ...sources.filter((path) => path.endsWith('.move')).map((path) => `sources/${path}`),
    ];
    return Object.fromEntries(paths.map((path) => [path, readFileSync(`${root}${name}/${path}`, 'utf8')]));
  };
  const contracts = {
    files: folder('walrus'),
    locals: { '../wal': folder('wal'), '../walrus_core': folder('walrus_core') },
  };
  const cache = mkdtempSync(join(tmpdir(), 'haulout-link-'));
  afterAll(() => rmSync(cache, { recursive: true }));
  const linked = await Promise.all(
    [SOME_ADDRESS, OTHER_ADDRESS].map((wal) =>
      compilePackage({ directory: `${root}walrus` }, { published: { wal, walrus_core: CORE }, cache }),
    ),
  );
  assert.equal(readdirSync(cache).length, 1, 'compiled once');
  assert.deepEqual(
    linked[0],
    await compilePackage(compiledAlone(contracts), {
      published: { wal: SOME_ADDRESS, walrus_core: CORE },
      cache: null,
    }),
  );
});

test('the compiler calculates with the real addresses where sources name them', async () => {
  const named = {
    files: onePackage(
      'a',
      `public fun where(): address { @b }\npublic fun same(): bool { @b == @${SOME_ADDRESS} }`,
      'b = { local = "../b" }',
    ),
    locals: { '../b': onePackage('b', 'public fun g(): u64 { 41 }') },
  };
  const codeFor = async (b: string) => {
    const { modules } = await compilePackage(named, { framework: tinyFramework, published: { b } });
    const { constants, functions } = readModule(modules[0]!.bytecode);
    return { constants, code: functions.map(({ code }) => code) };
  };
  const [some, other] = [await codeFor(SOME_ADDRESS), await codeFor(OTHER_ADDRESS)];
  assert.notDeepEqual(some.constants, other.constants);
  assert.notDeepEqual(some.code, other.code, 'one of them knows that it is that address');
});

test('messages of the compiler are about the real addresses', async () => {
  const wrong = {
    files: onePackage('a', 'public fun f(b: b::b::Bee): u64 { b }', 'b = { local = "../b" }'),
    locals: { '../b': onePackage('b', 'public struct Bee has drop {}') },
  };
  const compile = compilePackage(wrong, { framework: tinyFramework, published: { b: SOME_ADDRESS } });
  await assert.rejects(compile, compileError('COMPILE_FAILED', new RegExp(`b=${SOME_ADDRESS}|b::b::Bee`)));
  await assert.rejects(compile, (error: Error) => !/0x(?!5a5a)[0-9a-f]{60,}/.test(error.message));
});

test('dependencies at one address, or at that of a framework package, are left to the compiler', async () => {
  const options = { framework: tinyFramework, cache: null };
  for (const published of [
    { b: SOME_ADDRESS, c: SOME_ADDRESS },
    { b: '0x2', c: SOME_ADDRESS },
  ]) {
    const outcome = (of: PackageSource) =>
      compilePackage(of, { ...options, published }).then(
        ({ digest }) => digest.join(),
        (error: Error) => error.message.split('\n')[0],
      );
    assert.equal(await outcome(source), await outcome(compiledAlone(source)));
  }
});
