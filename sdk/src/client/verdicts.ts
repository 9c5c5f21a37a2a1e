/**
 * What follows for a dApp from the records of a network (R19): a blob id that is invalid is refused for ever,
 * one that is lost as far as it was certified up to the epoch of its record. The same bytes, certified later,
 * are a new life.
 */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { BlobObject } from '../chain/blob-object.js';
import { RecordsReader, type BlobVerdict, type EvidenceRecord } from '../chain/evidence-records.js';
import { BlobInvalid, BlobLost } from '../nodes/errors.js';
import { BlobNotLost } from './errors.js';

/** Where the records of a network are. */
export interface EvidenceOptions {
  /** The shared `Records` object: which blobs are invalid or lost. */
  readonly recordsObjectId: string;
  /** The shared `Evidence` object. */
  readonly evidenceObjectId?: string | undefined;
}

/** What a client knows from the records. Without them there is nothing on record about any blob. */
export class Verdicts {
  readonly #reader: RecordsReader | undefined;

  constructor(client: ClientWithCoreApi, options: EvidenceOptions | undefined) {
    this.#reader = options && new RecordsReader(client, options);
  }

  /** Whether the client knows where the records are. */
  get areKnown(): boolean {
    return this.#reader !== undefined;
  }

  /** What is on record about a blob id. Throws as `RecordsReader.read`. */
  async of(blobId: string, signal: AbortSignal | undefined): Promise<BlobVerdict> {
    return (await this.#reader?.read(blobId, signal)) ?? NOTHING;
  }

  /**
   * The records by which blob objects are invalid or lost, in their order. Throws as `RecordsReader.read`.
   */
  async ofObjects(
    objects: readonly BlobObject[],
    signal: AbortSignal | undefined,
  ): Promise<(EvidenceRecord | undefined)[]> {
    if (this.#reader === undefined || objects.length === 0) return objects.map(() => undefined);
    const ids = objects.map(({ blobId }) => blobId);
    const verdicts = await this.#reader.readMany(ids, signal);
    return objects.map(({ certifiedEpoch }, index) => recordFor(verdicts[index]!, certifiedEpoch));
  }

  /** The same objects, with the records that concern them. */
  async withRecords(
    objects: readonly BlobObject[],
    signal: AbortSignal | undefined,
  ): Promise<readonly BlobObject[]> {
    if (!this.areKnown) return objects;
    const found = await this.ofObjects(objects, signal);
    return objects.map((object, index) => ({ ...object, record: found[index] }));
  }

  /**
   * Refuses blob objects for which nobody should pay any more.
   *
   * @throws BlobInvalid, BlobLost; as `RecordsReader.read`
   */
  async refuseObjects(objects: readonly BlobObject[], signal: AbortSignal | undefined): Promise<void> {
    const found = await this.ofObjects(objects, signal);
    objects.forEach(({ blobId }, index) => refuse(blobId, found[index]));
  }

  /**
   * Refuses blob ids that would be certified in vain: in the epoch of its record, a lost blob stays lost.
   *
   * @throws BlobInvalid, BlobLost; as `RecordsReader.read`
   */
  async refuseStoring(
    blobIds: readonly string[],
    epoch: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const verdicts = (await this.#reader?.readMany(blobIds, signal)) ?? [];
    verdicts.forEach((verdict, index) => refuse(blobIds[index]!, recordFor(verdict, epoch)));
  }
}

/** The record that concerns what was certified in an epoch; invalid is invalid, certified or not. */
export function recordFor(
  { invalid, lost }: BlobVerdict,
  certifiedEpoch: number | undefined,
): EvidenceRecord | undefined {
  if (invalid !== undefined) return invalid;
  const isCovered = lost !== undefined && certifiedEpoch !== undefined && certifiedEpoch <= lost.epoch;
  return isCovered ? lost : undefined;
}

/**
 * Refuses to take storage of a blob back that no record of a loss covers. Where the records are not known the
 * chain has to decide.
 *
 * @throws BlobNotLost; as `RecordsReader.read`
 */
export async function refuseNotLost(
  verdicts: Verdicts,
  { blobId, blobObjectId, certifiedEpoch }: Pick<BlobObject, 'blobId' | 'blobObjectId' | 'certifiedEpoch'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!verdicts.areKnown) return;
  const { lost } = await verdicts.of(blobId, signal);
  const isCovered = recordFor({ invalid: undefined, lost }, certifiedEpoch) !== undefined;
  if (!isCovered) throw new BlobNotLost(blobId, blobObjectId);
}

/** Refuses a blob with a record that concerns it. Throws BlobInvalid, BlobLost. */
export function refuse(blobId: string, record: EvidenceRecord | undefined): void {
  if (record === undefined) return;
  throw isLoss(record) ? new BlobLost(blobId, [], { record }) : new BlobInvalid(blobId, [], record);
}

/** Whether a record is that of a loss. */
function isLoss({ cause }: EvidenceRecord): boolean {
  return cause === 'refused' || cause === 'unrecoverable';
}

const NOTHING: BlobVerdict = { invalid: undefined, lost: undefined };
