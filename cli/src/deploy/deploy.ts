import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { toBase64 } from '@mysten/sui/utils';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction, TransactionDataBuilder } from '@mysten/sui/transactions';
import { compilePackage } from '@haulout/devnet/compiler';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { addInitialize } from '@haulout/sdk/operator';
import {
  isFinished,
  type Deployment,
  type DeploymentRecord,
  type DeployStep,
  type Journal,
  type NetworkParameters,
} from './deployment.js';
import { DeployError } from './errors.js';
import { settle, type Outcome, type WrittenObject } from './send.js';

export interface DeployOptions {
  /** Of any Sui network. */
  readonly client: ClientWithCoreApi;
  /** Pays and signs; gets all WAL and the capabilities. */
  readonly publisher: Signer;
  /** What is not given follows from the journal, then from `defaultParameters`. */
  readonly parameters?: Partial<NetworkParameters> | undefined;
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
 * Publishes WAL and the coordination package on a Sui network and creates the shared objects, in three transactions.
 *
 * Each is in the journal before it is sent. A run that was interrupted anywhere is finished by the next: what was
 * executed is not repeated, what may have been is looked up, and sent again as it was signed.
 *
 * @throws DeployError OTHER_DEPLOYMENT, TRANSACTION_FAILED, TRANSACTION_UNCERTAIN; CompileError; what the client
 *   throws while a transaction is built
 */
export async function deploy(options: DeployOptions): Promise<DeploymentRecord & Deployment> {
  const { client, publisher, journal, rpcUrl, onStep } = options;
  const { chainIdentifier: chain } = await client.core.getChainIdentifier();
  const begun = await journal?.load();
  if (begun !== undefined) checkSame(begun, chain, publisher.toSuiAddress(), options.parameters ?? {});
  let record: DeploymentRecord = {
    ...begun,
    chain,
    rpcUrl: rpcUrl ?? begun?.rpcUrl,
    publisher: publisher.toSuiAddress(),
    parameters: { ...defaultParameters, ...begun?.parameters, ...given(options.parameters ?? {}) },
  };
  const note = async (change: Partial<DeploymentRecord>): Promise<void> => {
    record = { ...record, ...change };
    await journal?.save(record);
  };

  for (const step of steps) {
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
      throw new DeployError('TRANSACTION_FAILED', `${step.name} failed: ${why}`);
    }
    await note({ ...step.result(outcome.created), pending: undefined });
    onStep?.(step.name, 'done');
  }
  if (!isFinished(record)) throw new TypeError('every step is done and the deployment is not');
  return record;
}

interface Step {
  readonly name: DeployStep;
  isDone(record: DeploymentRecord): boolean;
  build(record: DeploymentRecord): Promise<Transaction>;
  result(created: readonly WrittenObject[]): Partial<DeploymentRecord>;
}

const MOVE = fileURLToPath(new URL('../../../move', import.meta.url));

const steps: readonly Step[] = [
  {
    name: 'publish-wal',
    isDone: ({ walPackageId }) => walPackageId !== undefined,
    async build({ publisher }) {
      return publication(await compiled('wal', {}), publisher);
    },
    result(created) {
      const walPackageId = createdObject(created, 'package');
      return { walPackageId, walType: `${walPackageId}::wal::WAL` };
    },
  },
  {
    name: 'publish-walrus',
    isDone: ({ packageId }) => packageId !== undefined,
    async build({ publisher, walPackageId }) {
      return publication(await compiled('walrus', { wal: walPackageId! }), publisher);
    },
    result: (created) => ({
      packageId: createdObject(created, 'package'),
      upgradeCapId: createdObject(created, 'package::UpgradeCap'),
      initCapId: createdObject(created, 'init::InitCap'),
    }),
  },
  {
    name: 'initialise',
    isDone: ({ systemObjectId }) => systemObjectId !== undefined,
    async build({ publisher, packageId, initCapId, upgradeCapId, parameters }) {
      const transaction = new Transaction();
      const emergencyCap = addInitialize(transaction, {
        packageId: packageId!,
        initCapId: initCapId!,
        upgradeCapId: upgradeCapId!,
        ...parameters,
      });
      transaction.transferObjects([emergencyCap], publisher);
      return transaction;
    },
    result: (created) => ({
      systemObjectId: createdObject(created, 'system::System'),
      stakingObjectId: createdObject(created, 'staking::Staking'),
      emergencyUpgradeCapId: createdObject(created, 'upgrade::EmergencyUpgradeCap'),
    }),
  },
];

/** What was compiled in this process, by folder and addresses: starting a network again need not compile again. */
const compilations = new Map<string, CompiledPackage>();

async function compiled(
  folder: string,
  published: Readonly<Record<string, string>>,
): Promise<CompiledPackage> {
  const key = JSON.stringify([folder, published]);
  let result = compilations.get(key);
  if (result === undefined) {
    result = await compilePackage({ directory: join(MOVE, folder) }, { published });
    compilations.set(key, result);
    // The compiler lets nothing else run for seconds. What happened to connections meanwhile, as a server that closed an
    // idle one, has to be noticed before the next request takes it.
    await setTimeout(0);
    await setImmediate();
  }
  return result;
}

function publication({ modules, dependencies }: CompiledPackage, publisher: string): Transaction {
  const transaction = new Transaction();
  const upgradeCap = transaction.publish({
    modules: modules.map(({ bytecode }) => [...bytecode]),
    dependencies: [...dependencies],
  });
  transaction.transferObjects([upgradeCap], publisher);
  return transaction;
}

/** The id of the one object of a type (`module::Name`, or `package`) among those that a transaction created. */
export function createdObject(
  objects: readonly { readonly objectId: string; readonly type: string }[],
  type: string,
): string {
  const found = objects.filter((object) => `::${object.type.split('<')[0]!}`.endsWith(`::${type}`));
  if (found.length !== 1) {
    throw new Error(`the transaction created ${found.length} objects of type ${type} where one was expected`);
  }
  return found[0]!.objectId;
}

/** Without what is undefined. */
function given(parameters: Partial<NetworkParameters>): Partial<NetworkParameters> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

function checkSame(
  begun: DeploymentRecord,
  chain: string,
  publisher: string,
  parameters: Partial<NetworkParameters>,
): void {
  const differ = (what: string, was: unknown, is: unknown): never => {
    const message = `the deployment that was begun has ${what} ${was}, not ${is}: choose another file for a new one`;
    throw new DeployError('OTHER_DEPLOYMENT', message);
  };
  if (begun.chain !== chain) differ('chain', begun.chain, chain);
  if (begun.publisher !== publisher) differ('publisher', begun.publisher, publisher);
  for (const [key, value] of Object.entries(given(parameters))) {
    const was = begun.parameters[key as keyof NetworkParameters];
    if (was !== value) differ(key, was, value);
  }
}
