/**
 * A package and the local packages that it depends on, read before the compiler runs, so that names,
 * addresses and order are known and every missing piece has a clear error.
 */
import { CompileError } from './errors.js';
import { checkoutOf } from './git-checkouts.js';
import { readManifest, withLocals, type GitDependency, type Manifest } from './manifest.js';
import {
  joinPath,
  modeFilesOnly,
  readPackageDirectory,
  selectFiles,
  sourcesOnly,
  type PackageFiles,
  type PackageSource,
} from './package-files.js';

/** Most local packages in one graph. */
const MAX_PACKAGES = 64;

/** A package in a graph. */
export interface PackageNode {
  /** Path relative to the root package; empty for the root itself. */
  readonly path: string;
  readonly manifest: Manifest;
  /** Of a dependency without its tests and examples, which are in `modeFiles`. */
  readonly files: PackageFiles;
  readonly modeFiles: PackageFiles;
  /** Alias in this package's manifest to the path of the dependency, relative to the root package. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** A package and the local packages that it depends on, directly or not. */
export interface PackageGraph {
  readonly root: PackageNode;
  /** Every package after all that it depends on: the root comes last. */
  readonly ordered: readonly PackageNode[];
  readonly byPath: ReadonlyMap<string, PackageNode>;
}

/**
 * Loads a package and the packages that it depends on: local ones, and those by `git` that are checked out.
 *
 * @param isOnline whether the compiler fetches the other git dependencies
 * @throws CompileError BAD_PACKAGE, BAD_DEPENDENCY, GIT_DEPENDENCY
 */
export async function loadGraph(source: PackageSource, isOnline = false): Promise<PackageGraph> {
  const byPath = new Map<string, PackageNode>();
  const ordered: PackageNode[] = [];
  const visit = async (path: string, trail: readonly string[]): Promise<void> => {
    if (trail.includes(path)) {
      throw new CompileError(
        'BAD_DEPENDENCY',
        `packages depend on each other: ${[...trail, path].join(' -> ')}`,
      );
    }
    if (byPath.has(path)) return;
    if (byPath.size >= MAX_PACKAGES) {
      throw new CompileError('BAD_DEPENDENCY', `more than ${MAX_PACKAGES} packages`);
    }
    const all = await readPackage(source, path);
    const manifest = readManifest(all);
    const locals = new Map(manifest.locals);
    for (const [alias, git] of isOnline ? [] : manifest.gits)
      locals.set(alias, await checkedOut(source, { path, manifest, alias, git }));
    const files = { ...all, 'Move.toml': withLocals(all['Move.toml']!, locals) };
    const dependencies = new Map<string, string>();
    for (const [alias, relative] of locals) dependencies.set(alias, joinPath(path, relative));
    const node: PackageNode =
      path === ''
        ? { path, manifest, files, modeFiles: {}, dependencies }
        : { path, manifest, files: sourcesOnly(files), modeFiles: modeFilesOnly(files), dependencies };
    for (const dependency of dependencies.values()) await visit(dependency, [...trail, path]);
    byPath.set(path, node);
    ordered.push(node);
  };
  await visit('', []);
  return { root: byPath.get('')!, ordered, byPath };
}

/** The same graph seen from one of its packages. */
export function subgraph(graph: PackageGraph, path: string): PackageGraph {
  const wanted = new Set<string>();
  const mark = (at: string): void => {
    if (wanted.has(at)) return;
    wanted.add(at);
    for (const dependency of graph.byPath.get(at)!.dependencies.values()) mark(dependency);
  };
  mark(path);
  const ordered = graph.ordered.filter((node) => wanted.has(node.path));
  const byPath = new Map(ordered.map((node) => [node.path, node]));
  return { root: byPath.get(path)!, ordered, byPath };
}

/** Where a git dependency of a package is checked out, as the path of a local one. */
async function checkedOut(
  source: PackageSource,
  {
    path,
    manifest,
    alias,
    git,
  }: Pick<PackageNode, 'path' | 'manifest'> & { readonly alias: string; readonly git: GitDependency },
): Promise<string> {
  const what = `the git dependency ${alias} of ${manifest.name} (${git.url}, revision ${git.revision})`;
  if (!('directory' in source) || source.checkouts === undefined)
    throw new CompileError('GIT_DEPENDENCY', `${what} is not at hand: nothing is fetched`);
  const { join, relative, resolve, sep } = await import('node:path');
  const checkout = await checkoutOf(source.checkouts, what, git);
  const from = resolve(source.directory, path);
  return relative(from, join(checkout, git.folder)).split(sep).join('/');
}

async function readPackage(source: PackageSource, path: string): Promise<PackageFiles> {
  if ('directory' in source) {
    const { join } = await import('node:path');
    return path === ''
      ? readPackageDirectory(source.directory)
      : readDependency(join(source.directory, path), path);
  }
  if (path === '') return selectFiles(source.files);
  for (const [key, files] of Object.entries(source.locals ?? {})) {
    if (joinPath('', key) === path) return selectFiles(files);
  }
  throw new CompileError('BAD_DEPENDENCY', `no files were given for the local dependency ${path}`);
}

async function readDependency(directory: string, path: string): Promise<PackageFiles> {
  try {
    return await readPackageDirectory(directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CompileError('BAD_DEPENDENCY', `local dependency ${path}: ${reason}`, { cause });
  }
}
