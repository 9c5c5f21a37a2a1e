/** Operators' runners change the epochs by themselves: racing, crashing anywhere, and without a memory. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import fc from 'fast-check';
import type { LedgerSnapshot } from '@haulout/devnet';

import {
  createOperatorRunner,
  dutiesOf,
  type HandOverWorker,
  type OperatorOutcome,
  type OperatorRunner,
  type OperatorRunnerOptions,
} from '@haulout/sdk/operator';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import {
  ChainStateMissing,
  execute,
  readEpochState,
  readNodeCap,
  readNodeState,
  readPoolsWaiting,
} from '@haulout/sdk/chain';
import { events, system } from '@haulout/sdk/contracts';
import {
  addCommissionReceiver,
  addNodeChanges,
  addRequestWithdrawal,
  addWithdrawStake,
  listStakes,
  readStakeWorth,
} from '@haulout/sdk/operator';
import { stakeMore, startChain, WAL } from '../../support/paper-chain.js';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';
import { seededRandom } from '../../support/random.js';

const HOUR = 3_600_000n;
const SEED = 20_261_121;
const READY: HandOverWorker = { handOver: async () => ({ done: true, recovered: [] }) };

let world: Awaited<ReturnType<typeof startChain>>;
let start: LedgerSnapshot;
beforeAll(async () => {
  world = await startChain([3, 2, 2, 1], 10);
  start = world.devnet.snapshot();
});
beforeEach(() => world.devnet.restore(start));
afterAll(() => world.devnet.stop());

function runnerOf(index: number, options: Partial<OperatorRunnerOptions> = {}): OperatorRunner {
  const { devnet, deployment, nodes } = world;
  const { operator, capId } = nodes[index]!;
  return createOperatorRunner({
    client: devnet.client,
    systemObjectId: deployment.systemObjectId,
    stakingObjectId: deployment.stakingObjectId,
    capId,
    sender: operator.toSuiAddress(),
    send: (what, transaction, signal) =>
      execute({ client: devnet.client, what, transaction, signer: operator, signal }),
    node: READY,
    ...options,
  });
}

const chainNow = () => readEpochState(world.devnet.client, world.deployment.stakingObjectId);
const nodeNow = (index: number) => readNodeState(world.devnet.client, world.nodes[index]!.nodeId);
const kinds = (outcomes: readonly OperatorOutcome[]) =>
  outcomes.map(({ duty, kind }) => `${duty.kind}: ${kind}`);
const untilDue = (ms = 0n) => world.devnet.advanceClock(HOUR / 2n + 60_000n + ms);

/** Storage is paid for, and epochs pass until the commission of the first node counts and has been paid. */
async function earn(): Promise<void> {
  const { devnet, deployment, publisher, nodes } = world;
  const { operator, capId } = nodes[0]!;
  const change = new Transaction();
  addNodeChanges(change, deployment, { capId, commissionRate: 1000 });
  await execute({
    client: devnet.client,
    what: 'ask for a commission',
    transaction: change,
    signer: operator,
  });
  const buying = new Transaction();
  const payment = buying.add(coinWithBalance({ type: deployment.walType, balance: WAL }));
  const { packageId, systemObjectId } = deployment;
  const storage = buying.add(
    system.reserveSpace({
      package: packageId,
      arguments: { self: systemObjectId, storageAmount: 1n << 30n, epochsAhead: 10, payment },
    }),
  );
  buying.transferObjects([storage, payment], publisher.toSuiAddress());
  await execute({ client: devnet.client, what: 'buy storage', transaction: buying, signer: publisher });
  for (let epoch = 0; epoch < 3; epoch++) await world.turnEpoch();
}

