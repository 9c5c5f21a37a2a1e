import type { ClientWithCoreApi } from '@mysten/sui/client';
import { Transaction } from '@mysten/sui/transactions';
import type { StakingContracts } from '../chain/contracts.js';
import { readPoolsWaiting } from '../chain/epoch-state.js';
import { addAdvancePools, addVotingEnd } from './epoch-transactions.js';

/**
 * Staking pools that one transaction moves on, and that the end of voting still does with as many shards as
 * there can be: as in the contracts.
 */
const POOLS_PER_STEP = 60;
const POOLS_AT_VOTING_END = 20;

/** How to get at the chain. */
export interface VotingEnd<T> {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** Where the contracts are. */
  readonly contracts: StakingContracts;
  /** Signs and executes; resolves when the effects can be read. `what` is for error messages. */
  readonly send: (what: string, transaction: Transaction, signal?: AbortSignal) => Promise<T>;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Moves staking pools on that the epoch change had no room for, in transactions of their own, until at most
 * so many are left.
 *
 * @throws what `send` throws; ChainStateMissing; the signal's reason
 */
export async function advancePools(
  { client, contracts, send, signal }: VotingEnd<unknown>,
  most: number,
): Promise<void> {
  const waiting = await readPoolsWaiting(client, contracts.stakingObjectId, signal);
  for (let left = waiting; left > most; left -= POOLS_PER_STEP) {
    const transaction = new Transaction();
    addAdvancePools(transaction, contracts);
    signal?.throwIfAborted();
    await send('move staking pools on', transaction, signal);
  }
}

/**
 * Ends voting. When the epoch change has left more pools behind than the transaction that ends it has room
 * for, they are moved on before, in transactions of their own. Anyone may, half an epoch after the last
 * change.
 *
 * @throws what `send` throws; ChainStateMissing; the signal's reason
 */
export async function endVoting<T>(options: VotingEnd<T>): Promise<T> {
  const { contracts, send, signal } = options;
  await advancePools(options, POOLS_AT_VOTING_END);
  const transaction = new Transaction();
  addVotingEnd(transaction, contracts);
  signal?.throwIfAborted();
  return send('end the voting', transaction, signal);
}
