/**
 * R7, R8, R17, R18, R25: whatever stakers, operators, payers, voters and a judge do, the contracts owe
 * everybody what an exact model of move/README.md says. Stakes, accounts, commissions, prices and what
 * penalties have taken are the same to the last FROST. A payout is what the views said before, and never more
 * than the exact one by more than a FROST, whatever a share costs. What stands behind a node in the vote can
 * be taken out, but for a FROST for each stake that left. In the end all can be.
 */
import assert from 'node:assert/strict';
import { beforeAll, describe, test } from 'vitest';
import fc from 'fast-check';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import { leastStakeIn, stakeToCome } from '@haulout/sdk/chain';
import { extent } from '../../support/long.js';
import {
  HOUR,
  SUPPLY,
  StakingChain,
  type Actions,
  type NamedEvent,
  type Order,
} from '../../support/staking-chain.js';
import {
  ONE,
  StakingModel,
  WAL,
  type Exact,
  type Payout,
  type Penalty,
  type Vote,
} from '../../support/staking-model.js';

/** Of this seed the first twelve runs see everything. */
const SEED = 2;
const RUNS = extent({ short: 14, long: 340 });
const SHARDS = 10;
const AHEAD = 4;
const COMMISSIONS = [0, 777, 10_000, 2500];

/** With so much room no sale fails. */
const ROOM = 1n << 50n;

/** Millionths that a judge orders. */
const OF_STAKE = [100_000, 50_000, 0, 100_000, 777, 1, 99_999, 4_294_967_295];
const OF_REWARDS = [0, 250_000, 600_000, 1_000_000, 4_294_967_295];

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
  ['slow change', 4],
  ['report', 5],
  ['penalise', 5],
  ['penalise hand-over', 6],
  ['hold', 2],
  ['release', 2],
  ['slash', 1],
  ['burn', 1],
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
/** Principal and rewards are rounded apart, and once more where a penalty came after the stake had left. */
const ROUNDINGS = 4n;

/** What has to happen at least once besides, or the test would show nothing. */
const SIGHTS = [
  'stake owed',
  'stake that had left paid',
  'stake with a node that had left paid',
  'an old deed',
  'a node barred',
  'rewards withheld',
  'rewards not earned',
  'rewards waiting',
  'stake held back',
  'a receiver silent',
];
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
      { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 500_000, includeErrorInReport: true },
    );
    // Everything has been done, or this would show nothing.
    for (const [kind] of KINDS) assert.ok(seen.get(kind) !== undefined, `nobody did ${kind}`);
    for (const sight of SIGHTS) assert.ok(seen.get(sight) !== undefined, `never: ${sight}`);
    assert.ok(seenDearest >= 10n ** 12n, `a share never cost more than ${seenDearest} FROST`);
  });

  test('R17: where every node is barred the committee goes on, and all stake comes out', async () => {
    chain.restore(start);
    const game = new Play(chain, nodes);
    await game.begin();
    await game.barEverybody();
    await game.everybodyLeaves();
  });
});

