/** The part of the view of the chain that follows rounds of challenges, in the store. */
import type { SuiClientTypes } from '@mysten/sui/client';
import type { ChallengeSet } from '@haulout/sdk/evidence';
import { hex } from '../hex.js';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import { applyBlobEvent, type BlobRecord } from './blob-record.js';
import type { EventOfBlob } from './blob-records.js';
import type { RoundsView } from './chain-view.js';
import { readEvidenceEvent } from './evidence-events.js';
import { applyRoundEvent, NO_ROUNDS, type RoundRecord, type RoundsRecord } from './round-record.js';
import { readSet, setChanges } from './round-sets.js';

const ROUNDS = 'round/chain';

/** What a follower of rounds works with. */
export interface FollowerParts {
  readonly store: BlobStore;
  /** All blobs that are known, with what is known of them. */
  readonly blobs: () => AsyncIterable<readonly [Uint8Array, BlobRecord]>;
  readonly nShards: () => Promise<number>;
  /** This node. */
  readonly nodeId: string;
}

/** What some events of the judges have changed. */
export interface FollowedEvents {
  /** To be written together with the place behind the events. */
  readonly changes: readonly RecordChange[];
  /** What they say of single blobs, in order. */
  readonly blobEvents: readonly EventOfBlob[];
  /** To be called when the changes are written. */
  readonly written: () => void;
}

/** Follows rounds, and is what others see of it. */
export function followRounds(parts: FollowerParts) {
  const { store } = parts;
  const listeners: ((round: RoundRecord) => void)[] = [];
  let kept: { readonly round: number; readonly set: Promise<ChallengeSet> } | undefined;

  const read = async (): Promise<RoundsRecord> => {
    const text = await store.getRecord(ROUNDS);
    return text === undefined ? NO_ROUNDS : (JSON.parse(text) as RoundsRecord);
  };

  const view: RoundsView = {
    last: async () => (await read()).last,
    async set(round) {
      if ((await read()).last?.round !== round) return undefined;
      if (kept?.round !== round) {
        const set = parts.nShards().then((nShards) => readSet(store, round, nShards));
        kept = { round, set };
        set.catch(() => (kept = undefined));
      }
      return kept.set;
    },
    onOpened: (listener) => void listeners.push(listener),
  };

  /** Events between which no event of the other stream comes. */
  async function follow(entries: readonly SuiClientTypes.EventEntry[]): Promise<FollowedEvents> {
    const before = await read();
    let record = before;
    const blobEvents: EventOfBlob[] = [];
    /** Those of them that come before the round which has opened. */
    let beforeRound: readonly EventOfBlob[] = [];
    for (const entry of entries) {
      const meaning = readEvidenceEvent(entry);
      if (meaning?.kind === 'round') {
        record = applyRoundEvent(record, meaning.event, parts.nodeId);
        if (meaning.event.kind === 'opened') beforeRound = [...blobEvents];
      }
      if (meaning?.kind === 'blob') blobEvents.push(meaning);
    }
    if (record === before) return { changes: [], blobEvents, written: () => undefined };
    const changes: RecordChange[] = [{ key: ROUNDS, value: JSON.stringify(record) }];
    const { last } = record;
    const hasOpened = last !== undefined && last.round !== before.last?.round;
    // Nobody asks for the set of a round that is over.
    if (hasOpened && !last.isOver)
      changes.push(...(await setChanges(store, blobsAfter(parts.blobs(), beforeRound), last)));
    return {
      changes,
      blobEvents,
      written() {
        if (hasOpened && !last.isOver) for (const listener of listeners) listener(last);
      },
    };
  }

  return { view, follow };
}

/** What is known of blobs, after events that are not in the store yet. */
async function* blobsAfter(
  blobs: AsyncIterable<readonly [Uint8Array, BlobRecord]>,
  events: readonly EventOfBlob[],
): AsyncGenerator<readonly [Uint8Array, BlobRecord]> {
  const ofBlob = new Map<string, EventOfBlob[]>();
  for (const event of events) {
    const key = hex(event.blobId);
    ofBlob.set(key, [...(ofBlob.get(key) ?? []), event]);
  }
  for await (const [blobId, record] of blobs) {
    const left = ofBlob.size > 0 ? (ofBlob.get(hex(blobId)) ?? []) : [];
    yield [blobId, left.reduce((before, { event }) => applyBlobEvent(before, event), record)];
  }
}
