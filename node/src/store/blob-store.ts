import type { Axis } from '@haulout/sdk/encoding';
import { hex } from '../hex.js';
import {
  blobWriter,
  type BlobWriter,
  type PutOutcome,
  type RotCheck,
  type SecondRead,
} from './blob-writer.js';
import { databaseIn, type Database } from './database.js';
import { makeFolder } from './make-folder.js';
import { serial } from './serial.js';
import { isUnreadable, readValue } from './unreadable.js';

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
 */
export interface BlobStore {
  /**
   * Metadata of a blob as the disk gives it, or undefined when it is not stored. Rejects with the error of
   * the database when the disk does not give it.
   */
  getMetadata(blobId: Uint8Array): Promise<Uint8Array | undefined>;
  /** Whether metadata of a blob is stored, and the disk gives it. */
  hasMetadata(blobId: Uint8Array): Promise<boolean>;
  /** Stores verified metadata. Resolves to what was there. Rejects with {@link StoreFull}. */
  putMetadata(blobId: Uint8Array, metadata: Uint8Array): Promise<PutOutcome>;
  /** A sliver, as {@link BlobStore.getMetadata}. */
  getSliver(blobId: Uint8Array, place: SliverPlace): Promise<Uint8Array | undefined>;
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
  /** Exact at every moment, also after a crash: it changes in the same write as what it counts. */
  usage(): StoreUsage;
  /** Small text records (what the node has learnt from the chain), changed atomically. */
  getRecord(key: string): Promise<string | undefined>;
  /** Writes and deletes records: all or none. */
  putRecords(changes: readonly RecordChange[]): Promise<void>;
  /** Removes a record if it is still what the caller knows it as. */
  deleteRecordIf(record: StoredRecord): Promise<void>;
  /** Records whose key begins with `prefix` and comes after `after`, by key, at most `limit`. */
  listRecords(prefix: string, after: string | undefined, limit: number): Promise<StoredRecord[]>;
  /** Waits for what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Bounds of a store. */
export interface BlobStoreOptions {
  /** Most bytes of metadata and slivers to keep. */
  readonly capacityBytes?: number | undefined;
}

/**
 * Opens (or creates) a store in a folder of its own, or in a database that the store closes when it is
 * closed.
 *
 * @throws when another process has the folder open (LEVEL_LOCKED), or it cannot be made or read
 */
export async function openBlobStore(
  location: string | Database,
  options: BlobStoreOptions = {},
): Promise<BlobStore> {
  const { capacityBytes } = options;
  if (typeof location === 'string') await makeFolder(location);
  const db = typeof location === 'string' ? databaseIn(location) : location;
  await db.open().catch((error: Error) => {
    const { code } = (error.cause ?? {}) as { readonly code?: unknown };
    if (code !== 'LEVEL_LOCKED') throw error;
    throw Object.assign(new Error(`${String(location)} is in use by another process`, { cause: error }), {
      code,
    });
  });
  const writer: BlobWriter = await blobWriter(db, capacityBytes);
  const inTurn = serial();

  const getRecord = async (key: string) => {
    const value = db.getSync(recordKey(key));
    return value && decoder.decode(value);
  };

  const has = async (key: string) => {
    try {
      if (await db.has(key)) return true;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
    // The search for a key fails for damage near it, and where a newer value is found before.
    return (await readValue(db, key)) instanceof Uint8Array;
  };

  return {
    getMetadata: (blobId) => db.get(metadataKey(blobId)),
    hasMetadata: (blobId) => has(metadataKey(blobId)),
    putMetadata: (blobId, metadata) => writer.put(metadataKey(blobId), metadata),
    getSliver: (blobId, place) => db.get(sliverKey(blobId, place)),
    hasSliver: (blobId, place) => has(sliverKey(blobId, place)),
    putSliver: (blobId, place, sliver) => writer.put(sliverKey(blobId, place), sliver),
    removeUnless: (entry, check) => writer.removeUnless(keyOf(entry), check),
    deleteBlob: (blobId) => writer.deleteAll([metadataKey(blobId), sliverPrefix(blobId)]),
    deletePairs: (blobId, pairIndices) =>
      writer.deleteAll(pairIndices.map((pairIndex) => pairPrefix(blobId, pairIndex))),
    usage: () => ({ usedBytes: writer.usedBytes, capacityBytes }),
    getRecord,
    putRecords: (changes) =>
      inTurn(() =>
        db.batch(
          changes.map(({ key, value }) =>
            value === undefined
              ? { type: 'del' as const, key: recordKey(key) }
              : { type: 'put' as const, key: recordKey(key), value: encoder.encode(value) },
          ),
          { sync: true },
        ),
      ),
    deleteRecordIf: ({ key, value }) =>
      inTurn(async () => {
        if ((await getRecord(key)) === value) await db.del(recordKey(key));
      }),
    async listRecords(prefix, after, limit) {
      const from = recordKey(prefix);
      const start = after === undefined ? { gte: from } : { gt: recordKey(after) };
      const records: StoredRecord[] = [];
      for await (const [key, value] of db.iterator({ ...start, lt: `${from}\uffff`, limit }))
        records.push({ key: key.slice(recordKey('').length), value: decoder.decode(value) });
      return records;
    },
    async close() {
      await writer.idle();
      await db.close();
    },
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const metadataKey = (blobId: Uint8Array) => `metadata/${hex(blobId)}`;
const sliverPrefix = (blobId: Uint8Array) => `sliver/${hex(blobId)}/`;
const pairPrefix = (blobId: Uint8Array, pairIndex: number) =>
  `${sliverPrefix(blobId)}${pairIndex.toString().padStart(5, '0')}/`;
const sliverKey = (blobId: Uint8Array, { pairIndex, axis }: SliverPlace) =>
  pairPrefix(blobId, pairIndex) + axis;
/** Where an entry is kept. */
const keyOf = ({ blobId, place }: StoredEntry) =>
  place === undefined ? metadataKey(blobId) : sliverKey(blobId, place);
const recordKey = (key: string) => `record/${key}`;
