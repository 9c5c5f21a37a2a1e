/**
 * The schedule of penalties (R17): what each cause costs, in parts per million (ppm) of a node's stake and of
 * its rewards in the epoch of the deed. 5 % is 50,000 ppm.
 *
 * The committee changes the stake's part by a message of type 69, two epochs ahead and within bounds:
 *
 * - each cause between 0 and 10 %
 * - at most twofold an epoch, up or down; what is below 0.1 % counts as 0.1 %, so that zero can be left and
 *   reached
 *
 * The part of the rewards is fixed in the contracts.
 */
import { EvidenceError } from './errors.js';

/** Why a node pays. */
export type Cause =
  | 'wrongAnswer'
  | 'missedInARow'
  | 'miss'
  | 'voidRound'
  | 'notDelivered'
  | 'notReceived'
  | 'declaredLost'
  | 'unrecoverable'
  | 'vote';

/** All causes in the order of their numbers on chain, which begin at 1. */
export const CAUSES: readonly Cause[] = [
  'wrongAnswer',
  'missedInARow',
  'miss',
  'voidRound',
  'notDelivered',
  'notReceived',
  'declaredLost',
  'unrecoverable',
  'vote',
];

/** 100 % in ppm. */
export const PPM = 1_000_000;
/** Most that one cause may take of the stake, in ppm. */
export const MAX_STAKE_PPM = 100_000;
/** What a smaller penalty counts as where changes are bounded, in ppm. */
export const LEAST_STEP_PPM = 1_000;
/** How many epochs after its message a schedule begins, at least. */
export const SCHEDULE_EPOCHS_AHEAD = 2;

/** What a committee decides about penalties. */
export interface Schedule {
  /** Part of the stake that each cause takes, in ppm, 0 to {@link MAX_STAKE_PPM}. */
  readonly stakePpm: Readonly<Record<Cause, number>>;
  /** What rebuilding a MiB of slivers costs at most, in FROST; u64. */
  readonly rebuildCost: bigint;
}

/**
 * What each cause takes of the stake in a new network, in ppm. Of `notDelivered` and `notReceived` a node
 * pays the part of its shards that are concerned, of `unrecoverable` the part of the bytes that the blob is.
 * A `vote` takes what is voted for, once it is above 0.
 */
export const DEFAULT_STAKE_PPM: Readonly<Record<Cause, number>> = {
  wrongAnswer: 50_000,
  missedInARow: 50_000,
  miss: 0,
  voidRound: 0,
  notDelivered: 10_000,
  notReceived: 5_000,
  declaredLost: 0,
  unrecoverable: 10_000,
  vote: 0,
};

/** The schedule that a network begins with. */
export const DEFAULT_SCHEDULE: Schedule = { stakePpm: DEFAULT_STAKE_PPM, rebuildCost: 10_000n };

/**
 * Part of the epoch's rewards that each cause takes, in ppm; sums are capped at all of them. Of
 * `declaredLost` it is the part of the shards that are concerned.
 */
export const REWARDS_PPM: Readonly<Record<Cause, number>> = {
  wrongAnswer: PPM,
  missedInARow: PPM,
  miss: 250_000,
  voidRound: 250_000,
  notDelivered: 0,
  notReceived: 0,
  declaredLost: PPM,
  unrecoverable: 0,
  vote: 0,
};

/** Number of a cause on chain, 1 to 9. */
export function causeNumber(cause: Cause): number {
  return CAUSES.indexOf(cause) + 1;
}

/** The cause with a number, or undefined. */
export function causeOf(number: number): Cause | undefined {
  return CAUSES[number - 1];
}

/**
 * Checks the bounds of a schedule.
 *
 * @throws EvidenceError `INVALID_SCHEDULE`
 */
export function checkSchedule({ stakePpm, rebuildCost }: Schedule): void {
  for (const cause of CAUSES) {
    const ppm = stakePpm[cause];
    if (Number.isInteger(ppm) && ppm >= 0 && ppm <= MAX_STAKE_PPM) continue;
    throw invalid(`${cause} takes ${ppm} ppm: it may be 0 to ${MAX_STAKE_PPM}`, { penalty: cause, ppm });
  }
  if (rebuildCost < 0n || rebuildCost >= 1n << 64n) {
    throw invalid(`a MiB costs ${rebuildCost} FROST: not a u64`, { rebuildCost });
  }
}

/**
 * Checks that a schedule may follow another one in the next epoch.
 *
 * @throws EvidenceError `INVALID_SCHEDULE`
 */
export function checkScheduleChange(from: Schedule, to: Schedule): void {
  checkSchedule(to);
  for (const cause of CAUSES) {
    const [before, after] = [from, to].map(({ stakePpm }) => Math.max(stakePpm[cause], LEAST_STEP_PPM));
    if (after! <= 2 * before! && before! <= 2 * after!) continue;
    const values = { penalty: cause, from: from.stakePpm[cause], to: to.stakePpm[cause] };
    throw invalid(`${cause} goes from ${values.from} to ${values.to} ppm: at most twofold an epoch`, values);
  }
}

function invalid(what: string, values: Readonly<Record<string, unknown>>): EvidenceError {
  return new EvidenceError('INVALID_SCHEDULE', what, values);
}
