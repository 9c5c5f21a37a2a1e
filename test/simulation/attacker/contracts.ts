/**
 * The contracts that an attacker meets: those of this repository or of another folder, with a few lines
 * changed. A change makes the network smaller, or takes back a rule to see that it is missed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePackage, type CompiledPackage, type PackageFiles } from '@haulout/devnet/compiler';

/** Some lines of a module, and what they become. */
export interface Change {
  /** From `move/walrus/sources` on. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** The contracts of this repository. */
export const OWN_MOVE_FOLDER = fileURLToPath(new URL('../../../move', import.meta.url));

/**
 * Compiles what `walrus` uses, as it is.
 *
 * @param folder with all Move packages in it
 */
export function compileBelow(folder: string, name: 'wal' | 'walrus_core'): Promise<CompiledPackage> {
  return compilePackage({ files: filesOf(join(folder, name)) });
}

/**
 * Compiles `walrus` with changes. Throws if a line to be changed is not there.
 *
 * @param published where the packages are that it uses
 */
export function compileWalrus(
  folder: string,
  changes: readonly Change[],
  published: Readonly<Record<'wal' | 'walrus_core', string>>,
): Promise<CompiledPackage> {
  const files = changed(filesOf(join(folder, 'walrus')), changes);
  const locals = {
    '../wal': filesOf(join(folder, 'wal')),
    '../walrus_core': filesOf(join(folder, 'walrus_core')),
  };
  return compilePackage({ files, locals }, { published });
}

function changed(files: PackageFiles, changes: readonly Change[]): PackageFiles {
  const result: Record<string, string> = { ...files };
  for (const { file, find, replace } of changes) {
    const path = `sources/${file}`;
    const parts = result[path]?.split(find);
    if (parts?.length !== 2) throw new Error(`${path} does not have this once: ${find}`);
    result[path] = parts.join(replace);
  }
  return result;
}

/** What a package is compiled from. */
function filesOf(directory: string): PackageFiles {
  const sources = readdirSync(join(directory, 'sources'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.move'))
    .map((path) => `sources/${path.replaceAll('\\', '/')}`)
    .sort();
  const paths = ['Move.toml', ...sources];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(directory, path), 'utf8')]));
}
