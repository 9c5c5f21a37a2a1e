import { ServiceError } from '../errors.js';

/** The refusal of what the chain does not know. A writer may come back with it a moment later. */
export function notRegistered(message: string): ServiceError {
  return new ServiceError({ status: 'FAILED_PRECONDITION', reason: 'NOT_REGISTERED', message });
}
