import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Committees } from '@haulout/sdk/chain';
import { dutyRecord } from '../duties/duty-queue.js';
import { fromHex, hex } from '../hex.js';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import { applyBlobEvent, UNKNOWN_BLOB, type BlobRecord } from './blob-record.js';
import { assignmentOf, type ChainView } from './chain-view.js';
import { readEvent } from './events.js';

/** What the view follows, and how. */
export interface SuiChainViewOptions {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** First version of the walrus package: its events carry this id. */
  readonly packageId: string;
  /** Object id of this node's staking pool. */
  readonly nodeId: string;
  /** Reads from the chain who holds the shards. */
  readonly committees: () => Promise<Committees>;
  /** Keeps what was learnt, and up to where, so that a restart goes on from there. */
  readonly store: BlobStore;
}

const CURSOR = 'chain/cursor';
/** Events asked for at once. */
const PAGE_SIZE = 50;

/**
 * Follows the events of the walrus package on a Sui network, in order and without gaps, each exactly once.
 */
export function createSuiChainView(options: SuiChainViewOptions): ChainView {
  const { client, packageId, nodeId, store } = options;
  let committees: Promise<Committees> | undefined;
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
      let membersChanged = false;
      for (const entry of page.events) {
        const meaning = readEvent(entry);
        if (meaning?.kind === 'members') membersChanged = true;
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
      if (membersChanged) committees = undefined;
      if (!page.hasNextPage) return;
    }
  }

  async function load(key: string): Promise<BlobRecord> {
    const text = await store.getRecord(key);
    return text === undefined ? UNKNOWN_BLOB : (JSON.parse(text) as BlobRecord);
  }

  function readCommittees(): Promise<Committees> {
    committees ??= options.committees().catch((error: unknown) => {
      committees = undefined;
      throw error;
    });
    return committees;
  }

  return {
    sync() {
      // A run that is under way may already have passed the event that the caller hopes for: go once more
      // after it.
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
    assignment: async () => assignmentOf(nodeId, await readCommittees()),
    blob: (blobId) => load(blobKey(blobId)),
    async blobs(after, limit) {
      const records = await store.listRecords(BLOBS, after && blobKey(after), limit);
      return records.map(({ key }) => idOfKey(key));
    },
    committees: readCommittees,
  };
}

const BLOBS = 'chain/blob/';
const blobKey = (blobId: Uint8Array) => BLOBS + hex(blobId);
const idOfKey = (key: string) => fromHex(key.slice(BLOBS.length));
