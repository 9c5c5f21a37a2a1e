/**
 * R7, R8, R25: whatever stakers, operators and payers do, the contracts owe everybody what an exact model of
 * move/README.md says. Stakes, accounts, commissions and prices are the same to the last FROST. A payout is
 * never more than the exact one by more than a FROST, whatever a share costs, and what stands behind a node
 * in the vote can be taken out, but for a FROST for each stake that left.
 */
import assert from 'node:assert/strict';
import { beforeAll, describe, test } from 'vitest';
import fc from 'fast-check';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import { leastStakeIn, stakeToCome } from '@haulout/sdk/chain';

import { HOUR, SUPPLY, StakingChain, type Actions, type NamedEvent } from '../../support/staking-chain.js';
import { ONE, StakingModel, WAL, type Exact, type Vote } from '../../support/staking-model.js';

const SHARDS = 10;
const AHEAD = 4;
const COMMISSIONS = [0, 777, 10_000, 2500];

/** With so much room no sale fails. */
const ROOM = 1n << 50n;
const VOTE: Vote = { storage: 123_456_789n, write: 1000n, capacity: ROOM };

/** What somebody tries. The numbers choose among what is there. */
interface Step {
  readonly kind: (typeof KINDS)[number][0];
  readonly a: number;
  readonly b: number;
  readonly amount: bigint;
}

/** With how often each is tried. */
const KINDS = [
  ['stake', 6],
  ['split', 3],
  ['join', 4],
  ['request', 5],
  ['withdraw', 6],
  ['commission', 1],
  ['terms', 2],
  ['reprice', 1],
  ['collect', 1],
  ['storage', 3],
  ['subsidy', 3],
  ['windfall', 5],
  ['whale', 1],
  ['desert', 2],
  ['leave', 1],
  ['remove', 3],
  ['register', 1],
  ['vote', 3],
  ['change epoch', 5],
  ['forbidden', 2],
  ['foresee', 2],
] as const;

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...KINDS.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))),
  a: fc.nat(1000),
  b: fc.nat(1000),
  amount: fc.oneof(fc.bigInt(WAL, 50n * WAL), fc.bigInt(WAL, 3n * WAL), fc.constant(WAL)),
});

/** By how much less than the exact amount somebody may get: rounding, and what other stakes left behind. */
const LOSS = 1_000_000n;
const MAX_U64 = 2n ** 64n - 1n;

describe('R7: stake is owed as the model says', () => {
  let chain: StakingChain;
  let start: LedgerSnapshot;
  const nodes: { readonly node: string; readonly cap: string }[] = [];

  beforeAll(async () => {
    chain = await StakingChain.start(SHARDS, AHEAD);
    for (const [index, rate] of COMMISSIONS.entries()) {
      nodes.push(await chain.register(`node-${index}`, 0, rate, VOTE));
    }
    start = chain.snapshot();
  });

  const play = async (inflations: number, steps: readonly Step[]): Promise<Play> => {
    chain.restore(start);
    const game = new Play(chain, nodes);
    await game.begin();
    for (let i = 0; i < inflations; i++) await game.inflate();
    for (const each of steps) await game.take(each);
    await game.everybodyLeaves();
    return game;
  };

  const inflations = fc.nat(2);
  const steps = fc.array(step, { minLength: 1, maxLength: 120, size: 'max' });

  test('R25: in any sequence of actions over many epochs, nobody is paid from others’ money', async () => {
    const seen = new Map<string, number>();
    let seenDearest = 0n;
    await fc.assert(
      fc.asyncProperty(inflations, steps, async (inflations, steps) => {
        const { done, dearest } = await play(inflations, steps);
        if (dearest > seenDearest) seenDearest = dearest;
        for (const [kind, times] of done) seen.set(kind, (seen.get(kind) ?? 0) + times);
      }),
      { numRuns: 34, seed: 20_261_121, interruptAfterTimeLimit: 120_000, includeErrorInReport: true },
    );
    // Everything has been done, or this would show nothing.
    for (const [kind] of KINDS) assert.ok(seen.get(kind) !== undefined, `nobody did ${kind}`);
    assert.ok(seenDearest >= 10n ** 12n, `a share never cost more than ${seenDearest} FROST`);
  });
});

