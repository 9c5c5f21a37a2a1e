import type { Progress } from '../progress.js';
import { benchCurve } from './curve.js';
import { benchProofs } from './proofs.js';
import { benchRounds } from './rounds.js';

/** What proofs, rounds and records of losses take on chain, and what rounds take beside it. */
export async function benchEvidence(progress: Progress): Promise<string> {
  const parts = [await benchProofs(progress), await benchRounds(progress), await benchCurve(progress)];
  return parts.join('\n\n');
}
