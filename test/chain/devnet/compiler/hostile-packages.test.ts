import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import fc from 'fast-check';
import {
  CompileError,
  compilePackage as compileWithAny,
  MAX_FILE_BYTES,
  MAX_FILES,
  type CompileOptions,
  type PackageSource,
} from '@haulout/devnet/compiler';
import { compileError, manifest, onePackage, tinyFramework, twoPackages } from './small-packages.js';

const compilePackage = (source: PackageSource, options: CompileOptions = {}) =>
  compileWithAny(source, { framework: tinyFramework, ...options });

const folder = mkdtempSync(join(tmpdir(), 'haulout-compiler-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a package needs a manifest with a name', async () => {
  await assert.rejects(compilePackage({ files: {} }), compileError('BAD_PACKAGE', /no Move\.toml/));
  await assert.rejects(
    compilePackage({ files: { 'Move.toml': 'name = "x"' } }),
    compileError('BAD_PACKAGE', /no \[package\] name/),
  );
  await assert.rejects(
    compilePackage({ directory: join(folder, 'nowhere') }),
    compileError('BAD_PACKAGE', /has no Move\.toml/),
  );
});

test('a dependency that is not published is named', async () => {
  await assert.rejects(
    compilePackage(twoPackages),
    compileError('BAD_DEPENDENCY', /dependency b \(\.\.\/b\) is not published/),
  );
});

test('an address that is none is named', async () => {
  for (const b of ['', '0x', 'b0', '0x1"\nversion = 9', `0x${'1'.repeat(65)}`]) {
    await assert.rejects(
      compilePackage(twoPackages, { published: { b } }),
      compileError('BAD_DEPENDENCY', /is not a package address/),
    );
  }
});

test('a dependency without files is named', async () => {
  await assert.rejects(
    compilePackage({ files: twoPackages.files }),
    compileError('BAD_DEPENDENCY', /no files were given for the local dependency \.\.\/b/),
  );
});

test('packages that depend on each other are named', async () => {
  await assert.rejects(
    compilePackage({
      files: onePackage('a', '', 'b = { local = "../b" }'),
      locals: {
        '../b': onePackage('b', '', 'c = { local = "../c" }'),
        '../c': onePackage('c', '', 'b = { local = "../b" }'),
      },
    }),
    compileError('BAD_DEPENDENCY', /depend on each other/),
  );
});

test('a git dependency is not downloaded unasked', async () => {
  const git = 'x = { git = "https://github.com/nobody/nothing.git", rev = "main" }';
  await assert.rejects(
    compilePackage({ files: onePackage('a', '', git) }),
    compileError('GIT_DEPENDENCY', /x of a \(https:.*nobody\/nothing\.git, revision main\) is not at hand/),
  );
});

test('a git dependency is a folder of a repository below the folder of checkouts, and nowhere else', async () => {
  const directory = join(folder, 'gits', 'a');
  mkdirSync(directory, { recursive: true });
  for (const [url, subdir, message] of [
    ['https://example.com/o/nothing.git', '.', /x of a .* is not checked out: there is no .*gits\/nothing$/],
    ['https://example.com/o/..', '.', /"\.\." is no name of a repository/],
    ['https://example.com/o/n', '../m', /\.\.\/m is no folder of the repository/],
    ['https://example.com/o/n', '/etc', /\/etc is no folder of the repository/],
  ] as const) {
    const git = `x = { git = "${url}", rev = "main", subdir = "${subdir}" }`;
    writeFileSync(join(directory, 'Move.toml'), manifest('a', git));
    const source = { directory, checkouts: join(folder, 'gits') };
    await assert.rejects(compilePackage(source), compileError('GIT_DEPENDENCY', message));
  }
});

test('a manifest that is not TOML is shown with the line and the reason', async () => {
  for (const [text, message] of [
    ['[package]\nname = "a', /^Move\.toml:2:\d+ is not TOML: \w.*$/],
    ['[package\nname = "a"', /^Move\.toml:\d:\d+ is not TOML: \w.*$/],
    ['[package]\nname = "a"\nname = "b"', /^Move\.toml:3:\d+ is not TOML: \w.*$/],
  ] as const)
    await assert.rejects(
      compilePackage({ files: { 'Move.toml': text } }),
      compileError('BAD_PACKAGE', message),
    );
});

test('a manifest is read as TOML, however it is written', async () => {
  const name = '[package]\nname = "a"\nedition = "2024"\n';
  for (const [text, isFound] of [
    [`${name}[dependencies]\nb.local = "../b"`, true],
    [`${name}[dependencies.b]\nlocal = '../b' # beside it`, true],
    [`${name}[dependencies]\n"b" = { override = true, local = """../b""" }`, true],
    [`dependencies = { b = { local = "../b" } }\n${name}`, true],
    [`${name}[other]\ntext = '''\n[dependencies]\nb = { local = "../b" }\n'''`, false],
  ] as const) {
    const files = { ...twoPackages.files, 'Move.toml': text };
    const compiling = compilePackage({ files, locals: twoPackages.locals }, { published: { b: '0xb' } });
    if (isFound) assert.equal((await compiling).modules.length, 1);
    else await assert.rejects(compiling, compileError('COMPILE_FAILED', /b::b/));
  }
});

test('sizes and numbers of files are bounded', async () => {
  await assert.rejects(
    compilePackage({ files: { ...onePackage('a', ''), 'sources/b.move': ' '.repeat(MAX_FILE_BYTES + 1) } }),
    compileError('BAD_PACKAGE', /sources\/b\.move has \d+ bytes; the limit is/),
  );
  const many = Object.fromEntries(Array.from({ length: MAX_FILES + 1 }, (_, i) => [`sources/${i}.move`, '']));
  await assert.rejects(
    compilePackage({ files: { 'Move.toml': manifest('a'), ...many } }),
    compileError('BAD_PACKAGE', /more than 2000 files/),
  );
});

test('files outside the package and links are not read', async () => {
  const directory = join(folder, 'linked');
  mkdirSync(join(directory, 'sources'), { recursive: true });
  writeFileSync(join(directory, 'Move.toml'), manifest('linked'));
  writeFileSync(join(directory, 'sources/a.move'), 'module linked::a; public fun f() {}');
  writeFileSync(join(folder, 'secret.move'), 'module linked::secret; public fun f() {}');
  mkdirSync(join(folder, 'secrets'));
  writeFileSync(join(folder, 'secrets/s.move'), 'module linked::secrets; public fun f() {}');
  symlinkSync(join(folder, 'secret.move'), join(directory, 'sources/b.move'));
  symlinkSync(join(folder, 'secrets'), join(directory, 'sources/more'));
  symlinkSync(join(folder, 'secrets'), join(directory, 'scripts'));
  const fromDisk = await compilePackage({ directory });
  assert.deepEqual(
    fromDisk.modules.map(({ name }) => name),
    ['a'],
  );
  const fromMemory = await compilePackage({
    files: {
      ...onePackage('p', 'public fun f() {}'),
      'sources/../../x.move': 'module p::x;',
      '/etc/x.move': 'module p::x;',
      'build/x.move': 'module p::x;',
    },
  });
  assert.equal(fromMemory.modules.length, 1);
});

test('a lock file and records of publications are not believed', async () => {
  const compiled = await compilePackage({
    files: {
      ...onePackage('p', 'public fun f() {}'),
      'Move.lock': 'nonsense {{{',
      'Published.toml': '[published.mainnet]\npublished-at = "0x5"\noriginal-id = "0x5"\nversion = 1\n',
    },
  });
  assert.equal(compiled.modules.length, 1);
});

test('a comment that is not closed does not hang the compiler', async () => {
  for (const text of ['/*', '/*/*', '/**//*', '/*/*"', 'module p::x; /*']) {
    const files = { 'Move.toml': manifest('p'), 'sources/x.move': text };
    assert.ok((await compilePackage({ files })).modules.length <= 1);
  }
});

test('any text as a module or manifest ends in an error or in modules, never in anything else', async () => {
  const words = fc.constantFrom(
    'module',
    'p::x',
    ';',
    '{',
    '}',
    '(',
    ')',
    'fun',
    'f',
    '#[',
    ']',
    'test_only',
    '/*',
    '//',
    '"',
    'b"',
    '::',
    'use',
    'struct',
    'const',
    '=',
    '1',
    ',',
    '<',
    '>',
    'mode',
    'public',
    '\n',
    '[package]',
    'name',
    '\u0000',
    '€',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 25 }), fc.boolean(), async (parts, inManifest) => {
      const text = parts.join(' ');
      const files = {
        'Move.toml': manifest('p') + (inManifest ? text : ''),
        'sources/x.move': inManifest ? 'module p::x;' : text,
      };
      try {
        const { modules } = await compilePackage({ files });
        assert.ok(Array.isArray(modules));
      } catch (error) {
        assert.ok(error instanceof CompileError, String(error));
        assert.notEqual(error.code, 'COMPILER_BROKEN', error.message);
      }
    }),
    { seed: 20261121, numRuns: 30 },
  );
});