describe('a runner', () => {
  it('sees that no pool waits where the committees are small', async () => {
    const { devnet, deployment } = world;
    assert.equal(await readPoolsWaiting(devnet.client, deployment.stakingObjectId), 0);
  });

  it('lets the epochs go on when what the judges know cannot be read, and tells of it', async () => {
    const { deployment } = world;
    // An object in another layout, as after an upgrade that the runner does not know.
    const evidence = { ...deployment, evidenceObjectId: deployment.stakingObjectId };
    const outcomes: OperatorOutcome[] = [];
    const runner = runnerOf(0, { evidence, onOutcome: (outcome) => outcomes.push(outcome) });
    untilDue();
    await assert.rejects(runner.tick(), ChainStateMissing);
    assert.deepEqual(kinds(outcomes), ['end-voting: done']);
    untilDue();
    await assert.rejects(runner.tick(), ChainStateMissing);
    assert.equal((await chainNow()).epoch, 2);
  });

  it('does what is due when it is due, and nothing otherwise', async () => {
    const runner = runnerOf(0);
    assert.deepEqual(await runner.tick(), []);
    world.devnet.advanceClock(HOUR / 2n - 60_000n);
    assert.deepEqual(await runner.tick(), [], 'voting goes on');
    world.devnet.advanceClock(120_000n);
    assert.deepEqual(kinds(await runner.tick()), ['end-voting: done']);
    assert.equal((await chainNow()).phase.kind, 'NextParamsSelected');
    assert.deepEqual(await runner.tick(), []);
    untilDue();
    assert.deepEqual(kinds(await runner.tick()), ['start-epoch: done']);
    const { epoch, phase } = await chainNow();
    assert.deepEqual([epoch, phase.kind], [2, 'EpochChangeSync']);
    assert.deepEqual(kinds(await runner.tick()), ['report-shards: done']);
    assert.deepEqual(await runner.tick(), [], 'once');
  });

  it('does not try to end the first vote as long as there is nobody to elect', async () => {
    untilDue();
    const { nodeId, operator, capId } = world.nodes[0]!;
    const [now, node] = [await chainNow(), await nodeNow(0)];
    const dutiesWith = (stakes: ReadonlyMap<string, bigint>) => {
      const chain = { ...now, epoch: 0, committee: new Map(), candidates: { ...now.candidates, stakes } };
      const situation = { chain, node, lastSyncEpoch: 0, wishes: {}, sender: operator.toSuiAddress(), capId };
      return dutiesOf(situation).map(({ kind }) => kind);
    };
    assert.deepEqual(dutiesWith(new Map([[nodeId, WAL]])), ['end-voting']);
    assert.deepEqual(dutiesWith(new Map()), []);
  });

  it('lets the operators take turns, so that one pays and the others see it done', async () => {
    world.devnet.advanceClock(HOUR / 2n);
    const runners = world.nodes.map((_, index) => runnerOf(index));
    const first: string[] = [];
    for (const runner of runners) first.push(...kinds(await runner.tick()));
    assert.ok(first.length <= 1, `${first.length} stepped in at once`);
    world.devnet.advanceClock(10_000n);
    const all = [...first];
    for (const runner of runners) all.push(...kinds(await runner.tick()));
    assert.deepEqual(all, ['end-voting: done']);
  });

  it('that loses a race takes it quietly', async () => {
    untilDue();
    const [fast, slow] = [runnerOf(0), runnerOf(1)];
    const [one, other] = await Promise.all([fast.tick(), slow.tick()]);
    assert.deepEqual([...kinds(one), ...kinds(other)].sort(), ['end-voting: done', 'end-voting: overtaken']);
  });

  it('knows a lost race from a failure also where it cannot read everything', async () => {
    untilDue();
    const outcomes: OperatorOutcome[] = [];
    const nowhere = `0x${'1'.repeat(64)}`;
    for (const missing of [
      { subsidiesObjectId: nowhere },
      { evidence: { ...world.deployment, evidenceObjectId: nowhere } },
    ]) {
      world.devnet.restore(start);
      untilDue();
      const slow = runnerOf(1, { ...missing, onOutcome: (outcome) => outcomes.push(outcome) });
      await Promise.all([runnerOf(0).tick(), assert.rejects(slow.tick(), ChainStateMissing)]);
      assert.deepEqual(kinds(outcomes.splice(0)), ['end-voting: overtaken']);
    }
  });

  it('reports its shards only when its node has them, and with them those that were not delivered', async () => {
    const { devnet, nodes } = world;
    await stakeMore(world, 3, 5n * WAL);
    untilDue();
    await runnerOf(0).tick();
    untilDue();
    await runnerOf(0).tick();
    const due = (await chainNow()).handOver!.receivers.find(({ nodeId }) => nodeId === nodes[3]!.nodeId)!;
    assert.ok(due.owed.length > 1 && !due.reported);
    let asked = 0;
    const node: HandOverWorker = {
      handOver: async (epoch) => {
        assert.equal(epoch, 2);
        // It says so of a shard that nobody owed it, too: one that it had lost by itself.
        return { done: ++asked === 3, recovered: [due.owed[0]!, 9_999] };
      },
    };
    const runner = runnerOf(3, { node });
    for (let round = 0; round < 2; round++) {
      assert.deepEqual(kinds(await runner.tick()), ['report-shards: waiting']);
    }
    assert.equal((await readNodeCap(devnet.client, world.nodes[3]!.capId)).lastSyncEpoch, 1);
    assert.deepEqual(kinds(await runner.tick()), ['report-shards: done']);
    const reported = (await chainNow()).handOver!.receivers.find(
      ({ nodeId }) => nodeId === nodes[3]!.nodeId,
    )!;
    assert.ok(reported.reported);
    assert.deepEqual(reported.owed, due.owed.slice(1));
  });

  it('records who let the deadline pass, but never its own node', async () => {
    await stakeMore(world, 3, WAL);
    untilDue();
    await runnerOf(0).tick();
    untilDue();
    await runnerOf(0).tick();
    for (const index of [0, 1, 2]) await runnerOf(index).tick();
    untilDue();
    const late = runnerOf(3, { node: { handOver: async () => ({ done: false, recovered: [] }) } });
    // The deadline is the end of voting, too.
    assert.deepEqual(kinds(await late.tick()), ['end-voting: done', 'report-shards: waiting']);
    assert.deepEqual(kinds(await runnerOf(0).tick()), ['record-missed: done']);
    const receivers = (await chainNow()).handOver!.receivers;
    assert.deepEqual(
      receivers.filter(({ missed }) => missed).map(({ nodeId }) => nodeId),
      [world.nodes[3]!.nodeId],
    );
    assert.deepEqual(kinds(await runnerOf(1).tick()), []);
    assert.deepEqual(
      kinds(await runnerOf(3).tick()),
      ['report-shards: done'],
      'late, and taken all the same',
    );
  });

  it('keeps the votes as its operator wishes, whoever changed them', async () => {
    const votes = { storagePrice: 4_321n, nodeCapacity: 1n << 41n };
    const runner = runnerOf(1, { wishes: { votes } });
    assert.deepEqual(kinds(await runner.tick()), ['vote: done']);
    const { storagePrice, writePrice, nodeCapacity } = await nodeNow(1);
    assert.deepEqual({ storagePrice, nodeCapacity }, votes);
    assert.equal(writePrice, 500n, 'what is not wished for stays');
    assert.deepEqual(await runner.tick(), []);
  });

  it('collects commission from an amount on, as the one who may, and not for others', async () => {
    const { devnet, deployment, nodes } = world;
    const { nodeId, capId, operator } = nodes[0]!;
    const collecting = (collectFrom: bigint) => runnerOf(0, { wishes: { collectFrom } });
    const balance = async () => {
      const of = { owner: operator.toSuiAddress(), coinType: deployment.walType };
      return BigInt((await devnet.client.core.getBalance(of)).balance.balance);
    };
    await earn();
    const { commission, commissionReceiver } = await nodeNow(0);
    assert.ok(commission > 0n);
    assert.deepEqual(commissionReceiver, { objectId: capId });
    assert.deepEqual(kinds(await collecting(1n).tick()), [], 'it stays until voting has ended');
    untilDue();
    assert.ok(kinds(await runnerOf(1).tick()).includes('end-voting: done'));
    assert.deepEqual(kinds(await collecting(commission + 1n).tick()), []);
    const earned = devnet.snapshot();
    assert.deepEqual(kinds(await collecting(commission).tick()), ['collect-commission: done']);
    assert.equal(await balance(), commission);
    assert.deepEqual(await collecting(0n).tick(), []);

    devnet.restore(earned);
    const passOn = async (receiver: string) => {
      const transaction = new Transaction();
      const { originalPackageId } = await chainNow();
      const holder = { capId, originalPackageId };
      addCommissionReceiver(transaction, deployment, { nodeId, receiver, holder });
      await execute({ client: devnet.client, what: 'pass the commission on', transaction, signer: operator });
      assert.deepEqual((await nodeNow(0)).commissionReceiver, { address: receiver });
    };
    await passOn(operator.toSuiAddress());
    assert.deepEqual(kinds(await collecting(1n).tick()), ['collect-commission: done']);
    assert.equal(await balance(), commission);
    devnet.restore(earned);
    await passOn(`0x${'7'.repeat(64)}`);
    assert.deepEqual(await collecting(1n).tick(), []);
  });

  it('says what failed and goes on with the rest; what it cannot even look at ends the round', async () => {
    untilDue();
    const { devnet } = world;
    const seen: OperatorOutcome[] = [];
    const runner = runnerOf(0, {
      wishes: { votes: { storagePrice: 7n } },
      onOutcome: (outcome) => seen.push(outcome),
      async send(what, transaction) {
        if (what.startsWith('end')) throw new Error('out of gas');
        return execute({ client: devnet.client, what, transaction, signer: world.nodes[0]!.operator });
      },
    });
    assert.deepEqual(kinds(await runner.tick()), ['end-voting: failed', 'vote: done']);
    assert.deepEqual(kinds(seen), ['end-voting: failed', 'vote: done']);
    assert.match(String(seen[0]!.error), /out of gas/);
    const lost = runnerOf(0, { capId: `0x${'1'.repeat(64)}` });
    await assert.rejects(lost.tick());
  });

  it('runs until it is told to stop, and stops at once, whatever it waits for', async () => {
    const timers = new VirtualTimers();
    const controller = new AbortController();
    const troubles: unknown[] = [];
    const runner = runnerOf(0, {
      timers,
      capId: `0x${'1'.repeat(64)}`,
      onTrouble: (error) => troubles.push(error),
    });
    const running = runner.run(controller.signal);
    while (troubles.length < 3) await timers.tick();
    while (timers.pending === 0) await settle();
    controller.abort();
    await running;
    assert.equal(timers.pending, 0);
  });
});

