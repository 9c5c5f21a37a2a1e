import type { AbortMeaning } from './generated/aborts.js';

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

/** Meanings by package name, module and abort code. */
type AbortTable = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, AbortMeaning>>>>>>;

/** Framework and system packages, whose modules may be named as ours are. */
const SYSTEM_PACKAGE = /^0x0{0,63}[1-9a-f]$/i;

/** An abort of a Move function, as Sui's clients give it. */
export interface MoveAbort {
  readonly abortCode: string;
  readonly location?: {
    readonly package?: string;
    readonly module?: string;
    readonly functionName?: string;
  };
}

/** Where clients put it: under `MoveAbort`, reached through these fields. */
const PATHS = ['executionError', 'error', 'status', 'effects', 'FailedTransaction', 'cause'] as const;
const MAX_DEPTH = 8;

/** The abort in whatever the Sui client gives; undefined when it is none. See `explainAbort`. */
export function findAbort(value: unknown, depth = 0): MoveAbort | undefined {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  const record = value as Record<string, unknown>;
  const abort = record['MoveAbort'] as MoveAbort | undefined;
  if (typeof abort?.abortCode === 'string' && /^\d{1,20}$/.test(abort.abortCode)) return abort;
  for (const path of PATHS) {
    const found = findAbort(record[path], depth + 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * What an abort means.
 *
 * @param packageIds original ids of the packages; without them modules are told apart by name only
 */
export function meaningOf(
  { abortCode, location = {} }: MoveAbort,
  table: AbortTable,
  packageIds?: readonly string[],
): AbortExplanation | undefined {
  const { package: packageId, module, functionName } = location;
  if (module === undefined || SYSTEM_PACKAGE.test(packageId ?? '')) return undefined;
  if (packageId !== undefined && packageIds?.includes(packageId) === false) return undefined;
  for (const [name, modules] of Object.entries(table)) {
    const meaning = ownEntry(ownEntry(modules, module), abortCode);
    if (meaning === undefined) continue;
    return { package: name, module, function: functionName, code: BigInt(abortCode), ...meaning };
  }
  return undefined;
}

function ownEntry<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
