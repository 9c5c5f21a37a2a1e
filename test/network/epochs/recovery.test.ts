import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import { MIST_PER_SUI } from '@haulout/devnet';
import { execute } from '@haulout/sdk/chain';
import { Network, type NetworkNode } from 'haulout';
import { blobIdFromString, blobIdToString, pairOfShard } from '@haulout/sdk/encoding';
import { BlobInvalid, type StoredBlob } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { storeBadBlob } from '../../support/bad-blob.js';

const N_SHARDS = 13;
const BYTES = seededBytes(40_000, 91);
const settings = { hedgeAfterMs: 60, doubtAfterMs: 250, requestMs: 1_500, uploadAttempts: 2, backoffMs: 20 };

let network: Network;

beforeAll(async () => {
  network = await Network.start({ nodes: 5, shards: N_SHARDS, seed: 'recovery', client: { settings } });
});
afterAll(() => network?.stop());

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
      await node.duties.catchUp();
      const { status } = await fetch(`${node.front.url}/v1/blobs/${short.blobId}/metadata`);
      assert.equal(status, 404);
    }
    assert.deepEqual(await network.client.haulout.read({ blobId: blob.blobId }), BYTES);
  });
});

describe('R12: a badly encoded blob is found out and declared invalid by the nodes alone', () => {
  const invalidations = async () => {
    const { packageId } = network.deployment;
    const filter = { eventType: `${packageId}::events::InvalidBlobID` };
    return (await network.client.core.listEvents({ filter, after: null, limit: 50 })).events.length;
  };

  test('R12: with f shards silent, the finder brings the word of the others to the chain, and all readers know', async () => {
    const { blobId } = await storeBadBlob(network, seededBytes(2_000, 93));
    const text = blobIdToString(blobId);
    const [finder, silent, ...others] = network.nodes;
    await finder!.wipe();
    await silent!.hang();
    const outcomes = await finder!.duties.catchUp();
    await silent!.recover();
    assert.equal(outcomes.find((outcome) => outcome.blobId === text)?.kind, 'inconsistent');
    assert.equal(await invalidations(), 1);
    await assert.rejects(network.client.haulout.read({ blobId: text }), BlobInvalid);
    for (const node of others) {
      const outcomes = await node.duties.catchUp();
      assert.equal(outcomes.find((outcome) => outcome.blobId === text)?.kind, 'collected');
    }
  });

  test('R12: a finder that cannot pay for it goes on with its duties, and declares it when it starts anew', async () => {
    const { blobId } = await storeBadBlob(network, seededBytes(2_000, 94));
    const text = blobIdToString(blobId);
    const good = await store(seededBytes(500, 95));
    const finder = network.nodes[2]!;
    const { operator } = finder.identity;
    const allGas = new Transaction();
    allGas.transferObjects([allGas.gas], network.wallet.toSuiAddress());
    await execute({
      client: network.client,
      what: 'give all gas away',
      transaction: allGas,
      signer: operator,
    });
    await finder.wipe();
    const outcomes = await finder.duties.catchUp();
    assert.equal(outcomes.find((outcome) => outcome.blobId === text)?.kind, 'inconsistent');
    assert.ok(await holdsAll(finder, good));
    assert.equal(await invalidations(), 1);

    network.devnet.fund(operator.toSuiAddress(), MIST_PER_SUI);
    await finder.restart();
    await finder.duties.catchUp();
    assert.equal(await invalidations(), 2);
    await assert.rejects(network.client.haulout.read({ blobId: text }), BlobInvalid);
  });
});
