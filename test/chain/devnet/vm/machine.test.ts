import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import { compilePackage } from '@haulout/devnet/compiler';
import {
  ExecutionFailure,
  MoveAbort,
  datatypeType,
  normalizeAddress,
  parseType,
  primitiveTypes,
  pureNatives,
  readModule,
  typeToString,
  vectorType,
} from '@haulout/devnet/vm';
import type { Machine, Package, Type } from '@haulout/devnet/vm';
import { addPackage, pureFramework } from '../../../support/both-vms.js';
import { app, compile, context, machineOver, setUp, storeWithStd } from './packages.js';
import type { Compiled } from './packages.js';

const u64 = (value: bigint | number): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
};

const source = `
module app::m;
public struct Point has copy, drop, store { x: u64, y: u64 }
public struct Box<T> has copy, drop, store { value: T }
public struct Tag<phantom T> has copy, drop, store { id: u64 }
public struct Hot { x: u8 }
public enum Color has copy, drop { Red, Rgb { r: u8 } }

public fun endless() { loop {} }
public fun endless_recursion(n: u64): u64 { if (n == 0) 0 else endless_recursion(n) }
public fun bomb(): u64 {
    let mut v = vector[vector[1u64]];
    loop { let w = v; v.append(w); }
}
public fun grow(): u64 { let mut v = vector[]; loop v.push_back(1u8) }
public fun bump_point(p: &mut Point, by: &u64, n: &mut u64) { p.x = p.x + *by; *n = *n + 1; }
public fun sum(p: &Point): u64 { p.x + p.y }
public fun generic<T: copy + drop>(b: &mut Box<T>, value: T): T { let old = b.value; b.value = value; old }
public fun with_context(ctx: &mut TxContext, n: u64): address { let _ = n; ctx.sender() }
public fun two(): (u64, vector<u8>) { (1, b"x") }
public fun abort_at(n: u64) { if (n > 3) abort n }
public fun far(i: u64): u64 { let v = vector[5u64]; v[i] }
public fun color(c: Color): u8 { match (c) { Color::Red => 0, Color::Rgb { r } => r } }
fun hidden(): u64 { 7 }
entry fun door(_: vector<Box<u8>>) {}
public fun make_hot(): Hot { Hot { x: 1 } }
public fun cool(h: Hot) { let Hot { x: _ } = h; }
`;

