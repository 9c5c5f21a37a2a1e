import { ChainStateMissing } from '../../chain/errors.js';
import type { Connection, ExecuteRequest } from '../connection.js';

/** A blob that was ended before its time, or a pool that was made smaller: what is left of it. */
export interface EndedBlob {
  /** Digest of the transaction. */
  readonly digest: string;
  /** The `Storage` object, which can be used for another blob. */
  readonly storageObjectId: string;
}

/**
 * Executes a transaction that gives storage back, as one that ends a blob does.
 *
 * @throws TransactionFailed, TransactionUncertain, ChainStateMissing; what making the transaction throws; the
 *   signal's reason
 */
export async function takeStorage(connection: Connection, request: ExecuteRequest): Promise<EndedBlob> {
  const { digest, created } = await connection.execute(request);
  const storage = created.find(({ type }) => type.endsWith('::storage_resource::Storage'));
  if (storage === undefined)
    throw new ChainStateMissing(`the storage that transaction ${digest} gave back`, { digest });
  return { digest, storageObjectId: storage.objectId };
}
