import { blobIdToString } from '@haulout/sdk/encoding';
import { liveRegistrations } from './chain/blob-record.js';
import type { ChainView } from './chain/chain-view.js';
import { syncChain } from './chain/sync-chain.js';
import { ServiceError } from './errors.js';
import { lossOf, lostBlob } from './losses/covered.js';
import type { RequestedBlob } from './requests.js';

/**
 * Reads something of a blob for somebody who asked for it: undefined when it is not here, or when nobody is
 * owed the blob any more, even where its bytes have yet to be collected.
 *
 * @throws ServiceError FORBIDDEN_BLOB, LOST_BLOB, UNAVAILABLE
 */
export type ReadRule = <T>(blob: RequestedBlob, read: () => Promise<T | undefined>) => Promise<T | undefined>;

/** What a node gives to readers: blobs that are registered, not lost, and not blocked by its operator. */
export function createReadRule(chain: ChainView, isBlocked?: (blobId: string) => boolean): ReadRule {
  const isOwed = async (blobId: Uint8Array) =>
    liveRegistrations(await chain.blob(blobId), (await chain.assignment()).epoch).length > 0;

  const lost = async (blobId: Uint8Array) =>
    lossOf(await chain.blob(blobId), (await chain.assignment()).epoch);

  return async ({ blobId, text }, read) => {
    if (isBlocked?.(blobIdToString(blobId))) {
      throw new ServiceError({
        status: 'UNAVAILABLE_FOR_LEGAL_REASONS',
        reason: 'FORBIDDEN_BLOB',
        message: `blob ${text} is blocked by the operator of this node`,
      });
    }
    if ((await lost(blobId)) !== undefined) {
      await syncChain(chain); // it may have been revoked, or certified anew
      const loss = await lost(blobId);
      if (loss !== undefined) throw lostBlob(text, loss);
    }
    const found = await read();
    if (found === undefined || (await isOwed(blobId))) return found;
    await syncChain(chain); // it may have been extended, or registered anew
    return (await isOwed(blobId)) ? found : undefined;
  };
}
