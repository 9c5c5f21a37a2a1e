/** Values as calls of the contracts take them. */
import { toHex } from '@mysten/sui/utils';
import { blobIdToInteger } from '../encoding/index.js';

/** A digest of 32 bytes: the contracts have them as addresses. */
export function addressOf(digest: Uint8Array): string {
  return `0x${toHex(digest)}`;
}

/** A blob id as a u256. */
export function integerOf(blobId: Uint8Array): bigint {
  return blobIdToInteger(blobId);
}
