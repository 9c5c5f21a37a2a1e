/** A contract for tests that counts on blobs: it tells in an event whether one is available now. */
import type { Keypair } from '@mysten/sui/cryptography';
import type { Transaction } from '@mysten/sui/transactions';
import type { Devnet } from '@haulout/devnet';
import { compilePackage } from '@haulout/devnet/compiler';
import { publishedPackages, type Deployment } from 'haulout';
import { packageFiles } from './move-packages.js';

const SOURCE = `/// Pays only while a blob can be had; here it says so instead.
module gate::gate;

use evidence::{availability, records::Records};
use sui::event;
use walrus::{blob::Blob, judge, system::System};

/// Whether the blob could be counted on in this transaction.
public struct Asked has copy, drop { is_available: bool }

/// The blob cannot be counted on.
const ENotAvailable: u64 = 0;

/// Tells.
public fun ask(records: &Records, system: &System, blob: &Blob) {
    event::emit(Asked { is_available: availability::is_available(records, blob, &judge::now(system)) });
}

/// Aborts with \`ENotAvailable\` unless the blob can be counted on.
public fun require(records: &Records, system: &System, blob: &Blob) {
    assert!(availability::is_available(records, blob, &judge::now(system)), ENotAvailable);
}
`;
const DEPENDENCIES = ['wal', 'walrus_core', 'walrus', 'evidence'] as const;
const MANIFEST = `[package]
name = "gate"
edition = "2024"

[dependencies]
walrus = { local = "../walrus" }
evidence = { local = "../evidence" }

[addresses]
gate = "0x0"
`;

/** Publishes the contract; resolves to the id of its package. */
export async function publishGate(
  devnet: Devnet,
  deployment: Deployment,
  publisher: Keypair,
): Promise<string> {
  const published = {
    ...publishedPackages(deployment),
    walrus: deployment.packageId,
    evidence: deployment.evidencePackageId,
  };
  const locals = Object.fromEntries(DEPENDENCIES.map((name) => [`../${name}`, packageFiles(name)]));
  const files = { 'Move.toml': MANIFEST, 'sources/gate.move': SOURCE };
  const build = await compilePackage({ files, locals }, { published });
  return (await devnet.publish(build, { signer: publisher })).packageId;
}

/** Adds a call of the contract to a transaction. */
export function addGateCall(
  transaction: Transaction,
  { systemObjectId, recordsObjectId }: Deployment,
  {
    gate,
    call,
    blobObjectId,
  }: { readonly gate: string; readonly call: 'ask' | 'require'; readonly blobObjectId: string },
): void {
  transaction.moveCall({
    target: `${gate}::gate::${call}`,
    arguments: [
      transaction.object(recordsObjectId),
      transaction.object(systemObjectId),
      transaction.object(blobObjectId),
    ],
  });
}
