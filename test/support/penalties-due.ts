import { bcs } from '@mysten/sui/bcs';
import { Transaction } from '@mysten/sui/transactions';
import type { Devnet } from '@haulout/devnet';
import { readSystemState } from '@haulout/sdk/chain';
import { staking } from '@haulout/sdk/contracts';
import type { Deployment } from 'haulout';

/** FROST that penalties will take of the stake with a node when the epoch ends, as the contracts say. */
export async function penaltiesDue(
  {
    devnet,
    deployment,
  }: {
    readonly devnet: Devnet;
    readonly deployment: Pick<Deployment, 'systemObjectId' | 'stakingObjectId'>;
  },
  nodeId: string,
): Promise<bigint> {
  const { packageId } = await readSystemState(devnet.client, deployment.systemObjectId);
  const transaction = new Transaction();
  transaction.setSender(devnet.newAccount('curious').toSuiAddress());
  transaction.add(
    staking.penaltiesDue({
      package: packageId,
      arguments: { self: deployment.stakingObjectId, nodeId },
    }),
  );
  const { commandResults } = await devnet.client.core.simulateTransaction({
    transaction,
    include: { commandResults: true },
  });
  return BigInt(bcs.u64().parse(commandResults![0]!.returnValues[0]!.bcs));
}
