import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network } from 'haulout';
import { beginOfEpoch, readEpochTimes } from '@haulout/sdk/chain';
import { findBlobs, type FindBlobsOptions, type StoredBlob } from '@haulout/sdk/client';
import { storageResource } from '@haulout/sdk/contracts';
import { blobIdToString } from '@haulout/sdk/encoding';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { assertJson } from '../../support/json.js';

let network: Network;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
});
afterAll(() => network?.stop());

let salt = 0;
/** Stores a small blob that nobody has stored before. */
function store(deletable: boolean, epochs = 2): Promise<StoredBlob> {
  const bytes = new TextEncoder().encode(`blob ${salt++}`);
  return network.client.haulout.store({ bytes, epochs, deletable, signer: network.wallet });
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
async function wal(): Promise<bigint> {
  const owner = network.wallet.toSuiAddress();
  const { walType: coinType } = network.deployment;
  return BigInt((await network.client.core.getBalance({ owner, coinType })).balance.balance);
}

describe('R21: what owners do with their blobs', () => {
  it('extends a blob at the announced price, and nodes learn of its new end', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId, blobId, endEpoch } = await store(false);
    const { cost } = await blobs.extendTransaction({ extensions: [{ blobObjectId, epochs: 3 }] });
    const before = await wal();
    const extended = await blobs.extend({ blobObjectId, epochs: 3, signer: network.wallet });
    assert.equal(before - (await wal()), cost);
    assert.equal(extended.cost, cost);
    assert.equal(extended.endEpoch, endEpoch + 3);
    assert.equal((await network.client.haulout.blobStatus({ blobId })).endEpoch, endEpoch + 3);
  });

  it('extends up to the last epoch that is sold, and refuses one more before anything is signed', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId } = await store(true, 50);
    await assert.rejects(blobs.extend({ blobObjectId, epochs: 4, signer: network.wallet }), {
      code: 'INVALID_ARGUMENT',
      message: /can be prolonged by 1 to 3 epochs now, not by 4/,
    });
    await blobs.extend({ blobObjectId, epochs: 3, signer: network.wallet });
    await assert.rejects(blobs.extend({ blobObjectId, epochs: 0, signer: network.wallet }), {
      code: 'INVALID_ARGUMENT',
      message: /ends as late as storage is sold now, so it cannot be prolonged by 0/,
    });
  });

  it('deletes a deletable blob, gives its storage back, and readers are told so', async () => {
    const { haulout } = network.client;
    const { blobObjectId, blobId, endEpoch } = await store(true);
    const { storageObjectId } = await haulout.blobs.delete({ blobObjectId, signer: network.wallet });
    const { object } = await network.client.core.getObject({
      objectId: storageObjectId,
      include: { content: true },
    });
    assert.equal(storageResource.Storage.parse(object.content).end_epoch, endEpoch);
    await assert.rejects(haulout.read({ blobId }), { code: 'BLOB_NOT_FOUND' });
    await assert.rejects(haulout.blobs.get({ blobObjectId }), { code: 'CHAIN_STATE_MISSING' });
  });

  it('cannot delete a permanent blob, nor what is not a blob', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId } = await store(false);
    await assert.rejects(blobs.delete({ blobObjectId, signer: network.wallet }), {
      code: 'TRANSACTION_FAILED',
      message: /EBlobNotDeletable/,
    });
    const { systemObjectId } = network.deployment;
    await assert.rejects(blobs.get({ blobObjectId: systemObjectId }), { code: 'CHAIN_STATE_MISSING' });
  });

  it('refuses ids and addresses that are none before a full node is asked', async () => {
    const { haulout } = network.client;
    const { blobs, sharedBlobs, storage, pools } = haulout;
    const signer = network.wallet;
    for (const wrong of ['nonsense', '0x', `0x${'1'.repeat(65)}`]) {
      for (const call of [
        () => all(findBlobs(haulout, { owner: wrong })),
        () => all(blobs.list({ owner: wrong })),
        () => all(storage.list({ owner: wrong })),
        () => haulout.checkFunds({ owner: wrong, amount: 1n }),
        () => blobs.get({ blobObjectId: wrong }),
        () => sharedBlobs.get({ sharedBlobId: wrong }),
        () => pools.get({ poolId: wrong }),
        // Before it is paid: its certificate is what gives it to its owner.
        () => haulout.store({ bytes: new Uint8Array(3), epochs: 1, deletable: true, owner: wrong, signer }),
      ])
        await assert.rejects(call, { code: 'INVALID_ARGUMENT', message: /0x and up to 64 hex digits$/ });
    }
    for (const call of [
      () => sharedBlobs.share({ blobObjectId: 'nonsense', signer }),
      () => sharedBlobs.fund({ sharedBlobId: 'nonsense', amount: 1n, signer }),
      () => blobs.delete({ blobObjectId: 'nonsense', signer }),
    ])
      await assert.rejects(call, {
        code: 'INVALID_ARGUMENT',
        message: /could not .*nonsense: .* hex digits/,
      });
  });

  it('says to check the id of an object that is not there, or of another kind', async () => {
    const { sharedBlobs, pools } = network.client.haulout;
    const { systemObjectId } = network.deployment;
    const signer = network.wallet;
    for (const id of [`0x${'12'.repeat(32)}`, systemObjectId])
      for (const call of [
        () => sharedBlobs.share({ blobObjectId: id, signer }),
        () => sharedBlobs.fund({ sharedBlobId: id, amount: 1n, signer }),
      ])
        await assert.rejects(call, {
          code: 'TRANSACTION_FAILED',
          advice: /^Check the object ids, and that /,
        });
    // The system has an inner state of that version, too.
    await assert.rejects(pools.get({ poolId: systemObjectId }), { code: 'CHAIN_STATE_MISSING' });
  });

  it('burns the object of a permanent blob, which stays readable', async () => {
    const { haulout } = network.client;
    const { blobObjectId, blobId } = await store(false);
    await haulout.blobs.burn({ blobObjectId, signer: network.wallet });
    await assert.rejects(haulout.blobs.get({ blobObjectId }), { code: 'CHAIN_STATE_MISSING' });
    assert.equal((await haulout.read({ blobId })).length > 0, true);
  });

  it('lists the blobs of an owner, over more than one page', async () => {
    const { blobs } = network.client.haulout;
    const mine = await store(true);
    const listed = await all(blobs.list({ owner: network.wallet.toSuiAddress() }));
    assert.deepEqual(
      listed.find(({ blobObjectId }) => blobObjectId === mine.blobObjectId),
      await blobs.get(mine),
    );
    assert.equal(new Set(listed.map(({ blobObjectId }) => blobObjectId)).size, listed.length);
    assert.deepEqual(await all(blobs.list({ owner: `0x${'77'.repeat(32)}` })), []);
  });

  it('shares a blob that anyone funds and extends', async () => {
    const { haulout } = network.client;
    const { blobs, sharedBlobs } = haulout;
    const { blobObjectId, blobId, endEpoch } = await store(false);
    const signer = network.wallet;
    const { storagePricePerUnit: price } = await haulout.systemState();
    const { sharedBlobId } = await sharedBlobs.share({ blobObjectId, funds: price, signer });
    await assert.rejects(blobs.burn({ blobObjectId, signer }), { code: 'TRANSACTION_FAILED' });
    const anyone = network.devnet.newAccount('anyone');
    await assert.rejects(sharedBlobs.extend({ sharedBlobId, epochs: 2, signer: anyone }), {
      code: 'TRANSACTION_FAILED',
    });
    await sharedBlobs.fund({ sharedBlobId, amount: price + 5n, signer });
    await sharedBlobs.extend({ sharedBlobId, epochs: 2, signer: anyone });
    assert.deepEqual(await sharedBlobs.get({ sharedBlobId }), {
      sharedBlobId,
      blobObjectId,
      blobId,
      endEpoch: endEpoch + 2,
      funds: 5n,
    });
  });

  it('releases the funds of a shared blob that has ended, and not before', async () => {
    const { sharedBlobs } = network.client.haulout;
    const { blobObjectId } = await store(false, 1);
    const signer = network.wallet;
    const { sharedBlobId } = await sharedBlobs.share({ blobObjectId, funds: 7n, signer });
    await assert.rejects(sharedBlobs.releaseFunds({ sharedBlobId, signer }), {
      code: 'TRANSACTION_FAILED',
      message: /has not ended/,
    });
    await network.nextEpoch();
    await sharedBlobs.releaseFunds({ sharedBlobId, signer });
    assert.equal((await sharedBlobs.get({ sharedBlobId })).funds, 0n);
  });

  it('keeps a set of blobs alive for a budget, to the last FROST', async () => {
    const { haulout } = network.client;
    const signer = network.wallet;
    const [short, long] = [await store(false, 2), await store(true, 4)];
    const blobObjectIds = [short.blobObjectId, long.blobObjectId];
    const until = long.endEpoch + 1;
    const { storagePricePerUnit: price } = await haulout.systemState();
    const before = await wal();
    // Each blob is one unit: two epochs for the short one bring it level, the third of all goes to it as
    // well.
    const budget = 3n * price;
    const first = await haulout.blobs.renew({ blobObjectIds, until, budget, signer });
    assert.equal(before - (await wal()), first.cost);
    assert.equal(first.cost, budget);
    assert.deepEqual(
      first.renewals.map(({ kind }) => kind),
      ['extended', 'unaffordable'],
    );
    const rest = await haulout.blobs.renew({ blobObjectIds, until, budget: 100n * price, signer });
    assert.deepEqual([rest.cost, rest.digests.length], [price, 1]);
    for (const blobObjectId of blobObjectIds) {
      assert.equal((await haulout.blobs.get({ blobObjectId })).endEpoch, until);
    }
    const nothing = await haulout.blobs.renew({ blobObjectIds, until, budget: 100n * price, signer });
    assert.deepEqual([nothing.cost, nothing.digests], [0n, []]);
  });

  it('does not extend a blob that has expired', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId, blobId, endEpoch } = await store(true, 1);
    await network.nextEpoch();
    await assert.rejects(blobs.extend({ blobObjectId, epochs: 1, signer: network.wallet }), {
      code: 'BLOB_EXPIRED',
      endEpoch,
      values: { blobId, endEpoch, epoch: endEpoch, nodes: [] },
    });
  });
});

