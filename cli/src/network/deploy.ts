import { Transaction } from '@mysten/sui/transactions';
import type { Signer } from '@mysten/sui/cryptography';
import type { Devnet } from '@haulout/devnet';
import { execute } from '@haulout/sdk/client';
import { addInitialize } from '@haulout/sdk/operator';

/** Where the contracts of a network are. */
export interface Deployment {
  readonly packageId: string;
  readonly walPackageId: string;
  readonly walType: string;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
}

/** What a network is born with; durations in ms. */
export interface NetworkParameters {
  readonly nShards: number;
  readonly epochZeroDurationMs: bigint;
  readonly epochDurationMs: bigint;
  readonly maxEpochsAhead: number;
}

/** Publishes WAL and the coordination package and creates the shared objects of a network. The publisher gets all WAL. */
export async function deploy(
  devnet: Devnet,
  publisher: Signer,
  folders: { readonly wal: string; readonly walrus: string },
  parameters: NetworkParameters,
): Promise<Deployment> {
  const { client } = devnet;
  const wal = await devnet.publish(folders.wal, { signer: publisher });
  const walrus = await devnet.publish(folders.walrus, {
    signer: publisher,
    published: { wal: wal.packageId },
  });

  const initCap = created(walrus.created, 'init::InitCap');
  const transaction = new Transaction();
  const emergencyCap = addInitialize(transaction, {
    packageId: walrus.packageId,
    initCapId: initCap,
    upgradeCapId: walrus.upgradeCapId,
    ...parameters,
  });
  transaction.transferObjects([emergencyCap], publisher.toSuiAddress());
  const birth = await execute(client, 'initialise the network', transaction, publisher);
  return {
    packageId: walrus.packageId,
    walPackageId: wal.packageId,
    walType: `${wal.packageId}::wal::WAL`,
    systemObjectId: created(birth.created, 'system::System'),
    stakingObjectId: created(birth.created, 'staking::Staking'),
  };
}

/** The id of the one object of a type (`module::Name`) among those that a transaction created. */
export function created(
  objects: readonly { readonly objectId: string; readonly type: string }[],
  type: string,
): string {
  const found = objects.filter((object) => object.type.split('<')[0]!.endsWith(`::${type}`));
  if (found.length !== 1) {
    throw new Error(`the transaction created ${found.length} objects of type ${type} where one was expected`);
  }
  return found[0]!.objectId;
}
