/**
 * `sui::group_ops`: the groups of BLS12-381.
 *
 * Encodings, all big-endian: scalars 32 bytes below r; G1 and G2 compressed, 48 and 96 bytes; GT 576 bytes,
 * the twelve coefficients of Fp12 in the order that its tower is written in; uncompressed G1 96 bytes, x
 * then y, 0x40 and zeros for infinity. Anything else aborts with 1 (invalid input), too many inputs with 2.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { bytesOfVector, elementsOf, toIndex, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import { paid } from './hashes.js';

const invalidInput = 1;
const inputTooLong = 2;

/** Sui's limits on inputs. */
const maxMsmTerms = 32;
const maxSumTerms = 1200;

const group = { scalar: 0, g1: 1, g2: 2, gt: 3, uncompressedG1: 4 } as const;

const { Fp, Fp2, Fr, Fp12 } = bls12_381.fields;
const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
type Fp12Element = typeof Fp12.ONE;

/** What `internal_add` and its like need of a group whose elements are `T`. */
interface Group<T> {
  readonly decode: (bytes: Uint8Array) => T;
  readonly encode: (element: T) => Uint8Array;
  readonly add: (a: T, b: T) => T;
  readonly negate: (a: T) => T;
  /** `scalar` below r. */
  readonly multiply: (a: T, scalar: bigint) => T;
  /** About what one operation costs, in instructions' worth of time. */
  readonly cost: number;
}

const scalars: Group<bigint> = {
  decode: (bytes) => {
    if (bytes.length !== 32) abort(invalidInput);
    const value = bigEndian(bytes);
    return value < Fr.ORDER ? value : abort(invalidInput);
  },
  encode: (value) => bytesOf(value, 32),
  add: (a, b) => Fr.add(a, b),
  negate: (a) => Fr.neg(a),
  multiply: (a, scalar) => Fr.mul(a, scalar),
  cost: 100,
};

const g1 = pointGroup(G1, 48, 20_000);
const g2 = pointGroup(G2, 96, 40_000);

const targets: Group<Fp12Element> = {
  decode: decodeTarget,
  encode: encodeTarget,
  add: (a, b) => Fp12.mul(a, b),
  negate: (a) => Fp12.inv(a),
  multiply: (a, scalar) => Fp12.pow(a, scalar),
  cost: 40_000,
};