/** The chain and the model, side by side. */
class Play {
  private readonly chain: StakingChain;
  private readonly model = new StakingModel();
  private readonly caps = new Map<string, string>();
  /** Object ids by the model's labels, known once the transaction is through. */
  private readonly ids = new Map<number, string>();
  private fresh: number[] = [];
  private pending: Actions | undefined;
  private expected: NamedEvent[] = [];
  /** The exact rewards of the withdrawals that are pending. */
  private owed: { readonly node: string; readonly principal: bigint; readonly rewards: Exact }[] = [];
  /** Stakes that have gone from each node. */
  private readonly gone = new Map<string, number>();
  readonly done = new Map<string, number>();
  /** The most FROST that a share has cost. */
  dearest = 0n;

  constructor(chain: StakingChain, nodes: readonly { readonly node: string; readonly cap: string }[]) {
    this.chain = chain;
    nodes.forEach(({ node, cap }, index) => {
      this.caps.set(node, cap);
      this.model.register(node, COMMISSIONS[index]!, VOTE);
    });
  }

  /** The first committee, with something stored for as long as storage is sold. */
  async begin(): Promise<void> {
    for (const [index, node] of [...this.caps.keys()].entries()) {
      this.stake(node, BigInt(5 + index) * WAL + BigInt(index));
    }
    await this.changeEpoch();
  }

  /** Makes shares a million times as dear: a windfall for little stake, which a new WAL replaces. */
  async inflate(): Promise<void> {
    const { model } = this;
    const old = [...model.stakes.keys()];
    const bytes = 1n << 20n;
    model.payForStorage(bytes, model.terms.storage, 1);
    this.actions().payForStorage(bytes, 1);
    model.subsidise(10n ** 16n, 1);
    this.actions().subsidise(10n ** 16n, 1);
    for (const label of old) this.request(label);
    for (const node of this.caps.keys()) this.stake(node, WAL);
    await this.changeEpoch();
    for (const label of old) this.withdraw(label);
    await this.settle();
  }

  async take(step: Step): Promise<void> {
    const isDone = await this.tryStep(step);
    if (isDone) this.done.set(step.kind, (this.done.get(step.kind) ?? 0) + 1);
  }

  /** All stake can be had back within two epochs, and what remains is dust. */
  async everybodyLeaves(): Promise<void> {
    await this.settle();
    const { model } = this;
    for (const label of [...model.stakes.keys()]) {
      if (model.isIdle(label) || model.canWithdraw(label)) this.withdraw(label);
      else if (model.canRequest(label)) this.request(label);
    }
    await this.changeEpoch();
    await this.changeEpoch();
    for (const label of [...model.stakes.keys()]) {
      assert.ok(model.canWithdraw(label), 'stake is stuck');
      this.withdraw(label);
    }
    await this.endVoting();
    for (const node of model.pools.keys()) this.collect(node);
    await this.settle();
    for (const [node, { rewards }] of model.pools) {
      const dust = this.unbacked(node);
      assert.ok(rewards <= dust, `${rewards} FROST are left in a pool, more than the dust of ${dust}`);
    }
  }

  /** What a step may spend: half of what nobody has staked or paid in. */
  private wallet(): bigint {
    return (SUPPLY - this.model.total()) / 2n;
  }

  /** What roundings may have left behind: of each stake there ever was a FROST, which then grew. */
  private unbacked(node: string): bigint {
    const stakes = 1 + (this.gone.get(node) ?? 0) + this.model.stakes.size;
    return (this.model.growth(node) / ONE + 1n) * BigInt(stakes);
  }

