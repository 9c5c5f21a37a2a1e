/**
 * LedgerService.List...: the chain's checkpoints, transactions and events as streams, filtered, with cursors.
 */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Checkpoint, ExecutedTransaction, LedgerEvent } from '../../ledger/types.js';
import type { Ledger } from '../../ledger/api.js';
import { FieldMask } from '../grpc/field-mask.js';
import type { RpcContext } from '../grpc/service.js';
import { checkpointMessage, executedIn } from '../render/checkpoints.js';
import { eventMessage } from '../render/events.js';
import { executedMessage } from '../render/executed.js';
import { eventTest, transactionTest } from './filters.js';
import type { EventTest, TransactionTest } from './filters.js';
import { readQuery, scan } from './query.js';
import type { Found } from './query.js';

/** The checkpoints of a range, or those with a transaction that the filter takes. */
export async function* listCheckpoints(
  context: RpcContext,
  request: GrpcTypes.ListCheckpointsRequest,
): AsyncGenerator<GrpcTypes.ListCheckpointsResponse> {
  const { ledger } = context;
  const mask = FieldMask.read(GrpcTypes.Checkpoint, request.readMask, 'sequence_number,digest');
  const test = request.filter === undefined ? undefined : transactionTest(request.filter);
  const query = readQuery('checkpoints', request);
  for (const { item, watermark, end } of scan(context, query, (at) => checkpointsIn(ledger, at, test))) {
    yield { checkpoint: item && checkpointMessage(ledger, item, mask), watermark, end };
  }
}

/** The transactions of a range that the filter takes. */
export async function* listTransactions(
  context: RpcContext,
  request: GrpcTypes.ListTransactionsRequest,
): AsyncGenerator<GrpcTypes.ListTransactionsResponse> {
  const { ledger } = context;
  const mask = FieldMask.read(GrpcTypes.ExecutedTransaction, request.readMask, 'digest');
  const test = transactionTest(request.filter);
  const query = readQuery('transactions', request);
  for (const { item, watermark, end } of scan(context, query, (at) => transactionsIn(ledger, at, test))) {
    yield { transaction: item && executedMessage(ledger, item, mask), watermark, end };
  }
}

/** The events of a range that the filter takes. */
export async function* listEvents(
  context: RpcContext,
  request: GrpcTypes.ListEventsRequest,
): AsyncGenerator<GrpcTypes.ListEventsResponse> {
  const { ledger } = context;
  const mask = FieldMask.read(GrpcTypes.Event, request.readMask, eventMask);
  const test = eventTest(request.filter);
  const query = readQuery('events', request);
  for (const { item, watermark, end } of scan(context, query, (at) => eventsIn(ledger, at, test))) {
    yield { event: item && eventMessage(ledger, item, mask), watermark, end };
  }
}

/** What events carry when the request has no mask. */
export const eventMask = 'package_id,module,sender,event_type,checkpoint,transaction_digest,event_index';

/** An event and where it is. */
export interface PlacedEvent {
  readonly event: LedgerEvent;
  readonly place: {
    readonly checkpoint: bigint;
    readonly transactionDigest: string;
    readonly transactionIndex: bigint;
    readonly eventIndex: number;
  };
}

/** The checkpoint itself, if the test takes one of its transactions. */
export function checkpointsIn(
  ledger: Ledger,
  checkpoint: Checkpoint,
  test: TransactionTest | undefined,
): Found<Checkpoint>[] {
  if (test !== undefined && !executedIn(ledger, checkpoint).some(test)) return [];
  return [{ checkpoint: checkpoint.sequenceNumber, transaction: 0, event: 0, item: checkpoint }];
}

/** The transactions of a checkpoint that a test takes. */
export function transactionsIn(
  ledger: Ledger,
  checkpoint: Checkpoint,
  test: TransactionTest,
): Found<ExecutedTransaction>[] {
  return executedIn(ledger, checkpoint).flatMap((item, transaction) =>
    test(item) ? [{ checkpoint: checkpoint.sequenceNumber, transaction, event: 0, item }] : [],
  );
}

/** The events of a checkpoint that a test takes. */
export function eventsIn(ledger: Ledger, checkpoint: Checkpoint, test: EventTest): Found<PlacedEvent>[] {
  const { sequenceNumber } = checkpoint;
  return executedIn(ledger, checkpoint).flatMap((executed, transaction) =>
    executed.events.flatMap((event, eventIndex) => {
      if (!test(event, executed)) return [];
      const place = {
        checkpoint: sequenceNumber,
        transactionDigest: executed.digest,
        transactionIndex: BigInt(transaction),
        eventIndex,
      };
      return [{ checkpoint: sequenceNumber, transaction, event: eventIndex, item: { event, place } }];
    }),
  );
}
