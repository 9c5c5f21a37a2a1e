/**
 * The package is upgraded while the network runs: by the votes of a quorum, to a package with another version
 * of the shared objects, without a pause and without losing anything.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import type { Signer } from '@mysten/sui/cryptography';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import type { Network } from 'haulout';
import type { StoredBlob } from '@haulout/sdk/client';
import { blob, events, upgrade } from '@haulout/sdk/contracts';
import { addGovernor, addMigration, addUpgrade, addUpgradeVote } from '@haulout/sdk/operator';
import { watchEvents } from '@haulout/sdk/watch';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { execute } from '@haulout/sdk/chain';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { seededBytes } from '../../support/bytes.js';
import { compileNextVersion } from '../../support/next-version.js';

let network: Network;
let next: CompiledPackage;
let managerId: string;
let nextPackageId: string;
let blobObjectId: string;
let deletable: StoredBlob;
const WRITER_FUNDS = 10n ** 11n;
const onTheirWay: (Awaited<ReturnType<typeof writerHeldAt>> & {
  readonly bytes: Uint8Array;
  readonly storing: Promise<StoredBlob>;
})[] = [];

beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  next = await compileNextVersion('walrus', network.deployment);
  managerId = await findManager();
});
afterAll(async () => {
  await network?.stop();
});

describe('an upgrade by vote', () => {
  test('a blob is stored before it', async () => {
    const { client, wallet } = network;
    const bytes = seededBytes(3000, 9);
    const stored = await client.haulout.store({ bytes, epochs: 3, deletable: true, signer: wallet });
    blobObjectId = stored.blobObjectId;
  });

  test('half of the nodes cannot publish it', async () => {
    await vote(0);
    await vote(1);
    await assert.rejects(upgradePackage(), /ENotEnoughVotes|abort code: 6/);
  });

  test('with the votes of all, anyone can; both shared objects announce the new package', async () => {
    await vote(2);
    const { nodeId, operator } = network.nodes[3]!.identity;
    const governor = network.wallet.toSuiAddress();
    const passing = new Transaction();
    addGovernor(passing, contracts(), { nodeId, governor });
    await execute({
      client: network.devnet.client,
      what: 'let the wallet vote',
      transaction: passing,
      signer: operator,
    });
    await assert.rejects(vote(3), /ENotAuthorized/);
    await vote(3, network.wallet);
    nextPackageId = await upgradePackage();
    const { systemObjectId, stakingObjectId, packageId } = network.deployment;
    for (const id of [systemObjectId, stakingObjectId]) {
      const shared = await readShared(id);
      assert.deepEqual(shared, { version: 1n, packageId, newPackageId: nextPackageId });
    }
  });

  test('the old package works until the shared objects have moved, the new one does not', async () => {
    await extend(network.deployment.packageId);
    await assert.rejects(extend(nextPackageId), /EWrongVersion|abort code: 1/);
    await assert.rejects(migrate(network.deployment.packageId), /EInvalidMigration|abort code: 0/);
  });

  test('two stores are on their way: one is about to register its blob, the other to certify it', async () => {
    for (const [index, signature] of [1, 2].entries()) {
      const writer = await writerHeldAt(signature, `writer-${signature}`);
      const bytes = seededBytes(1_000, 20 + index);
      const options = { bytes, epochs: 4, deletable: true, signer: writer.signer };
      onTheirWay.push({ ...writer, bytes, storing: network.client.haulout.store(options) });
      await writer.held;
    }
  });

  test('migration moves the state as it is, once', async () => {
    const { systemObjectId, stakingObjectId } = network.deployment;
    const ids = [systemObjectId, stakingObjectId];
    const states = await Promise.all(ids.map((id) => readInner(id, 1n)));
    const digest = await migrate(nextPackageId);
    assert.deepEqual(await Promise.all(ids.map((id) => readInner(id, 2n))), states);
    for (const id of ids) {
      const shared = await readShared(id);
      assert.deepEqual(shared, { version: 2n, packageId: nextPackageId, newPackageId: null });
      await assert.rejects(readInner(id, 1n));
    }
    const upgraded = await eventOf(digest, 'ContractUpgraded');
    assert.deepEqual(events.ContractUpgraded.parse(upgraded), {
      epoch: 1,
      package_id: nextPackageId,
      version: '2',
    });
    await assert.rejects(migrate(nextPackageId), /EInvalidMigration|abort code: 0/);
  });

  test('from then on blobs live in the new package and the old one is refused', async () => {
    await assert.rejects(extend(network.deployment.packageId), /EWrongVersion|abort code: 1/);
    const before = await readBlob();
    await extend(nextPackageId);
    const { storage } = await readBlob();
    assert.equal(storage.end_epoch, before.storage.end_epoch + 1);
  });

  test('the stores that were on their way are made anew for the new package and paid once', async () => {
    const { client, deployment } = network;
    for (const { release, address, storing, bytes } of onTheirWay) {
      release();
      const { blobId, cost } = await storing;
      assert.deepEqual(await client.haulout.read({ blobId }), bytes);
      const { balance } = await client.core.getBalance({ owner: address, coinType: deployment.walType });
      assert.equal(BigInt(balance.balance), WRITER_FUNDS - cost.total);
    }
  });

  test('a client and nodes that ran before do everything as before', async () => {
    const { client, wallet: signer, nodes } = network;
    const { haulout } = client;
    assert.equal((await haulout.contracts()).packageId, nextPackageId);
    const bytes = seededBytes(2_000, 30);
    const stored = await haulout.store({ bytes, epochs: 2, deletable: true, signer });
    const { blobObjectId: id, blobId } = stored;
    assert.deepEqual(await haulout.read({ blobId }), bytes);
    await haulout.blobs.changeAttributes({ blobObjectId: id, set: { after: 'the upgrade' }, signer });
    assert.equal((await haulout.blobs.attributes({ blobObjectId: id })).get('after'), 'the upgrade');
    const { endEpoch } = await haulout.blobs.extend({ blobObjectId: id, epochs: 1, signer });
    assert.equal(endEpoch, stored.endEpoch + 1);
    await haulout.blobs.renew({ blobObjectIds: [id], until: endEpoch + 1, budget: 10n ** 9n, signer });
    assert.equal((await haulout.blobs.get({ blobObjectId: id })).endEpoch, endEpoch + 1);
    const many = await haulout.storeMany({
      blobs: [seededBytes(50, 31), seededBytes(60, 32)],
      epochs: 2,
      deletable: false,
      signer,
    });
    const { sharedBlobId } = await haulout.sharedBlobs.share({
      blobObjectId: many[0]!.blobObjectId,
      funds: 10n ** 9n,
      signer,
    });
    await haulout.sharedBlobs.extend({ sharedBlobId, epochs: 1, signer });

    // A node that was away during the upgrade finds its way, too.
    await nodes[1]!.wipe();
    await nodes[1]!.duties.catchUp();
    for (const node of [nodes[0]!, nodes[2]!]) await node.crash();
    const reading = haulout.read({ blobId: many[1]!.blobId, requireCertified: false });
    assert.deepEqual(await reading, seededBytes(60, 32));
    for (const node of [nodes[0]!, nodes[2]!]) await node.restart();
    deletable = stored;
  });

  test('epochs go on in the new package, and the owner can delete the blob', async () => {
    const { devnet, wallet, deployment } = network;
    assert.equal(await network.nextEpoch(), 2);
    assert.equal((await network.client.haulout.stakingState()).phase.kind, 'EpochChangeDone');

    const removal = new Transaction();
    const storage = removal.moveCall({
      target: `${nextPackageId}::system::delete_blob`,
      arguments: [removal.object(deployment.systemObjectId), removal.object(blobObjectId)],
    });
    removal.transferObjects([storage], wallet.toSuiAddress());
    const { digest } = await execute({
      client: devnet.client,
      what: 'delete the blob',
      transaction: removal,
      signer: wallet,
    });
    assert.equal(events.BlobDeleted.parse(await eventOf(digest, 'BlobDeleted')).epoch, 2);
  });

  test('who watches the events of the first version gets those of the next one too', async () => {
    const { devnet, deployment } = network;
    const kinds: string[] = [];
    const { packageId } = deployment;
    const from = { checkpoint: 0n };
    for await (const event of watchEvents({ client: devnet.client, packageId, from })) {
      kinds.push(event.kind);
      if (event.kind === 'BlobDeleted') break;
    }
    const upgraded = kinds.indexOf('ContractUpgraded');
    assert.ok(upgraded > 0 && !kinds.includes('unknown'));
    assert.deepEqual(
      ['BlobCertified', 'EpochChangeStart', 'BlobDeleted'].filter(
        (kind) => kinds.indexOf(kind, upgraded) < 0,
      ),
      [],
    );
  });

  test('the client deletes what it stored since, in the epoch that began in the new package', async () => {
    const { haulout } = network.client;
    await haulout.blobs.delete({ blobObjectId: deletable.blobObjectId, signer: network.wallet });
    await assert.rejects(haulout.read(deletable), { code: 'BLOB_NOT_FOUND' });
  });
});

/**
 * An account with WAL whose signer waits before it gives its `nth` signature, from 1: the transaction is made
 * by then. Nobody else touches its coins, so that it stays valid.
 */
