import { coinWithBalance, type Transaction, type TransactionObjectArgument } from '@mysten/sui/transactions';
import type { Contracts } from './contracts.js';

/**
 * Adds to a transaction: take `payment` FROST of the sender's WAL in a coin, and do with it what `pay` adds.
 * Nothing of it happens if some of the coin is left, or it does not suffice: if a price has changed.
 */
export function payExactly<T>(
  transaction: Transaction,
  { walType, payment }: Pick<Contracts, 'walType'> & { readonly payment: bigint },
  pay: (coin: TransactionObjectArgument) => T,
): T {
  const coin = transaction.add(coinWithBalance({ type: walType, balance: payment }));
  const result = pay(coin);
  transaction.moveCall({ target: '0x2::coin::destroy_zero', typeArguments: [walType], arguments: [coin] });
  return result;
}
