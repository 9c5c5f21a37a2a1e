import { InvalidArgument } from '../../base/errors.js';
import { withJson } from '../../base/json.js';
import { listBlobPages, readAttributesOf, type BlobObject } from '../../chain/blob-object.js';
import { entriesOf, type Attributes } from '../../chain/blob-transactions.js';
import { beginOfEpoch, readEpochTimes } from '../../chain/epoch-times.js';
import { connectionOf, type Cancellable } from '../connection.js';
import type { HauloutClient } from '../haulout-client.js';

/** Which blob objects to find; those that fit all that is given. */
export interface FindBlobsOptions extends Cancellable {
  /** Address. */
  readonly owner: string;
  /** Attributes that they have all of, with these values. */
  readonly attributes?: Attributes | undefined;
  /** Those that end before this epoch, or this date. */
  readonly endsBefore?: number | Date | undefined;
  /** Those that end in this epoch, or at this date, at the earliest. */
  readonly endsFrom?: number | Date | undefined;
  /** Those that have a certificate, or have none. */
  readonly certified?: boolean | undefined;
}

/** A blob object that was found. */
export interface FoundBlob extends BlobObject {
  /** Its attributes, in the order in which they were set. */
  readonly attributes: ReadonlyMap<string, string>;
  /**
   * When its `endEpoch` begins, and it is no longer stored, as far as it is known: epochs may begin later.
   */
  readonly endsAt: Date;
}

/**
 * Goes through the blob objects of an address that fit: by attributes, end, certificate. All of them are
 * looked through, 50 with two requests, as the chain has no index. Blobs of pools and shared ones are not
 * among them.
 *
 * @param client `client.haulout`
 * @throws InvalidArgument for an end that is neither an epoch nor a date; ChainStateMissing; the signal's
 *   reason
 * @example
 * const soon = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000);
 * const query = { owner, attributes: { app: 'notes' }, endsBefore: soon };
 * for await (const { blobId, endsAt } of findBlobs(client.haulout, query)) console.log(blobId, endsAt);
 */
export async function* findBlobs(
  client: HauloutClient,
  { owner, attributes = {}, endsBefore, endsFrom, certified, signal }: FindBlobsOptions,
): AsyncGenerator<FoundBlob, void, undefined> {
  const connection = connectionOf(client);
  const isBefore = endsBefore === undefined ? () => true : before(endsBefore);
  const isTooEarly = endsFrom === undefined ? () => false : before(endsFrom);
  const wanted = entriesOf(attributes);
  const { client: chain, verdicts } = connection;
  const [{ originalPackageId }, times] = await Promise.all([
    connection.systemState({ signal }),
    readEpochTimes(chain, connection.stakingObjectId, signal),
  ]);
  for await (const page of listBlobPages(chain, { originalPackageId, owner, signal })) {
    const timed = page
      .map((object) => ({ ...object, endsAt: new Date(Number(beginOfEpoch(times, object.endEpoch))) }))
      .filter((object) => isBefore(object) && !isTooEarly(object))
      .filter(
        ({ certifiedEpoch }) => certified === undefined || certified === (certifiedEpoch !== undefined),
      );
    if (timed.length === 0) continue;
    const ids = timed.map(({ blobObjectId }) => blobObjectId);
    const known = await readAttributesOf(chain, ids, signal);
    const found = timed
      .map((object, index) => ({ ...object, attributes: known[index]! }))
      .filter((object) => wanted.every(([name, value]) => object.attributes.get(name) === value));
    const records = await verdicts.ofObjects(found, signal);
    for (const [index, object] of found.entries())
      yield withJson(verdicts.areKnown ? { ...object, record: records[index] } : object);
  }
}

/** Whether a blob ends before an epoch or a date. Throws InvalidArgument. */
function before(end: number | Date): (blob: Pick<FoundBlob, 'endEpoch' | 'endsAt'>) => boolean {
  const isEpoch = typeof end === 'number';
  const moment = Number(end);
  if (isEpoch ? Number.isSafeInteger(end) : end instanceof Date && !Number.isNaN(moment))
    return ({ endEpoch, endsAt }) => (isEpoch ? endEpoch < moment : endsAt.getTime() < moment);
  throw new InvalidArgument(`an end of ${String(end)}: it is an epoch or a date`, { end });
}
