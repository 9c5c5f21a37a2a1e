import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import { blobIdFromInt, WalrusFile, type WriteBlobStep } from '@mysten/walrus';
import type { Network } from 'haulout';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { seededBytes } from '../../support/bytes.js';
import { frostOf, officialClient, type OfficialClient } from '../../support/official-client.js';

/** 4 x 7 source symbols of 2 bytes: 56 bytes are the most that take the smallest symbols. */
const N_SHARDS = 10;

let network: Network;
let official: OfficialClient;

beforeAll(async () => {
  // Our client lets every node finish: in small committees the official one gives up at the first that lacks
  // metadata.
  const client = { settings: { uploadGraceMs: 60_000 } };
  network = await openGoldenNetwork({ nodes: 4, shards: N_SHARDS, client });
  official = officialClient(network);
});
afterAll(() => network?.stop());

const write = (blob: Uint8Array, options: { deletable?: boolean; epochs?: number } = {}) =>
  official.walrus.writeBlob({ blob, deletable: false, epochs: 3, signer: network.wallet, ...options });
const epoch = async () => (await official.walrus.systemState()).committee.epoch;

describe('R23: the official client, unmodified, on our contracts and nodes', () => {
  for (const size of [0, 1, 56, 57, 20_000]) {
    test(`either client reads what the other wrote, byte for byte, under one blob id: ${size} bytes`, async () => {
      const theirs = seededBytes(size, 100 + size);
      const { blobId, blobObject } = await write(theirs);
      assert.equal(blobIdFromInt(BigInt(blobObject.blob_id)), blobId);
      assert.equal(blobObject.certified_epoch, await epoch());
      assert.deepEqual(await network.client.haulout.read({ blobId }), theirs);
      assert.deepEqual(await official.walrus.readBlob({ blobId }), theirs);

      const ours = seededBytes(size, 200 + size);
      const stored = await network.client.haulout.store({
        bytes: ours,
        epochs: 2,
        deletable: true,
        signer: network.wallet,
      });
      assert.equal((await official.walrus.computeBlobMetadata({ bytes: ours })).blobId, stored.blobId);
      assert.deepEqual(await official.walrus.readBlob({ blobId: stored.blobId }), ours);
    });
  }

  test('what it says a blob costs is what the contract takes, to the last FROST', async () => {
    const blob = seededBytes(3_000, 7);
    const owner = network.wallet.toSuiAddress();
    for (const epochs of [1, 5]) {
      const cost = await official.walrus.storageCost(blob.length, epochs);
      const before = await frostOf(network, owner);
      await write(blob, { epochs });
      assert.equal(before - (await frostOf(network, owner)), cost.totalCost);
      const ours = await network.client.haulout.storageCost({ bytes: blob.length, epochs });
      assert.equal(ours.total, cost.totalCost);
    }
  });

  test('a wallet signs the steps one by one: encode, register, upload, certify', async () => {
    const blob = seededBytes(2_000, 8);
    const signer = network.wallet;
    const flow = official.walrus.writeBlobFlow({ blob });
    const { blobId } = await flow.encode();
    const registration = flow.register({ epochs: 2, deletable: true, owner: signer.toSuiAddress() });
    const registered = await official.signAndExecuteTransaction({ transaction: registration, signer });
    await flow.upload({ digest: registered.Transaction!.digest });
    const certified = await official.signAndExecuteTransaction({ transaction: flow.certify(), signer });
    assert.equal(certified.$kind, 'Transaction');
    assert.equal((await flow.getBlob()).blobId, blobId);
    assert.deepEqual(await network.client.haulout.read({ blobId }), blob);
  });

  test('a writer that dies after any step goes on from there with a new client, and pays once', async () => {
    const owner = network.wallet.toSuiAddress();
    const options = { epochs: 2, deletable: true, signer: network.wallet };
    const { totalCost } = await official.walrus.storageCost(1_500, options.epochs);
    for (const [index, last] of (['encoded', 'registered', 'uploaded'] as const).entries()) {
      const blob = seededBytes(1_500, 40 + index);
      const before = await frostOf(network, owner);
      let resume: WriteBlobStep | undefined;
      for await (const step of official.walrus.writeBlobFlow({ blob }).run(options)) {
        resume = step;
        if (step.step === last) break;
      }
      const reborn = officialClient(network);
      const { blobId } = await reborn.walrus.writeBlob({ blob, resume: resume!, ...options });
      assert.deepEqual(await network.client.haulout.read({ blobId }), blob, `after ${last}`);
      assert.equal(before - (await frostOf(network, owner)), totalCost, `after ${last}`);
    }
  });

  test('space bought alone is a storage object of the encoded size', async () => {
    const owner = network.wallet.toSuiAddress();
    const transaction = official.walrus.createStorageTransaction({ size: 4_000, epochs: 4, owner });
    await network.client.signAndExecuteTransaction({ transaction, signer: network.wallet });
    const { objects } = await official.listOwnedObjects({
      owner,
      type: `${network.deployment.packageId}::storage_resource::Storage`,
    });
    assert.equal(objects.length, 1);
  });

  test('files are written as a quilt and found again by id, by identifier and by tag', async () => {
    const contents = [
      seededBytes(300, 1),
      new TextEncoder().encode('{"walrus":"📦"}'),
      seededBytes(2_000, 3),
    ];
    const files = contents.map((bytes, index) =>
      WalrusFile.from({ contents: bytes, identifier: `file-${index}.bin`, tags: { parity: `${index % 2}` } }),
    );
    const written = await official.walrus.writeFiles({
      files,
      epochs: 2,
      deletable: true,
      signer: network.wallet,
    });
    const reader = officialClient(network);
    const read = await reader.walrus.getFiles({ ids: written.map(({ id }) => id) });
    // Patches are laid out in the order of their identifiers, which is that of the files here.
    for (const [index, file] of read.entries()) {
      assert.deepEqual(await file.bytes(), contents[index]);
      assert.equal(await file.getIdentifier(), `file-${index}.bin`);
      assert.deepEqual(await file.getTags(), { parity: `${index % 2}` });
    }
    assert.deepEqual(await read[1]!.json(), { walrus: '📦' });

    const quilt = await reader.walrus.getBlob({ blobId: written[0]!.blobId });
    const [named] = await quilt.files({ identifiers: ['file-2.bin'] });
    assert.deepEqual(await named!.bytes(), contents[2]);
    assert.equal((await quilt.files({ tags: [{ parity: '0' }] })).length, 2);
    const whole = await network.client.haulout.read({ blobId: written[0]!.blobId });
    assert.deepEqual(await quilt.asFile().bytes(), whole);
    assert.deepEqual(await official.walrus.readBlobAttributes({ blobObjectId: written[0]!.blobObject.id }), {
      _walrusBlobType: 'quilt',
    });
  });

  test('a quilt of blobs is one certified blob', async () => {
    const blobs = ['a', 'b'].map((identifier, index) => ({
      contents: seededBytes(100 + index, 60 + index),
      identifier,
      tags: {},
    }));
    const quilt = await official.walrus.writeQuilt({
      blobs,
      epochs: 1,
      deletable: false,
      signer: network.wallet,
    });
    assert.notEqual(quilt.blobObject.certified_epoch, null);
    const [file] = await official.walrus.getFiles({ ids: [quilt.index.patches[1]!.patchId] });
    assert.deepEqual(await file!.bytes(), blobs[1]!.contents);
  });

  test('attributes are written with the blob, changed, removed, and added to a blob that had none', async () => {
    const signer = network.wallet;
    const { blobObject } = await official.walrus.writeBlob({
      blob: seededBytes(500, 9),
      deletable: true,
      epochs: 2,
      signer,
      attributes: { 'content-type': 'image/png', ключ: 'значение 🐋', gone: 'soon' },
    });
    const blobObjectId = blobObject.id;
    const attributes = () => official.walrus.readBlobAttributes({ blobObjectId });
    assert.deepEqual(await attributes(), {
      'content-type': 'image/png',
      ключ: 'значение 🐋',
      gone: 'soon',
    });
    await official.walrus.executeWriteBlobAttributesTransaction({
      blobObjectId,
      attributes: { 'content-type': 'image/webp', gone: null, '': 'empty key' },
      signer,
    });
    assert.deepEqual(await attributes(), {
      'content-type': 'image/webp',
      ключ: 'значение 🐋',
      '': 'empty key',
    });
    assert.deepEqual(
      Object.fromEntries(await network.client.haulout.blobs.attributes({ blobObjectId })),
      await attributes(),
    );

    const { blobObject: bare } = await write(seededBytes(500, 10));
    const transaction = new Transaction();
    transaction.add(
      official.walrus.writeBlobAttributes({
        blobObject: transaction.object(bare.id),
        attributes: { late: 'yes' },
      }),
    );
    await official.signAndExecuteTransaction({ transaction, signer });
    assert.deepEqual(await official.walrus.readBlobAttributes({ blobObjectId: bare.id }), { late: 'yes' });
  });

  test('a blob is extended by epochs and to an epoch, for what its storage costs', async () => {
    const { blobId, blobObject } = await write(seededBytes(900, 11), { epochs: 1 });
    const blobObjectId = blobObject.id;
    const { storageCost } = await official.walrus.storageCost(900, 2);
    const before = await frostOf(network, network.wallet.toSuiAddress());
    await official.walrus.executeExtendBlobTransaction({ blobObjectId, epochs: 2, signer: network.wallet });
    assert.equal(before - (await frostOf(network, network.wallet.toSuiAddress())), storageCost);

    const endEpoch = blobObject.storage.end_epoch + 7;
    await officialClient(network).walrus.executeExtendBlobTransaction({
      blobObjectId,
      endEpoch,
      signer: network.wallet,
    });
    assert.equal(
      (await officialClient(network).walrus.getBlobObject(blobObjectId)).storage.end_epoch,
      endEpoch,
    );
    const status = await official.walrus.getVerifiedBlobStatus({ blobId });
    assert.equal(status.type === 'permanent' && status.endEpoch, endEpoch);
    assert.equal(await (await official.walrus.getBlob({ blobId })).storedUntil(), endEpoch);
  });

  test('nodes agree on the status of permanent, deletable, unknown and deleted blobs', async () => {
    const status = (blobId: string) => official.walrus.getVerifiedBlobStatus({ blobId });
    const now = await epoch();
    const permanent = await write(seededBytes(700, 12), { epochs: 4 });
    const said = await status(permanent.blobId);
    assert.ok(said.type === 'permanent' && said.statusEvent.txDigest.length > 40, JSON.stringify(said));
    assert.deepEqual(
      { ...said, statusEvent: undefined },
      {
        type: 'permanent',
        endEpoch: now + 4,
        isCertified: true,
        initialCertifiedEpoch: now,
        deletableCounts: { count_deletable_total: 0, count_deletable_certified: 0 },
        statusEvent: undefined,
      },
    );

    const deletable = await write(seededBytes(700, 13), { deletable: true });
    assert.deepEqual(await status(deletable.blobId), {
      type: 'deletable',
      initialCertifiedEpoch: now,
      deletableCounts: { count_deletable_total: 1, count_deletable_certified: 1 },
    });
    await official.walrus.executeDeleteBlobTransaction({
      blobObjectId: deletable.blobObject.id,
      signer: network.wallet,
    });
    assert.deepEqual(await status(deletable.blobId), { type: 'nonexistent' });
    assert.equal(await (await official.walrus.getBlob({ blobId: deletable.blobId })).exists(), false);
    assert.equal(await (await official.walrus.getBlob({ blobId: permanent.blobId })).exists(), true);

    const { blobId: unknown } = await official.walrus.computeBlobMetadata({ bytes: seededBytes(700, 14) });
    assert.deepEqual(await status(unknown), { type: 'nonexistent' });
  });

  test('a blob that both clients store outlives the one that deletes it', async () => {
    const blob = seededBytes(600, 17);
    const theirs = await write(blob, { deletable: true });
    const ours = await network.client.haulout.store({
      bytes: blob,
      epochs: 2,
      deletable: false,
      signer: network.wallet,
    });
    assert.equal(ours.blobId, theirs.blobId);
    const counts = async () => {
      const status = await official.walrus.getVerifiedBlobStatus({ blobId: ours.blobId });
      return status.type === 'permanent' && status.deletableCounts;
    };
    assert.deepEqual(await counts(), { count_deletable_total: 1, count_deletable_certified: 1 });
    await official.walrus.executeDeleteBlobTransaction({
      blobObjectId: theirs.blobObject.id,
      signer: network.wallet,
    });
    assert.deepEqual(await counts(), { count_deletable_total: 0, count_deletable_certified: 0 });
    assert.deepEqual(await official.walrus.readBlob({ blobId: ours.blobId }), blob);
  });

  test('a client that has slept through an epoch change writes and reads after a reset', async () => {
    const { blobId } = await write(seededBytes(800, 15));
    const sleeper = officialClient(network);
    const then = (await sleeper.walrus.systemState()).committee.epoch;
    await network.nextEpoch();
    assert.deepEqual(await sleeper.walrus.readBlob({ blobId }), seededBytes(800, 15));
    sleeper.walrus.reset();
    official.walrus.reset();
    const { blobObject } = await sleeper.walrus.writeBlob({
      blob: seededBytes(800, 16),
      deletable: false,
      epochs: 1,
      signer: network.wallet,
    });
    assert.equal(blobObject.certified_epoch, then + 1);
  });
});
