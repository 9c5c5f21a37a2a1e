/** What can be wrong with a history or a story, as one typed error with a stable code. */
import { HauloutError, type HauloutErrorFacts } from '../base/errors.js';

/**
 * Stable codes of {@link HistoryError}:
 *
 * - `TOO_LONG`: the history, or a story, has more events or bytes than is read
 * - `INCOMPLETE`: the full node does not have all of the history, or does not say what it has
 * - `MALFORMED_STORY`: a document is no story, or one of another version
 * - `CHANGED`: the content of a story is not what its digest says
 * - `DOES_NOT_HOLD`: an event of a story does not follow from those before it, or its signature or proof is
 *   none; `values.index` is its place in the story
 * - `UNTRUSTED_COMMITTEE`: a signature rests on a committee whose digest was not among the trusted ones
 */
export type HistoryErrorCode =
  | 'TOO_LONG'
  | 'INCOMPLETE'
  | 'MALFORMED_STORY'
  | 'CHANGED'
  | 'DOES_NOT_HOLD'
  | 'UNTRUSTED_COMMITTEE';

/** Every error of `@haulout/sdk/history` that is not one of the chain's client. */
export class HistoryError extends HauloutError<HistoryErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'HistoryError';

  constructor(
    code: HistoryErrorCode,
    message: string,
    facts: Omit<HauloutErrorFacts<HistoryErrorCode>, 'code' | 'message'> = {},
  ) {
    super({ code, message, ...facts });
  }
}

/** What a rule of the contracts says against an event. Caught where its place in the story is known. */
export class Contradiction extends Error {}

/** Throws {@link Contradiction} unless something is so. */
export function expect(isSo: boolean, why: string): asserts isSo {
  if (!isSo) throw new Contradiction(why);
}
