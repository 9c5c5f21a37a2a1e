import assert from 'node:assert/strict';
import { bcs } from '@mysten/sui/bcs';
import { toBase58 } from '@mysten/bcs';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { dataInput, objectBcs, ownerInput, sizeForGas } from '../../../devnet/src/ledger/objects.js';
import { datatypeType, primitiveTypes, vectorType } from '../../../devnet/src/vm/types.js';
import type { DatatypeType, Type } from '../../../devnet/src/vm/types.js';

const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const address = bytes32.map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
const name = fc.stringMatching(/^[a-zA-Z]\w{0,12}$/);

const { datatype } = fc.letrec<{ type: Type; datatype: DatatypeType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...Object.values(primitiveTypes)),
    tie('type').map(vectorType),
    tie('datatype'),
  ),
  datatype: fc
    .tuple(address, name, name, fc.array(tie('type'), { maxLength: 2 }))
    .map(([home, module, text, parameters]) => datatypeType(home, module, text, parameters)),
}));
/** Those that have a form of their own, and any other. */
const objectType = fc.oneof(
  datatype,
  datatype.map((type) => datatypeType('0x2', 'coin', 'Coin', [type])),
  fc.constantFrom(
    datatypeType('0x2', 'coin', 'Coin', [datatypeType('0x2', 'sui', 'SUI')]),
    datatypeType('0x3', 'staking_pool', 'StakedSui'),
  ),
);
const owner = fc.oneof(
  fc.record({ kind: fc.constantFrom('address' as const, 'object' as const), address }),
  fc.record({ kind: fc.constant('shared' as const), initialSharedVersion: u64 }),
  fc.record({ kind: fc.constant('immutable' as const) }),
  fc.record({ kind: fc.constant('consensus-address' as const), address, startVersion: u64 }),
);
const object = fc.record({
  id: address,
  version: u64,
  owner,
  previousTransaction: bytes32.map(toBase58),
  storageRebate: u64,
  data: fc.record({
    kind: fc.constant('move' as const),
    type: objectType,
    hasPublicTransfer: fc.boolean(),
    // Lengths of one, two and three bytes.
    contents: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(127, 128, 16_383, 16_384, 250_000).map((length) => new Uint8Array(length).fill(7)),
    ),
  }),
});

describe('the bytes of a Move object', () => {
  test('are those of `bcs.Object`, and as long as gas says', () => {
    fc.assert(
      fc.property(object, (given) => {
        const { previousTransaction, storageRebate, data } = given;
        const parts = {
          data: dataInput(given),
          owner: ownerInput(given.owner),
          previousTransaction,
          storageRebate,
        };
        const expected = bcs.Object.serialize(parts, { maxSize: 1024 * 1024 }).toBytes();
        assert.deepEqual(objectBcs(given), expected);
        const type = bcs.Object.parse(expected).data.Move!.type;
        const typeBytes = bcs.MoveObjectType.serialize(type as never).toBytes().length;
        assert.equal(sizeForGas({ data }), 80 + data.contents.length + typeBytes + 9);
      }),
      { seed: 58, numRuns: 300 },
    );
  });
});
