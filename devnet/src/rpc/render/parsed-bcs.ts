/** Transactions and effects of the ledger, parsed once for all who render or filter them. */
import { bcs } from '@mysten/sui/bcs';
import type { ExecutedTransaction } from '../../ledger/types.js';
import type { Address } from '../../vm/types.js';

/** `TransactionData` V1, parsed. */
export type TransactionData = ReturnType<typeof bcs.TransactionData.parse>['V1'];
/** `TransactionEffects` V2, parsed. */
export type Effects = NonNullable<ReturnType<typeof bcs.TransactionEffects.parse>['V2']>;

/** What is known of a transaction's BCS: all of a programmable one, only the kind of a system one. */
export type ParsedTransaction =
  | { readonly kind: 'programmable'; readonly data: TransactionData }
  | { readonly kind: 'system'; readonly variant: number };

const transactions = new WeakMap<ExecutedTransaction, ParsedTransaction>();
const effects = new WeakMap<ExecutedTransaction, Effects>();

/** The transaction of an execution. */
export function parsedTransaction(executed: ExecutedTransaction): ParsedTransaction {
  let parsed = transactions.get(executed);
  if (parsed === undefined) transactions.set(executed, (parsed = parseTransaction(executed.transaction)));
  return parsed;
}

/** The effects of an execution. */
export function parsedEffects(executed: ExecutedTransaction): Effects {
  let parsed = effects.get(executed);
  if (parsed === undefined) {
    const { V2 } = bcs.TransactionEffects.parse(executed.effects);
    if (V2 === null || V2 === undefined) throw new TypeError('the ledger writes effects of version 2');
    effects.set(executed, (parsed = V2));
  }
  return parsed;
}

/** Who sent a transaction: for system transactions the address of zeros. */
export function senderOf(executed: ExecutedTransaction): Address {
  const parsed = parsedTransaction(executed);
  return parsed.kind === 'programmable' ? parsed.data.sender : systemSender;
}

const systemSender = `0x${'0'.repeat(64)}`;

function parseTransaction(bytes: Uint8Array): ParsedTransaction {
  // The first byte is the version of TransactionData, the second the variant of TransactionKind.
  const variant = bytes[1]!;
  if (variant !== 0) return { kind: 'system', variant };
  return { kind: 'programmable', data: bcs.TransactionData.parse(bytes).V1 };
}