describe('R21: attributes', () => {
  it('keeps any text exactly, whatever it is called', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId } = await store(true);
    assert.deepEqual(await blobs.attributes({ blobObjectId }), new Map());
    const hostile: [string, string][] = [
      ['', 'a name of no characters'],
      ['__proto__', 'polluted?'],
      ['constructor', '__proto__'],
      ['a\0b\n"\\', '\u202e\u0007'],
      ['ü', 'composed'],
      ['u\u0308', 'decomposed: another name'],
      ['🦭'.repeat(50), '🏴‍☠️'],
      ['long', 'x'.repeat(16_381)],
    ];
    await blobs.changeAttributes({ blobObjectId, set: new Map(hostile), signer: network.wallet });
    assert.deepEqual([...(await blobs.attributes({ blobObjectId }))], hostile);
    assert.equal(Object.hasOwn(Object.prototype, 'polluted?'), false);
  });

  it('removes and sets in one go, and passes over names that are not there', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId } = await store(true);
    const signer = network.wallet;
    await blobs.changeAttributes({ blobObjectId, set: { a: '1', b: '2', c: '3' }, signer });
    await blobs.changeAttributes({
      blobObjectId,
      set: { b: '4', d: '5' },
      remove: ['a', 'never set'],
      signer,
    });
    assert.deepEqual(
      [...(await blobs.attributes({ blobObjectId }))],
      [
        ['c', '3'],
        ['b', '4'],
        ['d', '5'],
      ],
    );
  });

  it('refuses text that the chain could not keep', async () => {
    const { blobs } = network.client.haulout;
    const { blobObjectId } = await store(true);
    const signer = network.wallet;
    const refused: readonly Record<string, string>[] = [
      { 'lone \ud800': 'x' },
      { x: '\udc00' },
      { long: 'x'.repeat(16_382) },
      {},
    ];
    for (const set of refused) {
      await assert.rejects(blobs.changeAttributes({ blobObjectId, set, signer }), {
        code: 'INVALID_ARGUMENT',
      });
    }
  });
});

