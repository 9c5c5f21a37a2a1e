/**
 * A network on paper: epoch after epoch, blobs come and end, rounds open when the numbers allow it, nodes
 * answer for what they have, and the twins of the contracts say what follows. One seed decides everything.
 *
 * - Stake and shards stay where they are, unless an adversary moves shards; stake that is taken does not come
 *   back, and rewards are paid out.
 * - A node that is no candidate stores nothing, is asked nothing and earns nothing. Its shards stay with it.
 * - A node can fetch all that an equal part of the shards has in it in an eighth of an epoch.
 */
import { maxFaulty } from '@haulout/sdk/certificate';
import { lastSlot, roundLengths, OPEN_CHANCE_64THS, PPM } from '@haulout/sdk/evidence';
import { seededRandom } from '../../support/random.js';
import { PaperBlobs, SLOTS, type PaperBlob } from './blobs.js';
import { JudgesTwin, type Order } from './contracts/judges-twin.js';
import { RoundTwin } from './contracts/round-twin.js';
import { Behaviour, PaperNode, type Surroundings } from './node.js';
import { askAll } from './round.js';
import { AXES, sliversOf } from './slivers.js';

export interface WorldOptions {
  readonly seed: number;
  /** Samples for each node. */
  readonly samples: number;
  readonly nShards?: number;
  readonly nodes?: number;
  /** The last so many nodes are adversaries. */
  readonly adversaries?: (index: number) => Behaviour | undefined;
  /** Blobs at a time, in the mean. */
  readonly blobs?: number;
  /** The part of what owners have paid for that is filled with blobs. */
  readonly filled?: number;
  /** Until this slot a node is not asked for shards that it has got with the epoch and not reported. */
  readonly handOverSlots?: number;
  /** Slots in which a node fetches all that it should have. */
  readonly fetchSlots?: number;
  /** Parts of the rewards that differ from those of the contracts. */
  readonly rewardsPpm?: ConstructorParameters<typeof JudgesTwin>[0];
}

/** A network in which seven nodes with three shards each are exactly f shards; one node has four. */
const N_SHARDS = 64;
const NODES = 21;
/** FROST: stake behind a shard, and its rewards of an epoch. 1 % an epoch. */
const STAKE = 1_000_000_000_000n;
export const REWARDS = 10_000_000_000n;
/** An epoch of two weeks, and steps of ten seconds. */
export const TIMES = { doneMs: 0, durationMs: 14 * 24 * 3_600_000, stepMs: 10_000 };
const LENGTHS = roundLengths(TIMES);
const LAST_SLOT = lastSlot(TIMES);
/** Slots from the opening of a round to the next attempt. */
const ROUND_SLOTS = Math.ceil((LENGTHS.drawDelay + LENGTHS.deadline) / LENGTHS.slot);
/** Epochs that a blob lives, at most. */
const LIFE = 8;

export class World implements Surroundings {
  readonly nShards: number;
  readonly samples: number;
  readonly random: () => number;
  readonly blobs: PaperBlobs;
  readonly nodes: readonly PaperNode[];
  readonly judges: JudgesTwin;
  readonly handOverSlots: number;
  readonly #options: Required<Pick<WorldOptions, 'blobs' | 'filled' | 'fetchSlots'>>;
  /** Paid in this epoch, besides what others pay, for blobs of adversaries. */
  #extraRewards = 0n;
  /** Bytes that a shard has in it now. */
  bytesPerShard = 0;
  epoch = 0;
  /** Of the epoch. */
  slot = 0;
  rounds = 0;
  /** Rounds that were not conclusive, or came to nothing. */
  failedRounds = 0;
  /** What was paid into the network: stake and rewards. */
  issued = 0n;
  /** Orders that concern honest nodes, but for releases. */
  readonly honestPaid: Order[] = [];

