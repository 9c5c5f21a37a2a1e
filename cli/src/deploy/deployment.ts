/** Where the contracts of a network are, and how far it has come to put them there. */
import { DeployError } from './errors.js';

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

/** As a file has it: JSON, with durations as numbers and FROST as digits. */
export function recordToJson(record: DeploymentRecord): string {
  const { parameters, exchangeFrost, ...rest } = record;
  const plain = {
    ...rest,
    exchangeFrost: exchangeFrost?.toString(),
    parameters: {
      ...parameters,
      epochZeroDurationMs: Number(parameters.epochZeroDurationMs),
      epochDurationMs: Number(parameters.epochDurationMs),
    },
  };
  return `${JSON.stringify(plain, undefined, 2)}\n`;
}

/**
 * Reads what `recordToJson` wrote.
 *
 * @param name of the file, for errors
 * @throws DeployError BAD_FILE
 */
export function recordFromJson(text: string, name: string): DeploymentRecord {
  const bad = (why: string, cause?: unknown): DeployError =>
    new DeployError('BAD_FILE', `${name} is no deployment file: ${why}`, { cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw bad('it is no JSON', cause);
  }
  const fieldsOf = (value: unknown, of: string): Readonly<Record<string, unknown>> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(`${of} is no object`);
    return value as Record<string, unknown>;
  };
  const fields = fieldsOf(parsed, 'it');
  const optional = (of: Readonly<Record<string, unknown>>, key: string): string | undefined => {
    const value = of[key];
    if (value !== undefined && typeof value !== 'string') throw bad(`${key} is no string`);
    return value;
  };
  const string = (of: Readonly<Record<string, unknown>>, key: string): string => {
    const value = optional(of, key);
    if (value === undefined) throw bad(`${key} is missing`);
    return value;
  };
  const parameters = fieldsOf(fields['parameters'], 'parameters');
  const whole = (key: string): number => {
    const value = parameters[key];
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw bad(`${key} is no whole number`);
    return value as number;
  };
  const frost = optional(fields, 'exchangeFrost');
  if (frost !== undefined && !/^\d{1,19}$/.test(frost)) throw bad('exchangeFrost is no whole number');
  const pending = fields['pending'] === undefined ? undefined : fieldsOf(fields['pending'], 'pending');
  const step = pending && string(pending, 'step');
  if (step !== undefined && !isStep(step)) throw bad(`${JSON.stringify(step)} is no step of a deployment`);
  return {
    chain: string(fields, 'chain'),
    rpcUrl: optional(fields, 'rpcUrl'),
    publisher: string(fields, 'publisher'),
    parameters: {
      nShards: whole('nShards'),
      epochZeroDurationMs: BigInt(whole('epochZeroDurationMs')),
      epochDurationMs: BigInt(whole('epochDurationMs')),
      maxEpochsAhead: whole('maxEpochsAhead'),
    },
    exchangeFrost: frost === undefined ? undefined : BigInt(frost),
    ...Object.fromEntries(idKeys.map((key) => [key, optional(fields, key)])),
    pending: pending && {
      step: step!,
      digest: string(pending, 'digest'),
      transaction: string(pending, 'transaction'),
      signature: string(pending, 'signature'),
    },
  };
}

const idKeys = [
  'walPackageId',
  'walType',
  'packageId',
  'upgradeCapId',
  'initCapId',
  'systemObjectId',
  'stakingObjectId',
  'upgradeManagerId',
  'emergencyUpgradeCapId',
  'exchangePackageId',
  'exchangeObjectId',
  'exchangeAdminCapId',
] as const;

const stepNames: readonly string[] = [
  'publish-wal',
  'publish-walrus',
  'initialise',
  'publish-exchange',
  'fill-exchange',
] satisfies readonly DeployStep[];

function isStep(text: string): text is DeployStep {
  return stepNames.includes(text);
}
