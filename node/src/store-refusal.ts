/** What a node answers when its store fails, whatever was asked. The one place where that is decided. */
import { ServiceError } from './errors.js';
import { StoreFull } from './store/blob-writer.js';
import { StoreFailure } from './store/store-failure.js';

/**
 * The refusal for an error of the store; undefined for any other error. Nothing of what it says is about this
 * machine: the log names files.
 */
export function storeRefusal(cause: unknown): ServiceError | undefined {
  if (cause instanceof StoreFull || (cause instanceof StoreFailure && cause.code === 'DISK_FULL')) {
    const why = cause instanceof StoreFull ? cause.message : cause.inShort;
    return new ServiceError({
      status: 'INSUFFICIENT_STORAGE',
      reason: 'STORAGE_FULL',
      message: `this node is full: ${why}`,
      cause,
    });
  }
  if (!(cause instanceof StoreFailure)) return undefined;
  return new ServiceError({
    status: 'UNAVAILABLE',
    reason: 'STORAGE_FAILED',
    message: `this node cannot use its store: ${cause.inShort}`,
    cause,
  });
}
