import { findAbort, meaningOf, type AbortExplanation } from './abort-meaning.js';
import { abortTable } from './generated/aborts.js';

/**
 * Finds out which rule of the coordination contracts a transaction broke.
 *
 * Takes whatever the Sui client gives: an execution error, the status or effects that hold one, a result of a
 * transaction, or an error thrown while a transaction was built or simulated (its causes are searched).
 *
 * Modules are told apart by name only, unless `packageIds` says where these packages are (their original
 * ids).
 *
 * @returns undefined when it was not an abort, or not one of these packages
 * @example
 * const result = await client.core.executeTransaction({ ... });
 * if (result.$kind === 'FailedTransaction') console.error(explainAbort(result)?.sentence);
 */
export function explainAbort(
  error: unknown,
  options: {
    /** Original ids of the packages, `walrus_core` too; without them modules are told apart by name only. */
    readonly packageIds?: readonly string[];
  } = {},
): AbortExplanation | undefined {
  const abort = findAbort(error);
  return abort && meaningOf(abort, abortTable, options.packageIds);
}
