import assert from 'node:assert/strict';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { test } from 'vitest';
import {
  bls12381_min_pk_aggregate,
  bls12381_min_pk_verify,
  bls12381_min_pk_verify_aggregate,
} from '@mysten/walrus-wasm';
import {
  aggregatePublicKeys,
  aggregateSignatures,
  compressPublicKey,
  generateSecretKey,
  proveOwnership,
  publicKeyOf,
  serializeMessage,
  signMessage,
  verifyOwnership,
  verifySignature,
} from '@haulout/sdk/certificate';
import { code, MESSAGE, node } from '../../support/signed.js';

const bytes = serializeMessage(MESSAGE);
const keys = [0, 1, 2, 3].map((index) => node(index).secretKey);
const publicKeys = keys.map(publicKeyOf);
const signatures = keys.map((key) => signMessage(key, bytes));

test('the public key of 1 is the generator of G1', () => {
  const one = new Uint8Array(32);
  one[31] = 1;
  assert.equal(
    Buffer.from(publicKeyOf(one)).toString('hex'),
    '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
  );
});

test('signatures and their sums verify in an implementation that is not ours', () => {
  signatures.forEach((signature, i) => {
    assert.ok(bls12381_min_pk_verify(signature, publicKeys[i]!, bytes));
    assert.ok(verifySignature(publicKeys[i]!, bytes, signature));
  });
  const sum = aggregateSignatures(signatures);
  assert.deepEqual([...sum], [...bls12381_min_pk_aggregate(signatures.map((s) => [...s]))]);
  assert.ok(
    bls12381_min_pk_verify_aggregate(
      publicKeys.map((key) => [...key]),
      bytes,
      sum,
    ),
  );
  assert.ok(verifySignature(aggregatePublicKeys(publicKeys), bytes, sum));
});

test('a signature verifies under no other key, for no other message, and not when changed', () => {
  const [signature] = signatures;
  assert.equal(verifySignature(publicKeys[1]!, bytes, signature!), false);
  assert.equal(verifySignature(publicKeys[0]!, bytes.subarray(1), signature!), false);
  assert.equal(
    verifySignature(
      publicKeys[0]!,
      bytes,
      signature!.map((byte, i) => (i === 50 ? byte ^ 4 : byte)),
    ),
    false,
  );
  assert.equal(verifySignature(publicKeys[0]!, bytes, new Uint8Array(96)), false);
  assert.equal(verifySignature(new Uint8Array(48), bytes, signature!), false);
  assert.equal(verifySignature(new Uint8Array(3), bytes, new Uint8Array(3)), false);
});

test('a key is compressed as the curve has it, and what is no point of the curve is refused', () => {
  for (const publicKey of publicKeys) {
    const point = bls12_381.G1.Point.fromBytes(publicKey).toBytes(false);
    assert.deepEqual(compressPublicKey(point), publicKey);
    for (const at of [0, 47, 48, 95]) {
      const wrong = point.map((byte, i) => (i === at ? byte ^ 1 : byte));
      assert.throws(() => compressPublicKey(wrong), code('INVALID_PUBLIC_KEY'));
    }
  }
  for (const length of [0, 48, 95, 97, 192])
    assert.throws(() => compressPublicKey(new Uint8Array(length)), code('INVALID_PUBLIC_KEY'));
});

test('zero is neither a key nor a signature, though it would satisfy the equation', () => {
  const zeroKey = Uint8Array.of(0xc0, ...new Uint8Array(47));
  const zeroSignature = Uint8Array.of(0xc0, ...new Uint8Array(95));
  assert.equal(verifySignature(zeroKey, bytes, zeroSignature), false);
  assert.throws(() => aggregatePublicKeys([publicKeys[0]!, zeroKey]), code('INVALID_PUBLIC_KEY'));
  assert.throws(() => aggregateSignatures([signatures[0]!, zeroSignature]), code('INVALID_SIGNATURE'));
});

test('secret keys outside the scalar field are refused', () => {
  const order = Buffer.from('73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001', 'hex');
  for (const key of [new Uint8Array(32), new Uint8Array(31).fill(1), new Uint8Array(order)]) {
    assert.throws(() => publicKeyOf(key), code('INVALID_SECRET_KEY'));
    assert.throws(() => signMessage(key, bytes), code('INVALID_SECRET_KEY'));
  }
  const [a, b] = [generateSecretKey(), generateSecretKey()];
  assert.notDeepEqual(a, b);
  assert.equal(publicKeyOf(a).length, 48);
});

test('a proof of possession holds for its key, address and epoch only', () => {
  const claim = { epoch: 0, address: '0xabc' };
  const { publicKey, signature } = proveOwnership(keys[0]!, claim);
  assert.deepEqual(publicKey, publicKeys[0]);
  assert.ok(verifyOwnership({ ...claim, publicKey }, signature));
  assert.equal(verifyOwnership({ ...claim, epoch: 1, publicKey }, signature), false);
  assert.equal(verifyOwnership({ ...claim, address: '0xabd', publicKey }, signature), false);
  assert.equal(verifyOwnership({ ...claim, publicKey: publicKeys[1]! }, signature), false);
});
