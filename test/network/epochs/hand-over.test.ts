import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Network, type NetworkNode } from 'haulout';
import type { StoredBlob } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { accusations, bytesPerShard, metric, movedShards, serves, settings } from './hand-over.js';
import { officialClient } from '../../support/official-client.js';

const N_SHARDS = 16;

let network: Network;
let seed = 400;
/** What has been stored so far, with the bytes that must come back. */
const stored: { readonly blob: StoredBlob; readonly bytes: Uint8Array }[] = [];

beforeAll(async () => {
  network = await Network.start({ nodes: 5, shards: N_SHARDS, seed: 'epochs', client: { settings } });
  await store(9_000, true);
  await store(700, false);
});
afterAll(() => network?.stop());

async function store(length: number, deletable: boolean): Promise<StoredBlob> {
  const bytes = seededBytes(length, seed++);
  const blob = await network.client.haulout.store({ bytes, epochs: 40, deletable, signer: network.wallet });
  stored.push({ blob, bytes });
  return blob;
}

/**
 * Reads everything there is with a client of ours and, unless a node of the committee that it asks is down,
 * with the official one: in committees as small as this it gives up at the first node that lacks metadata.
 */
async function readAll(withOfficial = true): Promise<void> {
  const official = withOfficial ? officialClient(network) : undefined;
  for (const { blob, bytes } of stored) {
    assert.deepEqual(await network.client.haulout.read(blob), bytes);
    official?.walrus.reset();
    if (official) assert.deepEqual(await readWithLuck(official, blob), bytes);
  }
  const { blob, bytes } = stored[0]!;
  assert.deepEqual(
    await network.client.haulout.readRange({ blobId: blob.blobId, start: 10, end: 3_000 }),
    bytes.slice(10, 3_000),
  );
}

/**
 * The official client asks a random node for metadata first, and gives up with a `RangeError` when that one
 * lacks it, as the last of a quorum may for a moment after a store.
 */
async function readWithLuck(
  official: ReturnType<typeof officialClient>,
  blob: StoredBlob,
): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await official.walrus.readBlob(blob);
    } catch (error) {
      if (!(error instanceof RangeError) || attempt === 20) throw error;
    }
  }
}

/** Reads and writes as long as the shards are on the move. */
async function useNetwork(withOfficial = true): Promise<void> {
  assert.equal((await network.client.haulout.stakingState()).phase.kind, 'EpochChangeSync');
  await readAll(withOfficial);
  const { epoch } = await network.client.haulout.committee();
  assert.equal((await store(500, true)).epoch, epoch, 'the new committee certifies at once');
  await readAll(withOfficial);
}

async function shardsOf(node: NetworkNode): Promise<readonly number[]> {
  const { committee } = await network.client.haulout.stakingState();
  return (committee.get(node.identity.nodeId) ?? []).toSorted((a, b) => a - b);
}

/** Whether each node of the committee that runs serves every sliver that it owes. */
async function allHeld(): Promise<void> {
  for (const node of network.nodes.filter(({ isRunning }) => isRunning)) {
    const shards = await shardsOf(node);
    for (const { blob } of stored) {
      assert.ok(
        await serves(node, blob.blobId, shards, N_SHARDS),
        `${node.identity.name} has ${blob.blobId}`,
      );
    }
  }
}

/** Ends voting and starts the epoch; tells what had been stored and which shards move. */
async function changeEpoch(beforeStart: () => Promise<unknown> = async () => undefined) {
  for (const node of network.nodes.filter(({ isRunning }) => isRunning)) await node.duties.catchUp();
  await network.endVoting();
  await beforeStart();
  const blobs = [...stored];
  const epoch = await network.startEpoch();
  const { previousCommittee, committee } = await network.client.haulout.stakingState();
  const moved = movedShards(previousCommittee, committee);
  const perShard = blobs.reduce((sum, { bytes }) => sum + bytesPerShard(N_SHARDS, bytes.length), 0);
  const came = {
    transferred: await metric(network, 'transferred_bytes_total'),
    recovered: await metric(network, 'recovered_slivers_total'),
  };
  return { epoch, moved, minimum: moved * perShard, perShard, blobs, came };
}

const since = async (came: { readonly transferred: number; readonly recovered: number }) => ({
  transferred: (await metric(network, 'transferred_bytes_total')) - came.transferred,
  recovered: (await metric(network, 'recovered_slivers_total')) - came.recovered,
});

