/**
 * The scrub: a walk over everything that a node has to keep, again and again, at a bounded rate. It reads
 * each entry from the disk and verifies it, so that rot is found, and repaired from neighbours, while there
 * are neighbours to repair it from.
 */
import type { Logger } from 'pino';
import { equalBytes, sleep, type Timers } from '@haulout/sdk/base';
import { NoCommittee } from '@haulout/sdk/chain';
import { blobIdToString, pairOfShard } from '@haulout/sdk/encoding';
import type { Assignment, ChainView } from '../chain/chain-view.js';
import { keptShards } from '../migration/hand-over.js';
import type { BlobStore, StoredEntry } from '../store/blob-store.js';
import { serial } from '../store/serial.js';
import { isUnread, StoreFailure } from '../store/store-failure.js';
import type { Inspection, VerifiedBlobs } from '../store/verified/verified-blobs.js';
import {
  readScrubState,
  writeScrubState,
  type EndedScrubPass,
  type ScrubCount,
  type ScrubPass,
  type ScrubState,
} from './scrub-record.js';

/** What a look at an entry has come to. */
export type ScrubFinding =
  | Inspection
  | {
      /** The disk does not give it. */
      readonly kind: 'unread';
    };

/** How far the scrub of a node has come. */
export interface ScrubReport {
  /** The pass under way; undefined between two. */
  readonly pass: ScrubPass | undefined;
  /** The last pass that has ended; undefined before the first one does. */
  readonly last: EndedScrubPass | undefined;
  /** Bytes that are stored now. */
  readonly storedBytes: number;
}

/** The scrub of a node. */
export interface Scrub {
  /** The pass under way, and the last one that has ended. */
  report(): ScrubReport;
  /**
   * Looks at everything once, from the beginning, as fast as it goes. Calls at the same time share a pass,
   * and the signal of the first. When it is aborted, the background goes on with the pass at its own pace.
   *
   * @throws the signal's reason; when the committee is not known, as the chain has never been reached
   */
  run(signal?: AbortSignal): Promise<EndedScrubPass>;
  /** Ends what is under way, and keeps how far it has come. */
  stop(): Promise<void>;
}

/** What it works with. */
export interface ScrubParts {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly blobs: Pick<VerifiedBlobs, 'inspect'>;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Time for a pass in the background, in ms; undefined: there are none. */
  readonly periodMs: number | undefined;
  /** Ms since 1970; default: the clock of the machine. */
  readonly wallClock?: () => number;
  /** To be told of each entry. */
  readonly onInspected?: (finding: ScrubFinding) => void;
}

/** Blobs whose ids are read at once. */
const PAGE = 64;
/** The longest pause between two blobs: a small store is walked over more often than it has to be. */
const MAX_PAUSE_MS = 60 * 60_000;
/** The pause after a failure. */
const FAILED_PAUSE_MS = 60_000;
/** The least pause behind what the disk does not give: one that fails is not asked all the time. */
const UNREAD_PAUSE_MS = 1_000;
/** Entries that a pass comes back to, at most. */
const MOST_UNREAD = 4_096;
/** How often it is kept how far a pass has come. */
const KEEP_MS = 10_000;

