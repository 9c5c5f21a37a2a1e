import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import fc from 'fast-check';
import { Network, type Fault, type NetworkNode } from 'haulout';
import { blobIdFromString, pairOfShard, type Axis } from '@haulout/sdk/encoding';
import {
  type ConductKind,
  NotEnoughConfirmations,
  NotEnoughSlivers,
  type StoredBlob,
} from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';

const N_SHARDS = 20;
const BYTES = seededBytes(50_000, 77);
const KINDS: readonly Fault[] = [
  { kind: 'lying', lie: 'wrong-bytes' },
  { kind: 'lying', lie: 'other-blob' },
  { kind: 'lying', lie: 'wrong-index' },
  { kind: 'silent' },
  { kind: 'dead' },
  { kind: 'refusing' },
  { kind: 'slow', ms: 300 },
];
/** Impatient, so that silence costs tests little. */
const settings = {
  hedgeAfterMs: 60,
  uploadGraceMs: 10_000,
  doubtAfterMs: 250,
  requestMs: 1_500,
  uploadAttempts: 3,
  backoffMs: 20,
};

let network: Network;
let blob: StoredBlob;
let shards: Map<NetworkNode, number>;

beforeAll(async () => {
  network = await Network.start({ nodes: 10, shards: N_SHARDS, seed: 'one-blob', client: { settings } });
  // Another blob first, so that liars have something else to serve.
  await store(seededBytes(20_000, 5));
  blob = await store(BYTES);
  await everyNodeHolds(blob.blobId);
  shards = new Map(
    await Promise.all(network.nodes.map(async (node) => [node, await network.shardsOf(node)] as const)),
  );
});
afterAll(() => network?.stop());
afterEach(async () => {
  for (const node of network.nodes) await node.recover();
});

const store = (bytes: Uint8Array) =>
  network.client.haulout.store({ bytes, epochs: 5, deletable: false, signer: network.wallet });
const read = () => network.client.haulout.read({ blobId: blob.blobId });

/** Waits until the nodes hold all that the writer owes them: a certificate needs only two thirds of it. */
async function everyNodeHolds(blobId: string) {
  const { nodes, nShards } = await network.client.haulout.committee();
  for (const node of nodes) {
    for (const shard of node.shards) {
      for (const axis of ['primary', 'secondary'] satisfies Axis[]) {
        const pair = pairOfShard(blobIdFromString(blobId), shard, nShards);
        const answer = await fetch(`${node.url}/v1/blobs/${blobId}/slivers/${pair}/${axis}/status`);
        assert.deepEqual(
          await answer.json(),
          { success: { code: 200, data: 'Stored' } },
          `${node.name} ${pair} ${axis}`,
        );
      }
    }
  }
}

/** Nodes in the given order for as long as their shards stay within a limit. */
function within(limit: number, order: readonly NetworkNode[]): NetworkNode[] {
  let left = limit;
  return order.filter((node) => shards.get(node)! <= left && ((left -= shards.get(node)!), true));
}

