/** Natives that check proofs: Groth16 on two curves, ECVRF; and Poseidon, which such proofs are about. */
import assert from 'node:assert/strict';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, it } from 'vitest';
import {
  NativeAbort,
  bytesOfVector,
  makeVector,
  pureNatives,
  vectorOfBytes,
  type NativeContext,
  type Value,
} from '@haulout/devnet/vm';

const context = { meter: { instructions() {}, native() {} } } as unknown as NativeContext;

function call(name: string, ...args: Value[]): Value {
  return pureNatives[`0x2::${name}`]!(context, [], args) as Value;
}

const abortsWith = (code: bigint, run: () => unknown): void => {
  assert.throws(run, (error) => error instanceof NativeAbort && error.abortCode === code);
};

const littleEndian = (value: bigint, size: number): Uint8Array =>
  hexToBytes(value.toString(16).padStart(2 * size, '0')).reverse();

describe('sui::groth16', () => {
  /** arkworks: x, little-endian, and in the last byte whether y is the larger of its two values. */
  const arkworks = (x: readonly bigint[], isLarger: boolean): Uint8Array => {
    const bytes = concatBytes(...x.map((part) => littleEndian(part, 32)));
    bytes[bytes.length - 1]! |= isLarger ? 0x80 : 0;
    return bytes;
  };
  const isLargerThanHalf = (y: bigint): boolean => 2n * y > bn254.fields.Fp.ORDER;
  const curves = [
    {
      name: 'BLS12-381',
      id: 0,
      order: bls12_381.fields.Fr.ORDER,
      g1: (k: bigint) => bls12_381.G1.Point.BASE.multiply(k).toBytes(),
      g2: (k: bigint) => bls12_381.G2.Point.BASE.multiply(k).toBytes(),
      negate: (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte ^ 0x20 : byte)),
      targetSize: 576,
    },
    {
      name: 'BN254',
      id: 1,
      order: bn254.fields.Fr.ORDER,
      g1: (k: bigint) => {
        const { x, y } = bn254.G1.Point.BASE.multiply(k).toAffine();
        return arkworks([x], isLargerThanHalf(y));
      },
      g2: (k: bigint) => {
        const { x, y } = bn254.G2.Point.BASE.multiply(k).toAffine();
        return arkworks([x.c0, x.c1], isLargerThanHalf(y.c1 === 0n ? y.c0 : y.c1));
      },
      negate: (bytes: Uint8Array) =>
        Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? byte ^ 0x80 : byte)),
      targetSize: 384,
    },
  ];

  for (const { name, id, order, g1, g2, negate, targetSize } of curves) {
    const mod = (value: bigint): bigint => ((value % order) + order) % order;
    const inverse = (value: bigint): bigint => {
      let [result, square] = [1n, mod(value)];
      for (let bits = order - 2n; bits > 0n; bits >>= 1n) {
        if (bits & 1n) result = mod(result * square);
        square = mod(square * square);
      }
      return result;
    };
    // A key and a proof whose logarithms are known, so that the equation can be solved for C.
    const [alpha, beta, gamma, delta, a, b] = [11n, 13n, 17n, 19n, 23n, 29n];
    const points = [31n, 37n, 41n];
    const inputs = [order - 5n, 7n];
    const sum = mod(points[0]! + inputs[0]! * points[1]! + inputs[1]! * points[2]!);
    const c = mod((a * b - alpha * beta - sum * gamma) * inverse(delta));
    const key = concatBytes(
      g1(alpha),
      ...[beta, gamma, delta].map(g2),
      littleEndian(3n, 8),
      ...points.map(g1),
    );
    const inputBytes = concatBytes(...inputs.map((value) => littleEndian(value, 32)));
    const proof = concatBytes(g1(a), g2(b), g1(c));
    const prepare = (bytes: Uint8Array): Uint8Array[] =>
      (call('groth16::prepare_verifying_key_internal', id, vectorOfBytes(bytes)) as Value[]).map(
        bytesOfVector,
      );
    const prepared = prepare(key);
    const verify = (...parts: Uint8Array[]): Value =>
      call('groth16::verify_groth16_proof_internal', id, ...parts.map(vectorOfBytes));

    it(`${name}: a prepared key has its points, a pairing, and gamma and delta negated`, () => {
      const [ofInputs, target, gammaBytes, deltaBytes] = prepared;
      assert.deepEqual(ofInputs, concatBytes(...points.map(g1)));
      assert.equal(target!.length, targetSize);
      assert.deepEqual(gammaBytes, negate(g2(gamma)));
      assert.deepEqual(deltaBytes, negate(g2(delta)));
    });

    it(`${name}: a proof holds for its inputs and for no others`, () => {
      assert.equal(verify(...prepared, inputBytes, proof), true);
      const other = inputBytes.slice();
      other[32]! ^= 1;
      assert.equal(verify(...prepared, other, proof), false);
      assert.equal(verify(...prepared, inputBytes, concatBytes(g1(a), g2(b), g1(c + 1n))), false);
    });

    it(`${name}: what is malformed does not hold; a malformed key and too many inputs abort`, () => {
      const [ofInputs, target, gammaBytes, deltaBytes] = prepared as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      assert.equal(verify(...prepared, inputBytes.subarray(0, 32), proof), false);
      assert.equal(verify(...prepared, inputBytes, proof.subarray(1)), false);
      assert.equal(verify(...prepared, inputBytes, concatBytes(proof, Uint8Array.of(0))), false);
      assert.equal(verify(ofInputs.subarray(1), target, gammaBytes, deltaBytes, inputBytes, proof), false);
      assert.equal(verify(ofInputs, target.subarray(1), gammaBytes, deltaBytes, inputBytes, proof), false);
      const tooLarge = concatBytes(littleEndian(order, 32), littleEndian(7n, 32));
      assert.equal(verify(...prepared, tooLarge, proof), false);
      abortsWith(2n, () => verify(...prepared, new Uint8Array(32 * 9), proof));
      for (const bad of [
        key.subarray(1),
        key.subarray(0, -1),
        new Uint8Array(0),
        key.map((byte) => byte ^ 0xff),
      ])
        abortsWith(0n, () => prepare(bad));
    });
  }

  it('there are two curves', () => {
    const none = vectorOfBytes(new Uint8Array(0));
    abortsWith(1n, () => call('groth16::prepare_verifying_key_internal', 2, none));
    abortsWith(1n, () =>
      call('groth16::verify_groth16_proof_internal', 2, none, none, none, none, none, none),
    );
  });
});

