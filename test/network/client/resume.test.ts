import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import { staking } from '@haulout/sdk/contracts';
import type { Network } from 'haulout';
import type { HauloutError, StoreOptions, StoreProgress } from '@haulout/sdk/client';
import type { Fetch } from '@haulout/sdk/nodes';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { watchedSigner } from '../../support/watched-signer.js';

let network: Network;
/** Bytes of all bodies sent to storage nodes. */
let sent = 0;
const counting: Fetch = (url, init) => {
  sent += (init.body as Uint8Array | undefined)?.length ?? 0;
  return fetch(url, init);
};
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10, client: { fetch: counting } });
});
afterAll(() => network?.stop());

let salt = 0;
const fresh = () =>
  Uint8Array.from({ length: 3_000 + salt }, (_, i) => (i * 31 + salt * 7 + (i >> 5)) & 0xff);
type BytesOptions = StoreOptions & { readonly bytes: Uint8Array };
function options(overrides: Partial<BytesOptions> = {}): BytesOptions {
  salt++;
  return { bytes: fresh(), epochs: 2, deletable: salt % 2 === 0, signer: network.wallet, ...overrides };
}
async function wal(): Promise<bigint> {
  const owner = network.wallet.toSuiAddress();
  const { walType: coinType } = network.deployment;
  return BigInt((await network.client.core.getBalance({ owner, coinType })).balance.balance);
}
const watched = (before: (nth: number) => unknown) => watchedSigner(network.wallet, before);
/** Stores, and dies when `phase` begins. */
async function dieAt(phase: StoreProgress['phase'], overrides: Partial<BytesOptions> = {}) {
  const dead = new AbortController();
  const what = options({
    signal: dead.signal,
    onProgress: (progress) => progress.phase === phase && dead.abort(new Error('crashed')),
    ...overrides,
  });
  await assert.rejects(network.client.haulout.store(what), /crashed/);
  return { bytes: what.bytes, epochs: what.epochs, deletable: what.deletable, signer: network.wallet };
}