describe('one blob on ten nodes', () => {
  test('R4: what was stored is certified on chain and reads back identical', async () => {
    assert.ok(blob.confirmedShards >= 14, `${blob.confirmedShards} of ${N_SHARDS} shards`);
    assert.deepEqual(await read(), BYTES);
    const status = await network.client.haulout.blobStatus({ blobId: blob.blobId });
    assert.equal(status.state, 'certified');
  });

  for (const fault of KINDS) {
    const name = fault.kind === 'lying' ? `lying with ${fault.lie}` : fault.kind;
    test(`R10: a reader routes around f shards of nodes that are ${name}`, async () => {
      const f = await network.maxFaultyShards();
      const faulty = within(f, network.nodes);
      assert.ok(faulty.length > 0);
      for (const node of faulty) await node.setFault(fault);
      assert.deepEqual(await read(), BYTES);
    });
  }

  test('R10: a reader routes around any f shards of nodes with any mixture of faults', async () => {
    const f = await network.maxFaultyShards();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...network.nodes], { minLength: 10 }),
        fc.array(fc.constantFrom(...KINDS), { minLength: 10, maxLength: 10 }),
        async (order, kinds) => {
          const faulty = within(f, order);
          for (const node of network.nodes) await node.setFault(undefined);
          for (const [index, node] of faulty.entries()) await node.setFault(kinds[index]);
          assert.deepEqual(await read(), BYTES);
        },
      ),
      { seed: 10, numRuns: 10 },
    );
  });

  test('R2: a certified blob is readable when only f + 1 honest shards are left', async () => {
    const f = await network.maxFaultyShards();
    for (const [index, node] of within(N_SHARDS - f - 1, network.nodes).entries()) {
      await node.setFault(KINDS[index % 6]);
    }
    assert.deepEqual(await read(), BYTES);
  });

  test('R10: with fewer honest shards left the read fails and says what each node did', async () => {
    const kinds: Fault[] = [
      { kind: 'dead' },
      { kind: 'refusing' },
      { kind: 'lying', lie: 'wrong-bytes' },
      { kind: 'silent' },
    ];
    const honest = network.nodes[0]!;
    for (const [index, node] of network.nodes.slice(1).entries())
      await node.setFault(kinds[index % kinds.length]);
    const error = await network.client.haulout.read({ blobId: blob.blobId, requireCertified: false }).then(
      () => assert.fail('read with too few honest shards'),
      (error: unknown) => error,
    );
    assert.ok(error instanceof NotEnoughSlivers, String(error));
    const conduct = new Map(
      error.nodes.map((report) => [report.node.name, new Set(report.conduct.map(({ kind }) => kind))]),
    );
    // A silent node is still `slow` when the read gives up because the others cannot suffice any more.
    const expected: Readonly<Record<string, readonly ConductKind[]>> = {
      dead: ['unreachable'],
      refusing: ['failed'],
      lying: ['wrong-bytes'],
      silent: ['silent', 'slow'],
    };
    for (const node of network.nodes) {
      if (node === honest) continue;
      const kinds = expected[node.fault!.kind]!;
      assert.ok(
        kinds.some((kind) => conduct.get(node.identity.name)?.has(kind)),
        `${node.identity.name} was ${node.behaviour}: ${error.message}`,
      );
    }
  });

  test('R1: a write succeeds with f shards of faulty nodes', async () => {
    const f = await network.maxFaultyShards();
    for (const [index, node] of within(f, network.nodes).entries()) {
      await node.setFault(([{ kind: 'dead' }, { kind: 'silent' }, { kind: 'refusing' }] as const)[index % 3]);
    }
    const bytes = seededBytes(9_000, 31);
    const stored = await store(bytes);
    for (const node of network.nodes) await node.recover();
    assert.deepEqual(await network.client.haulout.read({ blobId: stored.blobId }), bytes);
  });

  test('R1: a write with more faulty shards is not certified, and says what each node did', async () => {
    const f = await network.maxFaultyShards();
    const faulty = within(f + 2, network.nodes);
    for (const node of faulty) await node.setFault({ kind: 'refusing' });
    await assert.rejects(store(seededBytes(9_000, 32)), (error: unknown) => {
      assert.ok(error instanceof NotEnoughConfirmations, String(error));
      const named = new Set(
        error.nodes.filter(({ conduct }) => conduct.length > 0).map(({ node }) => node.name),
      );
      for (const node of faulty) assert.ok(named.has(node.identity.name), error.message);
      return true;
    });
  });

  test('a node killed in the middle of an upload and restarted keeps what it had, and the write goes on', async () => {
    const victim = network.nodes[4]!;
    const bytes = seededBytes(40_000, 33);
    let killed: Promise<void> | undefined;
    const stored = await network.client.haulout.store({
      bytes,
      epochs: 2,
      deletable: true,
      signer: network.wallet,
      onProgress(progress) {
        if (progress.phase === 'uploading' && !killed) killed = victim.restart();
      },
    });
    await killed;
    assert.deepEqual(await network.client.haulout.read({ blobId: stored.blobId }), bytes);
    await victim.restart();
    assert.deepEqual(await network.client.haulout.read({ blobId: blob.blobId }), BYTES);
  });

  test('R4: a second certificate for the same object is refused by the contract, by name', async () => {
    const confirmations = await network.client.haulout.gatherConfirmations({
      blobId: blobIdFromString(blob.blobId),
      persistence: blob.persistence,
    });
    const transaction = await network.client.haulout.certifyTransaction({
      blobObjectId: blob.blobObjectId,
      confirmations,
    });
    const outcome = await network.client
      .signAndExecuteTransaction({ transaction, signer: network.wallet })
      .then(
        (result) => result.$kind,
        (error: unknown) => String(error),
      );
    assert.notEqual(outcome, 'Transaction');
  });
});
