/** Buckets: a storage pool that is shared, and governed by whoever holds its capability. */
import assert from 'node:assert/strict';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { deploy, type Network } from 'haulout';
import type { Bucket } from '@haulout/sdk/client';
import { encodedLength } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

const SHARDS = 10;
const SIZE = 9_000;

describe('R3, R21: a bucket', () => {
  let network: Network;
  let bucket: Bucket;
  let poolId: string;
  const [first, second] = [1, 2].map((seed) => seededBytes(SIZE, seed)) as [Uint8Array, Uint8Array];
  const room = encodedLength(SHARDS, SIZE);

  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: SHARDS });
    const { devnet, deployment, client, wallet: signer } = network;
    const record = await deploy({
      client: devnet.client,
      publisher: devnet.newAccount('publisher'),
      journal: { load: () => Promise.resolve(deployment), save: () => Promise.resolve() },
      extras: ['blob_bucket'],
    });
    const packageId = record.bucketPackageId!;
    const terms = { packageId, capacityBytes: room, epochs: 2, signer };
    const made = await client.haulout.pools.createBucket(terms);
    ({ bucket } = made);
    ({ poolId } = made.pool);
    assert.equal(made.pool.capacityBytes, BigInt(room));
    assert.ok(made.cost > 0n);
  });
  afterAll(() => network?.stop());

  it('stores blobs as a pool does: nodes follow them, anyone reads them', async () => {
    const { client, wallet: signer } = network;
    const { pools } = client.haulout;
    const stored = await pools.store({ poolId, bucket, bytes: first, signer });
    assert.deepEqual(await client.haulout.read(stored), first);
    assert.deepEqual({ ...(await pools.bucketOf({ capId: bucket.capId })) }, { poolId, bucket });
    await assert.rejects(pools.bucketOf({ capId: stored.blobObjectId }), { code: 'CHAIN_STATE_MISSING' });
    const again = await pools.store({ poolId, bucket, bytes: first, signer });
    assert.deepEqual([again.cost.total, again.blobObjectId], [0n, stored.blobObjectId]);
    await assert.rejects(pools.store({ poolId, bucket, bytes: second, signer }), { code: 'POOL_FULL' });
    const { pool } = await pools.increase({ poolId, bucket, bytes: room, signer });
    assert.equal(pool.capacityBytes, BigInt(2 * room));
    const { blobId } = await pools.store({ poolId, bucket, bytes: second, deletable: false, signer });
    await pools.delete({ poolId, bucket, blobId: stored.blobId, signer });
    const left = [];
    for await (const blob of pools.blobs({ poolId })) left.push(blob.blobId);
    assert.deepEqual(left, [blobId]);
    await assert.rejects(pools.store({ poolId, bucket, bytes: first, signer, attributes: { a: 'b' } }), {
      code: 'INVALID_ARGUMENT',
    });
  });

  it('is governed by its capability alone, and by whoever gets that', async () => {
    const { client, devnet, wallet } = network;
    const { pools } = client.haulout;
    const heir = devnet.newAccount('heir');
    // The pool is in the bucket: nobody has it, not even who made it.
    await assert.rejects(pools.extend({ poolId, epochs: 1, signer: wallet }));
    await assert.rejects(pools.delete({ poolId, bucket, blobId: 'A'.repeat(43), signer: heir }));
    const transaction = new Transaction();
    transaction.transferObjects([bucket.capId], heir.toSuiAddress());
    await client.signAndExecuteTransaction({ transaction, signer: wallet });
    await assert.rejects(pools.extend({ poolId, bucket, epochs: 1, signer: wallet }));
    const { endEpoch } = await pools.get({ poolId });
    const gift = new Transaction();
    const wal = (await client.haulout.contracts()).walType;
    gift.transferObjects(
      [gift.add(coinWithBalance({ type: wal, balance: 1_000_000_000n }))],
      heir.toSuiAddress(),
    );
    await client.signAndExecuteTransaction({ transaction: gift, signer: wallet });
    const { pool } = await pools.extend({ poolId, bucket, epochs: 1, signer: heir });
    assert.equal(pool.endEpoch, endEpoch + 1);
  });

  it('is given up, with whatever is in it, when its storage has ended', async () => {
    const { client, devnet } = network;
    const { pools } = client.haulout;
    const heir = devnet.newAccount('heir');
    await assert.rejects(pools.destroy({ poolId, bucket, signer: heir }), { code: 'INVALID_ARGUMENT' });
    const { endEpoch } = await pools.get({ poolId });
    while ((await client.haulout.systemState()).epoch < endEpoch) await network.nextEpoch();
    await pools.destroy({ poolId, bucket, signer: heir });
    assert.equal(devnet.ledger.getObject(bucket.bucketId), undefined);
    assert.equal(devnet.ledger.getObject(bucket.capId), undefined);
  });
});
