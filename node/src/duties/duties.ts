/**
 * What a node does without being asked: it takes over the shards that an epoch gives it (R5), recovers what it should hold
 * of certified blobs (R13), and removes what it does not owe any more: blobs that nobody pays for, and shards that
 * others have taken over.
 *
 * Each event on chain puts its blob on a durable queue; an epoch change, and every start, walks over all blobs once.
 * Work proceeds in ticks of bounded size, so that whoever drives it decides when.
 */

import type { Logger } from 'pino';
import type { StorageNetwork } from '@haulout/sdk/nodes';
import type { ChainView } from '../chain/chain-view.js';
import { handOverNotes, type HandOver } from '../migration/hand-over.js';
import { isOwedSince } from '../migration/owed.js';
import { createTransfer } from '../migration/transfer.js';
import type { BlobStore } from '../store/blob-store.js';
import { serial, type Exclusive } from '../store/serial.js';
import { createBlobDuty, proofKey, type DutyOutcome } from './blob-duty.js';
import { dutyQueue, type Duty } from './duty-queue.js';
import { inParallel } from './in-parallel.js';

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
  /**
   * Ticks until the node has its shards of an epoch, or nothing is left that can be done now. Not done is also an epoch
   * that is not the current one. Once it was done it stays so, until the node loses what it has stored.
   *
   * @throws when the chain cannot be reached
   */
  handOver(epoch: number): Promise<HandOver>;
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
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly logger: Logger;
  readonly onOutcome?: ((outcome: DutyOutcome) => void) | undefined;
}

/** Blobs looked at in one tick, from the queue and on a walk each. */
const BLOBS_PER_TICK = 64;
/** Blobs worked on at one time: bounds memory, since each holds one expanded sliver. */
const CONCURRENCY = 4;
/** Wait before the second attempt at a blob; doubles with each one after. */
const BACKOFF_MS = 5_000;
const MAX_BACKOFF_MS = 10 * 60_000;

/** A walk over all blobs. */
interface Walk {
  readonly epoch: number;
  after: Uint8Array | undefined;
}

/** The duties of a node that has just been opened. */
export function createDuties(parts: DutyParts): Duties {
  const { store, chain, network, logger, onOutcome } = parts;
  const queue = dutyQueue(store);
  const notes = handOverNotes(store);
  const transfer = createTransfer(parts);
  const perform = createBlobDuty({ ...parts, notes });
  const ticks = serial();
  const stopping = new AbortController();
  const { signal } = stopping;
  const backoff = new Map<string, { readonly attempts: number; readonly notBefore: number }>();
  let walk: Walk | undefined;
  /** The epoch for which the last walk began, and the one for which one has come to its end. */
  let begunEpoch: number | undefined;
  let walkedEpoch: number | undefined;
  /** Blobs from earlier epochs of which something is missing. */
  const incomplete = new Set<string>();
  /** Shards whose slivers go with the walk that is under way. */
  let surplus: readonly number[] = [];

  async function tick(): Promise<readonly DutyOutcome[]> {
    signal.throwIfAborted();
    await chain.sync();
    await beginWalk();
    const duties = await readyDuties();
    const outcomes = await lookAt(
      duties.map(({ blobId }) => blobId),
      false,
    );
    for (const [index, duty] of duties.entries()) {
      if (outcomes[index]!.kind !== 'postponed') await queue.done(duty);
    }
    return [...outcomes, ...(await walkOn())];
  }

  /** A new epoch, and shards to be dropped, take a walk over all blobs. */
  async function beginWalk(): Promise<void> {
    const assignment = await chain.assignment();
    const { epoch } = assignment;
    const dropping = await notes.surplus(assignment);
    if (epoch === begunEpoch && dropping.every((shard) => surplus.includes(shard))) return;
    // The committee may have been read from a later state than the events: all certificates of earlier epochs count.
    await chain.sync();
    if (epoch !== begunEpoch) incomplete.clear();
    begunEpoch = epoch;
    surplus = dropping;
    walk = { epoch, after: undefined };
  }

  async function walkOn(): Promise<readonly DutyOutcome[]> {
    if (!walk) return [];
    const { epoch } = walk;
    const page = await chain.blobs(walk.after, BLOBS_PER_TICK);
    const outcomes = await lookAt(page, true);
    const postponed = page.filter((_, index) => outcomes[index]!.kind === 'postponed');
    await queue.add(postponed, `walk of epoch ${epoch}`);
    walk.after = page.at(-1);
    if (page.length < BLOBS_PER_TICK) {
      walk = undefined;
      walkedEpoch = epoch;
      if (surplus.length > 0) await notes.noteDropped(surplus);
      surplus = [];
    }
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

  /** Takes over what can be taken over of some blobs, then does what is left to do about each. */
  async function lookAt(blobIds: readonly Uint8Array[], contiguous: boolean): Promise<DutyOutcome[]> {
    const transfers = await transfer(blobIds, contiguous, signal);
    return inParallel(CONCURRENCY, blobIds, async (blobId) => {
      const key = keyOf(blobId);
      const outcome = await perform({ blobId, transferred: transfers.get(key), surplus }, signal);
      await remember(blobId, outcome);
      report(logger, outcome);
      onOutcome?.(outcome);
      return outcome;
    });
  }

  async function remember(blobId: Uint8Array, { kind }: DutyOutcome): Promise<void> {
    const key = keyOf(blobId);
    if (kind !== 'postponed') {
      backoff.delete(key);
      incomplete.delete(key);
      return;
    }
    const attempts = (backoff.get(key)?.attempts ?? 0) + 1;
    const wait = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (attempts - 1));
    backoff.set(key, { attempts, notBefore: network.timers.now() + wait });
    const { epoch } = await chain.assignment();
    if (isOwedSince(await chain.blob(blobId), epoch, epoch)) incomplete.add(key);
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
    async handOver(epoch) {
      const isDone = () => walkedEpoch === epoch && begunEpoch === epoch && incomplete.size === 0;
      for (let done = isDone(); ; done = isDone()) {
        if (done) return { done, recovered: await notes.recovered(epoch) };
        const outcomes = await duties.tick();
        const isNow = begunEpoch === epoch;
        if (!isNow || (outcomes.length === 0 && !walk && !isDone())) {
          return { done: false, recovered: isNow ? await notes.recovered(epoch) : [] };
        }
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

function report(logger: Logger, outcome: DutyOutcome): void {
  const { kind, ...facts } = outcome;
  if (kind === 'recovered') logger.info(facts, 'recovered what was missing of a blob');
  else if (kind === 'transferred') logger.info(facts, 'took a blob over');
  else if (kind === 'collected' && outcome.freedBytes > 0) logger.info(facts, 'removed a blob');
  else if (kind === 'inconsistent') logger.warn(facts, 'a blob is badly encoded; its proof is kept');
  else if (kind === 'postponed') logger.warn(facts, 'a blob is still incomplete');
  else logger.debug({ kind, ...facts }, 'looked at a blob');
}
