import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import fc from 'fast-check';
import { fromBase64 } from '../../../sdk/src/base/base64.js';

describe('bytes in base64', () => {
  test('are those that were written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        assert.deepEqual(fromBase64(Buffer.from(bytes).toString('base64')), bytes);
      }),
      { seed: 64, numRuns: 300 },
    );
  });

  test('have one spelling', () => {
    const near = fc.stringMatching(/^[A-Da-d0-3+/=é\- ]{0,9}$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (text) => {
        const bytes = Buffer.from(text, 'base64');
        const isCanonical = bytes.toString('base64') === text;
        assert.deepEqual(fromBase64(text), isCanonical ? new Uint8Array(bytes) : undefined);
      }),
      { seed: 64, numRuns: 2000 },
    );
    for (const text of ['AA', 'AA=', 'AB==', 'AAB=', 'A===', '====', 'AA==AA==', 'AA-_', 'AAAA\n'])
      assert.equal(fromBase64(text), undefined, text);
  });
});
