/** When epochs to come begin, as far as it is known. */
import { beginOfEpoch, type EpochTimes } from '@haulout/sdk/chain';
import { when } from '../format.js';

/** When an epoch begins, for people: `epoch 12 (2026-11-29 09:00 UTC, in 3 d)`. */
export function epochText(state: EpochTimes, which: number): string {
  return `epoch ${which} (${when(beginOfEpoch(state, which), state.nowMs)})`;
}
