/**
 * Queries that walk the chain: from a position, in either direction, to a bound, with a filter.
 *
 * A position is (checkpoint, transaction, event); positions are ordered as the chain is, and a cursor is one
 * position. `after` and `before` exclude it. Every frame carries a watermark whose cursor is safe to resume
 * from: everything up to it has been delivered, nothing beyond. One request walks over a bounded number of
 * transactions and says so when it stops there, so that a rare match costs no unbounded call.
 */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Checkpoint } from '../../ledger/types.js';
import type { RpcContext } from '../grpc/service.js';
import { invalidArgument } from '../grpc/status.js';

/** Items of one query when nothing is said about it, and at the most, as in Sui's nodes. */
const itemLimits: Readonly<Record<CursorKind, { readonly usual: number; readonly most: number }>> = {
  checkpoints: { usual: 10, most: 100 },
  transactions: { usual: 50, most: 500 },
  events: { usual: 50, most: 1000 },
};

/** A place in the ledger; `transaction` and `event` are indices within what holds them. */
export interface Position {
  readonly checkpoint: bigint;
  readonly transaction: number;
  readonly event: number;
}

/** What a scan gives: an item, progress, or the end (which may carry an item). */
export interface Frame<T> {
  readonly item: T | undefined;
  readonly watermark: GrpcTypes.Watermark;
  readonly end: GrpcTypes.QueryEnd | undefined;
}

/** One item and where it is. */
export interface Found<T> extends Position {
  readonly item: T;
}

/** The matching items of one checkpoint, in order of the chain. */
export type ItemsOf<T> = (checkpoint: Checkpoint) => readonly Found<T>[];

/** The parts that all list requests have. */
export interface QueryRequest {
  readonly startCheckpoint?: bigint;
  readonly endCheckpoint?: bigint;
  readonly options?: GrpcTypes.QueryOptions;
}

/** The bounds of a query, read from a request. */
export interface Query {
  readonly kind: CursorKind;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
  readonly startCheckpoint: bigint;
  readonly endCheckpoint: bigint | undefined;
  readonly descending: boolean;
  readonly limit: number;
}

/** @throws StatusError INVALID_ARGUMENT */
export function readQuery(kind: CursorKind, request: QueryRequest): Query {
  const { options } = request;
  const { startCheckpoint, endCheckpoint } = request;
  if (startCheckpoint !== undefined && endCheckpoint !== undefined && startCheckpoint > endCheckpoint) {
    throw invalidArgument('start_checkpoint', `${startCheckpoint} is beyond end_checkpoint ${endCheckpoint}`);
  }
  const ordering = options?.ordering ?? GrpcTypes.Ordering.ASCENDING;
  if (GrpcTypes.Ordering[ordering] === undefined)
    throw invalidArgument('options.ordering', `no ordering ${ordering}`);
  const { usual, most } = itemLimits[kind];
  return {
    kind,
    after: decodeCursor(kind, 'options.after', options?.after),
    before: decodeCursor(kind, 'options.before', options?.before),
    startCheckpoint: startCheckpoint ?? 0n,
    endCheckpoint,
    descending: ordering === GrpcTypes.Ordering.DESCENDING,
    limit: options?.limit === undefined ? usual : Math.min(Math.max(options.limit, 1), most),
  };
}