export const groupOpsNatives: NativeTable = {
  '0x2::group_ops::internal_validate': (context, _, [kind, bytes]) => {
    const input = paid(context, bytes!, 10_000);
    const validated = { [group.scalar]: scalars, [group.g1]: g1, [group.g2]: g2 }[toIndex(kind!)] as
      Group<unknown> | undefined;
    if (validated === undefined) return false;
    try {
      validated.decode(input);
      return true;
    } catch {
      return false;
    }
  },

  '0x2::group_ops::internal_add': (context, _, [kind, a, b]) =>
    operate(context, kind!, a!, b!, ({ add }, x, y) => add(x, y)),
  '0x2::group_ops::internal_sub': (context, _, [kind, a, b]) =>
    operate(context, kind!, a!, b!, ({ add, negate }, x, y) => add(x, negate(y))),
  '0x2::group_ops::internal_mul': (context, _, [kind, scalar, element]) =>
    scale(context, kind!, scalar!, element!, (value) => value),
  '0x2::group_ops::internal_div': (context, _, [kind, scalar, element]) =>
    scale(context, kind!, scalar!, element!, (value) => (value === 0n ? abort(invalidInput) : Fr.inv(value))),

  '0x2::group_ops::internal_hash_to': (context, _, [kind, message]) => {
    const bytes = paid(context, message!, 50_000);
    if (bytes.length === 0) abort(invalidInput);
    switch (toIndex(kind!)) {
      case group.g1:
        return vectorOfBytes(bls12_381.G1.hashToCurve(bytes, { DST: domain('G1') }).toBytes(true));
      case group.g2:
        return vectorOfBytes(bls12_381.G2.hashToCurve(bytes, { DST: domain('G2') }).toBytes(true));
      default:
        return abort(invalidInput);
    }
  },

  '0x2::group_ops::internal_multi_scalar_mul': (context, _, [kind, scalarBytes, elementBytes]) => {
    switch (toIndex(kind!)) {
      case group.g1:
        return multiScalar(context, g1, 48, scalarBytes!, elementBytes!);
      case group.g2:
        return multiScalar(context, g2, 96, scalarBytes!, elementBytes!);
      default:
        return abort(invalidInput);
    }
  },

  '0x2::group_ops::internal_pairing': (context, _, [kind, first, second]) => {
    const [a, b] = [paid(context, first!), paid(context, second!, 200_000)];
    if (toIndex(kind!) !== group.g1) abort(invalidInput);
    const [p, q] = [g1.decode(a), g2.decode(b)];
    return vectorOfBytes(encodeTarget(p.is0() || q.is0() ? Fp12.ONE : bls12_381.pairing(p, q)));
  },

  '0x2::group_ops::internal_convert': (context, _, [from, to, element]) => {
    const bytes = paid(context, element!, 10_000);
    const [source, target] = [toIndex(from!), toIndex(to!)];
    if (source === group.uncompressedG1 && target === group.g1)
      return vectorOfBytes(g1.encode(decodeUncompressed(bytes)));
    if (source === group.g1 && target === group.uncompressedG1)
      return vectorOfBytes(encodeUncompressed(g1.decode(bytes)));
    return abort(invalidInput);
  },

  '0x2::group_ops::internal_sum': (context, _, [kind, elements]) => {
    if (toIndex(kind!) !== group.uncompressedG1) abort(invalidInput);
    const terms = elementsOf(elements!);
    if (terms.length > maxSumTerms) abort(inputTooLong);
    context.meter.native(1000 + 500 * terms.length);
    let sum = G1.ZERO;
    for (const term of terms) sum = sum.add(decodeUncompressed(bytesOfVector(term)));
    return vectorOfBytes(encodeUncompressed(sum));
  },
};

function operate(
  context: NativeContext,
  kind: Value,
  first: Value,
  second: Value,
  apply: <T>(group: Group<T>, a: T, b: T) => T,
): Value {
  const run = <T>(chosen: Group<T>): Value => {
    const [a, b] = [paid(context, first, chosen.cost), paid(context, second)];
    return vectorOfBytes(chosen.encode(apply(chosen, chosen.decode(a), chosen.decode(b))));
  };
  return withGroup(kind, run);
}

function scale(
  context: NativeContext,
  kind: Value,
  scalar: Value,
  element: Value,
  factor: (scalar: bigint) => bigint,
): Value {
  const run = <T>(chosen: Group<T>): Value => {
    const [a, b] = [paid(context, scalar), paid(context, element, 2 * chosen.cost)];
    const by = scalars.decode(a);
    return vectorOfBytes(chosen.encode(chosen.multiply(chosen.decode(b), factor(by))));
  };
  return withGroup(kind, run);
}

function withGroup(kind: Value, run: <T>(chosen: Group<T>) => Value): Value {
  switch (toIndex(kind)) {
    case group.scalar:
      return run(scalars);
    case group.g1:
      return run(g1);
    case group.g2:
      return run(g2);
    case group.gt:
      return run(targets);
    default:
      return abort(invalidInput);
  }
}

interface Point<P> {
  add(other: P): P;
  negate(): P;
  multiplyUnsafe(scalar: bigint): P;
  toBytes(compressed: boolean): Uint8Array;
}

