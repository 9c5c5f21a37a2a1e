import { bls12_381 } from '@noble/curves/bls12-381.js';

/** A BLS public key as nodes announce it (48 bytes), from the point that the chain keeps (96 bytes). */
export function compressed(point: Uint8Array): Uint8Array {
  return bls12_381.G1.Point.fromBytes(point).toBytes(true);
}

/** The same key in hex, 96 digits. */
export function publicKeyHex(point: Uint8Array): string {
  return Buffer.from(compressed(point)).toString('hex');
}
