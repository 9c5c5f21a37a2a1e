import type { ClientWithCoreApi } from '@mysten/sui/client';
import { InsufficientFunds } from './errors.js';

/**
 * Fails unless an account has so much of a coin, in its smallest unit. Throws InsufficientFunds; the signal's
 * reason.
 */
export async function checkFunds(
  client: ClientWithCoreApi,
  {
    owner,
    coinType,
    amount,
    signal,
  }: {
    /** Address that is to pay. */
    readonly owner: string;
    /** Full type of the coin. */
    readonly coinType: string;
    /** Smallest units needed. */
    readonly amount: bigint;
    /** Aborts the call. */
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const { balance } = await client.core.getBalance({ owner, coinType, signal });
  const available = BigInt(balance.balance);
  if (available < amount) throw new InsufficientFunds({ owner, coinType, needed: amount, available });
}
