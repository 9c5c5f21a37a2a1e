import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import { opcodes } from '@haulout/devnet/vm';
import { buildForOurVm, functionsOf, readSources, runOnOurVm, runOnRealVm } from '../../support/both-vms.js';
import type { Outcome, OurVm } from '../../support/both-vms.js';

/** Opcodes that the compiler never emits; test/chain/devnet/vm/opcodes.test.ts runs them by hand. */
const neverCompiled = ['And', 'BrTrue', 'Nop', 'Or'];

const files = readSources(new URL('./move', import.meta.url).pathname);
const names = functionsOf(files);

describe('our VM against the real Move VM, on the conformance package', () => {
  let vm: OurVm;
  let ours: Map<string, Outcome>;
  let real: Map<string, Outcome>;

  beforeAll(async () => {
    vm = await buildForOurVm(files, { trace: true });
    ours = new Map(names.map((name) => [name, runOnOurVm(vm, name)]));
    real = await runOnRealVm(files, ours);
  });

  it('runs every case and failure on both', () => {
    assert.deepEqual([...real.keys()].sort(), [...names].sort());
    assert.ok(names.length > 130, `only ${names.length} functions`);
  });

  for (const name of names) {
    it(`${name} gives the same ${name.includes('::fail_') ? 'failure, code and place' : 'values'}`, () => {
      assert.deepEqual(ours.get(name), real.get(name));
    });
  }

  it('fails where it must: no failure passes and no case fails', () => {
    for (const [name, { result }] of ours) {
      assert.equal(result.startsWith('digest '), name.includes('::case_'), `${name}: ${result}`);
    }
  });

  it('executes every opcode that the compiler emits', () => {
    const compiled = new Set(
      vm.modules.flatMap(({ functions }) =>
        functions.flatMap(({ code }) => code?.instructions.map(({ opcode }) => opcode) ?? []),
      ),
    );
    const named = (which: (opcode: number) => boolean): string[] =>
      Object.keys(opcodes)
        .map(Number)
        .filter(which)
        .map((opcode) => opcodes[opcode]!.name)
        .sort();
    assert.deepEqual(
      named((opcode) => !compiled.has(opcode)),
      neverCompiled,
    );
    assert.deepEqual(
      named((opcode) => !vm.executed.has(opcode)),
      neverCompiled,
    );
  });
});
