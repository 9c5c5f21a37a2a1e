/**
 * Rounds that are played twice: on the real contracts, with real signatures, and by the twins. After each
 * step both have to say the same. Nodes are called by their stakes' places.
 */
import assert from 'node:assert/strict';
import { declared, evidenceEvents } from '@haulout/sdk/contracts';
import type { EncodedBlob } from '@haulout/sdk/encoding';
import { CAUSES, type Round } from '@haulout/sdk/evidence';
import { JudgedChain, SET } from '../../../support/judged-chain.js';
import { wrongAnswer } from '../../../support/judged-proofs.js';
import { penaltiesDue } from '../../../support/penalties-due.js';
import { JudgesTwin, type Order, type Settled } from './judges-twin.js';
import { PoolTwin } from './pool-twin.js';
import { RoundTwin } from './round-twin.js';

/** What happens in a round. */
export interface RoundScript {
  /** Who signs which set, in this order. */
  readonly ready: readonly (readonly [signers: readonly number[], set: number])[];
  /** Who posts a root. */
  readonly answer: readonly number[];
  /** Who vouches for whom. */
  readonly vouch: readonly (readonly [signers: readonly number[], nodes: readonly number[]])[];
  /** Who is convicted of a wrong answer. */
  readonly wrong?: number;
}

const FROST = 1_000_000_000n;
const STEP = 10_000n;

export class SideBySide {
  readonly judged: JudgedChain;
  readonly #judges = new JudgesTwin();
  readonly #pools: readonly PoolTwin[];
  readonly #blob: EncodedBlob;
  /** Every verdict that was compared. */
  readonly verdicts: string[] = [];

  private constructor(judged: JudgedChain, stakes: readonly number[], blob: EncodedBlob) {
    this.judged = judged;
    this.#pools = stakes.map((stake) => new PoolTwin(BigInt(stake) * FROST));
    this.#blob = blob;
  }

  /** Both in epoch 1. */
  static async start(stakes: readonly number[], nShards: number, blob: EncodedBlob): Promise<SideBySide> {
    const both = new SideBySide(await JudgedChain.start(stakes, nShards), stakes, blob);
    both.#judges.beginEpoch(both.judged.epoch);
    return both;
  }

  stop(): void {
    this.judged.stop();
  }

  async play(script: RoundScript): Promise<void> {
    const { judged } = this;
    // Chance may leave no time for another round in this epoch.
    if (!(await judged.open())) {
      await this.turnEpoch();
      assert.ok(await judged.open(), 'an epoch has time for a round');
    }
    const twin = new RoundTwin(await this.#weights(), this.#judges.exempt);
    for (const [signers, set] of script.ready) {
      await judged.ready(signers, { ...SET, root: new Uint8Array(32).fill(set) });
      twin.addReady(signers, `${set}`);
    }
    if (twin.phase === 'ready') {
      const round = await judged.draw();
      twin.draw();
      await this.#answer(script, round, twin);
      await judged.decide();
      twin.decide();
    } else {
      judged.wait(12n * STEP);
      await judged.makeVoid();
      twin.makeVoid();
    }
    const expected = this.#judges.settle(twin);
    await judged.settle();
    await this.#compare(expected.settled, expected.orders);
  }

  /** A node says that it has lost all its shards. */
  async declare(node: number): Promise<void> {
    const shards = await this.judged.shardsOf(node);
    const orders = this.#judges.declare(node, shards.length, shards.length);
    await this.judged.declareLost(node, shards);
    await this.#compare([], orders);
  }

  async holdOver(node: number): Promise<void> {
    const { evidenceId, chain } = this.judged;
    const { evidencePackageId } = chain.deployment;
    const { nodeId } = this.judged.node(node);
    const owned = (await this.judged.shardsOf(node)).length;
    const orders = this.#judges.holdOver(node, owned);
    await this.judged.sentence('hold over', () =>
      declared.holdOver({ package: evidencePackageId, arguments: [evidenceId, nodeId] }),
    );
    await this.#compare([], orders);
  }

  async turnEpoch(): Promise<void> {
    await this.judged.turnEpoch();
    for (const pool of this.#pools) pool.advance(0n);
    this.#judges.beginEpoch(this.judged.epoch);
  }

  async #answer(script: RoundScript, round: Round, twin: RoundTwin): Promise<void> {
    const { judged } = this;
    const { wrong } = script;
    const guilty =
      wrong === undefined ? undefined : wrongAnswer(round, judged.place(wrong), this.#blob, true);
    for (const node of script.answer) {
      await judged.answer(node, ...(node === wrong ? [guilty!.root] : []));
      twin.answer(node);
    }
    judged.wait(2n * STEP + 1n);
    for (const [signers, nodes] of script.vouch) {
      await judged.passed(nodes, signers);
      twin.addPassed(signers, nodes);
    }
    if (wrong !== undefined) {
      const expected = this.#judges.convict(twin, wrong)!;
      await judged.prove(guilty!.proof, wrong, this.#blob.metadata.unencodedLength);
      await this.#compare([expected.settled], expected.orders);
    }
    judged.wait(12n * STEP);
  }

  /** Shards of each node. */
  async #weights(): Promise<number[]> {
    return Promise.all(this.#pools.map(async (_, node) => (await this.judged.shardsOf(node)).length));
  }

  /** Verdicts, what was ordered, and what the stakes owe. */
  async #compare(settled: readonly Settled[], orders: readonly Order[]): Promise<void> {
    const { lastEvents, epoch } = this.judged;
    const real = lastEvents.flatMap(({ name, bcs }): Settled[] => {
      if (name !== 'NodeSettled') return [];
      const { node_id, verdict, misses_in_a_row, misses } = evidenceEvents.NodeSettled.parse(bcs);
      const node = this.#nodeOf(node_id);
      return [{ node, verdict: verdict.$kind as Settled['verdict'], missesInARow: misses_in_a_row, misses }];
    });
    assert.deepEqual(sorted(real), sorted(settled));
    const ordered = lastEvents.flatMap(({ name, bcs }): Order[] => {
      if (name !== 'PenaltyOrdered') return [];
      const { node_id, cause, stake_ppm, rewards_ppm } = evidenceEvents.PenaltyOrdered.parse(bcs);
      const what = { cause: CAUSES[cause - 1]!, stakePpm: stake_ppm, rewardsPpm: rewards_ppm };
      return [{ kind: 'penalty', node: this.#nodeOf(node_id), ...what }];
    });
    assert.deepEqual(sorted(ordered), sorted(orders.filter(({ kind }) => kind === 'penalty')));
    for (const order of orders) this.#pools[order.node]!.carryOut(order, epoch);
    for (const [node, pool] of this.#pools.entries()) {
      assert.equal(await penaltiesDue(this.judged.chain, this.judged.node(node).nodeId), pool.due);
    }
    this.verdicts.push(...settled.map(({ verdict }) => verdict));
  }

  #nodeOf(nodeId: string): number {
    return this.judged.chain.nodes.findIndex((node) => node.nodeId === nodeId);
  }
}

const sorted = <T extends { readonly node: number }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => a.node - b.node);
