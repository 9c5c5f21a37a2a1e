import type { GrpcTypes } from '@mysten/sui/grpc';
import { WatchError } from './errors.js';

/** A checkpoint's place in the chain, as the endpoint gave it. */
export interface CheckpointHeader {
  readonly sequenceNumber: bigint;
  /** Base58. */
  readonly digest: string;
  /** Digest of the checkpoint before it; undefined for the first one. */
  readonly previousDigest: string | undefined;
  /** Of the chain's clock, since 1970. */
  readonly timestampMs: number;
  /** Transactions of the chain up to its end. */
  readonly totalTransactions: bigint;
}

/** A checkpoint with the events of all its transactions. */
export interface RawCheckpoint extends CheckpointHeader {
  /** In the order of the chain; transactions without events are left out. */
  readonly transactions: readonly RawTransaction[];
  /** Those without events counted. */
  readonly transactionCount: number;
  /** What it takes up in memory, about. */
  readonly bytes: number;
}

interface RawTransaction {
  /** Place in the checkpoint. */
  readonly index: number;
  readonly digest: string;
  readonly events: readonly RawEvent[];
}

interface RawEvent {
  readonly type: string;
  readonly contents: Uint8Array;
  readonly sender: string;
}

/** A checkpoint that is known, after which it goes on. */
export interface Anchor {
  readonly sequenceNumber: bigint;
  readonly digest: string;
  /** Undefined when a cursor is all that is known. */
  readonly totalTransactions?: bigint | undefined;
}

/** What has to be asked for to read a header. */
export const HEADER_PATHS: readonly string[] = [
  'sequence_number',
  'digest',
  'summary.previous_digest',
  'summary.timestamp',
  'summary.total_network_transactions',
];

/** What has to be asked for to read a checkpoint. */
export const CHECKPOINT_PATHS: readonly string[] = [
  ...HEADER_PATHS,
  'transactions.digest',
  'transactions.effects.events_digest',
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
const NANOS_PER_S = 1_000_000_000;

/**
 * Reads a checkpoint's place from a message that can hold anything.
 *
 * @param expected the one that was asked for, if one was
 * @throws WatchError BAD_CHECKPOINT
 */
export function readHeader(message: GrpcTypes.Checkpoint | undefined, expected?: bigint): CheckpointHeader {
  const { sequenceNumber, digest, summary } = message ?? {};
  if (sequenceNumber === undefined) throw bad(expected, 'it has no number');
  if (expected !== undefined && sequenceNumber !== expected)
    throw bad(expected, `it has number ${sequenceNumber}`);
  if (digest === undefined || !DIGEST.test(digest)) throw bad(expected, 'it has no digest');
  const { previousDigest, timestamp, totalNetworkTransactions } = summary ?? {};
  if (previousDigest !== undefined && !DIGEST.test(previousDigest))
    throw bad(expected, 'its link to the one before it is none');
  if (previousDigest === undefined && sequenceNumber > 0n)
    throw bad(expected, 'it has no link to the one before it');
  if (timestamp === undefined || timestamp.seconds < 0n || timestamp.seconds > MAX_TIMESTAMP_S)
    throw bad(expected, 'it has no time');
  if (timestamp.nanos < 0 || timestamp.nanos >= NANOS_PER_S) throw bad(expected, 'its time is none');
  if (totalNetworkTransactions === undefined)
    throw bad(expected, 'it does not say how many transactions there were');
  return {
    sequenceNumber,
    digest,
    previousDigest,
    timestampMs: Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1_000_000),
    totalTransactions: totalNetworkTransactions,
  };
}

/**
 * Reads a checkpoint from a message that can hold anything. A transaction that emitted events must have come
 * with them.
 *
 * @param expected the one that was asked for, if one was
 * @throws WatchError BAD_CHECKPOINT, OVERSIZED
 */
export function readCheckpoint(message: GrpcTypes.Checkpoint | undefined, expected?: bigint): RawCheckpoint {
  const header = readHeader(message, expected);
  const { sequenceNumber } = header;
  const all = message?.transactions ?? [];
  let bytes = EVENT_OVERHEAD;
  const transactions: RawTransaction[] = [];
  for (const [index, transaction] of all.entries()) {
    const list = transaction.events?.events ?? [];
    if (list.length === 0) {
      if (transaction.effects?.eventsDigest !== undefined)
        throw bad(sequenceNumber, `the events of its transaction ${index} are missing`);
      continue;
    }
    if (transaction.digest === undefined || !DIGEST.test(transaction.digest))
      throw bad(sequenceNumber, `its transaction ${index} has no digest`);
    const events = list.map((event, position): RawEvent => {
      const { eventType: type, contents, sender = '' } = event;
      if (type === undefined || contents?.value === undefined)
        throw bad(sequenceNumber, `event ${position} of its transaction ${index} has no type or contents`);
      bytes += EVENT_OVERHEAD + type.length + contents.value.length + sender.length;
      if (bytes > MAX_BYTES) {
        const what = `checkpoint ${sequenceNumber} has more than ${MAX_BYTES} bytes of events`;
        throw new WatchError('OVERSIZED', `${what}: no chain allows that`, { sequenceNumber });
      }
      return { type, contents: contents.value, sender };
    });
    transactions.push({ index, digest: transaction.digest, events });
  }
  return { ...header, transactions, transactionCount: all.length, bytes };
}

/**
 * Whether a checkpoint comes right after another one, with all its transactions.
 *
 * @throws WatchError BAD_CHECKPOINT when it does, but without some of its transactions
 */
export function isNextAfter(checkpoint: RawCheckpoint, before: Anchor): boolean {
  if (checkpoint.sequenceNumber !== before.sequenceNumber + 1n || checkpoint.previousDigest !== before.digest)
    return false;
  if (before.totalTransactions === undefined) return true;
  const count = checkpoint.totalTransactions - before.totalTransactions;
  if (count !== BigInt(checkpoint.transactionCount)) {
    const what = `${checkpoint.transactionCount} of its ${count} transactions have come`;
    throw bad(checkpoint.sequenceNumber, what);
  }
  return true;
}

function bad(expected: bigint | undefined, why: string): WatchError {
  const which = expected === undefined ? '' : ` ${expected}`;
  return new WatchError('BAD_CHECKPOINT', `the endpoint gave no checkpoint${which}: ${why}`, { expected });
}
