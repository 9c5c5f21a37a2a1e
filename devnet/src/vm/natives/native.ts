/**
 * The seam between the machine and the functions that Move declares `native`.
 *
 * All natives live in one table whose keys are `address::module::function`, the address short (`0x1`) and
 * the original id of the package. A function of the table takes the values as they lie on the stack: it owns
 * those passed by value, and must only read or change in place those passed by reference.
 */
import { ExecutionFailure } from '../errors.js';
import type { Layout } from '../layout.js';
import type { Abilities, Type } from '../types.js';
import type { Value } from '../values.js';
import type { Meter } from '../machine.js';

/** What a native function can reach besides its arguments. */
export interface NativeContext<Runtime = unknown> {
  /** The state of the running transaction, as the driver gave it to `Machine.call`. */
  readonly runtime: Runtime;
  readonly meter: Meter;
  /** How values of a type are laid out. Throws `ExecutionFailure` for a type that does not exist. */
  layout(type: Type): Layout;
  abilities(type: Type): Abilities;
  /** The same type by the original ids of its packages instead of the defining ones. */
  originalType(type: Type): Type;
  /** BCS of a value (or of what a reference refers to). */
  serialize(type: Type, value: Value): Uint8Array;
  /** A value from exactly its BCS; throws `ExecutionFailure('FAILED_TO_DESERIALIZE_ARGUMENT')` otherwise. */
  deserialize(type: Type, bytes: Uint8Array): Value;
  /** Where `debug::print` writes, line by line; undefined when nobody reads what is printed. */
  readonly print: ((line: string) => void) | undefined;
  /** The functions that are running, innermost first, one line each. */
  stackTrace(): string;
}

/** A native function. Returns its one result, or nothing. Aborts with `abort(code)`. */
export type Native<Runtime = unknown> = (
  context: NativeContext<Runtime>,
  typeArguments: readonly Type[],
  args: Value[],
) => Value | void;

/** Natives by `0x1::vector::length`. */
export type NativeTable<Runtime = unknown> = Readonly<Record<string, Native<Runtime>>>;

/** Thrown by `abort`; the machine turns it into a `MoveAbort` located in the native function. */
export class NativeAbort extends Error {
  readonly abortCode: bigint;
  constructor(abortCode: bigint) {
    super(`native abort ${abortCode}`);
    this.name = 'NativeAbort';
    this.abortCode = abortCode;
  }
}

/** Ends a native function with a Move abort. */
export function abort(code: number | bigint): never {
  throw new NativeAbort(BigInt(code));
}

/** Ends a native function with a failure that is no abort, such as a limit of the runtime. */
export function nativeFailure(message: string, cause?: unknown): never {
  throw new ExecutionFailure('NATIVE_ERROR', message, undefined, { cause });
}
