/**
 * What the chain has said about one blob id, folded from its events. A blob id can be registered many times,
 * by different owners; it is stored for as long as one registration lives.
 */

/** Events of the Move module `walrus::events` that concern one blob. Epochs are Walrus epochs; ids are `0x` hex. */
export type BlobEvent =
  | {
      readonly kind: 'registered' | 'certified';
      readonly objectId: string;
      readonly endEpoch: number;
      readonly deletable: boolean;
      readonly epoch: number;
    }
  | { readonly kind: 'deleted'; readonly objectId: string }
  | { readonly kind: 'invalid'; readonly epoch: number };

export interface BlobRegistration {
  readonly objectId: string;
  /** First epoch in which the blob need not be stored any more. */
  readonly endEpoch: number;
  readonly deletable: boolean;
  /** Epoch of certification. */
  readonly certifiedEpoch: number | undefined;
}

export interface BlobRecord {
  readonly registrations: readonly BlobRegistration[];
  /** Epoch in which a quorum declared the blob id invalid. */
  readonly invalidEpoch: number | undefined;
}

export const UNKNOWN_BLOB: BlobRecord = { registrations: [], invalidEpoch: undefined };

/** The record after one more event. Applying an event twice changes nothing more. */
export function applyBlobEvent(record: BlobRecord, event: BlobEvent): BlobRecord {
  if (event.kind === 'invalid') return { ...record, invalidEpoch: record.invalidEpoch ?? event.epoch };
  const known = record.registrations.find(({ objectId }) => objectId === event.objectId);
  const others = record.registrations.filter((registration) => registration !== known);
  if (event.kind === 'deleted') return { ...record, registrations: others };
  const certifiedEpoch = known?.certifiedEpoch ?? (event.kind === 'certified' ? event.epoch : undefined);
  const { objectId, endEpoch, deletable } = event;
  return { ...record, registrations: [...others, { objectId, endEpoch, deletable, certifiedEpoch }] };
}

/** The registrations that oblige nodes to store the blob in `epoch`. */
export function liveRegistrations(record: BlobRecord, epoch: number): readonly BlobRegistration[] {
  if (record.invalidEpoch !== undefined) return [];
  return record.registrations.filter(({ endEpoch }) => endEpoch > epoch);
}
