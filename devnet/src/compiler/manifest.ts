/**
 * What this folder needs from a `Move.toml`: the package's name, its named addresses and its dependencies.
 * The compiler reads the manifest itself and reports what else is wrong with it.
 *
 * A manifest may name the framework as a local package, as those in a checkout of Sui do. The framework comes
 * from elsewhere (framework.ts): such a dependency is none of `locals`, and `withLocals` makes it the one on
 * GitHub, for which the compiler is then given ours.
 */
import { parse, stringify, TomlError } from 'smol-toml';
import { CompileError } from './errors.js';
import { frameworkFolderOf, FRAMEWORK_FOLDERS } from './framework-names.js';
import type { PackageFiles } from './package-files.js';

/** A dependency that a manifest names by `git`. */
export interface GitDependency {
  /** Of the repository, as written. */
  readonly url: string;
  /** Branch, tag or commit; empty when none is given. */
  readonly revision: string;
  /** `subdir`: the folder of the package in the repository; empty for the repository itself. */
  readonly folder: string;
}

/** What this folder reads of a `Move.toml`. */
export interface Manifest {
  readonly name: string;
  /** `[addresses]`: named address to its text (`0x0`, `0x2`, `_`). */
  readonly addresses: ReadonlyMap<string, string>;
  /** Local dependencies but for the framework: alias to path. */
  readonly locals: ReadonlyMap<string, string>;
  /** Git dependencies but for the framework, by alias. */
  readonly gits: ReadonlyMap<string, GitDependency>;
}

/** Reads a manifest. Throws `BAD_PACKAGE` for what is not TOML, or has no name of a package. */
export function readManifest(files: PackageFiles): Manifest {
  const text = files['Move.toml'];
  if (text === undefined) throw new CompileError('BAD_PACKAGE', 'no Move.toml');
  const manifest = parsed(text);
  const { name } = tableOf(manifest['package']);
  if (typeof name !== 'string' || name === '')
    throw new CompileError('BAD_PACKAGE', 'Move.toml has no [package] name');
  const locals = new Map<string, string>();
  const gits = new Map<string, GitDependency>();
  for (const [alias, dependency] of Object.entries(tableOf(manifest['dependencies']))) {
    const { local, git, rev = '', subdir = '' } = tableOf(dependency);
    if (isFrameworkAlias(alias)) continue;
    if (typeof local === 'string') locals.set(alias, local);
    else if (typeof git === 'string') {
      const found = { url: git, revision: String(rev), folder: String(subdir) };
      if (frameworkFolderOf(found) === undefined) gits.set(alias, found);
    }
  }
  const addresses = Object.entries(tableOf(manifest['addresses'])).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { name, addresses: new Map(addresses), locals, gits };
}

type Table = Readonly<Record<string, unknown>>;

/** A value that may be a table, as one. */
function tableOf(value: unknown): Table {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isTable ? (value as Table) : {};
}

function parsed(text: string): Table {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    // What follows is the line, with a mark below it.
    const [reason = ''] = cause.message.replace(/^Invalid TOML document: /, '').split('\n');
    const message = `Move.toml:${cause.line}:${cause.column} is not TOML: ${reason}`;
    throw new CompileError('BAD_PACKAGE', message, { cause });
  }
}

function isFrameworkAlias(alias: string): boolean {
  return Object.hasOwn(FRAMEWORK_FOLDERS, alias);
}

/**
 * The text of a manifest in which no framework package is a local one, and these dependencies are.
 *
 * @param locals alias to path
 */
export function withLocals(text: string, locals: ReadonlyMap<string, string>): string {
  const manifest = parsed(text);
  const before = tableOf(manifest['dependencies']);
  const replaced = Object.entries(before).flatMap(([alias, dependency]): [string, Table][] => {
    const entry = tableOf(dependency);
    const path = locals.get(alias);
    if (path !== undefined) return [[alias, { ...without(entry, ['git', 'rev', 'subdir']), local: path }]];
    if (!isFrameworkAlias(alias) || entry['local'] === undefined) return [];
    return [[alias, { ...without(entry, ['local']), ...onGitHub(alias) }]];
  });
  if (replaced.length === 0) return text;
  return stringify({ ...manifest, dependencies: { ...before, ...Object.fromEntries(replaced) } });
}

function without(table: Table, names: readonly string[]): Table {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

function onGitHub(alias: string): Table {
  const subdir = `crates/sui-framework/packages/${FRAMEWORK_FOLDERS[alias]}`;
  return { git: 'https://github.com/MystenLabs/sui.git', subdir, rev: 'main' };
}

/** Whether a package is one of the framework's. */
export function isFramework({ name }: Manifest): boolean {
  return name === 'MoveStdlib' || name === 'Sui';
}

/** Whether a package says itself at which address it is. */
export function hasAddress({ addresses }: Manifest): boolean {
  return [...addresses.values()].some((value) => /[1-9a-f]/i.test(value.slice(2)));
}
