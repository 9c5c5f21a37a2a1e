/** R19: blobs that the network cannot or will not give, over real nodes, real HTTP and the real contracts. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import type { Network, NetworkNode } from 'haulout';
import { systemTimers } from '@haulout/sdk/base';
import { execute, signingCommittee } from '@haulout/sdk/chain';
import { BlobLost, isHauloutError } from '@haulout/sdk/client';
import { blobIdFromString } from '@haulout/sdk/encoding';
import { createStorageNodeClient, NodeFault, type LossStatement } from '@haulout/sdk/nodes';
import {
  addBeginEpoch,
  addRefused,
  addRevoke,
  gatherRefusals,
  gatherRevocation,
  gatherUnrecoverable,
  NotEnoughAttestations,
} from '@haulout/sdk/operator';
import { seededBytes } from '../../support/bytes.js';
import { addGateCall, publishGate } from '../../support/gate-package.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

const nodeClient = createStorageNodeClient({ fetch: (url, init) => fetch(url, init), timers: systemTimers });
const HOUR_MS = 3_600_000n;
let network: Network;

async function request(blobId: string, statement: LossStatement) {
  const { evidenceObjectId } = network.deployment;
  const committee = await network.client.haulout.committee();
  const urls = new Map(committee.nodes.map(({ nodeId, url }) => [nodeId, url]));
  return {
    committee: signingCommittee(committee),
    blobId: blobIdFromString(blobId),
    evidenceObjectId,
    ask: ({ nodeId }: { readonly nodeId: string }, signal: AbortSignal) => {
      const call = { nodeUrl: urls.get(nodeId)!, deadlineMs: 30_000, signal };
      return nodeClient.getLossStatement(call, blobId, statement);
    },
  };
}

async function send(what: string, add: (transaction: Transaction) => void): Promise<void> {
  const transaction = new Transaction();
  add(transaction);
  await execute({ client: network.devnet.client, what, transaction, signer: network.wallet });
}

async function refuse(blobId: string): Promise<void> {
  const refused = await gatherRefusals(await request(blobId, 'refusal'));
  await send('lose', (transaction) => addRefused(transaction, network.deployment, refused));
}

/** The number of the record that says that a blob is lost. */
async function lossOf(blobId: string): Promise<bigint> {
  const { record } = await network.client.haulout.blobStatus({ blobId });
  return record!.number;
}

async function revoke(blobId: string): Promise<void> {
  const record = await lossOf(blobId);
  const revoked = await gatherRevocation({ ...(await request(blobId, 'revocation')), record });
  await send('revoke', (transaction) => {
    addBeginEpoch(transaction, network.deployment);
    addRevoke(transaction, network.deployment, revoked);
  });
}

async function store(seed: number, epochs = 6) {
  const bytes = seededBytes(20_000, seed);
  const terms = { epochs, deletable: false, signer: network.wallet };
  return { bytes, ...(await network.client.haulout.store({ bytes, ...terms })) };
}

/** What a node answers to a reader of a sliver that it holds. */
async function answerOf(node: NetworkNode, blobId: string): Promise<string> {
  const committee = await network.client.haulout.committee();
  const { url } = committee.nodes.find(({ nodeId }) => nodeId === node.identity.nodeId)!;
  try {
    await nodeClient.getMetadata({ nodeUrl: url, deadlineMs: 30_000 }, blobId, 100_000);
    return 'given';
  } catch (error) {
    assert.ok(error instanceof NodeFault);
    return error.reason!;
  }
}

/** Nodes until they hold more than f shards, the smallest first. */
async function oneHonest(): Promise<NetworkNode[]> {
  const chosen: NetworkNode[] = [];
  for (let weight = 0; weight <= (await network.maxFaultyShards());) {
    const node = network.nodes[chosen.length]!;
    weight += await network.shardsOf(node);
    chosen.push(node);
  }
  return chosen;
}

