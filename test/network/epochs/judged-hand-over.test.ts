/** R17: what a hand-over has shown is judged by operators' runners, while the chain's clock goes on. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network, NetworkNode } from 'haulout';
import { readNodePenalties, readPenaltiesTaken } from '@haulout/sdk/chain';
import { events } from '@haulout/sdk/contracts';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { operate } from '../../support/operate.js';

let network: Network;
let leaver: NetworkNode;

/** Time passes in parts of an epoch, and operators do what is due. */
async function pass({ parts, of }: { readonly parts: number; readonly of: bigint }): Promise<string[]> {
  const done: string[] = [];
  for (let part = 0; part < parts; part++) {
    network.devnet.advanceClock(network.deployment.parameters.epochDurationMs / of);
    done.push(...(await operate(network)));
  }
  return done;
}

const penalties = () => readNodePenalties(network.devnet.client, leaver.identity.nodeId);
const taken = () => readPenaltiesTaken(network.devnet.client, network.deployment.stakingObjectId);

async function burned(): Promise<bigint[]> {
  const { devnet, deployment } = network;
  const eventType = `${deployment.packageId}::events::PenaltiesBurned`;
  const { events: found } = await devnet.client.core.listEvents({ filter: { eventType } });
  return found.map(({ bcs }) => BigInt(events.PenaltiesBurned.parse(bcs).amount));
}

describe('R17: an old owner that delivers nothing', () => {
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
    const bytes = seededBytes(9_000, 71);
    await network.client.haulout.store({ bytes, epochs: 20, deletable: false, signer: network.wallet });
    for (const node of network.nodes) await node.duties.catchUp();
    leaver = network.nodes[0]!;
    await network.unstake(leaver);
    await network.endVoting();
    await leaver.crash();
    await network.startEpoch();
  });
  afterAll(() => network?.stop());

  it('R17: pays with its stake, once, by the word of the new owners and the hand of a runner', async () => {
    assert.deepEqual((await penalties()).taken, []);
    const done = await pass({ parts: 2, of: 64n });
    assert.equal(done.filter((kind) => kind === 'report-shards').length, 3);
    assert.ok(done.includes('judge-hand-over'), done.join(', '));
    const { epoch } = await network.client.haulout.committee();
    // 1 % of the stake, which has left with the epoch, for all of its shards.
    assert.deepEqual((await penalties()).taken, [{ epoch, ppm: 10_000 }]);

    const later = await pass({ parts: 1, of: 64n });
    assert.ok(!later.includes('judge-hand-over'), 'nothing is left to judge');
  });

  it('R17: and what was taken is burned when the epoch ends', async () => {
    assert.ok((await taken()) > 0n);
    const done = await pass({ parts: 15, of: 16n });
    assert.equal(done.filter((kind) => kind === 'burn-penalties').length, 1, done.join(', '));
    assert.equal((await burned()).length, 1);
    assert.ok((await burned())[0]! > 0n);
  });
});
