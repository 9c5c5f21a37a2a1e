/**
 * Compiling against the part of the framework that is needed, and against dependencies without the bodies of
 * their functions, gives what compiling against all of them gives.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import {
  compilePackage,
  runMoveTests,
  type CompileError,
  type CompileOptions,
  type PackageFiles,
  type PackageSource,
} from '@haulout/devnet/compiler';
import { loadBuilder, type Builder } from '../../../../devnet/src/compiler/builder.js';
import { compileGraph } from '../../../../devnet/src/compiler/compile.js';
import type { CompiledPackage } from '../../../../devnet/src/compiler/compiled-package.js';
import { frameworkFiles, OWN_FRAMEWORK } from '../../../../devnet/src/compiler/framework.js';
import { moduleName } from '../../../../devnet/src/compiler/module-name.js';
import { neededFramework } from '../../../../devnet/src/compiler/needed-framework.js';
import { readPackageDirectory } from '../../../../devnet/src/compiler/package-files.js';
import { loadGraph } from '../../../../devnet/src/compiler/package-graph.js';
import { moveFolder, packageNames, SOMEWHERE } from '../../../support/move-packages.js';
import { onePackage, SOME_ADDRESS, tinyFramework } from './small-packages.js';

/** Packages of tests, which use the framework. */
const PACKAGES = {
  ledger_tests: 'test/chain/devnet/ledger/move',
  rpc_tests: 'test/chain/devnet/rpc/move',
  runtime_tests: 'test/chain/devnet/runtime/move',
  conformance: 'test/chain/conformance/move',
};

/** Ways to reach modules of the framework, each in a module of its own. */
const MODULES = {
  nothing: 'public fun f(): u64 { 1 }',
  macros: `
    public fun f(v: vector<u64>): vector<u64> {
        let mut sum = 0;
        v.do_ref!(|x| sum = sum + *x);
        10u64.do!(|i| sum = sum + i);
        option::some(sum).map!(|x| x.max(3).sqrt()).do!(|x| sum = x);
        let last = v.find_index!(|x| *x > sum).destroy_or!(abort 7);
        vector::tabulate!(last, |i| i.pow(2).diff(sum))
    }`,
  enums: `
    use std::string::String;
    public enum Shape has copy, drop, store { Round(u64), Named { name: String }, None }
    public fun f(shape: &Shape): u64 {
        match (shape) { Shape::Round(n) => *n, Shape::Named { name } => name.length(), Shape::None => 0 }
    }`,
  nested: `
    use std::{ascii::{Self as plain, String as Plain}, type_name::{Self, /* of a type */ TypeName}};
    use sui::{
        // An object that holds others.
        bag::{Self, Bag},
        table::Self as rows,
        vec_map as pairs,
    };
    public fun f<T>(b: &mut Bag, ctx: &mut TxContext): (TypeName, Plain, rows::Table<u8, bool>) {
        bag::add(b, 1u8, pairs::empty<u8, bool>());
        (type_name::with_defining_ids<T>(), plain::string(b"a"), rows::new(ctx))
    }`,
  qualified: `
    public struct Happened has copy, drop { at: u64 }
    public fun f(clock: &0x2::clock::Clock) { sui::event::emit(Happened { at: clock.timestamp_ms() }) }
    public fun g(v: vector<u8>): vector<u8> { std::hash::sha3_256(sui :: hash :: blake2b256(&v)) }`,
  methods: `
    use sui::coin::{Coin, TreasuryCap};
    /// Types and methods of balance, pay, string, address and object, which are not imported.
    public fun f<T>(mut coin: Coin<T>, cap: &mut TreasuryCap<T>, ctx: &mut TxContext): u64 {
        coin.split_and_transfer(1, ctx.sender(), ctx);
        let mut balance = coin.into_balance();
        balance.join(cap.mint(3, ctx).into_balance());
        let value = balance.value();
        cap.burn(balance.into_coin(ctx));
        value + ctx.fresh_object_address().to_id().to_bytes().to_ascii_string().length()
    }
    public fun g(cap: sui::package::UpgradeCap): ID { let id = cap.package(); cap.make_immutable(); id }`,
  use_fun: `
    use sui::vec_set::VecSet;
    use fun sui::address::to_u256 as address.number;
    use fun size_of as VecSet.weight;
    public struct Thing has key { id: UID }
    public use fun thing_id as Thing.identity;
    public fun thing_id(self: &Thing): ID { self.id.to_inner() }
    fun size_of(self: &VecSet<u8>): u64 { self.length() }
    public fun f(self: &Thing, set: &VecSet<u8>): u256 {
        self.identity().to_address().number() + (set.weight() as u256)
    }`,
  errors: `
    #[error]
    const ENotEven: vector<u8> = b"use sui::coin; sui::clock::Clock; // it is odd";
    // use sui::nothing::{Self, Never};
    /* sui::random::Random and /* nested */ friend std::bcs; */
    public fun f(n: u64) { assert!(n % 2 == 0, ENotEven); }
    public fun g(o: Option<u64>): u64 { o.destroy_or!(abort) }`,
  objects: `
    public struct Wrapper<T: store> has key, store { id: UID, inner: T }
    public fun f<T: store>(inner: T, ctx: &mut TxContext) {
        transfer::public_share_object(Wrapper { id: object::new(ctx), inner });
    }
    public fun g<T: key + store>(parent: &mut UID, child: sui::transfer::Receiving<T>): T {
        sui::dynamic_field::add(parent, b"seen", true);
        transfer::public_receive(parent, child)
    }`,
  witness: `
    public struct WITNESS has drop {}
    fun init(otw: WITNESS, ctx: &mut TxContext) { sui::package::claim_and_keep(otw, ctx) }
    entry fun draw(r: &sui::random::Random, ctx: &mut TxContext): u8 { r.new_generator(ctx).generate_u8() }`,
};

