import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import {
  TypeSyntaxError,
  datatypeType,
  normalizeAddress,
  parseType,
  primitiveTypes,
  sameType,
  shortAddress,
  typeToString,
  vectorType,
} from '@haulout/devnet/vm';
import type { Type } from '@haulout/devnet/vm';

const seed = 5;
const long = (digits: string): string => `0x${digits.padStart(64, '0')}`;

const name = fc.constantFrom('a', 'Coin', '_x', 'm0dule', 'vector', 'u8', 'Long_Name_9');
const types = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...Object.values(primitiveTypes)),
    tie('type').map(vectorType),
    fc
      .tuple(
        fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
        name,
        name,
        fc.array(tie('type'), { maxLength: 3 }),
      )
      .map(([id, module, datatype, args]) => datatypeType(`0x${id.toString(16)}`, module, datatype, args)),
  ),
})).type;

describe('types as text', () => {
  it('come back from their canonical text, and only equal types share it', () => {
    fc.assert(
      fc.property(types, types, (a, b) => {
        assert.deepEqual(parseType(typeToString(a)), a);
        assert.equal(sameType(a, parseType(typeToString(a))), true);
        assert.equal(sameType(a, b), typeToString(a) === typeToString(b));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('are read in short form and with spaces', () => {
    assert.equal(
      typeToString(parseType(' 0x2::coin::Coin < 0x2::sui::SUI , vector<u8> > ')),
      `${long('2')}::coin::Coin<${long('2')}::sui::SUI,vector<u8>>`,
    );
  });

  it('are refused when they are not types', () => {
    for (const text of [
      '',
      'u7',
      '0x2::coin',
      'vector',
      'vector<>',
      'vector<u8',
      'u8>',
      '0x2::a::B<>',
      '0xg::a::B',
      '0x2::a::B C',
      'a::b::C<,>',
    ]) {
      assert.throws(() => parseType(text), TypeSyntaxError, text);
    }
    assert.throws(() => parseType('vector<'.repeat(20) + 'u8' + '>'.repeat(20)), TypeSyntaxError);
    assert.throws(() => parseType('u'.repeat(10_000)), TypeSyntaxError);
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseType(text);
        } catch (error) {
          assert.ok(error instanceof TypeSyntaxError);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('have addresses in full', () => {
    assert.equal(normalizeAddress('2'), long('2'));
    assert.equal(normalizeAddress('0xAbC'), long('abc'));
    assert.equal(shortAddress(long('0')), '0x0');
    assert.equal(shortAddress(long('10')), '0x10');
    assert.throws(() => normalizeAddress(`0x1${'0'.repeat(64)}`), TypeSyntaxError);
  });
});
