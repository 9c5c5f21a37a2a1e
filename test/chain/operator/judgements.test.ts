/** R17: runners bring to the judges what a hand-over proves, on the real contracts. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import {
  execute,
  readConduct,
  readEpochState,
  readEvidenceState,
  readNodePenalties,
  readPenaltiesOf,
  type NodePenalties,
} from '@haulout/sdk/chain';
import { addDeclareLost, createOperatorRunner, type HandOverWorker } from '@haulout/sdk/operator';
import { stakeMore, startChain, WAL } from '../../support/paper-chain.js';

const HOUR = 3_600_000n;
const MINUTE = 60_000n;
const READY: HandOverWorker = { handOver: async () => ({ done: true, recovered: [] }) };
const WAITING: HandOverWorker = { handOver: async () => ({ done: false, recovered: [] }) };
/** The node that does not receive its shards. */
const LATE = 4;

let world: Awaited<ReturnType<typeof startChain>>;
beforeAll(async () => {
  world = await startChain([9, 9, 1, 1, 1], 10);
});
afterAll(() => world.devnet.stop());

const chainNow = () => readEpochState(world.devnet.client, world.deployment.stakingObjectId);
const evidenceNow = () => readEvidenceState(world.devnet.client, world.deployment.evidenceObjectId);

/** All operators look once after some time; what they have done. Nothing may fail. */
async function tickAfter(ms: bigint): Promise<string[]> {
  const { devnet, deployment, nodes } = world;
  devnet.advanceClock(ms);
  const done: string[] = [];
  for (const [index, { operator, capId }] of nodes.entries()) {
    const { systemObjectId, stakingObjectId, treasuryObjectId } = deployment;
    const runner = createOperatorRunner({
      ...{ client: devnet.client, systemObjectId, stakingObjectId, capId, sender: operator.toSuiAddress() },
      send: (what, transaction, signal) =>
        execute({ client: devnet.client, what, transaction, signer: operator, signal }),
      node: index === LATE ? WAITING : READY,
      evidence: deployment,
      treasuryObjectId,
    });
    for (const { duty, kind, error } of await runner.tick()) {
      if (kind === 'failed') throw error;
      if (kind === 'done') done.push(duty.kind);
    }
  }
  return done;
}

describe('R17: a new owner that does not receive its shards, though others do', () => {
  it('R17: is put on record, and pays when 7/8 of the epoch are over, once', async () => {
    const { client } = world.devnet;
    const { nodeId } = world.nodes[LATE]!;
    await stakeMore(world, 2, 30n * WAL);
    await stakeMore(world, 3, 30n * WAL);
    await stakeMore(world, LATE, 8n * WAL);
    assert.ok((await tickAfter(HOUR / 2n + MINUTE)).includes('end-voting'));
    assert.ok((await tickAfter(HOUR / 2n)).includes('start-epoch'));
    await tickAfter(1n);
    const { epoch, handOver, committee, phase } = await chainNow();
    assert.deepEqual([epoch, phase.kind], [2, 'EpochChangeDone']);
    const owed = handOver!.receivers.find((receiver) => receiver.nodeId === nodeId)!.owed.length;
    const owned = committee.get(nodeId)!.length;
    assert.ok(owed > 0);

    const early = [...(await tickAfter(HOUR / 2n + MINUTE)), ...(await tickAfter(MINUTE))];
    assert.ok(early.includes('record-missed'), early.join(', '));
    const failure = {
      ...{ nodeId, notDelivered: 0, accusers: 0, accusingWeight: 0 },
      ...{ notReceived: owed, othersInTime: true },
    };
    assert.deepEqual((await chainNow()).handOver!.failures, [failure]);
    assert.ok(!early.includes('judge-hand-over'));
    assert.deepEqual((await readNodePenalties(client, nodeId)).taken, []);

    const late = await tickAfter((HOUR / 8n) * 3n);
    assert.equal(late.filter((kind) => kind === 'judge-hand-over').length, 1, late.join(', '));
    // 0.5 % of the stake for all of its shards.
    const ppm = Math.ceil((5_000 * owed) / owned);
    assert.deepEqual((await readNodePenalties(client, nodeId)).taken, [{ epoch, ppm }]);
    const conduct = await readConduct(client, await evidenceNow(), { nodeIds: [nodeId] });
    assert.deepEqual(conduct.get(nodeId)?.paidFor, ['notReceived']);
    assert.ok(!(await tickAfter(1n)).includes('judge-hand-over'));
  });

  it('R17: what penalties take of a whole committee is read in two requests', async () => {
    const { client } = world.devnet;
    const nodeIds = world.nodes.map(({ nodeId }) => nodeId);
    const oneByOne = new Map<string, NodePenalties>();
    for (const nodeId of nodeIds) oneByOne.set(nodeId, await readNodePenalties(client, nodeId));
    const getObjects = vi.spyOn(client.core, 'getObjects');
    const nobody = `0x${'e'.repeat(64)}`;
    assert.deepEqual(await readPenaltiesOf(client, [...nodeIds, nobody]), oneByOne);
    assert.equal(getObjects.mock.calls.length, 2);
    getObjects.mockRestore();
    await assert.rejects(readNodePenalties(client, nobody), { code: 'CHAIN_STATE_MISSING' });
  });
});

describe('R18: shards that a node has declared lost', () => {
  it('R18: earn nothing in the next epoch either, as any operator sees to', async () => {
    const { devnet, deployment, nodes } = world;
    const { nodeId, operator: signer, capId } = nodes[0]!;
    const isQuiet = ({ slots, round }: Awaited<ReturnType<typeof evidenceNow>>): boolean =>
      slots.pending === undefined && (round?.members.every(({ isSettled }) => isSettled) ?? true);
    while ((await chainNow()).epoch === 2) await tickAfter(HOUR / 8n);
    while ((await evidenceNow()).term?.epoch !== 3 || !isQuiet(await evidenceNow())) await tickAfter(MINUTE);
    const shards = (await chainNow()).committee.get(nodeId)!.slice(0, 2);
    const transaction = new Transaction();
    addDeclareLost(transaction, deployment, { capId, shards });
    await execute({ client: devnet.client, what: 'declare', transaction, signer });

    const done: string[] = [];
    while ((await chainNow()).epoch === 3) done.push(...(await tickAfter(HOUR / 8n)));
    assert.ok(!done.includes('hold-over'), 'the epoch of the declaration is charged by itself');
    const withheld = async () => (await readNodePenalties(devnet.client, nodeId)).withheldPpm;
    assert.equal(await withheld(), 0);
    for (let i = 0; i < 20; i++) done.push(...(await tickAfter(10_000n)));
    assert.equal(done.filter((kind) => kind === 'hold-over').length, 1, done.join(', '));
    const { committee } = await chainNow();
    const owned = committee.get(nodeId)!;
    const still = shards.filter((shard) => owned.includes(shard)).length;
    assert.equal(await withheld(), Math.ceil((1_000_000 * still) / owned.length));
  });
});