const root = new URL('../../../../', import.meta.url);
const addresses = [...Object.keys(PACKAGES), ...Object.keys(MODULES)]
  .map((name, index) => `${name} = "0x${(0xa000 + index).toString(16)}"\n`)
  .join('');
/** As the framework itself is compiled: all addresses are those of the modules of one package. */
const MANIFEST = `[package]\nname = "Part"\nedition = "2024"\n[addresses]\npart = "0x0"\n${addresses}`;

async function sourcesOf(name: string, directory: string): Promise<PackageFiles> {
  const files = await readPackageDirectory(fileURLToPath(new URL(directory, root)));
  const sources = Object.entries(files).filter(([path]) => path.startsWith('sources/'));
  return Object.fromEntries(sources.map(([path, text]) => [path.replace('/', `/${name}/`), text]));
}

const sources: Readonly<Record<string, PackageFiles>> = Object.fromEntries([
  ...(await Promise.all(
    Object.entries(PACKAGES).map(async ([name, directory]) => [name, await sourcesOf(name, directory)]),
  )),
  ...Object.entries(MODULES).map(([name, members]) => [
    name,
    { [`sources/${name}.move`]: `module ${name}::${name};\n${members}\n` },
  ]),
]) as Readonly<Record<string, PackageFiles>>;

/** What a package is compiled to, and how often the compiler was asked. */
async function compiledOf(
  source: PackageSource,
  options: CompileOptions = {},
): Promise<{ compiled?: CompiledPackage; error?: CompileError; runs: number }> {
  let runs = 0;
  const builder: Builder = {
    ...(await loadBuilder()),
    dumpMovePackage: async (input) => {
      runs++;
      return (await loadBuilder()).dumpMovePackage(input);
    },
  };
  try {
    return { compiled: await compileGraph(builder, await loadGraph(source), options), runs };
  } catch (error) {
    return { error: error as CompileError, runs };
  }
}

/** With lints, the compiler is given no less than everything. */
const WHOLE = { lint: 'default' } as const;

const bytecodes = ({ modules }: CompiledPackage): Map<string, string> =>
  new Map(
    modules.map(({ name, bytecode }) => [
      `${moduleName(bytecode).address}::${name}`,
      Buffer.from(bytecode).toString('hex'),
    ]),
  );

