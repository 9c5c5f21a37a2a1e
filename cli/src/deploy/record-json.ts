/** The text of a deployment file: a {@link DeploymentRecord} as JSON, and back. */
import type { DeploymentRecord, DeployStep, PendingTransaction } from './deployment.js';
import { badDeploymentFile } from './errors.js';
import { extraPackages, type ExtraPackage } from './package-names.js';

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
      challengeStepMs: Number(parameters.challengeStepMs),
    },
  };
  return `${JSON.stringify(plain, undefined, 2)}\n`;
}

/**
 * Reads what `recordToJson` wrote.
 *
 * @param file its name, for errors
 * @throws DeployError BAD_FILE
 */
export function recordFromJson(text: string, file: string): DeploymentRecord {
  const bad: Refuse = (why, cause) => badDeploymentFile(file, why, cause);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  const fields = fieldsOf(parsed, 'it', bad);
  const frost = optional(fields, 'exchangeFrost', bad);
  if (frost !== undefined && !/^\d{1,19}$/.test(frost)) throw bad('exchangeFrost is not a whole number');
  return {
    chain: required(fields, 'chain', bad),
    rpcUrl: optional(fields, 'rpcUrl', bad),
    publisher: required(fields, 'publisher', bad),
    parameters: parametersOf(fieldsOf(fields['parameters'], 'parameters', bad), bad),
    exchangeFrost: frost === undefined ? undefined : BigInt(frost),
    extras: extrasOf(fields['extras'], bad),
    ...Object.fromEntries(ID_KEYS.map((key) => [key, optional(fields, key, bad)])),
    pending: fields['pending'] === undefined ? undefined : pendingOf(fields['pending'], bad),
  };
}

type Fields = Readonly<Record<string, unknown>>;
/** Makes the error for a file that says what cannot be. */
type Refuse = (why: string, cause?: unknown) => Error;

function parametersOf(fields: Fields, bad: Refuse): DeploymentRecord['parameters'] {
  const whole = (key: string): number => {
    const value = fields[key];
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw bad(`${key} is not a whole number`);
    return value as number;
  };
  return {
    nShards: whole('nShards'),
    epochZeroDurationMs: BigInt(whole('epochZeroDurationMs')),
    epochDurationMs: BigInt(whole('epochDurationMs')),
    maxEpochsAhead: whole('maxEpochsAhead'),
    challengeSamples: whole('challengeSamples'),
    challengeStepMs: BigInt(whole('challengeStepMs')),
  };
}

function extrasOf(value: unknown, bad: Refuse): readonly ExtraPackage[] | undefined {
  if (value === undefined) return undefined;
  const known: readonly unknown[] = extraPackages;
  if (!Array.isArray(value) || !value.every((name) => known.includes(name)))
    throw bad(`extras are not among ${extraPackages.join(', ')}`);
  return value as ExtraPackage[];
}

function pendingOf(value: unknown, bad: Refuse): PendingTransaction {
  const fields = fieldsOf(value, 'pending', bad);
  const step = required(fields, 'step', bad);
  if (!isStep(step)) throw bad(`${JSON.stringify(step)} is not a step of a deployment`);
  return {
    step,
    digest: required(fields, 'digest', bad),
    transaction: required(fields, 'transaction', bad),
    signature: required(fields, 'signature', bad),
  };
}

function fieldsOf(value: unknown, name: string, bad: Refuse): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad(`${name} is not an object`);
  return value as Fields;
}

function optional(fields: Fields, key: string, bad: Refuse): string | undefined {
  const value = fields[key];
  if (value !== undefined && typeof value !== 'string') throw bad(`${key} is not a string`);
  return value;
}

function required(fields: Fields, key: string, bad: Refuse): string {
  const value = optional(fields, key, bad);
  if (value === undefined) throw bad(`${key} is missing`);
  return value;
}

const ID_KEYS = [
  'walPackageId',
  'walType',
  'treasuryObjectId',
  'corePackageId',
  'packageId',
  'upgradeCapId',
  'initCapId',
  'systemObjectId',
  'stakingObjectId',
  'upgradeManagerId',
  'emergencyUpgradeCapId',
  'evidencePackageId',
  'evidenceSetupCapId',
  'evidenceObjectId',
  'recordsObjectId',
  'exchangePackageId',
  'exchangeObjectId',
  'exchangeAdminCapId',
  'bucketPackageId',
  'subsidiesPackageId',
  'walrusSubsidiesPackageId',
  'walrusSubsidiesObjectId',
  'walrusSubsidiesAdminCapId',
] as const;

const STEPS: readonly string[] = [
  'publish-wal',
  'publish-walrus-core',
  'publish-walrus',
  'initialise',
  'publish-evidence',
  'initialise-evidence',
  'publish-exchange',
  'fill-exchange',
  'publish-blob-bucket',
  'publish-subsidies',
  'publish-walrus-subsidies',
] satisfies readonly DeployStep[];

function isStep(text: string): text is DeployStep {
  return STEPS.includes(text);
}
