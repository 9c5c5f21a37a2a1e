import assert from 'node:assert/strict';
import { test } from 'vitest';
import { compileTests, runMoveTests } from '@haulout/devnet/compiler';
import { readModule } from '@haulout/devnet/vm';
import { runCompiledTests } from '@haulout/devnet/test';
import { compileError, manifest, onePackage, tinyFramework } from './small-packages.js';

const ZERO = `0x${'0'.repeat(64)}`;

/** Everything that `#[test]` and `#[expected_failure]` can say, and what could be mistaken for it. */
const source = {
  files: {
    'Move.toml': manifest('p', 'dep = { local = "../dep" }'),
    'sources/p.move': `module p::p;
/* #[test] fun in_a_comment() {} /* nested */ { */
const EPlain: u64 = 0x1_0;
const ESame: u64 = EPlain;
const ECalculated: u64 = (1 << 3 | 0x20) + 2 * (3u8 as u64);
#[error]
const EClever: vector<u8> = b"#[test] fun in_a_string() { \\" }";
public struct P has drop {}
fun init(_: P, _: &mut TxContext) {}
public fun plain() { abort EPlain }
public fun clever() { abort EClever }
public fun calculated() { abort ECalculated }
entry fun entered(): u64 { 3 }
public fun divide(n: u64): u64 { 1 / n }
#[test_only]
use std::unit_test::assert_eq;
#[test_only]
public struct OnlyHere has drop { n: u64 }
#[test_only]
public fun only(): OnlyHere { OnlyHere { n: 5 } }
// #[test] fun in_a_line() {}
#[test]
fun passes() { assert_eq!(only().n, dep::dep::help()); init(P {}, &mut tx_context::dummy()) }
#[test, expected_failure(abort_code = EPlain)]
fun own_constant() { plain() }
#[test]
#[expected_failure(
    abort_code = ESame,
)]
fun named_constant() { plain() }
#[test, expected_failure(abort_code = Self::EClever)]
fun error_constant() { clever() }
#[test, allow(unused_variable), expected_failure(abort_code = 16, location = p::p)]
fun number() { let unused = 1; plain() }
#[test, expected_failure(arithmetic_error, location = Self)]
fun arithmetic() { divide(0); }
#[test, expected_failure(major_status = 4016, minor_status = 16, location = Self)]
fun status() { plain() }
#[test, expected_failure]
fun any() { abort 99 }
#[test]
fun fails() { abort 7 }
#[test, expected_failure(abort_code = 1, location = Self)]
fun fails_otherwise() { abort 2 }
#[test, expected_failure(abort_code = ECalculated)]
fun calculated_constant() { calculated() }
#[mode(test)]
fun newer_form(): u64 { 1 }
#[random_test]
fun any_arguments(n: u8, flag: bool, who: address, list: vector<u16>) {
    assert!(newer_form() == 1 && list.length() <= 1024);
    assert!((n as u16) < 256 && (flag || !flag) && who == who);
}
#[random_test, expected_failure(abort_code = EPlain)]
fun fails_for_any_argument(_: u256) { plain() }
`,
    'tests/more.move': `#[test_only]
module p::more {
    use p::p as it;
    use dep::{dep::{Self, help, EDep as EOther}, helpers};
    #[test, expected_failure(abort_code = it::EPlain)]
    fun by_alias() { assert!(help() == 5); it::plain() }
    #[test, expected_failure(abort_code = dep::EDep)]
    fun of_a_dependency() { dep::abort_with() }
    #[test, expected_failure(abort_code = EOther)]
    fun imported_constant() { dep::abort_with() }
    #[test, expected_failure(abort_code = ::dep::dep::EDep)]
    fun global_path() { dep::abort_with() }
    #[test, expected_failure(abort_code = ::p::dep::EDep)]
    fun address_of_another_package() { dep::abort_with() }
    #[test]
    fun enters_another_module() { assert!(it::entered() + dep::entered() == 7) }
    #[test]
    fun uses_a_test_module_of_a_dependency() { assert!(helpers::nine() == 9) }
    #[test, expected_failure(abort_code = vector::EINDEX_OUT_OF_BOUNDS)]
    fun of_the_framework() { vector[1u8].remove(1); }
}
`,
  },
  locals: {
    '../dep': {
      ...onePackage(
        'dep',
        'const EDep: u64 = 3; public fun abort_with() { abort EDep }\nentry fun entered(): u64 { 4 }\n' +
          '#[test_only] public fun help(): u64 { 5 }',
      ),
      'tests/helpers.move':
        '#[test_only] module dep::helpers; public fun nine(): u64 { dep::numbers::eight() + 1 }',
      'tests/numbers.move': '#[test_only] module dep::numbers; public fun eight(): u64 { 8 }',
      'tests/own.move': '#[test_only] module dep::own; #[test] fun is_not_run() { abort }',
    },
  },
};

const framework = tinyFramework;
const compiled = await compileTests(source);
const real = await runMoveTests(source);
const at = (name: string) => compiled.tests.find((item) => item.name === name);
const own = { address: ZERO, name: 'p' };

test('the tests of a package are those that the real runner runs', () => {
  assert.deepEqual(compiled.tests.map(({ name }) => name).sort(), real.tests.map(({ name }) => name).sort());
});

test('the real VM and ours give the same verdicts', () => {
  const ours = runCompiledTests(compiled);
  const verdicts = (tests: readonly { name: string; verdict: string }[]): string[] =>
    tests.map(({ name, verdict }) => `${name} ${verdict}`).sort();
  assert.deepEqual(verdicts(ours.tests), verdicts(real.tests));
  assert.deepEqual(
    ours.tests.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name),
    ['p::p::fails', 'p::p::fails_otherwise'],
  );
});

