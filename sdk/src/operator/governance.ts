/** How the nodes decide on a new version of the contracts, and how it takes the place of the old one. */
import type { Transaction } from '@mysten/sui/transactions';
import type { StakingContracts } from '../chain/contracts.js';
import { auth, evidence, init, staking, upgrade } from '../contracts/index.js';
import { addAuthority, type CapAuthority } from './authority.js';

/** Where upgrades are decided. */
export interface UpgradeContracts extends StakingContracts {
  /** The shared `UpgradeManager`. */
  readonly upgradeManagerId: string;
}

/** A package that is to take the place of the contracts: what a Move compiler made of it. */
export interface NextPackage {
  /** Bytecode of each module. */
  readonly modules: readonly Uint8Array[];
  /** Ids of the packages that it is linked to. */
  readonly dependencies: readonly string[];
  /** What is voted for: 32 bytes, from the compiler. */
  readonly digest: Uint8Array;
}

/**
 * Adds to a transaction: vote for an upgrade, in this epoch, with the shards that the node has in it. For
 * whoever speaks for the node in such things to send: at first the address that registered it.
 */
export function addUpgradeVote(
  transaction: Transaction,
  { upgradeManagerId, stakingObjectId, packageId }: UpgradeContracts,
  vote: {
    /** The node that votes. */
    readonly nodeId: string;
    /** Digest of the package, 32 bytes. */
    readonly digest: Uint8Array;
    /** The `UpgradeCap` of the package, when it was entrusted to the voters; default: that of `walrus`. */
    readonly entrustedCapId?: string | undefined;
    /** Given when the right to vote is with the owner of the cap. */
    readonly holder?: CapAuthority | undefined;
  },
): void {
  const { entrustedCapId: capId, nodeId } = vote;
  const args = {
    self: upgradeManagerId,
    staking: stakingObjectId,
    auth: addAuthority(transaction, packageId, vote.holder),
    nodeId,
    digest: [...vote.digest],
  };
  transaction.add(
    capId === undefined
      ? upgrade.voteForUpgrade({ package: packageId, arguments: args })
      : upgrade.voteForEntrustedUpgrade({ package: packageId, arguments: { ...args, capId } }),
  );
}

/** Adds to a transaction: let an address vote for a node from now on. The present one's to send. */
export function addGovernor(
  transaction: Transaction,
  { stakingObjectId, packageId }: StakingContracts,
  change: {
    /** The node. */
    readonly nodeId: string;
    /** Address that votes for it from now on. */
    readonly governor: string;
    /** Given when the right to vote is with the owner of the cap. */
    readonly holder?: CapAuthority | undefined;
  },
): void {
  const { nodeId, governor: address, holder } = change;
  const authorized = transaction.add(auth.authorizedAddress({ package: packageId, arguments: { address } }));
  transaction.add(
    staking.setGovernanceAuthorized({
      package: packageId,
      arguments: {
        self: stakingObjectId,
        nodeId,
        auth: addAuthority(transaction, packageId, holder),
        authorized,
      },
    }),
  );
}

/**
 * Adds to a transaction: publish a package that a quorum of shards has voted for in this epoch, and announce
 * it. Anyone may. It is used once `addMigration` has moved the state.
 */
export function addUpgrade(
  transaction: Transaction,
  contracts: UpgradeContracts & {
    /** The shared `System` object. */
    readonly systemObjectId: string;
  },
  {
    modules,
    dependencies,
    digest: bytes,
    emergencyCapId,
  }: NextPackage & {
    /** The `EmergencyUpgradeCap`, whose owner needs no votes. */
    readonly emergencyCapId?: string | undefined;
  },
): void {
  const { upgradeManagerId: self, stakingObjectId, systemObjectId, packageId } = contracts;
  const digest = [...bytes];
  const ticket = transaction.add(
    emergencyCapId === undefined
      ? upgrade.authorizeUpgrade({
          package: packageId,
          arguments: { self, staking: stakingObjectId, digest },
        })
      : upgrade.authorizeEmergencyUpgrade({
          package: packageId,
          arguments: { self, emergencyCap: emergencyCapId, digest },
        }),
  );
  const receipt = transaction.upgrade({
    modules: modules.map((module) => [...module]),
    dependencies: [...dependencies],
    package: packageId,
    ticket,
  });
  transaction.add(
    upgrade.commitUpgrade({
      package: packageId,
      arguments: { self, staking: stakingObjectId, system: systemObjectId, receipt },
    }),
  );
}

/**
 * Adds to a transaction: move the state to an announced package; from then on all others are refused. Anyone
 * may, once.
 *
 * @param contracts where the contracts are; `packageId` is the announced package
 */
export function addMigration(
  transaction: Transaction,
  {
    stakingObjectId,
    systemObjectId,
    packageId,
  }: StakingContracts & {
    /** The shared `System` object. */
    readonly systemObjectId: string;
  },
): void {
  transaction.add(
    init.migrate({ package: packageId, arguments: { staking: stakingObjectId, system: systemObjectId } }),
  );
}

/**
 * Adds to a transaction: publish the next version of a package that was entrusted to the voters, as
 * `evidence` is, once a quorum of shards has voted for it in this epoch. Anyone may. It is used once its own
 * objects have moved.
 */
export function addEntrustedUpgrade(
  transaction: Transaction,
  { upgradeManagerId: self, stakingObjectId, packageId }: UpgradeContracts,
  {
    modules,
    dependencies,
    digest,
    capId,
    currentPackageId,
  }: NextPackage & {
    /** The package's `UpgradeCap`. */
    readonly capId: string;
    /** The version that it takes the place of. */
    readonly currentPackageId: string;
  },
): void {
  const ticket = transaction.add(
    upgrade.authorizeEntrustedUpgrade({
      package: packageId,
      arguments: { self, staking: stakingObjectId, capId, digest: [...digest] },
    }),
  );
  const receipt = transaction.upgrade({
    modules: modules.map((module) => [...module]),
    dependencies: [...dependencies],
    package: currentPackageId,
    ticket,
  });
  transaction.add(
    upgrade.commitEntrustedUpgrade({ package: packageId, arguments: { self, capId, receipt } }),
  );
}

/**
 * Adds to a transaction: move the judges' state to the version of `evidence` that is called; from then on all
 * others are refused. Anyone may, once.
 */
export function addEvidenceMigration(
  transaction: Transaction,
  contracts: {
    /** The next version of `evidence`. */
    readonly evidencePackageId: string;
    /** The shared `Evidence` object. */
    readonly evidenceObjectId: string;
  },
): void {
  transaction.add(
    evidence.migrate({
      package: contracts.evidencePackageId,
      arguments: { self: contracts.evidenceObjectId },
    }),
  );
}
