/**
 * Integer arithmetic where the quick path of the interpreter does not reach: operands or results above
 * 2^53 - 1. Operands and results are in the machine's form (values.ts). Every function gives undefined where
 * Move stops with an arithmetic error.
 */
import type { Integer } from './values.js';

const maxSafe = 9007199254740991n;
const two32 = 4294967296;

/** The largest integer of each width. */
const largestOf: Readonly<Record<number, bigint>> = {
  8: 0xffn,
  16: 0xffffn,
  32: 0xffff_ffffn,
  64: (1n << 64n) - 1n,
  128: (1n << 128n) - 1n,
  256: (1n << 256n) - 1n,
};

/** The sum; undefined when it has more than `bits` bits. */
export function addIntegers(a: Integer, b: Integer, bits: number): Integer | undefined {
  return within(BigInt(a) + BigInt(b), bits);
}

/** The difference; undefined when it is negative. */
export function subtractIntegers(a: Integer, b: Integer): Integer | undefined {
  const result = BigInt(a) - BigInt(b);
  return result < 0n ? undefined : small(result);
}

/** The product; undefined when it has more than `bits` bits. */
export function multiplyIntegers(a: Integer, b: Integer, bits: number): Integer | undefined {
  return within(BigInt(a) * BigInt(b), bits);
}

/** The quotient, rounded down; undefined for division by zero. */
export function divideIntegers(a: Integer, b: Integer): Integer | undefined {
  return b === 0 ? undefined : small(BigInt(a) / BigInt(b));
}

/** The remainder; undefined for division by zero. */
export function moduloIntegers(a: Integer, b: Integer): Integer | undefined {
  return b === 0 ? undefined : small(BigInt(a) % BigInt(b));
}

/** Bitwise and. */
export function andIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    return (Math.floor(a / two32) & Math.floor(b / two32)) * two32 + ((a & b) >>> 0);
  }
  return small(BigInt(a) & BigInt(b));
}

/** Bitwise or. */
export function orIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    return (Math.floor(a / two32) | Math.floor(b / two32)) * two32 + ((a | b) >>> 0);
  }
  return small(BigInt(a) | BigInt(b));
}

/** Bitwise exclusive or. */
export function xorIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    return (Math.floor(a / two32) ^ Math.floor(b / two32)) * two32 + ((a ^ b) >>> 0);
  }
  return small(BigInt(a) ^ BigInt(b));
}

/** Bits shifted out are lost. The amount must be less than the width. */
export function shiftLeftInteger(a: Integer, amount: number, bits: number): Integer | undefined {
  if (amount >= bits) return undefined;
  return small((BigInt(a) << BigInt(amount)) & largestOf[bits]!);
}

/** Shifts right; undefined when the amount is not less than the width. */
export function shiftRightInteger(a: Integer, amount: number, bits: number): Integer | undefined {
  if (amount >= bits) return undefined;
  return typeof a === 'number' ? Math.floor(a / 2 ** amount) : small(a >> BigInt(amount));
}

/** The same integer; undefined when it has more than `bits` bits. */
export function castInteger(a: Integer, bits: number): Integer | undefined {
  return typeof a === 'number' || a <= largestOf[bits]! ? a : undefined;
}

/** Whether a is less than b. */
export function lessInteger(a: Integer, b: Integer): boolean {
  return a < b;
}

function within(value: bigint, bits: number): Integer | undefined {
  return value > largestOf[bits]! ? undefined : small(value);
}

function small(value: bigint): Integer {
  return value <= maxSafe ? Number(value) : value;
}
