/**
 * Both implementations of BLS12-381 do the same: what one signs the other verifies, what one reads the other
 * reads, and the curve of the official client (`@mysten/walrus-wasm`) agrees.
 */
import assert from 'node:assert/strict';
import { publicKeyOf, readPublicKey, readSignature } from '@haulout/bls';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { extent } from '../../support/long.js';
import { bls12_381_min_pk } from './official.js';
import type { Curve } from '../../../bls/src/curve.js';
import { loadFastCurve, type FastCurve } from '../../../bls/src/mcl.js';
import { noble } from '../../../bls/src/noble.js';

const secretKeys = fc
  .bigInt({ min: 1n, max: (1n << 254n) - 1n })
  .map((value) => Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex')));
const messages = fc.uint8Array({ maxLength: 200 });
const parameters = { numRuns: extent({ short: 8, long: 20 }), seed: 381 };

let fast: FastCurve;
let curves: readonly Curve[];

beforeAll(async () => {
  fast = (await loadFastCurve())!;
  curves = [noble, fast.curve];
});

/** What each curve gives as bytes; all are the same. */
function same(compute: (curve: Curve) => Uint8Array): Uint8Array {
  const [first, ...others] = curves.map(compute);
  for (const other of others) assert.deepEqual(other, first);
  return first!;
}

describe('R4: signatures do not depend on what computes them', () => {
  test('keys, hashes and signatures are the same bytes', () => {
    fc.assert(
      fc.property(secretKeys, messages, (secretKey, message) => {
        const key = same(({ keys, publicKey }) => keys.write(publicKey(secretKey)));
        same(({ signatures, hash }) => signatures.write(hash(message)));
        const signature = same(({ signatures, hash, sign }) =>
          signatures.write(sign(secretKey, hash(message))),
        );
        assert.ok(bls12_381_min_pk.verify(signature, key, message));
      }),
      parameters,
    );
  });

  test('sums are the same bytes, and verify under the sum of the keys alone', () => {
    fc.assert(
      fc.property(fc.array(secretKeys, { minLength: 1, maxLength: 5 }), messages, (secrets, message) => {
        for (const curve of curves) {
          const hash = curve.hash(message);
          const key = curve.keys.sum(secrets.map((secret) => curve.publicKey(secret)));
          const signature = curve.signatures.sum(secrets.map((secret) => curve.sign(secret, hash)));
          assert.ok(curve.verify(key, hash, signature));
          assert.ok(!curve.verify(key, curve.hash(Uint8Array.of(...message, 1)), signature));
          assert.ok(!curve.verify(key, hash, curve.signatures.sum([signature, signature])));
        }
        same(({ keys, publicKey }) => keys.write(keys.sum(secrets.map((secret) => publicKey(secret)))));
      }),
      parameters,
    );
  });

  test('a point and its negative add up to zero', () => {
    for (const { keys, signatures, publicKey, hash } of curves) {
      for (const [group, point] of [
        [keys, publicKey(Uint8Array.of(...new Uint8Array(31), 7))],
        [signatures, hash(Uint8Array.of(1))],
      ] as const) {
        const negative = group.write(point);
        negative[0]! ^= 0x20;
        assert.ok(group.isZero(group.sum([point, group.read(negative)])));
        assert.ok(!group.isZero(point));
      }
    }
  });
});

describe('R4: bytes that are no point are refused alike', () => {
  /** Whether a group reads bytes: the same answer of every curve. */
  function isRead(group: 'keys' | 'signatures', bytes: Uint8Array): boolean {
    const verdicts = curves.map((curve) => curve[group].read(bytes) !== undefined);
    assert.equal(new Set(verdicts).size, 1, `${group}: ${Buffer.from(bytes).toString('hex')}`);
    return verdicts[0]!;
  }

  const length = { keys: 48, signatures: 96 } as const;

  for (const group of ['keys', 'signatures'] as const) {
    test(`${group}: any bit flipped, any length, any bytes`, () => {
      const point =
        group === 'keys'
          ? noble.keys.write(noble.publicKey(Uint8Array.of(...new Uint8Array(31), 9)))
          : noble.signatures.write(noble.hash(Uint8Array.of(9)));
      assert.ok(isRead(group, point));
      fc.assert(
        fc.property(fc.nat({ max: 8 * length[group] - 1 }), (bit) => {
          const flipped = point.slice();
          flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
          // The sign alone gives another point: the negative.
          assert.equal(isRead(group, flipped), bit === 2);
        }),
        { numRuns: extent({ short: 25, long: 60 }), seed: 381 },
      );
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => assert.ok(!isRead(group, bytes))),
        parameters,
      );
      for (const cut of [0, 1, length[group] - 1])
        assert.ok(!isRead(group, point.subarray(0, cut)), `${cut} bytes`);
      assert.ok(!isRead(group, Uint8Array.of(...point, 0)));
    });

    test(`${group}: zero has one form; other forms are refused`, () => {
      const zero = Uint8Array.of(0xc0, ...new Uint8Array(length[group] - 1));
      assert.ok(isRead(group, zero));
      for (const [at, value] of [
        [0, 0xe0],
        [0, 0x40],
        [0, 0x80],
        [0, 0x00],
        [length[group] - 1, 1],
      ] as const) {
        const other = zero.slice();
        other[at] = value;
        assert.ok(!isRead(group, other), `byte ${at} is ${value}`);
      }
    });

    test(`${group}: points outside of the subgroup are refused`, () => {
      // About half of all x are on the curve, and none of these points is in the subgroup.
      for (let x = 1; x < 40; x++) {
        const bytes = new Uint8Array(length[group]);
        bytes[0] = 0x80;
        bytes[length[group] - 1] = x;
        assert.ok(!isRead(group, bytes));
      }
    });

    test(`${group}: coordinates beyond the field are refused`, () => {
      const bytes = new Uint8Array(length[group]).fill(0xff);
      bytes[0] = 0x9f;
      assert.ok(!isRead(group, bytes));
    });
  }
});

test('bytes of any length are refused, however many', () => {
  for (const bytes of [0, 47, 49, 95, 97, 10_000_000].map((length) => new Uint8Array(length).fill(0x80))) {
    assert.equal(readPublicKey(bytes), undefined);
    assert.equal(readSignature(bytes), undefined);
  }
});

test('a key of two coordinates is the same key; others on no curve are none', () => {
  const { secretKey, publicKey } = bls12_381.longSignatures.keygen(new Uint8Array(48).fill(5));
  const both = publicKey.toBytes(false);
  assert.deepEqual(readPublicKey(both)?.bytes, publicKeyOf(secretKey).bytes);
  assert.deepEqual(readPublicKey(publicKey.negate().toBytes(false))?.bytes, publicKey.negate().toBytes());
  for (let at = 0; at < 96; at += 5) {
    const other = both.slice();
    other[at]! ^= 1;
    assert.equal(readPublicKey(other), undefined, `byte ${at}`);
  }
  const zero = Uint8Array.of(0x40, ...new Uint8Array(95));
  assert.equal(readPublicKey(zero), undefined);
});

test('another curve in the same process is noticed', async () => {
  const { default: mcl } = await import('mcl-wasm');
  assert.ok(fast.isOurs());
  await mcl.init(mcl.BN254);
  assert.ok(!fast.isOurs());
  await mcl.init(mcl.BLS12_381);
  assert.ok(fast.isOurs());
});
