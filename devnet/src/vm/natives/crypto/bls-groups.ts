/**
 * The groups of BLS12-381 and the encodings of their elements, all big-endian:
 *
 * - scalars: 32 bytes, below r;
 * - G1, G2: x alone, 48 or 96 bytes, the top three bits of the first byte being flags: compressed (always),
 *   infinity, and whether y is the larger of its two values; an element of Fp2 has its second coefficient
 *   first;
 * - uncompressed G1: x and y, 96 bytes, the infinity flag alone for infinity;
 * - GT: 576 bytes, the six Fp2 of (a + b v + c v^2) + (d + e v + f v^2) w in the order a d b e c f.
 *
 * Curves y^2 = x^3 + 4 over Fp and y^2 = x^3 + 4 (1 + u) over Fp2. Decoding checks everything but membership
 * in the subgroup of order r, which costs far more than the rest.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { concatBytes } from '@noble/hashes/utils.js';

const { Fp, Fp2, Fr, Fp12 } = bls12_381.fields;
const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
type Fp2Element = typeof Fp2.ONE;
type Fp12Element = typeof Fp12.ONE;

/** Bytes that are no element of the group. */
export class InvalidElement extends Error {
  readonly code = 'INVALID_ELEMENT';
  constructor(message: string) {
    super(message);
    this.name = 'InvalidElement';
  }
}

/** A group whose elements are `T`, written additively. */
export interface Group<T> {
  /** @throws InvalidElement */
  readonly decode: (bytes: Uint8Array) => T;
  readonly encode: (element: T) => Uint8Array;
  /** Whether a decoded element is in the subgroup of order r. */
  readonly isMember: (element: T) => boolean;
  readonly add: (a: T, b: T) => T;
  readonly negate: (a: T) => T;
  /** `scalar` from 0 to r - 1. */
  readonly multiply: (a: T, scalar: bigint) => T;
  readonly field: ScalarField;
  readonly costs: GroupCosts;
}

/** What elements of a group are multiplied by. */
interface ScalarField {
  /** @throws InvalidElement */
  readonly decode: (bytes: Uint8Array) => bigint;
  /** `scalar` is not zero. */
  readonly invert: (scalar: bigint) => bigint;
}

/** What operations on a group cost: Sui's internal gas units. */
interface GroupCosts {
  readonly decode: number;
  readonly add: number;
  readonly subtract: number;
  readonly multiply: number;
  readonly divide: number;
}

const field: ScalarField = {
  decode: (bytes) => {
    const value = bytes.length === 32 ? bigEndian(bytes) : Fr.ORDER;
    return value < Fr.ORDER ? value : invalid('scalar');
  },
  invert: (scalar) => Fr.inv(scalar),
};

/** The scalars: integers modulo the order of the groups. */
export const scalars: Group<bigint> = {
  field,
  decode: field.decode,
  encode: (value) => bytesOf(value, 32),
  isMember: () => true,
  add: (a, b) => Fr.add(a, b),
  negate: (a) => Fr.neg(a),
  multiply: (a, scalar) => Fr.mul(a, scalar),
  costs: { decode: 7, add: 10, subtract: 10, multiply: 11, divide: 91 },
};

/** The group G1. */
export const g1 = pointGroup<bigint, typeof G1.BASE>({
  points: G1,
  size: 48,
  read: fieldElement,
  write: (x) => bytesOf(x, 48),
  ySquared: (x) => Fp.add(Fp.mul(Fp.sqr(x), x), 4n),
  root: (square) => Fp.sqrt(square),
  negate: (y) => Fp.neg(y),
  isLarger: (y) => 2n * y > Fp.ORDER,
  costs: { decode: 2_848, add: 1_556, subtract: 1_550, multiply: 4_842, divide: 5_091 },
});

/** The group G2. */
export const g2 = pointGroup<Fp2Element, typeof G2.BASE>({
  points: G2,
  size: 96,
  read: (bytes) =>
    Fp2.create({ c1: fieldElement(bytes.subarray(0, 48)), c0: fieldElement(bytes.subarray(48)) }),
  write: ({ c0, c1 }) => concatBytes(bytesOf(c1, 48), bytesOf(c0, 48)),
  ySquared: (x) => Fp2.add(Fp2.mul(Fp2.sqr(x), x), Fp2.create({ c0: 4n, c1: 4n })),
  root: (square) => Fp2.sqrt(square),
  negate: (y) => Fp2.neg(y),
  isLarger: ({ c0, c1 }) => 2n * (c1 === 0n ? c0 : c1) > Fp.ORDER,
  costs: { decode: 3_770, add: 3_048, subtract: 3_019, multiply: 9_108, divide: 9_206 },
});

/** The target group of the pairing. */
export const targets: Group<Fp12Element> = {
  field,
  decode: decodeTarget,
  encode: encodeTarget,
  isMember: () => true,
  add: (a, b) => Fp12.mul(a, b),
  negate: (a) => Fp12.inv(a),
  multiply: (a, scalar) => Fp12.pow(a, scalar),
  costs: { decode: 3_068, add: 188, subtract: 497, multiply: 27_490, divide: 27_804 },
};

