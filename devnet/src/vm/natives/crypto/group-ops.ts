/**
 * `sui::group_ops`: arithmetic in the groups of BLS12-381 and in ristretto255, whose elements are bytes
 * (bls-groups.ts, ristretto-groups.ts). Elements are validated when Move code makes them, so operations only
 * check what they need to read them: a malformed element aborts with 1, too many of them with 2.
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
import { multiScalarAdditions, paidBytes } from '../costs.js';
import { ristretto, ristrettoScalars } from './ristretto-groups.js';

const invalidInput = 1;
const inputTooLong = 2;

/** Sui's limits on inputs. */
const maxMsmTerms = 32;
const maxSumTerms = 1200;

/** What operations that are not of one group cost: Sui's internal gas units. */
const cost = {
  hashToG1: 2_962,
  hashToG2: 8_688,
  multiScalarG1: { base: 62_648, perAddition: 1_333 },
  multiScalarG2: { base: 131_192, perAddition: 3_216 },
  pairing: 26_897,
  compress: 677,
  uncompress: 2_099,
  sumBase: 77,
  sumPerTerm: 26,
} as const;

/** The numbers that Move code calls the groups by. */
const group = {
  ...{ scalar: 0, g1: 1, g2: 2, gt: 3, uncompressedG1: 4 },
  ...{ ristrettoScalar: 5, ristretto: 6 },
} as const;

const { Fp12 } = bls12_381.fields;
const G1 = bls12_381.G1.Point;

/** The natives of `sui::group_ops`. */
export const groupOpsNatives: NativeTable = {
  '0x2::group_ops::internal_validate': (context, _, [kind, bytes]) => {
    switch (toIndex(kind!)) {
      case group.scalar:
        return isElement(context, scalars, bytes!);
      case group.g1:
        return isElement(context, g1, bytes!);
      case group.g2:
        return isElement(context, g2, bytes!);
      case group.ristrettoScalar:
        return isElement(context, ristrettoScalars, bytes!);
      case group.ristretto:
        return isElement(context, ristretto, bytes!);
      default:
        return false;
    }
  },

  '0x2::group_ops::internal_add': (context, _, [kind, a, b]) =>
    withGroup(kind!, (chosen) => {
      context.meter.native(chosen.costs.add);
      return chosen.encode(chosen.add(read(chosen.decode, a!), read(chosen.decode, b!)));
    }),
  '0x2::group_ops::internal_sub': (context, _, [kind, a, b]) =>
    withGroup(kind!, (chosen) => {
      context.meter.native(chosen.costs.subtract);
      return chosen.encode(chosen.add(read(chosen.decode, a!), chosen.negate(read(chosen.decode, b!))));
    }),
  '0x2::group_ops::internal_mul': (context, _, [kind, scalar, element]) =>
    withGroup(kind!, (chosen) => {
      context.meter.native(chosen.costs.multiply);
      const by = read(chosen.field.decode, scalar!);
      return chosen.encode(chosen.multiply(read(chosen.decode, element!), by));
    }),
  '0x2::group_ops::internal_div': (context, _, [kind, scalar, element]) =>
    withGroup(kind!, (chosen) => {
      context.meter.native(chosen.costs.divide);
      const by = read(chosen.field.decode, scalar!);
      if (by === 0n) abort(invalidInput);
      return chosen.encode(chosen.multiply(read(chosen.decode, element!), chosen.field.invert(by)));
    }),

  '0x2::group_ops::internal_hash_to': (context, _, [kind, message]) => {
    if (elementsOf(message!).length === 0) abort(invalidInput);
    switch (toIndex(kind!)) {
      case group.g1: {
        const bytes = paidBytes(context, message!, cost.hashToG1);
        return vectorOfBytes(g1.encode(bls12_381.G1.hashToCurve(bytes, { DST: domain('G1') })));
      }
      case group.g2: {
        const bytes = paidBytes(context, message!, cost.hashToG2);
        return vectorOfBytes(g2.encode(bls12_381.G2.hashToCurve(bytes, { DST: domain('G2') })));
      }
      default:
        return abort(invalidInput);
    }
  },

  '0x2::group_ops::internal_multi_scalar_mul': (context, _, [kind, scalarBytes, elementBytes]) => {
    switch (toIndex(kind!)) {
      case group.g1:
        return multiScalar(context, [scalarBytes!, elementBytes!], {
          points: g1,
          size: 48,
          costs: cost.multiScalarG1,
        });
      case group.g2:
        return multiScalar(context, [scalarBytes!, elementBytes!], {
          points: g2,
          size: 96,
          costs: cost.multiScalarG2,
        });
      default:
        return abort(invalidInput);
    }
  },

  '0x2::group_ops::internal_pairing': (context, _, [kind, first, second]) => {
    if (toIndex(kind!) !== group.g1) abort(invalidInput);
    context.meter.native(cost.pairing);
    const [p, q] = [read(g1.decode, first!), read(g2.decode, second!)];
    return vectorOfBytes(encodeTarget(p.is0() || q.is0() ? Fp12.ONE : bls12_381.pairing(p, q)));
  },

  '0x2::group_ops::internal_convert': (context, _, [from, to, element]) => {
    const [source, target] = [toIndex(from!), toIndex(to!)];
    if (source === group.uncompressedG1 && target === group.g1) {
      context.meter.native(cost.compress);
      return vectorOfBytes(g1.encode(read(decodeUncompressed, element!)));
    }
    if (source === group.g1 && target === group.uncompressedG1) {
      context.meter.native(cost.uncompress);
      return vectorOfBytes(encodeUncompressed(read(g1.decode, element!)));
    }
    return abort(invalidInput);
  },

  '0x2::group_ops::internal_sum': (context, _, [kind, elements]) => {
    if (toIndex(kind!) !== group.uncompressedG1) abort(invalidInput);
    const terms = elementsOf(elements!);
    if (terms.length > maxSumTerms) abort(inputTooLong);
    context.meter.native(cost.sumBase + cost.sumPerTerm * terms.length);
    let sum = G1.ZERO;
    for (const term of terms) sum = sum.add(read(decodeUncompressed, term));
    return vectorOfBytes(encodeUncompressed(sum));
  },
};

