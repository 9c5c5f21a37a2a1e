import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import fc from 'fast-check';
import {
  ExecutionFailure,
  deserializeValue,
  integer,
  primitiveTypes,
  serializeValue,
  toBigInt,
} from '@haulout/devnet/vm';
import type { Machine, PrimitiveName } from '@haulout/devnet/vm';
import { app, context, setUp } from './packages.js';

const seed = 4242;
const widths = [8, 16, 32, 64, 128, 256] as const;
type Width = (typeof widths)[number];

const binary: Readonly<Record<string, (a: bigint, b: bigint, max: bigint) => bigint | undefined>> = {
  add: (a, b, max) => (a + b > max ? undefined : a + b),
  subtract: (a, b) => (a < b ? undefined : a - b),
  multiply: (a, b, max) => (a * b > max ? undefined : a * b),
  divide: (a, b) => (b === 0n ? undefined : a / b),
  modulo: (a, b) => (b === 0n ? undefined : a % b),
  bit_and: (a, b) => a & b,
  bit_or: (a, b) => a | b,
  bit_xor: (a, b) => a ^ b,
};
const symbols: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  bit_and: '&',
  bit_or: '|',
  bit_xor: '^',
};

function source(): string {
  const functions = widths.flatMap((width) => [
    ...Object.entries(symbols).map(
      ([name, symbol]) =>
        `public fun ${name}_u${width}(a: u${width}, b: u${width}): u${width} { a ${symbol} b }`,
    ),
    `public fun left_u${width}(a: u${width}, b: u8): u${width} { a << b }`,
    `public fun right_u${width}(a: u${width}, b: u8): u${width} { a >> b }`,
    `public fun compare_u${width}(a: u${width}, b: u${width}): vector<bool> { vector[a < b, a > b, a <= b, a >= b, a == b, a != b] }`,
    ...widths.map((to) => `public fun cast_u${width}_u${to}(a: u${width}): u${to} { a as u${to} }`),
  ]);
  return `module app::integers;\n${functions.join('\n')}\n`;
}

/** Integers of a width, half of them at or near powers of two, where representations change. */
function integers(width: Width): fc.Arbitrary<bigint> {
  const max = (1n << BigInt(width)) - 1n;
  const edge = fc
    .record({ bit: fc.nat(width), off: fc.integer({ min: -2, max: 2 }) })
    .map(({ bit, off }) => (1n << BigInt(bit)) + BigInt(off))
    .filter((value) => value >= 0n && value <= max);
  return fc.oneof(fc.bigInt({ min: 0n, max }), edge, edge);
}

describe('integers of every width against bigint arithmetic', () => {
  let machine: Machine<undefined>;
  beforeAll(async () => {
    ({ machine } = await setUp(source()));
  });

  /** The result as bytes, or undefined for an arithmetic error. */
  const call = (name: string, args: readonly Uint8Array[]): Uint8Array | undefined => {
    try {
      return machine.call(
        { package: app, module: 'integers', function: name, typeArguments: [], arguments: args },
        context(),
      ).returns[0]!.bytes;
    } catch (error) {
      assert.ok(error instanceof ExecutionFailure && error.code === 'ARITHMETIC_ERROR', String(error));
      return undefined;
    }
  };

  for (const width of widths) {
    const max = (1n << BigInt(width)) - 1n;
    const pair = fc.tuple(integers(width), integers(width));
    it(`u${width}: + - * / % & | ^ give the exact result or an arithmetic error`, () => {
      fc.assert(
        fc.property(pair, ([a, b]) => {
          for (const [name, oracle] of Object.entries(binary)) {
            const expected = oracle(a, b, max);
            const found = call(`${name}_u${width}`, [little(a, width), little(b, width)]);
            assert.deepEqual(
              found,
              expected === undefined ? undefined : little(expected, width),
              `${name} ${a} ${b}`,
            );
          }
        }),
        { seed, numRuns: 300 },
      );
    });
    it(`u${width}: shifts drop bits and refuse amounts of the width or more`, () => {
      fc.assert(
        fc.property(integers(width), fc.nat(255), (a, by) => {
          const valid = by < width;
          const args = [little(a, width), Uint8Array.of(by)];
          assert.deepEqual(
            call(`left_u${width}`, args),
            valid ? little((a << BigInt(by)) & max, width) : undefined,
          );
          assert.deepEqual(call(`right_u${width}`, args), valid ? little(a >> BigInt(by), width) : undefined);
        }),
        { seed, numRuns: 300 },
      );
    });
    it(`u${width}: comparisons order as numbers do`, () => {
      fc.assert(
        fc.property(pair, ([a, b]) => {
          const expected = [a < b, a > b, a <= b, a >= b, a === b, a !== b].map(Number);
          assert.deepEqual(
            [...call(`compare_u${width}`, [little(a, width), little(b, width)])!.slice(1)],
            expected,
          );
        }),
        { seed, numRuns: 300 },
      );
    });
    it(`u${width}: a cast keeps the value or fails`, () => {
      fc.assert(
        fc.property(integers(width), fc.constantFrom(...widths), (a, to) => {
          const fits = a < 1n << BigInt(to);
          assert.deepEqual(
            call(`cast_u${width}_u${to}`, [little(a, width)]),
            fits ? little(a, to) : undefined,
          );
        }),
        { seed, numRuns: 300 },
      );
    });
  }

  it('are numbers up to 2^53 - 1 and bigints above, in and out of BCS', () => {
    for (const width of [64, 128, 256] as const) {
      fc.assert(
        fc.property(integers(width), (value) => {
          const type = primitiveTypes[`u${width}` as PrimitiveName];
          const held = deserializeValue(type, little(value, width));
          assert.equal(typeof held, value <= BigInt(Number.MAX_SAFE_INTEGER) ? 'number' : 'bigint');
          assert.equal(held, integer(value));
          assert.equal(toBigInt(held), value);
          assert.deepEqual(serializeValue(type, held), little(value, width));
        }),
        { seed, numRuns: 300 },
      );
    }
  });
});

function little(value: bigint, width: Width): Uint8Array {
  return Uint8Array.from({ length: width / 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}
