/** What several services of a node ask of a request and of the chain, once. Every function throws {@link ServiceError}. */
import { isHauloutError } from '@haulout/sdk/base';
import {
  blobIdFromString,
  pairOfShard,
  parseMetadata,
  type Axis,
  type BlobMetadata,
} from '@haulout/sdk/encoding';
import type { Assignment, ChainView } from './chain/chain-view.js';
import { ServiceError, type RefusalReason } from './errors.js';
import type { BlobStore } from './store/blob-store.js';

/** A signed message in the form of the API: both in base64. */
export interface SignedStatement {
  readonly serializedMessage: string;
  readonly signature: string;
}

export function signedStatement(message: Uint8Array, signature: Uint8Array): SignedStatement {
  return {
    serializedMessage: Buffer.from(message).toString('base64'),
    signature: Buffer.from(signature).toString('base64'),
  };
}

/** Runs a check of the encoding; what it refuses becomes a refusal of the request. */
export function refuse<T>(reason: RefusalReason, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!isHauloutError(error)) throw error;
    throw new ServiceError({ status: 'INVALID_ARGUMENT', reason, message: error.message, cause: error });
  }
}

export function parseBlobId(text: string): Uint8Array {
  return refuse('INVALID_BLOB_ID', () => blobIdFromString(text));
}

/** Brings the view of the chain up to date; a node that cannot says so. */
export async function syncChain(chain: ChainView): Promise<void> {
  try {
    await chain.sync();
  } catch (error) {
    throw new ServiceError({
      status: 'UNAVAILABLE',
      reason: 'UNAVAILABLE',
      message: 'this node cannot reach the chain now; try again',
      cause: error,
    });
  }
}

/** The metadata that is stored here; what is stored has been verified. */
export async function storedMetadata(
  store: BlobStore,
  blobId: Uint8Array,
  nShards: number,
): Promise<BlobMetadata | undefined> {
  const bytes = await store.getMetadata(blobId);
  return bytes && parseMetadata(bytes, nShards);
}

/** {@link storedMetadata}, or a refusal. */
export async function requireMetadata(
  store: BlobStore,
  blobId: Uint8Array,
  blobIdText: string,
  nShards: number,
): Promise<BlobMetadata> {
  const metadata = await storedMetadata(store, blobId, nShards);
  if (metadata) return metadata;
  throw new ServiceError({
    status: 'NOT_FOUND',
    reason: 'METADATA_NOT_FOUND',
    message: `no metadata of blob ${blobIdText} here`,
  });
}

/** A sliver as a node stores it: by pair and axis. */
export interface SliverPlace {
  readonly pairIndex: number;
  readonly axis: Axis;
}

/** What a node has to hold of a blob and does not; secondary slivers first. */
export async function missingSlivers(
  store: BlobStore,
  blobId: Uint8Array,
  { shards, nShards }: Pick<Assignment, 'shards' | 'nShards'>,
): Promise<SliverPlace[]> {
  const missing: SliverPlace[] = [];
  for (const axis of ['secondary', 'primary'] as const) {
    for (const shard of shards) {
      const pairIndex = pairOfShard(blobId, shard, nShards);
      if (!(await store.hasSliver(blobId, pairIndex, axis))) missing.push({ pairIndex, axis });
    }
  }
  return missing;
}