  private async tryStep({ kind, a, b, amount }: Step): Promise<boolean> {
    const { model } = this;
    const labels = [...model.stakes.keys()];
    const label = labels[a % Math.max(labels.length, 1)];
    const nodes = [...model.pools.keys()];
    const node = nodes[a % nodes.length]!;
    const isActive = model.pool(node).state === 'Active';
    switch (kind) {
      case 'vote':
        return model.next === undefined && this.endVoting().then(() => true);
      case 'change epoch':
        return this.changeEpoch().then(() => true);
      case 'forbidden':
        return this.probe(a, b);
      case 'foresee': {
        await this.settle();
        const [from, until] = [a % (model.epoch + 2), b % (model.epoch + 3)];
        const foreseen = await this.chain.rewards(node, amount, from, until);
        const earned = model.earned(node, amount, from, until);
        // More than there can be is told as the most that 64 bits hold.
        if (earned < MAX_U64 * ONE) assertAlmost(foreseen, earned, amount);
        else assertBetween(foreseen, MAX_U64 - MAX_U64 / LOSS, MAX_U64);
        return true;
      }
      case 'register': {
        if (nodes.length > 5) return false;
        await this.settle();
        const name = `late-${model.epoch}-${nodes.length}`;
        const { node, cap } = await this.chain.register(name, model.epoch, b, VOTE);
        this.caps.set(node, cap);
        model.register(node, b, VOTE);
        return true;
      }
      case 'stake':
        if (isActive) this.stake(node, amount);
        return isActive;
      case 'commission':
        model.setCommission(node, (b * 10) % 10_001);
        this.actions().setCommission(this.caps.get(node)!, (b * 10) % 10_001);
        return true;
      case 'terms': {
        const vote = { storage: amount / BigInt(b + 1), write: BigInt(a), capacity: ROOM + amount };
        model.pool(node).vote = vote;
        this.actions().vote(this.caps.get(node)!, vote);
        return true;
      }
      case 'reprice':
        if (model.epoch === 0) return false;
        this.actions().reprice();
        return true;
      case 'collect':
        this.collect(node);
        return true;
      case 'storage': {
        if (model.epoch === 0) return false;
        const bytes = amount / 1000n;
        const units = (bytes + (1n << 20n) - 1n) >> 20n;
        model.payForStorage(bytes, units * model.terms.storage, 1 + (b % AHEAD));
        this.actions().payForStorage(bytes, 1 + (b % AHEAD));
        return true;
      }
      case 'subsidy':
        model.subsidise(amount * BigInt(1 + (a % 9)), 1 + (b % AHEAD));
        this.actions().subsidise(amount * BigInt(1 + (a % 9)), 1 + (b % AHEAD));
        return true;
      case 'whale': {
        const stake = amount * 10n ** BigInt(b % 9);
        if (!isActive || stake > this.wallet()) return false;
        this.stake(node, stake);
        return true;
      }
      case 'windfall': {
        // As much as makes a share dear.
        const windfall = amount * 10n ** BigInt(a % 9);
        if (windfall > this.wallet()) return false;
        model.subsidise(windfall, 1);
        this.actions().subsidise(windfall, 1);
        return true;
      }
      case 'desert':
        return this.desert(node);
      case 'leave': {
        if (!isActive || nodes.length < 4) return false;
        model.leave(node);
        this.actions().leave(this.caps.get(node)!);
        const { freeEpoch } = model.pool(node);
        this.expect('StorageNodeWithdrawing', { epoch: model.epoch, node_id: node, free_epoch: freeEpoch });
        if (freeEpoch === model.epoch) {
          this.expect('StorageNodeWithdrawn', { epoch: model.epoch, node_id: node });
        }
        return true;
      }
      case 'remove':
        return this.remove(nodes);
      default:
    }
    if (label === undefined) return false;
    if (this.fresh.includes(label)) await this.settle();
    switch (kind) {
      case 'split':
        return this.split(label, amount);
      case 'join':
        return this.join(label, b);
      case 'request':
        if (!model.canRequest(label)) return false;
        this.request(label);
        return true;
      case 'withdraw':
        if (!model.canWithdraw(label)) return false;
        this.withdraw(label);
        return true;
    }
  }

  // What is done on both sides.

  private stake(node: string, amount: bigint): void {
    const label = this.model.stake(node, amount);
    this.fresh.push(label);
    this.actions().stake(node, amount);
  }