describe('sui::poseidon', () => {
  const hash = (...inputs: bigint[]): bigint => {
    const data = makeVector(inputs.map((input) => vectorOfBytes(littleEndian(input, 32))));
    const bytes = bytesOfVector(call('poseidon::poseidon_bn254_internal', data));
    return BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
  };

  it('gives what circomlib gives', () => {
    assert.equal(hash(1n, 2n), 7853200120776062878684798364095072458815029376092732009249414926327459813530n);
    assert.equal(
      hash(1n, 2n, 3n, 4n),
      18821383157269793795438455681495246036402687001665670618754263018637548127333n,
    );
  });

  it('takes 1 to 16 scalars', () => {
    const { ORDER } = bn254.fields.Fr;
    assert.notEqual(hash(ORDER - 1n), hash(0n));
    assert.ok(hash(...Array.from({ length: 16 }, (_, i) => BigInt(i))) < ORDER);
    abortsWith(0n, () => hash(ORDER));
    abortsWith(0n, () => hash());
    abortsWith(0n, () => hash(...Array.from({ length: 17 }, () => 1n)));
  });
});

describe('sui::ecvrf', () => {
  const { Point } = ristretto255;
  const input = utf8ToBytes('how high is the tide?');
  const secret = 1234567n;
  const publicKey = Point.BASE.multiply(secret).toBytes();
  const base = ristretto255_hasher.hashToCurve(concatBytes(publicKey, input), {
    DST: 'ECVRF_ristretto255_XMD:SHA-512_R255MAP_RO_sui_vrf',
  });
  const hashOf = (use: number, ...points: Uint8Array[]): Uint8Array =>
    sha512(concatBytes(utf8ToBytes('sui_vrf'), Uint8Array.of(use), ...points, Uint8Array.of(0)));
  const gamma = base.multiply(secret).toBytes();
  const nonce = 7654321n;
  const commitments = [Point.BASE.multiply(nonce), base.multiply(nonce)].map((point) => point.toBytes());
  const challenge = hashOf(2, publicKey, base.toBytes(), gamma, ...commitments).subarray(0, 16);
  const c = BigInt(`0x${Buffer.from(challenge.toReversed()).toString('hex')}`);
  const proof = concatBytes(gamma, challenge, littleEndian((nonce + c * secret) % Point.Fn.ORDER, 32));
  const output = hashOf(3, gamma);
  const verify = (...parts: Uint8Array[]): Value => call('ecvrf::ecvrf_verify', ...parts.map(vectorOfBytes));

  it('a value holds for its input and key', () => {
    assert.equal(verify(output, input, publicKey, proof), true);
    assert.equal(verify(output, utf8ToBytes('another'), publicKey, proof), false);
    assert.equal(
      verify(
        output.map((byte) => byte ^ 1),
        input,
        publicKey,
        proof,
      ),
      false,
    );
    assert.equal(verify(output, input, Point.BASE.toBytes(), proof), false);
  });

  it('what is malformed aborts', () => {
    abortsWith(1n, () => verify(output.subarray(1), input, publicKey, proof));
    abortsWith(2n, () => verify(output, input, publicKey.subarray(1), proof));
    abortsWith(3n, () => verify(output, input, publicKey, proof.subarray(1)));
    const tooLarge = concatBytes(proof.subarray(0, 48), littleEndian(Point.Fn.ORDER, 32));
    abortsWith(3n, () => verify(output, input, publicKey, tooLarge));
  });
});

