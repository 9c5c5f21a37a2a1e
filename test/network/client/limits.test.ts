/**
 * The edges of what users can do, through the client, on the smallest network there is: 4 shards, 2 rows, 3
 * columns.
 */
import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import type { Keypair } from '@mysten/sui/cryptography';
import { execute } from '@haulout/sdk/chain';
import { Network } from 'haulout';
import { InvalidArgument, TransactionFailed, type StoredBlob, isHauloutError } from '@haulout/sdk/client';
import { system } from '@haulout/sdk/contracts';
import { blobIdFromString, encodedLength, maxBlobSize } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';

const SHARDS = 4;
const SYMBOLS = 6;
const LARGEST = SYMBOLS * 65_534;

let network: Network;
beforeAll(async () => {
  network = await Network.start({ nodes: 4, shards: SHARDS, seed: 'client-edges' });
});
afterAll(() => network?.stop());

let salt = 0;
const newBytes = (length = 100) => seededBytes(length, ++salt);
const store = (
  bytes: Uint8Array,
  over: {
    epochs?: number;
    deletable?: boolean;
    signer?: Keypair;
    reuse?: 'nothing';
    useStorage?: false;
  } = {},
) => network.client.haulout.store({ bytes, epochs: 1, deletable: true, signer: network.wallet, ...over });
const read = ({ blobId }: Pick<StoredBlob, 'blobId'>) => network.client.haulout.read({ blobId });
async function wal(): Promise<bigint> {
  const owner = network.wallet.toSuiAddress();
  const { walType: coinType } = network.deployment;
  return BigInt((await network.client.core.getBalance({ owner, coinType })).balance.balance);
}
/** Matches the abort of a transaction by the name of its error. */
const aborted = (name: string) => (error: unknown) => {
  assert.ok(error instanceof TransactionFailed, String(error));
  assert.match(error.message, new RegExp(`\\b${name}\\b`));
  return true;
};

describe('a blob of any size', () => {
  for (const [what, length] of [
    ['no byte', 0],
    ['one byte', 1],
    ['one byte less than the smallest symbols hold', 2 * SYMBOLS - 1],
    ['just as much as the smallest symbols hold', 2 * SYMBOLS],
    ['one byte more than the smallest symbols hold', 2 * SYMBOLS + 1],
    ['just as much as fills its symbols', 1000 * SYMBOLS],
    ['one byte more than fills its symbols', 1000 * SYMBOLS + 1],
    ['as much as the network can encode', LARGEST],
  ] as const) {
    it(`is stored and read, whole and in part, at the announced price: ${what}`, async () => {
      const { haulout } = network.client;
      const bytes = newBytes(length);
      const before = await wal();
      const stored = await store(bytes);
      assert.equal(before - (await wal()), stored.cost.total);
      assert.equal(stored.cost.encodedBytes, encodedLength(SHARDS, length));
      assert.deepEqual(await read(stored), bytes);
      if (length === 0) return;
      const last = await haulout.readRange({ blobId: stored.blobId, start: length - 1, end: length });
      assert.deepEqual(last, bytes.subarray(length - 1));
    });
  }

  it('is refused before anything is paid when it is one byte too large', async () => {
    assert.equal(maxBlobSize(SHARDS), LARGEST);
    const before = await wal();
    await assert.rejects(store(newBytes(LARGEST + 1)), (error) => isHauloutError(error, 'BLOB_TOO_LARGE'));
    assert.equal(await wal(), before);
  });
});

