/** R19: a node whose disk is gone says so, and says when all is back, without its operator. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network, NetworkNode } from 'haulout';
import { readDeclaredShards, readEvidenceState, type DeclaredShards } from '@haulout/sdk/chain';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { operate } from '../../support/operate.js';

let network: Network;
let victim: NetworkNode;
let others: readonly NetworkNode[];

async function declared(): Promise<DeclaredShards | undefined> {
  const { client } = network.devnet;
  const evidence = await readEvidenceState(client, network.deployment.evidenceObjectId);
  const nodeIds = [victim.identity.nodeId];
  return (await readDeclaredShards(client, evidence, { nodeIds })).get(nodeIds[0]!);
}

/** Part of an epoch passes on chain; then the operators, and the node, do what is due. */
async function pass(part: bigint): Promise<void> {
  network.devnet.advanceClock(network.deployment.parameters.epochDurationMs / part + 1n);
  await operate(network);
  await victim.duties.catchUp();
}

async function nextEpoch(): Promise<void> {
  await network.nextEpoch();
  await operate(network);
}

const shardsOf = async (node: NetworkNode): Promise<readonly number[]> => {
  const { current } = await network.client.haulout.committees();
  return current.nodes.find(({ nodeId }) => nodeId === node.identity.nodeId)!.shards;
};

beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  victim = network.nodes[3]!;
  others = network.nodes.slice(0, 2);
  await network.client.haulout.store({
    bytes: seededBytes(20_000, 1),
    ...{ epochs: 8, deletable: false, signer: network.wallet },
  });
  await nextEpoch();
  for (const node of network.nodes) await node.duties.catchUp();
});
afterAll(() => network?.stop());

describe('R19: a node that has lost its disk', () => {
  it('R19: says nothing when it has everything back in time', async () => {
    await victim.wipe();
    await victim.duties.catchUp();
    await pass(32n);
    assert.equal(await declared(), undefined);
  });

  it('R19: declares its shards lost, once, when they have not come back after a while', async () => {
    for (const node of others) await node.crash();
    await victim.wipe();
    await victim.duties.catchUp();
    assert.equal(await declared(), undefined);
    // A round may be open, which by itself comes to an end.
    for (let tries = 0; tries < 8 && (await declared()) === undefined; tries++) await pass(32n);
    const said = await declared();
    assert.deepEqual(said?.shards, await shardsOf(victim));
    assert.equal(said?.isRestored, false);
    // A second declaration would cost stake.
    await pass(64n);
    await victim.restart();
    await pass(64n);
    assert.deepEqual(await declared(), said);
  });

  it('R19: says that it has them again when all is back, also after a restart', async () => {
    for (const node of others) await node.restart();
    await victim.restart();
    for (let tries = 0; tries < 8 && (await declared())?.isRestored !== true; tries++) await pass(64n);
    assert.equal((await declared())?.isRestored, true);
    const round = await network.rounds.whole();
    const member = round.members.find(({ nodeId }) => nodeId === victim.identity.nodeId);
    assert.equal(member?.verdict, 'passed');
  });

  it('R19: leaves a second declaration within a few epochs to its operator', async () => {
    await nextEpoch();
    for (const node of network.nodes) await node.duties.catchUp();
    const before = await declared();
    for (const node of others) await node.crash();
    await victim.wipe();
    await victim.duties.catchUp();
    for (let time = 0; time < 4; time++) await pass(32n);
    assert.deepEqual(await declared(), before);
  });
});
