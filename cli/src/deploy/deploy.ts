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
} from './deployment.js';
import { DeployError } from './errors.js';
import { settle, type Outcome } from './send.js';
import { exchangeSteps, steps } from './steps.js';

export interface DeployOptions {
  /** Of any Sui network. */
  readonly client: ClientWithCoreApi;
  /** Pays and signs; gets all WAL and the capabilities. */
  readonly publisher: Signer;
  /** What is not given follows from the journal, then from `defaultParameters`. */
  readonly parameters?: Partial<NetworkParameters> | undefined;
  /** Also publish `wal_exchange` and put so many FROST in it: whoever has SUI gets WAL there, one for one. */
  readonly exchangeFrost?: bigint | undefined;
  /** Where to write down each step before and after it is done. Default: nowhere. */
  readonly journal?: Journal | undefined;
  /** Kept in the record for its readers. */
  readonly rpcUrl?: string | undefined;
  /** Told of each step when it is done; `before`: by an earlier run. */
  readonly onStep?: ((step: DeployStep, state: 'done' | 'before') => void) | undefined;
}

/** Of a network that is not told otherwise: 100 shards, epochs of a day, storage for up to 53 of them. */
export const defaultParameters: NetworkParameters = {
  nShards: 100,
  epochZeroDurationMs: 24n * 60n * 60n * 1000n,
  epochDurationMs: 24n * 60n * 60n * 1000n,
  maxEpochsAhead: 53,
};

/**
 * Publishes WAL and the coordination package on a Sui network and creates the shared objects, in three transactions; and two
 * more for the exchange, which can be asked for later too.
 *
 * Each is in the journal before it is sent. A run that was interrupted anywhere is finished by the next: what was
 * executed is not repeated, what may have been is looked up, and sent again as it was signed.
 *
 * @throws DeployError OTHER_DEPLOYMENT, TRANSACTION_FAILED, TRANSACTION_UNCERTAIN; CompileError; what the client
 *   throws while a transaction is built
 */
export async function deploy(options: DeployOptions): Promise<DeploymentRecord & Deployment> {
  const { client, publisher, journal, rpcUrl, exchangeFrost, onStep } = options;
  const { chainIdentifier: chain } = await client.core.getChainIdentifier();
  const begun = await journal?.load();
  if (begun !== undefined) checkSame(begun, chain, publisher.toSuiAddress(), options);
  let record: DeploymentRecord = {
    ...begun,
    chain,
    rpcUrl: rpcUrl ?? begun?.rpcUrl,
    publisher: publisher.toSuiAddress(),
    parameters: { ...defaultParameters, ...begun?.parameters, ...given(options.parameters ?? {}) },
    exchangeFrost: exchangeFrost ?? begun?.exchangeFrost,
  };
  const note = async (change: Partial<DeploymentRecord>): Promise<void> => {
    record = { ...record, ...change };
    await journal?.save(record);
  };

  const wanted = record.exchangeFrost === undefined ? steps : [...steps, ...exchangeSteps];
  for (const step of wanted) {
    if (step.isDone(record)) {
      onStep?.(step.name, 'before');
      continue;
    }
    let outcome: Outcome = { kind: 'void' };
    if (record.pending?.step === step.name) outcome = await settle(client, record.pending);
    if (outcome.kind === 'void') {
      const transaction = await step.build(record);
      transaction.setSender(publisher.toSuiAddress());
      const bytes = await transaction.build({ client });
      const { signature } = await publisher.signTransaction(bytes);
      const digest = TransactionDataBuilder.getDigestFromBytes(bytes);
      const pending = { step: step.name, digest, transaction: toBase64(bytes), signature };
      await note({ pending });
      outcome = await settle(client, pending);
    }
    if (outcome.kind !== 'succeeded') {
      await note({ pending: undefined });
      const why = outcome.kind === 'failed' ? outcome.message : 'the network refused it';
      throw new DeployError({
        code: 'TRANSACTION_FAILED',
        message: `${step.name} failed: ${why}`,
        values: { step: step.name },
        advice: 'Nothing else was changed; run the same command again when the cause is gone',
      });
    }
    await note({ ...step.result(outcome.created), pending: undefined });
    onStep?.(step.name, 'done');
  }
  if (!isFinished(record)) throw new TypeError('every step is done and the deployment is not');
  return record;
}

/** Without what is undefined. */
function given(parameters: Partial<NetworkParameters>): Partial<NetworkParameters> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

function checkSame(
  begun: DeploymentRecord,
  chain: string,
  publisher: string,
  { parameters = {}, exchangeFrost }: DeployOptions,
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
  if (begun.publisher !== publisher) differ('publisher', begun.publisher, publisher);
  for (const [key, value] of Object.entries(given(parameters))) {
    const was = begun.parameters[key as keyof NetworkParameters];
    if (was !== value) differ(key, was, value);
  }
  if (exchangeFrost !== undefined && (begun.exchangeFrost ?? exchangeFrost) !== exchangeFrost) {
    differ('exchangeFrost', begun.exchangeFrost, exchangeFrost);
  }
}