describe('R19: a blob that more than f shards refuse', () => {
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  });
  afterAll(() => network?.stop());

  it('R19: is lost by the word of the refusing nodes, and no reader gets bytes or waits', async () => {
    const { blobId, bytes, blobObjectId } = await store(1);
    const { haulout } = network.client;
    assert.deepEqual(await haulout.read({ blobId }), bytes);
    await assert.rejects(refuse(blobId), NotEnoughAttestations);

    const refusing = await oneHonest();
    for (const node of refusing.slice(1)) node.block(blobId);
    await assert.rejects(refuse(blobId), NotEnoughAttestations);
    refusing[0]!.block(blobId);
    await refuse(blobId);

    const isLost = (error: unknown) => error instanceof BlobLost && error.record?.cause === 'refused';
    await assert.rejects(haulout.read({ blobId }), isLost);
    await assert.rejects(haulout.checkAvailability({ blobId }), isLost);
    const signer = network.wallet;
    await assert.rejects(haulout.blobs.extend({ blobObjectId, epochs: 1, signer }), isLost);
    assert.equal((await haulout.blobs.get({ blobObjectId })).record?.cause, 'refused');

    // The owner takes the storage back, once.
    const { storageObjectId } = await haulout.blobs.releaseLost({ blobObjectId, signer });
    assert.match(storageObjectId, /^0x/);
    await assert.rejects(haulout.blobs.releaseLost({ blobObjectId, signer }), (error) =>
      isHauloutError(error, 'CHAIN_STATE_MISSING'),
    );
  });

  it('R19: is seen as lost by contracts, in the order of transactions, and heals when it is revoked', async () => {
    const { devnet, deployment, wallet, client } = network;
    const gate = await publishGate(devnet, deployment, wallet);
    const { blobId, blobObjectId, bytes } = await store(2);
    const ask = (call: 'ask' | 'require') =>
      send('use the blob', (one) => addGateCall(one, deployment, { gate, call, blobObjectId }));
    await ask('require');

    const refusing = await oneHonest();
    for (const node of refusing) node.block(blobId);
    const refused = await gatherRefusals(await request(blobId, 'refusal'));
    // Before, in, and after the transaction that makes the record.
    const seen = async (add: (transaction: Transaction) => void): Promise<boolean[]> => {
      const transaction = new Transaction();
      add(transaction);
      const { digest } = await execute({
        client: devnet.client,
        what: 'lose',
        transaction,
        signer: wallet,
      });
      const done = await devnet.client.core.getTransaction({ digest, include: { events: true } });
      return done.Transaction!.events.flatMap(({ eventType, bcs }) =>
        eventType === `${gate}::gate::Asked` ? [bcs[0] === 1] : [],
      );
    };
    const asked = (one: Transaction) => addGateCall(one, deployment, { gate, call: 'ask', blobObjectId });
    assert.deepEqual(
      await seen((one) => {
        asked(one);
        addRefused(one, deployment, refused);
        asked(one);
      }),
      [true, false],
    );
    await assert.rejects(ask('require'), (error) => isHauloutError(error, 'TRANSACTION_FAILED'));
    assert.deepEqual(await seen(asked), [false]);

    // Nodes that hear of it refuse everything of the blob, whoever had blocked it.
    const honest = network.nodes.at(-1)!;
    await honest.duties.catchUp();
    assert.equal(await answerOf(honest, blobId), 'LOST_BLOB');

    await assert.rejects(revoke(blobId), NotEnoughAttestations);
    for (const node of refusing) node.block(blobId, false);
    await revoke(blobId);
    await ask('require');
    assert.deepEqual(await client.haulout.read({ blobId }), bytes);
    assert.equal(await answerOf(honest, blobId), 'given');
  });

  it('R19: can be stored again from the next epoch on, and is kept by nodes for two epochs', async () => {
    const { haulout } = network.client;
    const { blobId, bytes } = await store(3);
    const { blobId: other } = await store(4);
    for (const node of await oneHonest()) for (const id of [blobId, other]) node.block(id);
    await refuse(blobId);
    await refuse(other);
    await assert.rejects(store(3), BlobLost);
    const [node] = network.nodes;
    await node!.duties.catchUp();
    const kept = await node!.storedBytes();

    await network.nextEpoch();
    // Nodes would revoke the losses now, but nobody has told the judges of the epoch.
    for (const each of network.nodes) for (const id of [blobId, other]) each.block(id, false);
    await assert.rejects(haulout.read({ blobId }), BlobLost);
    const again = await store(3);
    assert.equal(again.blobId, blobId);
    assert.deepEqual(await haulout.read({ blobId }), bytes);
    await assert.rejects(haulout.read({ blobId: other }), BlobLost);

    await network.nextEpoch();
    await node!.duties.catchUp();
    assert.equal(await node!.storedBytes(), kept);
    await network.nextEpoch();
    await node!.duties.catchUp();
    assert.ok((await node!.storedBytes()) < kept);
    assert.deepEqual(await haulout.read({ blobId }), bytes);
  });
});

describe('R19: a blob of which too little is left', () => {
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
    await send('begin the epoch', (transaction) => addBeginEpoch(transaction, network.deployment));
  });
  afterAll(() => network?.stop());

  const statements = async (blobId: string) => gatherUnrecoverable(await request(blobId, 'unrecoverable'));

  /** Time passes on chain, and nodes start again, look at all blobs, and try to rebuild what they lack. */
  async function tryAfter(hours: bigint, nodes: readonly NetworkNode[]): Promise<void> {
    network.devnet.advanceClock(hours * HOUR_MS + 1n);
    for (const node of nodes) await node.restart();
    for (const node of nodes) await node.duties.catchUp();
  }

  it('R19: is not called lost by a node that is cut off from those who may have it', async () => {
    const { blobId, bytes } = await store(6);
    const [alone, ...others] = network.nodes;
    for (const node of others.slice(0, 2)) await node.crash();
    await alone!.wipe();
    for (const hours of [0n, 4n, 4n]) await tryAfter(hours, [alone!]);
    const failure = await statements(blobId).catch((error: unknown) => error);
    assert.ok(failure instanceof NotEnoughAttestations);
    assert.match(String(failure.refusals.get(alone!.identity.nodeId)), /does not say .* cannot be rebuilt/);

    for (const node of others.slice(0, 2)) await node.restart();
    await tryAfter(0n, [alone!]);
    assert.deepEqual(await network.client.haulout.read({ blobId }), bytes);
  });

  it('R19: is lost by the word of a quorum that has failed twice, an eighth of an epoch apart', async () => {
    const { haulout } = network.client;
    const { blobId } = await store(7);
    // The last node keeps what it has.
    const wiped = network.nodes.slice(0, -1);
    for (const node of wiped) await node.wipe();
    await tryAfter(0n, wiped);
    await assert.rejects(statements(blobId), NotEnoughAttestations);
    await tryAfter(2n, wiped);
    await assert.rejects(statements(blobId), NotEnoughAttestations);
    await tryAfter(2n, wiped);

    // The last of them has found enough that say so, and brought their statements to the chain.
    await assert.rejects(
      haulout.read({ blobId }),
      (error) => error instanceof BlobLost && error.record?.cause === 'unrecoverable',
    );
  });
});
