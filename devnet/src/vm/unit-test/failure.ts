/**
 * A failed call in the terms in which tests expect failures: Move's numeric status, the abort code (by the
 * name of its constant for `#[error]` constants), and the module.
 */
import { ExecutionFailure, MoveAbort } from '../errors.js';
import type { ExecutionStatus, MoveError, MoveLocation } from '../errors.js';
import type { CompiledModule } from '../bytecode/module.js';
import { shortAddress } from '../types.js';
import type { ExpectedFailure, ModuleName } from './plan.js';

export interface Failure {
  /** Move's `StatusCode`: 4016 for an abort. Undefined for what only this machine knows. */
  readonly majorStatus: number | undefined;
  readonly status: ExecutionStatus | 'ABORTED';
  /** The abort code as it is, or the minor status of another failure. */
  readonly code: bigint | undefined;
  /** The constant that an abort code of the `#[error]` form names. */
  readonly constant: string | undefined;
  /** Source line that an abort code of the `#[error]` form carries. */
  readonly line: number | undefined;
  readonly location: MoveLocation | undefined;
  /** What the machine says about a failure that is no abort. */
  readonly reason: string | undefined;
}

/** Finds modules, so that constants can be named. */
export type ModuleLookup = (address: string, name: string) => CompiledModule | undefined;

/** Describes an error of the machine. */
export function describeFailure(error: MoveError, lookup: ModuleLookup): Failure {
  const { location } = error;
  if (error instanceof MoveAbort) {
    const code = error.abortCode;
    const named = location && nameAbort(code, lookup(location.address, location.module));
    return {
      majorStatus: statusCodes.ABORTED,
      status: 'ABORTED',
      code,
      constant: named?.constant,
      line: named?.line,
      location,
      reason: undefined,
    };
  }
  if (!(error instanceof ExecutionFailure)) throw error;
  return {
    majorStatus: statusCodes[error.code],
    status: error.code,
    code: error.minorCode,
    constant: undefined,
    line: undefined,
    location,
    reason: error.reason,
  };
}

/** Whether a test failed as it should have. */
export function meets(failure: Failure, expected: ExpectedFailure): boolean {
  if (expected.kind === 'any') return true;
  if (expected.location && !sameModule(failure.location, expected.location)) return false;
  switch (expected.kind) {
    case 'abort':
      return failure.status === 'ABORTED' && failure.code === expected.code && failure.constant === undefined;
    case 'error-constant':
      return failure.status === 'ABORTED' && failure.constant === expected.constant;
    case 'status':
      return failure.majorStatus === expected.majorStatus && failure.code === expected.minorStatus;
  }
}

/** What an expected failure is, after "Expected test to". */
export function expectationText(expected: ExpectedFailure): string {
  const where = 'location' in expected && expected.location ? moduleText(expected.location) : undefined;
  const originating = where === undefined ? '' : ` originating in the module ${where}`;
  switch (expected.kind) {
    case 'any':
      return 'fail';
    case 'abort':
      return `abort with code ${expected.code}${originating}`;
    case 'error-constant':
      return `abort with code '${expected.constant}'${originating}`;
    case 'status':
      return `${presentTense(expected.majorStatus, expected.minorStatus)} in the module ${where}`;
  }
}

/** What happened, after "it". */
export function failureText(failure: Failure): string {
  const { status, location } = failure;
  const where = location && moduleText({ address: location.address, name: location.module });
  if (status === 'ABORTED') {
    const code = failure.constant === undefined ? `${failure.code}` : `'${failure.constant}'`;
    return `aborted with code ${code}${where === undefined ? '' : ` originating in the module ${where}`}`;
  }
  const inModule = where === undefined ? '' : ` in the module ${where}`;
  const minor = failure.code === undefined ? '' : ` with sub-status ${failure.code}`;
  if (status === 'OUT_OF_GAS') return `ran out of gas${inModule}`;
  if (status === 'ARITHMETIC_ERROR') return `gave an arithmetic error${minor} originating${inModule}`;
  if (status === 'VECTOR_OPERATION_ERROR')
    return `gave a vector operation error${minor} originating${inModule}`;
  return `gave a ${status} (code ${failure.majorStatus ?? '?'}) error${minor}${inModule}: ${failure.reason ?? ''}`;
}

/** `0x2::coin` */
export function moduleText({ address, name }: ModuleName): string {
  return `${shortAddress(address)}::${name}`;
}

/** Move's numbers for status codes (`move_core_types::vm_status::StatusCode`). */
const statusCodes: Partial<Record<ExecutionStatus | 'ABORTED', number>> = {
  OUT_OF_GAS: 4002,
  ABORTED: 4016,
  ARITHMETIC_ERROR: 4017,
  VECTOR_OPERATION_ERROR: 4018,
  EXECUTION_STACK_OVERFLOW: 4020,
  CALL_STACK_OVERFLOW: 4021,
  VALUE_DEPTH_EXCEEDED: 4025,
  MEMORY_LIMIT_EXCEEDED: 4028,
  TOO_MANY_TYPE_NODES: 4029,
};

function presentTense(majorStatus: number, minorStatus: bigint | undefined): string {
  const minor = minorStatus === undefined ? '' : ` with sub-status ${minorStatus}`;
  if (majorStatus === statusCodes.OUT_OF_GAS) return `run out of gas${minor}`;
  if (majorStatus === statusCodes.ARITHMETIC_ERROR) return `give an arithmetic error${minor} originating`;
  if (majorStatus === statusCodes.VECTOR_OPERATION_ERROR) {
    return `give a vector operation error${minor} originating`;
  }
  return `give an error with code ${majorStatus}${minor}`;
}

function sameModule(location: MoveLocation | undefined, module: ModuleName): boolean {
  return location?.address === module.address && location.module === module.name;
}

/**
 * Abort codes of `#[error]` constants, and of `assert!` without a code, have their top bit set. Below it, from
 * the right: 16 bits index of the constant with the value, 16 bits index of the constant with the name,
 * 16 bits source line; all ones where there is none.
 */
function nameAbort(
  code: bigint,
  module: CompiledModule | undefined,
): { readonly constant: string | undefined; readonly line: number } | undefined {
  if (code >> 63n !== 1n || module === undefined) return undefined;
  const line = Number((code >> 32n) & 0xffffn);
  const bytes = module.constants[Number((code >> 16n) & 0xffffn)]?.bytes;
  // A constant of bytes is their count, one byte up to 127, and the bytes.
  const constant = bytes && new TextDecoder().decode(bytes.subarray(bytes[0]! < 0x80 ? 1 : 2));
  return { constant, line };
}
