import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { StorageCommittee } from '@haulout/sdk/client';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import { dutyRecord } from '../duties/duty-queue.js';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobRecord } from './blob-record.js';
import type { Assignment, ChainView } from './chain-view.js';
import { readEvent } from './events.js';

export interface SuiChainViewOptions {
  readonly client: ClientWithCoreApi;
  /** First version of the walrus package: its events carry this id. */
  readonly packageId: string;
  /** Object id of this node's staking pool. */
  readonly nodeId: string;
  /** Reads the current committee from the chain. */
  readonly committee: () => Promise<StorageCommittee>;
  /** Keeps what was learnt, and up to where, so that a restart goes on from there. */
  readonly store: BlobStore;
}

const CURSOR = 'chain/cursor';
/** Events asked for at once. */
const PAGE_SIZE = 50;

/** Follows the events of the walrus package on a Sui network, in order and without gaps, each exactly once. */
export function createSuiChainView(options: SuiChainViewOptions): ChainView {
  const { client, packageId, nodeId, committee, store } = options;
  let assignment: Promise<Assignment> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    for (;;) {
      const after = (await store.getRecord(CURSOR)) ?? null;
      const page = await client.core.listEvents({
        filter: { eventType: `${packageId}::events` },
        after,
        limit: PAGE_SIZE,
      });
      const changed = new Map<string, BlobRecord>();
      let epochTurned = false;
      for (const entry of page.events) {
        const meaning = readEvent(entry);
        if (meaning?.kind === 'epoch') epochTurned = true;
        if (meaning?.kind !== 'blob') continue;
        const key = blobKey(meaning.blobId);
        changed.set(key, applyBlobEvent(changed.get(key) ?? (await load(key)), meaning.event));
      }
      if (page.endCursor !== null && page.endCursor !== after) {
        // Records and cursor land together: a crash in between neither loses an event nor counts one twice.
        const cursor = page.endCursor;
        const changes: RecordChange[] = [...changed].flatMap(([key, record]) => [
          { key, value: JSON.stringify(record) },
          dutyRecord(idOfKey(key), cursor),
        ]);
        await store.putRecords([...changes, { key: CURSOR, value: cursor }]);
      }
      if (epochTurned) assignment = undefined;
      if (!page.hasNextPage) return;
    }
  }

  async function load(key: string): Promise<BlobRecord> {
    const text = await store.getRecord(key);
    return text === undefined ? UNKNOWN_BLOB : (JSON.parse(text) as BlobRecord);
  }

  async function readAssignment(): Promise<Assignment> {
    const { epoch, nShards, nodes } = await committee();
    return { epoch, nShards, shards: nodes.find((node) => node.nodeId === nodeId)?.shards ?? [] };
  }

  return {
    sync() {
      // A run that is under way may already have passed the event that the caller hopes for: go once more after it.
      if (!running) {
        running = catchUp().finally(() => (running = undefined));
        return running;
      }
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          running = catchUp().finally(() => (running = undefined));
          return running;
        });
      return next;
    },
    assignment() {
      assignment ??= readAssignment().catch((error: unknown) => {
        assignment = undefined;
        throw error;
      });
      return assignment;
    },
    blob: (blobId) => load(blobKey(blobId)),
    async blobs(after, limit) {
      const records = await store.listRecords(BLOBS, after && blobKey(after), limit);
      return records.map(({ key }) => idOfKey(key));
    },
    committee,
  };
}

const BLOBS = 'chain/blob/';
const blobKey = (blobId: Uint8Array) => BLOBS + Buffer.from(blobId).toString('hex');
const idOfKey = (key: string) => new Uint8Array(Buffer.from(key.slice(BLOBS.length), 'hex'));
