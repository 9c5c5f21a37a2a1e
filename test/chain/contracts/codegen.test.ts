import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, it } from 'vitest';
import { TYPESCRIPT } from '../../support/typescript.js';
import { readMoveSource } from '../../../scripts/codegen/move-source.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the bindings are what the compiled packages give', () => {
  it('is current: npm run codegen would write the same files', async () => {
    const flags = [...TYPESCRIPT, 'scripts/codegen.ts', '--check'];
    const { stdout } = await run(process.execPath, flags, { cwd: root }).catch(
      (error: { stderr: string }) => {
        throw new Error(error.stderr);
      },
    );
    assert.match(stdout, /generated files are current/);
  });
});

describe('reading Move sources', () => {
  const [module] = readMoveSource(`
    // A comment with "quotes", { brackets } and module nonsense::here;
    /// What it is for.
    /// Second line.
    module walrus::example;

    use sui::{coin::Coin, table::Table};

    /** A sentence. */
    #[allow(unused_const)]
    const EFirst: u64 = 0x1_0; // trailing
    const NAME: vector<u8> = b"a;b";

    /// A struct.
    public struct Pair<phantom A: store, B: copy + drop> has key, store {
        id: UID,
        /// The value, in { units }.
        value: Table<A, vector<B>>,
    }

    public struct Positional(
        /// first
        u64,
        bool,
    ) has copy;

    public enum Kind has drop {
        /// Nothing.
        Empty,
        Filled {
            /// How much.
            amount: u64,
        },
    }

    /// Does it.
    #[syntax(index)]
    public(package) fun act<T: key>(self: &mut Pair<T, u8>, mut count: u64, _ctx: &mut TxContext): (u64, vector<u8>) {
        if (count < 5 && count > 2 || (count << 1) > 7) { count = count + 1 };
        (count, b"}")
    }

    public native fun foreign(x: u8): u8;
    fun last() { abort EFirst }
  `);

  it('finds docs, parameters and constants, and is not misled by bodies, strings and comments', () => {
    assert.ok(module);
    assert.equal(module.name, 'example');
    assert.equal(module.doc, 'What it is for.\nSecond line.');
    assert.deepEqual(module.constants, [
      { name: 'EFirst', doc: 'A sentence.', value: '0x1_0' },
      { name: 'NAME', doc: undefined, value: 'b"a;b"' },
    ]);
    assert.deepEqual(
      [...module.functions],
      [
        ['act', { doc: 'Does it.', parameters: ['self', 'count', '_ctx'] }],
        ['foreign', { doc: undefined, parameters: ['x'] }],
        ['last', { doc: undefined, parameters: [] }],
      ],
    );
    const pair = module.datatypes.get('Pair');
    assert.deepEqual(pair?.typeParameters, ['A', 'B']);
    assert.deepEqual([...pair!.docs], [['value', 'The value, in { units }.']]);
    assert.deepEqual([...module.datatypes.get('Positional')!.docs], [['pos0', 'first']]);
    assert.deepEqual(
      [...module.datatypes.get('Kind')!.docs],
      [
        ['Empty', 'Nothing.'],
        ['Filled.amount', 'How much.'],
      ],
    );
  });
});
