import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import { init } from '../contracts/index.js';

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
