/**
 * The wasm Move compiler (Sui Move 1.71): `@zktx.io/sui-move-builder`. It is loaded when it is first needed
 * and then kept.
 *
 * There are two artifacts: the compiler alone (7 MB), and the compiler with the Move unit-test runner (9 MB).
 * The interfaces below are the parts of their types that this folder uses. They are written out here so that
 * the declarations of this package do not depend on the declarations of the compiler.
 */
import { CompileError } from './errors.js';

/** Serves the packages that a manifest depends on. All paths are relative to the package. */
export interface DependencyFetcher {
  /** Files of a dependency `{ local = "path" }`, by path. */
  fetchLocal?(path: string): Promise<Record<string, string>>;
  /** Files of a git dependency, by path. */
  fetch(url: string, revision: string, folder?: string): Promise<Record<string, string>>;
  /** One file of a git dependency; null when there is none. */
  fetchFile(url: string, revision: string, path: string): Promise<string | null>;
  /** The commit that a revision of a repository was resolved to. */
  getResolvedSha(url: string, revision: string): string | undefined;
}

/** What the compiler and the test runner take. */
export interface BuilderInput {
  /** Files of the root package, by path. */
  files: Record<string, string>;
  fetcher: DependencyFetcher;
  /** The environment whose entry in `Published.toml` counts. */
  network: 'mainnet' | 'testnet' | 'devnet';
  /** Whether diagnostics carry colour codes. */
  ansiColor: boolean;
  /** Compiler modes, as `sui move build --mode`. */
  modes?: string[];
  lintFlag?: 'none' | 'default' | 'all';
}

/** A compiled package as the compiler gives it. */
interface BuilderOutput {
  /** Bytecode of each module, in base64. */
  readonly modules: readonly string[];
  readonly dependencies: readonly string[];
  readonly digest: readonly number[];
  readonly warnings?: string;
}

/** What the test runner printed, and whether all tests passed. */
interface BuilderTestOutput {
  readonly passed: boolean;
  readonly output: string;
}

/** Why the compiler or the test runner gave nothing. */
export interface BuilderFailure {
  readonly error: string;
  /** The stage that failed. */
  readonly category?: string;
}

/** The compiler. */
export interface Builder {
  dumpMovePackage(input: BuilderInput): Promise<BuilderOutput | BuilderFailure>;
  /** Downloads dependencies from GitHub; the token raises its limits. */
  readonly GitHubMovePackageFetcher: new (token?: string) => Omit<DependencyFetcher, 'fetchLocal'>;
}

/** The compiler and the test runner. */
export interface TestBuilder extends Builder {
  testMovePackage(input: BuilderInput): Promise<BuilderTestOutput | BuilderFailure>;
}

/** Version of the Sui release that the compiler was built from: part of every cache key. */
export const COMPILER_VERSION = '1.71.1';

let compiler: Promise<Builder> | undefined;
let compilerWithTests: Promise<TestBuilder> | undefined;

/**
 * The compiler. The one with the test runner serves too when it is loaded already.
 * @throws CompileError COMPILER_BROKEN when it does not load
 */
export function loadBuilder(): Promise<Builder> {
  if (compilerWithTests) return compilerWithTests;
  return (compiler ??= load(
    () => import('@zktx.io/sui-move-builder'),
    () => (compiler = undefined),
  ));
}

/**
 * The compiler and the unit-test runner.
 * @throws CompileError COMPILER_BROKEN when they do not load
 */
export function loadTestBuilder(): Promise<TestBuilder> {
  return (compilerWithTests ??= load(
    () => import('@zktx.io/sui-move-builder/full'),
    () => (compilerWithTests = undefined),
  ));
}

async function load<M extends { initMovePackageBuilder(): Promise<void> }>(
  importModule: () => Promise<M>,
  forget: () => void,
): Promise<M> {
  try {
    const module = await importModule();
    await module.initMovePackageBuilder();
    return module;
  } catch (cause) {
    forget();
    const message =
      `the Move compiler did not load: ${String(cause)}; ` +
      'is @zktx.io/sui-move-builder installed whole, with its .wasm files?';
    throw new CompileError('COMPILER_BROKEN', message, { cause });
  }
}
