/**
 * The wasm Move compiler (Sui Move 1.71), loaded when it is first needed and then kept.
 *
 * Two artifacts: the compiler alone (7 MB), and the compiler with the Move unit-test runner (9 MB).
 */
import type * as Full from '@zktx.io/sui-move-builder/full';
import type * as Lite from '@zktx.io/sui-move-builder';
import { CompileError } from './errors.js';

export interface Builder {
  readonly dumpMovePackage: typeof Lite.dumpMovePackage;
  readonly GitHubMovePackageFetcher: new (token?: string) => Lite.MovePackageFetcher;
}

export interface TestBuilder extends Builder {
  readonly testMovePackage: (
    input: Lite.MovePackageInput,
  ) => Promise<Full.MovePackageTestSuccess | Lite.MovePackageFailure>;
}

/** Version of the Sui release that the compiler was built from: part of every cache key. */
export const COMPILER_VERSION = '1.71.1';

let lite: Promise<Builder> | undefined;
let full: Promise<TestBuilder> | undefined;

/** The compiler. The one with the test runner serves too when it is loaded already. */
export function loadBuilder(): Promise<Builder> {
  if (full) return full;
  return (lite ??= load(
    () => import('@zktx.io/sui-move-builder'),
    () => (lite = undefined),
  ));
}

/** The compiler and the unit-test runner. */
export function loadTestBuilder(): Promise<TestBuilder> {
  return (full ??= load(
    () => import('@zktx.io/sui-move-builder/full'),
    () => (full = undefined),
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
    throw new CompileError('COMPILER_BROKEN', `the Move compiler did not load: ${String(cause)}`, undefined, {
      cause,
    });
  }
}
