/** A judge for tests: a package of its own that may pass any sentence, named by who publishes the network. */
import type { Keypair } from '@mysten/sui/cryptography';
import { Transaction, type TransactionResult } from '@mysten/sui/transactions';
import type { Devnet } from '@haulout/devnet';
import { compilePackage, type CompiledPackage } from '@haulout/devnet/compiler';
import { publishedPackages, type Deployment } from 'haulout';
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

/** Publishes the judge's package and names it; gives its id. */
export async function appointJudge(
  devnet: Devnet,
  deployment: Deployment,
  publisher: Keypair,
): Promise<string> {
  const published = { ...publishedPackages(deployment), walrus: deployment.packageId };
  const key = JSON.stringify(published);
  const locals = Object.fromEntries(
    (['wal', 'walrus_core', 'walrus'] as const).map((name) => [`../${name}`, packageFiles(name)]),
  );
  const files = { 'Move.toml': MANIFEST, 'sources/gavel.move': SOURCE };
  const build = builds.get(key) ?? compilePackage({ files, locals }, { published });
  builds.set(key, build);
  const { packageId } = await devnet.publish(await build, { signer: publisher });

  const { objects } = await devnet.client.core.listOwnedObjects({
    owner: publisher.toSuiAddress(),
    type: `${deployment.packageId}::upgrade::EmergencyUpgradeCap`,
  });
  const transaction = new Transaction();
  transaction.moveCall({
    target: `${deployment.packageId}::judge::name_first_judge`,
    typeArguments: [`${packageId}::gavel::Gavel`],
    arguments: [transaction.object(deployment.systemObjectId), transaction.object(objects[0]!.objectId)],
  });
  const result = await devnet.client.signAndExecuteTransaction({ transaction, signer: publisher });
  if (result.$kind !== 'Transaction') throw new Error('the judge could not be named');
  return packageId;
}

/** Adds to a transaction: a sentence without orders, for calls of `walrus::judge`. */
export function addSentence(transaction: Transaction, judge: string): TransactionResult {
  return transaction.moveCall({ target: `${judge}::gavel::sentence` });
}
