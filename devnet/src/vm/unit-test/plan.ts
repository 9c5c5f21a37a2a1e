/** What there is to run: the compiled modules of a package and everything it depends on, and its tests. */
import type { Address } from '../types.js';

/** A compiled package with its tests, as `compileTests` of the compiler gives it. */
export interface MoveTestPlan {
  /**
   * Bytecode of every module that a test can reach, compiled for tests: the package's own, its dependencies',
   * the framework's. Each module says its own address and name; modules at one address are one package.
   */
  readonly modules: readonly Uint8Array[];
  readonly tests: readonly MoveTest[];
  /** Named addresses, for messages. */
  readonly addresses?: ReadonlyMap<string, Address>;
  /** Where the code of a module lies and may abort, for messages. */
  readonly sites?: (module: ModuleName) => ModuleSites | undefined;
}

/** A module in its source file. Lines count from 1. */
export interface ModuleSites {
  readonly file: string;
  readonly functions: ReadonlyMap<string, FunctionSites>;
}

/** A function in its file, and where it aborts, in order. */
export interface FunctionSites {
  readonly line: number;
  readonly aborts: readonly AbortSite[];
}

/** An `abort` or `assert!`: its code if that is constant, and the constant's name. */
export interface AbortSite {
  readonly line: number;
  readonly code: bigint | undefined;
  readonly constant: string | undefined;
}

/** One function marked `#[test]` or `#[random_test]`. */
export interface MoveTest {
  /** For people: `package::module::function`, the package by its named address. */
  readonly name: string;
  readonly module: ModuleName;
  readonly function: string;
  /** Whether it is run several times with random arguments. */
  readonly isRandom?: true;
  /** `#[expected_failure]`; without it the test must return. */
  readonly expectedFailure?: ExpectedFailure;
}

/** A module, by address and name. */
export interface ModuleName {
  readonly address: Address;
  readonly name: string;
}

/** How a test is meant to fail. */
export type ExpectedFailure =
  /** `#[expected_failure]`: in any way at all. */
  | { readonly kind: 'any' }
  /** `abort_code = 3`, or the value of a constant; without a location, any place will do. */
  | { readonly kind: 'abort'; readonly code: bigint; readonly location?: ModuleName }
  /** `abort_code = EName`, where the constant is an `#[error]`: known by its name. */
  | { readonly kind: 'error-constant'; readonly constant: string; readonly location: ModuleName }
  /**
   * `arithmetic_error`, `vector_error`, `out_of_gas` (status codes 4017, 4018, 4002) or `major_status = n`;
   * with `minor_status`, if that was said.
   */
  | {
      readonly kind: 'status';
      readonly majorStatus: number;
      readonly minorStatus?: bigint;
      readonly location: ModuleName;
    };
