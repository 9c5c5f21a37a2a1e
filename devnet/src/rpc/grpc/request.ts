/** Reading fields of requests: present, well-formed, bounded; or INVALID_ARGUMENT that names the field. */
import { fromBase58 } from '@mysten/bcs';
import type { Digest } from '../../ledger/types.js';
import { TypeSyntaxError, normalizeAddress, parseType } from '../../vm/types.js';
import type { Address, Type } from '../../vm/types.js';
import { invalidArgument } from './status.js';

/** The value, which must be there. */
export function required<T>(field: string, value: T | undefined): T {
  if (value === undefined) throw invalidArgument(field, 'missing');
  return value;
}

/** An address or object id in any form that people write. */
export function readAddress(field: string, text: string | undefined): Address {
  const given = required(field, text);
  try {
    return normalizeAddress(given);
  } catch (error) {
    if (!(error instanceof TypeSyntaxError)) throw error;
    throw invalidArgument(field, error.message, error);
  }
}

/** A Move type. */
export function readType(field: string, text: string | undefined): Type {
  const given = required(field, text);
  try {
    return parseType(given);
  } catch (error) {
    if (!(error instanceof TypeSyntaxError)) throw error;
    throw invalidArgument(field, error.message, error);
  }
}

/** Base58 of 32 bytes. */
export function readDigest(field: string, text: string | undefined): Digest {
  const given = required(field, text);
  // 32 bytes are 32 to 44 digits; longer text is not worth decoding.
  if (given.length <= 44) {
    try {
      if (fromBase58(given).length === 32) return given;
    } catch {
      // Falls through: not base58.
    }
  }
  throw invalidArgument(field, 'a digest is 32 bytes in base58');
}

/** How many items a page may have: what was asked for within 1 to `maximum`, as Sui's nodes coerce it. */
export function readPageSize(size: number | undefined, usual = 50, maximum = 1000): number {
  return size === undefined ? usual : Math.min(Math.max(size, 1), maximum);
}

/** Refuses more than `maximum` items in a repeated field. */
export function checkCount(field: string, count: number, maximum: number): void {
  if (count > maximum) throw invalidArgument(field, `${count} items; at most ${maximum}`);
}
