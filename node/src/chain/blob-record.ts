/**
 * What the chain has said about one blob id, folded from its events. A blob id can be registered many times,
 * by different owners; it is stored for as long as one registration lives.
 */

/** Where on chain an event stands. */
export interface EventReference {
  /** Digest of the transaction. */
  readonly txDigest: string;
  /** Index of the event in its transaction. */
  readonly eventSeq: number;
}

/**
 * Events of the Move module `walrus::events` that concern one blob. Epochs are Walrus epochs; ids are `0x`
 * and 64 hex digits.
 */
export type BlobEvent = {
  /** Where it stands on chain. */
  readonly at: EventReference;
} & (
  | {
      /** What happened to the blob object. */
      readonly kind: 'registered' | 'certified';
      /** Epoch in which it happened. */
      readonly epoch: number;
      /** The `Blob` object. */
      readonly objectId: string;
      /** First epoch in which it is no longer stored. */
      readonly endEpoch: number;
      /** Whether its owner can end it before its time. */
      readonly deletable: boolean;
    }
  | {
      readonly kind: 'deleted';
      /** The `Blob` object that was deleted. */
      readonly objectId: string;
    }
  | {
      readonly kind: 'invalid';
      /** Epoch in which it was declared invalid. */
      readonly epoch: number;
    }
);

/** A blob object that stands for a blob id, as the chain has told it. */
export interface BlobRegistration {
  /** The `Blob` object. */
  readonly objectId: string;
  /** First epoch in which the blob need not be stored any more. */
  readonly endEpoch: number;
  /** Whether its owner can end it before its time. */
  readonly deletable: boolean;
  /** Epoch of certification. */
  readonly certifiedEpoch: number | undefined;
  /** The latest event about this registration. */
  readonly at: EventReference;
}

/** What the chain has said about one blob id. */
export interface BlobRecord {
  /** Its blob objects that have not been deleted, expired ones included. */
  readonly registrations: readonly BlobRegistration[];
  /** When and where the committee declared the blob id invalid. */
  readonly invalid:
    | {
        /** The epoch in which it was declared. */
        readonly epoch: number;
        /** The event that said so. */
        readonly at: EventReference;
      }
    | undefined;
}

/** The record of a blob id of which the chain has said nothing. */
export const UNKNOWN_BLOB: BlobRecord = { registrations: [], invalid: undefined };

/** The record after one more event. Applying an event twice changes nothing more. */
export function applyBlobEvent(record: BlobRecord, event: BlobEvent): BlobRecord {
  const { at } = event;
  if (event.kind === 'invalid') return { ...record, invalid: record.invalid ?? { epoch: event.epoch, at } };
  const known = record.registrations.find(({ objectId }) => objectId === event.objectId);
  const others = record.registrations.filter((registration) => registration !== known);
  if (event.kind === 'deleted') return { ...record, registrations: others };
  const certifiedEpoch = known?.certifiedEpoch ?? (event.kind === 'certified' ? event.epoch : undefined);
  const { objectId, endEpoch, deletable } = event;
  return { ...record, registrations: [...others, { objectId, endEpoch, deletable, certifiedEpoch, at }] };
}

/** The registrations that oblige nodes to store the blob in `epoch`. */
export function liveRegistrations(record: BlobRecord, epoch: number): readonly BlobRegistration[] {
  if (record.invalid) return [];
  return record.registrations.filter(({ endEpoch }) => endEpoch > epoch);
}
