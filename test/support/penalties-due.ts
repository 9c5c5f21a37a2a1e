import { bcs } from '@mysten/sui/bcs';
import { Transaction } from '@mysten/sui/transactions';
import type { Devnet } from '@haulout/devnet';
import { staking } from '@haulout/sdk/contracts';
import type { Deployment } from 'haulout';

/** FROST that penalties will take of the stake with a node when the epoch ends, as the contracts say. */
export async function penaltiesDue(
  {
    devnet,
    deployment,
  }: { readonly devnet: Devnet; readonly deployment: Pick<Deployment, 'packageId' | 'stakingObjectId'> },
  nodeId: string,
): Promise<bigint> {
  const transaction = new Transaction();
  transaction.setSender(devnet.newAccount('curious').toSuiAddress());
  transaction.add(
    staking.penaltiesDue({
      package: deployment.packageId,
      arguments: { self: deployment.stakingObjectId, nodeId },
    }),
  );
  const { commandResults } = await devnet.client.core.simulateTransaction({
    transaction,
    include: { commandResults: true },
  });
  return BigInt(bcs.u64().parse(commandResults![0]!.returnValues[0]!.bcs));
}
