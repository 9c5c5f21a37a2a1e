/**
 * Signer bitmaps: which members of a committee, in their order on chain, have signed. Bit i of the committee
 * is bit i mod 8 (least significant first) of byte floor(i / 8). Zero bytes at the end may be left out, as
 * the contracts allow; bits of nobody must not be set.
 */
import { CertificateError } from './errors.js';

/**
 * The bitmap of signers, with a byte for every eight members.
 *
 * @param signers committee positions, in any order
 * @throws CertificateError `UNKNOWN_SIGNER`, `REPEATED_SIGNER`
 */
export function signerBitmap(signers: readonly number[], memberCount: number): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(memberCount / 8));
  for (const signer of signers) {
    if (!Number.isInteger(signer) || signer < 0 || signer >= memberCount) {
      throw new CertificateError('UNKNOWN_SIGNER', `signer ${signer} of a committee of ${memberCount}`, {
        signer,
        memberCount,
      });
    }
    const bit = 1 << (signer & 7);
    if (bitmap[signer >>> 3]! & bit) {
      throw new CertificateError('REPEATED_SIGNER', `signer ${signer} appears twice`, { signer });
    }
    bitmap[signer >>> 3]! |= bit;
  }
  return bitmap;
}

/**
 * The committee positions in a bitmap, ascending.
 *
 * @throws CertificateError `BITMAP_TOO_LONG`, `BITMAP_PAST_END`
 */
export function signersInBitmap(bitmap: Uint8Array, memberCount: number): number[] {
  const longest = Math.ceil(memberCount / 8);
  if (bitmap.length > longest) {
    throw new CertificateError(
      'BITMAP_TOO_LONG',
      `a signer bitmap of ${bitmap.length} bytes: a committee of ${memberCount} has ${longest}`,
      { length: bitmap.length, memberCount },
    );
  }
  const signers: number[] = [];
  for (let position = 0; position < 8 * bitmap.length; position++) {
    if (!((bitmap[position >>> 3]! >>> (position & 7)) & 1)) continue;
    if (position >= memberCount) {
      throw new CertificateError(
        'BITMAP_PAST_END',
        `bit ${position} of a committee of ${memberCount} is set`,
        {
          position,
          memberCount,
        },
      );
    }
    signers.push(position);
  }
  return signers;
}
