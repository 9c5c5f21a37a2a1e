/** A network of two nodes: one takes shards over from the other. What the chain says is in their stores. */
import { createCipheriv } from 'node:crypto';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobStore, type ChainView, type BlobEvent } from '@haulout/node';
import { publicKeyOf } from '@haulout/sdk/certificate';
import { encodeBlob, pairOfShard, serializeMetadata, serializeSliver } from '@haulout/sdk/encoding';
import { blobRecords } from '../../../node/src/chain/blob-records.js';
import { hex } from '../../../node/src/hex.js';

const N_SHARDS = 10;
/** Shards that move. */
const GAINED = [0, 1];
/** The epoch in which they move; all blobs were certified in the one before. */
export const EPOCH = 2;
export const KEYS = { old: new Uint8Array(32).fill(1), joining: new Uint8Array(32).fill(2) };

/** Blobs of a run. */
export interface Load {
  readonly count: number;
  readonly blobBytes: number;
}

const event = (kind: 'registered' | 'certified', eventSeq: number): BlobEvent => ({
  kind,
  epoch: EPOCH - 1,
  objectId: `0x${'ab'.repeat(32)}`,
  endEpoch: EPOCH + 2,
  deletable: false,
  at: { txDigest: '11111111111111111111111111111111', eventSeq },
});
const RECORD = JSON.stringify(
  applyBlobEvent(applyBlobEvent(UNKNOWN_BLOB, event('registered', 0)), event('certified', 1)),
);

/**
 * Fills both stores, without a client: the old owner's with metadata and the slivers of the shards that move,
 * and both with what the chain has said of the blobs. Resolves to the bytes that have to move.
 */
export async function fill(old: BlobStore, joining: BlobStore, { count, blobBytes }: Load): Promise<number> {
  let bytes = 0;
  for (let from = 0; from < count; from += 64) {
    const indices = Array.from({ length: Math.min(64, count - from) }, (_, at) => from + at);
    const ids: string[] = [];
    const puts: Promise<unknown>[] = [];
    for (const index of indices) {
      const content = incompressible(blobBytes, index);
      const { blobId, metadata, sliverPairs } = await encodeBlob(content, { nShards: N_SHARDS });
      ids.push(hex(blobId));
      const put = (written: Uint8Array, done: Promise<unknown>) => {
        bytes += written.length;
        puts.push(done);
      };
      const text = serializeMetadata(metadata);
      put(text, old.putMetadata(blobId, text));
      for (const shard of GAINED) {
        const pairIndex = pairOfShard(blobId, shard, N_SHARDS);
        for (const axis of ['primary', 'secondary'] as const) {
          const sliver = serializeSliver(sliverPairs[pairIndex]![axis]);
          put(sliver, old.putSliver(blobId, { pairIndex, axis }, sliver));
        }
      }
      if (puts.length * blobBytes > 64 << 20) await Promise.all(puts.splice(0));
    }
    await Promise.all(puts);
    const changes = ids.map((id) => ({ key: `chain/blob/${id}`, value: RECORD }));
    await Promise.all([old.putRecords(changes), joining.putRecords(changes)]);
  }
  return bytes;
}

/** Bytes that depend on the seed alone, and that a store cannot make smaller. */
function incompressible(length: number, seed: number): Uint8Array {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed);
  return new Uint8Array(createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length)));
}

/** What the chain says, as a node reads it from its store. */
export function chainIn(store: BlobStore, who: 'old' | 'joining', oldUrl: string): ChainView {
  const records = blobRecords(store);
  const all = Array.from({ length: N_SHARDS }, (_, shard) => shard);
  const rest = all.filter((shard) => !GAINED.includes(shard));
  const member = (name: 'old' | 'joining', shards: readonly number[]) => ({
    nodeId: `0x${name === 'old' ? 1 : 2}`,
    name,
    url: oldUrl,
    publicKey: publicKeyOf(KEYS[name]),
    shards,
  });
  return {
    sync: async () => undefined,
    blob: records.get,
    blobs: records.ids,
    assignment: async () => ({
      nodeId: who === 'old' ? '0x1' : '0x2',
      epoch: EPOCH,
      nShards: N_SHARDS,
      shards: who === 'old' ? rest : GAINED,
      previousShards: who === 'old' ? all : [],
      nextShards: [],
      phase: 'EpochChangeSync',
    }),
    committees: async () => ({
      phase: 'EpochChangeSync',
      current: { epoch: EPOCH, nShards: N_SHARDS, nodes: [member('old', rest), member('joining', GAINED)] },
      previous: { epoch: EPOCH - 1, nShards: N_SHARDS, nodes: [member('old', all)] },
      next: undefined,
    }),
  };
}
