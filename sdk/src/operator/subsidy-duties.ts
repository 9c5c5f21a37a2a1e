/** When somebody has to make a pool of subsidies pay (package `walrus_subsidies`): a pure function. */
import type { EpochState } from '../chain/epoch-state.js';
import type { WalrusSubsidiesState } from '../chain/walrus-subsidies.js';
import { staggerMs } from './duties.js';

/** Let the pool pay what is due. Anyone may. */
export interface SubsidyDuty {
  /** What it is. */
  readonly kind: 'process-subsidies';
  /** The current epoch. */
  readonly epoch: number;
}

/** What is known when it is decided. */
export interface SubsidySituation {
  /** Where the epochs stand. */
  readonly chain: EpochState;
  /** The operator's node. */
  readonly nodeId: string;
  /** The pool. */
  readonly pool: WalrusSubsidiesState;
}

/** So long before the next epoch the pool pays for what was bought in this one; at most, ms. */
const CLOSING_MS = 300_000n;
/** And at most such a part of an epoch. */
const CLOSING_PART = 16n;

/**
 * A pool pays twice in an epoch: at its beginning those who stored in the epoch before, and shortly before
 * its end on top of what users have paid by then, which it cannot do later. Nothing is due where nothing can
 * be paid.
 */
export function subsidyDutyOf({ chain, nodeId, pool }: SubsidySituation): SubsidyDuty | undefined {
  const { epoch, nowMs, nextEpochMs, epochDurationMs } = chain;
  const pays = pool.systemSubsidyRate > 0 || pool.baseSubsidy > 0n || pool.subsidyPerShard > 0n;
  if (epoch === 0 || nextEpochMs === undefined || pool.funds === 0n || !pays) return undefined;
  const part = epochDurationMs / CLOSING_PART;
  const closingMs = nextEpochMs - (part < CLOSING_MS ? part : CLOSING_MS);
  const patience = staggerMs(chain, nodeId);
  const isDue = [nextEpochMs - epochDurationMs, closingMs].some(
    (ms) => nowMs >= ms + patience && BigInt(pool.processedMs) < ms,
  );
  return isDue ? { kind: 'process-subsidies', epoch } : undefined;
}
