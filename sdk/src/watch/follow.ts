/**
 * The chain without gaps: every checkpoint from a given one on, each once, in order; or, where only events count, at least those that
 * have some.
 *
 * Two things are checked of each: its number is the next one, and it names the digest of the one before it. So an
 * endpoint can withhold the chain's end, and is then asked again, but cannot leave out a checkpoint, repeat one or
 * change to another chain unnoticed. What stands inside a checkpoint is believed, as far as nothing is missing from it. What is checked
 * where checkpoints are passed over says `leaps.ts`.
 */
import { isNextAfter, type Anchor, type RawCheckpoint } from './checkpoint.js';
import type { ChainHeight, Endpoint } from './endpoint.js';
import { WatchError } from './errors.js';
import type { EventReader } from './events.js';
import { Leaps } from './leaps.js';
import { LiveFeed } from './live-feed.js';
import { backoff, pause, type WatchSettings } from './settings.js';

export interface FollowStart {
  readonly next: bigint;
  /** The checkpoint before it, where it is known. */
  readonly anchor: Anchor | undefined;
  /** Digest that it must have itself, where known. */
  readonly digest: string | undefined;
  readonly chainIdentifier: string;
  /** The latest checkpoint. */
  readonly latest: bigint;
}

/**
 * Follows the chain until the signal is aborted. Rejects with its reason, or with a WatchError of code WRONG_CHAIN,
 * FORKED, PRUNED, BAD_CHECKPOINT or OVERSIZED.
 *
 * @param reader of the events that count; undefined: every checkpoint does. What it learns from a checkpoint it must have learned when
 * it comes for the next one.
 */
export async function* follow(
  endpoint: Endpoint,
  start: FollowStart,
  reader: EventReader | undefined,
  settings: WatchSettings,
  signal: AbortSignal,
): AsyncGenerator<RawCheckpoint, never> {
  let { next, anchor } = start;
  let expected = start.digest;
  let tip = start.latest;
  let failures = 0;
  const feed = new LiveFeed(endpoint, settings, signal);
  const leaps = new Leaps(endpoint, reader, settings, signal);
  const ahead = fetchAhead(endpoint, settings.fetchAhead, signal);

  /** Whether the tip turned out to be wrong just now. */
  let doubtful = false;

  const belongs = (checkpoint: RawCheckpoint): boolean =>
    (anchor === undefined || isNextAfter(checkpoint, anchor)) &&
    (expected === undefined || checkpoint.digest === expected);
  /** What was pushed and does not fit is asked for by its number before anybody is accused. */
  const fits = (pushed: RawCheckpoint): boolean => {
    try {
      return belongs(pushed);
    } catch {
      return false;
    }
  };
  const passed = (checkpoint: RawCheckpoint): void => {
    next = checkpoint.sequenceNumber + 1n;
    anchor = checkpoint;
    expected = undefined;
    failures = 0;
  };
  const failed = async (error: unknown): Promise<void> => {
    signal.throwIfAborted();
    if (error instanceof WatchError) throw error;
    const retryInMs = backoff(settings, ++failures);
    settings.onTrouble({ what: 'request', error, attempt: failures, retryInMs });
    await pause(settings.timers, retryInMs, signal);
  };
  const news = async (): Promise<void> => {
    feed.open();
    const live = feed.live;
    const before = feed.tip;
    await feed.wait(live && !doubtful ? settings.quietMs : settings.pollMs);
    doubtful = false;
    if (feed.tip > before) return;
    const height = await heightOf(endpoint, start.chainIdentifier, next, signal);
    failures = 0;
    if (height.latest > tip) tip = height.latest;
    if (live && tip >= next && feed.tip < next) feed.distrust();
  };
  /** It was said to be there. Perhaps it is gone for good; perhaps it has never been there. */
  const missing = async (): Promise<void> => {
    const { latest } = await heightOf(endpoint, start.chainIdentifier, next, signal);
    if (latest >= next) return;
    tip = latest;
    feed.forgetTip(latest);
    doubtful = true;
  };

  try {
    for (;;) {
      signal.throwIfAborted();
      const pushed = feed.take(next);
      if (feed.tip > tip) tip = feed.tip;
      if (pushed !== undefined && fits(pushed)) {
        passed(pushed);
        yield pushed;
        continue;
      }
      if (next > tip) {
        await news().catch(failed);
        continue;
      }
      const { packages } = leaps;
      const leap = anchor === undefined ? undefined : await leaps.after(anchor, tip);
      if (leap !== undefined) {
        for (const checkpoint of leap) {
          passed(checkpoint);
          yield checkpoint;
          if (leaps.packages !== packages) break;
        }
        continue;
      }
      let checkpoint: RawCheckpoint;
      try {
        // Before a leap one checkpoint is enough.
        checkpoint = await ahead.get(next, leaps.isWorthIt(next, tip) ? next : tip);
      } catch (error) {
        ahead.clear();
        if (isNotFound(error)) await missing().catch(failed);
        await failed(error);
        continue;
      }
      if (!belongs(checkpoint)) throw fork(checkpoint, expected, anchor?.digest);
      passed(checkpoint);
      yield checkpoint;
    }
  } finally {
    ahead.clear();
  }
}

