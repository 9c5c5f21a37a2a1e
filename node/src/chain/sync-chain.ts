import { ServiceError } from '../errors.js';
import { StoreFailure } from '../store/store-failure.js';
import type { ChainView } from './chain-view.js';

/**
 * Brings the view of the chain up to date for a request. Throws ServiceError UNAVAILABLE when it cannot be
 * reached, and StoreFailure when it is the store that fails.
 */
export function syncChain(chain: ChainView): Promise<void> {
  return fromChain(() => chain.sync());
}

/**
 * What is read from the chain for a request. Throws ServiceError UNAVAILABLE when it cannot be reached, and
 * StoreFailure when it is the store that fails.
 */
export async function fromChain<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof StoreFailure) throw cause;
    throw new ServiceError({
      status: 'UNAVAILABLE',
      reason: 'UNAVAILABLE',
      message: 'this node cannot reach the chain now; try again',
      cause,
    });
  }
}