describe('what stake has earned', () => {
  it('is told before it is taken out, to the FROST', async () => {
    const { devnet, deployment, publisher, turnEpoch } = world;
    await earn();
    const owned = { owner: publisher.toSuiAddress(), packageId: deployment.packageId };
    const rewardsNow = async () => {
      const stakes = await listStakes(devnet.client, owned);
      const { epoch } = await chainNow();
      const worth = await readStakeWorth(devnet.client, deployment, { stakes, epoch });
      assert.ok(worth.every(({ kept }, place) => kept === stakes[place]!.principal));
      return { stakes, rewards: worth.map(({ rewards }) => rewards) };
    };
    const { stakes, rewards } = await rewardsNow();
    assert.equal(stakes.length, 4);
    assert.ok(rewards.every((amount) => amount > 0n));
    const asking = new Transaction();
    addRequestWithdrawal(asking, deployment, stakes[0]!.stakedWalId);
    await execute({ client: devnet.client, what: 'ask for stake', transaction: asking, signer: publisher });
    assert.deepEqual((await rewardsNow()).rewards, rewards, 'so far');
    // It earns until it is free, and not after.
    for (let epoch = 0; epoch < 3; epoch++) await turnEpoch();
    const last = await rewardsNow();
    const index = last.stakes.findIndex(({ stakedWalId }) => stakedWalId === stakes[0]!.stakedWalId);
    assert.ok(last.rewards[index]! > rewards[0]!);
    const taking = new Transaction();
    const taken = addWithdrawStake(taking, deployment, stakes[0]!.stakedWalId);
    taking.transferObjects([taken], publisher.toSuiAddress());
    const { digest } = await execute({
      client: devnet.client,
      what: 'take it out',
      transaction: taking,
      signer: publisher,
    });
    const include = { events: true } as const;
    const { Transaction: found } = await devnet.client.core.getTransaction({ digest, include });
    const told = found!.events.find(({ eventType }) => eventType.endsWith('::StakeWithdrawn'))!;
    assert.equal(BigInt(events.StakeWithdrawn.parse(told.bcs).rewards), last.rewards[index]);
  });
});

