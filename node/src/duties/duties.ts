/**
 * What a node does without being asked: it recovers what it should hold of certified blobs (R13), and removes blobs that
 * nobody pays for any more or that are invalid.
 *
 * Each event on chain puts its blob on a durable queue; an epoch change, and every start, walks over all blobs once.
 * Work proceeds in ticks of bounded size, so that whoever drives it decides when.
 */
import { blobIdToString, serializeInconsistencyProof } from '@haulout/sdk/encoding';
import type { StorageNetwork } from '@haulout/sdk/client';
import type { Logger } from 'pino';
import { liveRegistrations } from '../chain/blob-record.js';
import type { ChainView } from '../chain/chain-view.js';
import { missingSlivers } from '../rules.js';
import type { BlobStore } from '../store/blob-store.js';
import { serial, type Exclusive } from '../store/serial.js';
import { dutyQueue, type Duty } from './duty-queue.js';
import { recoverBlob } from './recover-blob.js';

/** What was done about one blob. */
export interface DutyOutcome {
  /** URL-safe base64. */
  readonly blobId: string;
  readonly kind:
    | 'complete'
    /** Registered and not certified: nothing is owed yet. */
    | 'waiting'
    | 'recovered'
    /** Removed: expired, deleted or invalid. */
    | 'collected'
    /** Badly encoded; the proof is kept. */
    | 'inconsistent'
    /** Something could not be had; it is tried again later. */
    | 'postponed';
  readonly recoveredSlivers: number;
  readonly downloadedBytes: number;
  readonly freedBytes: number;
  /** Why it was postponed. */
  readonly reason?: string | undefined;
}

export interface Duties {
  /**
   * Learns what is new on chain and looks at a bounded number of blobs. An empty result means that nothing is left that
   * can be done now. Calls run one after the other.
   *
   * @throws when the chain cannot be reached
   */
  tick(): Promise<readonly DutyOutcome[]>;
  /** Ticks until nothing is left that can be done now. */
  catchUp(): Promise<readonly DutyOutcome[]>;
  /** Blobs on the queue, counted up to `limit`. */
  pending(limit: number): Promise<number>;
  /** The BCS of the inconsistency proof that recovery found for a blob, behind one byte for its axis (0 primary). */
  proof(blobId: Uint8Array): Promise<Uint8Array | undefined>;
  /** Ends what is under way; ticks reject from then on. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

export interface DutyParts {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly inTurn: Exclusive;
  /** How to talk to the other nodes. */
  readonly network: StorageNetwork;
  readonly logger: Logger;
  readonly onOutcome?: ((outcome: DutyOutcome) => void) | undefined;
}

/** Blobs looked at in one tick. */
const BLOBS_PER_TICK = 64;
/** Blobs worked on at one time: bounds memory, since each holds one expanded sliver. */
const CONCURRENCY = 4;
/** Wait before the second attempt at a blob; doubles with each one after. */
const BACKOFF_MS = 5_000;
const MAX_BACKOFF_MS = 10 * 60_000;

