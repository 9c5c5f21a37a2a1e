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
      /** Bytes of the blob; a registration says them. */
      readonly size?: number | undefined;
      /** Number of the checkpoint that has the event; of a certificate it is kept. */
      readonly checkpoint?: number | undefined;
      /** Epoch in which it happened. */
      readonly epoch: number;
      /** The `Blob` or `PooledBlob` object. */
      readonly objectId: string;
      /** First epoch in which it is no longer stored; absent: that of its storage pool. */
      readonly endEpoch?: number | undefined;
      /** The storage pool that it is in, if it is in one. */
      readonly poolId?: string | undefined;
      /** Whether its owner can end it before its time. */
      readonly deletable: boolean;
    }
  | {
      readonly kind: 'deleted';
      /** The `Blob` or `PooledBlob` object that was deleted. */
      readonly objectId: string;
    }
  | {
      readonly kind: 'invalid';
      /** Epoch in which it was declared invalid. */
      readonly epoch: number;
    }
  | {
      readonly kind: 'lost';
      /** Number of the record of the loss. */
      readonly record: string;
      /** What was certified up to this epoch is lost. */
      readonly epoch: number;
    }
  | {
      readonly kind: 'not-lost';
      /** Number of the record that was revoked. */
      readonly record: string;
    }
);

/** A blob object that stands for a blob id, as the chain has told it. */
export interface BlobRegistration {
  /** The `Blob` or `PooledBlob` object. */
  readonly objectId: string;
  /** First epoch in which the blob need not be stored any more. */
  readonly endEpoch: number;
  /** The storage pool that it is in, if it is in one: it ends with the pool. */
  readonly poolId?: string | undefined;
  /** Whether its owner can end it before its time. */
  readonly deletable: boolean;
  /** Epoch of certification. */
  readonly certifiedEpoch: number | undefined;
  /** Number of the checkpoint of its first certificate. */
  readonly certifiedCheckpoint?: number | undefined;
  /** The latest event about this registration. */
  readonly at: EventReference;
}

/** What the chain has said about one blob id. */
export interface BlobRecord {
  /** Bytes of the blob; undefined when nobody has said. */
  readonly size?: number | undefined;
  /** Losses of the blob that nobody has revoked; default: none. */
  readonly losses?:
    | readonly {
        /** Number of the record. */
        readonly record: string;
        /** What was certified up to this epoch is lost. */
        readonly epoch: number;
      }[]
    | undefined;
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

/**
 * The record after one more event. Applying an event twice changes nothing more. A registration in a storage
 * pool ends in epoch 0 until {@link withPoolEnds} says when.
 */
export function applyBlobEvent(record: BlobRecord, event: BlobEvent): BlobRecord {
  const { at } = event;
  if (event.kind === 'invalid') return { ...record, invalid: record.invalid ?? { epoch: event.epoch, at } };
  if (event.kind === 'lost' || event.kind === 'not-lost')
    return { ...record, losses: lossesAfter(record, event) };
  const known = record.registrations.find(({ objectId }) => objectId === event.objectId);
  const others = record.registrations.filter((registration) => registration !== known);
  if (event.kind === 'deleted') return { ...record, registrations: others };
  const certifiedEpoch = known?.certifiedEpoch ?? (event.kind === 'certified' ? event.epoch : undefined);
  const certifiedCheckpoint =
    known?.certifiedCheckpoint ?? (event.kind === 'certified' ? event.checkpoint : undefined);
  const { objectId, endEpoch = 0, poolId, deletable, size = record.size } = event;
  const place = poolId === undefined ? { endEpoch } : { endEpoch, poolId };
  const registration = { objectId, ...place, deletable, certifiedEpoch, at };
  return {
    ...record,
    ...(size !== undefined && { size }),
    registrations: [
      ...others,
      certifiedCheckpoint === undefined ? registration : { ...registration, certifiedCheckpoint },
    ],
  };
}

/** The record with the ends that storage pools have now. */
export function withPoolEnds(record: BlobRecord, endOf: (poolId: string) => number): BlobRecord {
  if (record.registrations.every(({ poolId }) => poolId === undefined)) return record;
  const registrations = record.registrations.map((registration) =>
    registration.poolId === undefined
      ? registration
      : { ...registration, endEpoch: endOf(registration.poolId) },
  );
  return { ...record, registrations };
}

function lossesAfter(
  { losses = [] }: BlobRecord,
  event: Extract<BlobEvent, { readonly kind: 'lost' | 'not-lost' }>,
): NonNullable<BlobRecord['losses']> {
  const others = losses.filter(({ record }) => record !== event.record);
  return event.kind === 'lost' ? [...others, { record: event.record, epoch: event.epoch }] : others;
}

/** The registrations that oblige nodes to store the blob in `epoch`. */
export function liveRegistrations(record: BlobRecord, epoch: number): readonly BlobRegistration[] {
  if (record.invalid) return [];
  return record.registrations.filter(({ endEpoch }) => endEpoch > epoch);
}