async function writerHeldAt(nth: number, name: string) {
  const { devnet, wallet, deployment } = network;
  const account = devnet.newAccount(name);
  const address = account.toSuiAddress();
  const giving = new Transaction();
  const coin = coinWithBalance({ type: deployment.walType, balance: WRITER_FUNDS });
  giving.transferObjects([giving.add(coin)], address);
  await execute({ client: devnet.client, what: 'give WAL', transaction: giving, signer: wallet });
  let release = () => {};
  let holds = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const held = new Promise<void>((resolve) => (holds = resolve));
  let signatures = 0;
  const signer = new Proxy(account, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== 'signTransaction') {
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return async (bytes: Uint8Array) => {
        if (++signatures === nth) {
          holds();
          await released;
        }
        return target.signTransaction(bytes);
      };
    },
  });
  return { signer, address, held, release };
}

/** The object that holds the upgrade cap, named by the capability that the publisher received. */
async function findManager(): Promise<string> {
  const { objects } = await network.devnet.client.core.listOwnedObjects({
    owner: network.devnet.newAccount('publisher').toSuiAddress(),
    type: `${network.deployment.packageId}::upgrade::EmergencyUpgradeCap`,
    include: { content: true },
  });
  assert.equal(objects.length, 1);
  return upgrade.EmergencyUpgradeCap.parse(objects[0]!.content).upgrade_manager_id;
}