  constructor(options: WorldOptions) {
    const { seed, nShards = N_SHARDS, nodes = NODES, adversaries = () => undefined } = options;
    const { blobs = 60, filled = 1, fetchSlots = SLOTS / 8 } = options;
    this.#options = { blobs, filled, fetchSlots };
    this.nShards = nShards;
    this.samples = options.samples;
    this.handOverSlots = options.handOverSlots ?? SLOTS / 2;
    this.random = seededRandom(seed);
    this.blobs = new PaperBlobs(nShards, this.random);
    this.judges = new JudgesTwin(options.rewardsPpm);
    const honest = new Behaviour();
    this.nodes = Array.from({ length: nodes }, (_, index) => {
      const shards = Array.from({ length: nShards }, (_, shard) => shard).filter((s) => s % nodes === index);
      const stake = STAKE * BigInt(shards.length);
      this.issued += stake;
      const behaviour = adversaries(nodes - 1 - index);
      return new PaperNode(index, { shards, stake, ...(behaviour && { behaviour }) }, honest);
    });
    for (let i = 0; i < this.#options.blobs; i++) {
      this.blobs.add(-SLOTS, 1 + Math.floor(this.random() * LIFE));
    }
  }

  /** So many adversaries have f shards. */
  static faultyNodes(): number {
    return maxFaulty(N_SHARDS) / Math.floor(N_SHARDS / NODES);
  }

  get now(): number {
    return this.epoch * SLOTS + this.slot;
  }

  get bytesPerSlot(): number {
    return (this.bytesPerShard * this.nShards) / this.nodes.length / this.#options.fetchSlots;
  }

  get adversaries(): PaperNode[] {
    return this.nodes.filter(({ isHonest }) => !isHonest);
  }

  /** One epoch, from its change to the next. */
  playEpoch(): void {
    this.epoch++;
    this.slot = 0;
    this.judges.beginEpoch(this.epoch);
    this.#renewBlobs();
    for (const node of this.nodes) node.isBarred = node.pool.isBarred(this.epoch);
    for (const node of this.nodes) if (!node.isBarred) node.behaviour.epochBegins(node, this);
    let next = 0;
    let hadRound = false;
    for (this.slot = 0; this.slot < SLOTS; this.slot++) {
      this.#passSlot();
      if (this.slot < next || this.slot > LAST_SLOT) continue;
      const isLast = this.slot === LAST_SLOT && !hadRound;
      if (Math.floor(this.random() * SLOTS) >= OPEN_CHANCE_64THS && !isLast) continue;
      hadRound = true;
      next = this.slot + ROUND_SLOTS;
      this.#playRound();
    }
    this.#payRewards();
  }

  /** Walrus does what it is told. */
  carryOut(orders: readonly Order[]): void {
    for (const order of orders) {
      const node = this.nodes[order.node]!;
      node.pool.carryOut(order, this.epoch);
      if (node.isHonest && order.kind !== 'release') this.honestPaid.push(order);
    }
  }

  /** A node pays for storage: a part of what all others pay for theirs. Who stores it earns that. */
  pay(node: PaperNode, part: number): void {
    const price = BigInt(Math.round(part * this.nShards * Number(REWARDS)));
    node.spent += price;
    this.#extraRewards += price;
  }

  /** Shards change hands with the epoch: the new owner has nothing of them yet. */
  moveShards(from: PaperNode, to: PaperNode, shards: readonly number[]): void {
    from.shards = from.shards.filter((shard) => !shards.includes(shard));
    from.lacking.forget(({ shard }) => shards.includes(shard));
    to.shards = [...to.shards, ...shards].sort((a, b) => a - b);
    to.received = new Set([...to.received, ...shards]);
    to.gained += shards.length;
    to.drop(sliversOf(this.blobs.all, shards));
  }

  /** All FROST that was paid in is somewhere. */
  get isBalanced(): boolean {
    const held = this.nodes.reduce((sum, { pool: { money } }) => {
      return sum + money.stake + money.paid + money.waiting + money.burned;
    }, 0n);
    return held === this.issued;
  }

