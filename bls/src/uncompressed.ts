/** Public keys as Sui's group operations keep them: both coordinates, 96 bytes. */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToNumberBE } from '@noble/curves/utils.js';

const { Fp } = bls12_381.fields;

/** Length of an uncompressed public key in bytes. */
export const UNCOMPRESSED_KEY_BYTES = 96;

const FLAG = { compressed: 0x80, larger: 0x20 } as const;

/**
 * The 48 bytes of a public key from its 96: x, and which of the two y it has. Undefined for bytes that are
 * not on the curve, and for zero; that the point is in the subgroup is not checked.
 */
export function compressKey(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length !== UNCOMPRESSED_KEY_BYTES) return undefined;
  const x = bytesToNumberBE(bytes.subarray(0, 48));
  const y = bytesToNumberBE(bytes.subarray(48));
  // Bytes with a flag are not below the order of the field.
  const isOnCurve = x < Fp.ORDER && y < Fp.ORDER && Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), 4n));
  if (!isOnCurve) return undefined;
  const compressed = bytes.slice(0, 48);
  compressed[0]! |= FLAG.compressed | (2n * y > Fp.ORDER ? FLAG.larger : 0);
  return compressed;
}
