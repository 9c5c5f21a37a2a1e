import { fromHex } from '@mysten/sui/utils';
import { openBlobStore } from '@haulout/node';
import { pairOfShard } from '@haulout/sdk/encoding';

/** Where a node keeps what it knows of blobs. */
const BLOBS = 'chain/blob/';
/** Blobs looked at, at most. */
const MOST = 10_000;

/** Removes a part of the sliver pairs in the folder of a node that does not run, evenly; one at least. */
export async function forgetSlivers(
  folder: string,
  {
    fraction,
    shards: { nShards, shards },
  }: {
    readonly fraction: number;
    readonly shards: { readonly nShards: number; readonly shards: readonly number[] };
  },
): Promise<void> {
  const store = await openBlobStore(folder);
  try {
    let seen = 0;
    for (const { key } of await store.listRecords(BLOBS, undefined, MOST)) {
      const blobId = fromHex(key.slice(BLOBS.length));
      const pairs = shards
        .filter(() => Math.ceil(++seen * fraction) > Math.ceil((seen - 1) * fraction))
        .map((shard) => pairOfShard(blobId, shard, nShards));
      if (pairs.length > 0) await store.deletePairs(blobId, pairs);
    }
  } finally {
    await store.close();
  }
}
