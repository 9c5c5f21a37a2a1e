/**
 * The scrub: a walk over everything that a node has to keep, again and again, at a bounded rate. It reads
 * each entry from the disk and verifies it, so that rot is found, and repaired from neighbours, while there
 * are neighbours to repair it from.
 */
import type { Logger } from 'pino';
import { sleep, type Timers } from '@haulout/sdk/base';
import { NoCommittee } from '@haulout/sdk/chain';
import { pairOfShard } from '@haulout/sdk/encoding';
import type { Assignment, ChainView } from '../chain/chain-view.js';
import { keptShards } from '../migration/hand-over.js';
import type { BlobStore, StoredEntry } from '../store/blob-store.js';
import { serial } from '../store/serial.js';
import type { Inspection, VerifiedBlobs } from '../store/verified/verified-blobs.js';
import {
  readScrubState,
  writeScrubState,
  type EndedScrubPass,
  type ScrubPass,
  type ScrubState,
} from './scrub-record.js';

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
  readonly onInspected?: (inspection: Inspection) => void;
}

/** Blobs whose ids are read at once. */
const PAGE = 64;
/** The longest pause between two blobs: a small store is walked over more often than it has to be. */
const MAX_PAUSE_MS = 60 * 60_000;
/** The pause after a failure. */
const FAILED_PAUSE_MS = 60_000;
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
        const share = await inTurn(() => walk.step());
        pause = Math.min(MAX_PAUSE_MS, share * period - (timers.now() - began));
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

/** A pass after the other, a blob at a time. */
class ScrubWalk {
  readonly #parts: ScrubParts;
  readonly #wallClock: () => number;
  #state: ScrubState;
  #keptAt: number | undefined;
  /** Blobs to look at next. */
  #page: readonly Uint8Array[] = [];

  constructor(parts: ScrubParts, state: ScrubState) {
    this.#parts = parts;
    this.#wallClock = parts.wallClock ?? Date.now;
    this.#state = state;
  }

  get state(): ScrubState {
    return this.#state;
  }

  /** Drops the pass under way, if there is one, and begins another one. */
  beginAnew(): void {
    const pass = { entries: 0, bytes: 0, rotten: 0, beganMs: this.#wallClock() };
    this.#state = { ...this.#state, pass, after: undefined };
    this.#page = [];
  }

  /** Looks at the next blob. Resolves to the share of a period that this should take. */
  async step(): Promise<number> {
    const { chain, store } = this.#parts;
    if (this.#state.pass === undefined) this.beginAnew();
    if (this.#page.length === 0) this.#page = await chain.blobs(this.#state.after, PAGE);
    const [blobId, ...page] = this.#page;
    if (blobId === undefined) {
      await this.#end();
      return store.usage().usedBytes === 0 ? 1 : 0;
    }
    const bytes = await this.#lookAt(blobId, await chain.assignment());
    this.#page = page;
    this.#state = { ...this.#state, after: blobId };
    const { timers } = this.#parts;
    if (this.#keptAt === undefined || timers.now() - this.#keptAt >= KEEP_MS) await this.keep();
    return bytes / Math.max(bytes, store.usage().usedBytes, 1);
  }

  /** Keeps how far it has come. */
  async keep(): Promise<void> {
    this.#keptAt = this.#parts.timers.now();
    await writeScrubState(this.#parts.store, this.#state);
  }

  /** Resolves to the bytes that were looked at. */
  async #lookAt(blobId: Uint8Array, assignment: Assignment): Promise<number> {
    const { blobs, onInspected } = this.#parts;
    let read = 0;
    for (const entry of entriesOf(blobId, assignment)) {
      const inspection = await blobs.inspect(entry);
      onInspected?.(inspection);
      const { entries, bytes, rotten, ...pass } = this.#state.pass!;
      const isRotten = inspection.kind === 'rotten';
      const found = inspection.kind === 'good' ? inspection.bytes : 0;
      read += found;
      this.#state = {
        ...this.#state,
        pass: {
          ...pass,
          entries: entries + Number(inspection.kind !== 'missing'),
          bytes: bytes + found,
          rotten: rotten + Number(isRotten),
        },
      };
      // Slivers cannot be verified without it.
      if (entry.place === undefined && inspection.kind !== 'good') break;
    }
    return read;
  }

  async #end(): Promise<void> {
    const last = { ...this.#state.pass!, endedMs: this.#wallClock() };
    this.#state = { pass: undefined, after: undefined, last };
    await this.keep();
    const { logger } = this.#parts;
    const { entries, bytes, rotten } = last;
    logger[rotten > 0 ? 'warn' : 'info'](
      { entries, bytes, rotten },
      'everything that is stored was looked at',
    );
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
