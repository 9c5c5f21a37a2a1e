import assert from 'node:assert/strict';
import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { afterEach, describe, test, vi } from 'vitest';
import { blake2b256, startHash } from '../../../devnet/src/blake2b.js';
import { seededBytes } from '../../support/bytes.js';

const expected = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 32 });

describe('BLAKE2b-256', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test('is that of the library, of any bytes in any parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (parts) =>
        assert.deepEqual(blake2b256(...parts), expected(concatBytes(...parts))),
      ),
      { seed: 7693, numRuns: 300 },
    );
  });

  test('at every end of a block and of the memory, and beyond', () => {
    const memory = 65_536 - 128;
    for (const end of [0, 128, 256, 1024, memory, 2 * memory, 65_536])
      for (const length of [end - 1, end, end + 1].filter((wanted) => wanted >= 0)) {
        const bytes = seededBytes(length, length);
        const hash = expected(bytes);
        assert.deepEqual(blake2b256(bytes), hash, `${length} bytes`);
        const cut = Math.floor(length / 3);
        assert.deepEqual(blake2b256(bytes.subarray(0, cut), bytes.subarray(cut)), hash, `${length} in two`);
      }
  });

  test('nothing of an earlier input is left', () => {
    blake2b256(new Uint8Array(70_000).fill(0xff));
    assert.deepEqual(blake2b256(Uint8Array.of(1)), expected(Uint8Array.of(1)));
    assert.deepEqual(blake2b256(), expected(new Uint8Array()));
  });

  test('is the same where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    const hash = startHash();
    vi.unstubAllGlobals();
    const parts = [seededBytes(100, 1), seededBytes(200, 2)];
    assert.deepEqual(hash(parts), blake2b256(...parts));
    assert.notEqual(hash.toString(), startHash().toString());
  });
});
