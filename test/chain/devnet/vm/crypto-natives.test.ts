import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'vitest';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { NativeAbort, bytesOfVector, makeVector, pureNatives, vectorOfBytes } from '@haulout/devnet/vm';
import type { NativeContext, Value } from '@haulout/devnet/vm';

const seed = 381;
const context = { meter: { instructions() {}, native() {} } } as unknown as NativeContext;

function call(name: string, ...args: Value[]): Value {
  return pureNatives[name]!(context, [], args) as Value;
}
const group = (name: string, ...args: (number | Uint8Array)[]): Uint8Array =>
  bytesOfVector(
    call(
      `0x2::group_ops::internal_${name}`,
      ...args.map((arg) => (typeof arg === 'number' ? arg : vectorOfBytes(arg))),
    ),
  );
const abortsWith = (code: bigint, run: () => unknown): void => {
  assert.throws(run, (error) => error instanceof NativeAbort && error.abortCode === code);
};

const [scalarKind, g1Kind, g2Kind, gtKind, uncompressedKind] = [0, 1, 2, 3, 4] as const;
const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
const order = bls12_381.fields.Fr.ORDER;
const scalarBytes = (value: bigint): Uint8Array => hexToBytes(value.toString(16).padStart(64, '0'));
const scalar = fc.oneof(fc.bigInt({ min: 0n, max: order - 1n }), fc.constantFrom(0n, 1n, 2n, order - 1n));
const times = (point: typeof G1.BASE | typeof G2.BASE, by: bigint): Uint8Array =>
  by === 0n ? infinity(point instanceof G1 ? 48 : 96) : point.multiply(by).toBytes(true);
const infinity = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (i === 0 ? 0xc0 : 0));

