import type { Address } from './types.js';

/** Where in Move code something happened. Offsets count instructions. */
export interface MoveLocation {
  readonly address: Address;
  readonly module: string;
  readonly functionIndex: number;
  readonly functionName: string;
  readonly instruction: number;
}

/** Why an execution stopped that was not an abort; the names of Move's status codes. */
export type ExecutionStatus =
  | 'ARITHMETIC_ERROR'
  | 'VECTOR_OPERATION_ERROR'
  | 'OUT_OF_GAS'
  | 'CALL_STACK_OVERFLOW'
  | 'EXECUTION_STACK_OVERFLOW'
  | 'VALUE_DEPTH_EXCEEDED'
  | 'TOO_MANY_TYPE_NODES'
  | 'VARIANT_TAG_MISMATCH'
  | 'MEMORY_LIMIT_EXCEEDED'
  | 'FAILED_TO_DESERIALIZE_ARGUMENT'
  | 'TYPE_MISMATCH'
  | 'FUNCTION_NOT_FOUND'
  | 'MODULE_NOT_FOUND'
  | 'TYPE_NOT_FOUND'
  | 'CONSTRAINT_NOT_SATISFIED'
  | 'NUMBER_OF_TYPE_ARGUMENTS_MISMATCH'
  | 'NUMBER_OF_ARGUMENTS_MISMATCH'
  | 'MISSING_NATIVE'
  | 'MALFORMED_BYTECODE'
  | 'NATIVE_ERROR'
  | 'INVARIANT_VIOLATION';

/** The base of every fault that Move code can cause. Always names the code and, where known, the place. */
export abstract class MoveError extends Error {
  abstract readonly code: string;
  readonly location: MoveLocation | undefined;
  constructor(message: string, location: MoveLocation | undefined, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.location = location;
  }
}

/** The program ran `abort`, or a native function aborted. */
export class MoveAbort extends MoveError {
  readonly code = 'MOVE_ABORT';
  readonly abortCode: bigint;
  constructor(abortCode: bigint, location: MoveLocation | undefined) {
    const where = location ? `${location.module}::${location.functionName}` : 'unknown function';
    super(`Move abort ${abortCode} in ${where}`, location);
    this.abortCode = abortCode;
  }
}

/** The VM stopped the program: arithmetic, gas, limits, a bad argument, malformed bytecode. */
export class ExecutionFailure extends MoveError {
  readonly code: ExecutionStatus;
  /** What went wrong, without the code in front. */
  readonly reason: string;
  /**
   * Of a VECTOR_OPERATION_ERROR: 1 index out of bounds, 2 pop of empty, 3 unpack of another length, 4 too
   * long.
   */
  readonly minorCode: bigint | undefined;
  constructor(
    code: ExecutionStatus,
    reason: string,
    location?: MoveLocation,
    options?: ErrorOptions & { readonly minorCode?: bigint },
  ) {
    super(`${code}: ${reason}`, location, options);
    this.code = code;
    this.reason = reason;
    this.minorCode = options?.minorCode;
  }
}
