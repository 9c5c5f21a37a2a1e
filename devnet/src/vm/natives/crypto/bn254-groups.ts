/**
 * The groups G1 and G2 of BN254 (alt_bn128) and the encodings of their elements as arkworks writes them, all
 * little-endian:
 *
 * - G1, G2: x alone, 32 or 64 bytes, the top two bits of the last byte being flags: whether y is the larger
 *   of its two values, and infinity; an element of Fp2 has its first coefficient first.
 *
 * Curves y^2 = x^3 + 3 over Fp and y^2 = x^3 + 3 / (9 + u) over Fp2.
 */
import { bn254 } from '@noble/curves/bn254.js';
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { InvalidElement } from './bls-groups.js';

const { Fp, Fp2 } = bn254.fields;
const G1 = bn254.G1.Point;
const G2 = bn254.G2.Point;
type Fp2Element = typeof Fp2.ONE;
type PointG1 = typeof G1.BASE;
type PointG2 = typeof G2.BASE;

const flag = { larger: 0x80, infinity: 0x40 } as const;
const g2Constant = Fp2.div(Fp2.create({ c0: 3n, c1: 0n }), Fp2.create({ c0: 9n, c1: 1n }));

/** A point of G1, which all is of the prime order. @throws InvalidElement */
export function decodeG1(bytes: Uint8Array): PointG1 {
  const { plain, isLarger, isInfinity } = flagged(bytes, 32);
  if (isInfinity) return G1.ZERO;
  const x = coordinate(plain);
  const y = root(() => Fp.sqrt(Fp.add(Fp.mul(Fp.sqr(x), x), 3n)));
  return G1.fromAffine({ x, y: largerOf(y) === isLarger ? y : Fp.neg(y) });
}

/** A point of G2 of the prime order. @throws InvalidElement */
export function decodeG2(bytes: Uint8Array): PointG2 {
  const { plain, isLarger, isInfinity } = flagged(bytes, 64);
  if (isInfinity) return G2.ZERO;
  const x = Fp2.create({ c0: coordinate(plain.subarray(0, 32)), c1: coordinate(plain.subarray(32)) });
  const y = root(() => Fp2.sqrt(Fp2.add(Fp2.mul(Fp2.sqr(x), x), g2Constant)));
  const point = G2.fromAffine({ x, y: largerOfFp2(y) === isLarger ? y : Fp2.neg(y) });
  return point.isTorsionFree() ? point : invalid('point of the subgroup');
}

/** The bytes of a point of G1. */
export function encodeG1(point: PointG1): Uint8Array {
  if (point.is0()) return infinity(32);
  const { x, y } = point.toAffine();
  return withFlag(numberToBytesLE(x, 32), largerOf(y));
}

/** The bytes of a point of G2. */
export function encodeG2(point: PointG2): Uint8Array {
  if (point.is0()) return infinity(64);
  const { x, y } = point.toAffine();
  return withFlag(encodeFp2(x), largerOfFp2(y));
}

function encodeFp2({ c0, c1 }: Fp2Element): Uint8Array {
  return concatBytes(numberToBytesLE(c0, 32), numberToBytesLE(c1, 32));
}

function flagged(bytes: Uint8Array, size: number) {
  if (bytes.length !== size) return invalid(`point of ${size} bytes`);
  const flags = bytes[size - 1]!;
  const plain = bytes.slice();
  plain[size - 1]! &= 0x3f;
  const isInfinity = (flags & flag.infinity) !== 0;
  const isLarger = (flags & flag.larger) !== 0;
  if (isInfinity && (isLarger || plain.some((byte) => byte !== 0))) return invalid('point at infinity');
  return { plain, isLarger, isInfinity };
}

function withFlag(bytes: Uint8Array, isLarger: boolean): Uint8Array {
  bytes[bytes.length - 1]! |= isLarger ? flag.larger : 0;
  return bytes;
}

function infinity(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i === size - 1 ? flag.infinity : 0));
}

function largerOf(y: bigint): boolean {
  return 2n * y > Fp.ORDER;
}

function largerOfFp2({ c0, c1 }: Fp2Element): boolean {
  return largerOf(c1 === 0n ? c0 : c1);
}

function coordinate(bytes: Uint8Array): bigint {
  const value = bytesToNumberLE(bytes);
  return value < Fp.ORDER ? value : invalid('coordinate: it is not below p');
}

function root<F>(compute: () => F): F {
  try {
    return compute();
  } catch {
    return invalid('point: it is not on the curve');
  }
}

function invalid(what: string): never {
  throw new InvalidElement(`not a valid ${what}`);
}
