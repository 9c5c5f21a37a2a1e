/** Chances as arguments. */
import { EvidenceError } from './errors.js';

/** Refuses what is not a chance strictly between 0 and 1; throws EvidenceError `INVALID_CHANCE`. */
export function checkChance(chance: number): void {
  if (chance > 0 && chance < 1) return;
  throw new EvidenceError('INVALID_CHANCE', `a chance of ${chance}: it is above 0 and below 1`, { chance });
}
