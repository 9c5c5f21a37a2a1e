/**
 * The Move compiler behind one small interface: sources in, bytecode and diagnostics out.
 *
 * Importing this module loads no compiler; the first call does.
 *
 * @module @haulout/devnet/compiler
 */
export { CompileError, type CompileErrorCode } from './errors.js';
export { buildPackage, type BuiltPackage } from './build-package.js';
export { compilePackage, type CompileOptions } from './compile.js';
export type { CompiledModule, CompiledPackage, PackageAddress, Publication } from './compiled-package.js';
export type { FrameworkSource } from './framework.js';
export {
  compileFramework,
  type CompiledFrameworkPackage,
  type FrameworkBuildOptions,
} from './framework-build.js';
export {
  MAX_FILE_BYTES,
  MAX_FILES,
  MAX_PACKAGE_BYTES,
  type PackageFiles,
  type PackageSource,
} from './package-files.js';
export { runMoveTests, type MoveTestRun, type MoveTestVerdict, type RunTestsOptions } from './run-tests.js';
export {
  compileTests,
  type CompiledTests,
  type CompileTestsOptions,
  type TestPackage,
} from './compile-tests.js';
export type {
  AbortSite,
  ExpectedFailure,
  FunctionSites,
  ModuleName,
  ModuleSites,
  MoveTest,
} from '../vm/unit-test/plan.js';
