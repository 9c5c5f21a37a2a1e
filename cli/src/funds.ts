import type { ClientWithCoreApi } from '@mysten/sui/client';
import { HauloutError } from '@haulout/sdk/base';
import { wal } from './format.js';

/** An amount of a coin that somebody is about to spend; SUI and WAL both have 9 decimals. */
export interface Spending {
  readonly owner: string;
  readonly coin: 'SUI' | 'WAL';
  /** Full Move type of the coin. */
  readonly coinType: string;
  /** In MIST or FROST, without gas. */
  readonly amount: bigint;
}

/** What to do when a coin is short. */
const ADVICE = {
  SUI: 'Fund the account; on a test network its faucet does',
  WAL: 'Fund the account; on a test network, haulout get-wal gives WAL for SUI',
} as const;

/**
 * Checks that an account has what it is about to spend, since the chain says less clearly that it has not.
 *
 * @throws HauloutError INSUFFICIENT_FUNDS; the client's errors
 */
export async function checkFunds(client: ClientWithCoreApi, spending: Spending): Promise<void> {
  const { owner, coin, coinType, amount } = spending;
  const { balance } = await client.core.getBalance({ owner, coinType });
  const available = BigInt(balance.balance);
  if (available >= amount) return;
  throw new HauloutError({
    code: 'INSUFFICIENT_FUNDS',
    message: `${owner} has ${wal(available)} ${coin} and needs ${wal(amount)}`,
    values: { owner, coinType, needed: amount, available },
    advice: ADVICE[coin],
  });
}
