/** What the chain has said of blobs, in the node's store: a record for each. */
import { dutyRecord } from '../duties/duty-queue.js';
import { fromHex, hex } from '../hex.js';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobEvent, type BlobRecord } from './blob-record.js';

const BLOBS = 'chain/blob/';
/** Records read at once. */
const AT_ONCE = 500;

/** An event, and the blob that it is about. */
export interface EventOfBlob {
  readonly blobId: Uint8Array;
  readonly event: BlobEvent;
}

/** The records in a store. */
export function blobRecords(store: BlobStore) {
  async function load(key: string): Promise<BlobRecord> {
    const text = await store.getRecord(key);
    return text === undefined ? UNKNOWN_BLOB : (JSON.parse(text) as BlobRecord);
  }

  return {
    /** The record of a blob. */
    get: (blobId: Uint8Array) => load(keyOf(blobId)),
    /** Ids of blobs that come after one, in the order of their bytes. */
    async ids(after: Uint8Array | undefined, limit: number): Promise<Uint8Array[]> {
      const records = await store.listRecords(BLOBS, after && keyOf(after), limit);
      return records.map(({ key }) => idOf(key));
    },
    /** All of them. */
    async *all(): AsyncGenerator<readonly [Uint8Array, BlobRecord]> {
      for (let after: string | undefined; ;) {
        const page = await store.listRecords(BLOBS, after, AT_ONCE);
        for (const { key, value } of page) yield [idOf(key), JSON.parse(value) as BlobRecord];
        if (page.length < AT_ONCE) return;
        after = page.at(-1)!.key;
      }
    },
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