  /** Ends blobs, and draws those that are certified in this epoch. */
  #renewBlobs(): void {
    this.blobs.end(this.epoch);
    for (const node of this.nodes) {
      node.received = new Set();
      node.gained = 0;
      node.reportedAt = undefined;
      node.lacking.forget(({ blob }) => blob.endEpoch <= this.epoch);
    }
    while (this.blobs.all.length < this.#options.blobs) {
      const at = this.now + Math.floor(this.random() * SLOTS);
      this.certify(at, this.epoch + 1 + Math.floor(this.random() * LIFE));
    }
    this.#measure();
  }

  /** Certifies a blob, whose slivers those who store it have from then on. */
  certify(at: number, endEpoch: number, size?: number): PaperBlob {
    const blob = this.blobs.add(at, endEpoch, size);
    for (const node of this.nodes) {
      if (!node.behaviour.stores(node, blob)) node.drop(node.slivers([blob]));
    }
    return blob;
  }

  #measure(): void {
    this.bytesPerShard = this.blobs.all.reduce((sum, { sliverBytes }) => {
      return sum + sliverBytes.primary + sliverBytes.secondary;
    }, 0);
  }

  #passSlot(): void {
    for (const node of this.nodes) {
      if (node.isBarred) continue;
      node.behaviour.slotBegins(node, this);
      this.#report(node);
      const has = node.shards.length - node.lacking.bytes / this.bytesPerShard;
      node.kept += (has * node.behaviour.keeps(this)) / SLOTS;
      node.owed += node.shards.length / SLOTS;
    }
  }

  /** Reports shards when all are here; whoever is late in it is asked for them all the same. */
  #report(node: PaperNode): void {
    if (node.gained === 0 || node.reportedAt !== undefined) return;
    const isOver = this.slot >= this.handOverSlots;
    const isHere = (blob: PaperBlob): boolean =>
      node.shards.every((shard) => AXES.every((axis) => node.has(blob, { shard, axis })));
    if ((isOver || !node.behaviour.reportsLate()) && this.blobs.all.every(isHere))
      node.reportedAt = this.slot;
    if (isOver || node.reportedAt !== undefined) node.received = new Set();
  }

  #playRound(): void {
    this.rounds++;
    const exempt = new Set(this.judges.exempt);
    for (const { index, isBarred } of this.nodes) if (isBarred) exempt.add(index);
    const round = new RoundTwin(
      this.nodes.map(({ shards }) => shards.length),
      exempt,
    );
    for (const node of this.nodes) {
      const set = node.isBarred ? undefined : node.behaviour.signs(node);
      if (set !== undefined) round.addReady([node.index], set);
    }
    if (round.phase === 'ready') {
      round.draw();
      askAll(this, round, exempt);
      round.decide();
    } else round.makeVoid();
    if (!round.isConclusive) this.failedRounds++;
    const { settled, orders } = this.judges.settle(round);
    this.carryOut(orders);
    for (const { node } of settled) this.#tell(node, round);
    for (const { index } of this.nodes) if (round.verdict(index) === 'Wrong') this.#tell(index, round);
  }

  #tell(index: number, round: RoundTwin): void {
    const node = this.nodes[index]!;
    const verdict = round.verdict(index)!;
    node.count(verdict);
    if (!node.isBarred) node.behaviour.roundIsOver(node, verdict, this);
  }

  /**
   * By what nodes should have stored, less what they refuse: each epoch the same, all in all. Shards that a
   * node has got with the epoch earn from its report on.
   */
  #payRewards(): void {
    const stored = this.bytesPerShard / this.#options.filled;
    const contributions = this.nodes.map((node) => {
      const refused = this.blobs.all.filter((blob) => node.behaviour.denies(blob));
      const bytes = refused.reduce((sum, b) => sum + b.sliverBytes.primary + b.sliverBytes.secondary, 0);
      return node.isBarred ? 0n : BigInt(node.shards.length) * BigInt(Math.round(stored - bytes));
    });
    const total = contributions.reduce((sum, contribution) => sum + contribution, 0n);
    const all = REWARDS * BigInt(this.nShards) + this.#extraRewards;
    this.#extraRewards = 0n;
    this.nodes.forEach((node, index) => {
      const share = (all * contributions[index]!) / total;
      this.issued += share;
      const late = (node.reportedAt ?? SLOTS) / SLOTS;
      node.pool.advance(share, Math.ceil((PPM * late * node.gained) / Math.max(1, node.shards.length)));
    });
  }
}