describe('calls', () => {
  let machine: Machine<undefined>;
  beforeAll(async () => {
    const packages = await storeWithStd();
    // The context's type, as in Sui, to call a function that takes it.
    const sui = await compile(
      'module app::tx_context; public struct TxContext has drop { sender: address, tx_hash: vector<u8>, epoch: u64 } public fun sender(self: &TxContext): address { self.sender }',
    );
    addPackage(packages, '0x2', relocated(sui, '0x2'), ['0x1']);
    const files = {
      'Move.toml': manifest('App', 'app'),
      'sources/m.move': source,
    };
    const framework = pureFramework();
    const withContext = {
      ...framework,
      sui: {
        ...(framework as { sui: Record<string, string> }).sui,
        'sources/tx_context.move':
          'module sui::tx_context; public struct TxContext has drop { sender: address, tx_hash: vector<u8>, epoch: u64 } public fun sender(self: &TxContext): address { self.sender }',
      },
    };
    const { modules } = await compilePackage({ files }, { framework: withContext });
    addPackage(packages, '0x0', modules, ['0x1', '0x2']);
    machine = machineOver(packages);
  });

  const call = (name: string, args: (Uint8Array | 'context')[] = [], types: Type[] = [], limit?: number) =>
    machine.call(
      { package: app, module: 'm', function: name, typeArguments: types, arguments: args },
      context(limit),
    );
  const fails = (code: string, run: () => unknown): ExecutionFailure => {
    let caught: unknown;
    assert.throws(run, (error) => {
      caught = error;
      return error instanceof ExecutionFailure && error.code === code;
    });
    return caught as ExecutionFailure;
  };

  it('give results with their types', () => {
    assert.deepEqual(call('two').returns, [
      { type: primitiveTypes.u64, bytes: u64(1) },
      { type: vectorType(primitiveTypes.u8), bytes: Uint8Array.of(1, 0x78) },
    ]);
  });

  it('hand back what mutable references point at, and nothing for others', () => {
    const point = Uint8Array.from([...u64(1), ...u64(2)]);
    const { returns, mutated } = call('bump_point', [point, u64(10), u64(41)]);
    assert.deepEqual(returns, []);
    assert.deepEqual(mutated, [Uint8Array.from([...u64(11), ...u64(2)]), undefined, u64(42)]);
    assert.deepEqual(call('sum', [point]).returns[0]!.bytes, u64(3));
  });

  it('of generic functions take type arguments', () => {
    const { returns, mutated } = call('generic', [u64(1), u64(2)], [primitiveTypes.u64]);
    assert.deepEqual([returns[0]!.bytes, mutated[0]], [u64(1), u64(2)]);
    const words = call('generic', [Uint8Array.of(1, 65), Uint8Array.of(0)], [vectorType(primitiveTypes.u8)]);
    assert.deepEqual(words.mutated[0], Uint8Array.of(0));
  });

  it('make the transaction context from the bytes of the driver', () => {
    const sender = normalizeAddress('0xfeed');
    const bytes = Uint8Array.from([...Buffer.from(sender.slice(2), 'hex'), 0, ...u64(3)]);
    const request = { package: app, module: 'm', function: 'with_context', typeArguments: [] };
    const { returns } = machine.call(
      { ...request, arguments: ['context', u64(1)] },
      { ...context(), transactionContext: bytes },
    );
    assert.equal(Buffer.from(returns[0]!.bytes).toString('hex'), sender.slice(2));
    const zero = machine.call({ ...request, arguments: ['context', u64(1)] }, context());
    assert.deepEqual(zero.returns[0]!.bytes, new Uint8Array(32));
    fails('TYPE_MISMATCH', () => call('abort_at', ['context']));
  });

  it('refuse wrong numbers and wrong bytes of arguments', () => {
    fails('NUMBER_OF_ARGUMENTS_MISMATCH', () => call('sum'));
    fails('FAILED_TO_DESERIALIZE_ARGUMENT', () => call('sum', [u64(1)]));
    fails('FAILED_TO_DESERIALIZE_ARGUMENT', () => call('color', [Uint8Array.of(2)]));
    fails('NUMBER_OF_TYPE_ARGUMENTS_MISMATCH', () => call('generic', [u64(1), u64(2)]));
    fails('CONSTRAINT_NOT_SATISFIED', () => call('generic', [], [datatypeType('0x0', 'm', 'Hot')]));
    fails('TYPE_NOT_FOUND', () => call('generic', [], [datatypeType('0x0', 'm', 'Cold')]));
    fails('MODULE_NOT_FOUND', () => call('generic', [], [datatypeType('0x77', 'm', 'Cold')]));
    fails('FUNCTION_NOT_FOUND', () => call('nowhere'));
  });

  it('that never end run out of gas, and say where', () => {
    assert.equal(
      fails('OUT_OF_GAS', () => call('endless', [], [], 100_000)).location?.functionName,
      'endless',
    );
    // Whichever limit comes first, it comes.
    assert.throws(() => call('endless_recursion', [u64(1)], [], 100_000), ExecutionFailure);
  });

  it('cannot copy more than they pay for, nor make a vector too long', () => {
    assert.throws(
      () => call('bomb', [], [], 3_000_000),
      (error) =>
        error instanceof ExecutionFailure && ['OUT_OF_GAS', 'VECTOR_OPERATION_ERROR'].includes(error.code),
    );
    const failure = fails('VECTOR_OPERATION_ERROR', () => call('grow', [], [], 50_000_000));
    assert.equal(failure.minorCode, 4n);
  });

  it('pay the meter for every instruction, whether they end well or not', () => {
    const spent = (name: string, args: Uint8Array[]): number => {
      let total = 0;
      try {
        machine.call(
          { package: app, module: 'm', function: name, typeArguments: [], arguments: args },
          { runtime: undefined, meter: { instructions: (count) => (total += count), native() {} } },
        );
      } catch (error) {
        assert.ok(error instanceof MoveAbort);
      }
      return total;
    };
    const module = machine.module(app, 'm')!;
    const sum = module.functions.find(({ handle }) => module.functionHandles[handle]!.name === 'sum')!;
    // Without a branch, every instruction runs once.
    assert.equal(spent('sum', [new Uint8Array(16)]), sum.code!.instructions.length);
    assert.ok(spent('abort_at', [u64(9)]) >= 4);
    assert.equal(spent('abort_at', [u64(9)]), spent('abort_at', [u64(8)]));
  });

  it('that abort name module, function and instruction', () => {
    assert.throws(
      () => call('abort_at', [u64(9)]),
      (error) => {
        assert.ok(error instanceof MoveAbort);
        assert.equal(error.abortCode, 9n);
        const { location } = error;
        const module = machine.module(app, 'm')!;
        assert.equal(location!.address, app);
        assert.equal(location!.module, 'm');
        const definition = module.functions[location!.functionIndex]!;
        assert.equal(module.functionHandles[definition.handle]!.name, 'abort_at');
        assert.equal(definition.code!.instructions[location!.instruction]!.opcode, 0x27);
        return true;
      },
    );
  });

  it('find no element past the end, however far', () => {
    for (const index of [1n, 1n << 32n, (1n << 53n) + 1n, (1n << 64n) - 1n]) {
      const failure = fails('VECTOR_OPERATION_ERROR', () => call('far', [u64(index)]));
      assert.equal(failure.minorCode, 1n);
    }
  });

  it('say what they are before they are made', () => {
    const generic = machine.signature(app, 'm', 'generic')!;
    assert.deepEqual(generic.typeParameters, [{ copy: true, drop: true, store: false, key: false }]);
    assert.deepEqual(generic.parameters[0], {
      kind: 'reference',
      mutable: true,
      to: {
        kind: 'datatype',
        address: app,
        module: 'm',
        name: 'Box',
        typeArguments: [{ kind: 'parameter', index: 0 }],
      },
    });
    assert.deepEqual(generic.returns, [{ kind: 'parameter', index: 0 }]);
    const of = (name: string) => machine.signature(app, 'm', name);
    assert.deepEqual([of('hidden')!.visibility, of('hidden')!.isEntry], ['private', false]);
    assert.deepEqual([of('door')!.visibility, of('door')!.isEntry], ['private', true]);
    assert.equal(of('nowhere'), undefined);
    assert.equal(machine.signature(app, 'nowhere', 'x'), undefined);
    assert.equal(machine.signature(normalizeAddress('0x99'), 'm', 'x'), undefined);
    assert.equal(machine.signature(normalizeAddress('0x1'), 'vector', 'empty')!.isNative, true);
  });
});

