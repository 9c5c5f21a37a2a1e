/**
 * A package and the local packages that it depends on, read before the compiler runs, so that names,
 * addresses and order are known and every missing piece has a clear error.
 */
import { CompileError } from './errors.js';
import { readManifest, withoutLocalFramework, type Manifest } from './manifest.js';
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

/** Loads a package and its local dependencies. Throws `BAD_PACKAGE` or `BAD_DEPENDENCY`. */
export async function loadGraph(source: PackageSource): Promise<PackageGraph> {
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
    const files = { ...all, 'Move.toml': withoutLocalFramework(all['Move.toml']!) };
    const dependencies = new Map<string, string>();
    for (const [alias, relative] of manifest.locals) dependencies.set(alias, joinPath(path, relative));
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
