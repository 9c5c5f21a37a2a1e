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
    readonly owner: string;
    readonly coinType: string;
    readonly amount: bigint;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const { balance } = await client.core.getBalance({ owner, coinType, signal });
  const available = BigInt(balance.balance);
  if (available < amount) throw new InsufficientFunds({ owner, coinType, needed: amount, available });
}