describe('types', () => {
  let machine: Machine<undefined>;
  beforeAll(async () => {
    ({ machine } = await setUp(source.replace(/public fun with_context.*\n/, '')));
  });

  it('have the abilities that they declare and their arguments allow', () => {
    const letters = (text: string): string =>
      Object.entries(machine.abilities(parseType(text)))
        .filter(([, has]) => has)
        .map(([name]) => name)
        .join(' ');
    assert.equal(letters('u64'), 'copy drop store');
    assert.equal(letters('signer'), 'drop');
    assert.equal(letters('0x0::m::Box<u8>'), 'copy drop store');
    assert.equal(letters('0x0::m::Hot'), '');
    assert.equal(letters('0x0::m::Box<0x0::m::Hot>'), '');
    assert.equal(letters('0x0::m::Tag<0x0::m::Hot>'), 'copy drop store');
    assert.equal(letters('vector<0x0::m::Color>'), 'copy drop');
    assert.throws(() => machine.abilities(parseType('0x0::m::Box')), {
      code: 'NUMBER_OF_TYPE_ARGUMENTS_MISMATCH',
    });
    assert.throws(() => machine.abilities(parseType('0x0::m::Nothing')), { code: 'TYPE_NOT_FOUND' });
  });

  it('tell their values from other bytes', () => {
    const point = parseType('0x0::m::Point');
    assert.equal(machine.isValue(point, new Uint8Array(16)), true);
    assert.equal(machine.isValue(point, new Uint8Array(17)), false);
    assert.equal(machine.isValue(parseType('0x0::m::Color'), Uint8Array.of(1, 9)), true);
    assert.equal(machine.isValue(parseType('0x0::m::Color'), Uint8Array.of(2)), false);
    assert.equal(machine.isValue(parseType('0x0::m::Nothing'), new Uint8Array(1)), false);
  });

  it('are laid out by names of fields and variants', () => {
    const layout = machine.layout(parseType('0x0::m::Box<0x0::m::Color>'));
    assert.ok(layout.kind === 'struct' && layout.fields[0]!.name === 'value');
    const inner = layout.fields[0]!.layout;
    assert.ok(inner.kind === 'enum');
    assert.deepEqual(
      inner.variants.map(({ name, fields }) => [name, fields.map((field) => field.name)]),
      [
        ['Red', []],
        ['Rgb', ['r']],
      ],
    );
  });
});

