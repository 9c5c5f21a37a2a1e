/** When epochs to come begin, as far as it is known. */
import type { EpochState } from '@haulout/sdk/chain';
import { when } from '../format.js';

/**
 * When an epoch begins at the earliest, in ms since 1970; when it should have begun, for one that has passed.
 * While a committee still takes its shards over, it is counted from now.
 */
export function beginOfEpoch(
  { epoch, nowMs, nextEpochMs, epochDurationMs }: EpochState,
  which: number,
): bigint {
  const next = nextEpochMs ?? nowMs + epochDurationMs;
  return next + BigInt(which - epoch - 1) * epochDurationMs;
}

/** The same for people: `epoch 12 (2026-11-29 09:00 UTC, in 3 d)`. */
export function epochText(state: EpochState, which: number): string {
  return `epoch ${which} (${when(beginOfEpoch(state, which), state.nowMs)})`;
}