/** The result of `run` with the group that Move code calls by a number. */
function withGroup(kind: Value, run: <T>(chosen: Group<T>) => Uint8Array): Value {
  switch (toIndex(kind)) {
    case group.scalar:
      return vectorOfBytes(run(scalars));
    case group.g1:
      return vectorOfBytes(run(g1));
    case group.g2:
      return vectorOfBytes(run(g2));
    case group.gt:
      return vectorOfBytes(run(targets));
    case group.ristrettoScalar:
      return vectorOfBytes(run(ristrettoScalars));
    case group.ristretto:
      return vectorOfBytes(run(ristretto));
    default:
      return abort(invalidInput);
  }
}

/** The sum of `scalars[i] * elements[i]`; `size` is the length of an element in bytes. */
function multiScalar<P>(
  context: NativeContext,
  [scalarBytes, elementBytes]: readonly [Value, Value],
  {
    points,
    size,
    costs,
  }: {
    readonly points: Group<P>;
    readonly size: number;
    readonly costs: { readonly base: number; readonly perAddition: number };
  },
): Value {
  const [s, e] = [elementsOf(scalarBytes), elementsOf(elementBytes)];
  const terms = e.length / size;
  if (terms === 0 || !Number.isInteger(terms) || s.length !== 32 * terms) abort(invalidInput);
  if (terms > maxMsmTerms) abort(inputTooLong);
  context.meter.native((scalars.costs.decode + points.costs.decode) * terms);
  context.meter.native(costs.base + costs.perAddition * multiScalarAdditions(terms));
  let sum: P | undefined;
  for (let i = 0; i < terms; i++) {
    const by = read(scalars.decode, s.slice(32 * i, 32 * (i + 1)));
    const product = points.multiply(read(points.decode, e.slice(size * i, size * (i + 1))), by);
    sum = sum === undefined ? product : points.add(sum, product);
  }
  return vectorOfBytes(points.encode(sum!));
}

/** Whether bytes are an element in every respect, membership in the subgroup included. */
function isElement<T>(context: NativeContext, chosen: Group<T>, bytes: Value): boolean {
  context.meter.native(chosen.costs.decode);
  try {
    return chosen.isMember(chosen.decode(bytesOfVector(bytes)));
  } catch (error) {
    if (error instanceof InvalidElement) return false;
    throw error;
  }
}

/** The element that a `vector<u8>` holds; aborts when it holds none. */
function read<T>(decode: (bytes: Uint8Array) => T, bytes: Value): T {
  try {
    return decode(bytesOfVector(bytes));
  } catch (error) {
    if (error instanceof InvalidElement) return abort(invalidInput);
    throw error;
  }
}

function domain(tag: 'G1' | 'G2'): string {
  return `BLS_SIG_BLS12381${tag}_XMD:SHA-256_SSWU_RO_NUL_`;
}
