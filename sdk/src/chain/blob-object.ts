import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as blob from '../contracts/generated/walrus/blob.js';
import * as metadata from '../contracts/generated/walrus/metadata.js';
import { blobIdFromInteger, blobIdToString } from '../encoding/index.js';
import { ChainStateMissing } from './errors.js';
import type { EvidenceRecord } from './evidence-records.js';
import { loadOwn, loadOwnFields, ownedPages, parseAs, type ObjectWithContent } from './objects.js';

/** A blob as its owner holds it on chain. */
export interface BlobObject {
  /** Object id. */
  readonly blobObjectId: string;
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Bytes before encoding. */
  readonly size: bigint;
  /** Bytes of the storage it stands on. */
  readonly storageSize: bigint;
  /** Whether its owner can end it before its time. */
  readonly deletable: boolean;
  /** Epoch in which it was registered. */
  readonly registeredEpoch: number;
  /** Epoch of its certificate; undefined while it has none. */
  readonly certifiedEpoch: number | undefined;
  /** First epoch in which it is no longer stored. */
  readonly endEpoch: number;
  /** Address of the owner; undefined when no address owns it. */
  readonly owner: string | undefined;
  /** The record by which it is invalid or lost, where the client knows the records of the network. */
  readonly record?: EvidenceRecord | undefined;
}

/** Objects asked for in one request. */
const BATCH = 50;
/** The name of the dynamic field that holds a blob's attributes. */
const ATTRIBUTES = {
  type: 'vector<u8>',
  bcs: bcs.byteVector().serialize(new TextEncoder().encode('metadata')).toBytes(),
};

/**
 * Reads blob objects, in the order of their ids. What this client has written a moment ago is waited for.
 *
 * @throws ChainStateMissing when one does not exist or is no blob; the signal's reason
 */
export async function readBlobObjects(
  client: ClientWithCoreApi,
  objectIds: readonly string[],
  signal?: AbortSignal,
): Promise<BlobObject[]> {
  const found: BlobObject[] = [];
  for (let start = 0; start < objectIds.length; start += BATCH) {
    const some = objectIds.slice(start, start + BATCH);
    const objects = await loadOwn(client, some, signal);
    objects.forEach((object, index) => {
      const blobObjectId = some[index]!;
      if (object instanceof Error || !object.type.endsWith('::blob::Blob')) {
        const cause = object instanceof Error ? object : undefined;
        throw new ChainStateMissing(`blob object ${blobObjectId}`, { blobObjectId }, cause);
      }
      found.push(parseBlobObject(object));
    });
  }
  return found;
}

/** Whose blob objects to go through. */
export interface BlobOwner {
  /** The package that defines `blob::Blob`: the first version. */
  readonly originalPackageId: string;
  /** Address. */
  readonly owner: string;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Goes through the blob objects of an address, one page at a time.
 *
 * @throws the signal's reason
 */
export async function* listBlobObjects(
  client: ClientWithCoreApi,
  owner: BlobOwner,
): AsyncGenerator<BlobObject, void, undefined> {
  for await (const page of listBlobPages(client, owner)) yield* page;
}

/** The same, in pages of at most 50. */
export async function* listBlobPages(
  client: ClientWithCoreApi,
  { originalPackageId, owner, signal }: BlobOwner,
): AsyncGenerator<readonly BlobObject[], void, undefined> {
  const type = `${originalPackageId}::blob::Blob`;
  for await (const page of ownedPages(client, { type, owner, signal })) yield page.map(parseBlobObject);
}

/**
 * Reads the attributes of a blob, in the order in which they were set; empty when it has none.
 *
 * @throws ChainStateMissing when they are in no known layout; the signal's reason
 */
export async function readAttributes(
  client: ClientWithCoreApi,
  blobObjectId: string,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const [attributes] = await readAttributesOf(client, [blobObjectId], signal);
  return attributes!;
}

/** Reads the attributes of several blobs, at most 50, in their order. Throws as `readAttributes`. */
export async function readAttributesOf(
  client: ClientWithCoreApi,
  blobObjectIds: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, string>[]> {
  const fields = await loadOwnFields(client, { parentIds: blobObjectIds, name: ATTRIBUTES, signal });
  return fields.map((field, index) => {
    if (field instanceof Error) return withJson(new Map<string, string>());
    const { contents } = parseAs(`the attributes of blob object ${blobObjectIds[index]}`, () =>
      metadata.Metadata.parse(field),
    ).metadata;
    return withJson(new Map(contents.map(({ key, value }) => [key, value])));
  });
}

function parseBlobObject({ objectId, content, owner }: ObjectWithContent): BlobObject {
  const fields = parseAs(`blob object ${objectId}`, () => blob.Blob.parse(content));
  return withJson({
    blobObjectId: objectId,
    blobId: blobIdToString(blobIdFromInteger(BigInt(fields.blob_id))),
    size: BigInt(fields.size),
    storageSize: BigInt(fields.storage.storage_size),
    deletable: fields.deletable,
    registeredEpoch: fields.registered_epoch,
    certifiedEpoch: fields.certified_epoch ?? undefined,
    endEpoch: fields.storage.end_epoch,
    owner: owner.$kind === 'AddressOwner' ? owner.AddressOwner : undefined,
  });
}
