/**
 * What the chain has said about one blob id, folded from its events. A blob id can be registered many times,
 * by different owners; it is stored for as long as one registration lives.
 */

/** Where on chain an event stands. */
export interface EventReference {
  readonly txDigest: string;
  /** Index of the event in its transaction. */
  readonly eventSeq: number;
}

/**
 * Events of the Move module `walrus::events` that concern one blob. Epochs are Walrus epochs; ids are `0x`
 * and 64 hex digits.
 */
export type BlobEvent = { readonly at: EventReference } & (
  | {
      readonly kind: 'registered' | 'certified';
      readonly epoch: number;
      readonly objectId: string;
      readonly endEpoch: number;
      readonly deletable: boolean;
    }
  | { readonly kind: 'deleted'; readonly objectId: string }
  | { readonly kind: 'invalid'; readonly epoch: number }
);

export interface BlobRegistration {
  readonly objectId: string;
  /** First epoch in which the blob need not be stored any more. */
  readonly endEpoch: number;
  readonly deletable: boolean;
  /** Epoch of certification. */
  readonly certifiedEpoch: number | undefined;
  /** The latest event about this registration. */
  readonly at: EventReference;
}

export interface BlobRecord {
  readonly registrations: readonly BlobRegistration[];
  /** When and where the committee declared the blob id invalid. */
  readonly invalid: { readonly epoch: number; readonly at: EventReference } | undefined;
}

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
