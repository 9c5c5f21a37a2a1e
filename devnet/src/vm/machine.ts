import type { CompiledModule } from './bytecode/module.js';
import type { Layout } from './layout.js';
import type { Package, PackageStore } from './package.js';
import type { Abilities, Address, FunctionSignature, Type } from './types.js';

/**
 * The seam between the virtual machine and everything that drives it (ledger, test runner).
 *
 * Values cross it as BCS bytes, so that no driver depends on how the interpreter represents a value.
 */
export interface CallRequest {
  /** Storage id of the package to call; its linkage decides which versions of its dependencies run. */
  readonly package: Address;
  readonly module: string;
  readonly function: string;
  readonly typeArguments: readonly Type[];
  /**
   * One per parameter, BCS. A reference parameter takes the bytes of the value that it refers to. A
   * `&mut TxContext` or `&TxContext` parameter takes `'context'` and is made by the machine.
   */
  readonly arguments: readonly (Uint8Array | 'context')[];
}

/** What a function returned, and what it changed by reference. Bytes are BCS. */
export interface CallResult {
  readonly returns: readonly { readonly type: Type; readonly bytes: Uint8Array }[];
  /** For each parameter that is a `&mut` reference, the value after the call; otherwise undefined. */
  readonly mutated: readonly (Uint8Array | undefined)[];
}

/** Counts what a computation costs; throws `ExecutionFailure('OUT_OF_GAS')` when the budget is used up. */
export interface Meter {
  /** Called with the number of instructions executed since the last call. */
  instructions(count: number): void;
  /** Called by natives with their own cost in units. */
  native(units: number): void;
}

/**
 * The state of one running transaction that natives need, opaque to the interpreter: see
 * `TransactionRuntime` in runtime/.
 */
export interface MachineContext<Runtime> {
  readonly runtime: Runtime;
  readonly meter: Meter;
  /** BCS of the `TxContext` that `'context'` arguments get; without it, one of zeros. */
  readonly transactionContext?: Uint8Array;
  /** Receives what `debug::print` prints, line by line; without it, printed text is dropped. */
  readonly print?: (line: string) => void;
}

/** A machine over a store of packages. Loaded modules are kept and shared between calls. */
export interface Machine<Runtime> {
  /**
   * Runs one function. Throws `MoveError`; a thrown call has no result, and its runtime is discarded by the
   * driver.
   */
  call(request: CallRequest, context: MachineContext<Runtime>): CallResult;
  /** The function, or undefined. Types are given by defining id. */
  signature(packageId: Address, module: string, name: string): FunctionSignature | undefined;
  /** A module of a stored package as its binary says it, or undefined. */
  module(packageId: Address, name: string): CompiledModule | undefined;
  /**
   * Abilities of a type, its arguments included. Throws `ExecutionFailure` (TYPE_NOT_FOUND, ...) for an
   * ill-formed type.
   */
  abilities(type: Type): Abilities;
  /**
   * How values of a type are laid out; for `serializeValue` and `deserializeValue`. Throws as `abilities`
   * does.
   */
  layout(type: Type): Layout;
  /** Checks bytes against a type: true exactly when they are one BCS value of it and nothing more. */
  isValue(type: Type, bytes: Uint8Array): boolean;
  /**
   * Reads, bounds-checks and links the modules of a package that is about to be published (the bytecode
   * verifier proper runs in the compiler). Throws `ExecutionFailure('MALFORMED_BYTECODE')`.
   */
  checkPackage(candidate: Package, store: PackageStore): void;
}
