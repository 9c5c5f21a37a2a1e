/** `sui::hash`, `sui::hmac` and `sui::address`. */
import { blake2b } from '@noble/hashes/blake2.js';
import { hmac } from '@noble/hashes/hmac.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { bytesOfVector, elementsOf, integer, toAddress, toBigInt, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';

/** `address::from_bytes` of anything but 32 bytes. */
const addressParseError = 0;

export const hashNatives: NativeTable = {
  '0x2::hash::blake2b256': (context, _, [data]) =>
    vectorOfBytes(blake2b(paid(context, data!), { dkLen: 32 })),
  '0x2::hash::keccak256': (context, _, [data]) => vectorOfBytes(keccak_256(paid(context, data!))),
  '0x2::hmac::hmac_sha3_256': (context, _, [key, message]) =>
    vectorOfBytes(hmac(sha3_256, paid(context, key!), paid(context, message!))),

  '0x2::address::to_u256': (_, __, [address]) => integer(BigInt(toAddress(address!))),
  '0x2::address::from_u256': (_, __, [number]) => `0x${toBigInt(number!).toString(16).padStart(64, '0')}`,
  '0x2::address::from_bytes': (_, __, [bytes]) => {
    const all = bytesOfVector(bytes!);
    if (all.length !== 32) abort(addressParseError);
    return `0x${Array.from(all, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  },
};

/** The bytes of a vector, after paying for work in proportion to them. */
export function paid(context: NativeContext, vector: Value, base = 50): Uint8Array {
  context.meter.native(base + elementsOf(vector).length);
  return bytesOfVector(vector);
}
