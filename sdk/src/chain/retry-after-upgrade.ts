import type { AbortExplanation } from '../contracts/index.js';
import { TransactionFailed } from './errors.js';

/**
 * Makes and executes a transaction; once more when it failed because the contracts were upgraded after it had
 * been made. Such a transaction aborts before it has changed or paid anything but its gas, or already when it
 * is simulated.
 */
export async function retryAfterUpgrade<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isOutdated(error)) throw error;
    return run();
  }
}

function isOutdated(error: unknown): boolean {
  if (!(error instanceof TransactionFailed)) return false;
  return (error.values['abort'] as AbortExplanation | undefined)?.name === 'EWrongVersion';
}
