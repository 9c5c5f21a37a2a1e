import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as storageResource from '../contracts/generated/walrus/storage_resource.js';
import { ownedPages, parseAs, type ObjectWithContent, type OwnedObjects } from './objects.js';

/** A storage resource: the right to store so many bytes, of which no blob makes use yet. */
export interface StorageObject {
  /** Object id of the `Storage`. */
  readonly storageObjectId: string;
  /** Bytes of encoded data. */
  readonly size: bigint;
  /** The first epoch. */
  readonly startEpoch: number;
  /** The epoch after the last one. */
  readonly endEpoch: number;
}

/**
 * Goes through the storage resources of an address, those that have ended included. Throws ChainStateMissing;
 * the signal's reason.
 */
export async function* listStorageObjects(
  client: ClientWithCoreApi,
  {
    originalPackageId,
    ...whose
  }: Omit<OwnedObjects, 'type'> & {
    /** The package that defines `storage_resource::Storage`: the first version. */
    readonly originalPackageId: string;
  },
): AsyncGenerator<StorageObject, void, undefined> {
  const type = `${originalPackageId}::storage_resource::Storage`;
  for await (const page of ownedPages(client, { ...whose, type })) yield* page.map(parseStorageObject);
}

function parseStorageObject({ objectId, content }: ObjectWithContent): StorageObject {
  const fields = parseAs(`storage object ${objectId}`, () => storageResource.Storage.parse(content));
  return withJson({
    storageObjectId: objectId,
    size: BigInt(fields.storage_size),
    startEpoch: fields.start_epoch,
    endEpoch: fields.end_epoch,
  });
}
