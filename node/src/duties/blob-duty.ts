/** What is due about one blob: recovery of what the node lacks, removal of what it does not owe any more. */
import { blobIdToString, pairOfShard, serializeInconsistencyProof, shardOfPair } from '@haulout/sdk/encoding';
import type { StorageNetwork } from '@haulout/sdk/nodes';
import { liveRegistrations } from '../chain/blob-record.js';
import type { Assignment, ChainView } from '../chain/chain-view.js';
import { isAskedFor } from '../challenges/kept-blobs.js';
import { hex } from '../hex.js';
import { isForgettable, lossOf } from '../losses/covered.js';
import { keptShards, type HandOverNotes } from '../migration/hand-over.js';
import { isOwedSince } from '../migration/owed.js';
import { gainedShards, type Transferred } from '../migration/transfer.js';
import type { BlobStore } from '../store/blob-store.js';
import type { Exclusive } from '../store/serial.js';
import { StoreFailure } from '../store/store-failure.js';
import { missingSlivers } from '../store/stored-blob.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { recoverBlob } from './recover-blob.js';

/** What was done about one blob. */
export interface DutyOutcome {
  /** URL-safe base64. */
  readonly blobId: string;
  /** What came of it. */
  readonly kind:
    | 'complete'
    /** Registered and not certified: nothing is owed yet. */
    | 'waiting'
    /** All is here, some of it from the nodes that had its shards before. */
    | 'transferred'
    /** All is here, some of it rebuilt. */
    | 'recovered'
    /** Removed: expired, deleted, invalid, or lost for good. */
    | 'collected'
    /** Lost, by what the chain says: what is here stays for a while, as that may be revoked. */
    | 'lost'
    /** Badly encoded; the proof is kept. */
    | 'inconsistent'
    /** Something could not be had; it is tried again later. */
    | 'postponed';
  /** Slivers that came from the nodes that had their shards before. */
  readonly transferredSlivers: number;
  /** Bytes of slivers that came from the nodes that had their shards before. */
  readonly transferredBytes: number;
  /** Slivers that were rebuilt. */
  readonly recoveredSlivers: number;
  /** Bytes of symbols that neighbours sent for recovery. */
  readonly downloadedBytes: number;
  /** Bytes that were removed from the store. */
  readonly freedBytes: number;
  /** Why it was postponed. */
  readonly reason?: string | undefined;
}

/** What the duty works with. */
export interface BlobDutyParts {
  readonly store: BlobStore;
  readonly blobs: VerifiedBlobs;
  readonly chain: ChainView;
  readonly inTurn: Exclusive;
  readonly network: StorageNetwork;
  readonly notes: HandOverNotes;
}

/** What there is to know about a blob before it is looked at. */
interface BlobDuty {
  readonly blobId: Uint8Array;
  /** What has just come of it from the nodes that had the shards before. */
  readonly transferred: Transferred | undefined;
  /** Shards whose slivers go. */
  readonly surplus: readonly number[];
}

/**
 * Does what is due about one blob. Rejects with the signal's reason; a blob for which the store fails is
 * postponed.
 */
export type BlobDutyPerformer = (duty: BlobDuty, signal: AbortSignal) => Promise<DutyOutcome>;

/** Makes the function that does what is due about one blob. */
export function createBlobDuty(blobParts: BlobDutyParts): BlobDutyPerformer {
  const perform = performer(blobParts);
  return async (duty, signal) => {
    try {
      return await perform(duty, signal);
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      return outcomeOf(duty.blobId, 'postponed', { reason: error.message });
    }
  };
}