describe('what callers without types pass', () => {
  const { rejects } = assert;
  const refused = (what: RegExp) => (error: unknown) => {
    assert.ok(error instanceof InvalidArgument, String(error));
    assert.match(error.message, what);
    return true;
  };

  it('is refused by every way to store unless it is bytes', async () => {
    const { haulout } = network.client;
    const terms = { epochs: 1, deletable: true, signer: network.wallet };
    const { buffer } = newBytes();
    for (const [wrong, says] of [
      ['text', /Uint8Array, not of type String: encode it/],
      [buffer, /not of type ArrayBuffer: wrap it/],
      [[1, 2], /not of type Array$/],
      [undefined, /not of type Undefined/],
    ] as [never, RegExp][]) {
      await rejects(haulout.store({ bytes: wrong, ...terms }), refused(says));
      await rejects(
        haulout.storeMany({ blobs: [newBytes(), wrong], ...terms }),
        refused(/blob 1 have to be/),
      );
      const files = [{ identifier: 'a', bytes: wrong }];
      await rejects(haulout.storeFiles({ files, ...terms }), refused(/file "a" have to be/));
      await rejects(haulout.encode({ bytes: wrong }), refused(says));
    }
    for (const [wrong, says] of [
      [{ signer: undefined }, /signer is a Signer of @mysten\/sui, such as a key pair, not undefined/],
      [{ signer: network.wallet.toSuiAddress() }, /such as a key pair, not 0x/],
      [{ deletable: undefined }, /deletable is true or false, not undefined/],
    ] as [never, RegExp][]) {
      await rejects(haulout.store({ bytes: newBytes(), ...terms, ...(wrong as object) }), refused(says));
      await rejects(
        haulout.storeMany({ blobs: [newBytes()], ...terms, ...(wrong as object) }),
        refused(says),
      );
    }
    const foreign = runInNewContext('new Uint8Array([1, 2, 3])') as Uint8Array;
    const { blobId } = await store(foreign);
    assert.deepEqual(await read({ blobId }), Uint8Array.of(1, 2, 3));
  });

  it('is refused by every way to read unless it is a blob id, and no node is asked', async () => {
    const { haulout } = network.client;
    const blobId = '../../v1/health';
    const invalid = (error: unknown) => isHauloutError(error, 'INVALID_BLOB_ID');
    await rejects(haulout.read({ blobId }), invalid);
    await rejects(haulout.read('A'.repeat(43) as never), invalid);
    await rejects(haulout.readRange({ blobId, end: 1 }), invalid);
    await rejects(haulout.readStream({ blobId }).getReader().read(), invalid);
    await rejects(haulout.listFiles({ blobId }), invalid);
    await rejects(haulout.readFiles({ blobId }), invalid);
    await rejects(haulout.blobStatus({ blobId }), invalid);
    await rejects(haulout.resume({ blobId, signer: network.wallet }), invalid);
  });
});

describe('the same blob twice', () => {
  it('is stored by two writers at once, each with an object of its own, and outlives either', async () => {
    const { devnet, client, deployment, wallet } = network;
    const other = devnet.newAccount('the other writer');
    const giving = new Transaction();
    const coin = giving.add(coinWithBalance({ type: deployment.walType, balance: 1_000_000_000n }));
    giving.transferObjects([coin], other.toSuiAddress());
    await execute({ client, what: 'give WAL', transaction: giving, signer: wallet });

    const bytes = newBytes(3_000);
    const [mine, theirs] = await Promise.all([store(bytes), store(bytes, { signer: other })]);
    assert.equal(mine.blobId, theirs.blobId);
    assert.notEqual(mine.blobObjectId, theirs.blobObjectId);
    for (const { blobObjectId } of [mine, theirs]) {
      const { certifiedEpoch } = await client.haulout.blobs.get({ blobObjectId });
      assert.notEqual(certifiedEpoch, undefined);
    }
    await client.haulout.blobs.delete({ blobObjectId: mine.blobObjectId, signer: wallet });
    assert.deepEqual(await read(theirs), bytes);
    await client.haulout.blobs.delete({ blobObjectId: theirs.blobObjectId, signer: other });
    await assert.rejects(read(theirs), { code: 'BLOB_NOT_FOUND' });
  });

  it('is registered twice by one writer who wants it, and both objects are certified', async () => {
    const bytes = newBytes();
    const once = await store(bytes);
    const twice = await store(bytes, { reuse: 'nothing' });
    assert.equal(once.blobId, twice.blobId);
    assert.notEqual(once.blobObjectId, twice.blobObjectId);
    assert.ok(twice.cost.total > 0n);
    assert.notEqual(twice.certifyDigest, undefined);
  });
});

