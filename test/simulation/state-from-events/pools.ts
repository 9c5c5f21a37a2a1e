/** Storage pools, and the blobs in them. */
import { storagePool } from '@haulout/sdk/contracts';
import { blobIdFromInteger, blobIdToString, encodedLength } from '@haulout/sdk/encoding';
import { difference, valueOf, type Changed, type Handlers, type StatePart } from './state-part.js';
import { storageOf, type StakesAndStorage } from './stakes-and-storage.js';

/** A blob of a pool, as events say. */
interface PooledFacts {
  readonly objectId: string;
  /** URL-safe base64. */
  readonly blobId: string;
  readonly registeredEpoch: number;
  readonly size: string;
  readonly deletable: boolean;
  readonly certifiedEpoch: number | undefined;
  readonly poolId: string;
}

/** A pool, as events say. */
export interface PoolFacts {
  readonly poolId: string;
  readonly endEpoch: number;
  /** Bytes of encoded data that it has room for. */
  readonly freeBytes: number;
  readonly blobs: readonly PooledFacts[];
}

export class Pools implements StatePart {
  /** The first epoch in which they do not last any more. */
  readonly #ends = new Map<string, number>();
  readonly #blobs = new Map<string, PooledFacts>();
  /** Storage by the pool that uses it. */
  readonly #storageOf = new Map<string, string>();
  readonly #nShards: number;
  readonly #resources: StakesAndStorage;

  constructor(nShards: number, resources: StakesAndStorage) {
    this.#nShards = nShards;
    this.#resources = resources;
  }

  readonly handlers: Handlers = {
    StoragePoolCreated: ({ storage_pool_id, end_epoch }) => void this.#ends.set(storage_pool_id, end_epoch),
    StoragePoolExtended: ({ storage_pool_id, new_end_epoch }) =>
      void this.#ends.set(storage_pool_id, new_end_epoch),
    StorageAttached: ({ object_id, blob_object_id }) => void this.#storageOf.set(blob_object_id, object_id),
    StorageDetached: ({ blob_object_id }) => {
      this.#storageOf.delete(blob_object_id);
      this.#ends.delete(blob_object_id);
    },
    PooledBlobRegistered: (event) =>
      void this.#blobs.set(event.object_id, {
        objectId: event.object_id,
        blobId: textOfId(event.blob_id),
        registeredEpoch: event.epoch,
        size: event.unencoded_size,
        deletable: event.deletable,
        certifiedEpoch: undefined,
        poolId: event.storage_pool_id,
      }),
    PooledBlobCertified: ({ object_id, epoch }) => {
      const known = this.#blobs.get(object_id);
      if (known) this.#blobs.set(object_id, { ...known, certifiedEpoch: epoch });
    },
    PooledBlobDeleted: ({ object_id }) => void this.#blobs.delete(object_id),
    BlobBurned: ({ object_id }) => void this.#blobs.delete(object_id),
  };

  /** All of them. */
  get facts(): readonly PoolFacts[] {
    return [...this.#ends].map(([poolId, endEpoch]) => ({
      ...{ poolId, endEpoch, blobs: this.#blobsOf(poolId) },
      freeBytes: Number(this.#storage(poolId)?.size ?? 0) - this.#used(poolId),
    }));
  }

  differencesOf({ type, id, parent, contents }: Changed): readonly string[] {
    switch (type) {
      case 'storage_pool::StoragePool':
        return difference(`whether pool ${id} is there`, this.#ends.has(id), contents !== undefined);
      case 'dynamic_field::Field<u64,storage_pool::StoragePoolInnerV1>': {
        if (!contents) return [];
        const { storage, used_encoded_bytes, blob_count } = storagePool.StoragePoolInnerV1.parse(
          valueOf(contents, 8),
        );
        const poolId = parent!;
        return difference(
          `pool ${poolId}`,
          {
            ...{ storageId: this.#storageOf.get(poolId), end: this.#ends.get(poolId) },
            ...{ storage: this.#storage(poolId), used: this.#used(poolId) },
            blobs: this.#blobsOf(poolId).length,
          },
          {
            ...{ storageId: storage.id, end: storage.end_epoch, storage: storageOf(storage) },
            ...{ used: Number(used_encoded_bytes), blobs: Number(blob_count) },
          },
        );
      }
      case 'storage_pool::PooledBlob': {
        const is = contents && storagePool.PooledBlob.parse(contents);
        return difference(`blob object ${id} of a pool`, this.#blobs.get(id), is && pooledOf(is));
      }
      default:
        return [];
    }
  }

  #storage(poolId: string) {
    const storageId = this.#storageOf.get(poolId);
    return storageId === undefined ? undefined : this.#resources.storage(storageId);
  }

  #blobsOf(poolId: string): readonly PooledFacts[] {
    return [...this.#blobs.values()].filter((blob) => blob.poolId === poolId);
  }

  #used(poolId: string): number {
    return this.#blobsOf(poolId).reduce(
      (sum, { size }) => sum + encodedLength(this.#nShards, Number(size)),
      0,
    );
  }
}

function pooledOf(is: ReturnType<typeof storagePool.PooledBlob.parse>): PooledFacts {
  return {
    objectId: is.id,
    blobId: textOfId(is.blob_id),
    registeredEpoch: is.registered_epoch,
    size: is.unencoded_size,
    deletable: is.deletable,
    certifiedEpoch: is.certified_epoch ?? undefined,
    poolId: is.storage_pool_id,
  };
}

const textOfId = (blobId: string) => blobIdToString(blobIdFromInteger(BigInt(blobId)));