describe('the bytecode is the same, byte for byte', () => {
  for (const name of packageNames)
    test(`of ${name}`, async () => {
      const source = { directory: moveFolder(name) };
      const { compiled, error, runs } = await compiledOf(source, { published: SOMEWHERE });
      assert.equal(error, undefined, error?.message);
      assert.equal(runs, 1, 'it was compiled against whole packages');
      const whole = await compilePackage(source, { published: SOMEWHERE, ...WHOLE });
      assert.deepEqual(bytecodes(compiled!), bytecodes(whole));
      assert.deepEqual([compiled!.digest, compiled!.dependencies], [whole.digest, whole.dependencies]);
    });

  /** Everything at once, against the whole framework. */
  const whole = compiledOf(
    { files: { 'Move.toml': MANIFEST, ...Object.assign({}, ...Object.values(sources)) } },
    WHOLE,
  );
  for (const name of Object.keys(sources))
    test(`of ${name}`, async () => {
      const { compiled, error, runs } = await compiledOf({
        files: { 'Move.toml': MANIFEST, ...sources[name] },
      });
      assert.equal(error, undefined, error?.message);
      assert.equal(runs, 1, 'it was compiled against the whole framework');
      const all = await whole;
      assert.ok(all.compiled, all.error?.message);
      const expected = bytecodes(all.compiled);
      for (const [module, bytecode] of bytecodes(compiled!))
        assert.equal(bytecode, expected.get(module), module);
    });

  test('of what uses everything that another package can have', async () => {
    const source = {
      files: onePackage(
        'a',
        `use b::b::{Self, Bee, Cell, Kind};
        use fun bees_in as Bee.bees;
        #[error]
        const EWrong: vector<u8> = b"line 5";
        public struct Holder<T: store> has drop, store { bee: Bee, none: Cell<T> }
        fun bees_in(bee: &Bee): u64 { bee.weight() + b::limit() }
        public fun f(kind: &Kind, bee: &mut Bee): u64 {
            *bee.weight_mut() = b::sum!(bee.bees(), 2);
            assert!(b::larger!(bee[0], 3) > 0, EWrong);
            kind.by() + b::generic<u64>(bee.bees())
        }
        public fun make(): Holder<bool> { Holder { bee: b::new(1), none: b::cell<bool>() } }`,
        'b = { local = "../b" }',
      ),
      locals: {
        '../b': onePackage(
          'b',
          `const LIMIT: u64 = 1 + 2 * 3;
          public struct Bee has copy, drop, store { weight: u64 }
          public struct Cell<phantom T>() has drop, store;
          public enum Kind has drop { Small, Large { by: u64 }, Other(u8) }
          public fun by(self: &Kind): u64 {
              match (self) { Kind::Small => 1, Kind::Large { by } => *by, Kind::Other(n) => *n as u64 }
          }
          public fun new(weight: u64): Bee { assert!(weight < LIMIT, 7); Bee { weight } }
          public fun cell<T>(): Cell<T> { Cell() }
          public fun limit(): u64 { LIMIT }
          public fun weight(self: &Bee): u64 { self.weight }
          public use fun set_weight as Bee.weight_mut;
          public fun set_weight(self: &mut Bee): &mut u64 { &mut self.weight }
          #[syntax(index)]
          public fun at(self: &Bee, _at: u64): &u64 { &self.weight }
          public(package) fun inner(): u64 { LIMIT }
          public fun generic<T: drop>(value: T): u64 { let _ = value; inner() }
          public macro fun sum($a: u64, $b: u64): u64 { let a = $a; a + $b + limit() }
          public macro fun larger($a: u64, $b: u64): u64 { let (a, b) = ($a, $b); if (a > b) a else b }
          #[test_only] public fun only_in_tests(): u64 { 1 }
          #[test] fun a_test() { assert!(only_in_tests() == 1) }`,
        ),
      },
    };
    const options = { framework: tinyFramework, published: { b: SOME_ADDRESS } };
    const [part, all] = [
      await compiledOf(source, options),
      await compiledOf(source, { ...options, ...WHOLE }),
    ];
    assert.equal(part.error, undefined, part.error?.message);
    assert.equal(part.runs, 1);
    assert.deepEqual(part.compiled, all.compiled);
  });
});