describe('an interrupted store costs nothing', () => {
  for (const phase of ['uploading', 'certifying'] as const) {
    it(`is found and completed after a crash while ${phase}, paid once`, async () => {
      const { haulout } = network.client;
      const before = await wal();
      const { bytes, epochs } = await dieAt(phase);
      const { total } = await haulout.storageCost({ bytes: bytes.length, epochs });
      assert.equal(before - (await wal()), total);
      const resumed = await haulout.resume({ bytes, signer: network.wallet });
      assert.equal(before - (await wal()), total);
      assert.equal(resumed.cost.total, 0n);
      assert.equal(resumed.registerDigest, undefined);
      assert.deepEqual(await haulout.read({ blobId: resumed.blobId }), bytes);
      assert.equal((await haulout.blobs.get(resumed)).certifiedEpoch, resumed.epoch);
    });
  }

  it('is completed by the next store of the same bytes', async () => {
    const { haulout } = network.client;
    const again = await dieAt('uploading');
    const before = await wal();
    const stored = await haulout.store(again);
    assert.equal(await wal(), before);
    assert.equal(stored.registerDigest, undefined);
    assert.deepEqual(await haulout.read({ blobId: stored.blobId }), again.bytes);
  });

  it('needs no bytes, and sends none, when the nodes have them', async () => {
    const { haulout } = network.client;
    const { bytes } = await dieAt('certifying');
    const { blobId } = await haulout.encode({ bytes });
    const text = Buffer.from(blobId).toString('base64url');
    sent = 0;
    const resumed = await haulout.resume({ blobId: text, signer: network.wallet });
    assert.equal(sent, 0);
    assert.deepEqual(await haulout.read({ blobId: text }), bytes);
    const same = await haulout.resume({ bytes, signer: network.wallet });
    assert.equal(same.blobObjectId, resumed.blobObjectId);
    assert.equal(same.certifyDigest, undefined, 'it is certified already');
  });

  it('R4: bytes that the network has already, from whoever, are not sent again', async () => {
    const { haulout } = network.client;
    const first = options({ deletable: false });
    const { blobObjectId } = await haulout.store(first);
    for (const again of [
      { ...first, reuse: 'nothing' as const },
      { ...first, deletable: true },
    ]) {
      sent = 0;
      const stored = await haulout.store(again);
      assert.equal(sent, 0);
      assert.notEqual(stored.blobObjectId, blobObjectId);
      assert.deepEqual(stored.nodes, [], 'all have confirmed');
    }
    sent = 0;
    const { bytes, deletable, signer } = first;
    await haulout.storeMany({ blobs: [bytes], epochs: 3, deletable, signer });
    assert.equal(sent, 0);
  });

  it('sends only what nodes lack when the bytes are given', async () => {
    const { haulout } = network.client;
    const { bytes } = await dieAt('certifying');
    await network.nodes[2]!.wipe();
    sent = 0;
    await haulout.resume({ bytes, signer: network.wallet });
    const whole = (await haulout.storageCost({ bytes: bytes.length, epochs: 1 })).encodedBytes;
    assert.ok(sent < whole / 2, `${sent} of ${whole} bytes were sent again`);
  });

  it('is not taken for another: other kind, or not wanted', async () => {
    const { haulout } = network.client;
    const again = await dieAt('uploading');
    for (const different of [
      { ...again, deletable: !again.deletable },
      { ...again, reuse: 'nothing' as const },
    ]) {
      const stored = await haulout.store(different);
      assert.notEqual(stored.registerDigest, undefined);
    }
  });

  it('R21: with more epochs or attributes it is prolonged and described, for the added epochs alone', async () => {
    const { haulout } = network.client;
    const { storagePricePerUnit: price } = await haulout.systemState();
    const again = await dieAt('uploading', { attributes: { a: '1', b: '2' } });
    const before = await wal();
    const longer = { ...again, epochs: again.epochs + 2, attributes: { b: '3' } };
    const stored = await haulout.store(longer);
    assert.deepEqual([stored.registerDigest, stored.cost.extension], [undefined, 2n * price]);
    assert.deepEqual([before - (await wal()), stored.cost.total], [2n * price, 2n * price]);
    assert.equal((await haulout.blobs.get(stored)).endEpoch, stored.endEpoch);
    assert.equal(stored.endEpoch, (await haulout.systemState()).epoch + longer.epochs);
    assert.deepEqual([...(await haulout.blobs.attributes(stored))].sort(), [
      ['a', '1'],
      ['b', '3'],
    ]);
  });

  it('R21: of many blobs, each is prolonged by what it lacks', async () => {
    const { haulout } = network.client;
    const { storagePricePerUnit: price } = await haulout.systemState();
    const { bytes, epochs, ...again } = await dieAt('uploading');
    const { bytes: other } = options();
    const many = { ...again, blobs: [bytes, other], epochs: epochs + 1, attributes: { a: '1' } };
    const before = await wal();
    const stored = await haulout.storeMany(many);
    assert.deepEqual(
      stored.map(({ cost }) => cost.extension),
      [price, 0n],
    );
    assert.equal(before - (await wal()), stored[0]!.cost.total + stored[1]!.cost.total);
    for (const { blobObjectId, endEpoch } of stored) {
      assert.equal((await haulout.blobs.get({ blobObjectId })).endEpoch, endEpoch);
      assert.deepEqual([...(await haulout.blobs.attributes({ blobObjectId }))], [['a', '1']]);
    }
    assert.equal(stored[0]!.endEpoch, stored[1]!.endEpoch);
  });

  it('says so when there is nothing to resume', async () => {
    const { haulout } = network.client;
    const signer = network.wallet;
    await assert.rejects(haulout.resume({ bytes: options().bytes, signer }), { code: 'BLOB_NOT_FOUND' });
    await assert.rejects(haulout.resume({ signer }), { code: 'INVALID_ARGUMENT' });
    const blobId = 'A'.repeat(43);
    await assert.rejects(haulout.resume({ bytes: options().bytes, blobId, signer }), {
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('what is stored already need not be paid again', () => {
  it('pays nothing and signs nothing for a certified blob that lives long enough, if told so', async () => {
    const { haulout } = network.client;
    const first = options();
    const stored = await haulout.store(first);
    const before = await wal();
    const signer = watched(() => assert.fail('nothing is to be signed'));
    const again = await haulout.store({ ...first, signer, reuse: 'certified' });
    assert.equal(again.blobObjectId, stored.blobObjectId);
    assert.equal(await wal(), before);
  });

  it('R21: prolongs a certified blob and sets attributes, for the added epochs alone, and never twice', async () => {
    const { haulout } = network.client;
    const first = options({ attributes: { a: '1' } });
    const stored = await haulout.store(first);
    const { storagePricePerUnit: price } = await haulout.systemState();
    const before = await wal();
    const attributes = { a: '1', b: '2' };
    const longer = { ...first, epochs: first.epochs + 3, attributes, reuse: 'certified' as const };
    const two = await Promise.all([haulout.store(longer), haulout.store(longer)]);
    assert.equal(before - (await wal()), 3n * price);
    assert.deepEqual(two.map(({ cost }) => cost.extension).sort(), [0n, 3n * price]);
    for (const { blobObjectId, endEpoch, cost } of two) {
      assert.deepEqual([blobObjectId, endEpoch], [stored.blobObjectId, stored.endEpoch + 3]);
      assert.equal(cost.total, cost.extension);
    }
    assert.equal((await haulout.blobs.get(stored)).endEpoch, stored.endEpoch + 3);
    assert.deepEqual([...(await haulout.blobs.attributes(stored))], Object.entries(attributes));
  });
});

describe('the cost is known before anything is signed', () => {
  it('in WAL exactly, and in gas as the registration then costs', async () => {
    const { client, wallet } = network;
    const what = options();
    const sender = wallet.toSuiAddress();
    const { bytes, epochs, deletable } = what;
    const { length } = bytes;
    const preview = await client.haulout.previewStore({ bytes: length, epochs, deletable, sender });
    const stored = await client.haulout.store(what);
    assert.deepEqual(preview.cost, stored.cost);
    const { Transaction: done } = await client.core.getTransaction({
      digest: stored.registerDigest!,
      include: { effects: true },
    });
    assert.equal(preview.registerGas.computation, BigInt(done!.effects.gasUsed.computationCost));
    const { computation, storage, rebate, net } = preview.registerGas;
    assert.equal(net, computation + storage - rebate);
    assert.ok(net > 0n);
    const poor = `0x${'0b'.repeat(32)}`;
    await assert.rejects(client.haulout.previewStore({ bytes: length, epochs, deletable, sender: poor }), {
      code: 'INSUFFICIENT_FUNDS',
    });
  });
});

describe('progress', () => {
  it('counts shards, nodes and bytes, and never runs backwards', async () => {
    const { haulout } = network.client;
    const uploads: Extract<StoreProgress, { phase: 'uploading' }>[] = [];
    sent = 0;
    await haulout.store(
      options({ onProgress: (progress) => progress.phase === 'uploading' && uploads.push(progress) }),
    );
    for (const [index, now] of uploads.entries()) {
      const last = uploads[index - 1] ?? now;
      assert.ok(now.bytesTaken >= last.bytesTaken && now.confirmed >= last.confirmed);
      assert.ok(now.bytesTaken <= now.bytesTotal && now.nodesConfirmed <= now.nodes);
    }
    const end = uploads.at(-1)!;
    assert.deepEqual([end.nodes, end.needed], [4, 7]);
    assert.ok(end.confirmed >= 7);
    if (end.nodesConfirmed < 4) return;
    assert.equal(end.bytesTaken, end.bytesTotal);
    // Slivers that go in a list have their axis in front, and a list has its length.
    assert.ok(sent >= end.bytesTotal && sent <= end.bytesTotal + 2 * 20, `${sent} bytes`);
  });
});

describe('an epoch change', () => {
  it('between the confirmations and the certificate: they are gathered again', async () => {
    const { haulout } = network.client;
    const { epoch } = await haulout.committee();
    const signer = watched(async (nth) => nth === 2 && (await network.nextEpoch()));
    const stored = await haulout.store(options({ signer }));
    assert.equal(stored.epoch, epoch + 1);
    assert.equal((await haulout.blobStatus(stored)).state, 'certified');
  });

  it('so that the blob ends before it is certified', async () => {
    const { haulout } = network.client;
    const { bytes, signer } = await dieAt('uploading', { epochs: 1 });
    await network.nextEpoch();
    await assert.rejects(haulout.resume({ bytes, signer }), { code: 'BLOB_EXPIRED' });
    const turning = watched(async (nth) => nth === 2 && (await network.nextEpoch()));
    await assert.rejects(
      haulout.store(options({ signer: turning, epochs: 1 })),
      (error: HauloutError) => error.code === 'BLOB_EXPIRED',
    );
  });

  it('with another price, while a registration is on its way: it is made again, and costs what is then asked', async () => {
    const { haulout } = network.client;
    const { deployment, devnet, nodes } = network;
    for (const factor of [3n, 1n]) {
      const { storagePricePerUnit } = await haulout.systemState();
      const price = factor === 1n ? 100_000n : storagePricePerUnit * factor;
      for (const { identity } of nodes) {
        const vote = new Transaction();
        const { stakingObjectId: self, packageId } = deployment;
        const arguments_ = { self, cap: identity.capId, storagePrice: price };
        vote.add(staking.setStoragePriceVote({ package: packageId, arguments: arguments_ }));
        await devnet.client.signAndExecuteTransaction({ transaction: vote, signer: identity.operator });
      }
      const before = await wal();
      const signer = watched(async (nth) => nth === 1 && (await network.nextEpoch()));
      const stored = await haulout.store(options({ signer, reuse: 'nothing' }));
      assert.equal((await haulout.systemState()).storagePricePerUnit, price);
      assert.equal(before - (await wal()), stored.cost.total);
    }
  });
});
