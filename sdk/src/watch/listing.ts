/**
 * Reads a list of checkpoints as far as it can be used: what the endpoint says that it has covered, and no
 * further. A list that is cut off, late or too long is good up to there; one that contradicts itself is good
 * for nothing.
 */
import type { RawCheckpoint } from './checkpoint.js';
import type { Endpoint, ListQuery } from './endpoint.js';
import { WatchError } from './errors.js';

/** What has been learned of a range of checkpoints. */
export interface Listing {
  /** Those that are wanted, in the order of the chain, all of them up to `covered`. */
  readonly checkpoints: readonly RawCheckpoint[];
  /** How far it goes; undefined: nothing has been learned. */
  readonly covered: bigint | undefined;
}

/** Events that are held at one time, in bytes; the checkpoint that reaches beyond it is the last one. */
const MAX_BYTES = 32 * 1024 * 1024;
/** More progress than any range needs. */
const MAX_FRAMES = 10_000;

/**
 * Asks for a list.
 *
 * @throws WatchError BAD_LIST, BAD_CHECKPOINT, OVERSIZED; the call's error when nothing has been learned
 * before it
 */
export async function readListing(
  endpoint: Endpoint,
  query: ListQuery,
  signal: AbortSignal,
): Promise<Listing> {
  const { from, to, limit } = query;
  const found: RawCheckpoint[] = [];
  let covered: bigint | undefined;
  let bytes = 0;
  let frames = 0;
  try {
    for await (const { checkpoint, covered: claim, ends } of endpoint.list(query, signal)) {
      frames++;
      if (checkpoint !== undefined) {
        const { sequenceNumber } = checkpoint;
        if (sequenceNumber < from || sequenceNumber > to)
          throw bad(query, `it has ${sequenceNumber}, which was not asked for`);
        const last = found.at(-1)?.sequenceNumber;
        if (last !== undefined && sequenceNumber <= last)
          throw bad(query, `${sequenceNumber} comes after ${last}`);
        if (covered !== undefined && sequenceNumber <= covered)
          throw bad(query, `${sequenceNumber} comes when everything up to ${covered} had come`);
        found.push(checkpoint);
        bytes += checkpoint.bytes;
      }
      if (claim !== undefined) {
        if (claim > to) throw bad(query, `it covers ${claim}, which was not asked for`);
        if (covered !== undefined && claim < covered)
          throw bad(query, `it covers ${covered}, and then only ${claim}`);
        if (claim >= from) covered = claim;
      }
      if (ends || found.length >= limit || bytes > MAX_BYTES || frames >= MAX_FRAMES) break;
    }
  } catch (error) {
    if (signal.aborted || covered === undefined || error instanceof WatchError) throw error;
  }
  const known = covered ?? from - 1n;
  return { checkpoints: found.filter(({ sequenceNumber }) => sequenceNumber <= known), covered };
}

function bad({ from, to }: ListQuery, why: string): WatchError {
  return new WatchError('BAD_LIST', `the endpoint's list of checkpoints ${from} to ${to}: ${why}`, {
    from,
    to,
  });
}
