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

/** A module in its file. */
export interface ModuleSites {
  readonly file: string;
  readonly functions: ReadonlyMap<string, FunctionSites>;
}

/** A function in its file. */
export interface FunctionSites {
  /** The line of its name, from 1. */
  readonly line: number;
  /** In order. */
  readonly aborts: readonly AbortSite[];
}

/** An `abort` or `assert!`. */
export interface AbortSite {
  /** From 1. */
  readonly line: number;
  /** Undefined when there is none, or it is known only while the code runs. */
  readonly code: bigint | undefined;
  /** The constant that the code is named by. */
  readonly constant: string | undefined;
}

/** One function marked `#[test]` or `#[random_test]`. */
export interface MoveTest {
  /** `package::module::function`, the package by its named address: as the real runner prints it. */
  readonly name: string;
  readonly module: ModuleName;
  readonly function: string;
  /** Whether it takes arguments, which are random, and is run several times. */
  readonly isRandom?: true;
  /** `#[expected_failure]`; without it the test must return. */
  readonly expectedFailure?: ExpectedFailure;
}

/** A module by address (`0x` and 64 hex digits) and name. */
export interface ModuleName {
  readonly address: Address;
  readonly name: string;
}

/** How a test is meant to fail. */
export type ExpectedFailure =
  /** `#[expected_failure]`: in any way at all. */
  | { readonly kind: 'any' }
  /**
   * `abort_code = 3`, or an integer constant, whose module is then the location; without one, any place will
   * do.
   */
  | { readonly kind: 'abort'; readonly code: bigint; readonly location?: ModuleName }
  /**
   * `abort_code = EName`, an `#[error]` constant of the module `location`: its code depends on the line that
   * aborts.
   */
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