describe('sui::group_ops', () => {
  for (const [kind, base] of [
    [g1Kind, G1.BASE],
    [g2Kind, G2.BASE],
  ] as const) {
    it(`G${kind}: multiples of the generator add, subtract, scale and divide like their scalars`, () => {
      fc.assert(
        fc.property(scalar, scalar, (a, b) => {
          const [A, B] = [times(base, a), times(base, b)];
          assert.deepEqual(group('add', kind, A, B), times(base, (a + b) % order));
          assert.deepEqual(group('sub', kind, A, B), times(base, (a - b + order) % order));
          assert.deepEqual(group('mul', kind, scalarBytes(b), A), times(base, (a * b) % order));
          if (b !== 0n)
            assert.deepEqual(group('mul', kind, scalarBytes(b), group('div', kind, scalarBytes(b), A)), A);
          else abortsWith(1n, () => group('div', kind, scalarBytes(b), A));
        }),
        { seed, numRuns: 8 },
      );
    });

    it(`G${kind}: a multi-scalar product is the sum of products, of at most 32 terms`, () => {
      const terms = [3n, 0n, order - 1n, 123456789n];
      const points = [1n, 5n, 7n, 0n].map((by) => times(base, by));
      const sum = (3n + (order - 1n) * 7n) % order;
      const join = (parts: readonly Uint8Array[]): Uint8Array =>
        Uint8Array.from(parts.flatMap((part) => [...part]));
      const run = (s: Uint8Array, e: Uint8Array): Uint8Array => group('multi_scalar_mul', kind, s, e);
      assert.deepEqual(run(join(terms.map(scalarBytes)), join(points)), times(base, sum));
      abortsWith(1n, () => run(new Uint8Array(), new Uint8Array()));
      abortsWith(1n, () => run(scalarBytes(1n), join(points)));
      const one = times(base, 1n);
      abortsWith(2n, () =>
        run(
          join(Array.from({ length: 33 }, () => scalarBytes(1n))),
          join(Array.from({ length: 33 }, () => one)),
        ),
      );
    });

    it(`G${kind}: only the one encoding of a point of the subgroup is valid`, () => {
      const validate = (bytes: Uint8Array): Value =>
        call('0x2::group_ops::internal_validate', kind, vectorOfBytes(bytes));
      const one = times(base, 5n);
      assert.equal(validate(one), true);
      assert.equal(validate(infinity(one.length)), true);
      for (const wrong of [
        new Uint8Array(),
        one.subarray(1),
        Uint8Array.from([...one, 0]),
        one.with(0, one[0]! & 0x7f),
        infinity(one.length).with(5, 1),
        infinity(one.length).with(0, 0xe0),
        one.with(0, 0x9f).fill(0xff, 1),
      ]) {
        assert.equal(validate(wrong), false);
        abortsWith(1n, () => group('add', kind, wrong, one));
      }
      // Points of the curve outside of the subgroup: most x that have a y.
      let outside = 0;
      for (let x = 1; x < 12; x++) {
        const bytes = new Uint8Array(one.length).with(0, 0x80).with(one.length - 1, x);
        if (validate(bytes) === true) continue;
        try {
          group('add', kind, bytes, bytes);
          outside++;
        } catch (error) {
          assert.ok(error instanceof NativeAbort);
        }
      }
      assert.ok(outside > 0, 'operations take points that validation refuses, as Sui does');
    });
  }

  it('scalars are integers below r, and arithmetic is modulo r', () => {
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const [A, B] = [scalarBytes(a), scalarBytes(b)];
        assert.deepEqual(group('add', scalarKind, A, B), scalarBytes((a + b) % order));
        assert.deepEqual(group('sub', scalarKind, A, B), scalarBytes((a - b + order) % order));
        assert.deepEqual(group('mul', scalarKind, A, B), scalarBytes((a * b) % order));
        if (a !== 0n) assert.deepEqual(group('mul', scalarKind, A, group('div', scalarKind, A, B)), B);
      }),
      { seed, numRuns: 50 },
    );
    const validate = (value: bigint): Value =>
      call('0x2::group_ops::internal_validate', 0, vectorOfBytes(scalarBytes(value)));
    assert.deepEqual([validate(order - 1n), validate(order)], [true, false]);
  });

  it('the pairing is bilinear, and GT is written so', () => {
    const pair = (a: bigint, b: bigint): Uint8Array =>
      group('pairing', g1Kind, times(G1.BASE, a), times(G2.BASE, b));
    const e = pair(1n, 1n);
    assert.equal(e.length, 576);
    // The first bytes of the generator of GT, as Sui's framework has it.
    assert.equal(Buffer.from(e.subarray(0, 16)).toString('hex'), '1250ebd871fc0a92a7b2d83168d0d727');
    assert.deepEqual(pair(6n, 7n), group('mul', gtKind, scalarBytes(42n), e));
    assert.deepEqual(group('add', gtKind, pair(2n, 1n), pair(1n, 3n)), pair(5n, 1n));
    assert.deepEqual(group('div', gtKind, scalarBytes(3n), pair(3n, 1n)), e);
    const identity = group('sub', gtKind, e, e);
    assert.deepEqual(pair(0n, 5n), identity);
    assert.deepEqual(identity, new Uint8Array(576).with(47, 1));
    abortsWith(1n, () => group('pairing', g2Kind, times(G1.BASE, 1n), times(G2.BASE, 1n)));
    abortsWith(1n, () => group('add', gtKind, e.subarray(1), e));
  });

  it('hashing to a curve is that of BLS signatures without a tag', () => {
    const message = new TextEncoder().encode('to a point');
    assert.deepEqual(group('hash_to', g2Kind, message), bls12_381.longSignatures.hash(message).toBytes(true));
    assert.deepEqual(
      group('hash_to', g1Kind, message),
      bls12_381.shortSignatures.hash(message).toBytes(true),
    );
    abortsWith(1n, () => group('hash_to', g1Kind, new Uint8Array()));
    abortsWith(1n, () => group('hash_to', gtKind, message));
  });

  it('uncompressed G1 elements convert, and sum up', () => {
    const uncompressed = [1n, 2n, 3n, 0n, order - 1n].map((by) =>
      group('convert', g1Kind, uncompressedKind, times(G1.BASE, by)),
    );
    for (const [i, bytes] of uncompressed.entries()) {
      assert.equal(bytes.length, 96);
      assert.deepEqual(
        group('convert', uncompressedKind, g1Kind, bytes),
        times(G1.BASE, [1n, 2n, 3n, 0n, order - 1n][i]!),
      );
    }
    const sum = (terms: readonly Uint8Array[]): Uint8Array =>
      bytesOfVector(
        call('0x2::group_ops::internal_sum', uncompressedKind, makeVector(terms.map(vectorOfBytes))),
      );
    assert.deepEqual(group('convert', uncompressedKind, g1Kind, sum(uncompressed)), times(G1.BASE, 5n));
    assert.deepEqual(group('convert', uncompressedKind, g1Kind, sum([])), infinity(48));
    abortsWith(1n, () => sum([uncompressed[0]!.with(95, 0)]));
    abortsWith(1n, () => sum([uncompressed[0]!.subarray(1)]));
    abortsWith(1n, () => group('convert', g1Kind, g2Kind, times(G1.BASE, 1n)));
    abortsWith(2n, () => sum(Array.from({ length: 1201 }, () => uncompressed[0]!)));
  });
});

