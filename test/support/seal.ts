/**
 * A key server of Seal for tests: its object on the chain of a devnet, and what it answers. It gives a key to
 * whoever the policy approves, which it finds out as the real ones do, by simulating the call.
 */
import { bcs } from '@mysten/sui/bcs';
import type { Keypair } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { fromBase64, fromHex, toBase64 } from '@mysten/sui/utils';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToNumberBE } from '@noble/curves/utils.js';
import type { Devnet } from '@haulout/devnet';
import { compilePackage } from '@haulout/devnet/compiler';

const KEY_SERVER = `/// What Seal keeps of a key server on chain.
module sealing::key_server;

use std::string::String;
use sui::dynamic_field;

public struct KeyServer has key { id: UID, first_version: u64, last_version: u64 }

public struct KeyServerV1 has store { name: String, url: String, key_type: u8, pk: vector<u8> }

public fun create(name: String, url: String, pk: vector<u8>, ctx: &mut TxContext) {
    let mut id = object::new(ctx);
    dynamic_field::add(&mut id, 1u64, KeyServerV1 { name, url, key_type: 0, pk });
    transfer::share_object(KeyServer { id, first_version: 1, last_version: 1 });
}
`;
const POLICY = `/// Only the address that an id is can read what is sealed by it.
module sealing::policy;

/// It is another address.
const ENoAccess: u64 = 0;

/// Aborts with \`ENoAccess\` unless the sender is the id.
public fun seal_approve(id: vector<u8>, ctx: &TxContext) {
    assert!(id == ctx.sender().to_bytes(), ENoAccess);
}
`;
const MANIFEST = `[package]
name = "sealing"
edition = "2024"

[addresses]
sealing = "0x0"
`;

const KEY_DST = new TextEncoder().encode('SUI-SEAL-IBE-BLS12381-00');
const { G1, G2 } = bls12_381;
const scalar = bytesToNumberBE(bls12_381.utils.randomSecretKey());

/** What a client of Seal asks for keys with. */
interface KeyRequest {
  /** The transaction kind, in base64. */
  readonly ptb: string;
  /** Key to which the answer is encrypted, in base64. */
  readonly enc_key: string;
  readonly certificate: { readonly user: string };
}

/** A key server, and a package with a policy. */
export interface SealServer {
  readonly packageId: string;
  readonly keyServerId: string;
  /** Answers what a client of Seal asks. */
  readonly fetch: typeof fetch;
}

/** Publishes the package and registers a key server. */
export async function startSealServer(devnet: Devnet, publisher: Keypair): Promise<SealServer> {
  const files = {
    'Move.toml': MANIFEST,
    'sources/key_server.move': KEY_SERVER,
    'sources/policy.move': POLICY,
  };
  const { packageId } = await devnet.publish(await compilePackage({ files }), { signer: publisher });
  const transaction = new Transaction();
  const publicKey = G2.Point.BASE.multiply(scalar).toBytes();
  transaction.moveCall({
    target: `${packageId}::key_server::create`,
    arguments: [
      transaction.pure.string('test'),
      transaction.pure.string('https://seal.test'),
      transaction.pure(bcs.byteVector().serialize(publicKey)),
    ],
  });
  const done = await devnet.client.signAndExecuteTransaction({
    transaction,
    signer: publisher,
    include: { effects: true, objectTypes: true },
  });
  const types = done.Transaction!.objectTypes;
  const keyServerId = Object.keys(types).find((id) => types[id]!.endsWith('::KeyServer'))!;
  const answer = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const headers = { 'x-keyserver-version': '0.5.0' };
    if (!String(url).endsWith('/v1/fetch_key')) return new Response('not found', { status: 404 });
    const request = JSON.parse(String(init?.body)) as KeyRequest;
    const fullId = await approvedId(devnet, packageId, request);
    if (fullId === undefined)
      return Response.json({ error: 'NoAccess', message: 'not approved' }, { status: 403, headers });
    const key = { id: [...fullId], encrypted_key: encryptedKey(fullId, fromBase64(request.enc_key)) };
    return Response.json({ decryption_keys: [key] }, { headers });
  };
  return { packageId, keyServerId, fetch: answer as typeof fetch };
}

/** The id that the policy approves for the user, with the package in front of it. */
async function approvedId(
  devnet: Devnet,
  packageId: string,
  { ptb, certificate: { user } }: KeyRequest,
): Promise<Uint8Array | undefined> {
  const transaction = Transaction.fromKind(kindOf(ptb));
  transaction.setSender(user);
  const result = await devnet.client.core
    .simulateTransaction({ transaction, include: { effects: true } })
    .catch(() => undefined);
  if (result?.$kind !== 'Transaction') return undefined;
  const [id] = transaction.getData().inputs.flatMap(({ Pure }) => (Pure ? [fromBase64(Pure.bytes)] : []));
  // The argument is a vector: its length comes first.
  return Uint8Array.from([...fromHex(packageId), ...id!.subarray(1)]);
}

/** A transaction kind as Sui writes it: Seal leaves out that it is programmable. */
const kindOf = (ptb: string): string => toBase64(Uint8Array.from([0, ...fromBase64(ptb)]));

/** The key of an id, encrypted as ElGamal does it. */
function encryptedKey(fullId: Uint8Array, encryptTo: Uint8Array): string[] {
  const point = G1.hashToCurve(Uint8Array.from([...KEY_DST, ...fullId]));
  const key = G1.Point.fromAffine(point.toAffine()).multiply(scalar);
  const random = bytesToNumberBE(bls12_381.utils.randomSecretKey());
  const to = G1.Point.fromBytes(encryptTo);
  return [G1.Point.BASE.multiply(random), to.multiply(random).add(key)].map((part) =>
    toBase64(part.toBytes()),
  );
}
