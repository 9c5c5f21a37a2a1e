/** The keys of a store's database: what is kept where, and what a key found there stands for. */
import type { Axis } from '@haulout/sdk/encoding';
import { hex } from '../hex.js';
import type { KeyRange } from './database.js';

/** Where the bytes of all metadata and slivers are counted. */
export const USAGE = 'usage';
/** Where the keys of slivers are that were deleted last: of those without an entry no file is to be left. */
export const DELETED = 'deleted';
/** What the keys of slivers begin with. */
export const SLIVER_KEYS = 'sliver/';
/** What the keys of metadata and slivers begin with. */
export const COUNTED: readonly string[] = ['metadata/', SLIVER_KEYS];

/** Where metadata is kept. */
export const metadataKey = (blobId: Uint8Array): string => `metadata/${hex(blobId)}`;
/** What the keys of all slivers of a blob begin with. */
export const sliverPrefix = (blobId: Uint8Array): string => `${SLIVER_KEYS}${hex(blobId)}/`;
/** What the keys of both slivers of a pair begin with. */
export const pairPrefix = (blobId: Uint8Array, pairIndex: number): string =>
  `${sliverPrefix(blobId)}${pairIndex.toString().padStart(5, '0')}/`;
/** Where a sliver is kept. */
export const sliverKey = (
  blobId: Uint8Array,
  { pairIndex, axis }: { readonly pairIndex: number; readonly axis: Axis },
): string => pairPrefix(blobId, pairIndex) + axis;
/** Where a small text record is kept. */
export const recordKey = (key: string): string => `record/${key}`;

/** The keys that begin with a prefix. */
export const beginningWith = (prefix: string): KeyRange => ({ gte: prefix, lt: `${prefix}\uffff` });

const METADATA = /^metadata\/[0-9a-f]{64}$/;
const SLIVER = /^sliver\/[0-9a-f]{64}\/\d{5}\/(primary|secondary)$/;

/** What there is in a store. */
type KeyKind = 'metadata' | 'sliver' | 'record' | typeof USAGE | typeof DELETED;

/** What is kept under a key; undefined: nothing of a store, the key has rotten. Only blobs' bytes count. */
export function kindOf(key: string): KeyKind | undefined {
  if (METADATA.test(key)) return 'metadata';
  if (SLIVER.test(key)) return 'sliver';
  if (key.startsWith(recordKey(''))) return 'record';
  return key === USAGE || key === DELETED ? key : undefined;
}

/** Whether what is kept under a key counts against the capacity. */
export function isCounted(key: string): boolean {
  const kind = kindOf(key);
  return kind === 'metadata' || kind === 'sliver';
}
