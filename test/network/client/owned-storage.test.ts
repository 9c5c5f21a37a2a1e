import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import type { Network } from 'haulout';
import type { StorageObject, StoreOptions } from '@haulout/sdk/client';
import { storageResource } from '@haulout/sdk/contracts';
import { openGoldenNetwork } from '../../support/golden-network.js';

let network: Network;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
});
afterAll(() => network?.stop());

let salt = 0;
type BytesOptions = StoreOptions & { readonly bytes: Uint8Array };
function options(over: Partial<BytesOptions> = {}): BytesOptions {
  const bytes = new TextEncoder().encode(`on storage of one's own ${salt++}`);
  return { bytes, epochs: 3, deletable: true, signer: network.wallet, ...over };
}
async function wal(): Promise<bigint> {
  const owner = network.wallet.toSuiAddress();
  const { walType: coinType } = network.deployment;
  return BigInt((await network.client.core.getBalance({ owner, coinType })).balance.balance);
}
async function owned(): Promise<StorageObject[]> {
  const found: StorageObject[] = [];
  const owner = network.wallet.toSuiAddress();
  for await (const storage of network.client.haulout.storage.list({ owner })) found.push(storage);
  return found;
}
/** Stores and deletes, and so leaves storage behind: a unit, until the end of the blob. */
async function leaveStorage(over: Partial<BytesOptions> = {}): Promise<void> {
  const { blobObjectId } = await network.client.haulout.store(options({ useStorage: false, ...over }));
  await network.client.haulout.blobs.delete({ blobObjectId, signer: network.wallet });
}
/** Destroys what other tests have left. */
async function leaveNothing(): Promise<void> {
  const transaction = new Transaction();
  const { packageId } = network.deployment;
  for (const { storageObjectId: self } of await owned())
    transaction.add(storageResource.destroy({ package: packageId, arguments: { self } }));
  const { haulout } = network.client;
  await haulout.execute({ what: 'destroy storage', transaction, signer: network.wallet });
}

describe('R3: storage that one owns is used before any is bought', () => {
  it('what a deleted blob has left is stored on, only writing is paid, and the rest stays', async () => {
    const { haulout } = network.client;
    await leaveStorage({ epochs: 5 });
    const [left] = await owned();
    const { bytes, epochs, deletable } = options();
    const sender = network.wallet.toSuiAddress();
    const preview = await haulout.previewStore({ bytes: bytes.length, epochs, deletable, sender });
    assert.deepEqual(
      preview.uses.map(({ storage }) => storage),
      [left],
    );
    const anew = await haulout.previewStore({ bytes: 9, epochs, deletable, sender, useStorage: false });
    assert.deepEqual(anew.uses, []);

    const before = await wal();
    const stored = await haulout.store(options());
    const paid = before - (await wal());
    assert.equal(paid, stored.cost.write);
    assert.deepEqual(stored.cost, preview.cost);
    assert.equal(stored.cost.ownedBytes, stored.cost.encodedBytes);
    assert.equal((await haulout.blobs.get(stored)).endEpoch, stored.endEpoch);
    assert.equal(stored.endEpoch, left!.endEpoch - 2);
    const [rest] = await owned();
    assert.deepEqual(
      [rest!.size, rest!.startEpoch, rest!.endEpoch],
      [left!.size, stored.endEpoch, left!.endEpoch],
      'the epochs after the end of the blob',
    );
    await leaveNothing();
  });

  it('storage that ends too early is prolonged with the certificate, for the added epochs alone', async () => {
    const { haulout } = network.client;
    await leaveStorage();
    await network.nextEpoch();
    const { storagePricePerUnit: price, epoch } = await haulout.systemState();
    const before = await wal();
    const stored = await haulout.store(options());
    assert.equal(stored.endEpoch, epoch + 3);
    assert.deepEqual([stored.cost.storage, stored.cost.extension], [0n, price]);
    assert.equal(before - (await wal()), stored.cost.total);
    assert.equal((await haulout.blobs.get(stored)).endEpoch, epoch + 3);
    assert.deepEqual(await owned(), []);
  });

  it('many blobs share what there is, whenever it began, and what is bought on top', async () => {
    const { haulout } = network.client;
    // Half a unit each, where without both of them two units are bought.
    const bytes = new Uint8Array(200_000);
    await leaveStorage({ epochs: 9, bytes });
    await network.nextEpoch();
    await leaveStorage({ epochs: 9, bytes });
    const sizes = [10, 320_000, 320_001];
    const blobs = sizes.map((size, index) => new Uint8Array(size).fill(index + 7));
    const before = await wal();
    const { epochs, deletable, signer } = options();
    const stored = await haulout.storeMany({ blobs, epochs, deletable, signer });
    const total = stored.reduce((sum, { cost }) => sum + cost.total, 0n);
    assert.equal(before - (await wal()), total, 'the costs of all add up to what was paid');
    assert.equal(
      stored.reduce((sum, { cost }) => sum + cost.units, 0n),
      1n,
    );
    for (const [index, { blobId }] of stored.entries())
      assert.deepEqual(await haulout.read({ blobId }), blobs[index]);
    const { epoch } = await haulout.systemState();
    const left = (await owned()).map(({ startEpoch }) => startEpoch);
    assert.ok(left.length >= 2 && left.every((start) => start <= epoch || start === epoch + 3));
    await leaveNothing();
  });

  it('stores of one signer at once do not choose the same', async () => {
    const { haulout } = network.client;
    await leaveStorage();
    const before = await wal();
    const stored = await Promise.all([1, 2, 3].map(() => haulout.store(options())));
    const total = stored.reduce((sum, { cost }) => sum + cost.total, 0n);
    assert.equal(before - (await wal()), total);
    assert.deepEqual(stored.map(({ cost }) => cost.ownedBytes > 0).sort(), [false, false, true]);
    assert.deepEqual(await owned(), []);
  });

  it('a wallet that signs elsewhere names its address, and prolongs with the certificate', async () => {
    const { haulout } = network.client;
    await leaveStorage({ epochs: 1 });
    const signer = network.wallet;
    const sender = signer.toSuiAddress();
    const blob = await haulout.encode({ bytes: options().bytes });
    const terms = { blob, epochs: 2, deletable: false, owner: sender };
    assert.deepEqual((await haulout.registerTransaction(terms)).uses, []);
    assert.deepEqual((await haulout.registerTransaction({ ...terms, sender })).uses, [], 'it ends too early');
    const registering = await haulout.registerTransaction({ ...terms, sender, mayExtend: true });
    const { transaction, extendBy } = registering;
    assert.deepEqual([registering.uses.length, extendBy], [1, 1]);
    const { created } = await haulout.execute({ what: 'register', transaction, signer });
    const blobObjectId = created.find(({ type }) => type.endsWith('::blob::Blob'))!.objectId;
    const confirmations = await haulout.upload({ blob, persistence: { kind: 'permanent' } });
    const certifying = await haulout.certifyTransaction({ blobObjectId, confirmations, extendBy });
    await haulout.execute({ what: 'certify', transaction: certifying, signer });
    const { epoch } = await haulout.systemState();
    assert.equal((await haulout.blobs.get({ blobObjectId })).endEpoch, epoch + 2);
  });
});
