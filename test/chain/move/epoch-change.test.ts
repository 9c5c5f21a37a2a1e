/**
 * R5, R6, R17: an epoch change of a large network fits Sui's transactions with room to spare, and what it
 * moves can be read from the chain. `npm run bench -- epochs` measures the same at up to 150 nodes.
 */
import assert from 'node:assert/strict';
import { Transaction } from '@mysten/sui/transactions';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { addNodeChanges } from '@haulout/sdk/operator';
import { apportion, leastMoved, shardsMoved } from '../../support/apportionment.js';
import { PaperNetwork, type Cost, type PaperNode } from '../../support/paper-network.js';

const NODES = 50;
const SHARDS = 1000;
/** WAL at stake with node `index`. */
const stakeOf = (index: number): number => 1000 + ((index * 7919) % 1000);

/**
 * A third of what grows with the number of nodes, a ninth of what grows with its square: the largest
 * committee has 150.
 */
function fits({ units, children, largest, events }: Cost): void {
  assert.ok(units < 5_000_000 / 9, `${units} units of computation`);
  assert.ok(children < 1000 / 3, `${children} child objects`);
  assert.ok(largest < 256_000 / 3, `${largest} bytes`);
  assert.ok(events < 1024 / 3, `${events} events`);
}

describe(`R5, R6: an epoch change with ${NODES} nodes and ${SHARDS} shards`, () => {
  let network: PaperNetwork;
  const stakes = new Map<string, number>();
  const byId = (nodeId: string): PaperNode => network.nodes.find((node) => node.nodeId === nodeId)!;

  beforeAll(async () => {
    network = await PaperNetwork.start(SHARDS);
    const nodes = await network.register(NODES);
    for (const [index, { nodeId }] of nodes.entries()) stakes.set(nodeId, stakeOf(index));
    await network.stake(nodes, [...stakes.values()]);
    fits(await network.endVoting());
    fits(await network.startEpoch());
    for (const cost of await network.syncDone(network.members(), NODES)) fits(cost);
  });
  afterAll(() => network.devnet.stop());

  test('moves as little as the change of stake asks for, and says what moves from whom to whom', async () => {
    const growing = network.nodes.filter((_, index) => index % 3 === 0);
    await network.stake(
      growing,
      growing.map(() => 500),
    );
    for (const { nodeId } of growing) stakes.set(nodeId, stakes.get(nodeId)! + 500);
    const old = network.committee();
    fits(await network.endVoting());
    fits(await network.startEpoch());

    const counts = apportion([...stakes.values()].map(BigInt), SHARDS);
    const entitled = new Map([...stakes.keys()].map((node, index) => [node, counts[index]!]));
    const moved = shardsMoved(old, network.committee());
    assert.equal(moved, leastMoved(old, entitled));
    assert.ok(moved > 0);

    const { receivers, deadline_ms, started_ms } = network.handOvers().current!;
    assert.equal(BigInt(deadline_ms) - BigInt(started_ms), 1_800_000n);
    let told = 0;
    for (const { node_id, transfers } of receivers) {
      for (const { from, shards } of transfers) {
        told += shards.length;
        for (const shard of shards) {
          assert.ok(old.get(from)!.includes(shard) && network.committee().get(node_id)!.includes(shard));
        }
      }
    }
    assert.equal(told, moved);
  });

  test('R18: leaves the failures of nodes on record, each with its evidence', async () => {
    const [accuser, silent] = network.handOvers().current!.receivers;
    const { from, shards } = accuser!.transfers[0]!;
    fits(await network.reportRecovered(byId(accuser!.node_id), shards));
    const missing = byId(silent!.node_id);
    for (const cost of await network.syncDone(network.members().filter((node) => node !== missing)))
      fits(cost);
    network.devnet.advanceClock(1_800_001);
    fits(await network.recordMissed(missing));

    const { offences, done_ms } = network.handOvers().current!;
    assert.notEqual(done_ms, null);
    assert.equal(offences.length, 2);
    assert.deepEqual(
      offences.map(({ node_id, evidence }) => [node_id, evidence.$kind]),
      [
        [from, 'Accusations'],
        [missing.nodeId, 'MissedDeadline'],
      ],
    );
    assert.deepEqual(offences[0]!.evidence.Accusations!.accusers, [accuser!.node_id]);
    // Less than a third of the shards moved: faulty nodes alone may have received the others.
    assert.equal(offences[1]!.evidence.MissedDeadline!.others_in_time, false);
  });

  test('R8: each vote for what is burned fits as well, though it counts those of all others', async () => {
    for (const [index, { capId }] of network.members().entries()) {
      const transaction = new Transaction();
      addNodeChanges(transaction, network.deployment, { capId, burnRate: (index * 37) % 1001 });
      await network.run(transaction);
      fits(network.lastCost);
    }
  });
});

