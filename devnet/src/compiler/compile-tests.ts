/**
 * A package with its test code, its dependencies and the framework as bytecode, and the tests in it: all that
 * a test runner on another VM needs.
 */
import { blsReady } from '@haulout/bls';
import type { ModuleName, ModuleSites, MoveTest } from '../vm/unit-test/plan.js';
import { abortSitesOf } from './abort-sites.js';
import { loadBuilder, loadTestBuilder } from './builder.js';
import { builderInput, compileGraph, compileLinked, type CompileOptions } from './compile.js';
import type { CompiledModule } from './compiled-package.js';
import { CompileError } from './errors.js';
import {
  compileFrameworkFiles,
  compileFrameworkModules,
  packagesOf,
  STD_ADDRESS,
  SUI_ADDRESS,
} from './framework-build.js';
import { frameworkFiles, OWN_FRAMEWORK, type FrameworkFiles, type FrameworkSource } from './framework.js';
import { isFramework } from './manifest.js';
import { moduleName } from './module-name.js';
import { padded, standIn } from './stand-in.js';
import { withNeededTests } from './needed-tests.js';
import type { PackageSource } from './package-files.js';
import { loadGraph, subgraph, type PackageGraph } from './package-graph.js';
import { findTests, placeModules, type PlacedModules } from './test-cases.js';
import { TEST_MODE, withRealPaths, withTestCode } from './test-sources.js';

/** A package compiled for tests. */
export interface TestPackage {
  /** `[package] name`. */
  readonly name: string;
  /** `0x` and 64 hex digits: the address of its modules. The package under test has 0x0. */
  readonly address: string;
  readonly modules: readonly CompiledModule[];
}

/** A package and all that it uses, compiled for tests, with the tests in it. */
export interface CompiledTests {
  /** Name of the package under test. */
  readonly name: string;
  /** Every package after all that it uses: MoveStdlib, Sui, dependencies, the package under test. */
  readonly packages: readonly TestPackage[];
  /** Bytecode of all modules of all packages. */
  readonly modules: readonly Uint8Array[];
  readonly tests: readonly MoveTest[];
  /** Named addresses of all packages. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Where the code of a module lies and may abort; undefined for a module that is none of them. */
  readonly sites: (module: ModuleName) => ModuleSites | undefined;
}

/** How `compileTests` compiles. */
export interface CompileTestsOptions {
  readonly framework?: Exclude<FrameworkSource, { kind: 'download' }>;
  /** Folder for the compiled framework; null: none. Default: `build/` of this package. */
  readonly cache?: string | null;
}

/**
 * Compiles a package for testing. Dependencies need no published address; each gets one of its own.
 *
 * @throws CompileError
 */
export async function compileTests(
  source: PackageSource,
  options: CompileTestsOptions = {},
): Promise<CompiledTests> {
  // Tests are compiled to be run, without a pause in which signatures could become fast.
  await blsReady();
  const graph = withNeededTests(await loadGraph(source));
  const framework = (await frameworkFiles(options.framework ?? OWN_FRAMEWORK))!;
  if (isFramework(graph.root.manifest)) return compileFrameworkTests(graph, framework);
  const addresses = testAddresses(graph);
  const testGraph = withTests(graph);
  const testFramework = {
    std: withTestCode(framework.std),
    sui: withTestCode(framework.sui),
  };
  const packages: TestPackage[] = [
    ...(await compileFrameworkFiles(testFramework, { modes: [TEST_MODE], cache: options.cache })),
  ];
  const builder = await loadBuilder();
  const published = Object.fromEntries(
    graph.ordered.map(({ manifest }) => [manifest.name, addresses.get(manifest.name)!]),
  );
  for (const { path, manifest } of graph.ordered) {
    const address = path === '' ? ZERO_ADDRESS : addresses.get(manifest.name)!;
    const own = subgraph(testGraph, path);
    const how: CompileOptions = {
      framework: { kind: 'files', ...testFramework },
      published,
      modes: [TEST_MODE],
      cache: null,
    };
    // Other packages may use a dependency, too: its result is kept in memory.
    const { modules } = await (path === '' ? compileGraph(builder, own, how) : compileLinked(own, how)).catch(
      (error: unknown) => throwPlain(error, graph, options),
    );
    packages.push({
      name: manifest.name,
      address,
      modules: modules.map((module) => ({ ...module, bytecode: rebase(module.bytecode, address) })),
    });
  }
  const placed = [
    placeModules(framework.std, addresses, STD_FOLDER),
    placeModules(framework.sui, addresses, SUI_FOLDER),
    ...graph.ordered.map(({ path, files }) => placeModules(files, addresses, path && `${path}/`)),
  ];
  const modules = packages.flatMap((item) => item.modules);
  return compiledTests(graph, { packages, modules, placed, addresses });
}

