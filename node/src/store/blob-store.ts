import type { Timers } from '@haulout/sdk/base';
import type { Axis } from '@haulout/sdk/encoding';
import {
  blobWriter,
  type BlobWriter,
  type PutOutcome,
  type RotCheck,
  type SecondRead,
} from './blob-writer.js';
import { hasCounted, readCounted } from './counted-value.js';
import type { Database, DatabaseOperation } from './database.js';
import { diskOf, someDisk } from './disk.js';
import { HealingDatabase, type StoreTrouble } from './healing-database.js';
import { beginningWith, metadataKey, pairPrefix, recordKey, sliverKey, sliverPrefix } from './keys.js';
import { databaseIn } from './level-database.js';
import { makeFolder } from './make-folder.js';
import { serial } from './serial.js';
import type { StoreFailure } from './store-failure.js';
import { textOf, textValue } from './text-value.js';
import { takeUnknownFiles } from './unknown-files.js';
import type { ReadValue } from './unreadable.js';

/** A sliver of a blob as a node stores it: by pair and axis. */
export interface SliverPlace {
  /** Index of the sliver pair. */
  readonly pairIndex: number;
  /** Which of the two slivers. */
  readonly axis: Axis;
}

/** What a store keeps of a blob: a sliver, or its metadata where no place is given. */
export interface StoredEntry {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Which sliver; undefined for the metadata. */
  readonly place?: SliverPlace | undefined;
}

/** A change that lands together with others or not at all. `value` undefined deletes. */
export interface RecordChange {
  /** Key of the record. */
  readonly key: string;
  /** Text to store; undefined deletes the record. */
  readonly value: string | undefined;
}

/** A small text record. */
export interface StoredRecord {
  /** Key of the record. */
  readonly key: string;
  /** Its text. */
  readonly value: string;
}

/**
 * How much of a store is taken. Bytes of metadata and slivers; what the node notes for itself does not count.
 */
export interface StoreUsage {
  /** Bytes of metadata and slivers stored. */
  readonly usedBytes: number;
  /** Undefined: as much as the disk takes. */
  readonly capacityBytes: number | undefined;
}

/**
 * What a storage node keeps on disk. Blob ids are 32 bytes, values are the BCS bytes as they came, and had
 * been verified then: disks rot, so nothing leaves a node as it is read here. Each put is on disk (fsync)
 * before it resolves, since a confirmation that is signed afterwards promises it.
 *
 * Every function may reject with {@link StoreFailure} when the disk fails; what can be read is still read,
 * and nothing is written of a write that is rejected. Metadata or a sliver that is damaged is no failure:
 * it is `unreadable`, and counts as not stored.
 */
