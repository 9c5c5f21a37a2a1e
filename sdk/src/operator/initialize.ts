import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import { evidence, init, judge } from '../contracts/index.js';

/** What a network is born with. */
export interface NetworkBirth {
  /** Id of the `walrus` package. */
  readonly packageId: string;
  /** The `InitCap` that publishing gave. */
  readonly initCapId: string;
  /** The package's `UpgradeCap`. */
  readonly upgradeCapId: string;
  /** How long nodes can register before the first committee, at least; ms. */
  readonly epochZeroDurationMs: bigint;
  /** ms. */
  readonly epochDurationMs: bigint;
  /** Never changes. */
  readonly nShards: number;
  /** For how many epochs ahead storage is sold, 1 to 1000. Never changes. */
  readonly maxEpochsAhead: number;
}

/**
 * Adds to a transaction: create the `System` and `Staking` objects of a freshly published package. The
 * publisher's to send, once.
 *
 * @returns the right to upgrade the package, which the transaction has to give to somebody
 */
export function addInitialize(transaction: Transaction, birth: NetworkBirth): TransactionObjectArgument {
  return transaction.add(
    init.initializeWalrus({
      package: birth.packageId,
      arguments: {
        initCap: birth.initCapId,
        upgradeCap: birth.upgradeCapId,
        epochZeroDuration: birth.epochZeroDurationMs,
        epochDuration: birth.epochDurationMs,
        nShards: birth.nShards,
        maxEpochsAhead: birth.maxEpochsAhead,
      },
    }),
  );
}

/** What the judges of a network are born with. */
export interface EvidenceBirth {
  /** Id of the `walrus` package. */
  readonly packageId: string;
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The right of the publisher, by which the first judge is named. */
  readonly emergencyUpgradeCapId: string;
  /** Id of the `evidence` package. */
  readonly evidencePackageId: string;
  /** The `SetupCap` that publishing gave. */
  readonly setupCapId: string;
  /** Shards of the network. */
  readonly nShards: number;
  /** Samples that a round asks of each node; even. Never changes. */
  readonly samples: number;
  /** No time of a round is shorter than a step; ms. Never changes. */
  readonly stepMs: bigint;
}

/**
 * Adds to a transaction: create the `Evidence` and `Records` objects, and name their package as the judge of
 * the network. The publisher's to send, once.
 */
export function addInitializeEvidence(transaction: Transaction, birth: EvidenceBirth): void {
  const { packageId, evidencePackageId, samples, stepMs, nShards } = birth;
  transaction.add(
    evidence.initialize({
      package: evidencePackageId,
      arguments: { cap: birth.setupCapId, samples, stepMs, nShards },
    }),
  );
  transaction.add(
    judge.nameFirstJudge({
      package: packageId,
      typeArguments: [`${evidencePackageId}::witness::Witness`],
      arguments: { system: birth.systemObjectId, cap: birth.emergencyUpgradeCapId },
    }),
  );
}
