/**
 * What the services check of a request before they do anything. Every function throws {@link ServiceError}.
 */
import { isHauloutError } from '@haulout/sdk/base';
import { blobIdFromString, type BlobMetadata } from '@haulout/sdk/encoding';
import { ServiceError, type RefusalReason } from './errors.js';
import type { VerifiedBlobs } from './store/verified/verified-blobs.js';

/** The blob that a request is about: its id as bytes, and as it stood in the request. */
export interface RequestedBlob {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** URL-safe base64. */
  readonly text: string;
}

/** Runs a check of the encoding; what it refuses becomes a refusal of the request. */
export function refuse<T>(reason: RefusalReason, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    throw refusal(reason, cause);
  }
}

/** {@link refuse} for a check on another thread. */
export async function refuseLater<T>(reason: RefusalReason, check: Promise<T>): Promise<T> {
  try {
    return await check;
  } catch (cause) {
    throw refusal(reason, cause);
  }
}

function refusal(reason: RefusalReason, cause: unknown): unknown {
  if (!isHauloutError(cause)) return cause;
  return new ServiceError({ status: 'INVALID_ARGUMENT', reason, message: cause.message, cause });
}

/** Reads a blob id. Refuses with INVALID_BLOB_ID. */
export function parseBlobId(text: string): RequestedBlob {
  return { blobId: refuse('INVALID_BLOB_ID', () => blobIdFromString(text)), text };
}

/** Reads an object id: 0x and up to 64 hex digits. Refuses with INVALID_OBJECT_ID. */
export function parseObjectId(text: string): string {
  if (/^0x[0-9a-fA-F]{1,64}$/.test(text)) return `0x${text.slice(2).toLowerCase().padStart(64, '0')}`;
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INVALID_OBJECT_ID',
    message: `object id '${text.slice(0, 80)}' is not 0x and up to 64 hex digits`,
  });
}

/** Refuses an index that is not below the number of shards, with INDEX_OUT_OF_RANGE. */
export function requireIndex(what: string, index: number, nShards: number): void {
  if (index < nShards) return;
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INDEX_OUT_OF_RANGE',
    message: `${what} ${index} is not below the number of shards, ${nShards}`,
  });
}

/** The metadata that is stored here. Refuses with METADATA_NOT_FOUND. */
export async function requireMetadata(
  blobs: Pick<VerifiedBlobs, 'metadata'>,
  { blobId, text }: RequestedBlob,
): Promise<BlobMetadata> {
  const metadata = await blobs.metadata(blobId);
  if (metadata) return metadata;
  throw new ServiceError({
    status: 'NOT_FOUND',
    reason: 'METADATA_NOT_FOUND',
    message: `no metadata of blob ${text} here`,
  });
}
