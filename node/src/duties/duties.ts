/**
 * What a node does without being asked: it takes over the shards that an epoch gives it (R5), recovers what
 * it should hold of certified blobs (R13), and removes what it does not owe any more: blobs that nobody pays
 * for, and shards that others have taken over.
 *
 * Each event on chain puts its blob on a durable queue; an epoch change, and every start, walks over all
 * blobs once. Work proceeds in ticks of bounded size, so that whoever drives it decides when.
 */
import type { Logger } from 'pino';
import type { StorageNetwork } from '@haulout/sdk/nodes';
import type { ChainView } from '../chain/chain-view.js';
import { hex } from '../hex.js';
import { handOverNotes, type HandOver, type HandOverNotes } from '../migration/hand-over.js';
import { isOwedSince } from '../migration/owed.js';
import { Transfer, type TransferRequest } from '../migration/transfer.js';
import type { BlobStore } from '../store/blob-store.js';
import { serial, type Exclusive } from '../store/serial.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { createBlobDuty, proofKey, type BlobDutyPerformer, type DutyOutcome } from './blob-duty.js';
import { BlobWalk } from './blob-walk.js';
import { dutyQueue, type Duty, type DutyQueue } from './duty-queue.js';
import { inParallel } from './in-parallel.js';
import { Retries } from './retries.js';

/** The duties of a node. */
export interface Duties {
  /**
   * Learns what is new on chain and looks at a bounded number of blobs. An empty result means that nothing is
   * left that can be done now. Calls run one after the other.
   *
   * @throws when the chain cannot be reached
   */
  tick(): Promise<readonly DutyOutcome[]>;
  /** Ticks until nothing is left that can be done now. */
  catchUp(): Promise<readonly DutyOutcome[]>;
  /**
   * Ticks until the node has its shards of an epoch, or nothing is left that can be done now. Not done is
   * also an epoch that is not the current one. Once it was done it stays so, until the node loses what it has
   * stored.
   *
   * @throws when the chain cannot be reached
   */
  handOver(epoch: number): Promise<HandOver>;
  /** Blobs on the queue, counted up to `limit`. */
  pending(limit: number): Promise<number>;
  /**
   * The BCS of the inconsistency proof that recovery found for a blob, behind one byte for its axis (0
   * primary).
   */
  proof(blobId: Uint8Array): Promise<Uint8Array | undefined>;
  /** Ends what is under way; ticks reject from then on. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** What the duties work with. */
export interface DutyParts {
  readonly store: BlobStore;
  readonly blobs: VerifiedBlobs;
  readonly chain: ChainView;
  readonly inTurn: Exclusive;
  /** How to talk to the other nodes. */
  readonly network: StorageNetwork;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly logger: Logger;
  readonly onOutcome?: ((outcome: DutyOutcome) => void) | undefined;
  /**
   * Whether the node must take nothing from others, nor drop anything, as a round of challenges is open;
   * default: never.
   */
  readonly isPaused?: (() => Promise<boolean>) | undefined;
}

/** Blobs looked at in one tick, from the queue and on a walk each. */
const BLOBS_PER_TICK = 64;
/** Blobs worked on at one time: bounds memory, since each holds one expanded sliver. */
const CONCURRENCY = 4;

/** The duties of a node that has just been opened. */
export function createDuties(parts: DutyParts): Duties {
  const ticks = serial();
  const stopping = new AbortController();
  const round = new DutyRound(parts, stopping.signal);
  const tick = () => ticks(() => round.run());
  return {
    tick,
    async catchUp() {
      const all: DutyOutcome[] = [];
      for (;;) {
        const outcomes = await tick();
        if (outcomes.length === 0 && (round.isPaused || !round.isWalking)) return all;
        all.push(...outcomes);
      }
    },
    async handOver(epoch) {
      for (let done = round.hasShardsOf(epoch); ; done = round.hasShardsOf(epoch)) {
        if (done) return { done, recovered: await round.recovered(epoch) };
        const outcomes = await tick();
        const isNow = round.epoch === epoch;
        const isIdle = outcomes.length === 0 && (round.isPaused || !round.isWalking);
        if (!isNow || (isIdle && !round.hasShardsOf(epoch))) {
          return { done: false, recovered: isNow ? await round.recovered(epoch) : [] };
        }
      }
    },
    pending: (limit) => round.pending(limit),
    async proof(blobId) {
      const text = await parts.store.getRecord(proofKey(blobId));
      return text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'base64'));
    },
    async stop() {
      stopping.abort(new Error('the node is stopping'));
      await ticks(async () => undefined);
    },
  };
}

/** One bounded round of duties after the other, and what has to be known between them. */
class DutyRound {
  readonly #parts: DutyParts;
  readonly #signal: AbortSignal;
  readonly #queue: DutyQueue;
  readonly #notes: HandOverNotes;
  readonly #transfer: Transfer;
  readonly #perform: BlobDutyPerformer;
  readonly #retries: Retries;
  readonly #walk: BlobWalk;
  #isPaused = false;
  /** Blobs from earlier epochs of which something is missing, by their ids in hex. */
  readonly #incomplete = new Set<string>();

