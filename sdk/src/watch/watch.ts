import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { codeOf } from '../base/errors.js';
import { withJson } from '../base/json.js';
import { sleep } from '../base/time.js';
import type { RawCheckpoint } from './checkpoint.js';
import { chainTag, formatCursor, parseCursor, type Cursor } from './cursor.js';
import { grpcEndpoint, type Endpoint } from './endpoint.js';
import { WatchError } from './errors.js';
import { EventReader, type ContractEvent } from './events.js';
import { follow } from './follow.js';
import { heightOf } from './height.js';
import type { WatchStart } from './position.js';
import { backoff, settingsOf, type WatchSettings } from './settings.js';

/** Where a watch begins: after what is known already, at a checkpoint, or with what happens from now on. */
export type WatchFrom =
  | 'now'
  | {
      /** Sequence number of the first checkpoint to look at. */
      readonly checkpoint: bigint;
    }
  | {
      /** The `cursor` of the last item that was dealt with. */
      readonly cursor: string;
    };

/** What to watch, and from where. */
export interface WatchOptions extends Partial<WatchSettings> {
  /**
   * The official client. It bounds no answer: give its transport a `fetch` that does where the endpoint is a
   * stranger's.
   */
  readonly client: SuiGrpcClient;
  /** First version of the walrus package: `originalPackageId` of a deployment. */
  readonly packageId: string;
  /** Default: now. */
  readonly from?: WatchFrom;
  /** Ends the watch: the iteration rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** What to watch, from where, and whether every checkpoint is wanted. */
export interface CheckpointWatchOptions extends WatchOptions {
  /**
   * Checkpoints without events may be passed over where that saves requests; those that come still follow in
   * order, and their cursors move on. Default: every checkpoint comes.
   */
  readonly skipEmpty?: boolean;
}

/** Where and when an event happened. */
export interface EventPlace {
  /**
   * Go on from here to get what comes after this event. Keep it in the same write as what the event causes.
   */
  readonly cursor: string;
  /** Sequence number of the checkpoint. */
  readonly checkpoint: bigint;
  /** Of the checkpoint, on the chain's clock, since 1970. */
  readonly timestampMs: number;
  /** Base58. */
  readonly transactionDigest: string;
  /** In the checkpoint. */
  readonly transactionIndex: number;
  /** In the transaction, among all its events. */
  readonly eventIndex: number;
  /** Who sent the transaction. */
  readonly sender: string;
}

/** An event of the contracts and its place in the chain. */
export type WatchedEvent = ContractEvent & EventPlace;

/** A checkpoint and the events of the contracts in it. */
export interface WatchedCheckpoint {
  /** Go on from here to get what comes after the whole checkpoint. */
  readonly cursor: string;
  /** Sequence number of the checkpoint. */
  readonly checkpoint: bigint;
  /** Of the checkpoint, on the chain's clock, since 1970. */
  readonly timestampMs: number;
  /** In the order of the chain; often none. */
  readonly events: readonly WatchedEvent[];
}

/**
 * The chain, checkpoint by checkpoint: each once, in order and without gaps, with the events of the contracts
 * in it. For those who keep their cursor in a database: also long stretches without an event move it.
 *
 * It follows a subscription where the endpoint has one, asks from time to time where it has none, and fetches
 * what was missed; the consumer cannot tell. What was missed is fetched a hundred checkpoints at a time where
 * the endpoint has lists (Sui's full nodes do when they index their history), and with `skipEmpty` at the
 * cost of the events in it. Lost connections are taken up again for as long as it takes. Memory is bounded
 * however slow the consumer is.
 *
 * Upgrades change nothing: a type keeps the id of the package version that brought it, and all versions that
 * exist when a watch begins are known to it. A type that a later version brings is known from its
 * `ContractUpgraded` on.
 *
 * @throws WatchError; the signal's reason
 */
export async function* watchCheckpoints(
  options: CheckpointWatchOptions,
): AsyncGenerator<WatchedCheckpoint, never> {
  const { client, packageId, from = 'now', skipEmpty = false, signal: outer, ...given } = options;
  const settings = settingsOf(given);
  const cursor = typeof from === 'object' && 'cursor' in from ? parseCursor(from.cursor) : undefined;
  const life = new AbortController();
  const end = (): void => life.abort(outer?.reason);
  outer?.addEventListener('abort', end, { once: true });
  if (outer?.aborted === true) end();
  const { signal } = life;
  try {
    const endpoint = grpcEndpoint(client, settings.timers, settings.requestMs);
    const start = await patiently(settings, signal, () => startOf(endpoint, { from, cursor }, signal));
    const versions = await patiently(settings, signal, () => versionsOf(endpoint, packageId, signal));
    const reader = new EventReader(versions);
    const chain = chainTag(start.chainIdentifier);
    const wanted = skipEmpty ? reader : undefined;
    for await (const checkpoint of follow({ endpoint, start, reader: wanted, settings, signal })) {
      yield watched(checkpoint, { chain, reader, after: cursor });
    }
    throw new Error('the chain has no end');
  } finally {
    outer?.removeEventListener('abort', end);
    life.abort();
  }
}

/**
 * The events of the contracts from a cursor on: each exactly once, in the order of the chain, across restarts
 * and reconnects. Coming back after a long time costs what the events in between cost where the endpoint can
 * list checkpoints, a request for each checkpoint where it cannot.
 *
 * @example
 * for await (const event of watchEvents({ client, packageId, from: saved ? { cursor: saved } : 'now' })) {
 *   if (event.kind !== 'BlobCertified') continue;
 *   await index(event.fields.blob_id, event.cursor); // both in one transaction of the database
 * }
 * @throws WatchError; the signal's reason
 */
export async function* watchEvents(options: WatchOptions): AsyncGenerator<WatchedEvent, never> {
  for await (const { events } of watchCheckpoints({ ...options, skipEmpty: true })) yield* events;
  throw new Error('the chain has no end');
}

/** How the events of a checkpoint are read. */
interface WatchedFrom {
  /** As cursors name the chain. */
  readonly chain: string;
  readonly reader: EventReader;
  /** Events up to this one are left out. */
  readonly after: Cursor | undefined;
}

function watched(
  { sequenceNumber, digest, timestampMs, transactions }: RawCheckpoint,
  { chain, reader, after }: WatchedFrom,
): WatchedCheckpoint {
  const known = after?.checkpoint === sequenceNumber ? after.event : undefined;
  const events: WatchedEvent[] = [];
  const at = (event: Cursor['event']): string =>
    formatCursor({ chain, checkpoint: sequenceNumber, digest, event });
  for (const transaction of transactions) {
    const { index: transactionIndex, digest: transactionDigest } = transaction;
    for (const [eventIndex, { type, contents, sender }] of transaction.events.entries()) {
      // Those that were seen before are read as well: they may announce a version of the contracts.
      const event = reader.read(type, contents);
      if (event === undefined) continue;
      if (
        known !== undefined &&
        (transactionIndex < known.transaction ||
          (transactionIndex === known.transaction && eventIndex <= known.index))
      )
        continue;
      const cursor = at({ transaction: transactionIndex, index: eventIndex });
      const place = { checkpoint: sequenceNumber, timestampMs, transactionDigest, transactionIndex };
      events.push({ ...event, ...place, cursor, eventIndex, sender });
    }
  }
  return withJson({ cursor: at(undefined), checkpoint: sequenceNumber, timestampMs, events });
}

async function startOf(
  endpoint: Endpoint,
  { from, cursor }: { readonly from: WatchFrom; readonly cursor: Cursor | undefined },
  signal: AbortSignal,
): Promise<WatchStart> {
  if (cursor !== undefined) {
    const { checkpoint, digest, event } = cursor;
    const next = event === undefined ? checkpoint + 1n : checkpoint;
    const { chainIdentifier, latest } = await heightOf(
      endpoint,
      { chainIdentifier: cursor.chain, next },
      signal,
    );
    return event === undefined
      ? { next, anchor: { sequenceNumber: checkpoint, digest }, digest: undefined, chainIdentifier, latest }
      : { next, anchor: undefined, digest, chainIdentifier, latest };
  }
  const { chainIdentifier, latest } = await endpoint.height(signal);
  if (from !== 'now' && 'checkpoint' in from) {
    await heightOf(endpoint, { chainIdentifier, next: from.checkpoint }, signal);
    return { next: from.checkpoint, anchor: undefined, digest: undefined, chainIdentifier, latest };
  }
  // It must be there: a watch that begins beyond the chain's end would be silent.
  const anchor = await endpoint.header(latest, signal);
  return { next: latest + 1n, anchor, digest: undefined, chainIdentifier, latest };
}

/** An endpoint that cannot list versions is asked for none: those that follow announce themselves. */
async function versionsOf(
  endpoint: Endpoint,
  packageId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await endpoint.packageVersions(packageId, signal);
  } catch (error) {
    if (codeOf(error) === 'UNIMPLEMENTED') return [packageId];
    throw error;
  }
}

/** Asks until there is an answer. */
async function patiently<T>(settings: WatchSettings, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof WatchError) throw error;
      const retryInMs = backoff(settings, attempt);
      settings.onTrouble(withJson({ what: 'request', error, attempt, retryInMs }));
      await sleep(settings.timers, retryInMs, { signal });
    }
  }
}
