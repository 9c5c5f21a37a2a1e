import { toBase64 } from '@mysten/sui/utils';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import { TransactionDataBuilder } from '@mysten/sui/transactions';
import {
  isFinished,
  type Deployment,
  type DeploymentRecord,
  type DeployStep,
  type Journal,
  type NetworkParameters,
  type PendingTransaction,
} from './deployment.js';
import { DeployError } from './errors.js';
import { extraPackages, type ExtraPackage } from './package-names.js';
import { compiled, type CompileEvent } from './publication.js';
import { settle, type Outcome } from './send.js';
import { exchangeSteps, extraSteps, steps, type Compile, type Step } from './steps.js';

/** How a deployment is made. */
export interface DeployOptions {
  /** Of any Sui network. */
  readonly client: ClientWithCoreApi;
  /** Pays and signs; gets all WAL and the capabilities. */
  readonly publisher: Signer;
  /** What is not given follows from the journal, then from `defaultParameters`. */
  readonly parameters?: Partial<NetworkParameters> | undefined;
  /** Also publish `wal_exchange` and put so many FROST in it: whoever has SUI gets WAL there, one for one. */
  readonly exchangeFrost?: bigint | undefined;
  /** Packages on top of `walrus` to publish as well; the votes of the network upgrade them. Default: none. */
  readonly extras?: readonly ExtraPackage[] | undefined;
  /** Where to write down each step before and after it is done. Default: nowhere. */
  readonly journal?: Journal | undefined;
  /** Kept in the record for its readers. */
  readonly rpcUrl?: string | undefined;
  /** Told of each step when it is done; `before`: by an earlier run. */
  readonly onStep?: ((step: DeployStep, state: 'done' | 'before') => void) | undefined;
  /** Told when the compiler is needed, and when it is done: which package, of how many. */
  readonly onCompile?: ((event: DeployCompileEvent) => void) | undefined;
}

/** A package of a deployment is compiled: the `index`th of `count`, from 1. */
export type DeployCompileEvent = CompileEvent & {
  /** Number of the package, from 1. */
  readonly index: number;
  /** Packages of the deployment. */
  readonly count: number;
};

/** Of a network that is not told otherwise: 100 shards, epochs of a day, storage for up to 53 of them. */
export const defaultParameters: NetworkParameters = {
  nShards: 100,
  epochZeroDurationMs: 24n * 60n * 60n * 1000n,
  epochDurationMs: 24n * 60n * 60n * 1000n,
  maxEpochsAhead: 53,
  challengeSamples: 128,
  challengeStepMs: 10_000n,
};

/**
 * Publishes WAL, the rules that cannot change (`walrus_core`), the coordination package and the judges
 * (`evidence`) on a Sui network and creates the shared objects, in six transactions; two more for the
 * exchange, and one for each of the `extras`; `walrus_subsidies` takes another one, for a pool. These can be
 * asked for later too.
 *
 * Each is in the journal before it is sent. A run that was interrupted anywhere is finished by the next: what
 * was executed is not repeated, what may have been is looked up, and sent again as it was signed.
 *
 * @throws DeployError OTHER_DEPLOYMENT, TRANSACTION_FAILED, TRANSACTION_UNCERTAIN; CompileError; what the
 *   client throws while a transaction is built
 */
