/**
 * `sui::zklogin_verified_issuer`: a zkLogin address is the BLAKE2b-256 hash of the flag 5, the length of the
 * provider's name in a byte, the name, and the seed, big-endian: as 32 bytes, or for older addresses without
 * the zeros before it.
 */
import { numberToBytesBE } from '@noble/curves/utils.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from '../../../blake2b.js';
import { bytesOfVector, toAddress, toBigInt } from '../../values.js';
import { abort } from '../native.js';
import type { NativeTable } from '../native.js';

const invalidInput = 0;
const flag = 5;
/** Bytes of a provider's name. */
const maxIssuer = 255;
/** Sui's internal gas units. */
const checkCost = 200;

/** The native of `sui::zklogin_verified_issuer`. */
export const zkloginNatives: NativeTable = {
  '0x2::zklogin_verified_issuer::check_zklogin_issuer_internal': (context, _, [address, seed, issuer]) => {
    context.meter.native(checkCost);
    const name = bytesOfVector(issuer!);
    if (name.length > maxIssuer) abort(invalidInput);
    const padded = numberToBytesBE(toBigInt(seed!), 32);
    const bare = padded.subarray(padded.findIndex((byte) => byte !== 0));
    const wanted = toAddress(address!);
    return [padded, bare].some((bytes) => addressOf(name, bytes) === wanted);
  },
};

function addressOf(issuer: Uint8Array, seed: Uint8Array): string {
  const hash = blake2b256(concatBytes(Uint8Array.of(flag, issuer.length), issuer, seed));
  return `0x${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