describe('R5: shards move, readers and writers never notice', () => {
  let joined: NetworkNode;

  test('a node that joins takes over exactly its shards, and all go on while it does', async ({
    annotate,
  }) => {
    joined = await network.addNode();
    const change = await changeEpoch();
    assert.ok((await shardsOf(joined)).length > 0);
    await useNetwork();
    const { done, nodes } = await network.finishEpoch();
    assert.ok(done);
    assert.ok([...nodes.values()].every((it) => it.done && it.recovered.length === 0));
    const { transferred, recovered } = await since(change.came);
    await annotate(`${change.moved} shards moved, ${transferred} bytes; minimum ${change.minimum}`);
    assert.equal(transferred, change.minimum);
    assert.equal(recovered, 0);
    await allHeld();
    await readAll();
    assert.equal((await accusations(network, change.epoch)).size, 0);
  });

  test('R18: a node that leaves politely serves until voting ends, then has nothing left', async ({
    annotate,
  }) => {
    const leaver = network.nodes[0]!;
    const had = await shardsOf(leaver);
    await network.unstake(leaver);
    const change = await changeEpoch();
    assert.deepEqual(await shardsOf(leaver), []);
    await useNetwork();
    const { done, nodes } = await network.finishEpoch();
    assert.ok(done);
    assert.ok([...nodes.values()].every((it) => it.done && it.recovered.length === 0));
    const { transferred } = await since(change.came);
    await annotate(`${change.moved} shards moved, ${transferred} bytes; minimum ${change.minimum}`);
    assert.equal(change.moved, had.length, 'no other shard moves');
    assert.equal(transferred, change.minimum);
    await allHeld();

    await leaver.duties.catchUp();
    for (const { blob } of change.blobs) assert.ok(await serves(leaver, blob.blobId, had, N_SHARDS));
    await network.endVoting();
    await leaver.duties.catchUp();
    for (const { blob } of change.blobs) {
      assert.equal(await serves(leaver, blob.blobId, had.slice(0, 1), N_SHARDS), false);
    }
    assert.equal(await leaver.storedBytes(), 0);
    await network.startEpoch();
    assert.ok((await network.finishEpoch()).done);
    await leaver.crash();
    await readAll();
  });

  test('R18: a node that leaves silently: the others rebuild its shards, and it is on record', async ({
    annotate,
  }) => {
    const leaver = network.nodes[1]!;
    const had = await shardsOf(leaver);
    await network.unstake(leaver);
    const change = await changeEpoch(() => leaver.crash());
    await useNetwork(false);
    const { done, nodes } = await network.finishEpoch();
    assert.ok(done);
    const recovered = [...nodes.values()].flatMap((it) => it.recovered).sort((a, b) => a - b);
    assert.deepEqual(recovered, had);
    assert.deepEqual(await accusations(network, change.epoch), new Map([[leaver.identity.nodeId, had]]));
    const came = await since(change.came);
    const slivers = 2 * change.moved * change.blobs.length;
    await annotate(`${change.moved} shards moved, ${came.recovered} slivers rebuilt of at least ${slivers}`);
    assert.equal(came.transferred, 0);
    assert.ok(came.recovered >= slivers);
    await allHeld();
    await readAll();
  });

  test('R18: a node that has lost its data leaves: what it cannot deliver is rebuilt, and it is on record', async () => {
    const leaver = joined;
    const had = await shardsOf(leaver);
    await network.unstake(leaver);
    const change = await changeEpoch(() => leaver.wipe());
    await useNetwork(false);
    const { done } = await network.finishEpoch();
    assert.ok(done);
    assert.deepEqual(await accusations(network, change.epoch), new Map([[leaver.identity.nodeId, had]]));
    await allHeld();
    await readAll();
  });
});

describe('R13: nodes that come back', () => {
  test('a node that returns without memory has its shards again before it reports, old and new ones', async () => {
    const node = network.nodes[2]!;
    await network.stake(node);
    const change = await changeEpoch();
    assert.ok(change.moved > 0);
    // What it has counted itself begins anew.
    const forgotten = await metric({ nodes: [node] }, 'transferred_bytes_total');
    await node.wipe();
    const { done, nodes } = await network.finishEpoch();
    assert.ok(done);
    assert.deepEqual(nodes.get(node.identity.nodeId), { done: true, recovered: [] });
    const came = await since(change.came);
    assert.equal(came.transferred + forgotten, change.minimum, 'what it gained came from those who had it');
    assert.ok(came.recovered > 0, 'what it had before came from its neighbours');
    await allHeld();
    await readAll();
  });
});
