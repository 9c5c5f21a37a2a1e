import { ServiceError } from '../errors.js';
import type { SliverAxis } from '../store/blob-store.js';

/** Reads a sliver type as the API writes it; throws {@link ServiceError} INVALID_SLIVER_TYPE. */
export function axisFromText(text: string): SliverAxis {
  if (text === 'primary' || text === 'secondary') return text;
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INVALID_SLIVER_TYPE',
    message: `sliver type '${text}' is neither 'primary' nor 'secondary'`,
  });
}
