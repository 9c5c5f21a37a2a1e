/**
 * BLS12-381 in WebAssembly: `mcl-wasm`, ten times as fast as JavaScript for a signature.
 *
 * It keeps the curve and the form of bytes for the whole process. Another user of `mcl-wasm` in the same
 * process may choose others: `isOurs` tells whether the curve is still this one, and the form of bytes is set
 * before each use.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { hash_to_field } from '@noble/curves/abstract/hash-to-curve.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Fp2, Fr, G1, G2 } from 'mcl-wasm';
import { DOMAIN, type Curve, type Group } from './curve.js';

/** The curve, and whether it can be used now. */
export interface FastCurve {
  readonly curve: Curve;
  readonly isOurs: () => boolean;
}

/** Loads it; undefined where there is no WebAssembly. */
export async function loadFastCurve(): Promise<FastCurve | undefined> {
  try {
    const loaded: { readonly default?: Mcl } & Mcl = await import('mcl-wasm');
    // Some loaders of TypeScript give what a CommonJS module exports as such, without a default.
    const mcl = loaded.default ?? loaded;
    await mcl.init(mcl.BLS12_381);
    return { curve: curveOf(mcl), isOurs: () => mcl.curveType === mcl.BLS12_381 };
  } catch {
    return undefined;
  }
}

type Mcl = typeof import('mcl-wasm');

function curveOf(mcl: Mcl): Curve<G1, G2> {
  const generator = readAs(mcl, mcl.G1)(bls12_381.G1.Point.BASE.toBytes())!;
  return {
    keys: groupOf(mcl, mcl.G1),
    signatures: groupOf(mcl, mcl.G2),
    publicKey: (secretKey) => times(mcl, generator, secretKey),
    hash: (message) => {
      mcl.setMapToMode(mcl.IRTF);
      const [first, second] = hash_to_field(message, 2, HASH_TO_FIELD).map((element) =>
        fp2Of(mcl, element).mapToG2(),
      );
      return mcl.add(first!, second!);
    },
    sign: (secretKey, hash) => times(mcl, hash, secretKey),
    verify: (key, hash, signature) => {
      // e(key, hash) = e(generator, signature), as e(key, hash) * e(-generator, signature) = 1.
      const product = mcl.mul(mcl.millerLoop(key, hash), mcl.millerLoop(mcl.neg(generator), signature));
      return mcl.finalExp(product).isOne();
    },
  };
}

const HASH_TO_FIELD = {
  DST: DOMAIN,
  p: bls12_381.fields.Fp.ORDER,
  m: 2,
  k: 128,
  expand: 'xmd',
  hash: sha256,
} as const;

function fp2Of(mcl: Mcl, coefficients: readonly bigint[]): Fp2 {
  const [c0, c1] = coefficients.map((value) => {
    const element = new mcl.Fp();
    element.setStr(value.toString(16), 16);
    return element;
  });
  const result = new mcl.Fp2();
  result.set_a(c0!);
  result.set_b(c1!);
  return result;
}

/**
 * A point times a secret key. The time that `mcl` takes depends on the factor: the key is split into two
 * random summands, so that the time says nothing about it.
 */
function times<P extends G1 | G2>(mcl: Mcl, point: P, secretKey: Uint8Array): P {
  const secret = new mcl.Fr();
  secret.setBigEndianMod(secretKey);
  const blind = new mcl.Fr();
  blind.setByCSPRNG();
  const multiply = mcl.mul as unknown as (point: P, factor: Fr) => P;
  const add = mcl.add as (a: P, b: P) => P;
  return add(multiply(point, blind), multiply(point, mcl.sub(secret, blind)));
}

function groupOf<P extends G1 | G2>(mcl: Mcl, Point: new () => P): Group<P> {
  return {
    read: readAs(mcl, Point),
    write: (point) => {
      mcl.setETHserialization(true);
      return point.serialize();
    },
    isZero: (point) => point.isZero(),
    sum: ([first, ...others]) =>
      others.reduce((sum, point) => (mcl.add as (a: P, b: P) => P)(sum, point), first!),
  };
}

function readAs<P extends G1 | G2>(mcl: Mcl, Point: new () => P): (bytes: Uint8Array) => P | undefined {
  return (bytes) => {
    mcl.setETHserialization(true);
    const point = new Point();
    try {
      point.deserialize(bytes);
    } catch {
      return undefined;
    }
    // `mcl` reads some bytes that it would not write.
    const written = point.serialize();
    const isOnlyForm = written.length === bytes.length && written.every((byte, at) => byte === bytes[at]);
    return isOnlyForm && point.isValid() && point.isValidOrder() ? point : undefined;
  };
}
