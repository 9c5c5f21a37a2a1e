/**
 * `sui::group_ops`: arithmetic in the groups of BLS12-381, whose elements are bytes (bls-groups.ts). Elements are
 * validated when Move code makes them, so operations only check what they need to read them: a malformed
 * element aborts with 1, too many of them with 2.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesOfVector, elementsOf, toIndex, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import {
  InvalidElement,
  decodeUncompressed,
  encodeTarget,
  encodeUncompressed,
  g1,
  g2,
  scalars,
  targets,
} from './bls-groups.js';
import type { Group } from './bls-groups.js';
import { paid } from './hashes.js';

const invalidInput = 1;
const inputTooLong = 2;

/** Sui's limits on inputs. */
const maxMsmTerms = 32;
const maxSumTerms = 1200;

/** The numbers that Move code calls the groups by. */
const group = { scalar: 0, g1: 1, g2: 2, gt: 3, uncompressedG1: 4 } as const;

const { Fr, Fp12 } = bls12_381.fields;
const G1 = bls12_381.G1.Point;

export const groupOpsNatives: NativeTable = {
  '0x2::group_ops::internal_validate': (context, _, [kind, bytes]) => {
    const input = paid(context, bytes!, 10_000);
    switch (toIndex(kind!)) {
      case group.scalar:
        return isElement(scalars, input);
      case group.g1:
        return isElement(g1, input);
      case group.g2:
        return isElement(g2, input);
      default:
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
        return vectorOfBytes(g1.encode(bls12_381.G1.hashToCurve(bytes, { DST: domain('G1') })));
      case group.g2:
        return vectorOfBytes(g2.encode(bls12_381.G2.hashToCurve(bytes, { DST: domain('G2') })));
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
    const [p, q] = [read(g1.decode, a), read(g2.decode, b)];
    return vectorOfBytes(encodeTarget(p.is0() || q.is0() ? Fp12.ONE : bls12_381.pairing(p, q)));
  },

  '0x2::group_ops::internal_convert': (context, _, [from, to, element]) => {
    const bytes = paid(context, element!, 10_000);
    const [source, target] = [toIndex(from!), toIndex(to!)];
    if (source === group.uncompressedG1 && target === group.g1)
      return vectorOfBytes(g1.encode(read(decodeUncompressed, bytes)));
    if (source === group.g1 && target === group.uncompressedG1)
      return vectorOfBytes(encodeUncompressed(read(g1.decode, bytes)));
    return abort(invalidInput);
  },

  '0x2::group_ops::internal_sum': (context, _, [kind, elements]) => {
    if (toIndex(kind!) !== group.uncompressedG1) abort(invalidInput);
    const terms = elementsOf(elements!);
    if (terms.length > maxSumTerms) abort(inputTooLong);
    context.meter.native(1000 + 500 * terms.length);
    let sum = G1.ZERO;
    for (const term of terms) sum = sum.add(read(decodeUncompressed, bytesOfVector(term)));
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
    return vectorOfBytes(chosen.encode(apply(chosen, read(chosen.decode, a), read(chosen.decode, b))));
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
    const by = read(scalars.decode, a);
    return vectorOfBytes(chosen.encode(chosen.multiply(read(chosen.decode, b), factor(by))));
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

function multiScalar<P>(
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
    read(scalars.decode, s.subarray(32 * i, 32 * (i + 1))),
  );
  const decoded = Array.from({ length: terms }, (_, i) =>
    read(points.decode, e.subarray(size * i, size * (i + 1))),
  );
  const products = decoded.map((point, i) => points.multiply(point, decodedScalars[i]!));
  return vectorOfBytes(points.encode(products.reduce((sum, product) => points.add(sum, product))));
}

/** Whether bytes are an element in every respect, membership in the subgroup included. */
function isElement<T>(chosen: Group<T>, bytes: Uint8Array): boolean {
  try {
    return chosen.isMember(chosen.decode(bytes));
  } catch (error) {
    if (error instanceof InvalidElement) return false;
    throw error;
  }
}

function read<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof InvalidElement) return abort(invalidInput);
    throw error;
  }
}

function domain(tag: 'G1' | 'G2'): string {
  return `BLS_SIG_BLS12381${tag}_XMD:SHA-256_SSWU_RO_NUL_`;
}
