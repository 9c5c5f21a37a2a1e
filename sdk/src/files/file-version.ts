import { statSync } from 'node:fs';
import { codeOf } from '../base/errors.js';

/**
 * Tells two versions of a file apart, without reading it: a text that changes when the file is replaced or
 * written to. A file that cannot be looked at is a version, too. Never throws.
 */
export function fileVersion(file: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch (error) {
    return String(codeOf(error));
  }
}
