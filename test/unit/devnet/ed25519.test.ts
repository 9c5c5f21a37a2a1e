/**
 * Signatures, of transactions and in Move: the fast check says what the rule of Sui (ZIP 215) says, and the
 * fast way to sign makes the same signatures.
 */
import assert from 'node:assert/strict';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { signingKey, verifyEd25519 } from '../../../devnet/src/ed25519.js';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** The verdict, which is that of the rule. */
function verdict(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const rule = ed25519.verify(signature, message, publicKey, { zip215: true });
  assert.equal(verifyEd25519(signature, message, publicKey), rule);
  return rule;
}

describe('a signature is valid where Sui says so', () => {
  test('of its key and message, and no bit of the three may change', () => {
    fc.assert(
      fc.property(bytes32, bytes32, fc.nat(511), fc.nat(255), (secret, message, at, other) => {
        const publicKey = ed25519.getPublicKey(secret);
        const signature = ed25519.sign(message, secret);
        const key = signingKey(secret);
        assert.deepEqual([key.publicKey, key.sign(message)], [publicKey, signature]);
        assert.ok(verdict(signature, message, publicKey));
        const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
          bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        assert.ok(!verdict(flipped(signature, at), message, publicKey));
        assert.ok(!verdict(signature, flipped(message, other), publicKey));
        assert.equal(verifyEd25519(signature, message, flipped(publicKey, other)), false);
      }),
      { numRuns: 15, seed: 25519 },
    );
  });

  test('of points of small order, which ZIP 215 allows in any of their forms', () => {
    // Orders 1, 2, 4 and 8, and forms whose y is not below the order of the field.
    const small = [
      `01${'00'.repeat(31)}`,
      `ec${'ff'.repeat(30)}7f`,
      '00'.repeat(32),
      `${'00'.repeat(31)}80`,
      `01${'00'.repeat(30)}80`,
      `ee${'ff'.repeat(30)}7f`,
      `ed${'ff'.repeat(30)}7f`,
    ].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
    const verdicts = small.flatMap((publicKey) =>
      small.map((r) => verdict(Uint8Array.of(...r, ...new Uint8Array(32)), Uint8Array.of(7), publicKey)),
    );
    assert.ok(verdicts.every((accepted) => accepted));
  });

  test('bytes of other lengths are no signature and no key', () => {
    const publicKey = ed25519.getPublicKey(new Uint8Array(32));
    const signature = ed25519.sign(Uint8Array.of(1), new Uint8Array(32));
    assert.throws(() => verifyEd25519(signature.subarray(1), Uint8Array.of(1), publicKey));
    assert.throws(() => verifyEd25519(signature, Uint8Array.of(1), publicKey.subarray(1)));
  });
});
