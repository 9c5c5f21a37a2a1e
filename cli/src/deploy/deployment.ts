/** A deployment: what it is made with, what it consists of, and how far it has come. */

/** Where the contracts of a network are. */
export interface Deployment {
  readonly packageId: string;
  readonly walPackageId: string;
  readonly walType: string;
  /** The shared `System` object. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
}

/** What a network is born with; durations in ms. */
export interface NetworkParameters {
  readonly nShards: number;
  readonly epochZeroDurationMs: bigint;
  readonly epochDurationMs: bigint;
  readonly maxEpochsAhead: number;
}

/** Transactions of a deployment, in order. */
export type DeployStep =
  'publish-wal' | 'publish-walrus' | 'initialise' | 'publish-exchange' | 'fill-exchange';

/** A transaction that may have been sent. */
export interface PendingTransaction {
  readonly step: DeployStep;
  readonly digest: string;
  /** BCS of the transaction, base64. */
  readonly transaction: string;
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
  readonly parameters: NetworkParameters;
  readonly upgradeCapId?: string | undefined;
  readonly initCapId?: string | undefined;
  /** The shared `UpgradeManager`, which holds the package's `UpgradeCap`. */
  readonly upgradeManagerId?: string | undefined;
  readonly emergencyUpgradeCapId?: string | undefined;
  /** FROST to put into an exchange; undefined when there is none. */
  readonly exchangeFrost?: bigint | undefined;
  readonly exchangePackageId?: string | undefined;
  /** The shared `Exchange` of SUI and WAL. */
  readonly exchangeObjectId?: string | undefined;
  readonly exchangeAdminCapId?: string | undefined;
  readonly pending?: PendingTransaction | undefined;
}

/** Keeps the record of a deployment while it is made. */
export interface Journal {
  /** Undefined when nothing has been begun. */
  load(): Promise<DeploymentRecord | undefined>;
  /** Resolves when the record will survive the end of this process. */
  save(record: DeploymentRecord): Promise<void>;
}

/** Whether the network of this record can be used. */
export function isFinished<R extends DeploymentRecord>(record: R): record is R & Deployment {
  const { systemObjectId, exchangeFrost, exchangeObjectId, pending } = record;
  const hasExchange = exchangeFrost === undefined || exchangeObjectId !== undefined;
  return systemObjectId !== undefined && hasExchange && pending === undefined;
}
