import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  compilePackage as compileWithAny,
  type CompileOptions,
  type PackageSource,
} from '@haulout/devnet/compiler';
import { readModule } from '@haulout/devnet/vm';
import { compileError, manifest, onePackage, tinyFramework, twoPackages } from './small-packages.js';

const compilePackage = (source: PackageSource, options: CompileOptions = {}) =>
  compileWithAny(source, { framework: tinyFramework, ...options });

const STD = `0x${'1'.padStart(64, '0')}`;
const SUI = `0x${'2'.padStart(64, '0')}`;
const B = `0x${'b0'.padStart(64, '0')}`;

test('modules come in the order of their dependencies, under their names', async () => {
  const compiled = await compilePackage({
    files: {
      'Move.toml': manifest('p'),
      'sources/first.move': 'module p::first; public fun f(): u8 { p::second::f() }',
      'sources/deep/er/second.move': 'module p::second; public fun f(): u8 { p::third::f() }',
      'sources/third.move': 'module p::third; public fun f(): u8 { 3 }',
    },
  });
  assert.equal(compiled.name, 'p');
  assert.deepEqual(
    compiled.modules.map(({ name }) => name),
    ['third', 'second', 'first'],
  );
  assert.deepEqual(compiled.dependencies, [STD, SUI]);
  assert.equal(compiled.digest.length, 32);
  assert.equal(compiled.warnings, undefined);
});

test('the same sources give the same bytes', async () => {
  const source = {
    files: onePackage('p', 'public fun f(): u64 { sui::two::two() }'),
  };
  assert.deepEqual(await compilePackage(source), await compilePackage(source));
});

test('the compiled modules are ours to read, and at address 0x0', async () => {
  const { modules } = await compilePackage({ files: onePackage('p', 'public fun f() {}') });
  const module = readModule(modules[0]!.bytecode);
  assert.deepEqual(module.self, { address: `0x${'0'.repeat(64)}`, name: 'p' });
  assert.equal(module.version, 7);
});

test('warnings come as the compiler prints them', async () => {
  const { warnings } = await compilePackage({ files: onePackage('p', 'fun unused() {}') });
  assert.match(warnings ?? '', /^warning\[W09008\]: unused function\n {2}┌─ sources\/p\.move:2:5\n/);
});

test('errors come as the compiler prints them, with paths of the package', async () => {
  await assert.rejects(
    compilePackage({ files: onePackage('p', 'public fun f(): u64 {\n    true\n}') }),
    compileError(
      'COMPILE_FAILED',
      /^error\[E04007\]: incompatible types\n {2}┌─ sources\/p\.move:3:5\n[^]*Given: 'bool'/,
    ),
  );
  await assert.rejects(
    compilePackage({ files: onePackage('p', 'public fun') }),
    compileError('COMPILE_FAILED', /^error\[E01002\]: unexpected token/),
  );
});

test('what the bytecode verifier of Sui refuses is refused', async () => {
  await assert.rejects(
    compileWithAny({
      files: onePackage('p', 'public fun f<T: key>(x: T) { transfer::transfer(x, @0x1) }'),
    }),
    compileError('COMPILE_FAILED', /transfer/),
  );
});

test('a dependency is linked at the address where it is published', async () => {
  const compiled = await compilePackage(twoPackages, { published: { b: '0xb0' } });
  assert.deepEqual(compiled.dependencies, [STD, SUI, B]);
  const { moduleHandles } = readModule(compiled.modules[0]!.bytecode);
  assert.deepEqual(
    moduleHandles.find(({ name }) => name === 'b'),
    { address: B, name: 'b' },
  );
});

test('an upgraded dependency is named by its first id and linked by its last', async () => {
  const published = { b: { originalId: '0xb0', publishedAt: '0xb5', version: 5 } };
  const compiled = await compilePackage(twoPackages, { published });
  assert.equal(BigInt(compiled.dependencies.at(-1)!), 0xb5n);
  const { moduleHandles } = readModule(compiled.modules[0]!.bytecode);
  assert.equal(moduleHandles.find(({ name }) => name === 'b')?.address, B);
});

test('the digest depends on what is linked', async () => {
  const [one, two] = await Promise.all(
    ['0xb0', '0xb1'].map((b) => compilePackage(twoPackages, { published: { b } })),
  );
  assert.notDeepEqual(one!.digest, two!.digest);
});

test('a dependency of older style, with [addresses], is linked where it is published', async () => {
  const compiled = await compilePackage(
    {
      files: onePackage('a', 'public fun f(): u64 { bee::m::g() }', 'Bees = { local = "../b" }'),
      locals: {
        '../b': {
          'Move.toml': `${manifest('Bees')}[addresses]\nbee = "0x0"\n`,
          'sources/m.move': 'module bee::m; public fun g(): u64 { 1 }',
        },
      },
    },
    { published: { Bees: '0xb0' } },
  );
  assert.ok(compiled.dependencies.includes(B));
  const { moduleHandles } = readModule(compiled.modules[0]!.bytecode);
  assert.equal(moduleHandles.find(({ name }) => name === 'm')?.address, B);
});

test('dependencies of dependencies are found, each once, by paths from where they are named', async () => {
  const compiled = await compilePackage(
    {
      files: onePackage(
        'a',
        'public fun f(): u64 { b::b::f() + c::c::f() }',
        'b = { local = "../x/b" }\nc = { local = "../x/y/c" }',
      ),
      locals: {
        '../x/b': onePackage('b', 'public fun f(): u64 { c::c::f() }', 'c = { local = "../y/./c" }'),
        '../x/y/c': onePackage('c', 'public fun f(): u64 { 1 }'),
      },
    },
    { published: { b: '0xb', c: '0xc' } },
  );
  assert.deepEqual(
    compiled.dependencies.map((id) => BigInt(id)),
    [1n, 2n, 11n, 12n],
  );
});

test('modes include what is marked for them', async () => {
  const source = { files: onePackage('p', '#[mode(extra)]\npublic fun more() {}\npublic fun f() {}') };
  const names = async (modes: string[]): Promise<string[]> => {
    const module = readModule((await compilePackage(source, { modes })).modules[0]!.bytecode);
    return module.functions.map(({ handle }) => module.functionHandles[handle]!.name).sort();
  };
  assert.deepEqual(await names([]), ['f']);
  assert.deepEqual(await names(['extra']), ['f', 'more']);
});

test('another framework can be used than ours, which is used unless another is given', async () => {
  const tiny = { files: onePackage('p', 'public fun f(): u64 { sui::two::two() }') };
  const real = { files: onePackage('p', 'public fun f(x: &mut TxContext): UID { object::new(x) }') };
  assert.equal((await compileWithAny(tiny, { framework: tinyFramework })).modules.length, 1);
  assert.equal((await compileWithAny(real)).modules.length, 1);
  await assert.rejects(compileWithAny(tiny), compileError('COMPILE_FAILED', /unbound module/i));
  await assert.rejects(
    compileWithAny(tiny, { framework: { kind: 'directory', path: '/nowhere' } }),
    compileError('BAD_DEPENDENCY', /no framework in \/nowhere/),
  );
});

test('importing the compiler loads no wasm', async () => {
  const { execFileSync } = await import('node:child_process');
  const script =
    "await import('@haulout/devnet/compiler');" +
    "console.log(process.memoryUsage().arrayBuffers < 5e6 && !process.moduleLoadList.some((m) => m.includes('sui-move')))";
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../../..', import.meta.url),
    encoding: 'utf8',
  });
  assert.equal(output.trim(), 'true');
});
