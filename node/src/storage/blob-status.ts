import { liveRegistrations, type BlobRecord, type EventReference } from '../chain/blob-record.js';
import { lossOf, standingRegistrations } from '../losses/covered.js';

/** An event of the chain, as the API names it. */
interface ApiEvent {
  readonly txDigest: string;
  readonly eventSeq: string;
}

/** How many deletable objects a blob has. */
interface DeletableCounts {
  readonly count_deletable_total: number;
  readonly count_deletable_certified: number;
}

/** The status of a blob, in the JSON shape of the storage node API. */
export type ApiBlobStatus =
  | 'nonexistent'
  | { readonly invalid: { readonly event: ApiEvent } }
  | {
      readonly deletable: {
        readonly initialCertifiedEpoch: number | null;
        readonly deletableCounts: DeletableCounts;
      };
    }
  | {
      readonly permanent: {
        readonly endEpoch: number;
        readonly isCertified: boolean;
        readonly statusEvent: ApiEvent;
        readonly initialCertifiedEpoch: number | null;
        readonly deletableCounts: DeletableCounts;
      };
    };

/** The status of a blob in an epoch. */
export function blobStatus(record: BlobRecord, epoch: number): ApiBlobStatus {
  if (record.invalid) return { invalid: { event: eventJson(record.invalid.at) } };
  const live = standingRegistrations(record, epoch);
  // Clients that know nothing of losses take a lost blob for one that is not there.
  if (live.length === 0 || lossOf(record, epoch) !== undefined) return 'nonexistent';
  const isCertified = ({ certifiedEpoch }: { certifiedEpoch: number | undefined }) =>
    certifiedEpoch !== undefined;
  const deletable = live.filter((registration) => registration.deletable);
  const deletableCounts = {
    count_deletable_total: deletable.length,
    count_deletable_certified: deletable.filter(isCertified).length,
  };
  const certifiedEpochs = live.flatMap(({ certifiedEpoch }) => certifiedEpoch ?? []);
  const initialCertifiedEpoch = certifiedEpochs.length > 0 ? Math.min(...certifiedEpochs) : null;

  const permanent = live.filter((registration) => !registration.deletable);
  const certified = permanent.filter(isCertified);
  // A certified registration counts for more than an uncertified one, then the one that lasts longest.
  const [longest] = (certified.length > 0 ? certified : permanent).toSorted(
    (a, b) => b.endEpoch - a.endEpoch,
  );
  if (!longest) return { deletable: { initialCertifiedEpoch, deletableCounts } };
  return {
    permanent: {
      endEpoch: longest.endEpoch,
      isCertified: certified.length > 0,
      statusEvent: eventJson(longest.at),
      initialCertifiedEpoch,
      deletableCounts,
    },
  };
}

/**
 * The first epoch in which a blob was not stored any more, of one that was certified and has ended; undefined
 * for all others. Nodes say it beside the status `nonexistent`, where clients that do not know it pass it
 * over.
 */
export function expiredSince(record: BlobRecord, epoch: number): number | undefined {
  if (record.invalid !== undefined || liveRegistrations(record, epoch).length > 0) return undefined;
  const ends = record.registrations.flatMap(({ certifiedEpoch, endEpoch }) =>
    certifiedEpoch === undefined ? [] : endEpoch,
  );
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function eventJson({ txDigest, eventSeq }: EventReference): ApiEvent {
  return { txDigest, eventSeq: String(eventSeq) };
}
