/**
 * When the parts of a round are due (R16). Each is a fraction of the epoch D with a least length in steps, so
 * that epochs of minutes have rounds as well. Those in which nodes give no data have a greatest length too,
 * so that readers wait for a minute or two, however long the epoch is:
 *
 * | what          | how long | steps   | from                    |
 * | ------------- | -------- | ------- | ----------------------- |
 * | slot          | D/64     |         | end of the epoch change |
 * | ready         | D/128    | 2 to 6  | open                    |
 * | draw, earliest| D/512    | 1 to 2  | quorum of one root      |
 * | draw, latest  | D/64     | 5 to 12 | open                    |
 * | answer        | D/256    | 2 to 6  | seed                    |
 * | deadline      | D/32     | from 5  | seed                    |
 * | acquittal     | D/64     | from 3  | accusation              |
 *
 * A round opens only if open + latest draw + deadline + acquittal <= end of the change + 31/32 D. Times are
 * milliseconds, and divisions round down, as in the contracts.
 */
import { EvidenceError } from './errors.js';

/** What the times of an epoch's rounds follow from; whole milliseconds. */
export interface EpochTimes {
  /** When the change to this epoch was done, since 1970. */
  readonly doneMs: number;
  /** Length of an epoch, D. */
  readonly durationMs: number;
  /** The least step, a parameter of `Evidence`. */
  readonly stepMs: number;
}

/** How long the parts of a round are, in milliseconds. */
export interface RoundLengths {
  /** From one attempt to open to the next. */
  readonly slot: number;
  /** From `open` on, certificates of readiness are taken. */
  readonly ready: number;
  /** From the quorum of one root to the earliest draw. */
  readonly drawDelay: number;
  /** From `open` to the latest draw. */
  readonly drawUntil: number;
  /** From the seed on, roots of answers are taken. */
  readonly answer: number;
  /** From the seed to the end of verdicts and accusations. */
  readonly deadline: number;
  /** From an accusation to its conviction. */
  readonly acquit: number;
}

/** Chance that an attempt opens a round: numerator of 64ths. */
export const OPEN_CHANCE_64THS = 5;

/**
 * The lengths of the parts of a round.
 *
 * @throws EvidenceError `INVALID_ROUND`
 */
export function roundLengths({ durationMs, stepMs }: Omit<EpochTimes, 'doneMs'>): RoundLengths {
  if (!Number.isSafeInteger(durationMs) || durationMs < 64 || !Number.isSafeInteger(stepMs) || stepMs < 1) {
    throw new EvidenceError(
      'INVALID_ROUND',
      `an epoch of ${durationMs} ms with steps of ${stepMs} ms: it has 64 ms at least, and a step 1`,
      { durationMs, stepMs },
    );
  }
  const part = (fraction: number, least: number, most = Infinity): number =>
    Math.min(Math.max(Math.floor(durationMs / fraction), least * stepMs), most * stepMs);
  return {
    slot: Math.floor(durationMs / 64),
    ready: part(128, 2, 6),
    drawDelay: part(512, 1, 2),
    drawUntil: part(64, 5, 12),
    answer: part(256, 2, 6),
    deadline: part(32, 5),
    acquit: part(64, 3),
  };
}

/** The last moment at which a round may open; before `doneMs` when the epoch is too short for any. */
export function latestOpen(times: EpochTimes): number {
  const { drawUntil, deadline, acquit } = roundLengths(times);
  return times.doneMs + Math.floor((31 * times.durationMs) / 32) - drawUntil - deadline - acquit;
}

/** The slot of a moment: 0 from the end of the epoch change on; negative before it. */
export function slotAt(times: EpochTimes, nowMs: number): number {
  return Math.floor((nowMs - times.doneMs) / roundLengths(times).slot);
}

/** When a slot begins. */
export function slotStart(times: EpochTimes, slot: number): number {
  return times.doneMs + slot * roundLengths(times).slot;
}

/**
 * The last slot in which a round may open at any moment; from it on an epoch without a round gets one for
 * certain. What fits after it can be as short as a millisecond. Negative when the epoch is too short for any.
 */
export function lastSlot(times: EpochTimes): number {
  return slotAt(times, latestOpen(times)) - 1;
}

/** What has happened in a round so far, in milliseconds since 1970. */
export interface RoundMoments {
  /** Time of `open`. */
  readonly openMs: number;
  /** When one root had a quorum. */
  readonly quorumMs?: number | undefined;
  /** When the seed was drawn. */
  readonly seedMs?: number | undefined;
}

/** Until when, or from when, something in a round may be done, in milliseconds since 1970. */
export interface RoundTimes {
  /** Last moment for a certificate of readiness. */
  readonly readyUntilMs: number;
  /** First moment for the draw; undefined before a quorum. */
  readonly drawFromMs: number | undefined;
  /** Last moment for the draw. */
  readonly drawUntilMs: number;
  /** Last moment for a root of answers; nothing is opened or served up to it. Undefined before the seed. */
  readonly answerUntilMs: number | undefined;
  /** Last moment for verdicts and accusations; undefined before the seed. */
  readonly deadlineMs: number | undefined;
  /** Up to when nodes serve no slivers: the end of answers, or without a seed the latest draw. */
  readonly gateUntilMs: number;
}

/** The times of a round, as far as they follow from what has happened. */
export function roundTimes(times: EpochTimes, { openMs, quorumMs, seedMs }: RoundMoments): RoundTimes {
  const lengths = roundLengths(times);
  const after = (start: number | undefined, length: number): number | undefined =>
    start === undefined ? undefined : start + length;
  const drawUntilMs = openMs + lengths.drawUntil;
  const answerUntilMs = after(seedMs, lengths.answer);
  return {
    readyUntilMs: openMs + lengths.ready,
    drawFromMs: after(quorumMs, lengths.drawDelay),
    drawUntilMs,
    answerUntilMs,
    deadlineMs: after(seedMs, lengths.deadline),
    gateUntilMs: answerUntilMs ?? drawUntilMs,
  };
}
