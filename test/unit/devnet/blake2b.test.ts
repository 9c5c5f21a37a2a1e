import assert from 'node:assert/strict';
import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { blake2b256, blake2bReady } from '../../../devnet/src/blake2b.js';

const expected = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 32 });

describe('BLAKE2b-256', () => {
  beforeAll(blake2bReady);

  test('is that of @noble/hashes, of any bytes in any parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (parts) =>
        assert.deepEqual(blake2b256(...parts), expected(concatBytes(...parts))),
      ),
      { seed: 7693, numRuns: 300 },
    );
  });

  test('keeps nothing of an earlier input, and gives each digest its own bytes', () => {
    const long = blake2b256(new Uint8Array(70_000).fill(0xff));
    const short = blake2b256(Uint8Array.of(1));
    assert.deepEqual(short, expected(Uint8Array.of(1)));
    assert.deepEqual(blake2b256(), expected(new Uint8Array()));
    assert.deepEqual(long, expected(new Uint8Array(70_000).fill(0xff)));
  });
});