describe('blobs are found', () => {
  const DAY = 24 * 60 * 60 * 1000;

  it('by attributes, end and certificate, with the date of their end', async () => {
    const { haulout } = network.client;
    const owner = network.wallet.toSuiAddress();
    const label = async (epochs: number, attributes: Record<string, string>) => {
      const stored = await store(true, epochs);
      const { blobObjectId } = stored;
      await haulout.blobs.changeAttributes({ blobObjectId, set: attributes, signer: network.wallet });
      return stored;
    };
    const short = await label(2, { app: 'notes', kind: 'draft' });
    const long = await label(9, { app: 'notes', kind: 'final' });
    const other = await label(2, { app: 'films' });
    const find = async (query: Omit<FindBlobsOptions, 'owner'>) =>
      (await all(findBlobs(haulout, { owner, ...query }))).map(({ blobObjectId }) => blobObjectId).sort();
    const ids = (...blobs: StoredBlob[]) => blobs.map(({ blobObjectId }) => blobObjectId).sort();

    assert.deepEqual(await find({ attributes: { app: 'notes' } }), ids(short, long));
    assert.deepEqual(await find({ attributes: { app: 'notes', kind: 'final' } }), ids(long));
    assert.deepEqual(await find({ attributes: new Map([['app', 'films']]) }), ids(other));
    const notes = { attributes: { app: 'notes' } };
    assert.deepEqual(await find({ ...notes, endsBefore: long.endEpoch }), ids(short));
    assert.deepEqual(await find({ ...notes, endsFrom: long.endEpoch }), ids(long));
    assert.deepEqual(await find({ ...notes, endsFrom: short.endEpoch, endsBefore: 1_000 }), ids(short, long));

    const [found] = await all(findBlobs(haulout, { owner, attributes: { kind: 'draft' } }));
    assert.deepEqual([...found!.attributes], Object.entries({ app: 'notes', kind: 'draft' }));
    const times = await readEpochTimes(network.client, network.deployment.stakingObjectId);
    assert.equal(BigInt(found!.endsAt.getTime()), beginOfEpoch(times, short.endEpoch));
    assert.ok(found!.endsAt.getTime() > Number(times.nowMs));
    assertJson(found);
    const at = found!.endsAt;
    assert.deepEqual(await find({ ...notes, endsBefore: at }), []);
    assert.deepEqual(await find({ ...notes, endsBefore: new Date(at.getTime() + 1) }), ids(short));
    assert.deepEqual(await find({ ...notes, endsFrom: new Date(at.getTime() + 1) }), ids(long));
    assert.deepEqual(
      await find({ ...notes, endsBefore: new Date(at.getTime() + 1_000 * DAY) }),
      ids(short, long),
    );
  });

  it('that have no certificate yet, and nothing by an end that is none', async () => {
    const { haulout } = network.client;
    const owner = network.wallet.toSuiAddress();
    const blob = await haulout.encode({ bytes: new TextEncoder().encode('registered only') });
    const terms = { epochs: 1, deletable: true, owner };
    const { transaction } = await haulout.registerTransaction({ blob, ...terms });
    await haulout.execute({ what: 'register', transaction, signer: network.wallet });
    const [found, ...others] = await all(findBlobs(haulout, { owner, certified: false }));
    assert.deepEqual([found!.blobId, others], [blobIdToString(blob.blobId), []]);
    const certified = await all(findBlobs(haulout, { owner, certified: true }));
    assert.ok(certified.length > 0 && certified.every(({ blobId }) => blobId !== found!.blobId));
    for (const endsBefore of [1.5, NaN, new Date(NaN), 'soon' as never])
      await assert.rejects(all(findBlobs(haulout, { owner, endsBefore })), { code: 'INVALID_ARGUMENT' });
  });
});