describe('R6: the largest network, of which every node and every shard changes', () => {
  test('R17: fits Sui, which may count twice the units, also where every node that leaves owes', async () => {
    const network = await PaperNetwork.start(10_000, { hasOwnJudge: true });
    const half = ({ units, children, largest, events }: Cost): void => {
      assert.ok(units < 5_000_000 / 2, `${units} units of computation`);
      assert.ok(children < 1000, `${children} child objects`);
      assert.ok(largest < 256_000 / 2 && events < 1024 / 2, `${largest} bytes, ${events} events`);
    };
    const change = async (): Promise<void> => {
      half(await network.endVoting());
      half(await network.startEpoch());
      for (const cost of await network.advancePools()) half(cost);
      for (const cost of await network.syncDone(network.members(), 75)) half(cost);
    };
    const before = await network.register(150);
    await network.stake(
      before,
      before.map((_, index) => stakeOf(index)),
    );
    await change();
    const others = await network.register(150);
    await network.stake(
      others,
      others.map((_, index) => stakeOf(index) + 1000),
    );
    // What they earn at last makes candidates of those who leave, so that places change hands as well.
    await network.payForStorage(1);
    await network.subsidise(10_000_000);
    await network.penalise(before, 100_000, 250_000);
    await change();
    const committee = network.committee();
    assert.ok(others.every(({ nodeId }) => committee.has(nodeId)) && committee.size === 150);
    const subsidies = await network.openSubsidies(1);
    await change();
    assert.ok(before.every(({ nodeId }) => network.committee().has(nodeId)));
    // Those who served before are paid their subsidies in one transaction, as no pool waits any more.
    half(await network.processSubsidies(subsidies));
    assert.ok(network.lastCost.events > 150, 'one event for each of them');
    network.devnet.stop();
  });
});

describe('the pools that an epoch change moves on', () => {
  test('look up at most seven child objects each, five if their node serves on, six if it leaves', async () => {
    const network = await PaperNetwork.start(20);
    const before = await network.register(4);
    const amounts = before.map((_, index) => stakeOf(index));
    const children = async (): Promise<number> => {
      await network.endVoting();
      const cost = await network.startEpoch();
      await network.syncDone(network.members(), 4);
      return cost.children;
    };
    await network.stake(before, amounts);
    await children();
    const others = await network.register(4);
    const serving = await children();
    await network.unstake(before);
    await network.stake(others, amounts);
    const replaced = await children();
    await network.unstake(others);
    await network.stake(before, amounts);
    const returned = await children();
    network.devnet.stop();

    const besides = 10;
    assert.ok(serving <= 4 * 5 + besides, `${serving} for four that serve on`);
    assert.ok(replaced <= 4 * 6 + 4 * 7 + besides, `${replaced} for four that leave and four that come`);
    assert.ok(returned <= 4 * 6 + 4 * 7 + besides, `${returned} for four that leave and four that come back`);
    // `staking` counts on it: it advances 60 pools at a time, and 45 when voting ends with 150 candidates. A
    // pool that changes places with another node has three slots of the ranking more, and a page.
    assert.ok(11 * 60 + 3 * besides < 1000 && 11 * 45 + 2 * 150 + 3 * besides < 1000);
  });
});
