/**
 * A node in a process of its own, with blobs in its store: `node-child.ts FOLDER attacked`; or with one blob
 * of which it takes slivers of 10 MiB: `node-child.ts FOLDER uploads`. It sends what can be asked of it, and
 * to each message how much memory it has had at most, in bytes.
 */
import { openBlobStore, openStorageNode, UNKNOWN_BLOB, applyBlobEvent, type ChainView } from '@haulout/node';
import {
  blobIdOfMetadata,
  blobIdToString,
  encodeBlob,
  metadataLayout,
  pairOfShard,
  serializeMetadata,
  serializeSliver,
  sliverBytes,
} from '@haulout/sdk/encoding';
import { seededBytes } from '../../../test/support/bytes.js';

/** What can be asked of the node. */
export interface Target {
  readonly url: string;
  /** Blobs of 7 MB, whose slivers it has. */
  readonly hostile: readonly string[];
  /** Path of a sliver of 1 MiB that it has. */
  readonly sliver: string;
  /** Slivers that it would take. */
  readonly uploads: readonly { readonly path: string; readonly bytes: number }[];
}

const [folder, role] = process.argv.slice(2);
const N_SHARDS = role === 'uploads' ? 300 : 100;
const SHARDS = Array.from({ length: 10 }, (_, shard) => shard);
const HOSTILE_BYTES = 7_000_000;
/** Of 34 source slivers each has 1 MiB. */
const HONEST_BYTES = 34 << 20;
/** Of 102 source slivers, as there are of 300 shards, each has 10 MiB. */
const LARGE_BYTES = 1020 * 2 ** 20;

const at = { txDigest: '11111111111111111111111111111111', eventSeq: 0 };
const registered = applyBlobEvent(UNKNOWN_BLOB, {
  ...{ kind: 'registered', epoch: 1, objectId: `0x${'ab'.repeat(32)}`, endEpoch: 9, deletable: false, at },
});
const committee = { epoch: 1, nShards: N_SHARDS, nodes: [] };
const chain: ChainView = {
  sync: async () => undefined,
  blob: async () => registered,
  blobs: async () => [],
  assignment: async () => ({
    ...{ nodeId: '0x1', epoch: 1, nShards: N_SHARDS, shards: SHARDS, previousShards: SHARDS, nextShards: [] },
    phase: 'EpochChangeDone',
  }),
  committees: async () => ({
    ...{ phase: 'EpochChangeDone', current: committee, previous: undefined, next: undefined },
  }),
};

const store = await openBlobStore(folder!);
/** Puts metadata and, unless they are to be uploaded, the slivers of the node; resolves to their paths. */
async function put(seed: number, bytes: number, withSlivers: boolean) {
  const { blobId, metadata, sliverPairs } = await encodeBlob(seededBytes(bytes, seed), { nShards: N_SHARDS });
  const text = blobIdToString(blobId);
  await store.putMetadata(blobId, serializeMetadata(metadata));
  const slivers: { readonly path: string; readonly bytes: number }[] = [];
  for (const shard of SHARDS) {
    const pairIndex = pairOfShard(blobId, shard, N_SHARDS);
    const sliver = serializeSliver(sliverPairs[pairIndex]!.primary);
    slivers.push({ path: `/v1/blobs/${text}/slivers/${pairIndex}/primary`, bytes: sliver.length });
    if (!withSlivers) continue;
    await store.putSliver(blobId, { pairIndex, axis: 'primary' }, sliver);
    const secondary = serializeSliver(sliverPairs[pairIndex]!.secondary);
    await store.putSliver(blobId, { pairIndex, axis: 'secondary' }, secondary);
  }
  return { text, slivers };
}

/** A blob with the largest slivers; its hashes are made up, so that no sliver is the right one. */
async function promise(): Promise<Target['uploads']> {
  const { metadata } = await encodeBlob(seededBytes(1_000, 5), { nShards: N_SHARDS });
  const large = { ...metadata, unencodedLength: LARGE_BYTES };
  const blobId = blobIdOfMetadata(large);
  await store.putMetadata(blobId, serializeMetadata(large));
  const bytes = sliverBytes(metadataLayout(large), 'primary');
  return SHARDS.map((shard) => ({
    path: `/v1/blobs/${blobIdToString(blobId)}/slivers/${pairOfShard(blobId, shard, N_SHARDS)}/primary`,
    bytes,
  }));
}

async function fill(): Promise<Omit<Target, 'url'>> {
  if (role === 'uploads') return { hostile: [], sliver: '', uploads: await promise() };
  const hostile = [await put(1, HOSTILE_BYTES, true), await put(2, HOSTILE_BYTES, true)];
  const honest = await put(3, HONEST_BYTES, true);
  const { slivers: uploads } = await put(4, HOSTILE_BYTES, false);
  return { hostile: hostile.map(({ text }) => text), sliver: honest.slivers[0]!.path, uploads };
}

const filled = await fill();
await store.close();
const secretKey = new Uint8Array(32).fill(1);
const node = await openStorageNode({ folder: folder!, secretKey, chain: () => chain });
const { url } = await node.listen();
process.on('message', () => process.send!(process.resourceUsage().maxRSS * 1024));
process.send!({ url, ...filled } satisfies Target);
