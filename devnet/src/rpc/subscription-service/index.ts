/**
 * sui.rpc.v2.SubscriptionService: what happens from now on. Each stream begins with the first checkpoint
 * after the call; a frame without an item says that a checkpoint had none for the filter.
 */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import type { Checkpoint } from '../../ledger/types.js';
import { FieldMask } from '../grpc/field-mask.js';
import { stream } from '../grpc/service.js';
import type { CallInfo, MethodTable, RpcContext } from '../grpc/service.js';
import { eventTest, transactionTest } from '../ledger-service/filters.js';
import { checkpointsIn, eventMask, eventsIn, transactionsIn } from '../ledger-service/list.js';
import { encodeCursor, endOf } from '../ledger-service/query.js';
import type { CursorKind, Found } from '../ledger-service/query.js';
import { checkpointMessage } from '../render/checkpoints.js';
import { eventMessage } from '../render/events.js';
import { executedMessage } from '../render/executed.js';
import { checkpointsFromNow } from './checkpoint-queue.js';

const service = 'sui.rpc.v2.SubscriptionService';

/** `SubscriptionService`: streams of new checkpoints, transactions and events. */
export const subscriptionService: MethodTable = {
  [`${service}/SubscribeCheckpoints`]: stream(
    T.SubscribeCheckpointsRequest,
    T.SubscribeCheckpointsResponse,
    subscribeCheckpoints,
  ),
  [`${service}/SubscribeTransactions`]: stream(
    T.SubscribeTransactionsRequest,
    T.SubscribeTransactionsResponse,
    subscribeTransactions,
  ),
  [`${service}/SubscribeEvents`]: stream(
    T.SubscribeEventsRequest,
    T.SubscribeEventsResponse,
    subscribeEvents,
  ),
};

function subscribeCheckpoints(
  { ledger }: RpcContext,
  request: T.SubscribeCheckpointsRequest,
  { signal }: CallInfo,
): AsyncIterable<T.SubscribeCheckpointsResponse> {
  const mask = FieldMask.read(T.Checkpoint, request.readMask, 'sequence_number,digest');
  const test = request.filter === undefined ? undefined : transactionTest(request.filter);
  return mapped(checkpointsFromNow(ledger, signal), function* (checkpoint) {
    const cursor = checkpoint.sequenceNumber;
    const [found] = checkpointsIn(ledger, checkpoint, test);
    yield { cursor, checkpoint: found && checkpointMessage(ledger, found.item, mask) };
  });
}

function subscribeTransactions(
  { ledger }: RpcContext,
  request: T.SubscribeTransactionsRequest,
  { signal }: CallInfo,
): AsyncIterable<T.SubscribeTransactionsResponse> {
  const mask = FieldMask.read(T.ExecutedTransaction, request.readMask, 'digest');
  const test = transactionTest(request.filter);
  return items(ledger, signal, {
    kind: 'transactions',
    itemsOf: (checkpoint) => transactionsIn(ledger, checkpoint, test),
    message: (item) => ({ transaction: executedMessage(ledger, item, mask) }),
  });
}

function subscribeEvents(
  { ledger }: RpcContext,
  request: T.SubscribeEventsRequest,
  { signal }: CallInfo,
): AsyncIterable<T.SubscribeEventsResponse> {
  const mask = FieldMask.read(T.Event, request.readMask, eventMask);
  const test = eventTest(request.filter);
  return items(ledger, signal, {
    kind: 'events',
    itemsOf: (checkpoint) => eventsIn(ledger, checkpoint, test),
    message: ({ event, place }) => ({ event: eventMessage(ledger, { event, place }, mask) }),
  });
}

/** The items of each checkpoint, then a frame that says that the checkpoint is done. */
function items<Item, Message extends object>(
  ledger: Ledger,
  signal: AbortSignal,
  {
    kind,
    itemsOf,
    message,
  }: {
    readonly kind: CursorKind;
    readonly itemsOf: (checkpoint: Checkpoint) => readonly Found<Item>[];
    readonly message: (item: Item) => Message;
  },
): AsyncIterable<Message & { watermark: T.Watermark }> {
  return mapped(checkpointsFromNow(ledger, signal), function* (checkpoint) {
    const { sequenceNumber } = checkpoint;
    for (const { item, ...position } of itemsOf(checkpoint)) {
      // The checkpoint before this one is covered; this one not yet.
      const watermark = { cursor: encodeCursor(kind, position), checkpoint: sequenceNumber - 1n };
      yield { ...message(item), watermark };
    }
    const watermark = { cursor: encodeCursor(kind, endOf(sequenceNumber)), checkpoint: sequenceNumber };
    yield { watermark } as Message & { watermark: T.Watermark };
  });
}

async function* mapped<A, B>(source: AsyncIterable<A>, each: (item: A) => Iterable<B>): AsyncGenerator<B> {
  for await (const item of source) yield* each(item);
}