/** The same, but it rejects when the store fails. */
function performer(blobParts: BlobDutyParts): BlobDutyPerformer {
  const { store, blobs, chain, inTurn, network, notes } = blobParts;
  return async ({ blobId, transferred, surplus }, signal) => {
    const assignment = await chain.assignment();
    const { epoch } = assignment;
    const record = await chain.blob(blobId);
    const live = liveRegistrations(record, epoch);
    if (live.length === 0 || isForgettable(record, epoch)) return collect(blobId);
    if (lossOf(record, epoch) !== undefined) return outcomeOf(blobId, 'lost', {});
    const freedBytes = surplus.length > 0 ? await drop(blobId, surplus) : 0;
    const outcome = (kind: DutyOutcome['kind'], facts: Facts = {}) =>
      outcomeOf(blobId, kind, {
        freedBytes,
        transferredSlivers: transferred?.slivers ?? 0,
        transferredBytes: transferred?.bytes ?? 0,
        ...facts,
      });
    if (!live.some(({ certifiedEpoch }) => certifiedEpoch !== undefined)) return outcome('waiting');
    if ((await store.getRecord(proofKey(blobId))) !== undefined) return outcome('inconsistent');
    const missing = await missingSlivers(blobs.presumed, blobId, assignment);
    if (missing.length === 0) return outcome(transferred ? 'transferred' : 'complete');

    // Nothing is asked of the neighbours that could not be stored.
    const trouble = await store.trouble();
    if (trouble && trouble.stops !== 'some reads')
      return outcome('postponed', { reason: trouble.failure.message });

    const isOld = isOwedSince(record, epoch, epoch);
    const parts = { blobs, inTurn, network };
    const sources = await sourcesOf(chain, assignment, isOld);
    const { slivers, downloadedBytes, failure, proof } = await recoverBlob(parts, {
      blobId,
      assignment,
      sources,
      signal,
    });
    const facts = { recoveredSlivers: slivers, downloadedBytes };
    if (proof) {
      const axis = proof.target.axis === 'primary' ? 0 : 1;
      const bytes = Buffer.from([axis, ...serializeInconsistencyProof(proof)]);
      await store.putRecords([{ key: proofKey(blobId), value: bytes.toString('base64') }]);
      return outcome('inconsistent', facts);
    }
    if (isOld && slivers > 0) await noteUndelivered(blobId, assignment, missing);
    return outcome(failure === undefined ? 'recovered' : 'postponed', { ...facts, reason: failure });
  };

  /** Recovered slivers of gained shards are those that the node before did not deliver. */
  async function noteUndelivered(
    blobId: Uint8Array,
    assignment: Assignment,
    missingBefore: readonly { readonly pairIndex: number }[],
  ): Promise<void> {
    const gained = gainedShards(assignment);
    const shards = missingBefore
      .map(({ pairIndex }) => shardOfPair(blobId, pairIndex, assignment.nShards))
      .filter((shard) => gained.includes(shard));
    if (shards.length > 0) await notes.noteRecovered(assignment.epoch, shards);
  }

  /**
   * Removes a blob that is not owed. Decided again in the blob's turn, so that nothing that was confirmed
   * goes.
   */
  async function collect(blobId: Uint8Array): Promise<DutyOutcome> {
    if (await isAskedFor(chain, blobId)) {
      return outcomeOf(blobId, 'postponed', { reason: 'a round of challenges asks for it' });
    }
    const freedBytes = await inTurn(blobId, async () => {
      const { epoch } = await chain.assignment();
      const record = await chain.blob(blobId);
      if (liveRegistrations(record, epoch).length > 0 && !isForgettable(record, epoch)) return undefined;
      return store.deleteBlob(blobId);
    });
    // Registered anew meanwhile: that event has a duty of its own.
    if (freedBytes === undefined) return outcomeOf(blobId, 'waiting', {});
    return outcomeOf(blobId, 'collected', { freedBytes });
  }

  /**
   * Removes slivers of shards that others have taken over, or all of the blob when the node has no shard
   * left.
   */
  async function drop(blobId: Uint8Array, surplus: readonly number[]): Promise<number> {
    return inTurn(blobId, async () => {
      const assignment = await chain.assignment();
      const kept = keptShards(assignment);
      if (kept.length === 0) return store.deleteBlob(blobId);
      const pairs = surplus
        .filter((shard) => !kept.includes(shard))
        .map((shard) => pairOfShard(blobId, shard, assignment.nShards));
      return pairs.length > 0 ? store.deletePairs(blobId, pairs) : 0;
    });
  }
}

/** Committees whose nodes can help, the one first that most likely has the blob. */
async function sourcesOf(chain: ChainView, { phase }: Assignment, isOld: boolean) {
  const { current, previous } = await chain.committees();
  if (!previous || phase === 'NextParamsSelected') return [current];
  return phase === 'EpochChangeSync' && isOld ? [previous, current] : [current, previous];
}

/** Where the proof that a blob is badly encoded is kept. */
export const proofKey = (blobId: Uint8Array) => `proof/${hex(blobId)}`;

type Facts = Partial<Omit<DutyOutcome, 'blobId' | 'kind'>>;

function outcomeOf(blobId: Uint8Array, kind: DutyOutcome['kind'], facts: Facts): DutyOutcome {
  return {
    blobId: blobIdToString(blobId),
    kind,
    transferredSlivers: 0,
    transferredBytes: 0,
    recoveredSlivers: 0,
    downloadedBytes: 0,
    freedBytes: 0,
    ...facts,
  };
}
