/** The Move packages of this repository, for tests that compile them. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageNames, type PackageName } from '../../cli/src/deploy/publication.js';

export { packageNames, type PackageName };

/** The folder of a package. */
export const moveFolder = (name: PackageName): string => join(MOVE, name);

/** The folder with all of them. */
export const MOVE = fileURLToPath(new URL('../../move', import.meta.url));

/** Places on chain of the packages that others use, where it does not matter which. */
export const SOMEWHERE = {
  wal: `0x${'77616c'.padStart(64, '0')}`,
  walrus_core: `0x${'636f7265'.padStart(64, '0')}`,
  walrus: `0x${'77616c727573'.padStart(64, '0')}`,
};