  private split(label: number, amount: bigint): boolean {
    const rest = this.model.of(label).principal - amount;
    if (rest < WAL) return false;
    this.fresh.push(this.model.split(label, amount));
    this.actions().split(this.ids.get(label)!, amount);
    return true;
  }

  private async join(label: number, choice: number): Promise<boolean> {
    const { model } = this;
    const others = [...model.stakes.keys()].filter((other) => other !== label && model.canJoin(label, other));
    const other = others[choice % Math.max(others.length, 1)];
    if (other === undefined) return false;
    if (this.fresh.length > 0) await this.settle();
    model.join(label, other);
    this.actions().join(this.ids.get(label)!, this.ids.get(other)!);
    this.expect('StakeJoined', {
      object_id: this.ids.get(label),
      amount: `${model.of(label).principal}`,
      joined_object_id: this.ids.get(other),
    });
    return true;
  }

  private request(label: number): void {
    const withdraw_epoch = this.model.request(label);
    const { node, principal } = this.model.of(label);
    this.actions().request(this.ids.get(label)!);
    this.expect('StakeWithdrawalRequested', {
      epoch: this.model.epoch,
      node_id: node,
      object_id: this.ids.get(label),
      amount: `${principal}`,
      withdraw_epoch,
    });
  }

  private withdraw(label: number): void {
    const { model } = this;
    const { node, principal } = model.of(label);
    this.gone.set(node, (this.gone.get(node) ?? 0) + 1);
    this.owed.push({ node, principal, rewards: model.withdraw(label) });
    this.actions().withdraw(this.ids.get(label)!);
    this.expect('StakeWithdrawn', {
      epoch: model.epoch,
      node_id: node,
      object_id: this.ids.get(label),
      principal: `${principal}`,
    });
  }

  private collect(node: string): void {
    const amount = this.model.collect(node);
    this.actions().collect(node, this.caps.get(node)!);
    this.expect('CommissionCollected', { epoch: this.model.epoch, node_id: node, amount: `${amount}` });
  }

  /** Everybody who can asks for the stake with a node, so that it will rest. */
  private async desert(node: string): Promise<boolean> {
    await this.settle();
    const { model } = this;
    const leaving = [...model.stakes].filter(
      ([label, { node: at }]) => at === node && model.canRequest(label),
    );
    for (const [label] of leaving) this.request(label);
    return leaving.length > 0;
  }

  /** Clears out a node that has left, and removes it. */
  private async remove(nodes: readonly string[]): Promise<boolean> {
    const { model } = this;
    const node = nodes.find((each) => model.pool(each).state === 'Withdrawn' && !model.previous.has(each));
    if (node === undefined) return false;
    if (model.next === undefined && model.pool(node).latestCommission.epoch === model.epoch) return false;
    await this.settle();
    for (const [label, stake] of [...model.stakes]) {
      if (stake.node !== node) continue;
      assert.ok(model.canWithdraw(label), 'stake with a node that has left is stuck');
      this.withdraw(label);
    }
    this.collect(node);
    await this.settle();
    const cap_id = this.caps.get(node)!;
    assert.ok(model.isRemovable(node));
    const dust = model.remove(node);
    this.actions().remove(cap_id);
    this.expect('StorageNodeRemoved', { epoch: model.epoch, node_id: node, cap_id, dust: `${dust}` });
    return true;
  }

  /** Something that the model forbids fails, and does nothing. */
  private async probe(a: number, b: number): Promise<boolean> {
    await this.settle();
    const { model } = this;
    const labels = [...model.stakes.keys()];
    const nodes = [...model.pools.keys()];
    const [label, other] = [labels[a % Math.max(labels.length, 1)], labels[b % Math.max(labels.length, 1)]];
    const node = nodes[a % nodes.length]!;
    const id = (of: number): string => this.ids.get(of)!;
    const actions = this.chain.begin();
    const forbidden: (() => void)[] = [];
    if (label !== undefined && other !== undefined) {
      if (!model.canWithdraw(label)) forbidden.push(() => actions.withdraw(id(label)));
      if (!model.canRequest(label)) forbidden.push(() => actions.request(id(label)));
      if (label !== other && !model.canJoin(label, other)) {
        forbidden.push(() => actions.join(id(label), id(other)));
      }
      forbidden.push(() => actions.split(id(label), model.of(label).principal - WAL + 1n));
    }
    const cap = this.caps.get(node)!;
    if (model.pool(node).state !== 'Active') {
      forbidden.push(
        () => actions.leave(cap),
        () => actions.stake(node, WAL),
      );
    }
    if (!model.isRemovable(node)) forbidden.push(() => actions.remove(cap));
    const attempt = forbidden[b % Math.max(forbidden.length, 1)];
    if (attempt === undefined) return false;
    attempt();
    assert.match((await this.chain.failure(actions)) ?? 'it succeeded', /abort/i);
    return true;
  }

