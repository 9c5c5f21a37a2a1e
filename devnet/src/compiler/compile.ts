/** Compiling a Move package to the modules of a publish or upgrade transaction. */
import { cached, packageCodec, type CacheFolder } from './build-cache.js';
import { loadBuilder, type Builder, type BuilderFailure, type BuilderInput } from './builder.js';
import type { CompiledPackage, PackageAddress, Publication } from './compiled-package.js';
import { CompileError, type CompileErrorCode } from './errors.js';
import { graphFetcher } from './fetcher.js';
import {
  frameworkDigest,
  frameworkFiles,
  OWN_FRAMEWORK,
  type FrameworkFiles,
  type FrameworkSource,
} from './framework.js';
import { hasAddress } from './manifest.js';
import { moduleName, withOrdinaryMagic } from './module-name.js';
import { neededFramework, type Part } from './needed-framework.js';
import { isModeFile, type PackageFiles, type PackageSource } from './package-files.js';
import { loadGraph, type PackageGraph, type PackageNode } from './package-graph.js';
import { placeholdersFor, publicationsOf, relinked, relinkedError, type Publications } from './relink.js';
import { signaturesOf } from './signatures.js';

/** How `compilePackage` compiles. */
export interface CompileOptions {
  /** Where std and sui come from. Default: this package's own sources. */
  readonly framework?: FrameworkSource;
  /**
   * Dependencies that are on chain, by the name in their Move.toml; an address alone means a first version.
   */
  readonly published?: Readonly<Record<string, PackageAddress | Publication>>;
  /**
   * Compiler modes (`#[mode(...)]`), as `sui move build --mode`. Such modules cannot be published on a real
   * network.
   */
  readonly modes?: readonly string[];
  /** Lints of the Sui CLI. Default 'none'. */
  readonly lint?: 'none' | 'default' | 'all';
  /** Folder that results are kept in. */
  readonly cache?: CacheFolder;
  /**
   * Folder with results that an earlier call wrote with `cache`, and that came with the sources. It is only
   * read. A result counts when it was made of the same sources, options and compiler; else the package is
   * compiled.
   */
  readonly prebuilt?: string;
  /** Told before the compiler runs, which takes seconds; not told when a kept result is used. */
  readonly onCompile?: ((packageName: string) => void) | undefined;
}

/**
 * Compiles a package for publishing: its own modules have address 0x0, those of its dependencies the
 * addresses in `published`.
 *
 * `Move.lock` and `Published.toml` are not read: what the package links against is said by the caller.
 *
 * @throws CompileError with the compiler's diagnostics as its message.
 * @example
 * const wal = await compilePackage({ directory: 'move/wal' });
 * const walrus = await compilePackage({ directory: 'move/walrus' }, { published: { wal: walId } });
 */
export async function compilePackage(
  source: PackageSource,
  options: CompileOptions = {},
): Promise<CompiledPackage> {
  const graph = await loadGraph(source, options.framework?.kind === 'download');
  for (const { path, manifest } of graph.ordered) {
    if (path === '' || options.published?.[manifest.name] !== undefined || hasAddress(manifest)) continue;
    throw new CompileError(
      'BAD_DEPENDENCY',
      `dependency ${manifest.name} (${path}) is not published: give its address in \`published\``,
      { packageName: graph.root.manifest.name },
    );
  }
  return compileLinked(graph, options);
}

/** Compiles the root of a graph, once for all places of its dependencies on chain. */
export async function compileLinked(graph: PackageGraph, options: CompileOptions): Promise<CompiledPackage> {
  const published = publicationsOf(graph, options.published);
  const placeholders = placeholdersFor(graph, published);
  if (!placeholders) return compileOnce(graph, { ...options, published });
  const { publications } = placeholders;
  try {
    return relinked(await compileOnce(graph, { ...options, published: publications }), placeholders);
  } catch (error) {
    throw relinkedError(error, placeholders);
  }
}

/** Compiles the root of a graph, unless its result is kept. */
async function compileOnce(graph: PackageGraph, options: CompileOptions): Promise<CompiledPackage> {
  const make = async () => {
    options.onCompile?.(graph.root.manifest.name);
    return compileGraph(await loadBuilder(), graph, options);
  };
  const framework = await frameworkFiles(options.framework ?? OWN_FRAMEWORK);
  if (!framework) return make();
  const { cache: folder, prebuilt } = options;
  const parts = textsOfBuild(graph, framework, options);
  return cached({ kind: 'package', parts, folder, prebuilt }, make, packageCodec);
}

