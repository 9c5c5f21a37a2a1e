import type { ClientWithCoreApi } from '@mysten/sui/client';
import { listStorageObjects, type StorageObject } from '../../chain/storage-object.js';
import type { Cancellable, Connection } from '../connection.js';

/** Whose storage. */
interface OfOwner extends Cancellable {
  /** Address. */
  readonly owner: string;
}

/** Storage resources looked through for a store; an address that has more uses the first ones. */
const MOST = 1_000;

/** Storage that an address owns and no blob makes use of: what deleted blobs leave, and what was bought. */
export class OwnedStorage {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Goes through the storage resources of an address, those that have ended included. Throws
   * ChainStateMissing; the signal's reason.
   */
  async *list({ owner, signal }: OfOwner): AsyncGenerator<StorageObject, void, undefined> {
    const { originalPackageId } = await this.#connection.systemState({ signal });
    yield* listStorageObjects(this.#connection.client, { originalPackageId, owner, signal });
  }
}

/** What an address could store on, a thousand resources at most. Throws as `OwnedStorage.list`. */
export async function usableStorage(
  client: ClientWithCoreApi,
  options: OfOwner & { readonly originalPackageId: string },
): Promise<StorageObject[]> {
  const found: StorageObject[] = [];
  for await (const storage of listStorageObjects(client, options)) {
    found.push(storage);
    if (found.length === MOST) break;
  }
  return found;
}
