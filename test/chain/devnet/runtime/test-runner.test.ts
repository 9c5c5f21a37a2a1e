/** The Move test runner: what `sui move test` has, and what the real one cannot do. */
import assert from 'node:assert/strict';
import { beforeAll, describe, test } from 'vitest';
import { compileTests, type CompiledTests } from '@haulout/devnet/compiler';
import { runCompiledTests, testReport, type TestResult } from '@haulout/devnet/test';

const files = {
  'Move.toml': '[package]\nname = "Runner"\nedition = "2024"\n[addresses]\nrunner = "0x0"\n',
  'sources/calm.move': `
module runner::calm;

#[error]
const EUnwell: vector<u8> = b"the sea is not well";

const EPlain: u64 = 7;
const ERough: u64 = 1 << 3;

public fun spin() { loop {} }

public fun sail(wind: u64) {
    assert!(wind > 0, EPlain);
    if (wind > 12) abort ERough;
    assert!(wind != 5, EPlain);
    assert!(wind < 11, wind);
    let _ = 100 / (wind - 1);
}

#[test]
fun returns() {}

#[test]
fun says_something() { std::debug::print(&b"ahoy".to_string()); }

#[test]
fun aborts() { abort 77 }

#[test]
fun aborts_with_a_reason() { abort EUnwell }

#[test, expected_failure(abort_code = 3, location = Self)]
fun aborts_otherwise() { abort 4 }

#[test, expected_failure(abort_code = 3)]
fun aborts_anywhere_otherwise() { abort 4 }

#[test, expected_failure]
fun returns_anyway() {}
`,
  'tests/plain_tests.move': `
#[test_only]
module runner::plain_tests;

use runner::calm::sail;

#[test]
fun first() { sail(0) }

#[test]
fun second() { sail(13) }

#[test]
fun third() { sail(5) }

#[test]
fun calculated() { sail(12) }

#[test]
fun divides() { sail(1) }

#[random_test]
fun small_numbers(n: u8, others: vector<u8>) {
    std::debug::print(&n);
    assert!(n as u64 < 256 + others.length());
}

#[random_test]
fun never_odd(n: u64, flag: bool) { assert!(n % 2 == 0 || (flag && !flag), 4) }

#[random_test]
fun of_a_struct(_: sui::object::ID) {}
`,
  'tests/endless_tests.move': `
#[test_only]
module runner::endless_tests;

use runner::calm;

#[test]
fun never_ends() { calm::spin() }

#[test, expected_failure]
fun may_never_end() { calm::spin() }

#[test, expected_failure(out_of_gas, location = calm)]
fun should_not_end() { calm::spin() }

#[test, expected_failure(arithmetic_error, location = Self)]
fun should_fail_otherwise() { calm::spin() }

#[test, expected_failure(out_of_gas, location = Self)]
fun should_stop_elsewhere() { calm::spin() }

#[test]
fun never_stops_calling() { again() }

fun again() { again(); calm::spin() }
`,
  'tests/curve_tests.move': `
#[test_only]
module runner::curve_tests;

use sui::bls12381;
use sui::group_ops;

fun work() {
    let point = bls12381::hash_to_g1(&b"ahoy");
    let twice = bls12381::g1_add(&point, &point);
    std::debug::print(group_ops::bytes(&twice));
    std::debug::print(&bls12381::bls12381_min_pk_verify(&b"", &b"", &b""));
}

#[test]
fun works() { work() }

#[test]
fun works_again() { work(); work() }

#[test]
fun hashes_nothing() { bls12381::hash_to_g1(&b""); }

#[test]
fun hashes_nothing_again() { bls12381::hash_to_g1(&b""); }
`,
  'tests/random_tests.move': `
#[test_only]
module runner::random_tests;

use sui::random;
use sui::test_scenario;

#[test]
fun draws() {
    let mut generator = random::new_generator_for_testing();
    std::debug::print(&generator.generate_u256());
    let mut other = random::new_generator_for_testing();
    std::debug::print(&other.generate_u256());
}

#[test]
fun leaves_things_behind() {
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_transfer(sui::coin::mint_for_testing<sui::sui::SUI>(1, scenario.ctx()), @0xa);
    sui::event::emit(Happened {});
    scenario.end();
}

public struct Happened has copy, drop {}

#[test]
fun starts_in_an_empty_world() {
    assert!(!test_scenario::has_most_recent_for_address<sui::coin::Coin<sui::sui::SUI>>(@0xa));
    assert!(sui::event::num_events() == 0);
}
`,
};

