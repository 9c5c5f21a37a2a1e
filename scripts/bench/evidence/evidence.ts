import { benchCurve } from './curve.js';
import { benchProofs } from './proofs.js';
import { benchRounds } from './rounds.js';

/** What proofs, rounds and records of losses take on chain, and what rounds take beside it. */
export async function benchEvidence(): Promise<string> {
  const parts = [await benchProofs(), await benchRounds(), await benchCurve()];
  return parts.join('\n\n');
}
