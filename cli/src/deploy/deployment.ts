/** A deployment: what it is made with, what it consists of, and how far it has come. */

import type { ExtraPackage } from './package-names.js';

/** Where the contracts of a network are. */
export interface Deployment {
  /** Id of the `walrus` package. */
  readonly packageId: string;
  /** Id of the `wal` package. */
  readonly walPackageId: string;
  /** Id of the `walrus_core` package. */
  readonly corePackageId: string;
  /** Type of the WAL coin. */
  readonly walType: string;
  /** The shared `ProtectedTreasury` of the WAL coin: what penalties have taken is burned with it. */
  readonly treasuryObjectId?: string | undefined;
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** Id of the `evidence` package, whose sentences this network carries out. */
  readonly evidencePackageId: string;
  /** The shared `Evidence` object. */
  readonly evidenceObjectId: string;
  /** The shared `Records` object: which blobs are invalid or lost. */
  readonly recordsObjectId: string;
  /** The shared `WalrusSubsidies`: a pool that pays those who store, once its admin has set what. */
  readonly walrusSubsidiesObjectId?: string | undefined;
}

/**
 * Where the packages are that `walrus` uses, by name: what `compilePackage` takes as `published` when the
 * next version of `walrus` is compiled for this network.
 */
export function publishedPackages({
  walPackageId,
  corePackageId,
}: Pick<Deployment, 'walPackageId' | 'corePackageId'>): Readonly<Record<string, string>> {
  return { wal: walPackageId, walrus_core: corePackageId };
}

/** What a network is born with; durations in ms. */
export interface NetworkParameters {
  /** Shards of all nodes together. */
  readonly nShards: number;
  /** From the start of the network to its first epoch with a committee. */
  readonly epochZeroDurationMs: bigint;
  /** Length of each later epoch. */
  readonly epochDurationMs: bigint;
  /** For how many epochs, the current one included, storage is sold. */
  readonly maxEpochsAhead: number;
  /** Samples that a round of challenges asks of each node; even. */
  readonly challengeSamples: number;
  /** No time of a round of challenges is shorter than a step, however short the epochs are. */
  readonly challengeStepMs: bigint;
}

/** Transactions of a deployment, in order. */
export type DeployStep =
  | 'publish-wal'
  | 'publish-walrus-core'
  | 'publish-walrus'
  | 'initialise'
  | 'publish-evidence'
  | 'initialise-evidence'
  | 'publish-exchange'
  | 'fill-exchange'
  | 'publish-blob-bucket'
  | 'publish-subsidies'
  | 'publish-walrus-subsidies'
  | 'open-walrus-subsidies';

/** A transaction that may have been sent. */
export interface PendingTransaction {
  /** Which transaction of the deployment it is. */
  readonly step: DeployStep;
  /** Digest of the transaction. */
  readonly digest: string;
  /** BCS of the transaction, base64. */
  readonly transaction: string;
  /** Signature of the publisher, base64. */
  readonly signature: string;
}

/** All that is known of a deployment, finished or not: the contents of a deployment file. */
export interface DeploymentRecord extends Partial<Deployment> {
  /** Identifier of the chain. */
  readonly chain: string;
  /** Where the chain can be asked. */
  readonly rpcUrl?: string | undefined;
  /** Address that publishes. */
  readonly publisher: string;
  /** What the network is born with. */
  readonly parameters: NetworkParameters;
  /** The `UpgradeCap` of `walrus`, which initialising the network uses up. */
  readonly upgradeCapId?: string | undefined;
  /** The `InitCap`, which initialising the network uses up. */
  readonly initCapId?: string | undefined;
  /** The shared `UpgradeManager`, which holds the package's `UpgradeCap`. */
  readonly upgradeManagerId?: string | undefined;
  /** The `EmergencyUpgradeCap`, which the publisher owns. */
  readonly emergencyUpgradeCapId?: string | undefined;
  /** The `SetupCap`, which initialising `evidence` uses up. */
  readonly evidenceSetupCapId?: string | undefined;
  /** FROST to put into an exchange; undefined when there is none. */
  readonly exchangeFrost?: bigint | undefined;
  /** Id of the `wal_exchange` package. */
  readonly exchangePackageId?: string | undefined;
  /** The shared `Exchange` of SUI and WAL. */
  readonly exchangeObjectId?: string | undefined;
  /** The `AdminCap` of the exchange. */
  readonly exchangeAdminCapId?: string | undefined;
  /** Packages on top of `walrus` that are wanted besides. */
  readonly extras?: readonly ExtraPackage[] | undefined;
  /** Id of the `blob_bucket` package. */
  readonly bucketPackageId?: string | undefined;
  /** Id of the `subsidies` package. */
  readonly subsidiesPackageId?: string | undefined;
  /** Id of the `walrus_subsidies` package. */
  readonly walrusSubsidiesPackageId?: string | undefined;
  /** The `AdminCap` of this pool, which the publisher owns. */
  readonly walrusSubsidiesAdminCapId?: string | undefined;
  /** The transaction that was signed last, until it is known what became of it. */
  readonly pending?: PendingTransaction | undefined;
}

/** Keeps the record of a deployment while it is made. */
export interface Journal {
  /** Undefined when nothing has been begun. */
  load(): Promise<DeploymentRecord | undefined>;
  /** Resolves when the record will survive the end of this process. */
  save(record: DeploymentRecord): Promise<void>;
}

/** Where a record has the id of a package on top of `walrus`. */
export const EXTRA_IDS = {
  blob_bucket: 'bucketPackageId',
  subsidies: 'subsidiesPackageId',
  walrus_subsidies: 'walrusSubsidiesPackageId',
} as const satisfies Readonly<Record<ExtraPackage, keyof DeploymentRecord>>;

/** Whether the network of this record can be used. */
export function isFinished<R extends DeploymentRecord>(record: R): record is R & Deployment {
  const { evidenceObjectId, exchangeFrost, exchangeObjectId, extras = [], pending } = record;
  const hasExchange = exchangeFrost === undefined || exchangeObjectId !== undefined;
  const hasPool = !extras.includes('walrus_subsidies') || record.walrusSubsidiesObjectId !== undefined;
  const hasExtras = hasPool && extras.every((name) => record[EXTRA_IDS[name]] !== undefined);
  return evidenceObjectId !== undefined && hasExchange && hasExtras && pending === undefined;
}