/**
 * Everything that compiling a graph depends on, beside the compiler. Without modes that leaves out test code,
 * so that sources shipped without their tests are the same sources.
 */
function textsOfBuild(graph: PackageGraph, framework: FrameworkFiles, options: CompileOptions): string[] {
  const { published = {}, modes = [], lint = 'none' } = options;
  return [
    'package',
    lint,
    JSON.stringify([modes, Object.entries(published).sort(([a], [b]) => (a < b ? -1 : 1))]),
    ...graph.ordered.flatMap(({ path, files, dependencies }) => [
      path,
      JSON.stringify([...dependencies]),
      ...Object.keys(files)
        .filter((file) => modes.length > 0 || !isModeFile(file))
        .sort()
        .flatMap((file) => [file, files[file]!]),
      '',
    ]),
    frameworkDigest(framework),
  ];
}

/** Compiles the root of a graph. */
export async function compileGraph(
  builder: Builder,
  graph: PackageGraph,
  options: CompileOptions,
): Promise<CompiledPackage> {
  const { name } = graph.root.manifest;
  const { modes = [], lint = 'none' } = options;
  const compile = async (part: Part) =>
    builder.dumpMovePackage({
      ...(await builderInput(builder, graph, { ...options, part })),
      modes: [...modes],
      lintFlag: lint,
    });
  // Lints may look at what functions of other packages do.
  const part = lint === 'none' ? 'signatures' : 'whole';
  let result = await compile(part);
  if ('error' in result && part !== 'whole') result = await compile('whole');
  if ('error' in result) throw failure(result, name);
  return {
    name,
    modules: result.modules.map((text) => {
      const bytecode = withOrdinaryMagic(fromBase64(text));
      return { name: moduleName(bytecode).name, bytecode };
    }),
    dependencies: result.dependencies,
    digest: Uint8Array.from(result.digest),
    warnings: result.warnings || undefined,
  };
}

/** What the compiler and the test runner take. `part`: how much of other packages they are given. */
export async function builderInput(
  builder: Builder,
  graph: PackageGraph,
  options: Pick<CompileOptions, 'framework' | 'published'> & { readonly part: Part },
): Promise<BuilderInput> {
  const source = options.framework ?? OWN_FRAMEWORK;
  const whole = await frameworkFiles(source);
  const used = options.part === 'signatures' ? withSignatures(graph) : graph;
  const sources = used.ordered.flatMap((node) => Object.values(node.files));
  const files = () => whole && neededFramework(whole, sources, options.part);
  const published: Publications = publicationsOf(graph, options.published);
  const publishedFilesOf = ({ manifest: { name } }: PackageNode): PackageFiles =>
    published[name] ? publishedFiles(published[name]) : {};
  return {
    files: { ...graph.root.files },
    fetcher: graphFetcher({ builder, graph: used, framework: { source, files }, extra: publishedFilesOf }),
    network: NETWORK,
    ansiColor: false,
  };
}

/** The same graph; of dependencies, what compiling its root takes. */
function withSignatures({ root, ordered }: PackageGraph): PackageGraph {
  const pruned = ordered.map((node) => (node === root ? node : { ...node, files: signaturesOf(node.files) }));
  return { root, ordered: pruned, byPath: new Map(pruned.map((node) => [node.path, node])) };
}

/** A failure of the builder as our error. */
export function failure(result: BuilderFailure, packageName: string): CompileError {
  const codes: Partial<Record<string, CompileErrorCode>> = {
    compile: 'COMPILE_FAILED',
    dependency_resolution: 'BAD_DEPENDENCY',
    input_validation: 'BAD_PACKAGE',
    lockfile_generation: 'BAD_PACKAGE',
  };
  const code = codes[result.category ?? ''] ?? 'COMPILER_BROKEN';
  return new CompileError(code, result.error.trimEnd(), { packageName });
}

/** The environment whose entry in `Published.toml` the compiler reads; any of its names serves. */
const NETWORK = 'mainnet';

/** The file that tells the compiler where a package is on chain. */
function publishedFiles({ originalId, publishedAt, version }: Publication): PackageFiles {
  const text = [
    `[published.${NETWORK}]`,
    'chain-id = "35834a8a"',
    `published-at = "${publishedAt}"`,
    `original-id = "${originalId}"`,
    `version = ${version}`,
    '',
  ];
  return { 'Published.toml': text.join('\n') };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