export interface BlobStore {
  /** Metadata of a blob as the disk gives it, or undefined when it is not stored. */
  getMetadata(blobId: Uint8Array): Promise<ReadValue>;
  /** Whether metadata of a blob is stored, and the disk gives it. */
  hasMetadata(blobId: Uint8Array): Promise<boolean>;
  /** Stores verified metadata. Resolves to what was there. Rejects with {@link StoreFull}. */
  putMetadata(blobId: Uint8Array, metadata: Uint8Array): Promise<PutOutcome>;
  /** A sliver, as {@link BlobStore.getMetadata}. */
  getSliver(blobId: Uint8Array, place: SliverPlace): Promise<ReadValue>;
  /** Whether a sliver is stored, and the disk gives it. */
  hasSliver(blobId: Uint8Array, place: SliverPlace): Promise<boolean>;
  /** Stores a verified sliver. Resolves to what was there. Rejects with {@link StoreFull}. */
  putSliver(blobId: Uint8Array, place: SliverPlace, sliver: Uint8Array): Promise<PutOutcome>;
  /**
   * Reads what has not verified once more, and removes it unless it is good now: atomic with the count, and
   * with puts of the same entry.
   */
  removeUnless(entry: StoredEntry, check: RotCheck): Promise<SecondRead>;
  /** Removes a blob's metadata and all its slivers, together. Resolves to the bytes that this has freed. */
  deleteBlob(blobId: Uint8Array): Promise<number>;
  /** Removes both slivers of some pairs of a blob, together. Resolves to the bytes that this has freed. */
  deletePairs(blobId: Uint8Array, pairIndices: readonly number[]): Promise<number>;
  /** Calls a function whenever something of a blob has been deleted. */
  onDeleted(listener: (blobId: Uint8Array) => void): void;
  /** Exact at every moment, also after a crash: it changes in the same write as what it counts. */
  usage(): StoreUsage;
  /** Small text records (what the node has learnt from the chain), changed atomically. */
  getRecord(key: string): Promise<string | undefined>;
  /** Writes and deletes records: all or none; on disk when it resolves, unless `sync` is false. */
  putRecords(changes: readonly RecordChange[], options?: { readonly sync: boolean }): Promise<void>;
  /** Removes a record if it is still what the caller knows it as. */
  deleteRecordIf(record: StoredRecord): Promise<void>;
  /** Records whose key begins with `prefix` and comes after `after`, by key, at most `limit`. */
  listRecords(prefix: string, after: string | undefined, limit: number): Promise<StoredRecord[]>;
  /** What is wrong with the store or its disk now; undefined for nothing. */
  trouble(): Promise<StoreTrouble | undefined>;
  /** Waits for what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Bounds of a store, and how it is watched. */
export interface BlobStoreOptions {
  /** Most bytes of metadata and slivers to keep. */
  readonly capacityBytes?: number | undefined;
  /**
   * Bytes of the disk that uploads leave free, so that records, deletions and starts have room; a quarter of
   * it is set aside in a file. Default: 64 MiB; 0 for none. Nothing is left in a database that was given.
   */
  readonly reserveBytes?: number | undefined;
  /** Clock; default: that of the machine. */
  readonly timers?: Timers | undefined;
  /** Told when something begins to be wrong, or something else, or nothing any more (undefined). */
  readonly onTrouble?: ((failure: StoreFailure | undefined) => void) | undefined;
}

const RESERVE_BYTES = 64 << 20;

/**
 * Opens (or creates) a store in a folder of its own, or in a database that the store closes when it is
 * closed.
 *
 * @throws StoreFailure when another process has the folder open, it is damaged, or its disk fails
 */
export async function openBlobStore(
  location: string | Database,
  options: BlobStoreOptions = {},
): Promise<BlobStore> {
  const { capacityBytes } = options;
  const db = await openDatabase(location, options);
  const writer: BlobWriter = await blobWriter(db, capacityBytes).catch(async (error: unknown) => {
    await db.close();
    throw error;
  });
  const inTurn = serial();
  const closing = new AbortController();
  const taking = takeUnknownFiles(db, writer, closing.signal);

  const listeners: ((blobId: Uint8Array) => void)[] = [];
  /** Tells of a deletion when it has ended; also of one that has failed, as little is known of it. */
  const telling = <T>(blobId: Uint8Array, deletion: Promise<T>): Promise<T> =>
    deletion.finally(() => {
      for (const listener of listeners) listener(blobId);
    });

  const get = (key: string) => db.read((opened) => readCounted(opened, key));
  const has = (key: string) => db.read((opened) => hasCounted(opened, key));
  const getRecord = (key: string) =>
    db.read((opened) => {
      const value = opened.getSync(recordKey(key));
      return value && textOf(recordKey(key), value);
    });
  return {
    getMetadata: (blobId) => get(metadataKey(blobId)),
    hasMetadata: (blobId) => has(metadataKey(blobId)),
    putMetadata: (blobId, metadata) => writer.put(metadataKey(blobId), metadata),
    getSliver: (blobId, place) => get(sliverKey(blobId, place)),
    hasSliver: (blobId, place) => has(sliverKey(blobId, place)),
    putSliver: (blobId, place, sliver) => writer.put(sliverKey(blobId, place), sliver),
    removeUnless: (entry, check) => telling(entry.blobId, writer.removeUnless(keyOf(entry), check)),
    deleteBlob: (blobId) => telling(blobId, writer.deleteAll([metadataKey(blobId), sliverPrefix(blobId)])),
    deletePairs: (blobId, pairIndices) =>
      telling(blobId, writer.deleteAll(pairIndices.map((pairIndex) => pairPrefix(blobId, pairIndex)))),
    onDeleted: (listener) => void listeners.push(listener),
    usage: () => ({ usedBytes: writer.usedBytes, capacityBytes }),
    getRecord,
    putRecords: (changes, { sync } = { sync: true }) =>
      inTurn(() => db.write(changes.map(operationOf), { sync })),
    deleteRecordIf: ({ key, value }) =>
      inTurn(async () => {
        if ((await getRecord(key)) !== value) return;
        await db.write([operationOf({ key, value: undefined })], { sync: false });
      }),
    listRecords(prefix, after, limit) {
      const { lt, ...from } = beginningWith(recordKey(prefix));
      const start = after === undefined ? from : { gt: recordKey(after) };
      return db.read(async (opened) => {
        const records: StoredRecord[] = [];
        for await (const [key, value] of opened.iterator({ ...start, lt, limit }))
          records.push({ key: key.slice(recordKey('').length), value: textOf(key, value) });
        return records;
      });
    },
    trouble: () => db.trouble(),
    async close() {
      closing.abort();
      await taking;
      await writer.idle();
      await db.close();
    },
  };
}

/** The database of a store, opened. Throws StoreFailure. */
async function openDatabase(
  location: string | Database,
  { timers, reserveBytes = RESERVE_BYTES, onTrouble }: BlobStoreOptions,
): Promise<HealingDatabase> {
  const isFolder = typeof location === 'string';
  if (isFolder) await makeFolder(location);
  const db = isFolder
    ? new HealingDatabase(databaseIn(location), diskOf(location), { timers, reserveBytes, onTrouble })
    : new HealingDatabase(location, someDisk, { timers, reserveBytes: 0, onTrouble });
  await db.open();
  return db;
}

function operationOf({ key, value }: RecordChange): DatabaseOperation {
  const stored = recordKey(key);
  if (value === undefined) return { type: 'del', key: stored };
  return { type: 'put', key: stored, value: textValue(stored, value) };
}

/** Where an entry is kept. */
const keyOf = ({ blobId, place }: StoredEntry) =>
  place === undefined ? metadataKey(blobId) : sliverKey(blobId, place);
