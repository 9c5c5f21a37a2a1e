import type { Axis } from '@haulout/sdk/encoding';
import { ServiceError } from '../errors.js';

/** Reads a sliver type as the API writes it; throws {@link ServiceError} INVALID_SLIVER_TYPE. */
export function axisFromText(text: string): Axis {
  if (text === 'primary' || text === 'secondary') return text;
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INVALID_SLIVER_TYPE',
    message: `sliver type '${text}' is neither 'primary' nor 'secondary'`,
  });
}
