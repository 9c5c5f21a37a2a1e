/** BLS12-381 in JavaScript: `@noble/curves`. It works everywhere and at once. */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { DOMAIN, type Curve, type Group } from './curve.js';

const scheme = bls12_381.longSignatures;
type Key = ReturnType<typeof scheme.getPublicKey>;
type Signature = ReturnType<typeof scheme.sign>;

export const noble: Curve<Key, Signature> = {
  keys: groupOf<Key>(bls12_381.G1.Point),
  signatures: groupOf<Signature>(bls12_381.G2.Point),
  publicKey: (secretKey) => scheme.getPublicKey(secretKey),
  hash: (message) => scheme.hash(message, DOMAIN),
  sign: (secretKey, hash) => scheme.sign(hash, secretKey),
  verify: (key, hash, signature) => scheme.verify(signature, hash, key),
};

interface Point<P> {
  is0(): boolean;
  assertValidity(): void;
  toBytes(): Uint8Array;
  add(other: P): P;
}

function groupOf<P extends Point<P>>(points: { fromBytes(bytes: Uint8Array): P }): Group<P> {
  return {
    read: (bytes) => {
      try {
        const point = points.fromBytes(bytes);
        point.assertValidity();
        return point;
      } catch {
        return undefined;
      }
    },
    write: (point) => point.toBytes(),
    isZero: (point) => point.is0(),
    sum: ([first, ...others]) => others.reduce((sum, point) => sum.add(point), first!),
  };
}
