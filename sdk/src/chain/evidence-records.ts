/**
 * What the judges have on record about blobs: that an id is invalid, or lost (`evidence::records`). The
 * layout of the object is frozen, so nothing here depends on the version of the package.
 */
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { fromHex } from '@mysten/sui/utils';
import { positionsIn } from '../base/bit-set.js';
import { withJson } from '../base/json.js';
import * as records from '../contracts/generated/evidence/records.js';
import { blobIdFromString, blobIdToInteger } from '../encoding/index.js';
import { recordCauseOf, type RecordCause } from '../evidence/index.js';
import { ChainStateMissing } from './errors.js';
import { loadObject, parseAs } from './objects.js';
import { integerEntry, readEntries, type TableEntry } from './table-entries.js';

/** One record about a blob id. */
export interface EvidenceRecord {
  /** Its number among all records of the network, from 0 on. */
  readonly number: bigint;
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Epoch in which it was made. Of a loss: what was certified up to this epoch is lost. */
  readonly epoch: number;
  /** Why. */
  readonly cause: RecordCause;
  /** Committee positions of those who have signed, ascending; none where a proof needs nobody. */
  readonly signers: readonly number[];
  /** Hash of the message that they have signed, 32 bytes; undefined where there is none. */
  readonly messageDigest: Uint8Array | undefined;
}

/** What is on record about a blob id; both are undefined for nearly all blobs. */
export interface BlobVerdict {
  /** Its id is invalid, for ever. */
  readonly invalid: EvidenceRecord | undefined;
  /** What was certified up to the epoch of the record is lost. */
  readonly lost: EvidenceRecord | undefined;
}

/** Reads the records of one network. */
export class RecordsReader {
  readonly #client: ClientWithCoreApi;
  readonly #objectId: string;
  #tables: Promise<Tables> | undefined;

  constructor(
    client: ClientWithCoreApi,
    {
      recordsObjectId,
    }: {
      /** The shared `Records` object. */
      readonly recordsObjectId: string;
    },
  ) {
    this.#client = client;
    this.#objectId = recordsObjectId;
  }

  /**
   * What is on record about a blob: one request where there is nothing, two where there is something.
   *
   * @throws EncodingError `INVALID_BLOB_ID`; ChainStateMissing when the object is no `Records`, or a record
   *   cannot be read; the client's errors; the signal's reason
   */
  async read(blobId: string, signal?: AbortSignal): Promise<BlobVerdict> {
    return (await this.readMany([blobId], signal))[0]!;
  }

  /** What is on record about each of some blobs. Throws as `read`. */
  async readMany(blobIds: readonly string[], signal?: AbortSignal): Promise<BlobVerdict[]> {
    const keys = blobIds.map((blobId) => blobIdToInteger(blobIdFromString(blobId)));
    const { invalid, lost, numbered } = await this.#loadTables(signal);
    const numbers = await this.#values(
      keys.flatMap((key) => [integerEntry(invalid, 'u256', key), integerEntry(lost, 'u256', key)]),
      (value) => BigInt(bcs.u64().parse(value)),
      signal,
    );
    const wanted = [...new Set(numbers.filter((number) => number !== undefined))];
    const found = await this.#values(
      wanted.map((number) => integerEntry(numbered, 'u64', number)),
      (value) => records.Record.parse(value),
      signal,
    );
    const recordOf = (index: number): EvidenceRecord | undefined => {
      const number = numbers[index];
      if (number === undefined) return undefined;
      const record = found[wanted.indexOf(number)];
      if (record === undefined) throw new ChainStateMissing(`record ${number} of a blob`, { number });
      return recordFrom(record, blobIds[index >> 1]!);
    };
    return blobIds.map((_, index) =>
      withJson({ invalid: recordOf(2 * index), lost: recordOf(2 * index + 1) }),
    );
  }

  /** The tables stay where they are for the life of the network. */
  #loadTables(signal: AbortSignal | undefined): Promise<Tables> {
    if (this.#tables !== undefined) return this.#tables;
    const what = 'the Records object';
    const tables = loadObject(this.#client, { what, objectId: this.#objectId, signal }).then(
      ({ content }) => {
        const object = parseAs(what, () => records.Records.parse(content));
        return { invalid: object.invalid.id, lost: object.lost.id, numbered: object.records.id };
      },
    );
    return tables.then((loaded) => {
      this.#tables = tables;
      return loaded;
    });
  }

  #values<T>(
    entries: readonly TableEntry[],
    parse: (value: Uint8Array) => T,
    signal: AbortSignal | undefined,
  ): Promise<(T | undefined)[]> {
    return readEntries(this.#client, entries, { what: 'a record of a blob', parse, signal });
  }
}

/** Object ids of the tables of `Records`. */
interface Tables {
  readonly invalid: string;
  readonly lost: string;
  readonly numbered: string;
}

const ZERO = /^0x0+$/;

function recordFrom(
  { number, epoch, cause, signers, message_digest }: ReturnType<typeof records.Record.parse>,
  blobId: string,
): EvidenceRecord {
  const known = recordCauseOf(cause);
  if (known === undefined) throw new ChainStateMissing(`the cause of record ${number}`, { number, cause });
  return {
    number: BigInt(number),
    blobId,
    epoch,
    cause: known,
    signers: positionsIn(signers),
    messageDigest: ZERO.test(message_digest) ? undefined : fromHex(message_digest),
  };
}