  constructor(parts: DutyParts, signal: AbortSignal) {
    const { store, chain, network } = parts;
    this.#parts = parts;
    this.#signal = signal;
    this.#queue = dutyQueue(store);
    this.#notes = handOverNotes(store);
    this.#transfer = new Transfer(parts);
    this.#perform = createBlobDuty({ ...parts, notes: this.#notes });
    this.#retries = new Retries(network.timers);
    this.#walk = new BlobWalk(chain, BLOBS_PER_TICK);
  }

  /** Whether nothing could be done the last time. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Whether a walk over all blobs is under way. */
  get isWalking(): boolean {
    return this.#walk.isUnderWay;
  }

  /** The epoch for which the last walk began. */
  get epoch(): number | undefined {
    return this.#walk.epoch;
  }

  /** Whether the node is known to have all its shards of an epoch. */
  hasShardsOf(epoch: number): boolean {
    return this.#walk.hasEndedFor(epoch) && this.#incomplete.size === 0;
  }

  /** Gained shards of an epoch that had to be rebuilt. */
  recovered(epoch: number): Promise<readonly number[]> {
    return this.#notes.recovered(epoch);
  }

  /** Blobs on the queue, counted up to `limit`. */
  async pending(limit: number): Promise<number> {
    return (await this.#queue.list(undefined, limit)).length;
  }

  /** See {@link Duties.tick}. */
  async run(): Promise<readonly DutyOutcome[]> {
    this.#signal.throwIfAborted();
    await this.#parts.chain.sync();
    this.#isPaused = (await this.#parts.isPaused?.()) ?? false;
    if (this.#isPaused) return [];
    await this.#beginWalk();
    const duties = await this.#readyDuties();
    const blobIds = duties.map(({ blobId }) => blobId);
    const outcomes = await this.#lookAt({ blobIds, contiguous: false });
    for (const [index, duty] of duties.entries()) {
      if (outcomes[index]!.kind !== 'postponed') await this.#queue.done(duty);
    }
    return [...outcomes, ...(await this.#walkOn())];
  }

  /** A new epoch, and shards to be dropped, take a walk over all blobs. */
  async #beginWalk(): Promise<void> {
    const { chain } = this.#parts;
    const assignment = await chain.assignment();
    const { epoch } = assignment;
    const surplus = await this.#notes.surplus(assignment);
    if (this.#walk.covers(epoch, surplus)) return;
    // The committee may have been read from a later state than the events: all certificates of earlier epochs
    // count.
    await chain.sync();
    if (epoch !== this.#walk.epoch) this.#incomplete.clear();
    this.#walk.begin(epoch, surplus);
  }

  async #walkOn(): Promise<readonly DutyOutcome[]> {
    const { epoch, surplus } = this.#walk;
    const page = await this.#walk.next();
    if (page === undefined) return [];
    const outcomes = await this.#lookAt({ blobIds: page, contiguous: true });
    const postponed = page.filter((_, index) => outcomes[index]!.kind === 'postponed');
    await this.#queue.add(postponed, `walk of epoch ${epoch}`);
    if (this.#walk.passed(page) && surplus.length > 0) await this.#notes.noteDropped(surplus);
    return outcomes;
  }

  async #readyDuties(): Promise<Duty[]> {
    const ready: Duty[] = [];
    for (let last: Duty | undefined; ;) {
      const page = await this.#queue.list(last, BLOBS_PER_TICK);
      for (const duty of page) {
        if (ready.length < BLOBS_PER_TICK && this.#retries.isDue(hex(duty.blobId))) ready.push(duty);
      }
      last = page.at(-1);
      if (page.length < BLOBS_PER_TICK || ready.length === BLOBS_PER_TICK) return ready;
    }
  }

  /** Takes over what can be taken over of some blobs, then does what is left to do about each. */
  async #lookAt(request: TransferRequest): Promise<DutyOutcome[]> {
    const { logger, onOutcome } = this.#parts;
    const transfers = await this.#transfer.run(request, this.#signal);
    const { surplus } = this.#walk;
    return inParallel(CONCURRENCY, request.blobIds, async (blobId) => {
      const transferred = transfers.get(hex(blobId));
      const outcome = await this.#perform({ blobId, transferred, surplus }, this.#signal);
      await this.#remember(blobId, outcome);
      report(logger, outcome);
      onOutcome?.(outcome);
      return outcome;
    });
  }

  async #remember(blobId: Uint8Array, { kind }: DutyOutcome): Promise<void> {
    const { chain } = this.#parts;
    const key = hex(blobId);
    if (kind !== 'postponed') {
      this.#retries.forget(key);
      this.#incomplete.delete(key);
      return;
    }
    this.#retries.postpone(key);
    const { epoch } = await chain.assignment();
    if (isOwedSince(await chain.blob(blobId), epoch, epoch)) this.#incomplete.add(key);
  }
}

function report(logger: Logger, outcome: DutyOutcome): void {
  const { kind, ...facts } = outcome;
  if (kind === 'recovered') logger.info(facts, 'recovered what was missing of a blob');
  else if (kind === 'transferred') logger.info(facts, 'took a blob over');
  else if (kind === 'collected' && outcome.freedBytes > 0) logger.info(facts, 'removed a blob');
  else if (kind === 'inconsistent') logger.warn(facts, 'a blob is badly encoded; its proof is kept');
  else if (kind === 'postponed') logger.warn(facts, 'a blob is still incomplete');
  else logger.debug({ kind, ...facts }, 'looked at a blob');
}