  private async endVoting(): Promise<void> {
    await this.settle();
    this.chain.advanceClock(HOUR);
    this.actions().endVoting();
    const candidates = this.model.candidates();
    const before = this.model.committee;
    await this.send();
    const next = weights(this.chain.stakingState().next_committee!);
    // Who gets how many shards is for other tests; here, who can.
    if (candidates.size === 0) assert.deepEqual(next, before);
    else for (const node of next.keys()) assert.ok(candidates.has(node));
    this.model.endVoting(next);
    this.check();
  }

  private async changeEpoch(): Promise<void> {
    if (this.model.next === undefined) await this.endVoting();
    else await this.settle();
    this.chain.advanceClock(HOUR);
    const leaving = new Set([...this.model.pools].filter(([, { state }]) => state === 'Withdrawing'));
    this.model.startEpoch();
    const { epoch, committee } = this.model;
    this.actions().startEpoch();
    for (const node of committee.keys()) this.actions().sync(this.caps.get(node)!, epoch);
    const events = await this.send(['StorageNodeWithdrawn']);
    const left = [...leaving].flatMap(([node, { state }]) => (state === 'Withdrawn' ? [node] : []));
    assert.deepEqual(events.map(([, { node_id }]) => node_id as string).sort(), left.sort());
    this.check();
  }

  // Transactions.

  private actions(): Actions {
    return (this.pending ??= this.chain.begin());
  }

  private expect(name: string, fields: Readonly<Record<string, unknown>>): void {
    this.expected.push([name, fields]);
  }

  /** Sends what is pending, and compares everything. */
  private async settle(): Promise<void> {
    if (this.pending === undefined) return;
    await this.send();
    this.check();
  }

  /** Sends what is pending; checks its events but those with a name in `others`, which are given back. */
  private async send(others: readonly string[] = []): Promise<readonly NamedEvent[]> {
    const events = await this.chain.run(this.actions());
    const created = events.filter(([name]) => name === 'StakeAdded' || name === 'StakeSplit');
    assert.equal(created.length, this.fresh.length);
    this.fresh.forEach((label, index) => {
      const { object_id, new_object_id } = created[index]![1];
      this.ids.set(label, (new_object_id ?? object_id) as string);
    });
    const rest = events.filter(
      ([name]) => name !== 'StakeAdded' && name !== 'StakeSplit' && !others.includes(name),
    );
    const payouts = rest.filter(([name]) => name === 'StakeWithdrawn');
    assert.equal(payouts.length, this.owed.length);
    for (const [index, { node, principal, rewards }] of this.owed.entries()) {
      const paid = BigInt(payouts[index]![1]['rewards'] as string);
      assertAlmost(paid, rewards, principal);
      this.model.pay(node, paid);
    }
    assert.deepEqual(
      rest.map(([name, fields]) => [
        name,
        Object.fromEntries(
          Object.entries(fields).filter(([field]) => name !== 'StakeWithdrawn' || field !== 'rewards'),
        ),
      ]),
      this.expected,
    );
    this.fresh = [];
    this.expected = [];
    this.owed = [];
    this.pending = undefined;
    return events.filter(([name]) => others.includes(name));
  }

  // Comparison.

