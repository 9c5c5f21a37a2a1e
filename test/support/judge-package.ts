/** A judge for tests: a package of its own that may pass any sentence, instead of `evidence`. */
import { bcs } from '@mysten/sui/bcs';
import type { Keypair } from '@mysten/sui/cryptography';
import { Transaction, type TransactionArgument, type TransactionResult } from '@mysten/sui/transactions';
import type { Devnet } from '@haulout/devnet';
import { compilePackage, type CompiledPackage } from '@haulout/devnet/compiler';
import { aggregateSignatures, signerBitmap, signMessage } from '@haulout/sdk/certificate';
import {
  defaultParameters,
  deploy,
  publishedPackages,
  type Deployment,
  type DeploymentRecord,
  type NetworkParameters,
} from 'haulout';
import { packageFiles } from './move-packages.js';

/** Whoever calls it is the judge. */
const SOURCE = `module judge::gavel;

public struct Gavel() has drop;

public fun sentence(): walrus::judge::Sentence { walrus::judge::sentence(Gavel()) }
`;
const MANIFEST = `[package]
name = "judge"
edition = "2024"

[dependencies]
walrus = { local = "../walrus" }

[addresses]
judge = "0x0"
`;

const builds = new Map<string, Promise<CompiledPackage>>();

/** The contracts without `evidence`, so that the first judge is yet to be named. */
export async function deployWithoutJudge(
  { client }: Devnet,
  publisher: Keypair,
  parameters: Partial<NetworkParameters>,
): Promise<DeploymentRecord & Deployment> {
  const { chainIdentifier: chain } = await client.core.getChainIdentifier();
  const begun: DeploymentRecord = {
    chain,
    publisher: publisher.toSuiAddress(),
    parameters: { ...defaultParameters, ...parameters },
    // As if those steps had been taken.
    evidencePackageId: '0x0',
    evidenceObjectId: '0x0',
    recordsObjectId: '0x0',
  };
  const journal = { load: () => Promise.resolve(begun), save: () => Promise.resolve() };
  return deploy({ client, publisher, journal });
}

/** Publishes the judge's package, which the publisher names as the first judge; gives its id. */
export async function appointFirstJudge(
  devnet: Devnet,
  deployment: Deployment,
  publisher: Keypair,
): Promise<string> {
  const packageId = await publishJudge(devnet, deployment, publisher);
  const { objects } = await devnet.client.core.listOwnedObjects({
    owner: publisher.toSuiAddress(),
    type: `${deployment.packageId}::upgrade::EmergencyUpgradeCap`,
  });
  await nameJudge(devnet, deployment, publisher, packageId, 'name_first_judge', (transaction) => [
    transaction.object(objects[0]!.objectId),
  ]);
  return packageId;
}

/** Publishes the judge's package, which all members of the committee want instead of `evidence`. */
export async function appointJudge(
  devnet: Devnet,
  deployment: Deployment,
  publisher: Keypair,
  { epoch, secretKeys }: { readonly epoch: number; readonly secretKeys: readonly Uint8Array[] },
): Promise<string> {
  const packageId = await publishJudge(devnet, deployment, publisher);
  const message = JudgeMessage.serialize({
    header: [71, 0, 72],
    epoch,
    system: deployment.systemObjectId,
    before: `${deployment.evidencePackageId.slice(2)}::witness::Witness`,
    judge: `${packageId.slice(2)}::gavel::Gavel`,
  }).toBytes();
  const signature = aggregateSignatures(secretKeys.map((key) => signMessage(key, message)));
  const signers = signerBitmap([...secretKeys.keys()], secretKeys.length);
  await nameJudge(devnet, deployment, publisher, packageId, 'name_judge', ({ pure }) =>
    [signature, signers, message].map((bytes) => pure.vector('u8', [...bytes])),
  );
  return packageId;
}

const JudgeMessage = bcs.struct('JudgeMessage', {
  header: bcs.fixedArray(3, bcs.u8()),
  epoch: bcs.u32(),
  system: bcs.Address,
  before: bcs.option(bcs.string()),
  judge: bcs.string(),
});

async function nameJudge(
  { client }: Devnet,
  { packageId, systemObjectId }: Deployment,
  signer: Keypair,
  judge: string,
  call: string,
  args: (transaction: Transaction) => TransactionArgument[],
): Promise<void> {
  const transaction = new Transaction();
  transaction.moveCall({
    target: `${packageId}::judge::${call}`,
    typeArguments: [`${judge}::gavel::Gavel`],
    arguments: [transaction.object(systemObjectId), ...args(transaction)],
  });
  const result = await client.signAndExecuteTransaction({ transaction, signer });
  if (result.$kind !== 'Transaction') throw new Error('the judge could not be named');
}

async function publishJudge(devnet: Devnet, deployment: Deployment, signer: Keypair): Promise<string> {
  const published = { ...publishedPackages(deployment), walrus: deployment.packageId };
  const key = JSON.stringify(published);
  const locals = Object.fromEntries(
    (['wal', 'walrus_core', 'walrus'] as const).map((name) => [`../${name}`, packageFiles(name)]),
  );
  const files = { 'Move.toml': MANIFEST, 'sources/gavel.move': SOURCE };
  const build = builds.get(key) ?? compilePackage({ files, locals }, { published });
  builds.set(key, build);
  const { packageId } = await devnet.publish(await build, { signer });
  return packageId;
}

/** Adds to a transaction: a sentence without orders, for calls of `walrus::judge`. */
export function addSentence(transaction: Transaction, judge: string): TransactionResult {
  return transaction.moveCall({ target: `${judge}::gavel::sentence` });
}
