import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import { signerBitmap, signersInBitmap } from '@haulout/sdk/certificate';
import { code, SEED } from '../../support/signed.js';

const committee = fc.integer({ min: 1, max: 150 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    signers: fc.uniqueArray(fc.nat(count - 1), { maxLength: count }),
  }),
);

test('a bitmap is the little-endian number with a bit for each signer', () => {
  fc.assert(
    fc.property(committee, ({ count, signers }) => {
      const bitmap = signerBitmap(signers, count);
      assert.equal(bitmap.length, Math.ceil(count / 8));
      const number = signers.reduce((sum, signer) => sum | (1n << BigInt(signer)), 0n);
      assert.equal(
        bitmap.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n),
        number,
      );
    }),
    { seed: SEED },
  );
});

test('signers come back from their bitmap, with or without zero bytes at its end', () => {
  fc.assert(
    fc.property(committee, ({ count, signers }) => {
      const sorted = [...signers].sort((a, b) => a - b);
      const bitmap = signerBitmap(signers, count);
      assert.deepEqual(signersInBitmap(bitmap, count), sorted);
      let end = bitmap.length;
      while (end > 0 && bitmap[end - 1] === 0) end--;
      assert.deepEqual(signersInBitmap(bitmap.subarray(0, end), count), sorted);
    }),
    { seed: SEED },
  );
});

test('any bytes are either refused, or exactly the bits of members', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.uint8Array({ maxLength: 7 }), (count, bytes) => {
      const bits = [...bytes].flatMap((byte, i) =>
        [...Array(8).keys()].filter((b) => (byte >> b) & 1).map((b) => 8 * i + b),
      );
      if (bytes.length > Math.ceil(count / 8)) {
        assert.throws(() => signersInBitmap(bytes, count), code('BITMAP_TOO_LONG'));
      } else if (bits.some((bit) => bit >= count)) {
        assert.throws(() => signersInBitmap(bytes, count), code('BITMAP_PAST_END'));
      } else {
        assert.deepEqual(signersInBitmap(bytes, count), bits);
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('a repeated signer and a signer outside the committee make no bitmap', () => {
  assert.throws(() => signerBitmap([1, 4, 1], 10), code('REPEATED_SIGNER'));
  assert.throws(() => signerBitmap([10], 10), code('UNKNOWN_SIGNER'));
  assert.throws(() => signerBitmap([-1], 10), code('UNKNOWN_SIGNER'));
  assert.throws(() => signerBitmap([1.5], 10), code('UNKNOWN_SIGNER'));
});

test('who made a bitmap impossible is told by the values of the error', () => {
  const refused = (wanted: string, values: object) => ({ code: wanted, values });
  assert.throws(() => signerBitmap([10], 10), refused('UNKNOWN_SIGNER', { signer: 10, memberCount: 10 }));
  assert.throws(() => signerBitmap([1, 4, 1], 10), refused('REPEATED_SIGNER', { signer: 1 }));
  const tooLong = refused('BITMAP_TOO_LONG', { length: 2, memberCount: 8 });
  assert.throws(() => signersInBitmap(Uint8Array.of(1, 0), 8), tooLong);
  const pastEnd = refused('BITMAP_PAST_END', { position: 7, memberCount: 7 });
  assert.throws(() => signersInBitmap(Uint8Array.of(128), 7), pastEnd);
});
