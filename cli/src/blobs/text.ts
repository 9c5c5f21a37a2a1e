/** Ids and names as people type and see them. */
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

const NAME_WIDTH = 30;

/** A name that a stranger chose, as {@link printable} shows it, cut to 30 columns. */
export function shortName(name: string): string {
  const shown = printable(name);
  return shown.length <= NAME_WIDTH ? shown : `${shown.slice(0, NAME_WIDTH - 3)}...`;
}

/** Both ends of an object id. */
export function shortId(id: string): string {
  return `${id.slice(0, 6)}..${id.slice(-4)}`;
}
