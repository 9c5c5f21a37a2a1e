import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { bcs } from '@mysten/bcs';
import fc from 'fast-check';
import {
  datatypeType,
  deserializeValue,
  makeVariant,
  primitiveTypes,
  serializeValue,
} from '@haulout/devnet/vm';
import type { Layout, Value } from '@haulout/devnet/vm';

const seed = 11;
const type = datatypeType('0x7', 'm', 'T');
const { bool, u8, u16, u32, u64, u128, u256, address } = primitiveTypes;

const layout: Layout = {
  kind: 'struct',
  type,
  fields: [
    { name: 'a', layout: bool },
    { name: 'b', layout: u8 },
    { name: 'c', layout: u16 },
    { name: 'd', layout: u32 },
    { name: 'e', layout: u64 },
    { name: 'f', layout: u128 },
    { name: 'g', layout: u256 },
    { name: 'h', layout: address },
    { name: 'i', layout: { kind: 'vector', element: { kind: 'vector', element: u8 } } },
    {
      name: 'j',
      layout: {
        kind: 'enum',
        type,
        variants: [
          { name: 'Empty', fields: [] },
          {
            name: 'Pair',
            fields: [
              { name: 'x', layout: u16 },
              { name: 'y', layout: bool },
            ],
          },
        ],
      },
    },
  ],
};

const official = bcs.struct('T', {
  a: bcs.bool(),
  b: bcs.u8(),
  c: bcs.u16(),
  d: bcs.u32(),
  e: bcs.u64(),
  f: bcs.u128(),
  g: bcs.u256(),
  h: bcs.fixedArray(32, bcs.u8()),
  i: bcs.vector(bcs.vector(bcs.u8())),
  j: bcs.enum('J', { Empty: null, Pair: bcs.struct('Pair', { x: bcs.u16(), y: bcs.bool() }) }),
});

const sample = fc.record({
  a: fc.boolean(),
  b: fc.nat(255),
  c: fc.nat(65535),
  d: fc.nat(4294967295),
  e: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  f: fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
  g: fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
  h: fc.array(fc.nat(255), { minLength: 32, maxLength: 32 }),
  i: fc.array(fc.array(fc.nat(255), { maxLength: 200 }), { maxLength: 4 }),
  j: fc.option(fc.record({ x: fc.nat(65535), y: fc.boolean() })),
});

describe('values and BCS', () => {
  it('agree with the official BCS library, both ways', () => {
    fc.assert(
      fc.property(sample, ({ j, ...rest }) => {
        const bytes = official
          .serialize({ ...rest, j: j === null ? { Empty: true } : { Pair: j } })
          .toBytes();
        const value = deserializeValue(layout, bytes) as Value[];
        assert.deepEqual(serializeValue(layout, value), bytes);
        const [a, b, , , , , , h, i, variant] = value;
        assert.deepEqual([a, b, i], [rest.a, rest.b, rest.i]);
        assert.equal(h, `0x${Buffer.from(rest.h).toString('hex')}`);
        assert.deepEqual(variant, j === null ? makeVariant(0, []) : makeVariant(1, [j.x, j.y]));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('take no bytes but exactly those of a value', () => {
    fc.assert(
      fc.property(sample, fc.nat(), ({ j, ...rest }, cut) => {
        const bytes = official
          .serialize({ ...rest, j: j === null ? { Empty: true } : { Pair: j } })
          .toBytes();
        const refused = { code: 'FAILED_TO_DESERIALIZE_ARGUMENT' };
        assert.throws(() => deserializeValue(layout, bytes.subarray(0, cut % bytes.length)), refused);
        assert.throws(() => deserializeValue(layout, Uint8Array.from([...bytes, 0])), refused);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('refuse what is not canonical', () => {
    const refused = { code: 'FAILED_TO_DESERIALIZE_ARGUMENT' };
    const bytes: Layout = { kind: 'vector', element: u8 };
    assert.throws(() => deserializeValue(bool, Uint8Array.of(2)), refused);
    assert.throws(
      () => deserializeValue(bytes, Uint8Array.of(0x80, 0)),
      refused,
      'a length of two bytes for zero',
    );
    assert.throws(() => deserializeValue(bytes, Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x1f)), refused);
    assert.throws(() => deserializeValue(bytes, Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f)), refused);
    const variants = layout.kind === 'struct' ? layout.fields[9]!.layout : bool;
    assert.throws(() => deserializeValue(variants, Uint8Array.of(2)), refused, 'a variant that there is not');
  });

  it('stop at 128 levels', () => {
    let deep: Layout = u8;
    for (let i = 0; i < 200; i++) deep = { kind: 'vector', element: deep };
    const nested = (levels: number): Uint8Array => Uint8Array.from([...new Array<number>(levels).fill(1), 0]);
    assert.throws(() => deserializeValue(deep, nested(150)), { code: 'FAILED_TO_DESERIALIZE_ARGUMENT' });
    assert.ok(Array.isArray(deserializeValue(deep, nested(120))));
  });
});
