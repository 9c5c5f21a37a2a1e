/** `sui::hash`, `sui::hmac` and `sui::address`. */
import { hmac } from '@noble/hashes/hmac.js';
import { keccak_256, sha3_256 } from '@noble/hashes/sha3.js';
import { blake2b256 } from '../../../blake2b.js';
import { bytesOfVector, integer, toAddress, toBigInt, vectorOfBytes } from '../../values.js';
import { baseCost, blockSize, paidBytes } from '../costs.js';
import { abort } from '../native.js';
import type { NativeTable } from '../native.js';

/** `address::from_bytes` of anything but 32 bytes. */
const addressParseError = 0;

const hashBase = 10;

/** The natives of `sui::hash`, `sui::hmac` and `sui::address`. */
export const hashNatives: NativeTable = {
  '0x2::hash::blake2b256': (context, _, [data]) =>
    vectorOfBytes(blake2b256(paidBytes(context, data!, hashBase, blockSize.blake2b))),
  '0x2::hash::keccak256': (context, _, [data]) =>
    vectorOfBytes(keccak_256(paidBytes(context, data!, hashBase, blockSize.keccak))),
  '0x2::hmac::hmac_sha3_256': (context, _, [key, message]) =>
    vectorOfBytes(
      hmac(sha3_256, bytesOfVector(key!), paidBytes(context, message!, baseCost, blockSize.keccak)),
    ),

  '0x2::address::to_u256': (context, _, [address]) => {
    context.meter.native(baseCost);
    return integer(BigInt(toAddress(address!)));
  },
  '0x2::address::from_u256': (context, _, [number]) => {
    context.meter.native(baseCost);
    return `0x${toBigInt(number!).toString(16).padStart(64, '0')}`;
  },
  '0x2::address::from_bytes': (context, _, [bytes]) => {
    context.meter.native(baseCost);
    const all = bytesOfVector(bytes!);
    if (all.length !== 32) abort(addressParseError);
    return `0x${Array.from(all, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  },
};
