import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import { readModule } from '@haulout/devnet/vm';
import type { Machine, Package } from '@haulout/devnet/vm';
import { addPackage } from '../../../support/both-vms.js';
import { app, compile, context, machineOver, storeWithStd } from './packages.js';

/**
 * Opcodes that the compiler never emits, put in the place of others of the same types: `Eq` of two bools
 * becomes `And` or `Or`, `BrFalse` becomes `BrTrue`, and two `Not` become two `Nop`.
 */
const source = `
module app::patched;
public fun both(a: bool, b: bool): bool { a == b }
public fun either(a: bool, b: bool): bool { b == a }
public fun choose(a: bool): u8 { if (a) 1 else 2 }
public fun nothing(a: bool): bool { !!a }
`;

describe('opcodes that no compiler emits', () => {
  let machine: Machine<undefined>;
  let candidate: Package;
  beforeAll(async () => {
    const { bytecode } = (await compile(source))[0]!;
    const patched = bytecode.slice();
    // In order of definition: the two Eq, the BrFalse, the two Not.
    const functions = new Map<string, readonly number[]>();
    const module = readModule(bytecode);
    for (const { handle, code } of module.functions) {
      functions.set(
        module.functionHandles[handle]!.name,
        code!.instructions.map(({ opcode }) => opcode),
      );
    }
    assert.ok(functions.get('choose')!.includes(0x04), 'the compiler emits BrFalse');
    const replace = (pattern: readonly number[], opcodes: readonly number[]): void => {
      const at = patched.findIndex((_, i) => pattern.every((byte, j) => patched[i + j] === byte));
      assert.ok(at >= 0, `no ${pattern.join()}`);
      patched.set(opcodes, at);
    };
    const [moveA, moveB] = [
      [0x0b, 0],
      [0x0b, 1],
    ];
    replace([...moveA, ...moveB, 0x21, 0x02], [...moveA, ...moveB, 0x1f]);
    replace([...moveB, ...moveA, 0x21, 0x02], [...moveB, ...moveA, 0x1e]);
    replace([...moveA, 0x04], [...moveA, 0x03]);
    replace([...moveA, 0x20, 0x20], [...moveA, 0x28, 0x28]);
    const packages = await storeWithStd();
    addPackage(packages, '0x0', [{ name: 'patched', bytecode: patched }], ['0x1']);
    candidate = packages.get(app)!;
    machine = machineOver(packages);
  });

  const call = (name: string, ...args: boolean[]): number =>
    machine.call(
      {
        package: app,
        module: 'patched',
        function: name,
        typeArguments: [],
        arguments: args.map((arg) => Uint8Array.of(Number(arg))),
      },
      context(),
    ).returns[0]!.bytes[0]!;

  it('pass the check for publishing', () => {
    machine.checkPackage(candidate, { getPackage: () => undefined });
  });

  it('And and Or are those of bools', () => {
    for (const a of [true, false]) {
      for (const b of [true, false]) {
        assert.equal(call('both', a, b), Number(a && b));
        assert.equal(call('either', a, b), Number(a || b));
      }
    }
  });

  it('BrTrue jumps on true', () => {
    assert.deepEqual([call('choose', true), call('choose', false)], [2, 1]);
  });

  it('Nop does nothing', () => {
    assert.deepEqual([call('nothing', true), call('nothing', false)], [1, 0]);
  });
});
