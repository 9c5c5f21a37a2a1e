/** What a history is about, and which events are about it. */
import { positionsIn } from '../base/bit-set.js';
import { blobIdFromInteger, blobIdToString } from '../encoding/blob-id.js';
import { recordCauseOf } from '../evidence/record-causes.js';
import { causeNumber } from '../evidence/schedule.js';
import { isOfJudges, type HistoryEvent } from './event.js';
import type { RecordedCommittee } from './replay/committees.js';

/** What a history is about. */
export type Subject =
  | {
      /** A blob. */
      readonly kind: 'blob';
      /** Its id as text: 43 characters. */
      readonly blobId: string;
    }
  | {
      /** A storage node. */
      readonly kind: 'node';
      /** Its object id: 0x and 64 hex digits. */
      readonly nodeId: string;
    }
  | {
      /** An epoch. */
      readonly kind: 'epoch';
      /** Its number. */
      readonly epoch: number;
    };

/** Rounds as a whole: what everybody in them shares. */
const ROUNDS: ReadonlySet<string> = new Set(['RoundClosed', 'RoundVoided', 'RoundAbandoned']);
/** What stakers do is not the node's story. */
const BY_STAKERS: ReadonlySet<string> = new Set([
  'StakeAdded',
  'StakeWithdrawalRequested',
  'StakeWithdrawn',
  'NodeAnswered',
]);
/** What is told of an epoch: what concerns everybody in it, and verdicts. */
const OF_EPOCHS: ReadonlySet<string> = new Set([
  ...ROUNDS,
  'EpochChangeStart',
  'EpochChangeDone',
  'EpochParametersSelected',
  'PricesUpdated',
  'ContractUpgraded',
  'HandOverDue',
  'HandOverMissed',
  'ShardsRecovered',
  'NodePenalised',
  'PenaltiesBurned',
  'RewardsBurned',
  'InvalidBlobID',
  'CommitteeRecorded',
  'ScheduleChanged',
  'PenaltyOrdered',
  'RoundOpened',
  'ReadySigned',
  'RoundReady',
  'SeedDrawn',
  'AnswersVouchedFor',
  'NodeSettled',
  'AnswerProvedWrong',
  'NodeAccused',
  'AccusationResolved',
  'BlobInvalid',
  'BlobLost',
  'LossRevoked',
  'ShardsDeclaredLost',
  'ShardsStillLost',
  'ShardsRestored',
]);

/** The cause of a penalty for having signed that. */
const PAYS_FOR_BLOB = causeNumber('unrecoverable');

/** Tells what is about a subject; sees all events in the order of the chain. */
export class Focus {
  readonly #about: Subject;
  readonly #storages = new Set<string>();
  readonly #objects = new Set<string>();
  readonly #pools = new Set<string>();
  #committee: RecordedCommittee | undefined;
  #isCertified = false;
  /** Who has to pay for the blob, by the epoch in which they signed. */
  readonly #debtors = new Set<string>();

  constructor(about: Subject) {
    this.#about = about;
  }

  /** The judges' committee changes. */
  begin(committee: RecordedCommittee): void {
    this.#committee = committee;
  }

  /** The epoch to which an event belongs. Proofs do not name it: they belong to the judges' epoch. */
  epochOf(event: HistoryEvent): number | undefined {
    return epochOf(event) ?? (isOfJudges(event) ? this.#committee?.epoch : undefined);
  }

  /** Whether an event is about the subject. */
  has(event: HistoryEvent): boolean {
    switch (this.#about.kind) {
      case 'blob':
        return this.#isOfBlob(event, this.#about.blobId);
      case 'node':
        return this.#isOfNode(event, this.#about.nodeId);
      case 'epoch':
        return OF_EPOCHS.has(event.kind) && this.epochOf(event) === this.#about.epoch;
    }
  }

  #isOfBlob(event: HistoryEvent, blobId: string): boolean {
    const fields = event.fields as Readonly<Record<string, unknown>>;
    if (blobIdOf(event) === blobId) {
      const object = fields['object_id'];
      if (event.kind === 'BlobRegistered') this.#objects.add(String(object));
      if (event.kind === 'PooledBlobRegistered') this.#pools.add(event.fields.storage_pool_id);
      if (event.kind === 'BlobCertified' || event.kind === 'PooledBlobCertified') this.#isCertified = true;
      if (event.kind === 'BlobLost' && recordCauseOf(event.fields.cause) === 'unrecoverable')
        for (const index of positionsIn(event.fields.signers))
          this.#debtors.add(`${event.fields.epoch} ${this.#committee?.members[index]?.nodeId}`);
      return true;
    }
    if (event.kind === 'NodePenalised' && event.fields.cause === PAYS_FOR_BLOB)
      return this.#debtors.has(`${event.fields.deed_epoch} ${event.fields.node_id}`);
    if (event.kind === 'StorageAttached' && this.#objects.has(event.fields.blob_object_id)) {
      this.#storages.add(event.fields.object_id);
      return false;
    }
    if (event.kind === 'StoragePoolExtended') return this.#pools.has(event.fields.storage_pool_id);
    if (event.kind === 'StorageExtended') return this.#storages.has(event.fields.object_id);
    return ROUNDS.has(event.kind) && this.#isCertified;
  }

  #isOfNode(event: HistoryEvent, nodeId: string): boolean {
    if (BY_STAKERS.has(event.kind)) return false;
    if (event.kind === 'AnswersVouchedFor') {
      const nodes = positionsIn(event.fields.nodes);
      return nodes.some((index) => this.#committee?.members[index]?.nodeId === nodeId);
    }
    if (event.kind === 'CommitteeRecorded') return event.fields.node_ids.includes(nodeId);
    if (event.kind === 'AnswerProvedWrong' || event.kind === 'NodeAccused')
      return event.fields.claim.node === nodeId;
    const { node_id, candidate_node_id, from } = event.fields as Readonly<Record<string, unknown>>;
    return node_id === nodeId || candidate_node_id === nodeId || from === nodeId;
  }
}

/** The epoch to which an event belongs, if it says so. */
export function epochOf({ kind, fields }: HistoryEvent): number | undefined {
  if (kind === 'EpochParametersSelected') return fields.next_epoch - 1;
  const { epoch } = fields as { readonly epoch?: unknown };
  return typeof epoch === 'number' ? epoch : undefined;
}

function blobIdOf({ fields }: HistoryEvent): string | undefined {
  const { blob_id, claim } = fields as {
    readonly blob_id?: unknown;
    readonly claim?: { readonly blob_id: string };
  };
  const id = blob_id ?? claim?.blob_id;
  return typeof id === 'string' ? blobIdToString(blobIdFromInteger(BigInt(id))) : undefined;
}