describe('sui::zklogin_verified_issuer', () => {
  const issuer = utf8ToBytes('https://accounts.google.com');
  const check = (address: string, seed: bigint, name: Uint8Array): Value =>
    call('zklogin_verified_issuer::check_zklogin_issuer_internal', address, seed, vectorOfBytes(name));
  const addressOf = (seed: Uint8Array): string =>
    `0x${Buffer.from(blake2b(concatBytes(Uint8Array.of(5, issuer.length), issuer, seed), { dkLen: 32 })).toString('hex')}`;

  it('an address comes from its provider and seed, with the zeros before the seed or without', () => {
    const seed = 0xabcdefn << 200n;
    const bytes = littleEndian(seed, 32).reverse();
    const bare = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
    for (const address of [addressOf(bytes), addressOf(bare)]) {
      assert.equal(check(address, seed, issuer), true);
      assert.equal(check(address, seed + 1n, issuer), false);
      assert.equal(check(address, seed, utf8ToBytes('https://example.com')), false);
    }
    assert.notEqual(addressOf(bytes), addressOf(bare));
    abortsWith(0n, () => check(addressOf(bytes), seed, new Uint8Array(256)));
  });
});

describe('sui::ecdsa_k1', () => {
  it('a seed makes a pair of keys, which sign and verify', () => {
    const seed = vectorOfBytes(new Uint8Array(32).fill(9));
    const [privateKey, publicKey] = call('ecdsa_k1::secp256k1_keypair_from_seed', seed) as [Value, Value];
    const message = vectorOfBytes(utf8ToBytes('ahoy'));
    const signature = call('ecdsa_k1::secp256k1_sign', privateKey, message, 1, false);
    assert.equal(call('ecdsa_k1::secp256k1_verify', signature, publicKey, message, 1), true);
    abortsWith(5n, () => call('ecdsa_k1::secp256k1_keypair_from_seed', vectorOfBytes(new Uint8Array(31))));
  });

  it('no key can be recovered from a signature of zeros', () => {
    const zeros = vectorOfBytes(new Uint8Array(65));
    abortsWith(0n, () => call('ecdsa_k1::secp256k1_ecrecover', zeros, vectorOfBytes(new Uint8Array(1)), 1));
    abortsWith(1n, () => call('ecdsa_r1::secp256r1_ecrecover', zeros, vectorOfBytes(new Uint8Array(1)), 1));
  });
});
