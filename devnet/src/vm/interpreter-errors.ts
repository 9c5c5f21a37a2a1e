/** How the interpreter fails: the errors of its operations, and the places in Move code that they name. */
import { ExecutionFailure, MoveError } from './errors.js';
import type { ExecutionStatus, MoveLocation } from './errors.js';
import type { Instance } from './linkage.js';
import { shortAddress, typeToString } from './types.js';
import type { Integer, Value } from './values.js';

/** The place of an instruction of a running function. */
export function location({ function: running }: Instance, instruction: number): MoveLocation {
  return {
    address: running.module.package.stored.id,
    module: running.module.name,
    functionIndex: running.index,
    functionName: running.name,
    instruction,
  };
}

/**
 * The error as one of Move's, with a place. Any other error can only come from ill-typed code or a fault of
 * this package, and becomes an INVARIANT_VIOLATION.
 */
export function located(error: unknown, instance: Instance, instruction: number): unknown {
  if (error instanceof ExecutionFailure && error.location === undefined) {
    return new ExecutionFailure(error.code, error.reason, location(instance, instruction), {
      cause: error.cause,
      ...(error.minorCode === undefined ? {} : { minorCode: error.minorCode }),
    });
  }
  if (error instanceof MoveError) return error;
  if (error instanceof Error) {
    return new ExecutionFailure('INVARIANT_VIOLATION', error.message, location(instance, instruction), {
      cause: error,
    });
  }
  return error;
}

/** A function with its type arguments, for a stack trace. */
export function describe({ function: running, typeArguments }: Instance): string {
  const { stored } = running.module.package;
  const types = typeArguments.length === 0 ? '' : `<${typeArguments.map(typeToString).join(', ')}>`;
  return `${shortAddress(stored.id)}::${running.module.name}::${running.name}${types}`;
}

/** Ends execution: an enum value is of another variant than the code takes. */
export function wrongVariant(found: number, expected: number): never {
  return fail('VARIANT_TAG_MISMATCH', `variant ${found}, not ${expected}`);
}

/** Ends execution: a vector has no element with this index. */
export function outOfBounds(index: Integer, vector: readonly Value[]): never {
  return vectorFailure(1n, `index ${index} of a vector of ${vector.length}`);
}

/** Ends execution: a vector operation fails. For the codes see `ExecutionFailure.minorCode`. */
export function vectorFailure(minorCode: bigint, message: string): never {
  throw new ExecutionFailure('VECTOR_OPERATION_ERROR', message, undefined, { minorCode });
}

/** Ends execution with a status that is no abort. */
export function fail(code: ExecutionStatus, message: string): never {
  throw new ExecutionFailure(code, message);
}
