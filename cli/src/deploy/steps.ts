import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { addCreateWalrusSubsidies } from '@haulout/sdk/chain';
import { walExchange } from '@haulout/sdk/contracts';
import { addInitialize, addInitializeEvidence } from '@haulout/sdk/operator';
import { createdObject } from './created-object.js';
import { EXTRA_IDS, publishedPackages, type DeploymentRecord, type DeployStep } from './deployment.js';
import type { ExtraPackage, PackageName } from './package-names.js';
import { publication } from './publication.js';
import type { WrittenObject } from './send.js';

/** Compiles a package whose dependencies are at these addresses, by name. */
export type Compile = (
  name: PackageName,
  published: Readonly<Record<string, string>>,
) => Promise<CompiledPackage>;

/** A transaction of a deployment. */
export interface Step {
  readonly name: DeployStep;
  /** The package that it publishes, if it does. */
  readonly package?: PackageName;
  isDone(record: DeploymentRecord): boolean;
  build(record: DeploymentRecord, compile: Compile): Promise<Transaction>;
  result(created: readonly WrittenObject[]): Partial<DeploymentRecord>;
}

/** In the order in which they are taken. */
export const steps: readonly Step[] = [
  {
    // Nobody can upgrade it: an upgrade could make more WAL.
    name: 'publish-wal',
    package: 'wal',
    isDone: ({ walPackageId }) => walPackageId !== undefined,
    async build(_record, compile) {
      return publication(await compile('wal', {}), 'nobody');
    },
    result(created) {
      const walPackageId = createdObject(created, 'package');
      const treasuryObjectId = createdObject(created, 'wal::ProtectedTreasury');
      return { walPackageId, walType: `${walPackageId}::wal::WAL`, treasuryObjectId };
    },
  },
  {
    // Nobody can upgrade it: the rules below `walrus` change only with `walrus`, which is upgraded by vote.
    name: 'publish-walrus-core',
    package: 'walrus_core',
    isDone: ({ corePackageId }) => corePackageId !== undefined,
    async build(_record, compile) {
      return publication(await compile('walrus_core', {}), 'nobody');
    },
    result: (created) => ({ corePackageId: createdObject(created, 'package') }),
  },
  {
    name: 'publish-walrus',
    package: 'walrus',
    isDone: ({ packageId }) => packageId !== undefined,
    async build({ publisher, walPackageId, corePackageId }, compile) {
      const published = publishedPackages({ walPackageId: walPackageId!, corePackageId: corePackageId! });
      return publication(await compile('walrus', published), publisher);
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
      upgradeManagerId: createdObject(created, 'upgrade::UpgradeManager'),
      emergencyUpgradeCapId: createdObject(created, 'upgrade::EmergencyUpgradeCap'),
    }),
  },
  {
    // The same votes upgrade it that upgrade walrus.
    name: 'publish-evidence',
    package: 'evidence',
    isDone: ({ evidencePackageId }) => evidencePackageId !== undefined,
    build: (record, compile) => publishOnTop('evidence', record, compile),
    result: (created) => ({
      evidencePackageId: createdObject(created, 'package'),
      evidenceSetupCapId: createdObject(created, 'evidence::SetupCap'),
    }),
  },
  {
    name: 'initialise-evidence',
    isDone: ({ evidenceObjectId }) => evidenceObjectId !== undefined,
    async build(record) {
      const transaction = new Transaction();
      const { nShards, challengeSamples, challengeStepMs } = record.parameters;
      addInitializeEvidence(transaction, {
        packageId: record.packageId!,
        systemObjectId: record.systemObjectId!,
        emergencyUpgradeCapId: record.emergencyUpgradeCapId!,
        evidencePackageId: record.evidencePackageId!,
        setupCapId: record.evidenceSetupCapId!,
        nShards,
        samples: challengeSamples,
        stepMs: challengeStepMs,
      });
      return transaction;
    },
    result: (created) => ({
      evidenceObjectId: createdObject(created, 'evidence::Evidence'),
      recordsObjectId: createdObject(created, 'records::Records'),
    }),
  },
];

