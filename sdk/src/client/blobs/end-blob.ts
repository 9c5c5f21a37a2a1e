import type { Signer } from '@mysten/sui/cryptography';
import type { Transaction } from '@mysten/sui/transactions';
import { ChainStateMissing } from '../../chain/errors.js';
import type { Connection } from '../connection.js';

/** A blob that was ended before its time. */
export interface EndedBlob {
  /** Digest of the transaction. */
  readonly digest: string;
  /** The `Storage` object, which can be used for another blob. */
  readonly storageObjectId: string;
}

/**
 * Executes a transaction that ends a blob and gives its storage back.
 *
 * @throws TransactionFailed, TransactionUncertain, ChainStateMissing; what making the transaction throws; the
 *   signal's reason
 */
export async function endBlob(
  connection: Connection,
  {
    what,
    blobObjectId,
    ...request
  }: {
    /** What is done to the blob object, for the error's line. */
    readonly what: string;
    readonly blobObjectId: string;
    readonly transaction: () => Promise<Transaction>;
    readonly signer: Signer;
    readonly signal: AbortSignal | undefined;
  },
): Promise<EndedBlob> {
  const { digest, created } = await connection.execute({
    what: `${what} blob object ${blobObjectId}`,
    ...request,
  });
  const storage = created.find(({ type }) => type.endsWith('::storage_resource::Storage'));
  if (storage === undefined) {
    throw new ChainStateMissing(`the storage that transaction ${digest} gave back`, { digest, blobObjectId });
  }
  return { digest, storageObjectId: storage.objectId };
}
