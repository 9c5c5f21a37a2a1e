import { type BlobObject, listBlobObjects } from '../../chain/blob-object.js';
import type { Connection } from '../connection.js';

/** Whose registrations of which blobs. */
export interface RegistrationQuery {
  readonly owner: string;
  readonly blobIds: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the blob objects that an address has of some blobs, those that live longest first, and the current
 * epoch. Goes through all blob objects of the address, 50 with each request.
 *
 * @throws ChainStateMissing; the signal's reason
 */
export async function findRegistrations(
  connection: Connection,
  { owner, blobIds, signal }: RegistrationQuery,
): Promise<{ readonly epoch: number; readonly registrations: readonly BlobObject[] }> {
  const wanted = new Set(blobIds);
  const { originalPackageId, epoch } = await connection.systemState({ signal });
  const registrations: BlobObject[] = [];
  for await (const object of listBlobObjects(connection.client, { originalPackageId, owner, signal })) {
    if (wanted.has(object.blobId)) registrations.push(object);
  }
  registrations.sort((a, b) => b.endEpoch - a.endEpoch);
  return { epoch, registrations };
}