test('a failing test says why, and the run counts it', () => {
  const run = real;
  assert.deepEqual([run.total, run.passed, run.failed], [21, 19, 2]);
  const failed = run.tests.find(({ name }) => name === 'p::p::fails');
  assert.match(failed?.message ?? '', /sources\/p\.move:\d+:15[^]*aborted with code 7/);
  assert.equal(run.tests.find(({ name }) => name === 'p::p::passes')?.message, '');
  assert.match(run.output, /^Test result: FAILED/m);
});

test('expected failures are understood', () => {
  assert.deepEqual(at('p::p::passes'), { name: 'p::p::passes', module: own, function: 'passes' });
  const failure = (name: string) => at(name)?.expectedFailure;
  assert.deepEqual(failure('p::p::own_constant'), { kind: 'abort', code: 16n, location: own });
  assert.deepEqual(failure('p::p::named_constant'), { kind: 'abort', code: 16n, location: own });
  assert.deepEqual(failure('p::p::error_constant'), {
    kind: 'error-constant',
    constant: 'EClever',
    location: own,
  });
  assert.deepEqual(failure('p::p::number'), { kind: 'abort', code: 16n, location: own });
  assert.deepEqual(failure('p::p::arithmetic'), { kind: 'status', majorStatus: 4017, location: own });
  assert.deepEqual(failure('p::p::status'), {
    kind: 'status',
    majorStatus: 4016,
    minorStatus: 16n,
    location: own,
  });
  assert.equal(failure('p::p::any')?.kind, 'any');
  assert.deepEqual(failure('p::more::by_alias'), { kind: 'abort', code: 16n, location: own });
  assert.deepEqual(failure('p::more::of_a_dependency'), {
    kind: 'abort',
    code: 3n,
    location: { address: compiled.addresses.get('dep'), name: 'dep' },
  });
  const ofDependency = { address: compiled.addresses.get('dep'), name: 'dep' };
  for (const name of ['imported_constant', 'global_path', 'address_of_another_package']) {
    assert.deepEqual(failure(`p::more::${name}`), { kind: 'abort', code: 3n, location: ofDependency });
  }
  assert.deepEqual(failure('p::p::calculated_constant'), { kind: 'abort', code: 46n, location: own });
  assert.equal(at('p::p::any_arguments')?.isRandom, true);
  assert.deepEqual(failure('p::more::of_the_framework'), {
    kind: 'abort',
    code: 0x20000n,
    location: { address: `0x${'1'.padStart(64, '0')}`, name: 'vector' },
  });
});

test('every package has an address of its own, which its modules say', () => {
  assert.deepEqual(
    compiled.packages.map(({ name }) => name),
    ['MoveStdlib', 'Sui', 'dep', 'p'],
  );
  const addresses = compiled.packages.map(({ address }) => address);
  assert.equal(new Set(addresses).size, 4);
  assert.equal(addresses.at(-1), ZERO);
  for (const { address, modules } of compiled.packages) {
    for (const { name, bytecode } of modules) {
      assert.deepEqual(readModule(bytecode, { allowTestMode: true }).self, { address, name });
    }
  }
});

test('errors in test code show the code as it was written', async () => {
  const files = {
    ...onePackage('p', '#[test_only]\npublic fun help(): u8 { 1 }'),
    'tests/t.move': '#[test_only]\nmodule p::t;\n\n#[test]\nfun wrong(): u8 { true }\n',
  };
  for (const compile of [compileTests, runMoveTests]) {
    await assert.rejects(
      compile({ files }, { framework }),
      compileError('COMPILE_FAILED', /┌─ tests\/t\.move:5:19\n[^]*5 │ fun wrong\(\): u8 \{ true \}/),
    );
  }
});

test('a constant that tests name must be there', async () => {
  const files = onePackage('p', '#[test, expected_failure(abort_code = ENone)] fun t() { abort 1 }');
  await assert.rejects(compileTests({ files }, { framework }), { name: 'CompileError' });
});

test('an expected code that is no number is named', async () => {
  const files = onePackage(
    'p',
    'const ENone: bool = true;\n#[test, expected_failure(abort_code = ENone)] fun t() { abort 1 }',
  );
  await assert.rejects(
    compileTests({ files }, { framework }),
    compileError('BAD_PACKAGE', /test p::p::t: constant ENone is no integer/),
  );
});

test('a framework that is a local package is the one of the devnet', async () => {
  const ofSui = '../../../crates/sui-framework/packages';
  const files = (dependencies: string) => ({
    ...onePackage('p', '#[test] fun t() { assert!(sui::math::max(1, 2) == 2) }'),
    'Move.toml': `[package]\nname = "p"\nedition = "2024"\n${dependencies}\n[addresses]\np = "0x0"\n`,
  });
  for (const dependencies of [
    `[dependencies]\nSui = { local = "${ofSui}/sui-framework" }`,
    `[dependencies]\nSui = { override = true, local = "${ofSui}/sui-framework" }\n` +
      `MoveStdlib = { local = "${ofSui}/move-stdlib" }`,
    `[dependencies.Sui]\nlocal = "${ofSui}/sui-framework"`,
  ]) {
    const { packages, tests } = await compileTests({ files: files(dependencies) });
    assert.deepEqual(
      packages.map(({ name }) => name),
      ['MoveStdlib', 'Sui', 'p'],
    );
    assert.equal(tests.length, 1);
  }
});

test('a package without tests has none', async () => {
  const files = onePackage('p', 'public fun f() {}');
  assert.deepEqual((await compileTests({ files }, { framework })).tests, []);
  assert.equal((await runMoveTests({ files }, { framework })).total, 0);
});
