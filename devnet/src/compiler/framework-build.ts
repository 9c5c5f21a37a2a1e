/**
 * The compiled framework for genesis: `MoveStdlib` at 0x1 and `Sui` at 0x2.
 *
 * Both are compiled at once, as one package without an address of its own, because the compiler puts the
 * modules of a package's own address at 0x0.
 */
import { buildFileName, cached, modulesCodec, type BuildCodec, type CacheFolder } from './build-cache.js';
import { loadBuilder } from './builder.js';
import { compileGraph } from './compile.js';
import type { CompiledModule } from './compiled-package.js';
import {
  frameworkDigest,
  frameworkFiles,
  OWN_FRAMEWORK,
  type FrameworkFiles,
  type FrameworkSource,
} from './framework.js';
import { moduleName } from './module-name.js';
import { readManifest } from './manifest.js';

/** One of the two packages of the framework, compiled. */
export interface CompiledFrameworkPackage {
  readonly name: 'MoveStdlib' | 'Sui';
  /** 0x1 or 0x2, in full. */
  readonly address: string;
  readonly modules: readonly CompiledModule[];
  /** Addresses of the packages that it links against. */
  readonly dependencies: readonly string[];
}

/** How `compileFramework` compiles. */
export interface FrameworkBuildOptions {
  /** Where std and sui come from. Default: this package's own sources. */
  readonly framework?: Exclude<FrameworkSource, { kind: 'download' }>;
  /** Folder that the result is kept in. */
  readonly cache?: CacheFolder;
}

/** 0x1 in full: the address of `MoveStdlib`. */
export const STD_ADDRESS = `0x${'1'.padStart(64, '0')}`;
/** 0x2 in full: the address of `Sui`. */
export const SUI_ADDRESS = `0x${'2'.padStart(64, '0')}`;

/**
 * The framework's packages, MoveStdlib first. The own framework comes compiled (`dist/prebuilt`, written when
 * this package is built): about 30 ms. Other sources, and own ones that were changed, are compiled once and
 * kept.
 *
 * @throws CompileError
 */
export async function compileFramework(
  options: FrameworkBuildOptions = {},
): Promise<readonly CompiledFrameworkPackage[]> {
  const files = (await frameworkFiles(options.framework ?? OWN_FRAMEWORK))!;
  return compileFrameworkFiles(files, { cache: options.cache });
}

/** Compiles given framework sources; `modes` for test builds. */
export async function compileFrameworkFiles(
  files: FrameworkFiles,
  options: { readonly modes?: readonly string[]; readonly cache?: CacheFolder },
): Promise<readonly CompiledFrameworkPackage[]> {
  const { modes = [], cache: folder } = options;
  const parts = partsOf(files, modes);
  return cached({ kind: 'framework', parts, folder }, () => compileNow(files, modes), frameworkCodec);
}

/** Name of the file that a compiled framework is kept in. */
export function frameworkFileName(files: FrameworkFiles, modes: readonly string[] = []): string {
  return buildFileName({ kind: 'framework', parts: partsOf(files, modes) });
}

function partsOf(files: FrameworkFiles, modes: readonly string[]): readonly string[] {
  return ['framework', ...modes, frameworkDigest(files)];
}

const frameworkCodec: BuildCodec<readonly CompiledFrameworkPackage[]> = {
  print: (packages) => packages.map((item) => ({ ...item, modules: modulesCodec.print(item.modules) })),
  parse: (json) =>
    (json as CompiledFrameworkPackage[]).map((item) => ({
      ...item,
      modules: modulesCodec.parse(item.modules),
    })),
};

async function compileNow(
  files: FrameworkFiles,
  modes: readonly string[],
): Promise<readonly CompiledFrameworkPackage[]> {
  return packagesOf(await compileFrameworkModules(files, modes));
}

/** The two packages; modules at other addresses, which the tests of Sui have, are left out. */
export function packagesOf(modules: readonly CompiledModule[]): readonly CompiledFrameworkPackage[] {
  const at = (address: string): CompiledModule[] =>
    modules.filter((module) => moduleName(module.bytecode).address === address);
  return [
    { name: 'MoveStdlib', address: STD_ADDRESS, modules: at(STD_ADDRESS), dependencies: [] },
    { name: 'Sui', address: SUI_ADDRESS, modules: at(SUI_ADDRESS), dependencies: [STD_ADDRESS] },
  ];
}

/** All modules in the sources of a framework. */
export async function compileFrameworkModules(
  files: FrameworkFiles,
  modes: readonly string[],
): Promise<readonly CompiledModule[]> {
  const sources: Record<string, string> = { 'Move.toml': MANIFEST };
  for (const [folder, from] of [
    ['move-stdlib', files.std],
    ['sui-framework', files.sui],
  ] as const) {
    for (const [path, text] of Object.entries(from)) {
      if (path.startsWith('sources/')) sources[`sources/${folder}/${path.slice('sources/'.length)}`] = text;
    }
  }
  const node = {
    path: '',
    manifest: readManifest(sources),
    files: sources,
    modeFiles: {},
    dependencies: new Map(),
  };
  const graph = { root: node, ordered: [node], byPath: new Map([['', node]]) };
  const { modules } = await compileGraph(await loadBuilder(), graph, {
    framework: { kind: 'files', ...files },
    modes,
  });
  return modules;
}

const MANIFEST = `[package]
name = "Genesis"
edition = "2024"
implicit-dependencies = false
[addresses]
genesis = "0x0"
std = "0x1"
sui = "0x2"
`;
