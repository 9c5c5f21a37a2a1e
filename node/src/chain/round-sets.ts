/**
 * The set of the last round, in the store: it is written together with the event that opened the round, while
 * what is known of blobs is as of that event.
 */
import { makeChallengeSet, type ChallengedBlob, type ChallengeSet } from '@haulout/sdk/evidence';
import type { BlobStore, RecordChange } from '../store/blob-store.js';
import type { BlobRecord } from './blob-record.js';
import { isInSet, type RoundRecord } from './round-record.js';

const SETS = 'round/set/';
/** Blobs in one record, and records looked at in one step. */
const CHUNK = 1_000;
/** Bytes of a blob in a record: its id, and its size as f64. */
const ENTRY_BYTES = 40;

/** The changes that store the set of a round that has just opened, in place of that of any other. */
export async function setChanges(
  store: BlobStore,
  blobs: AsyncIterable<readonly [Uint8Array, BlobRecord]>,
  round: RoundRecord,
): Promise<RecordChange[]> {
  const changes: RecordChange[] = [];
  for (let after: string | undefined; ;) {
    const old = await store.listRecords(SETS, after, CHUNK);
    changes.push(...old.map(({ key }) => ({ key, value: undefined })));
    after = old.at(-1)?.key;
    if (old.length < CHUNK) break;
  }
  let chunk: ChallengedBlob[] = [];
  let number = 0;
  const flush = () => {
    if (chunk.length > 0) changes.push({ key: chunkKey(round.round, number++), value: textOf(chunk) });
    chunk = [];
  };
  for await (const [blobId, record] of blobs) {
    if (!isInSet(record, round)) continue;
    chunk.push({ blobId, unencodedLength: record.size! });
    if (chunk.length === CHUNK) flush();
  }
  flush();
  return changes;
}

/** Reads the set of a round. */
export async function readSet(store: BlobStore, round: number, nShards: number): Promise<ChallengeSet> {
  const blobs: ChallengedBlob[] = [];
  for (let after: string | undefined; ;) {
    const records = await store.listRecords(setPrefix(round), after, CHUNK);
    for (const { value } of records) blobs.push(...blobsOf(value));
    after = records.at(-1)?.key;
    if (records.length < CHUNK) return makeChallengeSet(blobs, nShards);
  }
}

const setPrefix = (round: number) => `${SETS}${String(round).padStart(10, '0')}/`;
const chunkKey = (round: number, number: number) => setPrefix(round) + String(number).padStart(8, '0');

function textOf(blobs: readonly ChallengedBlob[]): string {
  const bytes = Buffer.alloc(blobs.length * ENTRY_BYTES);
  blobs.forEach(({ blobId, unencodedLength }, index) => {
    bytes.set(blobId, index * ENTRY_BYTES);
    bytes.writeDoubleLE(unencodedLength, index * ENTRY_BYTES + 32);
  });
  return bytes.toString('base64');
}

function blobsOf(text: string): ChallengedBlob[] {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / ENTRY_BYTES }, (_, index) => ({
    blobId: new Uint8Array(bytes.subarray(index * ENTRY_BYTES, index * ENTRY_BYTES + 32)),
    unencodedLength: bytes.readDoubleLE(index * ENTRY_BYTES + 32),
  }));
}
