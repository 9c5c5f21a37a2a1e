import { ServiceError } from '../errors.js';
import type { ChainView } from './chain-view.js';

/**
 * Brings the view of the chain up to date for a request. Throws ServiceError UNAVAILABLE when it cannot be
 * reached.
 */
export function syncChain(chain: ChainView): Promise<void> {
  return fromChain(() => chain.sync());
}

/** What is read from the chain for a request. Throws ServiceError UNAVAILABLE when it cannot be reached. */
export async function fromChain<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new ServiceError({
      status: 'UNAVAILABLE',
      reason: 'UNAVAILABLE',
      message: 'this node cannot reach the chain now; try again',
      cause,
    });
  }
}