/** Walks the chain as it is now. Frames are made as they are asked for. */
export function* scan<T>(
  { ledger, scanLimit }: Pick<RpcContext, 'ledger' | 'scanLimit'>,
  query: Query,
  itemsOf: ItemsOf<T>,
): Generator<Frame<T>> {
  const { kind, after, before, descending, limit } = query;
  const tip = ledger.latestCheckpoint().sequenceNumber;
  const low = max(query.startCheckpoint, after?.checkpoint ?? 0n);
  const high = min(
    min(tip, before?.checkpoint ?? tip),
    query.endCheckpoint === undefined ? tip : query.endCheckpoint - 1n,
  );
  const inside = (position: Position): boolean =>
    (after === undefined || compare(position, after) > 0) &&
    (before === undefined || compare(position, before) < 0);
  let frontier = descending ? (before ?? startOf(high + 1n)) : (after ?? startOf(low));
  let covered: bigint | undefined;
  const frame = (item: T | undefined, reason?: GrpcTypes.QueryEndReason): Frame<T> => ({
    item,
    watermark: { cursor: encodeCursor(kind, frontier), checkpoint: covered },
    end: reason === undefined ? undefined : { reason },
  });
  let delivered = 0;
  let scanned = 0;
  const step = descending ? -1n : 1n;
  for (let at = descending ? high : low; descending ? at >= low : at <= high; at += step) {
    // A checkpoint can only be missing when a snapshot was restored meanwhile.
    const checkpoint = ledger.getCheckpoint(at);
    if (checkpoint === undefined) break;
    if (scanned >= scanLimit) return yield frame(undefined, GrpcTypes.QueryEndReason.SCAN_LIMIT);
    scanned += checkpoint.transactions.length;
    const found = itemsOf(checkpoint).filter(inside);
    for (const { item, ...position } of descending ? found.reverse() : found) {
      frontier = position;
      // A checkpoint that is an item itself is covered with it.
      if (kind === 'checkpoints') covered = at;
      if (++delivered === limit) return yield frame(item, GrpcTypes.QueryEndReason.ITEM_LIMIT);
      yield frame(item);
    }
    const boundary = descending ? startOf(at) : endOf(at);
    if (inside(boundary)) {
      frontier = boundary;
      covered = at;
    }
  }
  yield frame(undefined, endReason(query, tip));
}

function endReason(
  { after, before, startCheckpoint, endCheckpoint, descending }: Query,
  tip: bigint,
): GrpcTypes.QueryEndReason {
  const { CURSOR_BOUND, CHECKPOINT_BOUND, LEDGER_TIP } = GrpcTypes.QueryEndReason;
  if (descending) {
    return after !== undefined && after.checkpoint >= startCheckpoint ? CURSOR_BOUND : CHECKPOINT_BOUND;
  }
  if (
    before !== undefined &&
    before.checkpoint <= tip &&
    (endCheckpoint === undefined || before.checkpoint < endCheckpoint)
  ) {
    return CURSOR_BOUND;
  }
  return endCheckpoint !== undefined && endCheckpoint <= tip + 1n ? CHECKPOINT_BOUND : LEDGER_TIP;
}

/** Order of the chain. */
function compare(a: Position, b: Position): number {
  if (a.checkpoint !== b.checkpoint) return a.checkpoint < b.checkpoint ? -1 : 1;
  return a.transaction - b.transaction || a.event - b.event;
}

/** Before everything in a checkpoint. No item is there. */
function startOf(checkpoint: bigint): Position {
  return { checkpoint, transaction: -1, event: -1 };
}

/** After everything in a checkpoint. No item is there. */
export function endOf(checkpoint: bigint): Position {
  return { checkpoint, transaction: maxIndex, event: maxIndex };
}

const maxIndex = 0xffff_fffe;

/** What a cursor is a position in; cursors of one kind are refused by the others. */
export type CursorKind = 'checkpoints' | 'transactions' | 'events';

const kinds: readonly CursorKind[] = ['checkpoints', 'transactions', 'events'];
const cursorVersion = 1;

/**
 * 18 bytes: version, kind, checkpoint (u64), transaction and event (u32, one up so that -1 fits), big-endian.
 */
export function encodeCursor(kind: CursorKind, { checkpoint, transaction, event }: Position): Uint8Array {
  const bytes = new Uint8Array(18);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, cursorVersion);
  view.setUint8(1, kinds.indexOf(kind));
  view.setBigUint64(2, checkpoint);
  view.setUint32(10, transaction + 1);
  view.setUint32(14, event + 1);
  return bytes;
}

function decodeCursor(kind: CursorKind, field: string, bytes: Uint8Array | undefined): Position | undefined {
  if (bytes === undefined) return undefined;
  if (bytes.length !== 18 || bytes[0] !== cursorVersion || bytes[1] !== kinds.indexOf(kind)) {
    throw invalidArgument(field, `not a cursor in ${kind}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    checkpoint: view.getBigUint64(2),
    transaction: view.getUint32(10) - 1,
    event: view.getUint32(14) - 1,
  };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
