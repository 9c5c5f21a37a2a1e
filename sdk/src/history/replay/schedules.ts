/** What causes cost in each epoch, as quorums have changed it. */
import {
  CAUSES,
  causeNumber,
  checkScheduleChange,
  DEFAULT_SCHEDULE,
  REWARDS_PPM,
  SCHEDULE_EPOCHS_AHEAD,
  type Cause,
  type Schedule,
} from '../../evidence/schedule.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';

/** A penalty in millionths of the stake, and of the rewards of the epoch. */
export interface Cost {
  /** Why: a number of the contracts, 1 to 9. */
  readonly cause: number;
  readonly stakePpm: number;
  readonly rewardsPpm: number;
}

/** The schedules of a network, the first one included. */
export class Schedules {
  readonly #entries: { readonly fromEpoch: number; readonly schedule: Schedule }[] = [
    { fromEpoch: 0, schedule: DEFAULT_SCHEDULE },
  ];
  #sequence = 0n;

  /** What a cause costs for a deed of an epoch. */
  cost(cause: Cause, epoch: number): Cost {
    const { schedule } = this.#entries.findLast(({ fromEpoch }) => fromEpoch <= epoch)!;
    return {
      cause: causeNumber(cause),
      stakePpm: schedule.stakePpm[cause],
      rewardsPpm: REWARDS_PPM[cause],
    };
  }

  /** @throws EvidenceError, Contradiction */
  change({ epoch, sequence, from_epoch, ...fields }: FieldsOf<'ScheduleChanged'>): void {
    const last = this.#entries.at(-1)!;
    const number = BigInt(sequence);
    expect(number > this.#sequence, `its number is not larger than ${this.#sequence}`);
    expect(
      from_epoch === epoch + SCHEDULE_EPOCHS_AHEAD && from_epoch > last.fromEpoch,
      `it cannot begin in epoch ${from_epoch}`,
    );
    const schedule = scheduleOf(fields);
    checkScheduleChange(last.schedule, schedule);
    this.#entries.push({ fromEpoch: from_epoch, schedule });
    this.#sequence = number;
  }
}

/** @throws Contradiction */
export function scheduleOf({
  stake_ppm,
  rebuild_cost,
}: Pick<FieldsOf<'ScheduleChanged'>, 'stake_ppm' | 'rebuild_cost'>): Schedule {
  expect(stake_ppm.length === CAUSES.length, `it has not ${CAUSES.length} causes`);
  const stakePpm = Object.fromEntries(
    CAUSES.map((cause, index) => [cause, stake_ppm[index]!]),
  ) as Schedule['stakePpm'];
  return { stakePpm, rebuildCost: BigInt(rebuild_cost) };
}