export async function deploy(options: DeployOptions): Promise<DeploymentRecord & Deployment> {
  const { client, publisher, journal, rpcUrl, exchangeFrost, onStep } = options;
  const { chainIdentifier: chain } = await client.core.getChainIdentifier();
  const begun = await journal?.load();
  if (begun !== undefined) checkSame(begun, { ...options, chain });
  let record: DeploymentRecord = {
    ...begun,
    chain,
    rpcUrl: rpcUrl ?? begun?.rpcUrl,
    publisher: publisher.toSuiAddress(),
    parameters: { ...defaultParameters, ...begun?.parameters, ...given(options.parameters ?? {}) },
    exchangeFrost: exchangeFrost ?? begun?.exchangeFrost,
    extras: extrasOf(begun, options.extras),
  };
  const note = async (change: Partial<DeploymentRecord>): Promise<void> => {
    record = { ...record, ...change };
    await journal?.save(record);
  };

  const wanted = [
    ...steps,
    ...(record.exchangeFrost === undefined ? [] : exchangeSteps),
    ...(record.extras ?? []).flatMap(extraSteps),
  ];
  const compile = compilerFor(wanted, options.onCompile);
  for (const step of wanted) {
    if (step.isDone(record)) {
      onStep?.(step.name, 'before');
      continue;
    }
    let outcome: Outcome = { kind: 'void' };
    if (record.pending?.step === step.name) outcome = await settle(client, record.pending);
    if (outcome.kind === 'void') {
      const pending = await signStep({ step, record, compile, client, publisher });
      await note({ pending });
      outcome = await settle(client, pending);
    }
    if (outcome.kind !== 'succeeded') {
      await note({ pending: undefined });
      throw failed(step, outcome);
    }
    await note({ ...step.result(outcome.created), pending: undefined });
    onStep?.(step.name, 'done');
  }
  if (!isFinished(record)) throw new TypeError('every step is done and the deployment is not');
  return record;
}

/** What is wanted on top of `walrus`, now or by an earlier run; undefined for nothing. */
function extrasOf(
  begun: DeploymentRecord | undefined,
  wanted: readonly ExtraPackage[] = [],
): readonly ExtraPackage[] | undefined {
  const all = extraPackages.filter((name) => wanted.includes(name) || begun?.extras?.includes(name));
  return all.length === 0 ? undefined : all;
}

/** Compiles the packages of these steps, and tells which of how many has to be compiled. */
function compilerFor(wanted: readonly Step[], onCompile: DeployOptions['onCompile']): Compile {
  const names = wanted.flatMap((step) => (step.package === undefined ? [] : [step.package]));
  return (name, published) => {
    const place = { index: names.indexOf(name) + 1, count: names.length };
    return compiled(name, { published, onCompile: (event) => onCompile?.({ ...event, ...place }) });
  };
}

/** The signed transaction of a step. */
async function signStep({
  step,
  record,
  compile,
  client,
  publisher,
}: {
  readonly step: Step;
  readonly record: DeploymentRecord;
  readonly compile: Compile;
} & Pick<DeployOptions, 'client' | 'publisher'>): Promise<PendingTransaction> {
  const transaction = await step.build(record, compile);
  transaction.setSender(publisher.toSuiAddress());
  const bytes = await transaction.build({ client });
  const { signature } = await publisher.signTransaction(bytes);
  const digest = TransactionDataBuilder.getDigestFromBytes(bytes);
  return { step: step.name, digest, transaction: toBase64(bytes), signature };
}

function failed({ name }: Step, outcome: Exclude<Outcome, { kind: 'succeeded' }>): DeployError {
  const why = outcome.kind === 'failed' ? outcome.message : 'the network refused it';
  return new DeployError({
    code: 'TRANSACTION_FAILED',
    message: `${name} failed: ${why}`,
    values: { step: name },
    advice: 'Nothing else was changed; run the same command again when the cause is gone',
  });
}

/** Without what is undefined. */
function given(parameters: Partial<NetworkParameters>): Partial<NetworkParameters> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

/** Throws DeployError OTHER_DEPLOYMENT unless the deployment that was begun is the one asked for. */
function checkSame(
  begun: DeploymentRecord,
  { chain, publisher, parameters = {}, exchangeFrost }: DeployOptions & { readonly chain: string },
): void {
  const differ = (what: string, was: unknown, is: unknown): never => {
    throw new DeployError({
      code: 'OTHER_DEPLOYMENT',
      message: `the deployment in this file has ${what} ${was}, not ${is}`,
      values: { what, was, is },
      advice: 'Choose another file for a new deployment',
    });
  };
  if (begun.chain !== chain) differ('chain', begun.chain, chain);
  const address = publisher.toSuiAddress();
  if (begun.publisher !== address) differ('publisher', begun.publisher, address);
  for (const [key, value] of Object.entries(given(parameters))) {
    const was = begun.parameters[key as keyof NetworkParameters];
    if (was !== value) differ(key, was, value);
  }
  if (exchangeFrost !== undefined && (begun.exchangeFrost ?? exchangeFrost) !== exchangeFrost) {
    differ('exchangeFrost', begun.exchangeFrost, exchangeFrost);
  }
}
