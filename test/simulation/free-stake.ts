import { TransactionFailed } from '@haulout/sdk/client';

/** Whether the contracts say that a stake need not be asked for, as no committee counts on it. */
export function isFree(error: unknown): boolean {
  return error instanceof TransactionFailed && error.message.includes('EWithdrawDirectly');
}
