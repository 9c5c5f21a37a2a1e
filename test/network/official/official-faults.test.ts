import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import {
  BlobBlockedError,
  BlobNotCertifiedError,
  InconsistentBlobError,
  NotEnoughBlobConfirmationsError,
  NotEnoughSliversReceivedError,
  type WriteBlobStep,
} from '@mysten/walrus';
import { Network, type Fault, type NetworkNode } from 'haulout';
import { BlobBlocked, BlobInconsistent, BlobInvalid } from '@haulout/sdk/client';
import { blobIdToString } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';
import { storeBadBlob } from '../../support/bad-blob.js';
import { frostOf, officialClient, type OfficialClient } from '../../support/official-client.js';

/**
 * A shard for each node. The official client asks a second node for metadata only in committees of more than
 * ten: with fewer it divides them into groups of none, and throws.
 */
const N = 11;
const F = 3;
const BYTES = seededBytes(4_000, 1);

let network: Network;
let official: OfficialClient;
let blobId: string;

beforeAll(async () => {
  network = await Network.start({ nodes: N, shards: N, seed: 'official faults' });
  for (const node of network.nodes) assert.equal(await network.shardsOf(node), 1);
  official = officialClient(network);
  ({ blobId } = await write(BYTES));
});
afterAll(() => network?.stop());
afterEach(async () => {
  for (const node of network.nodes) await node.recover();
});

const write = (blob: Uint8Array, options: { deletable?: boolean; resume?: WriteBlobStep } = {}) =>
  official.walrus.writeBlob({ blob, deletable: false, epochs: 2, signer: network.wallet, ...options });
const read = (id = blobId) => official.walrus.readBlob({ blobId: id });
async function breakNodes(nodes: readonly NetworkNode[], faults: readonly Fault[]) {
  for (const [index, node] of nodes.entries()) await node.setFault(faults[index % faults.length]);
}

describe('R23: the official client on a network with faulty nodes', () => {
  test('it reads and writes with f shards of faulty nodes: dead, silent, refusing, slow', async () => {
    const faulty = network.nodes.slice(0, F);
    await breakNodes(faulty, [{ kind: 'dead' }, { kind: 'silent' }, { kind: 'refusing' }]);
    assert.deepEqual(await read(), BYTES);
    assert.equal((await official.walrus.getVerifiedBlobStatus({ blobId })).type, 'permanent');

    // It waits for every node to take a write or fail, so that one that is silent would cost two of its
    // timeouts.
    await breakNodes(faulty, [{ kind: 'dead' }, { kind: 'slow', ms: 20 }, { kind: 'refusing' }]);
    const blob = seededBytes(3_000, 2);
    const written = await write(blob);
    assert.deepEqual(await read(written.blobId), blob);
    assert.deepEqual(await network.client.haulout.read({ blobId: written.blobId }), blob);
  });

  test('with more it gets too few confirmations, and goes on for free when nodes are back', async () => {
    await breakNodes(network.nodes.slice(5, 5 + F + 1), [{ kind: 'refusing' }]);
    const blob = seededBytes(3_000, 3);
    const options = { epochs: 2, deletable: true, signer: network.wallet };
    let resume: WriteBlobStep | undefined;
    await assert.rejects(async () => {
      for await (const step of official.walrus.writeBlobFlow({ blob }).run(options)) resume = step;
    }, NotEnoughBlobConfirmationsError);
    assert.equal(resume?.step, 'registered');
    await assert.rejects(network.client.haulout.read({ blobId: resume.blobId }), {
      code: 'BLOB_NOT_CERTIFIED',
    });

    for (const node of network.nodes) await node.recover();
    const before = await frostOf(network, network.wallet.toSuiAddress());
    const written = await write(blob, { resume, deletable: true });
    assert.equal(await frostOf(network, network.wallet.toSuiAddress()), before);
    assert.deepEqual(await read(written.blobId), blob);
  });

  test('with fewer than f + 2 nodes left it gets too few slivers', async () => {
    await breakNodes(network.nodes.slice(4), [{ kind: 'dead' }]);
    await assert.rejects(read(), NotEnoughSliversReceivedError);
  });

  test('a blob that was never registered, and one that was deleted, are not certified', async () => {
    const { blobId: unknown } = await official.walrus.computeBlobMetadata({ bytes: seededBytes(50, 4) });
    await assert.rejects(read(unknown), BlobNotCertifiedError);

    const deletable = await write(seededBytes(2_000, 5), { deletable: true });
    assert.deepEqual(await read(deletable.blobId), seededBytes(2_000, 5));
    await official.walrus.executeDeleteBlobTransaction({
      blobObjectId: deletable.blobObject.id,
      signer: network.wallet,
    });
    // Nodes learn of it with the next thing that makes them look at the chain.
    assert.deepEqual(await official.walrus.getVerifiedBlobStatus({ blobId: deletable.blobId }), {
      type: 'nonexistent',
    });
    await assert.rejects(read(deletable.blobId), BlobNotCertifiedError);
  });

  test('a blob is blocked when a quorum of operators blocks it, and readable when only f do', async () => {
    for (const node of network.nodes.slice(0, F)) node.block(blobId);
    assert.deepEqual(await read(), BYTES);
    for (const node of network.nodes) node.block(blobId);
    await assert.rejects(read(), BlobBlockedError);
    await assert.rejects(network.client.haulout.read({ blobId }), (error: unknown) => {
      assert.ok(error instanceof BlobBlocked, String(error));
      for (const { conduct } of error.nodes)
        assert.match(conduct[0]!.detail, /^.*451.*is blocked by the operator/);
      return true;
    });
    for (const node of network.nodes) node.block(blobId, false);
    assert.deepEqual(await read(), BYTES);
  });

  test('R12: a badly encoded blob is inconsistent for either client, and invalid once a node has found it out', async () => {
    const bad = await storeBadBlob(network, seededBytes(1_000, 6));
    const badId = blobIdToString(bad.blobId);
    await assert.rejects(read(badId), InconsistentBlobError);
    await assert.rejects(network.client.haulout.read({ blobId: badId }), BlobInconsistent);

    const finder = network.nodes[0]!;
    await finder.wipe();
    await finder.duties.catchUp();
    assert.equal((await official.walrus.getVerifiedBlobStatus({ blobId: badId })).type, 'invalid');
    await assert.rejects(read(badId), BlobNotCertifiedError);
    await assert.rejects(network.client.haulout.read({ blobId: badId }), BlobInvalid);
  });

  test('a blob whose epochs are over is not certified any more and takes no extension', async () => {
    const { blobId: short, blobObject } = await official.walrus.writeBlob({
      blob: seededBytes(900, 7),
      deletable: false,
      epochs: 1,
      signer: network.wallet,
    });
    await network.nextEpoch();
    official.walrus.reset();
    assert.deepEqual(await official.walrus.getVerifiedBlobStatus({ blobId: short }), { type: 'nonexistent' });
    await assert.rejects(read(short), BlobNotCertifiedError);
    await assert.rejects(network.client.haulout.read({ blobId: short }), { code: 'BLOB_EXPIRED' });
    await assert.rejects(
      official.walrus.executeExtendBlobTransaction({
        blobObjectId: blobObject.id,
        epochs: 1,
        signer: network.wallet,
      }),
      /blob::assert_certified_not_expired/,
    );
    assert.deepEqual(await read(), BYTES);
  });
});
