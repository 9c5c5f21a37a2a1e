/** Executed (or simulated) transactions as messages. */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import type { ExecutedTransaction } from '../../ledger/types.js';
import type { FieldMask } from '../grpc/field-mask.js';
import { effectsMessage } from './effects.js';
import { eventsMessage } from './events.js';
import { timestamp } from './protobuf-types.js';
import { objectMessage } from './objects.js';
import { signatureMessage } from './signatures.js';
import { transactionMessage } from './transactions.js';

/** An execution, with the fields of the mask. */
export function executedMessage(
  ledger: Ledger,
  executed: ExecutedTransaction,
  mask: FieldMask<GrpcTypes.ExecutedTransaction>,
): GrpcTypes.ExecutedTransaction {
  const message: GrpcTypes.ExecutedTransaction = {
    digest: executed.digest,
    signatures: [],
    balanceChanges: [],
  };
  if (executed.checkpoint !== undefined) {
    message.checkpoint = executed.checkpoint;
    message.timestamp = timestamp(executed.timestampMs);
    if (mask.has('transaction_index')) {
      const index = ledger.getCheckpoint(executed.checkpoint)?.transactions.indexOf(executed.digest);
      if (index !== undefined && index >= 0) message.transactionIndex = BigInt(index);
    }
  }
  const transaction = mask.of('transaction', GrpcTypes.Transaction);
  if (transaction !== undefined) message.transaction = transactionMessage(executed, transaction);
  if (mask.has('signatures')) message.signatures = executed.signatures.map(signatureMessage);
  const effects = mask.of('effects', GrpcTypes.TransactionEffects);
  if (effects !== undefined) message.effects = effectsMessage(ledger, executed, effects);
  const events = mask.of('events', GrpcTypes.TransactionEvents);
  if (events !== undefined) message.events = eventsMessage(ledger, executed, events);
  if (mask.has('balance_changes')) {
    message.balanceChanges = executed.balanceChanges.map(({ address, coinType, amount }) => ({
      address,
      coinType,
      amount: amount.toString(),
    }));
  }
  const objects = mask.of('objects', GrpcTypes.ObjectSet)?.of('objects', GrpcTypes.Object);
  if (objects !== undefined) {
    const all = [...executed.objects].sort((a, b) =>
      a.id === b.id ? Number(a.version - b.version) : a.id < b.id ? -1 : 1,
    );
    message.objects = { objects: all.map((object) => objectMessage(ledger, object, objects)) };
  }
  return mask.project(message);
}
