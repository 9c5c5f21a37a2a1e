/**
 * `sui::ecvrf`: a verifiable random function, RFC 9381 over ristretto255 with SHA-512.
 *
 * A proof (Gamma, c, s) of a public key Y and an input alpha holds for the hash H of Y and alpha to the curve
 * when c is the challenge of (Y, H, Gamma, s B - c Y, s H - c Gamma). The output is a hash of Gamma.
 */
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { bytesToNumberLE, equalBytes } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { bytesOfVector } from '../../values.js';
import { blockSize, paidBytes } from '../costs.js';
import { abort } from '../native.js';
import type { NativeTable } from '../native.js';

const invalidHashLength = 1;
const invalidPublicKey = 2;
const invalidProof = 3;

const suite = 'sui_vrf';
const domain = `ECVRF_ristretto255_XMD:SHA-512_R255MAP_RO_${suite}`;
const challengeSize = 16;
const proofSize = 32 + challengeSize + 32;
const outputSize = 64;
/** What a hash is for. */
const purpose = { challenge: 2, output: 3 } as const;

/** What a check costs before its input is counted: Sui's internal gas units. */
const verifyCost = 4_848;

const Point = ristretto255.Point;
type Ristretto = typeof Point.BASE;

/** The native of `sui::ecvrf`. */
export const ecvrfNatives: NativeTable = {
  '0x2::ecvrf::ecvrf_verify': (context, _, [hash, alpha, publicKey, proof]) => {
    const input = paidBytes(context, alpha!, verifyCost, blockSize.sha512);
    const output = bytesOfVector(hash!);
    if (output.length !== outputSize) abort(invalidHashLength);
    const key = pointOf(bytesOfVector(publicKey!)) ?? abort(invalidPublicKey);
    const bytes = bytesOfVector(proof!);
    const gamma = pointOf(bytes.subarray(0, 32)) ?? abort(invalidProof);
    const c = bytesToNumberLE(bytes.subarray(32, 32 + challengeSize));
    const s = bytesToNumberLE(bytes.subarray(32 + challengeSize));
    if (bytes.length !== proofSize || s >= Point.Fn.ORDER) abort(invalidProof);
    const base = ristretto255_hasher.hashToCurve(concatBytes(key.toBytes(), input), { DST: domain });
    const points = [
      key,
      base,
      gamma,
      Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(c)),
      base.multiplyUnsafe(s).subtract(gamma.multiplyUnsafe(c)),
    ];
    const challenge = bytesToNumberLE(hashOf(purpose.challenge, points).subarray(0, challengeSize));
    return challenge === c && equalBytes(hashOf(purpose.output, [gamma]), output);
  },
};

function hashOf(use: number, points: readonly Ristretto[]): Uint8Array {
  const bytes = points.map((point) => point.toBytes());
  return sha512(concatBytes(utf8ToBytes(suite), Uint8Array.of(use), ...bytes, Uint8Array.of(0)));
}

function pointOf(bytes: Uint8Array): Ristretto | undefined {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return undefined;
  }
}
