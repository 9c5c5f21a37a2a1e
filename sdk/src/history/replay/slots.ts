/** When rounds open (`evidence::slots`): by a number that an attempt has drawn. */
import { lastSlot, latestOpen, OPEN_CHANCE_64THS, type EpochTimes } from '../../evidence/round-times.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';

/** The slots of an epoch. */
export class Slots {
  #next = 0n;
  #drawn: { readonly slot: bigint; readonly number: number } | undefined;
  #hadRound = false;

  /** Whether an attempt waits for what becomes of it. */
  get isPending(): boolean {
    return this.#drawn !== undefined;
  }

  attempt({ slot, number }: FieldsOf<'RoundAttempted'>): void {
    expect(this.#drawn === undefined, 'an attempt before it waits');
    expect(BigInt(slot) >= this.#next && number < 64, 'the slot has had its attempt, or no such number');
    this.#drawn = { slot: BigInt(slot), number };
    this.#next = BigInt(slot) + 1n;
  }

  open(openedMs: number, times: EpochTimes): void {
    const drawn = this.#take();
    const isLast = drawn.slot >= BigInt(lastSlot(times));
    const opens = drawn.number < OPEN_CHANCE_64THS || (isLast && !this.#hadRound);
    expect(opens && openedMs <= latestOpen(times), `number ${drawn.number} opens no round at this time`);
    this.#hadRound = true;
  }

  pass({ slot }: FieldsOf<'SlotPassed'>): void {
    expect(this.#take().slot === BigInt(slot), 'the attempt was in another slot');
  }

  #take() {
    const drawn = this.#drawn;
    expect(drawn !== undefined, 'there was no attempt');
    this.#drawn = undefined;
    return drawn;
  }
}
