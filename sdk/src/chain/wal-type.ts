import type { ClientWithCoreApi } from '@mysten/sui/client';
import { normalizeStructTag } from '@mysten/sui/utils';
import { ChainStateMissing } from './errors.js';

/**
 * Finds the type of the WAL coin: that of the coin which `staking::stake_with_pool` takes.
 *
 * @throws ChainStateMissing when the package has no such function
 */
export async function readWalType(client: ClientWithCoreApi, packageId: string): Promise<string> {
  const what = `the WAL type from ${packageId}::staking::stake_with_pool`;
  const found = await client.core
    .getMoveFunction({ packageId, moduleName: 'staking', name: 'stake_with_pool' })
    .catch((error: unknown) => {
      throw new ChainStateMissing(what, { packageId }, error);
    });
  const coin = found.function.parameters[1]?.body;
  const wal = coin?.$kind === 'datatype' ? coin.datatype.typeParameters[0] : undefined;
  if (wal?.$kind !== 'datatype') throw new ChainStateMissing(what, { packageId });
  return normalizeStructTag(wal.datatype.typeName);
}
