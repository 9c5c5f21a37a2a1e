import { execute } from '@haulout/sdk/chain';
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { blobIdToString } from '@haulout/sdk/encoding';
import { HauloutError, TransactionFailed, type StoreProgress } from '@haulout/sdk/client';
import { blob as blobModule } from '@haulout/sdk/contracts';
import type { Network } from 'haulout';
import { openGoldenNetwork } from '../../support/golden-network.js';

let network: Network;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
});
afterAll(() => network?.stop());

const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7) & 0xff);
const FRIEND = `0x${'f1'.repeat(32)}`;

async function wal(): Promise<bigint> {
  const { client, deployment, wallet } = network;
  const owner = wallet.toSuiAddress();
  const { balance } = await client.core.getBalance({ owner, coinType: deployment.walType });
  return BigInt(balance.balance);
}
async function blobObject(objectId: string) {
  const { object } = await network.client.core.getObject({ objectId, include: { content: true } });
  return { owner: object.owner, blob: blobModule.Blob.parse(object.content) };
}

describe('storing in one call', () => {
  it('costs what was announced, tells how far it is, and ends with a certified blob of the owner', async () => {
    const { haulout } = network.client;
    const cost = await haulout.storageCost({ bytes: bytes.length, epochs: 3 });
    const before = await wal();
    const told: StoreProgress[] = [];
    const stored = await haulout.store({
      bytes,
      epochs: 3,
      deletable: false,
      signer: network.wallet,
      owner: FRIEND,
      onProgress: (progress) => told.push(progress),
    });
    assert.ok(cost.total > 0n);
    assert.deepEqual(stored.cost, cost);
    assert.equal(before - (await wal()), cost.total);

    const { owner, blob } = await blobObject(stored.blobObjectId);
    assert.equal(owner.$kind === 'AddressOwner' && owner.AddressOwner, FRIEND);
    assert.equal(blob.certified_epoch, stored.epoch);
    assert.equal(blob.storage.end_epoch, stored.endEpoch);
    assert.equal(blob.deletable, false);
    assert.equal(blob.size, String(bytes.length));

    const phases = [...new Set(told.map(({ phase }) => phase))];
    assert.deepEqual(phases, ['encoding', 'registering', 'uploading', 'certifying']);
    assert.deepEqual(await haulout.read({ blobId: stored.blobId }), bytes);
    const status = await haulout.blobStatus({ blobId: stored.blobId });
    assert.deepEqual(
      [status.state, status.persistence, status.certifiedEpoch, status.endEpoch],
      ['certified', 'permanent', stored.epoch, stored.endEpoch],
    );
  });

  it('stores an empty blob', async () => {
    const { haulout } = network.client;
    const options = { bytes: new Uint8Array(), epochs: 1, deletable: true, signer: network.wallet };
    const { blobId } = await haulout.store(options);
    assert.deepEqual(await haulout.read({ blobId }), new Uint8Array());
  });

  it('stops with its signal', async () => {
    const stop = new AbortController();
    const options = { bytes, epochs: 1, deletable: true, signer: network.wallet, signal: stop.signal };
    const storing = network.client.haulout.store({
      ...options,
      onProgress: ({ phase }) => phase === 'uploading' && stop.abort(new Error('changed my mind')),
    });
    await assert.rejects(storing, /changed my mind/);
    await assert.rejects(
      network.client.haulout.read({ blobId: 'AAAA', signal: stop.signal }),
      /changed my mind/,
    );
  });

  it('refuses what cannot work before anything is sent', async () => {
    const { haulout } = network.client;
    const options = { bytes, deletable: true, signer: network.wallet };
    const before = await wal();
    await assert.rejects(haulout.store({ ...options, epochs: 54 }), { code: 'INVALID_ARGUMENT' });
    const tooLarge = new Uint8Array(2_000_000);
    await assert.rejects(haulout.store({ ...options, bytes: tooLarge, epochs: 1 }), {
      code: 'BLOB_TOO_LARGE',
    });
    assert.equal(await wal(), before);
  });
});

describe('storing step by step, with a wallet that signs elsewhere', () => {
  it('registers, uploads and certifies with transactions that the app signs itself', async () => {
    const { client, wallet } = network;
    const { haulout } = client;
    const sender = wallet.toSuiAddress();
    const signElsewhere = async (transaction: Uint8Array) =>
      (await wallet.signTransaction(transaction)).signature;

    const blob = await haulout.encode({ bytes: bytes.subarray(5) });
    const registration = await haulout.registerTransaction({
      blob,
      epochs: 1,
      deletable: true,
      owner: sender,
    });
    registration.transaction.setSender(sender);
    const built = await registration.transaction.build({ client });
    const registered = await client.core.executeTransaction({
      transaction: built,
      signatures: [await signElsewhere(built)],
      include: { effects: true, objectTypes: true },
    });
    assert.equal(registered.$kind, 'Transaction');
    const types = registered.Transaction!.objectTypes;
    const blobObjectId = Object.keys(types).find((id) => types[id]!.endsWith('::blob::Blob'))!;

    const blobId = blobIdToString(blob.blobId);
    const status = await haulout.blobStatus({ blobId });
    assert.equal(status.state, 'registered');
    await assert.rejects(haulout.read({ blobId }), { code: 'BLOB_NOT_CERTIFIED' });

    const persistence = { kind: 'deletable', objectId: blobObjectId } as const;
    await haulout.upload({ blob, persistence });
    const confirmations = await haulout.gatherConfirmations({ blobId: blob.blobId, persistence });
    const certifying = await haulout.certifyTransaction({ blobObjectId, confirmations });
    await execute({ client, what: 'certify', transaction: certifying, signer: wallet });
    assert.notEqual((await blobObject(blobObjectId)).blob.certified_epoch, null);
    assert.deepEqual(await haulout.read({ blobId }), bytes.subarray(5));

    const again = await haulout.certifyTransaction({ blobObjectId, confirmations });
    await assert.rejects(
      execute({ client, what: 'certify it again', transaction: again, signer: wallet }),
      (error: unknown) => {
        assert.ok(error instanceof TransactionFailed);
        assert.equal(
          error.message,
          'could not certify it again: blob::EAlreadyCertified: ' +
            'The blob is certified already; there is nothing to do.',
        );
        return true;
      },
    );
  });

  it('says so when the network is another one', async () => {
    const { client, deployment } = network;
    const { haulout: extend } = await import('@haulout/sdk/client');
    const lost = client.$extend(
      extend({ name: 'lost', systemObjectId: FRIEND, stakingObjectId: deployment.stakingObjectId }),
    );
    await assert.rejects(lost.lost.committee(), (error: HauloutError) => {
      assert.equal(error.code, 'CHAIN_STATE_MISSING');
      assert.match(error.message, /0xf1f1/);
      return true;
    });
  });
});
