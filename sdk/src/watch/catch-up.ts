/**
 * Catching up over long stretches: a list of checkpoints instead of a request for each. Where only events
 * count, the endpoint is asked for the checkpoints that have some. So catching up costs what the events cost,
 * however many checkpoints are passed over.
 *
 * A list without gaps is checked as all of the chain is: each checkpoint names the one before it. Over gaps
 * that is not possible. There, when the list has come, the endpoint is asked for more:
 *
 * - the last checkpoint that the list covers: it must have no event that the list left out
 * - the list again, without contents: it must be the same
 * - the first checkpoint: it must name the one that was known
 * - the last one listed: it must be the one listed
 *
 * So what is delivered is of one chain, also when the chain is set back meanwhile. That no event is left out
 * in between is believed, as the contents of a checkpoint are.
 *
 * Nothing depends on a list. Whenever one fails, the checkpoints are asked for one by one, which finds out
 * whose fault it is.
 */
import { codeOf } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { isNextAfter, type Anchor, type RawCheckpoint } from './checkpoint.js';
import type { Endpoint } from './endpoint.js';
import { WatchError } from './errors.js';
import type { EventReader } from './events.js';
import { readListing, type Listing } from './listing.js';
import { backoff, type WatchSettings } from './settings.js';

/** What Sui's full nodes give in one list, at the most. */
const LIST_LIMIT = 100;
/** Packages that Sui's full nodes take in one filter. */
const FILTER_LIMIT = 10;
/** Nobody upgrades more often. */
const MAX_FILTERS = 4;
/** Answers that mean that this endpoint gives no lists. */
const NEVER = new Set(['UNIMPLEMENTED', 'PERMISSION_DENIED', 'UNAUTHENTICATED']);

/** Checkpoints that were asked for together. */
interface Batch {
  /** Digest of the checkpoint before it. */
  readonly after: string;
  /** How many packages were known when it was asked for. */
  readonly packages: number | undefined;
  readonly checkpoints: Promise<readonly RawCheckpoint[]>;
}

/** What is asked for, and how. */
export interface CatchUpOptions {
  readonly endpoint: Endpoint;
  /** Says which checkpoints are wanted: those with its events; undefined: all. */
  readonly reader: EventReader | undefined;
  readonly settings: WatchSettings;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** Gets many checkpoints at once. */
export class CatchUp {
  readonly #endpoint: Endpoint;
  readonly #reader: EventReader | undefined;
  readonly #settings: WatchSettings;
  readonly #signal: AbortSignal;
  /** Asked for while the consumer is busy with the one before it. */
  #ahead: Batch | undefined;
  #attempt = 0;
  /** Of the timers; undefined: never. */
  #retryAt: number | undefined = -Infinity;

  constructor({ endpoint, reader, settings, signal }: CatchUpOptions) {
    this.#endpoint = endpoint;
    this.#reader = reader;
    this.#settings = settings;
    this.#signal = signal;
  }

  /** How many packages are known. When it changes, what is left of a batch is of no use. */
  get packages(): number | undefined {
    return this.#reader?.packageIds.length;
  }

  /**
   * The wanted checkpoints after a known one, up to the last of those given, which may be there only because
   * the list ends with it. Undefined when no list is to be had now. Rejects with the signal's reason only.
   *
   * @param tip the latest checkpoint that the endpoint is said to have
   */
  async after(anchor: Anchor, tip: bigint): Promise<readonly RawCheckpoint[] | undefined> {
    if (!this.isWorthIt(anchor.sequenceNumber, tip)) return undefined;
    const { packages } = this;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const batch =
      ahead !== undefined && ahead.after === anchor.digest && ahead.packages === packages
        ? ahead
        : this.#begin(anchor, tip);
    let checkpoints: readonly RawCheckpoint[];
    try {
      checkpoints = await batch.checkpoints;
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#failed(error);
      return undefined;
    }
    this.#attempt = 0;
    const end = checkpoints.at(-1)!;
    if (this.isWorthIt(end.sequenceNumber, tip)) this.#ahead = this.#begin(end, tip);
    return checkpoints;
  }

  /** Whether a list will be asked for after this checkpoint. */
  isWorthIt(sequenceNumber: bigint, tip: bigint): boolean {
    if (this.#retryAt === undefined || this.#settings.timers.now() < this.#retryAt) return false;
    return tip - sequenceNumber > this.#least;
  }

  /** So many are asked for one by one at one time anyway. */
  get #least(): bigint {
    return BigInt(this.#settings.fetchAhead);
  }

  #begin(anchor: Anchor, tip: bigint): Batch {
    const checkpoints =
      this.#reader === undefined ? this.#all(anchor, tip) : this.#some(anchor, tip, this.#reader);
    checkpoints.catch(() => undefined);
    return { after: anchor.digest, packages: this.packages, checkpoints };
  }

