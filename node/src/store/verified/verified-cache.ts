/**
 * What was verified since it was read from disk, in memory, so that it costs nothing twice: as many bytes as
 * fit, the least recently used go first. And marks of what was verified since it was read or written, for
 * those who need not have the bytes.
 */
import { LRUCache } from 'lru-cache';
import type { BlobMetadata, ExpandedSliver } from '@haulout/sdk/encoding';
import { lruOf } from '../../lru.js';

/** Metadata that hashes to its blob id. */
export interface VerifiedMetadata {
  readonly metadata: BlobMetadata;
  /** BCS. */
  readonly bytes: Uint8Array;
}

/** Most marks: some 150 bytes each. */
const MAX_MARKS = 65_536;
/** What a hash takes as an object, beside its bytes. */
const HASH_OBJECT_BYTES = 100;
/** Small things take memory as well. */
const ENTRY_BYTES = 200;

/** By keys of the caller; each kind of value has keys of its own. */
export class VerifiedCache {
  readonly #values: LRUCache<string, VerifiedMetadata | ExpandedSliver | Uint8Array>;
  readonly #marks = lruOf<true>(MAX_MARKS);

  /** @param maxBytes most bytes of values; 0: none are kept */
  constructor(maxBytes: number) {
    this.#values = new LRUCache({ maxSize: Math.max(1, maxBytes), sizeCalculation: sizeOf });
  }

  metadata(key: string): VerifiedMetadata | undefined {
    return this.#values.get(`metadata ${key}`) as VerifiedMetadata | undefined;
  }

  keepMetadata(key: string, metadata: VerifiedMetadata): void {
    this.#values.set(`metadata ${key}`, metadata);
  }

  sliver(key: string): Uint8Array | undefined {
    return this.#values.get(`sliver ${key}`) as Uint8Array | undefined;
  }

  keepSliver(key: string, bytes: Uint8Array): void {
    this.#values.set(`sliver ${key}`, bytes);
  }

  expanded(key: string): ExpandedSliver | undefined {
    return this.#values.get(`expanded ${key}`) as ExpandedSliver | undefined;
  }

  keepExpanded(key: string, sliver: ExpandedSliver): void {
    this.#values.set(`expanded ${key}`, sliver);
  }

  isMarked(key: string): boolean {
    return this.#marks.get(key) === true;
  }

  mark(key: string): void {
    this.#marks.set(key, true);
  }

  unmark(key: string): void {
    this.#marks.delete(key);
  }
}

/** Bytes that a value takes in memory, about. */
function sizeOf(value: VerifiedMetadata | ExpandedSliver | Uint8Array): number {
  if (value instanceof Uint8Array) return ENTRY_BYTES + value.length;
  if ('metadata' in value) {
    const { metadata, bytes } = value;
    return ENTRY_BYTES + 2 * bytes.length + 2 * HASH_OBJECT_BYTES * metadata.hashes.length;
  }
  const tree = value.tree.levels.reduce((sum, level) => sum + level.length, 0);
  return ENTRY_BYTES + value.symbols.length + tree;
}
