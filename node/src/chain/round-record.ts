/**
 * What the chain has said about rounds of challenges (R16), folded from the events of the judges; and which
 * blobs are in the set of a round, a rule that every node applies alike:
 *
 * A round that opens in checkpoint c is about every blob that has a registration which was certified in a
 * checkpoint up to m and is alive: not deleted by c, not ended, and the blob neither invalid by c nor lost.
 * All of a checkpoint counts together; only losses, which the judges tell as they tell of the round, count up
 * to the event that opens it, and not from it on. m is the checkpoint of the last attempt to open a round
 * that was made at least eight slots, an eighth of an epoch, before the attempt that opened this one; an
 * epoch counts as 64 slots. Without such an attempt the set is empty.
 */
import type { BlobRecord } from './blob-record.js';

/** An attempt to open a round, and where it stands on chain. */
interface Attempt {
  readonly epoch: number;
  readonly slot: number;
  readonly checkpoint: number;
}

/** Shards that a node has declared lost: nobody asks for them up to an epoch. */
export interface DeclaredShards {
  /** Object id of the node. */
  readonly nodeId: string;
  /** The shards. */
  readonly shards: readonly number[];
  /** The last epoch in which they are not asked for. */
  readonly untilEpoch: number;
}

/** A round of challenges, as the chain has told it. */
export interface RoundRecord {
  /** Number of the round. */
  readonly round: number;
  /** Its epoch. */
  readonly epoch: number;
  /** When it opened, ms since 1970. */
  readonly openedMs: number;
  /** Blobs of its set were certified by this checkpoint; undefined: there are none. */
  readonly certifiedBy: number | undefined;
  /** Shards that are not asked for, as their nodes have declared them lost. */
  readonly declared: readonly DeclaredShards[];
  /** This node has its verdict, or it came to nothing. */
  readonly isOver: boolean;
}

/** Everything that is kept about rounds. */
export interface RoundsRecord {
  readonly attempts: readonly Attempt[];
  readonly declared: readonly DeclaredShards[];
  readonly last: RoundRecord | undefined;
}

/** What an event of the judges means for rounds. */
export type RoundEvent =
  | ({ readonly kind: 'attempted' } & Attempt)
  | { readonly kind: 'opened'; readonly round: number; readonly epoch: number; readonly openedMs: number }
  | { readonly kind: 'over'; readonly round: number }
  /** A node has its verdict: from now on nobody can accuse it, and no accusation waits. */
  | { readonly kind: 'settled'; readonly round: number; readonly nodeId: string }
  | ({ readonly kind: 'declared' } & DeclaredShards)
  | { readonly kind: 'restored'; readonly nodeId: string }
  /** Another epoch was taken in: no round of an earlier one goes on. */
  | { readonly kind: 'epoch'; readonly epoch: number };

/** Nothing is known. */
export const NO_ROUNDS: RoundsRecord = { attempts: [], declared: [], last: undefined };

/** Slots of an epoch. */
const SLOTS = 64;
/** Slots that a blob has to be certified before a round asks for it. */
const SETTLE_SLOTS = 8;

/** The record of a node after one more event. */
export function applyRoundEvent(record: RoundsRecord, event: RoundEvent, nodeId: string): RoundsRecord {
  switch (event.kind) {
    case 'attempted': {
      const { epoch, slot, checkpoint } = event;
      // At most one attempt a slot: one of these is eight slots old.
      return {
        ...record,
        attempts: [...record.attempts, { epoch, slot, checkpoint }].slice(-SETTLE_SLOTS - 2),
      };
    }
    case 'opened': {
      const { round, epoch, openedMs } = event;
      const declared = record.declared.filter(({ untilEpoch }) => untilEpoch >= epoch);
      const last = { round, epoch, openedMs, certifiedBy: settledBefore(record), declared, isOver: false };
      return { ...record, declared, last };
    }
    case 'settled':
    case 'over':
      return record.last?.round === event.round && (event.kind === 'over' || event.nodeId === nodeId)
        ? { ...record, last: { ...record.last, isOver: true } }
        : record;
    case 'declared': {
      const { nodeId, shards, untilEpoch } = event;
      return { ...record, declared: [...without(record, nodeId), { nodeId, shards, untilEpoch }] };
    }
    case 'restored':
      return { ...record, declared: without(record, event.nodeId) };
    case 'epoch':
      return record.last !== undefined && record.last.epoch < event.epoch
        ? { ...record, last: { ...record.last, isOver: true } }
        : record;
  }
}

/** Whether a blob is in the set of a round that has just opened. */
export function isInSet(
  blob: BlobRecord,
  { epoch, certifiedBy }: Pick<RoundRecord, 'epoch' | 'certifiedBy'>,
): boolean {
  if (certifiedBy === undefined || blob.invalid !== undefined || blob.size === undefined) return false;
  const lostUpTo = Math.max(-1, ...(blob.losses ?? []).map((loss) => loss.epoch));
  return blob.registrations.some(
    ({ endEpoch, certifiedEpoch, certifiedCheckpoint }) =>
      certifiedCheckpoint !== undefined &&
      certifiedCheckpoint <= certifiedBy &&
      endEpoch > epoch &&
      certifiedEpoch! > lostUpTo,
  );
}

/** The checkpoint by which blobs have to be certified for a round that the last attempt opens. */
function settledBefore({ attempts }: RoundsRecord): number | undefined {
  const opening = attempts.at(-1);
  if (opening === undefined) return undefined;
  const number = ({ epoch, slot }: Attempt) => SLOTS * epoch + slot;
  return attempts.findLast((attempt) => number(opening) - number(attempt) >= SETTLE_SLOTS)?.checkpoint;
}

function without({ declared }: RoundsRecord, nodeId: string): DeclaredShards[] {
  return declared.filter((other) => other.nodeId !== nodeId);
}
