/** Ids and names as people type and see them. */
import { isHauloutError } from '@haulout/sdk/base';
import { blobIdFromString, quiltPatchIdFromString } from '@haulout/sdk/encoding';
import { InvalidArgumentError } from 'commander';

/** Characters of a quilt patch id; a blob id has 43. */
export const PATCH_ID_LENGTH = 50;

const BLOB_ID = 'a blob id, which has 43 characters of URL-safe base64';

/** Checks what was typed before anybody is asked. Throws InvalidArgumentError. */
export function blobIdOf(text: string): string {
  if (text.length === PATCH_ID_LENGTH && isId(quiltPatchIdFromString, text))
    throw new InvalidArgumentError(`'${text}' is the id of a file in a quilt, not of a blob.`);
  return idOf(text, { read: blobIdFromString, rule: `not ${BLOB_ID}` });
}

/** Likewise for the id of a blob or of a file in a quilt. Throws InvalidArgumentError. */
export function blobOrPatchIdOf(text: string): string {
  const read = text.length === PATCH_ID_LENGTH ? quiltPatchIdFromString : blobIdFromString;
  return idOf(text, { read, rule: `neither ${BLOB_ID}, nor a quilt patch id, which has ${PATCH_ID_LENGTH}` });
}

type Read = (text: string) => unknown;

function idOf(text: string, { read, rule }: { readonly read: Read; readonly rule: string }): string {
  if (isId(read, text)) return text;
  const isOfObject = /^0x[0-9a-fA-F]{64}$/.test(text);
  throw new InvalidArgumentError(
    isOfObject
      ? `'${text}' is the id of an object: haulout list shows the blob id above it.`
      : `'${text}' is ${rule}.`,
  );
}

function isId(read: Read, text: string): boolean {
  try {
    read(text);
    return true;
  } catch (error) {
    if (isHauloutError(error)) return false;
    throw error;
  }
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
