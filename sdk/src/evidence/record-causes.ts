/**
 * Why a blob is on record.
 *
 * - `conflict`: invalid, as one of its cells has two contents
 * - `padding`: invalid, as bytes are hidden behind its end
 * - `certificate`: invalid, as at least one honest node says so
 * - `refused`: lost, as at least one honest node refuses it
 * - `unrecoverable`: lost, as a quorum can neither give nor rebuild it
 */
export type RecordCause = 'conflict' | 'padding' | 'certificate' | 'refused' | 'unrecoverable';

/** In the order of their numbers in `evidence::records`, which begin at 1. */
const CAUSES: readonly RecordCause[] = ['conflict', 'padding', 'certificate', 'refused', 'unrecoverable'];

/** The cause with a number of the contracts, or undefined. */
export function recordCauseOf(number: number): RecordCause | undefined {
  return CAUSES[number - 1];
}