/** A withdrawal that is pending. */
interface Owed {
  readonly id: string;
  readonly node: string;
  readonly principal: bigint;
  readonly activation: number;
  readonly until: number;
  readonly exact: Payout;
}

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
  private owed: Owed[] = [];
  /** Stakes that have gone from each node, and how often it was penalised. */
  private readonly gone = new Map<string, number>();
  private readonly penalties = new Map<string, number>();
  /** Members that have not reported to hold their shards. */
  private readonly silent = new Set<string>();
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
      this.stake(node, 3n * WAL);
    }
    await this.changeEpoch();
  }

  /** Makes shares a million times as dear: a windfall for little stake, which a new WAL replaces. */
  async inflate(): Promise<void> {
    const { model } = this;
    const old = [...model.stakes.keys()];
    this.earn(10n ** 16n);
    for (const label of old) this.request(label);
    for (const node of this.caps.keys()) this.stake(node, WAL);
    await this.changeEpoch();
    for (const label of old) this.withdraw(label);
    await this.settle();
  }

  /** Something is stored, and this much given to those who store it. */
  private earn(amount: bigint): void {
    const { model } = this;
    const bytes = 1n << 20n;
    model.payForStorage(bytes, model.terms.storage, 1);
    this.actions().payForStorage(bytes, 1);
    model.subsidise(amount, 1);
    this.actions().subsidise(amount, 1);
  }

  /** As much is taken of every node as the bounds allow, so that none is a candidate. */
  async barEverybody(): Promise<void> {
    const { model } = this;
    for (let epochs = 0; epochs < 3; epochs++) {
      this.earn(WAL);
      await this.sentence(
        [...this.caps.keys()].map((node) => ({
          kind: 'penalise',
          node,
          epoch: model.epoch,
          stakePpm: 100_000,
        })),
      );
      await this.changeEpoch();
    }
    assert.equal(model.candidates().size, 0);
    await this.changeEpoch();
    assert.deepEqual(model.committee, model.previous);
  }

  async take(step: Step): Promise<void> {
    const isDone = await this.tryStep(step);
    if (isDone) this.saw(step.kind);
  }

  private saw(what: string): void {
    this.done.set(what, (this.done.get(what) ?? 0) + 1);
  }

  /** All stake can be had back within three epochs, and what remains is dust. */
  async everybodyLeaves(): Promise<void> {
    await this.settle();
    const { model } = this;
    for (let epochs = 0; ; epochs++) {
      for (const label of [...model.stakes.keys()]) {
        if (model.canWithdraw(label)) this.withdraw(label);
        else if (model.canRequest(label)) this.request(label);
      }
      await this.settle();
      if (model.stakes.size === 0) break;
      assert.ok(epochs < 3, 'stake is stuck');
      await this.changeEpoch();
    }
    if (model.next !== undefined) await this.changeEpoch();
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
    // Also each penalty.
    const gone = (this.gone.get(node) ?? 0) + (this.penalties.get(node) ?? 0);
    const stakes = 1 + gone + this.model.stakes.size;
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
        const [activation, until] = [a % (model.epoch + 2), b % (model.epoch + 3)];
        const [told] = await this.chain.foresee([{ node, principal: amount, activation, until }]);
        const { rewards, kept } = model.foresee(node, amount, activation, until);
        assertAlmost(told!.kept, kept, amount);
        // More than there can be is told as the most that 64 bits hold.
        if (rewards < MAX_U64 * ONE) assertAlmost(told!.rewards, rewards, amount);
        else assertBetween(told!.rewards, MAX_U64 - MAX_U64 / LOSS, MAX_U64);
        return true;
      }
      case 'slow change': {
        // Some of the stake with a node leaves, or all.
        const leaving = labels.filter(
          (each, index) => model.of(each).node === node && (b % 5 === 0 || index % 2 === b % 2),
        );
        if (leaving.some((each) => this.fresh.includes(each))) await this.settle();
        for (const each of leaving) if (model.canRequest(each)) this.request(each);
        if (a % 2 === 0 && model.epoch > 0) this.earn(amount);
        await this.startEpoch([]);
        return (a % 3 > 0 && this.penaliseOpen(a, b)) || true;
      }
      case 'report':
        return this.report(a, b);
      case 'penalise': {
        const epoch = model.epoch - (b % 3 === 0 ? 1 : 0);
        const first = this.penalty('penalise', node, epoch, a);
        const orders = b % 2 === 0 ? [first] : [first, this.penalty('penalise', node, model.epoch, b)];
        await this.sentence(orders);
        return true;
      }
      case 'penalise hand-over':
        return this.penaliseOpen(a, b);
      case 'hold':
        await this.sentence([
          { kind: 'hold_rewards', node, epoch: model.epoch, rewardsPpm: OF_REWARDS[b % OF_REWARDS.length]! },
        ]);
        return true;
      case 'release':
        await this.sentence([{ kind: 'release_rewards', node, epoch: model.epoch }]);
        return true;
      case 'slash':
        return this.slash(node);
      case 'burn': {
        await this.settle();
        this.actions().burnPenalties();
        this.expect('PenaltiesBurned', { epoch: model.epoch, amount: `${model.burn()}` });
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
    const { node, principal, activation, freeFrom } = model.of(label);
    const until = model.isIdle(label) ? activation : (freeFrom ?? model.epoch);
    const id = this.ids.get(label)!;
    this.gone.set(node, (this.gone.get(node) ?? 0) + 1);
    this.owed.push({ id, node, principal, activation, until, exact: model.withdraw(label) });
    this.actions().withdraw(id);
    this.expect('StakeWithdrawn', { epoch: model.epoch, node_id: node, object_id: id });
  }

  private penalty(kind: Order['kind'], node: string, epoch: number, choice: number): Order {
    const stakePpm = OF_STAKE[choice % OF_STAKE.length]!;
    const rewardsPpm = OF_REWARDS[(choice >> 3) % OF_REWARDS.length]!;
    return { kind, node, epoch, stakePpm, rewardsPpm };
  }

  /** Penalises a node for a hand-over, if one is open not another one, and perhaps for something else. */
  private async penaliseOpen(a: number, b: number): Promise<boolean> {
    const { model } = this;
    const nodes = [...model.pools.keys()];
    const open = nodes.filter((each) => model.next === undefined && model.isHandOverOpen(each));
    const node = open.length > 0 && b % 9 > 0 ? open[a % open.length]! : nodes[a % nodes.length]!;
    const first = this.penalty('penalise_hand_over', node, model.epoch, a);
    const more = this.penalty(b % 3 ? 'penalise_hand_over' : 'penalise', node, model.epoch, b);
    await this.sentence(b % 2 === 0 ? [first] : [first, more]);
    return true;
  }

  /** A judge passes sentence; what it takes is compared with what it should take. */
  private async sentence(orders: readonly Order[]): Promise<void> {
    await this.settle();
    const { model } = this;
    this.actions().sentence(orders);
    const events = [...(await this.send(['NodePenalised']))];
    for (const { kind, node, epoch, stakePpm = 0, rewardsPpm = 0 } of orders) {
      if (kind === 'hold_rewards') model.hold(node, rewardsPpm);
      if (kind === 'release_rewards') model.release(node);
      if (!kind.startsWith('penalise')) continue;
      const { commission, stake, ...fields } = events.shift()![1];
      const penalised = { epoch: model.epoch, node_id: node, deed_epoch: epoch, cause: 1 };
      assert.deepEqual(fields, { ...penalised, rewards_ppm: rewardsPpm });
      this.penalties.set(node, (this.penalties.get(node) ?? 0) + 1);
      const told = { paid: BigInt(commission as string), due: BigInt(stake as string) };
      const { commission: before } = model.pool(node);
      const exact =
        kind === 'penalise'
          ? model.penalise(node, epoch, stakePpm, rewardsPpm, told)
          : model.penaliseHandOver(node, stakePpm, rewardsPpm, told);
      this.assertTaken(node, told.paid, exact.paid);
      this.assertTaken(node, told.due, exact.due);
      this.sawPenalty(node, kind, epoch, told, told.paid > before);
    }
    assert.equal(events.length, 0);
    this.check();
  }

  private sawPenalty(node: string, kind: string, epoch: number, { due }: Penalty, ofRewards: boolean): void {
    const { model } = this;
    if (due > 0n) this.saw('stake owed');
    if (kind === 'penalise' && epoch < model.epoch) this.saw('an old deed');
    if (ofRewards) {
      this.saw(
        model.committee.has(node) ? 'stake that had left paid' : 'stake with a node that had left paid',
      );
    }
    if (!model.isBarred(node, model.epoch + 1)) return;
    this.saw('a node barred');
  }

  /** A quorum of the committee takes what an operator has earned. */
  private async slash(node: string): Promise<boolean> {
    await this.settle();
    const { model } = this;
    const voters: string[] = [];
    let weight = 0;
    for (const [voter, shards] of model.committee) {
      if (3 * weight >= 2 * SHARDS + 1) break;
      voters.push(voter);
      weight += shards;
    }
    this.actions().slash(node, voters);
    const [penalised] = await this.send(['NodePenalised']);
    assert.equal(penalised![1]['commission'], `${model.slash(node)}`);
    this.check();
    return true;
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
    if (label !== undefined && model.isAnswering(label)) this.saw('stake held back');
    const attempt = forbidden[b % Math.max(forbidden.length, 1)];
    if (attempt === undefined) return false;
    attempt();
    assert.match((await this.chain.failure(actions)) ?? 'it succeeded', /abort/i);
    return true;
  }

  private async endVoting(): Promise<void> {
    await this.settle();
    await this.syncRest();
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
    await this.startEpoch('all');
  }

  /** The next epoch begins, and these report at once that they hold their shards. */
  private async startEpoch(ready: 'all' | readonly string[]): Promise<void> {
    if (this.model.next === undefined) await this.endVoting();
    else await this.settle();
    this.chain.advanceClock(HOUR);
    const { model } = this;
    const leaving = new Set([...model.pools].filter(([, { state }]) => state === 'Withdrawing'));
    const { unearned, taken } = model.startEpoch(this.chain.nextMs);
    this.actions().startEpoch();
    this.silent.clear();
    for (const node of model.committee.keys()) {
      if (ready === 'all') {
        this.actions().sync(this.caps.get(node)!, model.epoch);
        model.report(node, this.chain.nextMs);
      } else this.silent.add(node);
    }
    const events = await this.send(['StorageNodeWithdrawn', 'RewardsTaken', 'RewardsUnearned']);
    const named = (name: string) => events.filter(([each]) => each === name).map(([, fields]) => fields);
    const left = [...leaving].flatMap(([node, { state }]) => (state === 'Withdrawn' ? [node] : []));
    const withdrawn = named('StorageNodeWithdrawn').map(({ node_id }) => node_id as string);
    assert.deepEqual(withdrawn.sort(), left.sort());
    const late = [...unearned].filter(([, amount]) => amount > 0n);
    assert.deepEqual(
      new Map(named('RewardsUnearned').map(({ node_id, amount }) => [node_id, BigInt(amount as string)])),
      new Map(late),
    );
    if (late.length > 0) this.saw('rewards not earned');
    const told = new Map(
      named('RewardsTaken').map(({ node_id, amount }) => [node_id as string, BigInt(amount as string)]),
    );
    for (const [node, { earned, ofStake }] of taken) {
      const amount = told.get(node) ?? 0n;
      told.delete(node);
      this.assertTaken(node, amount - earned, ofStake);
      model.take(node, amount - earned);
      if (earned > 0n) this.saw('rewards withheld');
    }
    assert.equal(told.size, 0);
    this.hearOwing();
    this.check();
  }

  /** Who still waits for whose shards is for other tests. */
  private hearOwing(): void {
    const owing = [...this.chain.owing()].map(([node, from]) => [node, new Set(from.keys())] as const);
    this.model.owing = new Map(owing);
  }

  /** A member reports, and may say that it had to rebuild what one of the others owed it. */
  private async report(a: number, b: number): Promise<boolean> {
    const node = [...this.silent][a % Math.max(this.silent.size, 1)];
    if (node === undefined) return false;
    await this.settle();
    const [owed] = this.chain.owing().get(node) ?? [];
    if (owed !== undefined && b % 2 === 0) {
      this.actions().recovered(this.caps.get(node)!, this.model.epoch, owed[1]);
      this.model.accused.add(owed[0]);
    }
    await this.syncNodes([node]);
    return true;
  }

  /** All report but one of those who need not. */
  private async syncRest(): Promise<void> {
    const [out] = this.silent;
    const weight = SHARDS - (out === undefined ? 0 : this.model.committee.get(out)!);
    const isQuorum = 3 * weight >= 2 * SHARDS + 1;
    const reporting = [...this.silent].filter((node) => !isQuorum || node !== out);
    if (this.silent.size > 0 && isQuorum) this.saw('a receiver silent');
    if (reporting.length > 0) await this.syncNodes(reporting);
  }

  private async syncNodes(nodes: readonly string[]): Promise<void> {
    for (const node of nodes) {
      this.actions().sync(this.caps.get(node)!, this.model.epoch);
      this.model.report(node, this.chain.nextMs);
      this.silent.delete(node);
    }
    await this.send();
    const before = this.model.owing;
    this.hearOwing();
    assert.deepEqual(this.model.owing, before);
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
    const foreseen = await this.chain.foresee(this.owed);
    const events = await this.chain.run(this.actions());
    const created = events.filter(([name]) => name === 'StakeAdded' || name === 'StakeSplit');
    assert.equal(created.length, this.fresh.length);
    this.fresh.forEach((label, index) => {
      const { object_id, new_object_id } = created[index]![1];
      this.ids.set(label, (new_object_id ?? object_id) as string);
    });
    const set = new Set(['StakeAdded', 'StakeSplit', 'StakeTaken', ...others]);
    const rest = events.filter(([name]) => !set.has(name));
    const payouts = rest.filter(([name]) => name === 'StakeWithdrawn');
    assert.equal(payouts.length, this.owed.length);
    const takings: unknown[] = [];
    for (const [index, { id, node, principal, exact }] of this.owed.entries()) {
      const kept = BigInt(payouts[index]![1]['principal'] as string);
      const rewards = BigInt(payouts[index]![1]['rewards'] as string);
      // The views have said before what is paid now.
      assert.deepEqual({ rewards, kept }, foreseen[index]);
      const penalties = this.penalties.get(node) ?? 0;
      assertAlmost(kept, exact.kept, principal, penalties);
      assertAlmost(kept + rewards, exact.kept + exact.rewards, principal, penalties);
      this.model.pay(node, rewards, principal - kept);
      if (kept === principal) continue;
      takings.push({
        epoch: this.model.epoch,
        node_id: node,
        object_id: id,
        amount: `${principal - kept}`,
      });
    }
    assert.deepEqual(
      events.flatMap(([name, fields]) => (name === 'StakeTaken' ? [fields] : [])),
      takings,
    );
    assert.deepEqual(
      rest.map(([name, fields]) => [
        name,
        Object.fromEntries(
          Object.entries(fields).filter(
            ([field]) => name !== 'StakeWithdrawn' || !['principal', 'rewards'].includes(field),
          ),
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
      assertBetween(candidates.get(node)! * ONE, vote - vote / LOSS - 2n * ONE, most);
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
    assert.equal(chain.outside(), model.total() + model.burned);
    assert.equal(chain.pot(), model.pot);
  }

  /** What a penalty took, or is to take: but for rounding, of the pool as well. */
  private assertTaken(node: string, amount: bigint, exact: Exact): void {
    const slack = exact / LOSS + (this.unbacked(node) + ROUNDINGS) * ONE;
    assertBetween(amount * ONE, exact - slack, exact + slack);
  }

  /** What operators foresee of a node's stake is what the contracts will count, but for rounding. */
  private checkForesight(node: string): void {
    const { chain, model } = this;
    const pool = chain.pool(node)!;
    if (pool.state.$kind !== 'Active' || model.isBarred(node, model.openEpoch())) return;
    const foreseen = leastStakeIn(model.openEpoch(), {
      stake: BigInt(pool.wal_balance),
      ...stakeToCome(pool),
    });
    const counted = chain.candidates().get(node) ?? 0n;
    // They do not see what is due. Without principal it is dust, which does not count.
    const { due } = model.pool(node);
    if (counted === 0n) assert.ok(foreseen <= this.unbacked(node));
    else assertBetween(foreseen, counted - 3n, counted + due + 3n);
  }

  private checkPool(node: string, pool: NonNullable<ReturnType<StakingChain['pool']>>): void {
    const expected = this.model.pool(node);
    const { penalties } = this.chain.records(pool);
    if (expected.waiting > 0n) this.saw('rewards waiting');
    assert.deepEqual(
      {
        due: BigInt(penalties.due),
        waiting: BigInt(penalties.waiting.value),
        parts: [penalties.withheld, penalties.held],
        state: pool.state.$kind,
        rewards: BigInt(pool.rewards_pool.value),
        commission: BigInt(pool.commission.value),
        commissionRate: pool.commission_rate,
      },
      {
        due: expected.due,
        waiting: expected.waiting,
        parts: [expected.withheld, expected.held],
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

/**
 * What so much principal is paid: at most a FROST, or a billionth of the stake, over the exact value. A pool
 * pays penalties in whole FROST, and it has a WAL at least: each can be as much again.
 */
function assertAlmost(paid: bigint, exact: Exact, principal: bigint, penalties = 0): void {
  const gain = principal / 1_000_000_000n > 1n ? principal / 1_000_000_000n : 1n;
  const most = gain * ONE + BigInt(penalties) * (ONE + exact / 1_000_000_000n);
  const worth = exact + principal * ONE;
  assertBetween(paid * ONE, exact - worth / LOSS - ROUNDINGS * ONE, exact + most);
}

function assertBetween(value: bigint, least: bigint, most: bigint): void {
  assert.ok(least <= value && value <= most, `${value}, not from ${least} to ${most}`);
}