/** The scrub of a node that has just been opened. It begins where it stopped. */
export async function createScrub(parts: ScrubParts): Promise<Scrub> {
  const { store, timers, logger, periodMs } = parts;
  const walk = new ScrubWalk(parts, await readScrubState(store));
  const inTurn = serial();
  const stopping = new AbortController();
  let running: Promise<EndedScrubPass> | undefined;

  async function background(period: number): Promise<void> {
    let isInTrouble = false;
    while (!stopping.signal.aborted) {
      const began = timers.now();
      let pause = FAILED_PAUSE_MS;
      try {
        const { share, isWhole } = await inTurn(() => walk.step());
        pause = Math.min(MAX_PAUSE_MS, share * period - (timers.now() - began));
        if (!isWhole) pause = Math.max(pause, UNREAD_PAUSE_MS);
        isInTrouble = false;
      } catch (error) {
        isInTrouble ||= error instanceof NoCommittee; // it begins with the first
        logger[isInTrouble ? 'debug' : 'warn'](
          { err: error },
          'the scrub could not go on; it is tried again',
        );
        isInTrouble = true;
      }
      await sleep(timers, Math.max(0, pause), { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function run(signal: AbortSignal): Promise<EndedScrubPass> {
    const before = walk.state.last;
    await inTurn(async () => walk.beginAnew());
    while (walk.state.last === before) {
      signal.throwIfAborted();
      await inTurn(() => walk.step());
    }
    return walk.state.last!;
  }

  const scrubbing = periodMs === undefined ? Promise.resolve() : background(periodMs);
  return {
    report: () => {
      const { pass, last } = walk.state;
      return { pass, last, storedBytes: store.usage().usedBytes };
    },
    run(signal) {
      const signals = [stopping.signal, ...(signal ? [signal] : [])];
      running ??= run(AbortSignal.any(signals)).finally(() => (running = undefined));
      return running;
    },
    async stop() {
      stopping.abort(new Error('the node is stopping'));
      await Promise.all([scrubbing, running?.catch(() => undefined)]);
      await inTurn(() => walk.keep()).catch((error: unknown) => {
        logger.warn({ err: error }, 'how far the scrub has come could not be kept; it repeats a part');
      });
    },
  };
}

/** What a step has come to. */
interface Step {
  /** The share of a period that it should take. */
  readonly share: number;
  /** Whether the disk gave all that was looked at. */
  readonly isWhole: boolean;
}

/** What was looked at: bytes that are right, and what the disk did not give. */
interface Look {
  readonly bytes: number;
  readonly unread: readonly StoredEntry[];
}

/** A pass after the other, a blob at a time; at the end of each, what the disk did not give once more. */
class ScrubWalk {
  readonly #parts: ScrubParts;
  readonly #wallClock: () => number;
  #state: ScrubState;
  #keptAt: number | undefined;
  /** Blobs to look at next. */
  #page: readonly Uint8Array[] = [];
  /** What the disk has not given in this pass, since the node was opened. */
  #unread: StoredEntry[] = [];
  /** Whether the log has that there is such a thing. */
  #isUnreadTold = false;
  /** The blob that was being looked at when the process before this one ended. */
  #fatal: Uint8Array | undefined;

  constructor(parts: ScrubParts, state: ScrubState) {
    this.#parts = parts;
    this.#wallClock = parts.wallClock ?? Date.now;
    this.#state = { ...state, at: undefined };
    this.#fatal = state.at;
  }

  get state(): ScrubState {
    return this.#state;
  }

  /** Drops the pass under way, if there is one, and begins another one. */
  beginAnew(): void {
    const pass = { entries: 0, bytes: 0, rotten: 0, unread: 0, beganMs: this.#wallClock() };
    this.#state = { ...this.#state, pass, after: undefined, at: undefined };
    this.#page = [];
    this.#unread = [];
    this.#isUnreadTold = false;
  }

  /** Looks at the next blob, or comes back to what the disk has not given. */
  async step(): Promise<Step> {
    const { chain, store } = this.#parts;
    if (this.#state.pass === undefined) this.beginAnew();
    if (this.#page.length === 0) this.#page = await chain.blobs(this.#state.after, PAGE);
    const [blobId, ...page] = this.#page;
    const assignment = await chain.assignment();
    let look: Look;
    if (blobId !== undefined) {
      look = await this.#lookAtBlob(blobId, assignment);
      this.#unread.push(...look.unread.slice(0, MOST_UNREAD - this.#unread.length));
      this.#page = page;
      this.#state = { ...this.#state, after: blobId };
    } else {
      const [entry] = this.#unread;
      if (entry === undefined) return { share: await this.#end(), isWhole: true };
      // Without metadata nothing else of the blob was looked at.
      look = await this.#lookAt(entry.place === undefined ? entriesOf(entry.blobId, assignment) : [entry]);
      this.#unread.shift();
      this.#count({ unread: -1 });
    }
    const share = look.bytes / Math.max(look.bytes, store.usage().usedBytes, 1);
    return { share, isWhole: look.unread.length === 0 };
  }

  /** Keeps how far it has come. */
  keep(): Promise<void> {
    return writeScrubState(this.#parts.store, { ...this.#state, at: undefined }, { sync: true });
  }

  /**
   * Looks at a blob, unless that has ended the process before: the system ends one that reads a file through
   * a sector that fails.
   */
  async #lookAtBlob(blobId: Uint8Array, assignment: Assignment): Promise<Look> {
    if (this.#fatal !== undefined && equalBytes(this.#fatal, blobId)) {
      this.#fatal = undefined;
      this.#count({ unread: 1 });
      this.#parts.logger.error(
        { blobId: blobIdToString(blobId) },
        'the node ended while its scrub read this blob, and goes past it: if it does again, repair the store',
      );
      return { bytes: 0, unread: [] };
    }
    await this.#note({ at: blobId });
    const look = await this.#lookAt(entriesOf(blobId, assignment));
    const isDue = this.#keptAt === undefined || this.#parts.timers.now() - this.#keptAt >= KEEP_MS;
    if (isDue) this.#keptAt = this.#parts.timers.now();
    await this.#note({ after: blobId, at: undefined }, isDue);
    return look;
  }

  /** Notes where it is, as the process may end. A disk that takes no notes is read all the same. */
  async #note(place: Partial<Pick<ScrubState, 'after' | 'at'>>, sync = false): Promise<void> {
    this.#state = { ...this.#state, ...place };
    await writeScrubState(this.#parts.store, this.#state, { sync }).catch((error: unknown) => {
      if (!(error instanceof StoreFailure)) throw error;
    });
  }

  async #lookAt(entries: Iterable<StoredEntry>): Promise<Look> {
    const unread: StoredEntry[] = [];
    let bytes = 0;
    for (const entry of entries) {
      const finding = await this.#inspect(entry);
      this.#parts.onInspected?.(finding);
      const { kind } = finding;
      if (kind === 'good') {
        bytes += finding.bytes;
        this.#count({ entries: 1, bytes: finding.bytes });
      } else if (kind === 'rotten') this.#count({ entries: 1, rotten: 1 });
      else if (kind === 'unread') {
        unread.push(entry);
        this.#count({ unread: 1 });
      }
      // Slivers cannot be verified without it.
      if (entry.place === undefined && kind !== 'good') break;
    }
    return { bytes, unread };
  }

  async #inspect(entry: StoredEntry): Promise<ScrubFinding> {
    const { blobs, logger } = this.#parts;
    try {
      return await blobs.inspect(entry);
    } catch (error) {
      if (!isUnread(error)) throw error;
      logger[this.#isUnreadTold ? 'debug' : 'warn'](
        { blobId: blobIdToString(entry.blobId), ...entry.place, err: error },
        'the disk does not give something that is stored; the scrub goes on, and comes back to it',
      );
      this.#isUnreadTold = true;
      return { kind: 'unread' };
    }
  }

  #count(more: Partial<ScrubCount>): void {
    const { entries = 0, bytes = 0, rotten = 0, unread = 0 } = more;
    const pass = this.#state.pass!;
    this.#state = {
      ...this.#state,
      pass: {
        ...pass,
        entries: pass.entries + entries,
        bytes: pass.bytes + bytes,
        rotten: pass.rotten + rotten,
        unread: pass.unread + unread,
      },
    };
  }

  /** Resolves to what is left of a period: the store may have what no blob explains. */
  async #end(): Promise<number> {
    const last = { ...this.#state.pass!, endedMs: this.#wallClock() };
    this.#state = { pass: undefined, after: undefined, at: undefined, last };
    await this.#note({}, true);
    const { entries, bytes, rotten, unread } = last;
    const level = rotten + unread > 0 ? 'warn' : entries > 0 ? 'info' : 'debug';
    this.#parts.logger[level]({ entries, bytes, rotten, unread }, 'everything that is stored was looked at');
    return 1 - Math.min(1, bytes / Math.max(1, this.#parts.store.usage().usedBytes));
  }
}

/** What a node has to keep of a blob, the metadata first. */
function* entriesOf(blobId: Uint8Array, assignment: Assignment): Generator<StoredEntry> {
  yield { blobId };
  for (const shard of keptShards(assignment)) {
    const pairIndex = pairOfShard(blobId, shard, assignment.nShards);
    for (const axis of ['primary', 'secondary'] as const) yield { blobId, place: { pairIndex, axis } };
  }
}
