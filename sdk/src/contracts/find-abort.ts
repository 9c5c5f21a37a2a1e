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