describe('packages that were upgraded', () => {
  const [dep1, dep2, user1, user2] = ['0xd1', '0xd2', '0xa1', '0xa2'].map(normalizeAddress) as [
    string,
    string,
    string,
    string,
  ];
  let machine: Machine<undefined>;
  beforeAll(async () => {
    const first = `module dep::d; public struct Old has copy, drop, store { x: u64 } public fun version(): u64 { 1 } public fun old(): Old { Old { x: 1 } }`;
    const second = `${first.replace('{ 1 }', '{ 2 }')} public struct New has copy, drop { y: u8 } public fun make(): New { New { y: 2 } }`;
    const user = `module app::u; use std::type_name;
      public fun version(): u64 { dep::d::version() }
      public fun old(): dep::d::Old { dep::d::old() }
      public fun name(): vector<u8> { type_name::with_defining_ids<dep::d::Old>().into_string().into_bytes() }`;
    const newer = `${user} public fun make(): dep::d::New { dep::d::make() }
      public fun new_name(): vector<u8> { type_name::with_defining_ids<dep::d::New>().into_string().into_bytes() }
      public fun new_original(): vector<u8> { type_name::with_original_ids<dep::d::New>().into_string().into_bytes() }`;
    const framework = pureFramework();
    const depFiles = (text: string) => ({ 'Move.toml': manifest('Dep', 'dep'), 'sources/d.move': text });
    const userFiles = (text: string, depText: string) =>
      compilePackage(
        {
          files: {
            'Move.toml': `${manifest('App', 'app')}\n[dependencies]\nDep = { local = "../dep" }\n`,
            'sources/u.move': text,
          },
          locals: { '../dep': depFiles(depText) },
        },
        { framework, published: { Dep: dep1 } },
      );
    const packages = await storeWithStd();
    const put = (
      id: string,
      original: string,
      version: bigint,
      modules: readonly Compiled[],
      linkage: [string, string][],
    ) => {
      addPackage(packages, id, relocated(modules, original), []);
      const made = packages.get(id)!;
      const std = normalizeAddress('0x1');
      const linked = [[std, std], ...linkage] as [string, string][];
      packages.set(id, {
        ...made,
        originalId: original,
        version,
        typeOrigins: made.typeOrigins.map((origin) =>
          version > 1n && origin.datatype === 'Old' ? { ...origin, package: original } : origin,
        ),
        linkage: new Map(linked.map(([from, to]) => [from, { id: to, version: 1n }])),
      } satisfies Package);
    };
    put(dep1, dep1, 1n, (await compilePackage({ files: depFiles(first) }, { framework })).modules, []);
    put(dep2, dep1, 2n, (await compilePackage({ files: depFiles(second) }, { framework })).modules, []);
    put(user1, user1, 1n, (await userFiles(user, first)).modules, [[dep1, dep1]]);
    put(user2, user1, 2n, (await userFiles(newer, second)).modules, [[dep1, dep2]]);
    machine = machineOver(packages);
    for (const id of [dep1, dep2, user1, user2]) {
      machine.checkPackage(packages.get(id)!, { getPackage: (each) => packages.get(each) });
    }
  });

  const run = (id: string, name: string) =>
    machine.call({ package: id, module: 'u', function: name, typeArguments: [], arguments: [] }, context())
      .returns[0]!;
  const text = (id: string, name: string): string => Buffer.from(run(id, name).bytes.slice(1)).toString();

  it('run the versions that the linkage of the called package says', () => {
    assert.deepEqual(run(user1, 'version').bytes, u64(1));
    assert.deepEqual(run(user2, 'version').bytes, u64(2));
  });

  it('keep the type of a datatype through upgrades: that of the package that first had it', () => {
    assert.equal(typeToString(run(user1, 'old').type), `${dep1}::d::Old`);
    assert.equal(typeToString(run(user2, 'old').type), `${dep1}::d::Old`);
    assert.equal(typeToString(run(user2, 'make').type), `${dep2}::d::New`);
    const signature = machine.signature(user2, 'u', 'make')!;
    assert.deepEqual(signature.returns, [{ ...datatypeType(dep2, 'd', 'New') }]);
  });

  it('name types by defining and by original ids', () => {
    assert.equal(text(user2, 'name'), `${dep1.slice(2)}::d::Old`);
    assert.equal(text(user2, 'new_name'), `${dep2.slice(2)}::d::New`);
    assert.equal(text(user2, 'new_original'), `${dep1.slice(2)}::d::New`);
  });

  it('find a type only at the package that defines it', () => {
    assert.throws(() => machine.abilities(datatypeType(dep2, 'd', 'Old')), { code: 'TYPE_NOT_FOUND' });
    assert.throws(() => machine.abilities(datatypeType(dep1, 'd', 'New')), { code: 'TYPE_NOT_FOUND' });
    assert.equal(machine.abilities(datatypeType(dep2, 'd', 'New')).copy, true);
  });
});

