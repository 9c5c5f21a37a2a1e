import assert from 'node:assert/strict';
import test, { after, before, describe } from 'node:test';
import { Network, type NetworkNode } from 'haulout';
import { blobIdFromString, pairOfShard } from '@haulout/sdk/encoding';
import type { StoredBlob } from '@haulout/sdk/client';
import { seededBytes } from '../node/support/blob-fixture.js';

const N_SHARDS = 13;
const BYTES = seededBytes(40_000, 91);
const settings = { hedgeAfterMs: 60, doubtAfterMs: 250, requestMs: 1_500, uploadAttempts: 2, backoffMs: 20 };

let network: Network;

before(async () => {
  network = await Network.start({ nodes: 5, shards: N_SHARDS, seed: 'recovery', client: { settings } });
});
after(() => network?.stop());

const store = (bytes: Uint8Array, epochs = 5) =>
  network.client.haulout.store({ bytes, epochs, deletable: false, signer: network.wallet });
const outcomesOf = async (node: NetworkNode, { blobId }: StoredBlob) =>
  (await node.duties.catchUp()).filter((outcome) => outcome.blobId === blobId).map(({ kind }) => kind);
async function holdsAll(node: NetworkNode, { blobId }: StoredBlob): Promise<boolean> {
  const { nodes, nShards } = await network.client.haulout.committee();
  const { url, shards } = nodes.find(({ nodeId }) => nodeId === node.identity.nodeId)!;
  for (const shard of shards) {
    const pair = pairOfShard(blobIdFromString(blobId), shard, nShards);
    for (const axis of ['primary', 'secondary']) {
      const answer = await fetch(`${url}/v1/blobs/${blobId}/slivers/${pair}/${axis}`);
      if (!answer.ok) return false;
    }
  }
  return true;
}
const confirms = async (node: NetworkNode, { blobId }: StoredBlob) =>
  (await fetch(`${node.front.url}/v1/blobs/${blobId}/confirmation/permanent`)).ok;

describe('R13: nodes of a real network heal', () => {
  let blob: StoredBlob;

  test('R13: a node that was dead while a blob was written has it all after its first round of duties', async () => {
    const absent = network.nodes[3]!;
    await absent.crash();
    blob = await store(BYTES);
    await absent.restart();
    assert.equal(await confirms(absent, blob), false);
    assert.ok((await outcomesOf(absent, blob)).includes('recovered'));
    assert.ok(await holdsAll(absent, blob));
    assert.ok(await confirms(absent, blob));
  });

  test('R13: every node in turn can lose all that it has, and holds and confirms everything again', async () => {
    // The writer may have left a node out that was slow.
    for (const node of network.nodes) await node.duties.catchUp();
    for (const node of network.nodes) {
      await node.wipe();
      assert.equal(await holdsAll(node, blob), false);
      assert.ok((await outcomesOf(node, blob)).includes('recovered'));
      assert.ok(await holdsAll(node, blob));
      assert.ok(await confirms(node, blob));
    }
    assert.deepEqual(await network.client.haulout.read({ blobId: blob.blobId }), BYTES);
  });

  test('R13: a wiped node heals while f shards of its neighbours are silent', async () => {
    const [first, , , , last] = network.nodes;
    await first!.hang();
    await last!.wipe();
    assert.ok((await outcomesOf(last!, blob)).includes('recovered'));
    await first!.recover();
    assert.ok(await confirms(last!, blob));
  });

  test('R3: when a blob has expired its nodes remove it, and keep the one that has not', async () => {
    const short = await store(seededBytes(9_000, 92), 1);
    for (const node of network.nodes) await node.duties.catchUp();
    assert.ok(await holdsAll(network.nodes[0]!, short));
    await network.nextEpoch();
    for (const node of network.nodes) {
      assert.deepEqual(await outcomesOf(node, short), ['collected']);
      const { status } = await fetch(`${node.front.url}/v1/blobs/${short.blobId}/metadata`);
      assert.equal(status, 404);
    }
    assert.deepEqual(await network.client.haulout.read({ blobId: blob.blobId }), BYTES);
  });
});