  private check(): void {
    const { chain, model } = this;
    for (const [label, stake] of model.stakes) {
      const { node_id, principal, activation_epoch, state } = chain.stake(this.ids.get(label)!);
      assert.deepEqual(
        [node_id, BigInt(principal.value), activation_epoch, state.Withdrawing?.withdraw_epoch],
        [stake.node, stake.principal, stake.activation, stake.freeFrom],
      );
    }
    for (const [label, id] of this.ids) assert.equal(chain.exists(id), model.stakes.has(label));
    for (const [node, cap] of this.caps) {
      assert.equal(chain.exists(cap), model.pools.has(node));
      const pool = chain.pool(node);
      assert.equal(pool !== undefined, model.pools.has(node));
      if (pool !== undefined) this.checkPool(node, pool);
    }
    const accounts = Array.from({ length: AHEAD }, (_, i) => model.accounts.get(model.epoch + i) ?? 0n);
    assert.deepEqual(chain.accounts(), accounts);
    const [candidates, votes] = [chain.candidates(), model.candidates()];
    assert.deepEqual([...candidates.keys()].sort(), [...votes.keys()].sort());
    for (const [node, vote] of votes) {
      const most = vote + this.unbacked(node) * ONE;
      assertBetween(candidates.get(node)! * ONE, vote - vote / LOSS - ONE, most);
    }
    for (const node of model.pools.keys()) {
      const cost = this.model.growth(node) / ONE;
      if (cost > this.dearest) this.dearest = cost;
      this.checkForesight(node);
    }
    const { storage_price_per_unit_size, write_price_per_unit_size, total_capacity_size } =
      chain.systemState();
    const used = model.stored.get(model.epoch) ?? 0n;
    const { storage, write, capacity } = model.terms;
    assert.deepEqual(
      [storage_price_per_unit_size, write_price_per_unit_size, total_capacity_size].map(BigInt),
      [storage, write, used > capacity ? used : capacity],
    );
    const { epoch, committee } = chain.stakingState();
    assert.equal(epoch, model.epoch);
    assert.deepEqual(weights(committee), model.committee);
    // No FROST has appeared, and none is lost.
    assert.equal(chain.outside(), model.total());
  }

  /** What operators foresee of a node's stake is what the contracts will count, but for rounding. */
  private checkForesight(node: string): void {
    const { chain, model } = this;
    const pool = chain.pool(node)!;
    if (pool.state.$kind !== 'Active') return;
    const foreseen = leastStakeIn(model.openEpoch(), {
      stake: BigInt(pool.wal_balance),
      ...stakeToCome(pool),
    });
    const counted = chain.candidates().get(node) ?? 0n;
    // Without principal it is dust, which does not count.
    if (counted === 0n) assert.ok(foreseen <= this.unbacked(node));
    else assertBetween(foreseen, counted - 3n, counted + 3n);
  }

  private checkPool(node: string, pool: NonNullable<ReturnType<StakingChain['pool']>>): void {
    const expected = this.model.pool(node);
    assert.deepEqual(
      {
        state: pool.state.$kind,
        rewards: BigInt(pool.rewards_pool.value),
        commission: BigInt(pool.commission.value),
        commissionRate: pool.commission_rate,
      },
      {
        state: expected.state,
        rewards: expected.rewards,
        commission: expected.commission,
        commissionRate: expected.commissionRate,
      },
    );
  }
}

/** Shards of each node. */
function weights([{ contents }]: ReturnType<StakingChain['stakingState']>['committee']): Map<string, number> {
  return new Map(contents.map(({ key, value }): [string, number] => [key, value.length]));
}

/** Rewards of so much principal: at most a FROST, or a billionth of the stake, over the exact ones. */
function assertAlmost(paid: bigint, rewards: Exact, principal: bigint): void {
  const gain = principal / 1_000_000_000n > 1n ? principal / 1_000_000_000n : 1n;
  const worth = rewards + principal * ONE;
  assertBetween(paid * ONE, rewards - worth / LOSS - ONE, rewards + gain * ONE);
}

function assertBetween(value: bigint, least: bigint, most: bigint): void {
  assert.ok(least <= value && value <= most, `${value}, not from ${least} to ${most}`);
}