describe('signatures', () => {
  const message = new TextEncoder().encode('a message');

  it('BLS min-pk and min-sig hold for the key and message that were signed, and for nothing else', () => {
    const secret = scalarBytes(77n);
    for (const [name, scheme, identity] of [
      ['bls12381_min_pk_verify', bls12_381.longSignatures, 48],
      ['bls12381_min_sig_verify', bls12_381.shortSignatures, 96],
    ] as const) {
      const { sign, hash, getPublicKey } = scheme as typeof bls12_381.longSignatures;
      const signature = sign(hash(message), secret).toBytes(true);
      const key = getPublicKey(secret).toBytes(true);
      const verify = (s: Uint8Array, k: Uint8Array, m: Uint8Array): Value =>
        call(`0x2::bls12381::${name}`, vectorOfBytes(s), vectorOfBytes(k), vectorOfBytes(m));
      assert.equal(verify(signature, key, message), true);
      assert.equal(verify(signature, key, message.subarray(1)), false);
      assert.equal(verify(signature, getPublicKey(scalarBytes(78n)).toBytes(true), message), false);
      assert.equal(verify(sign(hash(message), scalarBytes(78n)).toBytes(true), key, message), false);
      assert.equal(verify(signature.subarray(1), key, message), false);
      assert.equal(verify(signature.with(0, signature[0]! ^ 0x20), key, message), false);
      assert.equal(verify(signature, infinity(identity), message), false);
      assert.equal(verify(infinity(signature.length), infinity(identity), message), false);
      assert.equal(verify(key, signature, message), false);
    }
  });

  it('an aggregate of BLS signatures holds for the sum of the keys', () => {
    const { sign, hash, getPublicKey, aggregateSignatures, aggregatePublicKeys } = bls12_381.longSignatures;
    const secrets = [5n, 6n, 7n].map(scalarBytes);
    const signature = aggregateSignatures(secrets.map((secret) => sign(hash(message), secret))).toBytes(true);
    const verify = (key: Uint8Array): Value =>
      call(
        '0x2::bls12381::bls12381_min_pk_verify',
        vectorOfBytes(signature),
        vectorOfBytes(key),
        vectorOfBytes(message),
      );
    const keys = secrets.map((secret) => getPublicKey(secret));
    assert.equal(verify(aggregatePublicKeys(keys).toBytes(true)), true);
    assert.equal(verify(aggregatePublicKeys(keys.slice(1)).toBytes(true)), false);
  });

  it('Ed25519 holds for what was signed and for nothing else', () => {
    const { secretKey, publicKey } = ed25519.keygen(scalarBytes(9n));
    const signature = ed25519.sign(message, secretKey);
    const verify = (s: Uint8Array, k: Uint8Array, m: Uint8Array): Value =>
      call('0x2::ed25519::ed25519_verify', vectorOfBytes(s), vectorOfBytes(k), vectorOfBytes(m));
    assert.equal(verify(signature, publicKey, message), true);
    assert.equal(verify(signature, publicKey, message.subarray(1)), false);
    assert.equal(verify(signature.with(3, signature[3]! ^ 1), publicKey, message), false);
    assert.equal(verify(signature.subarray(1), publicKey, message), false);
    assert.equal(verify(signature, publicKey.subarray(1), message), false);
  });

  for (const [module, prefix, curve] of [
    ['ecdsa_k1', 'secp256k1', secp256k1],
    ['ecdsa_r1', 'secp256r1', p256],
  ] as const) {
    it(`${module}: checks and recovers with either hash, low s only`, () => {
      const secretKey = scalarBytes(11n);
      const publicKey = curve.getPublicKey(secretKey);
      for (const [hash, digest] of [
        [0, keccak_256(message)],
        [1, new Uint8Array(createHash('sha256').update(message).digest())],
      ] as const) {
        const recovered = curve.sign(digest, secretKey, { prehash: false, format: 'recovered' });
        const compact = recovered.subarray(1);
        const verify = (s: Uint8Array, k: Uint8Array, h: number): Value =>
          call(
            `0x2::${module}::${prefix}_verify`,
            vectorOfBytes(s),
            vectorOfBytes(k),
            vectorOfBytes(message),
            h,
          );
        assert.equal(verify(compact, publicKey, hash), true);
        assert.equal(verify(compact, publicKey, 1 - hash), false);
        assert.equal(verify(compact, publicKey, 2), false);
        assert.equal(verify(recovered, publicKey, hash), false);
        assert.equal(verify(compact, publicKey.subarray(1), hash), false);
        const { r, s } = curve.Signature.fromBytes(compact, 'compact');
        const high = new curve.Signature(r, curve.Point.Fn.neg(s)).toBytes('compact');
        assert.equal(verify(high, publicKey, hash), false);
        const recover = (bytes: Uint8Array, h: number): Uint8Array =>
          bytesOfVector(
            call(`0x2::${module}::${prefix}_ecrecover`, vectorOfBytes(bytes), vectorOfBytes(message), h),
          );
        const withBit = Uint8Array.from([...compact, recovered[0]!]);
        assert.deepEqual(recover(withBit, hash), publicKey);
        abortsWith(1n, () => recover(withBit.with(64, 4), hash));
        abortsWith(1n, () => recover(compact, hash));
        abortsWith(0n, () => recover(withBit, 2));
      }
    });
  }

  it('ecdsa_k1::decompress_pubkey gives both coordinates, or aborts with 2', () => {
    const decompress = (bytes: Uint8Array): Uint8Array =>
      bytesOfVector(call('0x2::ecdsa_k1::decompress_pubkey', vectorOfBytes(bytes)));
    const point = secp256k1.Point.BASE.multiply(99n);
    assert.deepEqual(decompress(point.toBytes(true)), point.toBytes(false));
    abortsWith(2n, () => decompress(point.toBytes(false)));
    abortsWith(2n, () => decompress(point.toBytes(true).with(0, 9)));
  });
});