const flag = { compressed: 0x80, infinity: 0x40, larger: 0x20 } as const;
const allFlags = 0xe0;

/** @throws InvalidElement */
export function decodeUncompressed(bytes: Uint8Array): typeof G1.BASE {
  if (bytes.length !== 96) return invalid('uncompressed G1 element');
  if (isInfinity(bytes, flag.infinity)) return G1.ZERO;
  const [x, y] = [fieldElement(bytes.subarray(0, 48)), fieldElement(bytes.subarray(48))];
  if (!Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), 4n))) invalid('point: it is not on the curve');
  return G1.fromAffine({ x, y });
}

/** The uncompressed form of a point of G1: 96 bytes, x then y. */
export function encodeUncompressed(point: typeof G1.BASE): Uint8Array {
  if (point.is0()) return infinity(96, flag.infinity);
  const { x, y } = point.toAffine();
  return concatBytes(bytesOf(x, 48), bytesOf(y, 48));
}

/** The bytes of an element of the target group: 576, twelve field elements of 48 bytes. */
export function encodeTarget({ c0, c1 }: Fp12Element): Uint8Array {
  const order = [c0.c0, c1.c0, c0.c1, c1.c1, c0.c2, c1.c2];
  return concatBytes(...order.flatMap((fp2) => [bytesOf(fp2.c0, 48), bytesOf(fp2.c1, 48)]));
}

function decodeTarget(bytes: Uint8Array): Fp12Element {
  if (bytes.length !== 576) return invalid('GT element');
  const fp2 = (at: number): Fp2Element =>
    Fp2.create({
      c0: fieldElement(bytes.subarray(96 * at, 96 * at + 48)),
      c1: fieldElement(bytes.subarray(96 * at + 48, 96 * at + 96)),
    });
  return { c0: { c0: fp2(0), c1: fp2(2), c2: fp2(4) }, c1: { c0: fp2(1), c1: fp2(3), c2: fp2(5) } };
}

interface Point<F, P> {
  is0(): boolean;
  toAffine(): { x: F; y: F };
  isTorsionFree(): boolean;
  add(other: P): P;
  negate(): P;
  multiplyUnsafe(scalar: bigint): P;
}

/** A curve over the field of `F`: how its coordinates are written, and its equation. */
interface Curve<F, P> {
  readonly points: { readonly ZERO: P; fromAffine(point: { x: F; y: F }): P };
  readonly size: number;
  readonly read: (bytes: Uint8Array) => F;
  readonly write: (x: F) => Uint8Array;
  readonly ySquared: (x: F) => F;
  /** Throws when there is none. */
  readonly root: (square: F) => F;
  readonly negate: (y: F) => F;
  /** Whether y is the larger of y and -y. */
  readonly isLarger: (y: F) => boolean;
  readonly costs: GroupCosts;
}

function pointGroup<F, P extends Point<F, P>>(curve: Curve<F, P>): Group<P> {
  const { points, size } = curve;
  return {
    field,
    decode: (bytes) => {
      const flags = bytes[0]! & allFlags;
      if (bytes.length !== size || (flags & flag.compressed) === 0) return invalid('compressed point');
      if (isInfinity(bytes, flag.compressed | flag.infinity)) return points.ZERO;
      if ((flags & flag.infinity) !== 0) return invalid('point at infinity');
      const plain = bytes.slice();
      plain[0]! &= ~allFlags;
      const x = curve.read(plain);
      let y: F;
      try {
        y = curve.root(curve.ySquared(x));
      } catch {
        return invalid('point: it is not on the curve');
      }
      const wanted = (flags & flag.larger) !== 0;
      return points.fromAffine({ x, y: curve.isLarger(y) === wanted ? y : curve.negate(y) });
    },
    encode: (point) => {
      if (point.is0()) return infinity(size, flag.compressed | flag.infinity);
      const { x, y } = point.toAffine();
      const bytes = curve.write(x);
      bytes[0]! |= flag.compressed | (curve.isLarger(y) ? flag.larger : 0);
      return bytes;
    },
    isMember: (point) => point.is0() || point.isTorsionFree(),
    add: (a, b) => a.add(b),
    negate: (a) => a.negate(),
    multiply: (a, scalar) => a.multiplyUnsafe(scalar),
    costs: curve.costs,
  };
}

function isInfinity(bytes: Uint8Array, flags: number): boolean {
  return bytes.every((byte, i) => byte === (i === 0 ? flags : 0));
}

function infinity(size: number, flags: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i === 0 ? flags : 0));
}

/** An element of Fp: 48 bytes, below p. */
function fieldElement(bytes: Uint8Array): bigint {
  const value = bigEndian(bytes);
  return value < Fp.ORDER ? value : invalid('coordinate: it is not below p');
}

function bigEndian(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}

function bytesOf(value: bigint, size: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * size, '0');
  return Uint8Array.from({ length: size }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function invalid(what: string): never {
  throw new InvalidElement(`not a valid ${what}`);
}
