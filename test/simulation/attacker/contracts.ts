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
  /** From the folder with the Move packages on. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** The contracts of this repository. */
export const OWN_MOVE_FOLDER = fileURLToPath(new URL('../../../move', import.meta.url));

const PACKAGES = ['wal', 'walrus_core', 'walrus'] as const;
/** A package that he meets. */
export type Contract = (typeof PACKAGES)[number];
type Sources = Readonly<Record<Contract, PackageFiles>>;

/**
 * The sources of the packages, with changes. Throws if a line to be changed is not there.
 *
 * @param folder with the Move packages in it
 */
export function changedSources(folder: string, changes: readonly Change[]): Sources {
  const sources = Object.fromEntries(PACKAGES.map((name) => [name, filesOf(join(folder, name))]));
  for (const { file, find, replace } of changes) {
    const [, name, path] = /^(\w+)\/(.*)$/.exec(file)!;
    const files = sources[name!]!;
    const parts = files[path!]?.split(find);
    if (parts?.length !== 2) throw new Error(`${file} does not have this once: ${find}`);
    sources[name!] = { ...files, [path!]: parts.join(replace) };
  }
  return sources as Sources;
}

/**
 * Compiles a package with changes. What it uses is given to the compiler without changes, which are in bodies
 * of functions only: so it is compiled once for all changes that are not its own.
 *
 * @param published where the packages are that it uses
 */
export function compileContract(
  sources: Sources,
  name: Contract,
  { folder, published }: { readonly folder: string; readonly published: Readonly<Record<string, string>> },
): Promise<CompiledPackage> {
  const { wal, walrus_core: core } = changedSources(folder, []);
  const locals = { '../wal': wal, '../walrus_core': core };
  return compilePackage({ files: sources[name], locals }, { published });
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
