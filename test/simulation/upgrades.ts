/**
 * Upgrades of the contracts while everything runs: the committee votes, somebody publishes, and the shared
 * objects move.
 */
import { Transaction } from '@mysten/sui/transactions';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { TransactionFailed } from '@haulout/sdk/client';
import { auth, init, system, upgrade } from '@haulout/sdk/contracts';
import type { Deployment } from 'haulout';
import { compileNextVersion } from '../support/next-version.js';
import type { World } from './world.js';

/** The next version, by the package of WAL of the network that it is compiled for. */
const compiled = new Map<string, Promise<CompiledPackage>>();

/**
 * The contracts with the next version of the shared objects' state, its layout unchanged. Takes real time,
 * once.
 */
export function nextVersion(deployment: Deployment): Promise<CompiledPackage> {
  const { walPackageId } = deployment;
  let version = compiled.get(walPackageId);
  if (!version) compiled.set(walPackageId, (version = compileNextVersion('walrus', deployment)));
  return version;
}

/** Upgrades the contracts, once; between the steps a while passes. Resolves to whether it did. */
export async function upgradeContracts(world: World, pauseMs: number): Promise<boolean> {
  const { deployment, truth, clock, members } = world;
  const { packageId, stakingObjectId, systemObjectId } = deployment;
  if (truth.home.version !== '1') return false;
  const { modules, dependencies, digest } = await nextVersion(deployment);
  const managerId = managerOf(world);
  const { epoch, committee } = truth.epochs!;

  for (const { nodeId, signer } of members.filter((member) => committee.has(member.nodeId))) {
    const voting = new Transaction();
    const sender = voting.add(auth.authenticateSender({ package: packageId }));
    const values = { self: managerId, staking: stakingObjectId, auth: sender, nodeId, digest: [...digest] };
    voting.add(upgrade.voteForUpgrade({ package: packageId, arguments: values }));
    await world.execute('vote for an upgrade', voting, signer);
    await clock.sleep(pauseMs / 4);
    // Votes count in their own epoch.
    if (truth.epoch !== epoch) return false;
  }
  const publishing = new Transaction();
  const ticket = publishing.add(
    upgrade.authorizeUpgrade({
      package: packageId,
      arguments: { self: managerId, staking: stakingObjectId, digest: [...digest] },
    }),
  );
  const receipt = publishing.upgrade({
    modules: modules.map(({ bytecode }) => [...bytecode]),
    dependencies: [...dependencies],
    package: packageId,
    ticket,
  });
  publishing.add(
    upgrade.commitUpgrade({
      package: packageId,
      arguments: { self: managerId, staking: stakingObjectId, system: systemObjectId, receipt },
    }),
  );
  try {
    await world.execute('upgrade', publishing);
  } catch (error) {
    if (error instanceof TransactionFailed && error.message.includes('EWrongEpoch')) return false;
    throw error;
  }
  await clock.sleep(pauseMs);
  const { data } = world.devnet.ledger.getObject(systemObjectId)!;
  const next = data.kind === 'move' ? system.System.parse(data.contents).new_package_id : null;
  const moving = new Transaction();
  const objects = { staking: stakingObjectId, system: systemObjectId };
  moving.add(init.migrate({ package: next!, arguments: objects }));
  await world.execute('migrate', moving);
  world.log('contracts', `are upgraded to ${next}`);
  return true;
}

function managerOf({ devnet, deployment, publisher }: World): string {
  const type = `${deployment.packageId}::upgrade::EmergencyUpgradeCap`;
  const owner = publisher.toSuiAddress();
  const { data } = devnet.ledger.listOwned(owner, { kind: 'address', type, limit: 1 }).items[0]!;
  if (data.kind !== 'move') throw new TypeError('the capability is a package');
  return upgrade.EmergencyUpgradeCap.parse(data.contents).upgrade_manager_id;
}
