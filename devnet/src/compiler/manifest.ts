/**
 * The three facts that this folder needs from a `Move.toml`: the package's name, its named addresses and
 * its dependencies. The compiler parses the manifest itself and reports what is wrong with it.
 *
 * A manifest may name the framework as a local package, as those in a checkout of Sui do. The framework comes
 * from elsewhere (framework.ts): such a dependency is none of `locals`, and `withoutLocalFramework` makes it
 * the one on GitHub, for which the compiler is then given ours.
 */
import { CompileError } from './errors.js';
import type { PackageFiles } from './package-files.js';

/** What this folder reads of a `Move.toml`. */
export interface Manifest {
  readonly name: string;
  /** `[addresses]`: named address to its text (`0x0`, `0x2`, `_`). */
  readonly addresses: ReadonlyMap<string, string>;
  /** Local dependencies but for the framework: alias to path. */
  readonly locals: ReadonlyMap<string, string>;
}

/** Reads a manifest. Throws `BAD_PACKAGE` when the package has no name. */
export function readManifest(files: PackageFiles): Manifest {
  const text = files['Move.toml'];
  if (text === undefined) throw new CompileError('BAD_PACKAGE', 'no Move.toml');
  const addresses = new Map<string, string>();
  const locals = new Map<string, string>();
  let name: string | undefined;
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^((?:[^"#]|"[^"]*")*)#.*$/, '$1').trim();
    const header = /^\[\s*([A-Za-z0-9_.-]+)\s*\]$/.exec(line);
    if (header) {
      section = header[1]!;
      continue;
    }
    const entry = /^"?([A-Za-z0-9_.-]+)"?\s*=\s*(.+)$/.exec(line);
    if (!entry) continue;
    const [, key, value] = entry as unknown as [string, string, string];
    const plain = /^["']([^"']*)["']$/.exec(value)?.[1];
    if (section === 'package' && key === 'name') name = plain;
    else if (section === 'addresses' && plain !== undefined) addresses.set(key, plain);
    else if (section === 'dependencies') {
      const path = /[{,]\s*local\s*=\s*["']([^"']*)["']/.exec(value)?.[1];
      if (path !== undefined && !isFrameworkAlias(key)) locals.set(key, path);
    } else if (section.startsWith('dependencies.') && key === 'local' && plain !== undefined) {
      const alias = section.slice('dependencies.'.length);
      if (!isFrameworkAlias(alias)) locals.set(alias, plain);
    }
  }
  if (!name) throw new CompileError('BAD_PACKAGE', 'Move.toml has no [package] name');
  return { name, addresses, locals };
}

/** Names under which packages depend on the framework, and where it is in Sui's repository. */
const FRAMEWORK_FOLDERS: Readonly<Record<string, string>> = {
  MoveStdlib: 'move-stdlib',
  Sui: 'sui-framework',
  std: 'move-stdlib',
  sui: 'sui-framework',
};

function isFrameworkAlias(alias: string): boolean {
  return Object.hasOwn(FRAMEWORK_FOLDERS, alias);
}

/** The text of a manifest in which no framework package is a local one. */
export function withoutLocalFramework(text: string): string {
  let result = text;
  for (const [alias, folder] of Object.entries(FRAMEWORK_FOLDERS)) {
    const packages = 'crates/sui-framework/packages';
    const origin = [
      'git = "https://github.com/MystenLabs/sui.git"',
      `subdir = "${packages}/${folder}"`,
      'rev = "main"',
    ];
    const local = `local\\s*=\\s*(?:"[^"]*"|'[^']*')`;
    result = result
      .replace(
        new RegExp(`^([ \\t]*"?${alias}"?[ \\t]*=[ \\t]*\\{[^}\\n]*?)${local}`, 'm'),
        `$1${origin.join(', ')}`,
      )
      .replace(
        new RegExp(`^(\\[dependencies\\.${alias}\\][^[]*?)^[ \\t]*${local}`, 'm'),
        `$1${origin.join('\n')}`,
      );
  }
  return result;
}

/** Whether a package is one of the framework's. */
export function isFramework({ name }: Manifest): boolean {
  return name === 'MoveStdlib' || name === 'Sui';
}

/** Whether a package says itself at which address it is. */
export function hasAddress({ addresses }: Manifest): boolean {
  return [...addresses.values()].some((value) => /[1-9a-f]/i.test(value.slice(2)));
}
