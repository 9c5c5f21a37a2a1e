/** Ids and names of blobs and files as people type and see them. */
import { blobIdFromString, blobIdToString } from '@haulout/sdk/encoding';

/** Checks what was typed before anybody is asked. Throws EncodingError INVALID_BLOB_ID. */
export function blobIdOf(text: string): string {
  return blobIdToString(blobIdFromString(text));
}

/**
 * A name that a stranger chose, on one line and without effect on a terminal: quoted if it has anything
 * invisible.
 */
export function printable(name: string): string {
  if (!/[\p{C}\p{Z}"]/u.test(name.replaceAll(' ', ''))) return name;
  return JSON.stringify(name).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