describe('natives', () => {
  it('that a machine does not have end in MISSING_NATIVE, by name, when they are called', async () => {
    const text =
      'module app::m; public fun hash(): vector<u8> { std::hash::sha2_256(b"") } public fun other(): u64 { 1 }';
    const { machine } = await setUp(text, {});
    const request = { package: app, module: 'm', typeArguments: [], arguments: [] };
    assert.deepEqual(machine.call({ ...request, function: 'other' }, context()).returns[0]!.bytes, u64(1));
    assert.throws(() => machine.call({ ...request, function: 'hash' }, context()), {
      code: 'MISSING_NATIVE',
      message: /0x1::hash::sha2_256/,
    });
  });

  it('that fail in an unforeseen way fail the call, located, not the process', async () => {
    const broken = {
      ...pureNatives,
      '0x1::hash::sha2_256': () => {
        throw new TypeError('a fault');
      },
    };
    const { machine } = await setUp(
      'module app::m; public fun hash(): vector<u8> { std::hash::sha2_256(b"") }',
      broken,
    );
    assert.throws(
      () =>
        machine.call(
          { package: app, module: 'm', function: 'hash', typeArguments: [], arguments: [] },
          context(),
        ),
      (error) => {
        assert.ok(error instanceof ExecutionFailure);
        assert.equal(error.code, 'INVARIANT_VIOLATION');
        assert.equal(error.location?.functionName, 'sha2_256');
        return true;
      },
    );
  });
});

