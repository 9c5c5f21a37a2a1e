/**
 * Why a transaction failed while it ran: Sui's `ExecutionFailureStatus`, in the form that `@mysten/sui/bcs`
 * writes into effects, with a sentence for people.
 */
import type { bcs } from '@mysten/sui/bcs';
import { ExecutionFailure, MoveAbort, MoveError } from '../vm/errors.js';
import type { MoveLocation } from '../vm/errors.js';
import type { Address } from '../vm/types.js';

type EffectsInput = Parameters<typeof bcs.TransactionEffects.serialize>[0];
type V2<T> = T extends { V2: infer E } ? E : never;
type Failure<T> = T extends { Failure: infer F } ? F : never;
type StatusInput = V2<EffectsInput>['status'];

/** One variant of `ExecutionFailureStatus`, as `bcs` writes it: `{ MoveAbort: [location, code] }`, ... */
export type FailureKind = Failure<StatusInput>['error'];

type ArgumentError<T> = T extends { CommandArgumentError: { kind: infer K } } ? K : never;
/** One variant of `CommandArgumentError`. */
export type ArgumentErrorKind = ArgumentError<FailureKind>;

/** Ends a command and with it the transaction, which then pays gas and does nothing else. */
export class CommandFailure extends Error {
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandFailure';
    this.kind = kind;
  }
}

/** A failure of the argument `index` of a command. */
export function argumentFailure(index: number, kind: ArgumentErrorKind, message?: string): CommandFailure {
  const text = message ?? Object.keys(kind)[0]!;
  return new CommandFailure({ CommandArgumentError: { argIdx: index, kind } }, `argument ${index}: ${text}`);
}

/** A state that the ledger itself must prevent. */
export function invariantViolation(message: string): CommandFailure {
  return new CommandFailure({ InvariantViolation: true }, message);
}

/**
 * What a fault of Move code is in effects. Anything that is no Move fault is a defect of the ledger or the
 * VM; the transaction fails with an invariant violation, and the error stays as the cause.
 * @param original the original id of a package, given its storage id: aborts name the storage id, which is
 * where the VM says they were, other faults the original one
 */
export function failureOf(error: unknown, original: (storage: Address) => Address): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const options = { cause: error };
  if (error instanceof MoveAbort) {
    if (error.location === undefined) {
      return new CommandFailure(
        { VMInvariantViolation: true },
        `${error.message} without a location`,
        options,
      );
    }
    const location = locationInput(error.location, error.location.address);
    return new CommandFailure({ MoveAbort: [location, error.abortCode] }, error.message, options);
  }
  if (error instanceof ExecutionFailure)
    return new CommandFailure(kindOf(error, original), error.message, options);
  const message = error instanceof Error ? error.message : String(error);
  const kind: FailureKind =
    error instanceof MoveError ? { VMInvariantViolation: true } : { InvariantViolation: true };
  return new CommandFailure(kind, message, options);
}

function kindOf(error: ExecutionFailure, original: (storage: Address) => Address): FailureKind {
  switch (error.code) {
    case 'OUT_OF_GAS':
      return { InsufficientGas: true };
    case 'MALFORMED_BYTECODE':
    case 'TYPE_MISMATCH':
    case 'TYPE_NOT_FOUND':
    case 'MODULE_NOT_FOUND':
    case 'CONSTRAINT_NOT_SATISFIED':
    case 'NUMBER_OF_TYPE_ARGUMENTS_MISMATCH':
    case 'NUMBER_OF_ARGUMENTS_MISMATCH':
      return { VMVerificationOrDeserializationError: true };
    case 'FUNCTION_NOT_FOUND':
      return { FunctionNotFound: true };
    case 'INVARIANT_VIOLATION':
    case 'FAILED_TO_DESERIALIZE_ARGUMENT':
      return { VMInvariantViolation: true };
    default: {
      const { location } = error;
      return {
        MovePrimitiveRuntimeError:
          location === undefined ? null : locationInput(location, original(location.address)),
      };
    }
  }
}

function locationInput(location: MoveLocation, address: Address) {
  return {
    module: { address, name: location.module },
    function: location.functionIndex,
    instruction: location.instruction,
    functionName: location.functionName,
  };
}