/** After the others, where an exchange is wanted (`exchangeFrost`). */
export const exchangeSteps: readonly Step[] = [
  {
    name: 'publish-exchange',
    package: 'wal_exchange',
    isDone: ({ exchangePackageId }) => exchangePackageId !== undefined,
    async build({ publisher, walPackageId }, compile) {
      return publication(await compile('wal_exchange', { wal: walPackageId! }), publisher);
    },
    result: (created) => ({ exchangePackageId: createdObject(created, 'package') }),
  },
  {
    name: 'fill-exchange',
    isDone: ({ exchangeObjectId }) => exchangeObjectId !== undefined,
    async build({ publisher, exchangePackageId, walType, exchangeFrost }) {
      const transaction = new Transaction();
      const wal = transaction.add(coinWithBalance({ type: walType!, balance: exchangeFrost! }));
      const adminCap = transaction.add(
        walExchange.newFunded({ package: exchangePackageId!, arguments: [wal, exchangeFrost!] }),
      );
      transaction.moveCall({
        target: '0x2::coin::destroy_zero',
        typeArguments: [walType!],
        arguments: [wal],
      });
      transaction.transferObjects([adminCap], publisher);
      return transaction;
    },
    result: (created) => ({
      exchangeObjectId: createdObject(created, 'wal_exchange::Exchange'),
      exchangeAdminCapId: createdObject(created, 'wal_exchange::AdminCap'),
    }),
  },
];

/** After the others, for a package on top of `walrus` that is wanted. The votes of the network upgrade it. */
export function extraSteps(name: ExtraPackage): readonly Step[] {
  return name === 'walrus_subsidies' ? [publishStep(name), poolStep] : [publishStep(name)];
}

function publishStep(name: ExtraPackage): Step {
  const id = EXTRA_IDS[name];
  return {
    name: EXTRA_STEPS[name],
    package: name,
    isDone: (record) => record[id] !== undefined,
    build: (record, compile) => publishOnTop(name, record, compile),
    result: (created) => ({ [id]: createdObject(created, 'package') }),
  };
}

/** Makes a pool that pays nothing yet: its admin sets what, and anyone funds it. */
const poolStep: Step = {
  name: 'open-walrus-subsidies',
  isDone: ({ walrusSubsidiesObjectId }) => walrusSubsidiesObjectId !== undefined,
  async build({ publisher, packageId, systemObjectId, stakingObjectId, walrusSubsidiesPackageId }) {
    const transaction = new Transaction();
    const contracts = {
      packageId: packageId!,
      systemObjectId: systemObjectId!,
      stakingObjectId: stakingObjectId!,
    };
    const adminCap = addCreateWalrusSubsidies(transaction, contracts, {
      ...{ packageId: walrusSubsidiesPackageId!, systemSubsidyRate: 0, baseSubsidy: 0n, subsidyPerShard: 0n },
    });
    transaction.transferObjects([adminCap], publisher);
    return transaction;
  },
  result: (created) => ({
    walrusSubsidiesObjectId: createdObject(created, 'walrus_subsidies::WalrusSubsidies'),
    walrusSubsidiesAdminCapId: createdObject(created, 'walrus_subsidies::AdminCap'),
  }),
};

const EXTRA_STEPS = {
  blob_bucket: 'publish-blob-bucket',
  subsidies: 'publish-subsidies',
  walrus_subsidies: 'publish-walrus-subsidies',
} as const;

/** A transaction that publishes a package on top of `walrus`, which the same votes upgrade. */
async function publishOnTop(
  name: ExtraPackage | 'evidence',
  { walPackageId, corePackageId, packageId, upgradeManagerId }: DeploymentRecord,
  compile: Compile,
): Promise<Transaction> {
  const published = publishedPackages({ walPackageId: walPackageId!, corePackageId: corePackageId! });
  const compiled = await compile(name, { ...published, walrus: packageId! });
  return publication(compiled, { packageId: packageId!, upgradeManagerId: upgradeManagerId! });
}