/** How far the endpoint is; it must be the same chain, and still have what comes next. Throws WatchError WRONG_CHAIN, PRUNED. */
export async function heightOf(
  endpoint: Endpoint,
  chainIdentifier: string,
  next: bigint,
  signal: AbortSignal,
): Promise<ChainHeight> {
  const height = await endpoint.height(signal);
  if (!height.chainIdentifier.startsWith(chainIdentifier)) {
    const what = `the endpoint serves chain ${height.chainIdentifier}, not ${chainIdentifier}`;
    throw new WatchError(
      'WRONG_CHAIN',
      `${what}: watch it from its own beginning or from its latest checkpoint`,
      {
        expected: chainIdentifier,
        actual: height.chainIdentifier,
      },
    );
  }
  if (height.lowest > next) {
    throw new WatchError(
      'PRUNED',
      `the endpoint has no checkpoint before ${height.lowest}, and ${next} comes next: ask one that keeps more`,
      { next, lowest: height.lowest },
    );
  }
  return height;
}

function fork(
  checkpoint: RawCheckpoint,
  digest: string | undefined,
  previousDigest: string | undefined,
): WatchError {
  const { sequenceNumber } = checkpoint;
  return new WatchError(
    'FORKED',
    `checkpoint ${sequenceNumber} is not the one that follows from what was seen: the chain was set back, or the endpoint tells two stories`,
    { sequenceNumber, digest: checkpoint.digest, expected: { digest, previousDigest } },
  );
}

function isNotFound(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'NOT_FOUND';
}

/** Checkpoints by number, some of those that follow being asked for already. */
function fetchAhead(endpoint: Endpoint, most: number, outer: AbortSignal) {
  const asked = new Map<bigint, Promise<RawCheckpoint>>();
  let session: AbortController | undefined;
  const clear = (): void => {
    session?.abort();
    session = undefined;
    asked.clear();
    outer.removeEventListener('abort', clear);
  };
  return {
    clear,
    async get(sequenceNumber: bigint, tip: bigint): Promise<RawCheckpoint> {
      if (session === undefined) {
        session = new AbortController();
        outer.addEventListener('abort', clear, { once: true });
      }
      for (const number of asked.keys()) if (number < sequenceNumber) asked.delete(number);
      for (let number = sequenceNumber; number <= tip && asked.size < most; number++) {
        if (asked.has(number)) continue;
        const answer = endpoint.checkpoint(number, session.signal);
        answer.catch(() => undefined);
        asked.set(number, answer);
      }
      return asked.get(sequenceNumber)!;
    },
  };
}
