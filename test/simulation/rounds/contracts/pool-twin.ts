/**
 * What penalties do to the money of one node, by the rules of `walrus::pool_penalties`, written once more and
 * without a chain. FROST are integers, and parts are millionths, as there. All stake is the operator's own
 * and there is no commission, so that a penalty takes nothing but stake and rewards.
 */
import { PPM } from '@haulout/sdk/evidence';
import type { Order } from './judges-twin.js';

const MOST_PER_EPOCH = 100_000;
const MOST_PER_WINDOW = 300_000;
const WINDOW = 26;

/** Where the money of a node is. */
export interface PoolMoney {
  /** At work; what is due has not been taken yet. */
  readonly stake: bigint;
  /** Paid out. */
  readonly paid: bigint;
  /** Rewards that wait for a pass. */
  readonly waiting: bigint;
  /** Taken for burning. */
  readonly burned: bigint;
}

export class PoolTwin {
  #stake: bigint;
  #paid = 0n;
  #waiting = 0n;
  #burned = 0n;
  #due = 0n;
  #taken: { readonly epoch: number; readonly part: number }[] = [];
  #withheld = 0;
  #held = 0;
  #isReleased = false;

  constructor(stake: bigint) {
    this.#stake = stake;
  }

  get money(): PoolMoney {
    return { stake: this.#stake, paid: this.#paid, waiting: this.#waiting, burned: this.#burned };
  }

  /** FROST of stake that are taken when the epoch ends. */
  get due(): bigint {
    return this.#due;
  }

  /** Carries out an order about this node. */
  carryOut(order: Order, epoch: number): void {
    if (order.kind === 'release') {
      this.#held = 0;
      this.#isReleased = true;
    } else if (order.kind === 'hold') {
      this.#held = Math.min(PPM, this.#held + order.rewardsPpm);
      this.#isReleased = false;
    } else {
      this.#takePart(epoch, order.stakePpm);
      this.#withheld = Math.min(PPM, this.#withheld + order.rewardsPpm);
    }
  }

  /** Has so much been taken before an epoch that the node is no candidate for it? */
  isBarred(epoch: number): boolean {
    return this.#takenUntil(epoch) === MOST_PER_WINDOW;
  }

  /** The epoch ends with these rewards, which are paid out, but for millionths that were not earned. */
  advance(all: bigint, unearnedPpm = 0): void {
    const unearned = partOf(all, unearnedPpm);
    const rewards = all - unearned;
    const taken = partOf(rewards, this.#withheld);
    let left = rewards - taken;
    const share = partOf(rewards, this.#held);
    const waits = share < left ? share : left;
    if (this.#isReleased) {
      left += this.#waiting;
      this.#waiting = 0n;
    }
    this.#waiting += waits;
    this.#paid += left - waits;
    this.#stake -= this.#due;
    this.#burned += unearned + taken + this.#due;
    this.#due = 0n;
    this.#withheld = 0;
    this.#held = 0;
  }

  #takePart(epoch: number, wanted: number): void {
    this.#taken = this.#taken.filter((taken) => taken.epoch + WINDOW > epoch);
    const now = this.#taken.reduce((sum, taken) => (taken.epoch === epoch ? sum + taken.part : sum), 0);
    const part = Math.min(wanted, MOST_PER_EPOCH - now, MOST_PER_WINDOW - this.#takenUntil(epoch));
    if (part <= 0) return;
    this.#taken.push({ epoch, part });
    this.#due += partOf(this.#stake, part);
  }

  #takenUntil(epoch: number): number {
    return this.#taken.reduce((sum, taken) => (taken.epoch + WINDOW > epoch ? sum + taken.part : sum), 0);
  }
}

function partOf(amount: bigint, part: number): bigint {
  return (amount * BigInt(part)) / BigInt(PPM);
}
