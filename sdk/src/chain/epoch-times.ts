/** When epochs begin, as far as it is known. */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { loadTimedStaking, type StakingState } from './staking-state.js';

/** What the chain says about the times of epochs. Times are ms since 1970, on the chain's clock. */
export interface EpochTimes extends Pick<StakingState, 'epoch' | 'epochDurationMs'> {
  /** The chain's clock. */
  readonly nowMs: bigint;
  /** When the next epoch can be started; undefined while the committee takes its shards over. */
  readonly nextEpochMs: bigint | undefined;
}

/** Reads the times of epochs. Throws ChainStateMissing; the client's errors; the signal's reason. */
export async function readEpochTimes(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<EpochTimes> {
  const { state, nowMs } = await loadTimedStaking(client, stakingObjectId, signal);
  const { epoch, epochDurationMs } = state;
  return { epoch, epochDurationMs, nowMs, nextEpochMs: dueTimes(state).nextEpochMs };
}

/**
 * When an epoch begins at the earliest, in ms since 1970; when it should have begun, for one that has passed.
 * While a committee still takes its shards over, it is counted from now.
 */
export function beginOfEpoch(
  { epoch, nowMs, nextEpochMs, epochDurationMs }: EpochTimes,
  which: number,
): bigint {
  const next = nextEpochMs ?? nowMs + epochDurationMs;
  return next + BigInt(which - epoch - 1) * epochDurationMs;
}

/** When voting can be ended and the next epoch can be started, as the contracts calculate it. */
export function dueTimes(state: StakingState): Pick<EpochTimes, 'nextEpochMs'> & {
  readonly votingEndsMs: bigint | undefined;
} {
  const { phase, epoch, epochDurationMs, firstEpochStartMs } = state;
  if (phase.kind === 'EpochChangeSync') return { votingEndsMs: undefined, nextEpochMs: undefined };
  const due = (delay: bigint): bigint => (epoch === 0 ? firstEpochStartMs : phase.atMs + delay);
  const votingEndsMs = phase.kind === 'EpochChangeDone' ? due(epochDurationMs / 2n) : undefined;
  return { votingEndsMs, nextEpochMs: due(epochDurationMs) };
}
