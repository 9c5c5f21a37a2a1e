/**
 * What natives cost, in Sui's internal gas units: a base for each, two for each byte of the message, two for
 * each block of it that a hash function works on. The numbers are those of Sui's protocol configuration.
 */
import { bytesOfVector, elementsOf } from '../values.js';
import type { Value } from '../values.js';
import type { NativeContext } from './native.js';

/** The base of most natives. */
export const baseCost = 52;
/** For each byte of a message. */
export const costPerByte = 2;
const costPerBlock = 2;

/** Bytes that a hash function takes at a time. */
export const blockSize = { blake2b: 128, keccak: 136, sha256: 64, sha512: 128 } as const;

/** The bytes of a vector, after paying `base` and for each byte and block of them. */
export function paidBytes(context: NativeContext, vector: Value, base: number, block = Infinity): Uint8Array {
  const { length } = elementsOf(vector);
  context.meter.native(base + costPerByte * length + costPerBlock * Math.ceil(length / block));
  return bytesOfVector(vector);
}

/**
 * About how many additions a multi-scalar product of `terms` terms takes: Sui's estimate, by which it
 * charges.
 */
export function multiScalarAdditions(terms: number): number {
  const bits = Math.floor(Math.log2(terms));
  const window = bits === 0 ? 1 : bits <= 4 ? 2 : bits <= 12 ? bits - 2 : bits - 3;
  return Math.ceil(255 / window) * (terms + 2 ** window + 1);
}