describe('hashes and addresses', () => {
  it('agree with OpenSSL', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 200 }), (data, key) => {
        const hash = (name: string, bytes: Uint8Array): Buffer =>
          Buffer.from(bytesOfVector(call(name, vectorOfBytes(bytes))));
        assert.deepEqual(hash('0x1::hash::sha2_256', data), createHash('sha256').update(data).digest());
        assert.deepEqual(hash('0x1::hash::sha3_256', data), createHash('sha3-256').update(data).digest());
        const code = bytesOfVector(call('0x2::hmac::hmac_sha3_256', vectorOfBytes(key), vectorOfBytes(data)));
        assert.deepEqual(Buffer.from(code), createHmac('sha3-256', key).update(data).digest());
      }),
      { seed, numRuns: 100 },
    );
  });

  it('have the known digests of nothing', () => {
    const hex = (name: string): string =>
      Buffer.from(bytesOfVector(call(name, makeVector([])))).toString('hex');
    assert.equal(
      hex('0x2::hash::blake2b256'),
      '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8',
    );
    assert.equal(
      hex('0x2::hash::keccak256'),
      'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    );
  });

  it('turn addresses into numbers and bytes into addresses', () => {
    const address = `0x${'0'.repeat(61)}abc`;
    assert.equal(call('0x2::address::to_u256', address), 0xabc);
    assert.equal(call('0x2::address::from_u256', 0xabc), address);
    assert.equal(call('0x2::address::from_bytes', vectorOfBytes(hexToBytes(address.slice(2)))), address);
    abortsWith(0n, () => call('0x2::address::from_bytes', vectorOfBytes(new Uint8Array(31))));
  });
});

describe('std::string', () => {
  it('finds what indexOf finds, in time that no text can blow up', () => {
    const find = (text: Uint8Array, part: Uint8Array): Value =>
      call('0x1::string::internal_index_of', vectorOfBytes(text), vectorOfBytes(part));
    const letters = fc
      .array(fc.constantFrom(97, 98), { maxLength: 30 })
      .map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(letters, letters, (text, part) => {
        const at = Buffer.from(text).indexOf(Buffer.from(part));
        assert.equal(find(text, part), at < 0 ? text.length : at);
      }),
      { seed, numRuns: 500 },
    );
    const text = new Uint8Array(250_000).fill(97);
    assert.equal(find(text, new Uint8Array(125_000).fill(97).with(124_999, 98)), text.length);
  });
});
