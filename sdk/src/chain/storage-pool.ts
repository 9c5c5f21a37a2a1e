/** Storage pools as they are on chain: storage of one period for many blobs (Move module `storage_pool`). */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as poolModule from '../contracts/generated/walrus/storage_pool.js';
import { blobIdFromInteger, blobIdFromString, blobIdToInteger, blobIdToString } from '../encoding/index.js';
import { ChainStateMissing } from './errors.js';
import { loadField, loadObject, loadObjects, loadOwnField, parseAs } from './objects.js';

/** A storage pool. */
export interface StoragePool {
  /** Object id. */
  readonly poolId: string;
  /** First epoch. */
  readonly startEpoch: number;
  /** First epoch in which its blobs are no longer stored. */
  readonly endEpoch: number;
  /** Bytes of encoded data that it has room for. */
  readonly capacityBytes: bigint;
  /** Of these, bytes that its blobs take. */
  readonly usedBytes: bigint;
  /** Number of its blobs. */
  readonly blobCount: bigint;
  /** Object id of the table of its blobs. */
  readonly blobsId: string;
}

/** A blob in a storage pool: it ends with the pool. */
export interface PooledBlob {
  /** Object id. */
  readonly blobObjectId: string;
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** The pool. */
  readonly poolId: string;
  /** Bytes before encoding. */
  readonly size: bigint;
  /** Whether it can be ended before its time. */
  readonly deletable: boolean;
  /** Epoch in which it was registered. */
  readonly registeredEpoch: number;
  /** Epoch of its certificate; undefined while it has none. */
  readonly certifiedEpoch: number | undefined;
}

/** Blobs that are asked for at once. */
const PAGE = 50;
/** The type of the names in an `ObjectTable<u256, ...>`. */
const NAME_TYPE = '0x2::dynamic_object_field::Wrapper<u256>';
/** The version of a pool that this client understands. */
const VERSION = 1n;

/**
 * Reads a storage pool. What this client has written a moment ago is waited for.
 *
 * @throws ChainStateMissing when there is none, or it has a later version; the signal's reason
 */
export async function readStoragePool(
  client: ClientWithCoreApi,
  poolId: string,
  signal?: AbortSignal,
): Promise<StoragePool> {
  const name = { type: 'u64', bcs: bcs.u64().serialize(VERSION).toBytes() };
  const type = 'storage_pool::StoragePoolInnerV1';
  const value = await loadOwnField(client, { parentId: poolId, name, type, signal });
  if (value instanceof Error)
    throw new ChainStateMissing(`storage pool ${poolId}, version ${VERSION}`, { poolId }, value);
  const inner = parseAs(`storage pool ${poolId}`, () => poolModule.StoragePoolInnerV1.parse(value));
  return withJson({
    poolId,
    startEpoch: inner.storage.start_epoch,
    endEpoch: inner.storage.end_epoch,
    capacityBytes: BigInt(inner.storage.storage_size),
    usedBytes: BigInt(inner.used_encoded_bytes),
    blobCount: BigInt(inner.blob_count),
    blobsId: inner.blobs.id,
  });
}

/**
 * Reads a blob of a pool.
 *
 * @param blobId URL-safe base64 without padding
 * @returns undefined when it is not in the pool
 * @throws EncodingError when the text is no blob id; the signal's reason
 */
export async function readPooledBlob(
  client: ClientWithCoreApi,
  { blobsId }: Pick<StoragePool, 'blobsId'>,
  { blobId, signal }: { readonly blobId: string; readonly signal?: AbortSignal | undefined },
): Promise<PooledBlob | undefined> {
  const name = bcs.u256().serialize(blobIdToInteger(blobIdFromString(blobId)));
  const what = `blob ${blobId} in the pool`;
  try {
    const objectId = await loadField(client, {
      what,
      parentId: blobsId,
      name: { type: NAME_TYPE, bcs: name.toBytes() },
      parse: (value) => bcs.Address.parse(value),
      signal,
    });
    return parsePooledBlob((await loadObject(client, { what, objectId, signal })).content);
  } catch (error) {
    if (error instanceof ChainStateMissing) return undefined;
    throw error;
  }
}

/** Goes through the blobs of a pool, 50 at a time at most. Throws ChainStateMissing; the signal's reason. */
export async function* listPooledBlobs(
  client: ClientWithCoreApi,
  { blobsId }: Pick<StoragePool, 'blobsId'>,
  signal?: AbortSignal,
): AsyncGenerator<PooledBlob, void, undefined> {
  let cursor: string | null = null;
  do {
    const page: SuiClientTypes.ListDynamicFieldsResponse = await client.core.listDynamicFields({
      parentId: blobsId,
      cursor,
      limit: PAGE,
      signal,
    });
    const objectIds = page.dynamicFields.flatMap(({ childId }) => childId ?? []);
    for (const object of await loadObjects(client, { objectIds, signal }))
      // One that is gone was deleted since the page was read.
      if (!(object instanceof Error)) yield parsePooledBlob(object.content);
    cursor = page.hasNextPage ? page.cursor : null;
  } while (cursor !== null);
}

function parsePooledBlob(content: Uint8Array): PooledBlob {
  const fields = parseAs('a blob of a storage pool', () => poolModule.PooledBlob.parse(content));
  return withJson({
    blobObjectId: fields.id,
    blobId: blobIdToString(blobIdFromInteger(BigInt(fields.blob_id))),
    poolId: fields.storage_pool_id,
    size: BigInt(fields.unencoded_size),
    deletable: fields.deletable,
    registeredEpoch: fields.registered_epoch,
    certifiedEpoch: fields.certified_epoch ?? undefined,
  });
}
