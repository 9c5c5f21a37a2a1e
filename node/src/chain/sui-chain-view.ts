import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import type { Committees } from '@haulout/sdk/chain';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import { blobRecords } from './blob-records.js';
import { assignmentOf, type ChainView } from './chain-view.js';
import { EventStream, type StreamPosition } from './event-stream.js';
import { readEvent } from './events.js';
import { mergedEvents, type EventBatch } from './merged-events.js';
import { followRounds } from './rounds-follower.js';

/** What the view follows, and how. */
export interface SuiChainViewOptions {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** First version of the walrus package: its events carry this id. */
  readonly packageId: string;
  /** First version of the evidence package; default: rounds of challenges are not followed. */
  readonly evidencePackageId?: string | undefined;
  /** Object id of this node's staking pool. */
  readonly nodeId: string;
  /** Reads from the chain who holds the shards. */
  readonly committees: () => Promise<Committees>;
  /** Keeps what was learnt, and up to where, so that a restart goes on from there. */
  readonly store: BlobStore;
}

const POSITION = { first: 'chain/position/walrus', second: 'chain/position/evidence' } as const;
const START: StreamPosition = { after: null, skip: 0 };

/**
 * Follows the events of the walrus package, and those of its judges, on a Sui network, in order and without
 * gaps, each exactly once.
 */
export function createSuiChainView(options: SuiChainViewOptions): ChainView {
  const { nodeId, store } = options;
  let committees: Promise<Committees> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const records = blobRecords(store);
  const rounds =
    options.evidencePackageId === undefined
      ? undefined
      : followRounds({
          store,
          nodeId,
          blobs: records.all,
          nShards: async () => (await readCommittees()).current.nShards,
        });

  async function catchUp(): Promise<void> {
    const { client, packageId, evidencePackageId } = options;
    const streamOf = async (key: string, module: string) =>
      new EventStream(client, module, await positionAt(store, key));
    const first = await streamOf(POSITION.first, `${packageId}::events`);
    const second =
      evidencePackageId === undefined
        ? undefined
        : await streamOf(POSITION.second, `${evidencePackageId}::evidence_events`);
    const batches = second === undefined ? single(first) : mergedEvents(first, second);
    for await (const batch of batches) {
      const stream = batch.from === 'first' ? first : second!;
      const place = { key: POSITION[batch.from], value: JSON.stringify(stream.position) };
      if (batch.from === 'first') await followWalrus(batch.entries, place);
      else await followEvidence(batch.entries, place);
    }
  }

  async function followWalrus(
    entries: readonly SuiClientTypes.EventEntry[],
    place: RecordChange,
  ): Promise<void> {
    const meanings = entries.map(readEvent);
    const ofBlobs = meanings.filter((meaning) => meaning?.kind === 'blob');
    // Records and place land together: a crash in between neither loses an event nor counts one twice.
    const ofPools = records.poolChanges(meanings.filter((meaning) => meaning?.kind === 'pool'));
    await store.putRecords([...ofPools, ...(await records.changes(ofBlobs, place.value!)), place]);
    if (meanings.some((meaning) => meaning?.kind === 'members')) committees = undefined;
  }

  async function followEvidence(
    entries: readonly SuiClientTypes.EventEntry[],
    place: RecordChange,
  ): Promise<void> {
    const { changes, blobEvents, written } = await rounds!.follow(entries);
    await store.putRecords([...changes, ...(await records.changes(blobEvents, place.value!)), place]);
    written();
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
    blob: records.get,
    blobs: records.ids,
    committees: readCommittees,
    rounds: rounds?.view,
  };
}

async function positionAt(store: BlobStore, key: string): Promise<StreamPosition> {
  const text = await store.getRecord(key);
  return text === undefined ? START : (JSON.parse(text) as StreamPosition);
}

/** All events of one stream that there are at this moment. */
async function* single(stream: EventStream): AsyncGenerator<EventBatch> {
  for (;;) {
    await stream.fill();
    if (stream.entries.length === 0) return;
    yield { from: 'first', entries: stream.take(stream.entries.length) };
    if (!stream.hasMore) return;
  }
}