/** What comes before the paths of the framework's files, where messages name them. */
const STD_FOLDER = 'move-stdlib/';
const SUI_FOLDER = 'sui-framework/';

/** `placed`: the modules of every package; those of the package under test come last. */
function compiledTests(
  graph: PackageGraph,
  parts: Pick<CompiledTests, 'packages' | 'addresses'> & {
    readonly modules: readonly CompiledModule[];
    readonly placed: readonly PlacedModules[];
  },
): CompiledTests {
  const { packages, placed, addresses } = parts;
  const places: PlacedModules = new Map(placed.flatMap((item) => [...item]));
  return {
    name: graph.root.manifest.name,
    packages,
    modules: parts.modules.map(({ bytecode }) => bytecode),
    tests: findTests(placed.at(-1)!, places, addresses),
    addresses,
    sites: ({ address, name }) => {
      const found = places.get(`${address}::${name}`);
      return found && abortSitesOf(found.file, found.source, found.scanned);
    },
  };
}

const ZERO_ADDRESS = `0x${'0'.repeat(64)}`;

/**
 * The error that the compiler's own test mode gives for the same sources, whose diagnostics show the text as
 * it was written; the error at hand when that mode accepts them.
 */
async function throwPlain(error: unknown, graph: PackageGraph, options: CompileTestsOptions): Promise<never> {
  if (!(error instanceof CompileError) || error.code !== 'COMPILE_FAILED') throw error;
  const builder = await loadTestBuilder();
  const result = await builder.testMovePackage(
    await builderInput(builder, graph, { framework: options.framework, part: 'whole' }),
  );
  if ('output' in result && !result.passed && !/^Test result: /m.test(result.output)) {
    throw new CompileError('COMPILE_FAILED', result.output.trimEnd(), { packageName: error.packageName });
  }
  throw new CompileError(error.code, withRealPaths(error.message), { packageName: error.packageName });
}

/** The graph with its test code visible. */
function withTests({ ordered: nodes }: PackageGraph): PackageGraph {
  const ordered = nodes.map((node) => ({ ...node, files: withTestCode(node.files) }));
  const byPath = new Map(ordered.map((node) => [node.path, node]));
  return { root: byPath.get('')!, ordered, byPath };
}

/** Named addresses: of packages by their names and aliases, and those of `[addresses]`. */
function testAddresses(graph: PackageGraph): Map<string, string> {
  const addresses = new Map([
    ['std', STD_ADDRESS],
    ['sui', SUI_ADDRESS],
  ]);
  graph.ordered.forEach(({ path, manifest }, index) => {
    const own = path === '' ? ZERO_ADDRESS : standIn(index);
    addresses.set(manifest.name, own);
    for (const [name, value] of manifest.addresses) {
      const number = /^0x[0-9a-fA-F]+$/.test(value) ? BigInt(value) : 0n;
      addresses.set(name, number === 0n ? own : padded(number));
    }
  });
  for (const { dependencies } of graph.ordered) {
    for (const [alias, path] of dependencies) {
      const target = addresses.get(graph.byPath.get(path)!.manifest.name)!;
      if (!addresses.has(alias)) addresses.set(alias, target);
    }
  }
  return addresses;
}

/**
 * The compiler gives the modules of the package it compiles the address 0x0; those of a dependency need the
 * address under which other packages know it. It is an entry of the module's address table.
 */
function rebase(bytecode: Uint8Array, address: string): Uint8Array {
  const self = moduleName(bytecode);
  if (self.address === address || self.address !== ZERO_ADDRESS) return bytecode;
  const copy = bytecode.slice();
  for (let i = 0; i < 32; i++)
    copy[self.addressOffset + i] = parseInt(address.slice(2 + 2 * i, 4 + 2 * i), 16);
  return copy;
}

// === The framework's own tests ===

/** The framework cannot be compiled as a package of its own (see framework-build.ts): its tests go along. */
async function compileFrameworkTests(graph: PackageGraph, framework: FrameworkFiles): Promise<CompiledTests> {
  const { root } = graph;
  const isStd = root.manifest.name === 'MoveStdlib';
  // Sui builds on the standard library: another version of that one may not have all that it needs.
  const files = isStd
    ? { std: withTestCode(root.files), sui: { 'Move.toml': framework.sui['Move.toml']! } }
    : { std: withTestCode(framework.std), sui: withTestCode(root.files) };
  const addresses = new Map([
    ['std', STD_ADDRESS],
    ['sui', SUI_ADDRESS],
  ]);
  try {
    const modules = await compileFrameworkModules(files, [TEST_MODE]);
    const own = placeModules(root.files, addresses);
    const placed = isStd ? [own] : [placeModules(framework.std, addresses, STD_FOLDER), own];
    return compiledTests(graph, { packages: packagesOf(modules), modules, placed, addresses });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new CompileError(error.code, withRealPaths(error.message), { packageName: root.manifest.name });
  }
}
