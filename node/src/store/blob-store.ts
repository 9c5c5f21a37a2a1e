import { ClassicLevel } from 'classic-level';

/** Which half of a sliver pair. */
export type SliverAxis = 'primary' | 'secondary';

/** A change that lands together with others or not at all. `value` undefined deletes. */
export interface RecordChange {
  readonly key: string;
  readonly value: string | undefined;
}

/**
 * What a storage node keeps on disk. Blob ids are 32 bytes, values are the verified BCS bytes as they came.
 * Each put is on disk (fsync) before it resolves, since a confirmation that is signed afterwards promises it.
 */
export interface BlobStore {
  getMetadata(blobId: Uint8Array): Promise<Uint8Array | undefined>;
  /** Resolves to whether it was new. */
  putMetadata(blobId: Uint8Array, metadata: Uint8Array): Promise<boolean>;
  getSliver(blobId: Uint8Array, pairIndex: number, axis: SliverAxis): Promise<Uint8Array | undefined>;
  hasSliver(blobId: Uint8Array, pairIndex: number, axis: SliverAxis): Promise<boolean>;
  /** Resolves to whether it was new. */
  putSliver(blobId: Uint8Array, pairIndex: number, axis: SliverAxis, sliver: Uint8Array): Promise<boolean>;
  /** Small text records (what the node has learnt from the chain), changed atomically. */
  getRecord(key: string): Promise<string | undefined>;
  putRecords(changes: readonly RecordChange[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens (or creates) a store in a folder of its own.
 *
 * @throws when another process has the folder open (LEVEL_LOCKED) or it cannot be read.
 */
export async function openBlobStore(folder: string): Promise<BlobStore> {
  const db = new ClassicLevel<string, Uint8Array>(folder, { keyEncoding: 'utf8', valueEncoding: 'view' });
  await db.open();

  const putNew = async (key: string, value: Uint8Array) => {
    if (await db.has(key)) return false;
    await db.put(key, value, { sync: true });
    return true;
  };

  return {
    getMetadata: (blobId) => db.get(metadataKey(blobId)),
    putMetadata: (blobId, metadata) => putNew(metadataKey(blobId), metadata),
    getSliver: (blobId, pairIndex, axis) => db.get(sliverKey(blobId, pairIndex, axis)),
    hasSliver: (blobId, pairIndex, axis) => db.has(sliverKey(blobId, pairIndex, axis)),
    putSliver: (blobId, pairIndex, axis, sliver) => putNew(sliverKey(blobId, pairIndex, axis), sliver),
    async getRecord(key) {
      const value = await db.get(recordKey(key));
      return value && new TextDecoder().decode(value);
    },
    async putRecords(changes) {
      const encoder = new TextEncoder();
      await db.batch(
        changes.map(({ key, value }) =>
          value === undefined
            ? { type: 'del' as const, key: recordKey(key) }
            : { type: 'put' as const, key: recordKey(key), value: encoder.encode(value) },
        ),
        { sync: true },
      );
    },
    close: () => db.close(),
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const metadataKey = (blobId: Uint8Array) => `metadata/${hex(blobId)}`;
const sliverKey = (blobId: Uint8Array, pairIndex: number, axis: SliverAxis) =>
  `sliver/${hex(blobId)}/${pairIndex.toString().padStart(5, '0')}/${axis}`;
const recordKey = (key: string) => `record/${key}`;