  /** Every checkpoint, each checked by the one before it. */
  async #all(anchor: Anchor, tip: bigint): Promise<readonly RawCheckpoint[]> {
    const query = { from: anchor.sequenceNumber + 1n, to: tip, packageIds: undefined, limit: LIST_LIMIT };
    const { checkpoints, covered } = await readListing(this.#endpoint, query, this.#signal);
    this.#checkProgress(anchor, covered, tip);
    let before: Anchor = anchor;
    for (const checkpoint of checkpoints) {
      if (!isNextAfter(checkpoint, before))
        throw bad(`${checkpoint.sequenceNumber} is not the one after ${before.sequenceNumber}`);
      before = checkpoint;
    }
    if (before.sequenceNumber !== covered)
      throw bad(`it ends with ${before.sequenceNumber} and covers ${covered}`);
    return checkpoints;
  }

  /** Those with events. */
  async #some(anchor: Anchor, tip: bigint, reader: EventReader): Promise<readonly RawCheckpoint[]> {
    const endpoint = this.#endpoint;
    const signal = this.#signal;
    const from = anchor.sequenceNumber + 1n;
    const { packageIds } = reader;
    const { checkpoints, covered } = await this.#listEvents({
      from,
      to: tip,
      packageIds,
      headersOnly: false,
    });
    this.#checkProgress(anchor, covered, tip);
    for (const [index, checkpoint] of checkpoints.entries()) {
      const before: Anchor = checkpoints[index - 1] ?? anchor;
      const adjacent = checkpoint.sequenceNumber === before.sequenceNumber + 1n;
      if (adjacent && !isNextAfter(checkpoint, before))
        throw bad(`${checkpoint.sequenceNumber} is not the one after ${before.sequenceNumber}`);
    }
    const last = checkpoints.at(-1);
    // From here on everything is asked for when the list is here: what it shows of the chain is newer than
    // the list.
    const end = last?.sequenceNumber === covered ? last : await endpoint.checkpoint(covered, signal);
    if (end !== last && end.transactions.some(({ events }) => events.some(({ type }) => reader.knows(type))))
      throw bad(`it leaves out ${covered}, which has events`);
    const [first, sample, again] = await Promise.all([
      endpoint.header(from, signal),
      last && endpoint.header(last.sequenceNumber, signal),
      this.#listEvents({ from, to: covered, packageIds, headersOnly: true }),
    ]);
    if (first.previousDigest !== anchor.digest)
      throw bad(`${from} is not the one after ${anchor.sequenceNumber}`);
    if (sample?.digest !== last?.digest)
      throw bad(`its checkpoint ${last?.sequenceNumber} is not the one of the chain`);
    if (again.covered !== covered) throw new Error('the endpoint listed less when it was asked again');
    const names = (list: readonly RawCheckpoint[]): string => list.map(({ digest }) => digest).join();
    if (names(again.checkpoints) !== names(checkpoints))
      throw bad('it is another one when it is asked for again');
    return end === last ? checkpoints : [...checkpoints, end];
  }

  /** A filter takes only so many packages, so there can be several lists of one range. */
  async #listEvents({
    from,
    to,
    packageIds,
    headersOnly,
  }: {
    readonly from: bigint;
    readonly to: bigint;
    readonly packageIds: readonly string[];
    readonly headersOnly: boolean;
  }): Promise<Listing> {
    const filters: string[][] = [];
    for (let i = 0; i < packageIds.length; i += FILTER_LIMIT)
      filters.push(packageIds.slice(i, i + FILTER_LIMIT));
    if (filters.length > MAX_FILTERS) throw bad(`${packageIds.length} packages are too many for it`);
    const lists = await Promise.all(
      filters.map((packageIds) => {
        const query = { from, to, packageIds, limit: LIST_LIMIT, headersOnly };
        return readListing(this.#endpoint, query, this.#signal);
      }),
    );
    let covered = to;
    for (const list of lists) {
      const known = list.covered ?? from - 1n;
      if (known < covered) covered = known;
    }
    const distinct = new Map<bigint, RawCheckpoint>();
    for (const { checkpoints } of lists) {
      for (const checkpoint of checkpoints)
        if (checkpoint.sequenceNumber <= covered) distinct.set(checkpoint.sequenceNumber, checkpoint);
    }
    const checkpoints = [...distinct.values()].sort((a, b) => (a.sequenceNumber < b.sequenceNumber ? -1 : 1));
    return { checkpoints, covered };
  }

  /** A list that is no longer than what is asked for one by one is of no use. */
  #checkProgress(anchor: Anchor, covered: bigint | undefined, tip: bigint): asserts covered is bigint {
    const length = (covered ?? anchor.sequenceNumber) - anchor.sequenceNumber;
    if (length > this.#least || covered === tip) return;
    throw new Error(`the endpoint listed ${length} of ${tip - anchor.sequenceNumber} checkpoints`);
  }

  #failed(error: unknown): void {
    const never = error instanceof WatchError || NEVER.has(codeOf(error) ?? '');
    const attempt = ++this.#attempt;
    const retryInMs = never ? undefined : backoff(this.#settings, attempt);
    this.#retryAt = retryInMs === undefined ? undefined : this.#settings.timers.now() + retryInMs;
    this.#settings.onTrouble(withJson({ what: 'list', error, attempt, retryInMs }));
  }
}

function bad(why: string): WatchError {
  return new WatchError('BAD_LIST', `the endpoint's list of checkpoints cannot be used: ${why}`);
}
