import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import fc from 'fast-check';
import { ExecutionFailure, MoveError, readModule } from '@haulout/devnet/vm';
import type { Package } from '@haulout/devnet/vm';
import { addPackage, buildForOurVm, readSources } from '../../../support/both-vms.js';
import { app, compile, context, machineOver, storeWithStd } from './packages.js';
import type { Compiled } from './packages.js';

const seed = 77;

/** A module with something of everything, small enough that a flipped bit usually matters. */
const source = `
module app::target;
public struct Point<T> has copy, drop, store { x: T, y: u64 }
public enum Shape<T> has copy, drop { Dot, Circle { at: Point<T>, radius: u64 } }
const TABLE: vector<u64> = vector[1, 2, 3];
public fun area<T>(shape: &mut Shape<T>): u64 {
    match (shape) { Shape::Dot => 0, Shape::Circle { at, radius } => { at.y = at.y + 1; *radius * *radius } }
}
public fun main(): u64 {
    let mut i = 0;
    let mut total = 0u64;
    let table = TABLE;
    while (i < 10) {
        let mut shape = Shape::Circle { at: Point { x: vector[i as u8], y: i }, radius: table[i % 3] };
        total = total + area(&mut shape);
        let copied = shape;
        if (copied == shape) total = total ^ (i << 3);
        i = i + 1;
    };
    let mut v = vector[total, 2, 3];
    v.swap(0, 2);
    let last = v.pop_back();
    v.push_back(last * 3);
    v[0] + v.length() + (option::some(total).destroy_some() as u64)
}
public fun wide(a: u128, b: u256, owner: address): (u256, address) { ((a as u256) + b / 7, owner) }
`;

describe('hostile bytecode', () => {
  let modules: readonly Compiled[];
  let packages: Map<string, Package>;
  beforeAll(async () => {
    [modules, packages] = [await compile(source), await storeWithStd()];
  });

  const mutants = (): fc.Arbitrary<Uint8Array> => {
    const { bytecode } = modules[0]!;
    const place = fc.nat(bytecode.length - 1);
    const change = fc.oneof(
      { weight: 4, arbitrary: fc.record({ at: place, flip: fc.integer({ min: 1, max: 255 }) }) },
      { weight: 1, arbitrary: fc.record({ cut: place }) },
      { weight: 1, arbitrary: fc.record({ from: place, to: place, count: fc.integer({ min: 1, max: 40 }) }) },
    );
    return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      let bytes = bytecode.slice();
      for (const each of changes) {
        if ('flip' in each) bytes[each.at % bytes.length]! ^= each.flip;
        else if ('cut' in each) bytes = bytes.slice(0, Math.max(1, each.cut));
        else bytes.copyWithin(each.to, each.from, each.from + each.count);
      }
      return bytes;
    });
  };

  it('is either a module or MALFORMED_BYTECODE, whatever is changed in it', () => {
    fc.assert(
      fc.property(mutants(), (bytes) => {
        try {
          readModule(bytes);
        } catch (error) {
          assert.ok(error instanceof ExecutionFailure, String(error));
          assert.equal(error.code, 'MALFORMED_BYTECODE');
        }
      }),
      { seed, numRuns: 4000 },
    );
  });

  it('never passes the publishing check and then breaks the machine', () => {
    let published = 0;
    fc.assert(
      fc.property(mutants(), (bytes) => {
        const store = new Map(packages);
        let machine = machineOver(store);
        try {
          const { self } = readModule(bytes);
          addPackage(store, '0x0', [{ name: self.name, bytecode: bytes }], ['0x1', '0x2']);
          const candidate = store.get(app)!;
          machine.checkPackage(candidate, { getPackage: (id) => packages.get(id) });
        } catch (error) {
          assert.ok(error instanceof ExecutionFailure, String(error));
          assert.equal(error.code, 'MALFORMED_BYTECODE');
          return;
        }
        published++;
        machine = machineOver(store);
        for (const name of ['main', 'wide']) {
          try {
            const args = name === 'wide' ? [new Uint8Array(16), new Uint8Array(32), new Uint8Array(32)] : [];
            machine.call(
              { package: app, module: 'target', function: name, typeArguments: [], arguments: args },
              context(100_000),
            );
          } catch (error) {
            assert.ok(error instanceof MoveError, String((error as Error).stack));
          }
        }
      }),
      { seed, numRuns: 4000 },
    );
    assert.ok(published > 20, `only ${published} mutants were publishable`);
  });

  it('truncated at any length is malformed', () => {
    const { bytecode } = modules[0]!;
    for (let length = 0; length < bytecode.length; length++) {
      assert.throws(() => readModule(bytecode.subarray(0, length)), { code: 'MALFORMED_BYTECODE' });
    }
  });

  it('with bytes after its end is malformed', () => {
    assert.throws(() => readModule(Uint8Array.from([...modules[0]!.bytecode, 0])), {
      code: 'MALFORMED_BYTECODE',
    });
  });

  it('that claims huge tables is refused at once', () => {
    const header = [0xa1, 0x1c, 0xeb, 0x0b, 7, 0, 0, 5];
    const huge = [0xff, 0xff, 0xff, 0xff, 0x0f];
    assert.throws(() => readModule(Uint8Array.from([...header, 1, 0x1, 0, ...huge])), {
      code: 'MALFORMED_BYTECODE',
    });
    assert.throws(() => readModule(new Uint8Array(10_000_000)), { code: 'MALFORMED_BYTECODE' });
    // A table of addresses, then of types: vectors nested thousands deep.
    const nested = [...new Array<number>(5000).fill(0x0a), 2];
    const body = [1, ...nested];
    const size = [(body.length & 0x7f) | 0x80, body.length >> 7];
    assert.throws(() => readModule(Uint8Array.from([...header, 1, 0x5, 0, ...size, ...body, 0])), {
      code: 'MALFORMED_BYTECODE',
    });
  });

  it('of versions and flavours that Sui does not have is refused', () => {
    const { bytecode } = modules[0]!;
    for (const word of [
      [8, 0, 0, 5],
      [7, 0, 0, 0],
      [7, 0, 0, 4],
      [4, 0, 0, 0],
      [6, 0, 0, 5],
    ]) {
      const changed = bytecode.slice();
      changed.set(word, 4);
      assert.throws(() => readModule(changed), { code: 'MALFORMED_BYTECODE' });
    }
  });

  it('real modules all read, check and lower', async () => {
    const files = readSources(new URL('../../conformance/move', import.meta.url).pathname);
    const { machine, modules: compiled } = await buildForOurVm(files);
    assert.ok(compiled.length > 5);
    for (const [id, candidate] of packages) {
      if (candidate.modules.size > 0 && id !== app) {
        machine.checkPackage(candidate, { getPackage: (each) => packages.get(each) });
      }
    }
  });
});
