/**
 * R5, R25: whatever parameters a network is initialised with, and whatever anybody does, its epochs go on.
 * The life of each network is random, with votes, payments and stakes up to the largest there can be.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { extent } from '../../support/long.js';
import { seededRandom } from '../../support/random.js';
import { HOUR, StakingChain, SUPPLY, type Actions } from '../../support/staking-chain.js';
import { WAL } from '../../support/staking-model.js';

const SECOND = 1000n;
const YEAR = 366n * 24n * HOUR;
const MAX_U64 = 2n ** 64n - 1n;
/** Of this seed everything is done in every network, however short its life. */
const SEED = 2;
const EPOCHS = extent({ short: 30, long: 200 });
const ACTIONS = 4;

/** Both ends of every bound, and what lies between. */
const NETWORKS = [
  { nShards: 1, ahead: 1, zero: 0n, duration: SECOND },
  { nShards: 4, ahead: 1000, zero: YEAR, duration: YEAR },
  { nShards: 100, ahead: 53, zero: HOUR, duration: HOUR },
  { nShards: 10_000, ahead: 2, zero: SECOND, duration: 24n * HOUR },
] as const;

/** Amounts of FROST from the least stake to all WAL, and numbers up to the largest. */
const AMOUNTS = [WAL, WAL + 1n, 1_000n * WAL, 10n ** 6n * WAL, 10n ** 9n * WAL];
const NUMBERS = [0n, 1n, 1000n, 1n << 40n, 1n << 63n, MAX_U64];

describe('R5: no epoch change can be made to fail', () => {
  for (const { nShards, ahead, zero, duration } of NETWORKS) {
    const name = `${nShards} shards, storage ${ahead} epochs ahead, epochs of ${duration} ms`;
    test(`R25: ${EPOCHS} epochs of random life pass with ${name}`, async () => {
      const durations = { epochZeroDurationMs: zero, epochDurationMs: duration };
      const chain = await StakingChain.start(nShards, ahead, durations);
      const life = new Life(chain, seededRandom(SEED + nShards + ahead));
      await life.begin();
      for (let epoch = 1; epoch <= EPOCHS; epoch++) {
        for (let i = 0; i < ACTIONS; i++) await life.tryAnything();
        chain.advanceClock(epoch === 1 ? zero + 1n : duration / 2n + 1n);
        await chain.run(life.made((actions) => actions.endVoting()));
        if (life.decide(0.5)) await life.tryAnything();
        chain.advanceClock(duration / 2n + 1n);
        await chain.run(life.made((actions) => actions.startEpoch()));
        await life.report(epoch);
        assert.equal(chain.stakingState().epoch, epoch);
      }
      chain.stop();
      const { done } = life;
      for (const kind of KINDS) assert.ok(done.has(kind), `nobody did ${kind} in ${[...done].join(', ')}`);
    });
  }
});

const KINDS = [
  'stake',
  'withdraw',
  'request',
  'vote',
  'commission',
  'buy',
  'subsidise',
  'collect',
  'reprice',
] as const;

class Life {
  readonly done = new Set<string>();
  readonly #chain: StakingChain;
  readonly #random: () => number;
  readonly #nodes: { readonly node: string; readonly cap: string }[] = [];
  readonly #stakes: string[] = [];

  constructor(chain: StakingChain, random: () => number) {
    this.#chain = chain;
    this.#random = random;
  }

  decide(chance: number): boolean {
    return this.#random() < chance;
  }

  made(change: (actions: Actions) => void): Actions {
    const actions = this.#chain.begin();
    change(actions);
    return actions;
  }

  /** Nodes that offer little and much, of which one keeps its stake. */
  async begin(): Promise<void> {
    for (const capacity of [0n, 1n << 40n, MAX_U64]) {
      const vote = { storage: 1n, write: 1n, capacity };
      this.#nodes.push(await this.#chain.register(`node-${this.#nodes.length}`, 0, 1000, vote));
    }
    await this.#chain.run(this.made((actions) => actions.stake(this.#nodes[0]!.node, 10n * WAL)));
  }

  /** Most members of the committee report their shards: a quorum, at least. */
  async report(epoch: number): Promise<void> {
    const [{ contents }] = this.#chain.stakingState().committee;
    const members = new Set(contents.map(({ key }) => key));
    const reports = this.#nodes.filter(({ node }) => members.has(node));
    await this.#chain.run(
      this.made((actions) => {
        for (const { cap } of reports) actions.sync(cap, epoch);
      }),
    );
  }

  /** One thing that may be refused, and then has done nothing. */
  async tryAnything(): Promise<void> {
    const kind = this.#any(KINDS);
    const { node, cap } = this.#any(this.#nodes);
    const amount = this.#any(AMOUNTS);
    const stake = this.#stakes.length > 0 ? this.#any(this.#stakes) : undefined;
    if ((kind === 'withdraw' || kind === 'request') && stake === undefined) return;
    if ((kind === 'stake' || kind === 'subsidise') && 2n * amount > SUPPLY - this.#chain.outside()) return;
    const epochs = 1 + Math.floor(this.#random() * 3);
    const actions = this.made((it) => {
      const number = () => this.#any(NUMBERS);
      if (kind === 'stake') it.stake(node, amount);
      else if (kind === 'withdraw') it.withdraw(stake!);
      else if (kind === 'request') it.request(stake!);
      else if (kind === 'vote') it.vote(cap, { storage: number(), write: number(), capacity: number() });
      else if (kind === 'commission') it.setCommission(cap, Math.floor(this.#random() * 10_001));
      else if (kind === 'buy') it.payForStorage(number(), epochs);
      else if (kind === 'subsidise') it.subsidise(amount, epochs);
      else if (kind === 'collect') it.collect(node, cap);
      else it.reprice();
    });
    const events = await this.#chain.attempt(actions);
    if (events === undefined) return;
    this.done.add(kind);
    const added = events.find(([name]) => name === 'StakeAdded');
    if (added !== undefined) this.#stakes.push(added[1]['object_id'] as string);
    if (kind === 'withdraw') this.#stakes.splice(this.#stakes.indexOf(stake!), 1);
  }

  #any<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }
}
