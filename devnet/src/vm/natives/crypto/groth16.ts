/**
 * `sui::groth16`: proofs of Groth16 over BLS12-381 and BN254.
 *
 * A proof (A, B, C) of public inputs x_1, x_2, ... holds for a verifying key when
 *
 *     e(A, B) = e(alpha, beta) * e(gamma_abc_0 + sum of x_i * gamma_abc_i, gamma) * e(C, delta)
 *
 * A prepared key has e(alpha, beta), and gamma and delta negated, so that three pairings and one final
 * exponentiation check it. Points are compressed, as fastcrypto and arkworks write them; inputs are scalars
 * of 32 little-endian bytes.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import { bytesToNumberLE, equalBytes } from '@noble/curves/utils.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { bytesOfVector, makeStruct, toIndex, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import { InvalidElement, g1, g2, type Group } from './bls-groups.js';
import * as bn from './bn254-groups.js';
import { encodeTower, type Fp12 } from './tower.js';

const invalidVerifyingKey = 0;
const invalidCurve = 1;
const tooManyInputs = 2;

/** Most public inputs of a proof. */
const maxInputs = 8;
const scalarSize = 32;
/** The number of points in a verifying key comes before them, in so many bytes. */
const countSize = 8;

/** A pairing-friendly curve: its encodings, and what the natives cost on it. */
interface Curve<P1, P2> {
  readonly g1: Encoding<P1>;
  readonly g2: Encoding<P2>;
  /** Bytes of a coordinate. */
  readonly coordinateSize: number;
  readonly order: bigint;
  /** The product of the pairings of points, those with infinity left out. */
  readonly pairings: (pairs: readonly (readonly [P1, P2])[]) => Fp12;
  /** Sui's internal gas units. */
  readonly costs: { readonly prepare: number; readonly verify: number; readonly input: number };
}

interface Encoding<P> {
  readonly size: number;
  readonly decode: (bytes: Uint8Array) => P;
  readonly encode: (point: P) => Uint8Array;
}

interface Point<P> {
  add(other: P): P;
  negate(): P;
  multiplyUnsafe(scalar: bigint): P;
}

const blsCurve: Curve<typeof bls12_381.G1.Point.BASE, typeof bls12_381.G2.Point.BASE> = {
  g1: { size: 48, decode: member(g1), encode: g1.encode },
  g2: { size: 96, decode: member(g2), encode: g2.encode },
  coordinateSize: 48,
  order: bls12_381.fields.Fr.ORDER,
  pairings: (pairs) =>
    bls12_381.pairingBatch(pairs.filter(haveNoInfinity).map(([a, b]) => ({ g1: a, g2: b }))),
  costs: { prepare: 53_838, verify: 72_090, input: 8_213 },
};

const bnCurve: Curve<typeof bn254.G1.Point.BASE, typeof bn254.G2.Point.BASE> = {
  g1: { size: 32, decode: bn.decodeG1, encode: bn.encodeG1 },
  g2: { size: 64, decode: bn.decodeG2, encode: bn.encodeG2 },
  coordinateSize: 32,
  order: bn254.fields.Fr.ORDER,
  pairings: (pairs) => bn254.pairingBatch(pairs.filter(haveNoInfinity).map(([a, b]) => ({ g1: a, g2: b }))),
  costs: { prepare: 82_010, verify: 115_502, input: 9_484 },
};

/** The natives of `sui::groth16`. */
export const groth16Natives: NativeTable = {
  '0x2::groth16::prepare_verifying_key_internal': (context, _, [curve, key]) => {
    const bytes = bytesOfVector(key!);
    switch (toIndex(curve!)) {
      case 0:
        return prepare(blsCurve, context, bytes);
      case 1:
        return prepare(bnCurve, context, bytes);
      default:
        return abort(invalidCurve);
    }
  },

  '0x2::groth16::verify_groth16_proof_internal': (context, _, [curve, ...rest]) => {
    const parts = rest.map(bytesOfVector);
    switch (toIndex(curve!)) {
      case 0:
        return verify(blsCurve, context, parts);
      case 1:
        return verify(bnCurve, context, parts);
      default:
        return abort(invalidCurve);
    }
  },
};

