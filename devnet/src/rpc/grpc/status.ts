/**
 * gRPC status: how a call fails. Codes are gRPC's own; which fault has which code follows Sui's full nodes.
 */
import { CodedError } from '../../coded-error.js';
import { TransactionRejected } from '../../ledger/rejection.js';
import { TypeSyntaxError } from '../../vm/types.js';

/** gRPC's status codes and their numbers on the wire. */
export const statusNumbers = {
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

/** Name of a gRPC status code other than OK. */
export type StatusCode = keyof typeof statusNumbers;

/** A call that ends with a status other than OK. */
export class StatusError extends CodedError<StatusCode> {
  override readonly name = 'StatusError';
}

/** A field of the request that is missing or wrong. `field` is its path, as `requests[0].object_id`. */
export function invalidArgument(field: string, why: string, cause?: unknown): StatusError {
  return new StatusError('INVALID_ARGUMENT', `invalid ${field}: ${why}`, { cause });
}

/** Something that was asked for by id and is not there. */
export function notFound(what: string): StatusError {
  return new StatusError('NOT_FOUND', `${what} not found`);
}

/** Any error as a status: a defect of the server becomes INTERNAL, never a crash. */
export function statusOf(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  if (error instanceof TransactionRejected) {
    const code = error.code === 'OBJECT_VERSION_UNAVAILABLE' ? 'FAILED_PRECONDITION' : 'INVALID_ARGUMENT';
    return new StatusError(code, `transaction rejected: ${error.message}`, { cause: error });
  }
  if (error instanceof TypeSyntaxError) {
    return new StatusError('INVALID_ARGUMENT', error.message, { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new StatusError('INTERNAL', message, { cause: error });
}
