/** Adversaries that forget when nobody asks, and fetch again. */
import { lastSlot, roundLengths } from '@haulout/sdk/evidence';
import { SLOTS } from '../blobs.js';
import type { Verdict } from '../contracts/round-twin.js';
import { Behaviour, type PaperNode, type Surroundings } from '../node.js';
import { TIMES } from '../world.js';

/** The last slot in which a round may be under way. */
const QUIET_FROM = lastSlot(TIMES) + Math.ceil(roundLengths(TIMES).deadline / roundLengths(TIMES).slot) + 1;

/** Drops at the end of an epoch, when no round can come, what it can fetch until the next one begins. */
export class BetweenEpochs extends Behaviour {
  override slotBegins(node: PaperNode, world: Surroundings): void {
    if (world.slot < QUIET_FROM) return node.fetch(world);
    // Half of the quiet time drops, the other half fetches.
    const half = (QUIET_FROM + SLOTS) / 2;
    if (world.slot >= half) return node.fetch(world);
    if (world.slot > QUIET_FROM) return;
    let room = world.bytesPerSlot * Math.floor(SLOTS - half);
    const sorted = node.slivers(world.blobs.all).filter(({ blob }) => {
      room -= blob.sliverBytes.primary + blob.sliverBytes.secondary;
      return room >= 0;
    });
    node.drop(sorted);
  }
}

/** Stores only for so many rounds of each cycle: misses the others, and has everything for those. */
export class MissesSome extends Behaviour {
  readonly #misses: number;
  #missed = 0;

  constructor(misses: number) {
    super();
    this.#misses = misses;
  }

  override epochBegins(node: PaperNode, world: Surroundings): void {
    if (this.#missed < this.#misses) this.#forget(node, world);
  }

  override slotBegins(node: PaperNode, world: Surroundings): void {
    if (this.#missed >= this.#misses) node.fetch(world);
  }

  override roundIsOver(node: PaperNode, verdict: Verdict, world: Surroundings): void {
    this.#missed = verdict === 'Passed' ? 0 : this.#missed + 1;
    if (verdict === 'Passed') this.#forget(node, world);
  }

  #forget(node: PaperNode, { blobs }: Surroundings): void {
    node.drop(node.slivers(blobs.all));
  }
}

/** Drops everything when its stake is to be free with the next epoch, and hands nothing over. */
export class LeavesAtTheEnd extends Behaviour {
  readonly #lastEpoch: number;
  readonly #slot: number;

  constructor(lastEpoch: number, slot: number) {
    super();
    this.#lastEpoch = lastEpoch;
    this.#slot = slot;
  }

  override slotBegins(node: PaperNode, world: Surroundings): void {
    const isLeaving = world.epoch === this.#lastEpoch && world.slot >= this.#slot;
    if (isLeaving) node.drop(node.slivers(world.blobs.all));
    if (isLeaving && world.slot === SLOTS - 1) {
      const owned = node.shards.length;
      world.carryOut(world.judges.notDelivered(node.index, owned, owned));
    }
  }
}

/** Declares all shards lost every fourth epoch, which is as often as it is forgiven, and stores for the others. */
export class Declares extends Behaviour {
  override epochBegins(node: PaperNode, world: Surroundings): void {
    const owned = node.shards.length;
    const phase = world.epoch % 4;
    if (phase === 0) world.carryOut(world.judges.declare(node.index, owned, owned));
    if (phase === 1) world.carryOut(world.judges.holdOver(node.index, owned));
    if (phase < 2 && world.epoch >= 4) node.drop(node.slivers(world.blobs.all));
  }

  override slotBegins(node: PaperNode, world: Surroundings): void {
    const mustHave = world.epoch % 4 >= 2 || world.epoch < 4;
    const isComing = world.epoch % 4 === 1 && world.slot >= SLOTS - SLOTS / 8;
    if (mustHave || isComing) node.fetch(world);
  }
}