describe('what is needed', () => {
  const part = async (text: string): Promise<string[]> => {
    const needed = neededFramework((await frameworkFiles(OWN_FRAMEWORK))!, [text], 'signatures');
    return Object.keys({ ...needed.std, ...needed.sui });
  };

  test('is little for a package that uses little', async () => {
    const files = await part('module a::b; public fun f(): u64 { 1 }');
    assert.ok(files.includes('sources/object.move'));
    for (const other of ['coin', 'table', 'clock', 'random', 'crypto/bls12381'])
      assert.ok(!files.includes(`sources/${other}.move`), other);
  });

  test('is what the needed modules need, too', async () => {
    const files = await part('module a::b; use sui::{clock, /* money */ coin::Coin};');
    for (const name of ['clock', 'coin', 'balance', 'pay', 'deny_list', 'url'])
      assert.ok(files.includes(`sources/${name}.move`), name);
    assert.ok(!files.includes('sources/random.move'));
  });

  test('has the signatures of all its functions in the same lines, and the bodies of macros', async () => {
    const framework = (await frameworkFiles(OWN_FRAMEWORK))!;
    const path = 'sources/option.move';
    const before = framework.std[path]!.split('\n');
    const after = neededFramework(framework, [], 'signatures').std[path]!.split('\n');
    assert.equal(after.length, before.length);
    const lineOf = (text: string) => before.findIndex((line) => line.includes(text));
    for (const text of ['public fun is_some<', 'public macro fun map<', 'public struct Option<'])
      assert.equal(after[lineOf(text)]!.split('{')[0], before[lineOf(text)]!.split('{')[0]);
    const macro = lineOf('public macro fun map<');
    assert.deepEqual(after.slice(macro, macro + 4), before.slice(macro, macro + 4));
    assert.ok(after.join('').length < before.join('').length);
  });
});

describe('what does not compile', () => {
  test('is told in the words that the whole framework gives', async () => {
    const files = onePackage(
      'p',
      'use sui::twos;\npublic fun f(): u64 { std::only::one() + std::only::two() + true }',
    );
    const [part, whole] = [
      await compiledOf({ files }, { framework: tinyFramework }),
      await compiledOf({ files }, { framework: tinyFramework, ...WHOLE }),
    ];
    assert.deepEqual([part.runs, whole.runs], [2, 1]);
    assert.match(part.error!.message, /^error/);
    assert.equal(part.error!.message, whole.error!.message);
  });

  test('against a dependency is told in the words that its whole text gives', async () => {
    const source = {
      files: onePackage('a', 'public fun f(): bool { b::b::g() }', 'b = { local = "../b" }'),
      locals: { '../b': onePackage('b', 'public fun g(): u64 {\n  let n = 1;\n  n\n}') },
    };
    const options = { framework: tinyFramework, published: { b: SOME_ADDRESS } };
    const [part, whole] = [
      await compiledOf(source, options),
      await compiledOf(source, { ...options, ...WHOLE }),
    ];
    assert.deepEqual([part.runs, whole.runs], [2, 1]);
    assert.match(part.error!.message, /public fun g\(\): u64/);
    assert.equal(part.error!.message, whole.error!.message);
  });
});

test('warnings are the same', async () => {
  const files = onePackage('p', 'use sui::two;\nfun unused(): u64 { std::only::one() }');
  const options = { framework: tinyFramework };
  const { compiled, runs } = await compiledOf({ files }, options);
  assert.equal(runs, 1);
  assert.match(compiled!.warnings!, /unused/);
  assert.equal(
    compiled!.warnings,
    (await compiledOf({ files }, { ...options, ...WHOLE })).compiled!.warnings,
  );
});

test('unit tests run with the modules that they need, and see no tests of the framework', async () => {
  const members = `
    #[test] fun even() { std::unit_test::assert_eq!(sui::vec_set::singleton(2u8).length(), 1); }
    #[test, expected_failure(abort_code = sui::vec_map::EKeyDoesNotExist)]
    fun missing() { sui::vec_map::empty<u8, u8>().get(&1); }
    #[test] fun wrong() { assert!(sui::vec_set::empty<u8>().length() == 1, 9); }`;
  const { tests } = await runMoveTests({ files: onePackage('p', members) });
  assert.deepEqual(tests.map(({ name, verdict }) => `${name} ${verdict}`).sort(), [
    'p::p::even pass',
    'p::p::missing pass',
    'p::p::wrong fail',
  ]);
});
