import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { createTransactionQueue, storageCostOfMany } from '@haulout/sdk/chain';
import type { Network } from 'haulout';
import { haulout, type StoreManyProgress } from '@haulout/sdk/client';
import { openGoldenNetwork } from '../../support/golden-network.js';

let network: Network;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
});
afterAll(() => network?.stop());

async function wal(): Promise<bigint> {
  const owner = network.wallet.toSuiAddress();
  const { walType: coinType } = network.deployment;
  return BigInt((await network.client.core.getBalance({ owner, coinType })).balance.balance);
}
const many = (count: number, salt: string) =>
  Array.from({ length: count }, (_, i) => new TextEncoder().encode(`${salt} ${i}`.repeat(1 + i)));
/** MIST that a transaction pays for computation, which is what it uses up for good. */
async function gasOf(digest: string | undefined): Promise<bigint> {
  const include = { effects: true } as const;
  const { Transaction: found } = await network.client.core.getTransaction({ digest: digest!, include });
  return BigInt(found!.effects.gasUsed.computationCost);
}

describe('many blobs at once', () => {
  it('take one transaction to register and one to certify, at the announced price and a fraction of the gas', async () => {
    const { haulout } = network.client;
    const blobs = many(24, 'two dozen');
    const lengths = blobs.map(({ length }) => length);
    const { total } = storageCostOfMany(await haulout.systemState(), lengths, 2);
    const before = await wal();
    const told: StoreManyProgress[] = [];
    const stored = await haulout.storeMany({
      blobs,
      epochs: 2,
      deletable: true,
      signer: network.wallet,
      onProgress: (progress) => told.push(progress),
    });
    assert.equal(before - (await wal()), total);
    assert.equal(new Set(stored.map(({ registerDigest }) => registerDigest)).size, 1);
    assert.equal(new Set(stored.map(({ certifyDigest }) => certifyDigest)).size, 1);
    assert.deepEqual(
      [...new Set(told.map(({ phase }) => phase))],
      ['encoding', 'registering', 'uploading', 'certifying'],
    );
    assert.deepEqual(told.at(-1), { phase: 'certifying', done: 24, blobs: 24 });
    for (const index of [0, 17, 23]) {
      assert.deepEqual(await haulout.read(stored[index]!), blobs[index]);
    }
    const one = await haulout.store({
      bytes: many(1, 'single')[0]!,
      epochs: 2,
      deletable: true,
      signer: network.wallet,
    });
    const register = await gasOf(stored[0]!.registerDigest);
    assert.ok(register < 12n * (await gasOf(one.registerDigest)), `${register} for 24 registrations`);
    const certify = await gasOf(stored[0]!.certifyDigest);
    assert.ok(certify < 4n * (await gasOf(one.certifyDigest)), `${certify} for 24 certificates`);
  });

  it('are stored once when they are the same, and none is fine too', async () => {
    const { haulout } = network.client;
    const [a, b] = many(2, 'twins');
    const options = { epochs: 1, deletable: false, signer: network.wallet };
    const stored = await haulout.storeMany({ ...options, blobs: [a!, b!, a!] });
    assert.equal(stored[0]!.blobObjectId, stored[2]!.blobObjectId);
    assert.notEqual(stored[0]!.blobObjectId, stored[1]!.blobObjectId);
    assert.deepEqual(await haulout.storeMany({ ...options, blobs: [] }), []);
  });

  it('go on where an earlier attempt stopped', async () => {
    const { haulout } = network.client;
    const blobs = many(3, 'again');
    const options = { blobs, epochs: 1, deletable: true, signer: network.wallet };
    const dead = new AbortController();
    const before = await wal();
    await assert.rejects(
      haulout.storeMany({
        ...options,
        signal: dead.signal,
        onProgress: ({ phase }) => phase === 'uploading' && dead.abort(new Error('crashed')),
      }),
      /crashed/,
    );
    const paid = before - (await wal());
    const stored = await haulout.storeMany(options);
    assert.equal(before - (await wal()), paid);
    assert.ok(stored.every(({ registerDigest, cost }) => registerDigest === undefined && cost.total === 0n));
    assert.deepEqual(await haulout.read(stored[2]!), blobs[2]);
  });
});

describe('stores of one key that run at once', () => {
  const options = () => ({ epochs: 2, deletable: true, signer: network.wallet });

  it('all succeed and cost what they say, in one process and in two that know nothing of one another', async () => {
    const { haulout: here } = network.client;
    const { systemObjectId, stakingObjectId } = network.deployment;
    const elsewhere = network.devnet.client.$extend(
      haulout({
        systemObjectId,
        stakingObjectId,
        nodeUrl: ({ networkAddress }) => `http://${networkAddress}`,
        queue: createTransactionQueue(),
      }),
    );
    const blobs = many(6, 'at once');
    const before = await wal();
    const stored = (
      await Promise.all([
        ...blobs.slice(0, 2).map(async (bytes) => [await here.store({ bytes, ...options() })]),
        elsewhere.haulout.store({ bytes: blobs[2]!, ...options() }).then((one) => [one]),
        elsewhere.haulout.storeMany({ blobs: blobs.slice(3), ...options() }),
      ])
    ).flat();
    assert.equal(new Set(stored.map(({ blobObjectId }) => blobObjectId)).size, 6);
    const state = await here.systemState();
    // Three by themselves, and three on storage that is bought together.
    const purchases = [...blobs.slice(0, 3).map((bytes) => [bytes]), blobs.slice(3)];
    const costs = purchases.map((some) =>
      storageCostOfMany(
        state,
        some.map(({ length }) => length),
        2,
      ),
    );
    assert.equal(
      before - (await wal()),
      costs.reduce((sum, { total }) => sum + total, 0n),
    );
    for (const [index, { blobId }] of stored.entries()) {
      assert.deepEqual(await here.read({ blobId }), blobs[index]);
    }
  });

  it('that cannot all be paid say so, whoever comes last', async () => {
    const { client, devnet, deployment, wallet } = network;
    const [bytes, other] = many(2, 'for one only');
    const { total } = await client.haulout.storageCost({ bytes: bytes!.length, epochs: 2 });
    const poor = await devnet.newAccount('has WAL for one blob');
    const giving = new Transaction();
    const coin = giving.add(coinWithBalance({ type: deployment.walType, balance: total }));
    giving.transferObjects([coin], poor.toSuiAddress());
    await client.haulout.execute({ what: 'give WAL', transaction: giving, signer: wallet });
    const ended = await Promise.allSettled(
      [bytes!, other!].map((some) => client.haulout.store({ ...options(), bytes: some, signer: poor })),
    );
    assert.deepEqual(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const { reason } = ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    assert.equal((reason as { code: string }).code, 'INSUFFICIENT_FUNDS');
  });
});