describe('running Move tests on our machine', () => {
  let compiled: CompiledTests;
  beforeAll(async () => {
    compiled = await compileTests({ files });
  });

  const run = (name: string, options: Parameters<typeof runCompiledTests>[1] = {}): TestResult => {
    const { tests } = runCompiledTests(compiled, { stepLimit: 200_000, ...options, filter: `::${name}$` });
    assert.equal(tests.length, 1, name);
    return tests[0]!;
  };

  test('an endless loop is a timeout, and its instructions are counted', () => {
    const result = run('never_ends');
    assert.equal(result.verdict, 'timeout');
    assert.equal(result.message, 'Test timed out');
    assert.ok(result.instructions >= 200_000 && result.instructions < 210_000);
  });

  test('running out of steps is a failure like another to tests that expect one', () => {
    assert.equal(run('may_never_end').verdict, 'pass');
    assert.equal(run('should_not_end').verdict, 'pass');
    assert.match(
      run('should_fail_otherwise').message,
      /^Test did not error as expected\. Expected test to give an arithmetic error originating in the module runner::endless_tests but instead it ran out of gas in the module runner::calm rooted here/,
    );
    assert.match(
      run('should_stop_elsewhere').message,
      /Expected test to run out of gas in the module runner::endless_tests but instead it ran out of gas in the module runner::calm /,
    );
  });

  test('endless recursion ends at the limit of the call stack', () => {
    const { verdict, failure } = run('never_stops_calling');
    assert.equal(verdict, 'fail');
    assert.equal(failure?.status, 'CALL_STACK_OVERFLOW');
    assert.equal(failure?.majorStatus, 4021);
  });

  test('the step limit is the only thing between a test and its end', () => {
    assert.equal(run('draws', { stepLimit: 10 }).verdict, 'timeout');
    assert.equal(run('draws').verdict, 'pass');
  });

  test('a failure says what happened, where, and why', () => {
    const plain = run('aborts');
    assert.equal(plain.failure?.code, 77n);
    assert.match(
      plain.message,
      /^Test was not expected to error, but it aborted with code 77 originating in the module runner::calm rooted here: function aborts, sources\/calm\.move:27$/,
    );
    const reasoned = run('aborts_with_a_reason');
    assert.equal(reasoned.failure?.clever?.constant, 'EUnwell');
    assert.match(
      reasoned.message,
      /aborted with error constant 'EUnwell' .*function aborts_with_a_reason, sources\/calm\.move:30\nthe sea is not well$/,
    );
    assert.match(
      run('aborts_otherwise').message,
      /Expected test to abort with code 3 .* aborted with code 4/,
    );
    assert.match(
      run('aborts_anywhere_otherwise').message,
      /^Test did not abort with expected code\. Expected test to abort with code 3, but instead it aborted/,
    );
    assert.equal(run('returns_anyway').message, 'Test did not error as expected');
  });

  test('an abort with a plain constant is shown with its name and line', () => {
    const said = (name: string): string => run(name).message;
    assert.match(
      said('first'),
      /aborted with code 7 \(EPlain\) originating .* function sail, sources\/calm\.move:13$/,
    );
    assert.match(said('second'), /with code 8 \(ERough\) .* function sail, sources\/calm\.move:14$/);
    assert.match(said('third'), /with code 7 \(EPlain\) .* function sail, sources\/calm\.move:15$/);
    assert.equal(run('third').failure?.source?.isExact, true);
  });

  test('where the line is not known the line of the function is shown, and the instruction', () => {
    assert.match(
      run('calculated').message,
      /aborted with code 12 originating .* function sail, sources\/calm\.move:12, instruction \d+$/,
    );
    assert.match(run('divides').message, /arithmetic error .* function sail, sources\/calm\.move:12, instr/);
  });

  test('a random test runs several times, with other arguments each time', () => {
    const { verdict, printed } = run('small_numbers');
    assert.equal(verdict, 'pass');
    assert.equal(printed.length, 10);
    assert.ok(new Set(printed).size > 5);
    assert.deepEqual(run('small_numbers', { randomRuns: 3 }).printed, printed.slice(0, 3));
    assert.notDeepEqual(run('small_numbers', { seed: new Uint8Array(32).fill(1) }).printed, printed);
  });

  test('a random test that fails says with which arguments', () => {
    const { verdict, message } = run('never_odd');
    assert.equal(verdict, 'fail');
    assert.match(message, /aborted with code 4 [^]*\nThe arguments were \((\d*[13579]), (true|false)\)\.$/);
    assert.equal(run('never_odd').message, message);
    assert.match(run('of_a_struct').message, /^no random argument of type object::ID: random tests take int/);
  });

  test('what a test prints is kept with it', () => {
    assert.deepEqual(run('says_something').printed, ['[debug] "ahoy"']);
    assert.deepEqual(run('returns').printed, []);
  });

  test('randomness follows from the seed', () => {
    const draw = (first: number): readonly string[] =>
      run('draws', { seed: new Uint8Array(32).fill(first) }).printed;
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    const [one, other] = draw(1);
    assert.notEqual(one, other);
  });

  test('every test begins in an empty world', () => {
    const { tests } = runCompiledTests(compiled, { filter: 'random_tests' });
    assert.deepEqual(
      tests.map(({ name, verdict }) => [name, verdict]),
      [
        ['runner::random_tests::draws', 'pass'],
        ['runner::random_tests::leaves_things_behind', 'pass'],
        ['runner::random_tests::starts_in_an_empty_world', 'pass'],
      ],
    );
  });

  test('costly natives answer the same the second time', () => {
    const { tests } = runCompiledTests(compiled, { filter: 'curve_tests' });
    const [nothing, nothingAgain, once, again] = tests;
    assert.equal(once?.printed.length, 2);
    assert.deepEqual(again?.printed, [...once.printed, ...once.printed]);
    assert.equal(nothing?.failure?.status, 'ABORTED');
    assert.equal(nothing.failure.location?.module, 'group_ops');
    assert.deepEqual(nothingAgain?.failure?.code, nothing.failure.code);
    assert.deepEqual(nothingAgain?.failure?.location, nothing.failure.location);
  });

  test('a filter names a module, or matches full names; what is no expression is taken as text', () => {
    const names = (filter: string): string[] =>
      runCompiledTests(compiled, { filter, stepLimit: 1000 }).tests.map(({ name }) => name);
    assert.equal(names('calm').length, 7);
    assert.deepEqual(names('calm::ret'), ['runner::calm::returns', 'runner::calm::returns_anyway']);
    assert.deepEqual(names('::(aborts|draws)$'), ['runner::calm::aborts', 'runner::random_tests::draws']);
    assert.deepEqual(names('calm::re('), []);
    assert.deepEqual(names('no such test'), []);
  });

  test('the report reads like that of sui move test', () => {
    const tests = runCompiledTests(compiled, {
      filter: '::(says_something|aborts|never_ends)$',
      stepLimit: 1000,
    });
    assert.equal(
      testReport(tests),
      `Running Move unit tests
[ FAIL    ] runner::calm::aborts
[debug] "ahoy"
[ PASS    ] runner::calm::says_something
[ TIMEOUT ] runner::endless_tests::never_ends

Test failures:

Failures in runner::calm:

┌── aborts ──────
│ Test was not expected to error, but it aborted with code 77 originating in the module runner::calm rooted here: function aborts, sources/calm.move:27
└──────────────────

Failures in runner::endless_tests:

┌── never_ends ──────
│ Test timed out
└──────────────────

Test result: FAILED. Total tests: 3; passed: 1; failed: 2
`,
    );
    assert.deepEqual([tests.passed, tests.failed], [1, 2]);
  });

  test('bytecode that is none is refused by name', () => {
    assert.throws(() => runCompiledTests({ modules: [new Uint8Array(40)], tests: [] }), {
      code: 'MALFORMED_BYTECODE',
    });
  });
});