/** Of alpha, beta, gamma, delta and the points of the inputs, what verifying takes. */
function prepare<P1 extends Point<P1>, P2 extends Point<P2>>(
  curve: Curve<P1, P2>,
  context: NativeContext,
  bytes: Uint8Array,
): Value {
  context.meter.native(curve.costs.prepare);
  const prepared = attempt(() => {
    const reader = new Reader(bytes);
    const alpha = curve.g1.decode(reader.take(curve.g1.size));
    const [beta, gamma, delta] = [1, 2, 3].map(() => curve.g2.decode(reader.take(curve.g2.size))) as [
      P2,
      P2,
      P2,
    ];
    const count = bytesToNumberLE(reader.take(countSize));
    if (count * BigInt(curve.g1.size) !== BigInt(reader.left))
      throw new InvalidElement('not as many points as it says');
    const points = pointsOf(curve.g1, reader.take(reader.left));
    return [
      concatBytes(...points.map(curve.g1.encode)),
      encodeTower(curve.pairings([[alpha, beta]]), curve.coordinateSize),
      curve.g2.encode(gamma.negate()),
      curve.g2.encode(delta.negate()),
    ];
  });
  return makeStruct((prepared ?? abort(invalidVerifyingKey)).map(vectorOfBytes));
}

function verify<P1 extends Point<P1>, P2>(
  curve: Curve<P1, P2>,
  context: NativeContext,
  [points, alphaBeta, gamma, delta, inputs, proof]: readonly Uint8Array[],
): boolean {
  const { g1: first, g2: second, costs } = curve;
  context.meter.native(costs.verify + costs.input * Math.ceil(inputs!.length / scalarSize));
  if (inputs!.length > maxInputs * scalarSize) abort(tooManyInputs);
  const holds = attempt(() => {
    const [constant, ...factors] = pointsOf(first, points!);
    const scalars = chunks(inputs!, scalarSize).map((chunk) => scalarOf(chunk, curve.order));
    if (constant === undefined || scalars.length !== factors.length) return false;
    const sum = scalars.reduce((total, scalar, i) => total.add(factors[i]!.multiplyUnsafe(scalar)), constant);
    const reader = new Reader(proof!);
    const a = first.decode(reader.take(first.size));
    const b = second.decode(reader.take(second.size));
    const c = first.decode(reader.take(first.size));
    if (reader.left > 0) return false;
    const product = curve.pairings([
      [a, b],
      [sum, second.decode(gamma!)],
      [c, second.decode(delta!)],
    ]);
    return equalBytes(encodeTower(product, curve.coordinateSize), alphaBeta!);
  });
  return holds ?? false;
}

function pointsOf<P>({ size, decode }: Encoding<P>, bytes: Uint8Array): P[] {
  return chunks(bytes, size).map(decode);
}

function scalarOf(bytes: Uint8Array, order: bigint): bigint {
  const value = bytesToNumberLE(bytes);
  if (bytes.length !== scalarSize || value >= order) throw new InvalidElement('not a valid scalar');
  return value;
}

function chunks(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

/** Takes bytes off the front. */
class Reader {
  #rest: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#rest = bytes;
  }

  get left(): number {
    return this.#rest.length;
  }

  take(size: number): Uint8Array {
    if (size > this.left) throw new InvalidElement(`only ${this.left} bytes of ${size}`);
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }
}

function member<P>({ decode, isMember }: Group<P>): (bytes: Uint8Array) => P {
  return (bytes) => {
    const element = decode(bytes);
    if (!isMember(element)) throw new InvalidElement('not in the subgroup');
    return element;
  };
}

function haveNoInfinity([first, second]: readonly [{ is0(): boolean }, { is0(): boolean }]): boolean {
  return !first.is0() && !second.is0();
}

/** The result, or undefined when bytes are no elements. */
function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof InvalidElement) return undefined;
    throw error;
  }
}