describe('R4: a certificate', () => {
  const confirmationsOf = ({ blobId, persistence }: StoredBlob) =>
    network.client.haulout.gatherConfirmations({ blobId: blobIdFromString(blobId), persistence });
  const certify = async (
    blobObjectId: string,
    confirmations: Awaited<ReturnType<typeof confirmationsOf>>,
  ) => {
    const { client, wallet } = network;
    const transaction = await client.haulout.certifyTransaction({ blobObjectId, confirmations });
    return execute({ client, what: 'certify', transaction, signer: wallet });
  };

  it('certifies once', async () => {
    const stored = await store(newBytes());
    await assert.rejects(
      certify(stored.blobObjectId, await confirmationsOf(stored)),
      aborted('EAlreadyCertified'),
    );
  });

  it('dies with the deleted object that it is for, and serves no other object of the same blob', async () => {
    const { haulout } = network.client;
    const bytes = newBytes();
    const deleted = await store(bytes);
    const confirmations = await confirmationsOf(deleted);
    await haulout.blobs.delete({ blobObjectId: deleted.blobObjectId, signer: network.wallet });
    await assert.rejects(certify(deleted.blobObjectId, confirmations), TransactionFailed);

    const blob = await haulout.encode({ bytes });
    const terms = { epochs: 1, deletable: true, owner: network.wallet.toSuiAddress() };
    const { transaction } = await haulout.registerTransaction({ blob, ...terms });
    const { created } = await execute({
      client: network.client,
      what: 'register again',
      transaction,
      signer: network.wallet,
    });
    const again = created.find(({ type }) => type.endsWith('::blob::Blob'))!.objectId;
    await assert.rejects(certify(again, confirmations), aborted('EInvalidBlobObject'));
    await assert.rejects(read(deleted), { code: 'BLOB_NOT_CERTIFIED' });
  });
});

describe('R3: capacity', () => {
  it('is sold to the last byte, and not a byte more', async () => {
    const { client, deployment, wallet } = network;
    const state = await client.haulout.systemState();
    const size = encodedLength(SHARDS, 100);
    const rest = state.totalCapacity - state.usedCapacity - BigInt(size);
    const balance = ((rest >> 20n) + 1n) * state.storagePricePerUnit;
    const buying = new Transaction();
    const payment = buying.add(coinWithBalance({ type: deployment.walType, balance }));
    const storage = buying.add(
      system.reserveSpace({
        package: deployment.packageId,
        arguments: { self: deployment.systemObjectId, storageAmount: rest, epochsAhead: 1, payment },
      }),
    );
    buying.transferObjects([storage, payment], wallet.toSuiAddress());
    await execute({ client, what: 'buy all but one blob', transaction: buying, signer: wallet });

    const bytes = newBytes(100);
    // The wallet has some that it has bought before.
    const last = await store(bytes, { useStorage: false });
    const full = await client.haulout.systemState();
    assert.equal(full.usedCapacity, full.totalCapacity);
    const before = await wal();
    await assert.rejects(store(newBytes(1), { useStorage: false }), aborted('EStorageExceeded'));
    assert.equal(await wal(), before);
    assert.deepEqual(await read(last), bytes);
    // It is the epoch that is full, not the network.
    await network.nextEpoch();
    const next = newBytes(1);
    assert.deepEqual(await read(await store(next)), next);
  });
});

describe('R21: an extension', () => {
  it('comes in time in the last epoch, and keeps the blob beyond what was its end', async () => {
    const { haulout } = network.client;
    const bytes = newBytes();
    const { blobId, blobObjectId, endEpoch } = await store(bytes, { epochs: 2 });
    assert.equal(await network.nextEpoch(), endEpoch - 1);
    const extended = await haulout.blobs.extend({ blobObjectId, epochs: 1, signer: network.wallet });
    assert.equal(extended.endEpoch, endEpoch + 1);
    assert.equal(await network.nextEpoch(), endEpoch);
    assert.deepEqual(await read({ blobId }), bytes);
  });

  it('comes too late when the end has come', async () => {
    const { haulout } = network.client;
    const { blobId, blobObjectId } = await store(newBytes());
    await network.nextEpoch();
    await assert.rejects(haulout.blobs.extend({ blobObjectId, epochs: 1, signer: network.wallet }), {
      code: 'BLOB_EXPIRED',
    });
    await assert.rejects(read({ blobId }), { code: 'BLOB_EXPIRED' });
  });
});