describe('a runner that is stopped', () => {
  it('does not wait for a node that receives its shards for hours', async () => {
    const controller = new AbortController();
    untilDue();
    await runnerOf(0).tick();
    untilDue();
    await runnerOf(0).tick();
    let asked = (): void => {};
    const receiving = new Promise<void>((resolve) => (asked = resolve));
    const runner = runnerOf(0, {
      node: {
        handOver() {
          asked();
          return new Promise(() => {});
        },
      },
    });
    const running = runner.run(controller.signal);
    await receiving;
    controller.abort(new Error('stop'));
    await running;
  });
});

describe('several runners', () => {
  it('change the epochs, though they race, crash at any step, and nodes are slow to receive their shards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const { devnet, deployment, nodes } = world;
        devnet.restore(start);
        const random = seededRandom(seed);
        const failures: OperatorOutcome[] = [];
        const revive = (index: number): OperatorRunner => {
          const { operator } = nodes[index]!;
          return runnerOf(index, {
            onOutcome: (outcome) => {
              if (outcome.kind === 'failed' && !/crash/.test(String(outcome.error))) failures.push(outcome);
            },
            wishes: { votes: { storagePrice: BigInt(Math.floor(random() * 3) + 1) }, collectFrom: 1n },
            node: {
              async handOver() {
                if (random() < 0.2) throw new Error('crash while receiving');
                return { done: random() < 0.6, recovered: [Math.floor(random() * 10)] };
              },
            },
            async send(what, transaction) {
              const die = random();
              if (die < 0.15) throw new Error('crash before sending');
              const result = await execute({ client: devnet.client, what, transaction, signer: operator });
              if (die < 0.3) throw new Error('crash after sending');
              return result;
            },
          });
        };
        const runners = nodes.map((_, index) => revive(index));
        let previous = await chainNow();
        for (let round = 0; previous.epoch < 4; round++) {
          assert.ok(round < 150, `stuck in epoch ${previous.epoch}, ${previous.phase.kind}`);
          devnet.advanceClock(BigInt(Math.floor(random() * Number(HOUR / 3n))));
          if (random() < 0.2)
            await stakeMore(world, Math.floor(random() * 4), WAL + BigInt(Math.floor(random() * 1e9)));
          if (random() < 0.1) await askForSomeStake(random);
          const ticking = runners.flatMap((runner) => (random() < 0.6 ? [runner.tick()] : []));
          await Promise.all(ticking);
          if (random() < 0.3) {
            const index = Math.floor(random() * runners.length);
            runners[index] = revive(index);
          }
          const now = await chainNow();
          assert.ok(now.epoch === previous.epoch || now.epoch === previous.epoch + 1);
          const shards = [...now.committee.values()].flat().sort((a, b) => a - b);
          assert.deepEqual(shards, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
          previous = now;
        }
        assert.deepEqual(
          failures.map(({ duty, error }) => `${duty.kind}: ${String(error)}`),
          [],
        );
        assert.ok(deployment.packageId === previous.packageId);
      }),
      { seed: SEED, numRuns: 3 },
    );
  });

  async function askForSomeStake(random: () => number): Promise<void> {
    const { devnet, deployment, publisher } = world;
    const owner = publisher.toSuiAddress();
    const stakes = await listStakes(devnet.client, { owner, packageId: deployment.packageId });
    const { epoch } = await chainNow();
    const working = stakes.filter(
      (stake) => stake.withdrawEpoch === undefined && stake.activationEpoch <= epoch,
    );
    // The first stakes keep every node alive.
    const chosen = working.length > 4 ? working[Math.floor(random() * working.length)] : undefined;
    if (chosen === undefined) return;
    const transaction = new Transaction();
    addRequestWithdrawal(transaction, deployment, chosen.stakedWalId);
    await execute({ client: devnet.client, what: 'ask for stake', transaction, signer: publisher });
  }
});