/** Node `index` votes for the next version. */
async function vote(index: number, voter?: Signer): Promise<void> {
  const { nodeId, operator } = network.nodes[index]!.identity;
  const transaction = new Transaction();
  addUpgradeVote(transaction, contracts(), { nodeId, digest: next.digest });
  await execute({ client: network.devnet.client, what: 'vote', transaction, signer: voter ?? operator });
}

/**
 * Publishes the next version on the strength of the votes, as somebody who has no part in it. Resolves to its
 * id.
 */
async function upgradePackage(): Promise<string> {
  const { devnet, wallet, deployment } = network;
  const transaction = new Transaction();
  const modules = next.modules.map(({ bytecode }) => bytecode);
  addUpgrade(transaction, contracts(), { ...next, modules });
  await execute({ client: devnet.client, what: 'upgrade', transaction, signer: wallet });
  const { newPackageId } = await readShared(deployment.systemObjectId);
  assert.ok(newPackageId !== null);
  return newPackageId;
}

/** Resolves to the digest. */
async function migrate(packageId: string): Promise<string> {
  const { devnet, wallet, deployment } = network;
  const transaction = new Transaction();
  addMigration(transaction, { ...deployment, packageId });
  return (await execute({ client: devnet.client, what: 'migrate', transaction, signer: wallet })).digest;
}

const contracts = () => ({ ...network.deployment, upgradeManagerId: managerId });

/** Extends the blob by an epoch. */
async function extend(packageId: string): Promise<void> {
  const { devnet, wallet, deployment } = network;
  const transaction = new Transaction();
  const payment = transaction.add(coinWithBalance({ type: deployment.walType, balance: 1_000_000_000 }));
  transaction.moveCall({
    target: `${packageId}::system::extend_blob`,
    arguments: [
      transaction.object(deployment.systemObjectId),
      transaction.object(blobObjectId),
      transaction.pure.u32(1),
      payment,
    ],
  });
  transaction.transferObjects([payment], wallet.toSuiAddress());
  await execute({ client: devnet.client, what: 'extend', transaction, signer: wallet });
}

const Shared = bcs.struct('Shared', {
  id: bcs.Address,
  version: bcs.u64(),
  package_id: bcs.Address,
  new_package_id: bcs.option(bcs.Address),
});

/** What `System` and `Staking` say of themselves. */
async function readShared(objectId: string) {
  const { object } = await network.devnet.client.core.getObject({ objectId, include: { content: true } });
  const shared = Shared.parse(object.content);
  return {
    version: BigInt(shared.version),
    packageId: shared.package_id,
    newPackageId: shared.new_package_id,
  };
}

/** The bytes of the inner state of a version. */
async function readInner(parentId: string, version: bigint): Promise<Uint8Array> {
  const { dynamicField } = await network.devnet.client.core.getDynamicField({
    parentId,
    name: { type: 'u64', bcs: bcs.u64().serialize(version).toBytes() },
  });
  return dynamicField.value.bcs;
}

async function readBlob() {
  const { object } = await network.devnet.client.core.getObject({
    objectId: blobObjectId,
    include: { content: true },
  });
  return blob.Blob.parse(object.content);
}

/** The bytes of the one event of a type that a transaction emitted. */
async function eventOf(digest: string, name: string): Promise<Uint8Array> {
  const result = await network.devnet.client.core.getTransaction({ digest, include: { events: true } });
  const found = result.Transaction!.events.filter(({ eventType }) => eventType.endsWith(`::events::${name}`));
  assert.equal(found.length, 1);
  return found[0]!.bcs;
}
