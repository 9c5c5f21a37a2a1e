import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { Transaction } from '@mysten/sui/transactions';
import { withJson } from '../base/json.js';
import type { StakingContracts } from '../chain/contracts.js';
import { ChainStateMissing } from '../chain/errors.js';
import { staking } from '../contracts/index.js';
import type { Stake } from './stakes.js';

/** Stakes that are asked about in one transaction. */
const MAX_BATCH = 200;

/** What a stake is worth at the beginning of an epoch, in FROST: what its withdrawal would pay. */
export interface StakeWorth {
  /** What penalties have left of the principal. */
  readonly kept: bigint;
  /** What it has earned. */
  readonly rewards: bigint;
}

/**
 * What stakes are worth at the beginning of the epoch, in the order of `stakes`. The contracts are asked, by
 * simulating calls.
 *
 * @throws ChainStateMissing when the contracts do not answer, as for a node that was removed; the client's
 * errors
 */
export async function readStakeWorth(
  client: ClientWithCoreApi,
  { stakingObjectId, packageId }: StakingContracts,
  {
    stakes,
    epoch,
    signal,
  }: {
    /** Stakes to ask about. */
    readonly stakes: readonly Stake[];
    /** The current one; stake that was asked for earns until the epoch in which it is free. */
    readonly epoch: number;
    /** Aborts the call. */
    readonly signal?: AbortSignal | undefined;
  },
): Promise<readonly StakeWorth[]> {
  const worth: StakeWorth[] = [];
  for (let start = 0; start < stakes.length; start += MAX_BATCH) {
    const transaction = new Transaction();
    // Nobody in particular asks, and nothing is paid.
    transaction.setSender('0x0');
    const some = stakes.slice(start, start + MAX_BATCH);
    for (const { nodeId, principal, activationEpoch, withdrawEpoch = epoch } of some) {
      const question = {
        package: packageId,
        arguments: {
          self: stakingObjectId,
          nodeId,
          stakedPrincipal: principal,
          activationEpoch,
          withdrawEpoch: Math.max(activationEpoch, Math.min(withdrawEpoch, epoch)),
        },
      };
      transaction.add(staking.calculateKeptPrincipal(question));
      transaction.add(staking.calculateRewards(question));
    }
    const include = { commandResults: true } as const;
    const result = await client.core.simulateTransaction({
      transaction,
      include,
      checksEnabled: false,
      signal,
    });
    if (result.$kind === 'FailedTransaction') {
      throw new ChainStateMissing('the rewards of stakes', {}, result.FailedTransaction.status.error);
    }
    const answers = result.commandResults.map(({ returnValues: [answer] }) => answer);
    some.forEach((_, index) => {
      const [kept, rewards] = [answers[2 * index], answers[2 * index + 1]];
      if (kept === undefined || rewards === undefined) {
        throw new ChainStateMissing('the rewards of stakes', {});
      }
      worth.push({ kept: amountIn(kept.bcs), rewards: amountIn(rewards.bcs) });
    });
  }
  return withJson(worth);
}

function amountIn(bytes: Uint8Array): bigint {
  return BigInt(bcs.u64().parse(bytes));
}