/** The duties of a node that has just been opened. */
export function createDuties({ store, chain, inTurn, network, logger, onOutcome }: DutyParts): Duties {
  const queue = dutyQueue(store);
  const ticks = serial();
  const stopping = new AbortController();
  const { signal } = stopping;
  const backoff = new Map<string, { readonly attempts: number; readonly notBefore: number }>();
  /** The walk over all blobs that is under way, and the epoch for which the last one began. */
  let walk: { after: Uint8Array | undefined } | undefined;
  let walkedEpoch: number | undefined;

  async function tick(): Promise<readonly DutyOutcome[]> {
    signal.throwIfAborted();
    await chain.sync();
    const { epoch } = await chain.assignment();
    if (epoch !== walkedEpoch) {
      walkedEpoch = epoch;
      walk = { after: undefined };
    }
    const duties = await readyDuties();
    if (duties.length > 0) {
      return eachOf(duties, async (duty) => {
        const outcome = await look(duty.blobId);
        if (outcome.kind !== 'postponed') await queue.done(duty);
        return outcome;
      });
    }
    return walkOn(epoch);
  }

  async function walkOn(epoch: number): Promise<readonly DutyOutcome[]> {
    if (!walk) return [];
    const page = await chain.blobs(walk.after, BLOBS_PER_TICK);
    const outcomes = await eachOf(page, look);
    const postponed = page.filter((_, index) => outcomes[index]!.kind === 'postponed');
    await queue.add(postponed, `walk of epoch ${epoch}`);
    walk = page.length < BLOBS_PER_TICK ? undefined : { after: page.at(-1) };
    return outcomes;
  }

  async function readyDuties(): Promise<Duty[]> {
    const ready: Duty[] = [];
    for (let last: Duty | undefined; ;) {
      const page = await queue.list(last, BLOBS_PER_TICK);
      for (const duty of page) {
        const wait = backoff.get(keyOf(duty.blobId));
        if (ready.length < BLOBS_PER_TICK && !(wait && wait.notBefore > network.timers.now()))
          ready.push(duty);
      }
      last = page.at(-1);
      if (page.length < BLOBS_PER_TICK || ready.length === BLOBS_PER_TICK) return ready;
    }
  }

  /** Looks at one blob and does what is due. */
  async function look(blobId: Uint8Array): Promise<DutyOutcome> {
    const outcome = await perform(blobId);
    const key = keyOf(blobId);
    if (outcome.kind === 'postponed') {
      const attempts = (backoff.get(key)?.attempts ?? 0) + 1;
      const wait = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempts - 1));
      backoff.set(key, { attempts, notBefore: network.timers.now() + wait });
    } else {
      backoff.delete(key);
    }
    report(logger, outcome);
    onOutcome?.(outcome);
    return outcome;
  }

  async function perform(blobId: Uint8Array): Promise<DutyOutcome> {
    const assignment = await chain.assignment();
    const record = await chain.blob(blobId);
    const live = liveRegistrations(record, assignment.epoch);
    if (live.length === 0) return collect(blobId);
    if (!live.some(({ certifiedEpoch }) => certifiedEpoch !== undefined)) return outcomeOf(blobId, 'waiting');
    if ((await store.getRecord(proofKey(blobId))) !== undefined) return outcomeOf(blobId, 'inconsistent');
    const missing = await missingSlivers(store, blobId, assignment);
    if (missing.length === 0) return outcomeOf(blobId, 'complete');

    const committee = await chain.committee();
    const { slivers, downloadedBytes, failure, proof } = await recoverBlob(
      { store, inTurn, network },
      blobId,
      assignment,
      committee,
      signal,
    );
    const facts = { recoveredSlivers: slivers, downloadedBytes };
    if (proof) {
      const axis = proof.target.axis === 'primary' ? 0 : 1;
      const bytes = Buffer.from([axis, ...serializeInconsistencyProof(proof)]);
      await store.putRecords([{ key: proofKey(blobId), value: bytes.toString('base64') }]);
      return outcomeOf(blobId, 'inconsistent', facts);
    }
    return outcomeOf(blobId, failure === undefined ? 'recovered' : 'postponed', {
      ...facts,
      reason: failure,
    });
  }

  /** Removes a blob that is not owed. Decided again in the blob's turn, so that nothing that was confirmed goes. */
  async function collect(blobId: Uint8Array): Promise<DutyOutcome> {
    const freedBytes = await inTurn(blobId, async () => {
      const { epoch } = await chain.assignment();
      if (liveRegistrations(await chain.blob(blobId), epoch).length > 0) return undefined;
      return store.deleteBlob(blobId);
    });
    // Registered anew meanwhile: that event has a duty of its own.
    if (freedBytes === undefined) return outcomeOf(blobId, 'waiting');
    return outcomeOf(blobId, 'collected', { freedBytes });
  }

  const duties: Duties = {
    tick: () => ticks(tick),
    async catchUp() {
      const all: DutyOutcome[] = [];
      for (;;) {
        const outcomes = await duties.tick();
        if (outcomes.length === 0 && !walk) return all;
        all.push(...outcomes);
      }
    },
    pending: async (limit) => (await queue.list(undefined, limit)).length,
    async proof(blobId) {
      const text = await store.getRecord(proofKey(blobId));
      return text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'base64'));
    },
    async stop() {
      stopping.abort(new Error('the node is stopping'));
      await ticks(async () => undefined);
    },
  };
  return duties;
}

const keyOf = (blobId: Uint8Array) => Buffer.from(blobId).toString('hex');
const proofKey = (blobId: Uint8Array) => `proof/${keyOf(blobId)}`;

function outcomeOf(
  blobId: Uint8Array,
  kind: DutyOutcome['kind'],
  facts: Partial<Omit<DutyOutcome, 'blobId' | 'kind'>> = {},
): DutyOutcome {
  return {
    blobId: blobIdToString(blobId),
    kind,
    recoveredSlivers: 0,
    downloadedBytes: 0,
    freedBytes: 0,
    ...facts,
  };
}

function report(logger: Logger, outcome: DutyOutcome): void {
  const { kind, ...facts } = outcome;
  if (kind === 'recovered') logger.info(facts, 'recovered what was missing of a blob');
  else if (kind === 'collected' && outcome.freedBytes > 0) logger.info(facts, 'removed a blob');
  else if (kind === 'inconsistent') logger.warn(facts, 'a blob is badly encoded; its proof is kept');
  else if (kind === 'postponed') logger.warn(facts, 'a blob is still incomplete');
  else logger.debug({ kind, ...facts }, 'looked at a blob');
}

/** Runs a task for each item, a few at a time; results in the order of the items. Waits for all, then throws the first error. */
async function eachOf<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const errors: unknown[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length && errors.length === 0; index = next++) {
      try {
        results[index] = await task(items[index]!);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