describe('publishing', () => {
  let packages: Map<string, Package>;
  beforeAll(async () => {
    packages = await storeWithStd();
  });

  const check = (modules: readonly Compiled[], dependencies: string[] = ['0x1']): void => {
    const store = new Map(packages);
    addPackage(store, '0x0', modules, dependencies);
    machineOver(store).checkPackage(store.get(app)!, { getPackage: (id) => packages.get(id) });
  };
  const refuses = (modules: readonly Compiled[], reason: RegExp, dependencies?: string[]): void => {
    assert.throws(() => check(modules, dependencies), { code: 'MALFORMED_BYTECODE', message: reason });
  };

  it('takes what the compiler makes', async () => {
    check(await compile('module app::m; public fun f(v: &mut vector<u8>) { v.push_back(1) }'));
  });

  it('refuses a package that calls what is private, or not there, or other than it thinks', async () => {
    const other = (text: string) => ({ 'Move.toml': manifest('Dep', 'dep'), 'sources/d.move': text });
    const open =
      'module dep::d; public struct S has copy, drop { x: u64 } public fun f(x: u64): u64 { x } public fun s(): S { S { x: 1 } }';
    const compiled = (
      await compilePackage(
        {
          files: {
            'Move.toml': `${manifest('App', 'app')}\n[dependencies]\nDep = { local = "../dep" }\n`,
            'sources/u.move': 'module app::u; public fun g(): u64 { let _ = dep::d::s(); dep::d::f(1) }',
          },
          locals: { '../dep': other(open) },
        },
        { framework: pureFramework(), published: { Dep: '0xd1' } },
      )
    ).modules;
    const publishedAs = async (text: string): Promise<void> => {
      const { modules } = await compilePackage({ files: other(text) }, { framework: pureFramework() });
      addPackage(packages, '0xd1', relocated(modules, '0xd1'), ['0x1']);
    };
    await publishedAs(open);
    check(compiled, ['0x1', '0xd1']);
    for (const [text, reason] of [
      [open.replace('public fun f', 'fun f'), /private/],
      [open.replace('public fun f', 'public(package) fun f'), /friends/],
      [open.replace('fun f(', 'fun h('), /no function f/],
      [open.replace('f(x: u64): u64 { x }', 'f(x: u8): u64 { x as u64 }'), /another signature/],
      [open.replace('f(x: u64)', 'f<T: drop>(x: u64, _: &T)'), /another signature/],
      [open.replace('has copy, drop', 'has drop'), /declared otherwise/],
      [
        open.replace('struct S ', 'struct S<phantom T> ').replace('): S {', '): S<u8> {'),
        /declared otherwise|signature/,
      ],
    ] as const) {
      await publishedAs(text);
      refuses(compiled, reason, ['0x1', '0xd1']);
    }
    packages.delete(normalizeAddress('0xd1'));
    refuses(compiled, /no package/, ['0x1', '0xd1']);
  });

  it('refuses modules of another package, of test mode, too many, too large, or none', async () => {
    const [module] = (await compile('module app::m; public fun f() {}')) as [Compiled];
    refuses([], /without modules/);
    refuses(relocated([module], '0x55'), /not of this package/);
    const forTests = module.bytecode.slice();
    forTests.set([0xde, 0xad, 0xc0, 0xde]);
    assert.throws(() => readModule(forTests), { code: 'MALFORMED_BYTECODE' });
    const many = Array.from({ length: 65 }, (_, i) => ({ name: `m${i}`, bytecode: module.bytecode }));
    const store = { getPackage: (id: string) => packages.get(id) };
    const candidate = (modules: readonly Compiled[]): Package => ({
      id: app,
      originalId: normalizeAddress('0xc0ffee000000000000'),
      version: 1n,
      modules: new Map(modules.map(({ name, bytecode }) => [name, bytecode])),
      typeOrigins: [],
      linkage: new Map(),
    });
    const machine = machineOver(packages);
    assert.throws(() => machine.checkPackage(candidate(many), store), { message: /more than 64 modules/ });
    const large = [{ name: 'm', bytecode: new Uint8Array(200_000) }];
    assert.throws(() => machine.checkPackage(candidate(large), store), { message: /200000 bytes/ });
    assert.throws(() => machine.checkPackage(candidate([{ name: 'm', bytecode: forTests }]), store), {
      message: /test mode/,
    });
  });
});

function manifest(name: string, address: string): string {
  return `[package]\nname = "${name}"\nedition = "2024"\n\n[addresses]\n${address} = "0x0"\n`;
}

/** Modules with another address of their own than 0x0, as publishing gives them. */
function relocated(modules: readonly Compiled[], address: string): readonly Compiled[] {
  const id = Buffer.from(normalizeAddress(address).slice(2), 'hex');
  return modules.map(({ name, bytecode }) => {
    const at = Buffer.from(bytecode).indexOf(Buffer.alloc(32));
    assert.ok(at > 0, 'the module has its address in it');
    const moved = bytecode.slice();
    moved.set(id, at);
    return { name, bytecode: moved };
  });
}
