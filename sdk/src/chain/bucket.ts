/** Buckets as they are on chain: a shared storage pool that a capability governs (package `blob_bucket`). */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { BlobBucketCap } from '../contracts/generated/blob_bucket/blob_bucket.js';
import { BlobBucketInnerV1 } from '../contracts/generated/blob_bucket/blob_bucket_inner_v1.js';
import { ChainStateMissing } from './errors.js';
import { loadObject, loadOwnField, parseAs } from './objects.js';

/** A bucket, to somebody who holds its capability. */
export interface Bucket {
  /** The version of the package `blob_bucket` that is called. */
  readonly packageId: string;
  /** The shared `BlobBucket`. */
  readonly bucketId: string;
  /** The `BlobBucketCap` that governs it. */
  readonly capId: string;
}

/** The version of a bucket that this client understands. */
const VERSION = 1n;

/**
 * Reads which storage pool a bucket has. What this client has written a moment ago is waited for.
 *
 * @returns object id of the pool, by which it and its blobs are read like any other
 * @throws ChainStateMissing when there is no such bucket, or it has a later version; the signal's reason
 */
export async function readPoolOfBucket(
  client: ClientWithCoreApi,
  bucketId: string,
  signal?: AbortSignal,
): Promise<string> {
  const name = { type: 'u64', bcs: bcs.u64().serialize(VERSION).toBytes() };
  const value = await loadOwnField(client, {
    parentId: bucketId,
    name,
    type: 'blob_bucket_inner_v1::BlobBucketInnerV1',
    signal,
  });
  const what = `bucket ${bucketId}, version ${VERSION}`;
  if (value instanceof Error) throw new ChainStateMissing(what, { bucketId }, value);
  return parseAs(what, () => BlobBucketInnerV1.parse(value)).storage_pool.id;
}

/**
 * Reads which bucket a capability governs.
 *
 * @throws ChainStateMissing when there is no such capability; the signal's reason
 */
export async function readBucket(
  client: ClientWithCoreApi,
  capId: string,
  {
    packageId,
    signal,
  }: {
    /** Version of `blob_bucket` to call; default: the one that the network began with. */
    readonly packageId?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<Bucket> {
  const what = 'the capability of a bucket';
  const { content, type } = await loadObject(client, { what, objectId: capId, signal });
  const [original, ...name] = type.split('::');
  if (name.join('::') !== 'blob_bucket::BlobBucketCap') throw new ChainStateMissing(what, { capId, type });
  const { bucket_id: bucketId } = parseAs(what, () => BlobBucketCap.parse(content));
  return { packageId: packageId ?? original!, bucketId, capId };
}
