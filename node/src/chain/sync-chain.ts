import { ServiceError } from '../errors.js';
import type { ChainView } from './chain-view.js';

/**
 * Brings the view of the chain up to date for a request. Throws ServiceError UNAVAILABLE when it cannot be
 * reached.
 */
export async function syncChain(chain: ChainView): Promise<void> {
  try {
    await chain.sync();
  } catch (cause) {
    throw new ServiceError({
      status: 'UNAVAILABLE',
      reason: 'UNAVAILABLE',
      message: 'this node cannot reach the chain now; try again',
      cause,
    });
  }
}
