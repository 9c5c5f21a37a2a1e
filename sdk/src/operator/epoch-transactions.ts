/** The steps of an epoch change, as calls that are added to a transaction. */
import type { Transaction } from '@mysten/sui/transactions';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { isUncertain } from '../chain/chain-client.js';
import type { PackageContracts, StakingContracts } from '../chain/contracts.js';
import { staking } from '../contracts/index.js';

/**
 * Adds to a transaction: end voting and settle the next committee. Anyone may, half an epoch after the last
 * change.
 */
export function addVotingEnd(transaction: Transaction, contracts: StakingContracts): void {
  transaction.add(
    staking.votingEnd({ package: contracts.packageId, arguments: { self: contracts.stakingObjectId } }),
  );
}

/**
 * The treasury that the start of an epoch takes: the second version of the call burns a share of the rewards
 * with it. Undefined where there is only the first version, or no treasury is known. Our contracts then set
 * the share aside, to be burned by `addBurnPenalties`; those of Walrus abort.
 *
 * @throws the client's errors
 */
export async function treasuryOfEpochStart(
  client: ClientWithCoreApi,
  { packageId, treasuryObjectId }: PackageContracts & { readonly treasuryObjectId?: string | undefined },
): Promise<string | undefined> {
  if (treasuryObjectId === undefined) return undefined;
  const call = { packageId, moduleName: 'staking', name: 'initiate_epoch_change_v2' };
  return client.core.getMoveFunction(call).then(
    () => treasuryObjectId,
    (error: unknown) => {
      if (isUncertain(error)) throw error;
      return undefined;
    },
  );
}

/**
 * Adds to a transaction: start the next epoch. Anyone may, an epoch after the last change.
 *
 * @param treasuryObjectId what `treasuryOfEpochStart` resolves to
 */
export function addInitiateEpochChange(
  transaction: Transaction,
  {
    stakingObjectId,
    packageId,
    systemObjectId,
  }: StakingContracts & {
    /** The shared `System` object. */
    readonly systemObjectId: string;
  },
  treasuryObjectId?: string,
): void {
  const objects = { self: stakingObjectId, system: systemObjectId };
  transaction.add(
    treasuryObjectId === undefined
      ? staking.initiateEpochChange({ package: packageId, arguments: objects })
      : staking.initiateEpochChangeV2({
          package: packageId,
          arguments: { ...objects, treasury: treasuryObjectId },
        }),
  );
}

/**
 * Adds to a transaction: move staking pools on that the epoch change had no room for. Anyone may. It is a
 * transaction of its own, as it touches as much as one may.
 */
export function addAdvancePools(transaction: Transaction, contracts: StakingContracts): void {
  transaction.add(
    staking.advancePools({ package: contracts.packageId, arguments: { self: contracts.stakingObjectId } }),
  );
}

/** Adds to a transaction: declare that a node holds all its shards of an epoch. Its operator's to send. */
export function addEpochSyncDone(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  sync: {
    /** The node's `StorageNodeCap`. */
    readonly capId: string;
    /** The current epoch. */
    readonly epoch: number;
  },
): void {
  transaction.add(
    staking.epochSyncDone({
      package: packageId,
      arguments: { self: stakingObjectId, cap: sync.capId, epoch: sync.epoch },
    }),
  );
}

/**
 * Adds to a transaction: declare that a node rebuilt shards that it is owed, as their old owners did not
 * deliver them. Its operator's to send, before `addEpochSyncDone`.
 */
export function addReportRecovered(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  report: {
    /** The node's `StorageNodeCap`. */
    readonly capId: string;
    /** The current epoch. */
    readonly epoch: number;
    /** Shards that the node rebuilt. */
    readonly shards: readonly number[];
  },
): void {
  transaction.add(
    staking.reportRecoveredShards({
      package: packageId,
      arguments: {
        self: stakingObjectId,
        cap: report.capId,
        epoch: report.epoch,
        shards: [...report.shards],
      },
    }),
  );
}

/**
 * Adds to a transaction: put on record that a new owner of shards let the deadline pass. Anyone may, once.
 */
export function addMissedHandOver(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  nodeId: string,
): void {
  transaction.add(
    staking.recordMissedHandOver({ package: packageId, arguments: { self: stakingObjectId, nodeId } }),
  );
}
