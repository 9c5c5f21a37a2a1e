/** Events as messages. */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { digestText } from '../../ledger/digests.js';
import { eventsBcs } from '../../ledger/effects.js';
import type { ExecutedTransaction, LedgerEvent } from '../../ledger/types.js';
import { typeToString } from '../../vm/types.js';
import type { FieldMask } from '../grpc/field-mask.js';
import { moveJson } from './move-json.js';

/** Where an event is in the ledger. */
export interface EventPlace {
  readonly checkpoint: bigint;
  readonly transactionDigest: string;
  readonly transactionIndex: bigint;
  readonly eventIndex: number;
}

/** An event, with the fields of the mask; `place` when it stands alone. */
export function eventMessage(
  ledger: Ledger,
  { event, place }: { readonly event: LedgerEvent; readonly place?: EventPlace },
  mask: FieldMask<GrpcTypes.Event>,
): GrpcTypes.Event {
  const eventType = typeToString(event.type);
  const message: GrpcTypes.Event = {
    packageId: event.packageId,
    module: event.module,
    sender: event.sender,
    eventType,
    contents: { name: eventType, value: event.contents },
    ...place,
  };
  if (mask.has('json')) message.json = moveJson(ledger, event.type, event.contents);
  return mask.project(message);
}

/** All events of a transaction; undefined when there are none. */
export function eventsMessage(
  ledger: Ledger,
  { events }: ExecutedTransaction,
  mask: FieldMask<GrpcTypes.TransactionEvents>,
): GrpcTypes.TransactionEvents | undefined {
  if (events.length === 0) return undefined;
  const message: GrpcTypes.TransactionEvents = { events: [] };
  const each = mask.of('events', GrpcTypes.Event);
  if (each !== undefined) message.events = events.map((event) => eventMessage(ledger, { event }, each));
  if (mask.has('bcs') || mask.has('digest')) {
    const value = eventsBcs(events);
    if (mask.has('bcs')) message.bcs = { name: 'TransactionEvents', value };
    if (mask.has('digest')) message.digest = digestText('TransactionEvents', value);
  }
  return message;
}
