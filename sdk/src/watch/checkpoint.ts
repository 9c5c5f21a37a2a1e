import type { GrpcTypes } from '@mysten/sui/grpc';
import { WatchError } from './errors.js';

/** A checkpoint as the endpoint gave it: its place in the chain, and the events of all its transactions. */
export interface RawCheckpoint {
  readonly sequenceNumber: bigint;
  /** Base58. */
  readonly digest: string;
  /** Digest of the checkpoint before it; undefined for the first one. */
  readonly previousDigest: string | undefined;
  /** Of the chain's clock, since 1970. */
  readonly timestampMs: number;
  /** In the order of the chain; transactions without events are left out. */
  readonly transactions: readonly RawTransaction[];
  /** What it takes up in memory, about. */
  readonly bytes: number;
}

export interface RawTransaction {
  /** Place in the checkpoint. */
  readonly index: number;
  readonly digest: string;
  readonly events: readonly RawEvent[];
}

export interface RawEvent {
  readonly type: string;
  readonly contents: Uint8Array;
  readonly sender: string;
}

/** What has to be asked for. */
export const CHECKPOINT_PATHS = [
  'sequence_number',
  'digest',
  'summary.previous_digest',
  'summary.timestamp',
  'transactions.digest',
  'transactions.events.events.sender',
  'transactions.events.events.event_type',
  'transactions.events.events.contents',
];

/** Sui ends a checkpoint at 30 MiB; no honest one has more events than this many bytes. */
const MAX_BYTES = 64 * 1024 * 1024;
/** What an event takes up beside its contents and names. */
const EVENT_OVERHEAD = 64;
const DIGEST = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;
const MAX_TIMESTAMP_S = 8_640_000_000_000n;

/**
 * Reads a checkpoint from a message that can hold anything.
 *
 * @param expected the one that was asked for, if one was
 * @throws WatchError BAD_CHECKPOINT, OVERSIZED
 */
export function readCheckpoint(message: GrpcTypes.Checkpoint | undefined, expected?: bigint): RawCheckpoint {
  const bad = (why: string): WatchError =>
    new WatchError('BAD_CHECKPOINT', `the endpoint gave no checkpoint${named(expected)}: ${why}`, {
      expected,
    });
  const { sequenceNumber, digest, summary } = message ?? {};
  if (message === undefined || sequenceNumber === undefined) throw bad('it has no number');
  if (expected !== undefined && sequenceNumber !== expected) throw bad(`it has number ${sequenceNumber}`);
  if (digest === undefined || !DIGEST.test(digest)) throw bad('it has no digest');
  const { previousDigest, timestamp } = summary ?? {};
  if (previousDigest !== undefined && !DIGEST.test(previousDigest))
    throw bad('its link to the one before it is none');
  if (previousDigest === undefined && sequenceNumber > 0n) throw bad('it has no link to the one before it');
  if (timestamp === undefined || timestamp.seconds < 0n || timestamp.seconds > MAX_TIMESTAMP_S)
    throw bad('it has no time');
  let bytes = 0;
  const transactions: RawTransaction[] = [];
  for (const [index, transaction] of message.transactions.entries()) {
    const list = transaction.events?.events ?? [];
    if (list.length === 0) continue;
    if (transaction.digest === undefined || !DIGEST.test(transaction.digest))
      throw bad(`its transaction ${index} has no digest`);
    const events = list.map((event, position): RawEvent => {
      const { eventType: type, contents, sender } = event;
      if (type === undefined || contents?.value === undefined)
        throw bad(`event ${position} of its transaction ${index} has no type or contents`);
      bytes += EVENT_OVERHEAD + type.length + contents.value.length;
      if (bytes > MAX_BYTES) {
        const what = `checkpoint ${sequenceNumber} has more than ${MAX_BYTES} bytes of events`;
        throw new WatchError('OVERSIZED', `${what}: no chain allows that`, { sequenceNumber });
      }
      return { type, contents: contents.value, sender: sender ?? '' };
    });
    transactions.push({ index, digest: transaction.digest, events });
  }
  const timestampMs = Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1_000_000);
  return { sequenceNumber, digest, previousDigest, timestampMs, transactions, bytes };
}

function named(expected: bigint | undefined): string {
  return expected === undefined ? '' : ` ${expected}`;
}