function pointGroup<P extends Point<P>>(
  points: { fromBytes(bytes: Uint8Array): P },
  size: number,
  cost: number,
): Group<P> {
  return {
    decode: (bytes) => {
      if (bytes.length !== size || (bytes[0]! & 0x80) === 0) abort(invalidInput);
      let point: P;
      try {
        point = points.fromBytes(bytes);
      } catch {
        return abort(invalidInput);
      }
      // Only the one encoding of a point is valid.
      if (!point.toBytes(true).every((byte, i) => byte === bytes[i])) abort(invalidInput);
      return point;
    },
    encode: (point) => point.toBytes(true),
    add: (a, b) => a.add(b),
    negate: (a) => a.negate(),
    multiply: (a, scalar) => a.multiplyUnsafe(scalar),
    cost,
  };
}

function multiScalar<P extends Point<P>>(
  context: NativeContext,
  points: Group<P>,
  size: number,
  scalarBytes: Value,
  elementBytes: Value,
): Value {
  const [s, e] = [paid(context, scalarBytes), paid(context, elementBytes)];
  const terms = e.length / size;
  if (terms === 0 || !Number.isInteger(terms) || s.length !== 32 * terms) abort(invalidInput);
  if (terms > maxMsmTerms) abort(inputTooLong);
  context.meter.native(2 * points.cost * terms);
  const decodedScalars = Array.from({ length: terms }, (_, i) =>
    scalars.decode(s.subarray(32 * i, 32 * (i + 1))),
  );
  const decoded = Array.from({ length: terms }, (_, i) =>
    points.decode(e.subarray(size * i, size * (i + 1))),
  );
  const products = decoded.map((point, i) => points.multiply(point, decodedScalars[i]!));
  return vectorOfBytes(points.encode(products.reduce((sum, product) => points.add(sum, product))));
}

function decodeUncompressed(bytes: Uint8Array): typeof G1.BASE {
  if (bytes.length !== 96 || (bytes[0]! & 0xa0) !== 0) return abort(invalidInput);
  if ((bytes[0]! & 0x40) !== 0) {
    return bytes.every((byte, i) => byte === (i === 0 ? 0x40 : 0)) ? G1.ZERO : abort(invalidInput);
  }
  const [x, y] = [bigEndian(bytes.subarray(0, 48)), bigEndian(bytes.subarray(48))];
  if (x >= Fp.ORDER || y >= Fp.ORDER) abort(invalidInput);
  // On the curve y^2 = x^3 + 4; that it is in the subgroup is the caller's trust, as in Sui.
  if (!Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), 4n))) abort(invalidInput);
  return G1.fromAffine({ x, y });
}

function encodeUncompressed(point: typeof G1.BASE): Uint8Array {
  if (point.is0()) return Uint8Array.from({ length: 96 }, (_, i) => (i === 0 ? 0x40 : 0));
  const { x, y } = point.toAffine();
  return concatBytes(bytesOf(x, 48), bytesOf(y, 48));
}

/** The coefficients run through Fp6 first, then Fp12, then Fp2: (c0.c0, c1.c0, c0.c1, c1.c1, c0.c2, c1.c2). */
function encodeTarget({ c0, c1 }: Fp12Element): Uint8Array {
  const order = [c0.c0, c1.c0, c0.c1, c1.c1, c0.c2, c1.c2];
  return concatBytes(...order.flatMap((fp2) => [bytesOf(fp2.c0, 48), bytesOf(fp2.c1, 48)]));
}

function decodeTarget(bytes: Uint8Array): Fp12Element {
  if (bytes.length !== 576) return abort(invalidInput);
  const fp2 = (at: number) => {
    const c0 = bigEndian(bytes.subarray(96 * at, 96 * at + 48));
    const c1 = bigEndian(bytes.subarray(96 * at + 48, 96 * at + 96));
    if (c0 >= Fp.ORDER || c1 >= Fp.ORDER) abort(invalidInput);
    return Fp2.create({ c0, c1 });
  };
  return { c0: { c0: fp2(0), c1: fp2(2), c2: fp2(4) }, c1: { c0: fp2(1), c1: fp2(3), c2: fp2(5) } };
}

function domain(tag: 'G1' | 'G2'): string {
  return `BLS_SIG_BLS12381${tag}_XMD:SHA-256_SSWU_RO_NUL_`;
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
