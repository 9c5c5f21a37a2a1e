/** When epochs begin, as far as it is known. */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { SUI_CLOCK_OBJECT_ID } from '@mysten/sui/utils';
import { ChainStateMissing } from './errors.js';
import { loadObjects, parseAs, type ObjectWithContent } from './objects.js';
import { loadStaking, type LoadedStaking, type StakingState } from './staking-state.js';

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

const Clock = bcs.struct('Clock', { id: bcs.Address, timestamp_ms: bcs.u64() });

/** The `Staking` object and the chain's clock, asked for together. Throws as `readEpochTimes`. */
export async function loadTimedStaking(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal: AbortSignal | undefined,
): Promise<LoadedStaking & Pick<EpochTimes, 'nowMs'>> {
  const [object, clock] = await loadObjects(client, {
    objectIds: [stakingObjectId, SUI_CLOCK_OBJECT_ID],
    signal,
  });
  const staking = await loadStaking(client, {
    stakingObjectId,
    object: found('the Staking object', object),
    signal,
  });
  const { content } = found('the clock', clock);
  const nowMs = BigInt(parseAs('the clock', () => Clock.parse(content)).timestamp_ms);
  return { ...staking, nowMs };
}

/** An object that was asked for. Throws ChainStateMissing. */
function found(what: string, object: ObjectWithContent | Error | undefined): ObjectWithContent {
  if (object === undefined || object instanceof Error) throw new ChainStateMissing(what, {}, object);
  return object;
}
