/**
 * Elements of the target group of a pairing as arkworks writes them: the twelve coefficients in the order of
 * the tower Fp2, Fp6, Fp12, each little-endian.
 */
import { numberToBytesLE } from '@noble/curves/utils.js';
import { concatBytes } from '@noble/hashes/utils.js';

interface Fp2 {
  readonly c0: bigint;
  readonly c1: bigint;
}

interface Fp6 {
  readonly c0: Fp2;
  readonly c1: Fp2;
  readonly c2: Fp2;
}

/** An element of Fp12. */
export interface Fp12 {
  readonly c0: Fp6;
  readonly c1: Fp6;
}

/** The bytes of an element whose coefficients have `size` bytes. */
export function encodeTower({ c0, c1 }: Fp12, size: number): Uint8Array {
  const coefficients = [c0, c1]
    .flatMap((part) => [part.c0, part.c1, part.c2])
    .flatMap((fp2) => [fp2.c0, fp2.c1]);
  return concatBytes(...coefficients.map((value) => numberToBytesLE(value, size)));
}
