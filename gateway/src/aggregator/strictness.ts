/** Whether a whole blob is to be checked before its first byte. */
import { flag, malformed } from '../http/query.js';

/** The flags that say it. */
export const STRICTNESS = ['strict_consistency_check', 'skip_consistency_check'] as const;

/** What the flags of a query say. Throws ServiceError MALFORMED_REQUEST. */
export function strictIn(values: ReadonlyMap<string, string>): boolean {
  const [strict, skip] = STRICTNESS;
  const isStrict = flag(strict, values.get(strict));
  // Parts are checked as they come whatever is asked for: to skip that would save nothing.
  const isSkipped = flag(skip, values.get(skip));
  if (isStrict && isSkipped) throw malformed(`${strict} and ${skip} exclude each other`);
  return isStrict;
}
