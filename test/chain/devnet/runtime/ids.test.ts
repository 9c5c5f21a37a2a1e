/** Ids are derived as Sui derives them: the official SDK agrees on random inputs. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { TypeTagSerializer, bcs } from '@mysten/sui/bcs';
import { deriveDynamicFieldID } from '@mysten/sui/utils';
import {
  addressFromBytes,
  addressToBytes,
  deriveDynamicFieldId,
  deriveObjectId,
  typeTagBytes,
} from '@haulout/devnet/vm/runtime';
import { datatypeType, primitiveTypes, typeToString, vectorType, type Type } from '@haulout/devnet/vm';
import { blake2b } from '@noble/hashes/blake2.js';
import fc from 'fast-check';

const seed = 20261121;

const address = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(addressFromBytes);
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,140}$/).map((text) => text.slice(0, 128));
const { type } = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...Object.values(primitiveTypes)),
    tie('type').map(vectorType),
    fc
      .tuple(address, name, name, fc.array(tie('type'), { maxLength: 3 }))
      .map(([at, module, datatype, args]) => datatypeType(at, module, datatype, args)),
  ),
}));

describe('ids', () => {
  test('type tags are those of the SDK', () => {
    fc.assert(
      fc.property(type, (some) => {
        const tag = bcs.TypeTag.serialize(TypeTagSerializer.parseFromStr(typeToString(some)));
        assert.deepEqual(typeTagBytes(some), tag.toBytes());
      }),
      { seed, numRuns: 300 },
    );
  });

  test('dynamic fields have the ids that the SDK derives', () => {
    fc.assert(
      fc.property(address, type, fc.uint8Array({ maxLength: 300 }), (parent, nameType, nameBytes) => {
        const expected = deriveDynamicFieldID(parent, typeToString(nameType), nameBytes);
        assert.equal(deriveDynamicFieldId(parent, nameType, nameBytes), expected);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a new object is numbered within its transaction: 0xf1, digest, counter', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.bigInt(0n, 2n ** 64n - 1n),
        (digest, n) => {
          const text = Uint8Array.from([0xf1, ...digest, ...bcs.u64().serialize(n).toBytes()]);
          assert.equal(deriveObjectId(digest, n), addressFromBytes(blake2b(text, { dkLen: 32 })));
        },
      ),
      { seed, numRuns: 100 },
    );
  });

  test('addresses and their bytes go back and forth', () => {
    fc.assert(
      fc.property(address, (at) => assert.equal(addressFromBytes(addressToBytes(at)), at)),
      { seed, numRuns: 50 },
    );
  });
});
