/**
 * The blobs that a node has to look at, in its store: one record for each, written together with what made it
 * necessary, and removed when the blob is as it should be. So no crash loses a duty.
 */
import { fromHex, hex } from '../hex.js';
import type { BlobStore, RecordChange, StoredRecord } from '../store/blob-store.js';

const QUEUE = 'duty/';

/** A blob to look at. */
export interface Duty {
  readonly blobId: Uint8Array;
  readonly record: StoredRecord;
}

/**
 * The change that puts a blob into the queue.
 *
 * @param mark tells this reason from any later one, so that a duty that arises again while it is done stays
 */
export function dutyRecord(blobId: Uint8Array, mark: string): RecordChange {
  return { key: QUEUE + hex(blobId), value: mark };
}

/** See {@link dutyQueue}. */
export type DutyQueue = ReturnType<typeof dutyQueue>;

/** The queue in a store. */
export function dutyQueue(store: BlobStore) {
  return {
    /** Duties after the given one, in order of blob id. */
    async list(after: Duty | undefined, limit: number): Promise<Duty[]> {
      const records = await store.listRecords(QUEUE, after?.record.key, limit);
      return records.map((record) => ({
        blobId: fromHex(record.key.slice(QUEUE.length)),
        record,
      }));
    },
    /** Takes a duty off, unless it has arisen again. */
    done: (duty: Duty) => store.deleteRecordIf(duty.record),
    /** Puts blobs on the queue. */
    add: (blobIds: readonly Uint8Array[], mark: string) =>
      store.putRecords(blobIds.map((blobId) => dutyRecord(blobId, mark))),
  };
}
