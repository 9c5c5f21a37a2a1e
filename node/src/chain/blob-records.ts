/** What the chain has said of blobs and storage pools, in the node's store: a record for each. */
import { dutyRecord } from '../duties/duty-queue.js';
import { fromHex, hex } from '../hex.js';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import {
  applyBlobEvent,
  UNKNOWN_BLOB,
  withPoolEnds,
  type BlobEvent,
  type BlobRecord,
} from './blob-record.js';
import type { NodeEvent } from './events.js';

const BLOBS = 'chain/blob/';
/** The end epochs of storage pools, by object id. */
const POOLS = 'chain/pool/';
/** Records read at once. */
const AT_ONCE = 500;

/** An event, and the blob that it is about. */
export interface EventOfBlob {
  readonly blobId: Uint8Array;
  readonly event: BlobEvent;
}

type PoolEvent = Extract<NodeEvent, { readonly kind: 'pool' }>;

/** The records in a store. */
export function blobRecords(store: BlobStore) {
  async function load(key: string): Promise<BlobRecord> {
    const text = await store.getRecord(key);
    return text === undefined ? UNKNOWN_BLOB : (JSON.parse(text) as BlobRecord);
  }

  /** A record with the ends of its storage pools, which are looked up once for all that share `ends`. */
  async function withEnds(record: BlobRecord, ends = new Map<string, number>()): Promise<BlobRecord> {
    for (const { poolId } of record.registrations)
      if (poolId !== undefined && !ends.has(poolId))
        ends.set(poolId, Number((await store.getRecord(POOLS + poolId)) ?? 0));
    return withPoolEnds(record, (poolId) => ends.get(poolId)!);
  }

  return {
    /** The record of a blob. */
    get: async (blobId: Uint8Array) => withEnds(await load(keyOf(blobId))),
    /** Ids of blobs that come after one, in the order of their bytes. */
    async ids(after: Uint8Array | undefined, limit: number): Promise<Uint8Array[]> {
      const records = await store.listRecords(BLOBS, after && keyOf(after), limit);
      return records.map(({ key }) => idOf(key));
    },
    /** All of them. */
    async *all(): AsyncGenerator<readonly [Uint8Array, BlobRecord]> {
      const ends = new Map<string, number>();
      for (let after: string | undefined; ;) {
        const page = await store.listRecords(BLOBS, after, AT_ONCE);
        for (const { key, value } of page)
          yield [idOf(key), await withEnds(JSON.parse(value) as BlobRecord, ends)];
        if (page.length < AT_ONCE) return;
        after = page.at(-1)!.key;
      }
    },
    /** What is to be remembered of storage pools. */
    poolChanges: (events: readonly PoolEvent[]): RecordChange[] =>
      events.map(({ poolId, endEpoch }) => ({ key: POOLS + poolId, value: String(endEpoch) })),
    /** The records after some events, and a duty for each blob that they are about. */
    async changes(events: readonly EventOfBlob[], mark: string): Promise<RecordChange[]> {
      const changed = new Map<string, BlobRecord>();
      for (const { blobId, event } of events) {
        const key = keyOf(blobId);
        changed.set(key, applyBlobEvent(changed.get(key) ?? (await load(key)), event));
      }
      return [...changed].flatMap(([key, record]) => [
        { key, value: JSON.stringify(record) },
        dutyRecord(idOf(key), mark),
      ]);
    },
  };
}

const keyOf = (blobId: Uint8Array) => BLOBS + hex(blobId);
const idOf = (key: string) => fromHex(key.slice(BLOBS.length));
