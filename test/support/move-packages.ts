/** The Move packages of this repository, for tests that compile them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { packageNames, type PackageName } from '../../cli/src/deploy/package-names.js';
import { compiled } from '../../cli/src/deploy/publication.js';

export { packageNames, type PackageName };

/** The folder of a package. */
export const moveFolder = (name: PackageName): string => join(MOVE, name);

/** The modules of a package with those that it uses in SOMEWHERE, as they are built. */
export const built = async (name: PackageName): Promise<CompiledPackage['modules']> =>
  (await compiled(name, { published: SOMEWHERE })).modules;

/** The manifest and the sources of a package, by their paths in it. */
export function packageFiles(name: PackageName): Record<string, string> {
  const folder = moveFolder(name);
  const names = readdirSync(join(folder, 'sources'), { recursive: true, encoding: 'utf8' });
  const paths = names.filter((path) => path.endsWith('.move')).map((path) => join('sources', path));
  return Object.fromEntries(
    ['Move.toml', ...paths].map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** The folder with all of them. */
export const MOVE = fileURLToPath(new URL('../../move', import.meta.url));

/** Places on chain of the packages that others use, where it does not matter which. */
export const SOMEWHERE = {
  wal: `0x${'77616c'.padStart(64, '0')}`,
  walrus_core: `0x${'636f7265'.padStart(64, '0')}`,
  walrus: `0x${'77616c727573'.padStart(64, '0')}`,
};
