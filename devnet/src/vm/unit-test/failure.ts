/**
 * A failed call in the terms in which tests expect failures: Move's numeric status, the abort code (by the
 * name of its constant for `#[error]` constants), and the module. The sentences are those of `sui move test`.
 */
import { describeAbort } from '../describe-abort.js';
import { ExecutionFailure, MoveAbort } from '../errors.js';
import type { ExecutionStatus, MoveError, MoveLocation } from '../errors.js';
import { shortAddress } from '../types.js';
import type { Machine } from '../machine.js';
import type { ExpectedFailure, ModuleName, MoveTestPlan } from './plan.js';
import { sourcePlaceOf, type SourcePlace } from './source-place.js';

/** How a call failed. */
export interface Failure {
  /** Move's `StatusCode`: 4016 for an abort. Undefined for what only this machine knows. */
  readonly majorStatus: number | undefined;
  readonly status: ExecutionStatus | 'ABORTED';
  /** The abort code as it is, or the minor status of another failure. */
  readonly code: bigint | undefined;
  /** Of an abort code that the compiler made: source line, and the `#[error]` constant's name and text. */
  readonly clever:
    | {
        readonly line: number;
        readonly constant: string | undefined;
        readonly message: string | undefined;
      }
    | undefined;
  readonly location: MoveLocation | undefined;
  /** The place in the sources: of the abort, or if that is not known, of the function. */
  readonly source: SourcePlace | undefined;
  /** What the machine says about a failure that is no abort. */
  readonly reason: string | undefined;
}

/** How to write a module for people. */
export type ModuleText = (module: ModuleName) => string;

/** Describes an error of the machine. */
export function describeFailure(
  error: MoveError,
  machine: Machine<never>,
  sites: MoveTestPlan['sites'],
): Failure {
  const { location } = error;
  const place = { location, machine, sites };
  if (error instanceof MoveAbort) {
    const described = describeAbort(machine, error);
    const clever = described && {
      line: described.line,
      constant: described.name,
      message: described.message,
    };
    const { abortCode: code } = error;
    const source = sourcePlaceOf(place, clever ? undefined : code);
    return {
      majorStatus: statusCodes.ABORTED,
      status: 'ABORTED',
      code,
      clever,
      location,
      source: source && clever ? { ...source, line: clever.line, isExact: true } : source,
      reason: undefined,
    };
  }
  if (!(error instanceof ExecutionFailure)) throw error;
  const { code: status, minorCode: code, reason } = error;
  const source = sourcePlaceOf(place);
  return { majorStatus: statusCodes[status], status, code, clever: undefined, location, source, reason };
}

/** Whether a test failed as it should have. */
export function meets(failure: Failure, expected: ExpectedFailure): boolean {
  if (expected.kind === 'any') return true;
  if (expected.location && !sameModule(failure.location, expected.location)) return false;
  switch (expected.kind) {
    case 'abort':
      return failure.status === 'ABORTED' && !failure.clever && failure.code === expected.code;
    case 'error-constant':
      return failure.status === 'ABORTED' && failure.clever?.constant === expected.constant;
    case 'status':
      return (
        failure.majorStatus === expected.majorStatus &&
        !failure.clever &&
        failure.code === expected.minorStatus
      );
  }
}

/** Why a test did not pass that failed in another way than it should have. */
export function wrongFailureText(failure: Failure, expected: ExpectedFailure, module: ModuleText): string {
  const instead = `but instead it ${failureText(failure, module)}`;
  if (expected.kind === 'any') return instead;
  if (expected.kind === 'abort' && !expected.location) {
    const start = 'Test did not abort with expected code. Expected test to abort with code';
    return `${start} ${expected.code}, ${instead}`;
  }
  const where = expected.location ? module(expected.location) : 'unknown';
  return `Test did not error as expected. Expected test to ${expectationText(expected, where)} ${instead}`;
}

/** What happened, after "it". */
export function failureText(failure: Failure, module: ModuleText): string {
  const { status, code, location, majorStatus } = failure;
  const where = location
    ? ` in the module ${module({ address: location.address, name: location.module })}`
    : '';
  if (status === 'ABORTED') return `aborted${abortText(failure)} originating${where}`;
  const minor = minorText(code);
  if (status === 'OUT_OF_GAS') return `ran out of gas${where}`;
  if (status === 'ARITHMETIC_ERROR') return `gave an arithmetic error${minor} originating${where}`;
  if (status === 'VECTOR_OPERATION_ERROR') return `gave a vector operation error${minor} originating${where}`;
  const number = majorStatus === undefined ? '' : ` (code ${majorStatus})`;
  return `gave a ${status}${number} error${minor} originating${where}`;
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

function expectationText(expected: Exclude<ExpectedFailure, { kind: 'any' }>, where: string): string {
  const originating = `originating in the module ${where}`;
  if (expected.kind === 'abort') return `abort with code ${expected.code} ${originating}`;
  if (expected.kind === 'error-constant') {
    return `abort with error constant '${expected.constant}' ${originating}`;
  }
  const { majorStatus, minorStatus } = expected;
  const minor = minorText(minorStatus);
  switch (majorStatus) {
    case statusCodes.ABORTED:
      return `abort${minorStatus === undefined ? '' : ` with code ${minorStatus}`} ${originating}`;
    case statusCodes.OUT_OF_GAS:
      return `run out of gas in the module ${where}`;
    case statusCodes.ARITHMETIC_ERROR:
      return `give an arithmetic error${minor} ${originating}`;
    case statusCodes.VECTOR_OPERATION_ERROR:
      return `give a vector operation error${minor} ${originating}`;
    default:
      return `give an error with code ${majorStatus}${minor} ${originating}`;
  }
}

function abortText({ code, clever, source }: Failure): string {
  if (!clever) return ` with code ${code}${source?.constant === undefined ? '' : ` (${source.constant})`}`;
  return clever.constant === undefined ? '' : ` with error constant '${clever.constant}'`;
}

/** Where a test failed, and what the machine or the constant says of it. */
export function placeText({ location, clever, source, reason }: Failure): string {
  const parts = [
    ...(location ? [`function ${location.functionName}`] : []),
    ...(source ? [`${source.file}:${source.line}`] : []),
    ...(!source && clever ? [`line ${clever.line}`] : []),
    ...(location && !clever && !source?.isExact ? [`instruction ${location.instruction}`] : []),
  ];
  const place = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  const said = clever?.message ?? reason;
  return said === undefined ? place : `${place}\n${said}`;
}

function minorText(minor: bigint | undefined): string {
  return minor === undefined ? '' : ` with sub-status ${minor}`;
}

function sameModule(location: MoveLocation | undefined, { address, name }: ModuleName): boolean {
  return location?.address === address && location.module === name;
}

/** `0x2::coin`, or with a name for the address: `sui::coin`. */
export function moduleTextWith(names: ReadonlyMap<string, string>): ModuleText {
  return ({ address, name }) => `${names.get(address) ?? shortAddress(address)}::${name}`;
}
