/** Storage pools: many blobs on storage that is paid once, followed by nodes and judged like any blob. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network } from 'haulout';
import { createTransactionQueue } from '@haulout/sdk/chain';
import { haulout, type StoragePool, type StoredBlob } from '@haulout/sdk/client';
import { encodedLength } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { officialClient } from '../../support/official-client.js';
import { watchedSigner } from '../../support/watched-signer.js';

const SHARDS = 10;
const SIZE = 9_000;

describe('R3, R21: a storage pool', () => {
  let network: Network;
  let pool: StoragePool;
  const [first, second, third] = [1, 2, 3].map((seed) => seededBytes(SIZE, seed)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const room = encodedLength(SHARDS, SIZE);
  const walOf = async (address: string) => {
    const { deployment, devnet } = network;
    const { balance } = await devnet.client.getBalance({ owner: address, coinType: deployment.walType });
    return BigInt(balance.balance);
  };

  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: SHARDS });
  });
  afterAll(() => network?.stop());

  it('costs what storage costs, once; blobs in it cost their writing', async () => {
    const { client, wallet: signer } = network;
    const { pools } = client.haulout;
    const owner = signer.toSuiAddress();
    const before = await walOf(owner);
    const made = await pools.create({ capacityBytes: 2 * room, epochs: 2, signer });
    pool = made.pool;
    const { epoch, storagePricePerUnit, writePricePerUnit } = await client.haulout.systemState();
    const units = BigInt(Math.ceil((2 * room) / 1_048_576));
    assert.equal(made.cost, 2n * units * storagePricePerUnit);
    assert.equal(pool.endEpoch, epoch + 2);
    const stored = await pools.store({ poolId: pool.poolId, bytes: first, signer, attributes: { a: 'b' } });
    assert.equal(stored.cost.total, writePricePerUnit * BigInt(Math.ceil(room / 1_048_576)));
    assert.equal(await walOf(owner), before - made.cost - stored.cost.total);
    assert.deepEqual(stored.persistence, { kind: 'deletable', objectId: stored.blobObjectId });
    assert.deepEqual(await client.haulout.read(stored), first);
    assert.deepEqual(await client.haulout.blobs.attributes(stored), new Map([['a', 'b']]));
    const official = officialClient(network, 30_000);
    assert.deepEqual(await official.walrus.readBlob({ blobId: stored.blobId }), first);
    // Who stores it again pays nothing.
    const again = await pools.store({ poolId: pool.poolId, bytes: first, signer });
    assert.deepEqual([again.cost.total, again.blobObjectId], [0n, stored.blobObjectId]);
  });

  it('refuses what has no room, before anything is paid, and takes it when a blob was deleted', async () => {
    const { client, wallet: signer } = network;
    const { pools } = client.haulout;
    const { poolId } = pool;
    const { blobId } = await pools.store({ poolId, bytes: second, signer });
    const before = await walOf(signer.toSuiAddress());
    await assert.rejects(pools.store({ poolId, bytes: third, signer }), { code: 'POOL_FULL' });
    assert.equal(await walOf(signer.toSuiAddress()), before);
    await assert.rejects(pools.destroy({ poolId, signer }), { code: 'INVALID_ARGUMENT' });
    await pools.delete({ poolId, blobId, signer });
    await assert.rejects(client.haulout.read({ blobId }), { code: 'BLOB_NOT_FOUND' });
    const permanent = await pools.store({ poolId, bytes: third, deletable: false, signer });
    assert.deepEqual(permanent.persistence, { kind: 'permanent' });
    const blobs = [];
    for await (const blob of pools.blobs({ poolId })) blobs.push(blob);
    assert.deepEqual(blobs.map(({ deletable }) => deletable).sort(), [false, true]);
    assert.ok(blobs.every(({ certifiedEpoch }) => certifiedEpoch !== undefined));
    await assert.rejects(pools.delete({ poolId, blobId: permanent.blobId, signer }), {
      code: 'TRANSACTION_FAILED',
    });
  });

  it('is completed where a store was interrupted', async () => {
    const { client, wallet: signer } = network;
    const { pools } = client.haulout;
    const { poolId } = pool;
    await pools.increase({ poolId, bytes: room, signer });
    const stopped = new AbortController();
    const onProgress = ({ phase }: { readonly phase: string }) => {
      if (phase === 'uploading') stopped.abort(new Error('stopped'));
    };
    const { signal } = stopped;
    await assert.rejects(pools.store({ poolId, bytes: second, signer, signal, onProgress }), /stopped/);
    const { registerDigest, blobId, cost } = await pools.store({ poolId, bytes: second, signer });
    assert.deepEqual([registerDigest, cost.total], [undefined, 0n]);
    assert.deepEqual(await client.haulout.read({ blobId }), second);
    await pools.delete({ poolId, blobId, signer });
    const { storageObjectId } = await pools.decrease({ poolId, bytes: room, signer });
    const { content } = (
      await network.devnet.client.core.getObject({ objectId: storageObjectId, include: { content: true } })
    ).object;
    assert.ok(content.length > 0);
    assert.equal((await pools.get({ poolId })).capacityBytes, BigInt(2 * room));
  });

  it('R21: is certified once when another process is faster, and nothing fails', async () => {
    const { client, wallet: signer, deployment } = network;
    const { poolId } = pool;
    const bytes = seededBytes(SIZE, 4);
    await client.haulout.pools.increase({ poolId, bytes: room, signer });
    const own = { bytes: first, epochs: 1, deletable: true, signer };
    const { blobObjectId } = await client.haulout.store(own);
    const { systemObjectId, stakingObjectId } = deployment;
    const ids = { systemObjectId, stakingObjectId };
    const elsewhere = network.devnet.client.$extend(haulout({ ...ids, queue: createTransactionQueue() }));
    let faster: StoredBlob | undefined;
    const watched = watchedSigner(signer, async (nth) => {
      if (nth !== 2) return;
      // With the same coins it would be the same transaction.
      await elsewhere.haulout.blobs.changeAttributes({ blobObjectId, set: { a: 'b' }, signer });
      faster = await elsewhere.haulout.pools.store({ poolId, bytes, signer });
    });
    const stored = await client.haulout.pools.store({ poolId, bytes, signer: watched });
    assert.ok(faster?.certifyDigest !== undefined);
    assert.equal(stored.certifyDigest, undefined);
    assert.deepEqual([stored.blobObjectId, stored.epoch], [faster.blobObjectId, faster.epoch]);
    assert.deepEqual(await client.haulout.read(stored), bytes);
    await client.haulout.pools.delete({ poolId, blobId: stored.blobId, signer });
    await client.haulout.pools.decrease({ poolId, bytes: room, signer });
    await client.haulout.blobs.burn({ blobObjectId, signer });
  });

  it('R16: keeps its blobs as long as it is prolonged, and rounds ask for them', async () => {
    const { client, wallet: signer, rounds } = network;
    const { pools } = client.haulout;
    const { poolId } = pool;
    const { pool: longer, cost } = await pools.extend({ poolId, epochs: 1, signer });
    assert.equal(longer.endEpoch, pool.endEpoch + 1);
    assert.ok(cost > 0n);
    for (const node of network.nodes) await node.duties.catchUp();
    await rounds.include();
    while ((await client.haulout.systemState()).epoch < pool.endEpoch) await network.nextEpoch();
    const round = await rounds.open();
    assert.ok(round);
    const ready = await rounds.ready();
    assert.ok(ready.members.length > 0);
    await rounds.draw();
    await rounds.answer();
    await rounds.judge();
    const { members } = await rounds.settle();
    assert.ok(members.every(({ verdict }) => verdict === 'passed'));
    for await (const { blobId, size } of pools.blobs({ poolId }))
      assert.equal((await client.haulout.read({ blobId })).length, Number(size));
  });

  it('lets its blobs go when it ends, and is given up with whatever is in it', async () => {
    const { client, wallet: signer } = network;
    const { pools } = client.haulout;
    const { poolId } = pool;
    const blobIds: string[] = [];
    for await (const { blobId } of pools.blobs({ poolId })) blobIds.push(blobId);
    await network.nextEpoch();
    for (const blobId of blobIds)
      await assert.rejects(client.haulout.read({ blobId }), { code: 'BLOB_EXPIRED' });
    await assert.rejects(pools.store({ poolId, bytes: first, signer }), { code: 'POOL_ENDED' });
    await assert.rejects(pools.extend({ poolId, epochs: 1, signer }), { code: 'POOL_ENDED' });
    await assert.rejects(pools.increase({ poolId, bytes: 1, signer }), { code: 'POOL_ENDED' });
    await pools.destroy({ poolId, signer });
    for (const node of network.nodes) {
      await node.duties.catchUp();
      assert.equal(await node.storedBytes(), 0);
    }
    const left = [];
    for await (const each of pools.list({ owner: signer.toSuiAddress() })) left.push(each);
    assert.deepEqual(left, []);
  });
});
