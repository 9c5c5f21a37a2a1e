/** Compiling a package to see that it compiles, with the packages that it depends on. */
import type { CompiledPackage } from './compiled-package.js';
import { CompileError } from './errors.js';
import { compileLinked, type CompileOptions } from './compile.js';
import { compileFrameworkModules, packagesOf } from './framework-build.js';
import { frameworkFiles, OWN_FRAMEWORK } from './framework.js';
import { hasAddress, isFramework } from './manifest.js';
import type { PackageSource } from './package-files.js';
import { loadGraph, subgraph, type PackageGraph, type PackageNode } from './package-graph.js';
import { packageDigest } from './relink.js';
import { standIn } from './stand-in.js';

/** A package and its local dependencies, compiled. */
export interface BuiltPackage {
  /** Every package after all that it depends on: the one that was asked for comes last. */
  readonly packages: readonly CompiledPackage[];
  /**
   * Names of dependencies that have no address. Others were compiled as if these were somewhere: what names
   * them cannot be published.
   */
  readonly unpublished: readonly string[];
}

/**
 * Compiles a package and its local dependencies, whether they are published or not.
 *
 * @throws CompileError with the compiler's diagnostics as its message.
 */
export async function buildPackage(
  source: PackageSource,
  options: CompileOptions = {},
): Promise<BuiltPackage> {
  const graph = await loadGraph(source, options.framework?.kind === 'download');
  checkPublished(graph, options.published);
  if (isFramework(graph.root.manifest)) return buildFramework(graph, options);
  const isAway = ({ path, manifest }: PackageNode): boolean =>
    path !== '' && options.published?.[manifest.name] === undefined && !hasAddress(manifest);
  const published = { ...options.published };
  const unpublished: string[] = [];
  graph.ordered.forEach((node, index) => {
    if (!isAway(node)) return;
    published[node.manifest.name] = standIn(index);
    unpublished.push(node.manifest.name);
  });
  const packages: CompiledPackage[] = [];
  for (const { path } of graph.ordered) {
    packages.push(await compileLinked(subgraph(graph, path), { ...options, published }));
  }
  return { packages, unpublished };
}

/** Refuses addresses of what is no dependency. Throws `BAD_DEPENDENCY`. */
function checkPublished({ ordered }: PackageGraph, published: CompileOptions['published'] = {}): void {
  const names = ordered.filter(({ path }) => path !== '').map(({ manifest }) => manifest.name);
  const wrong = Object.keys(published).find((name) => !names.includes(name));
  if (wrong === undefined) return;
  const known = names.length === 0 ? 'it has none' : `its dependencies are ${names.join(', ')}`;
  throw new CompileError(
    'BAD_DEPENDENCY',
    `an address is given for ${wrong}, which the package does not depend on: ${known}`,
  );
}

/** The framework is no package like others: see framework-build.ts. */
async function buildFramework(
  { root }: PackageGraph,
  { framework, modes = [] }: CompileOptions,
): Promise<BuiltPackage> {
  const other = await frameworkFiles(framework ?? OWN_FRAMEWORK);
  const { name } = root.manifest;
  const files =
    name === 'MoveStdlib'
      ? { std: root.files, sui: { 'Move.toml': root.files['Move.toml']! } }
      : { std: other!.std, sui: root.files };
  const all = packagesOf(await compileFrameworkModules(files, modes));
  const { modules, dependencies } = all.find((item) => item.name === name)!;
  const digest = packageDigest(
    modules.map(({ bytecode }) => bytecode),
    dependencies,
  );
  return { packages: [{ name, modules, dependencies, digest, warnings: undefined }], unpublished: [] };
}
