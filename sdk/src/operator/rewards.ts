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

/**
 * What stakes have earned until the beginning of the epoch, in FROST, in the order of `stakes`. The contracts
 * are asked, by simulating calls.
 *
 * @throws ChainStateMissing when the contracts do not answer, as for a node that was removed; the client's
 * errors
 */
export async function readRewards(
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
): Promise<readonly bigint[]> {
  const rewards: bigint[] = [];
  for (let start = 0; start < stakes.length; start += MAX_BATCH) {
    const transaction = new Transaction();
    // Nobody in particular asks, and nothing is paid.
    transaction.setSender('0x0');
    const some = stakes.slice(start, start + MAX_BATCH);
    for (const { nodeId, principal, activationEpoch, withdrawEpoch = epoch } of some) {
      transaction.add(
        staking.calculateRewards({
          package: packageId,
          arguments: {
            self: stakingObjectId,
            nodeId,
            stakedPrincipal: principal,
            activationEpoch,
            withdrawEpoch: Math.max(activationEpoch, Math.min(withdrawEpoch, epoch)),
          },
        }),
      );
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
    for (const { returnValues } of result.commandResults.slice(0, some.length)) {
      const [answer] = returnValues;
      if (answer === undefined) throw new ChainStateMissing('the rewards of stakes', {});
      rewards.push(BigInt(bcs.u64().parse(answer.bcs)));
    }
  }
  if (rewards.length !== stakes.length) throw new ChainStateMissing('the rewards of stakes', {});
  return withJson(rewards);
}
