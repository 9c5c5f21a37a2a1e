import { findAbort } from './find-abort.js';
import { abortTable } from './generated/aborts.js';

/** An on-chain abort in words. */
export interface AbortExplanation {
  /** Move package: `walrus`, `walrus_core`, `wal` or `wal_exchange`. */
  readonly package: string;
  /** Move module. */
  readonly module: string;
  /** The function that aborted, when the chain said so. */
  readonly function: string | undefined;
  /** Abort code: the number of the error. */
  readonly code: bigint;
  /** The error constant, such as `EInvalidEpoch`. */
  readonly name: string;
  /** What was done wrong and the rule. */
  readonly sentence: string;
}

/** Framework and system packages, whose modules may be named as ours are. */
const SYSTEM_PACKAGE = /^0x0{0,63}[1-9a-f]$/i;

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
  const { package: packageId, module, functionName } = abort?.location ?? {};
  if (abort === undefined || module === undefined || SYSTEM_PACKAGE.test(packageId ?? '')) return undefined;
  if (packageId !== undefined && options.packageIds?.includes(packageId) === false) return undefined;
  for (const [name, modules] of Object.entries(abortTable)) {
    const meaning = ownEntry(ownEntry(modules, module), abort.abortCode);
    if (meaning === undefined) continue;
    return { package: name, module, function: functionName, code: BigInt(abort.abortCode), ...meaning };
  }
  return undefined;
}

function ownEntry<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
