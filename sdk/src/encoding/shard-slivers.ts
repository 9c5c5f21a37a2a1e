/**
 * What a node answers to another one that takes a shard over: slivers of that shard with their blob ids, as
 * BCS in the layout of Walrus (an enum of one version, a vector of pairs).
 */
import { bcs } from '@mysten/bcs';
import { boundedVector, parseExactly } from '../base/bcs-reader.js';
import { ByAxis } from './bcs.js';
import type { Sliver } from './sliver.js';

/** A sliver of a shard, and of which blob it is. */
export interface ShardSliver {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** The sliver, not verified yet. */
  readonly sliver: Sliver;
}

/** Most slivers in one answer. */
export const MAX_SHARD_SLIVERS = 1024;

const Entry = bcs.tuple([bcs.bytes(32), ByAxis]);
const ShardSlivers = bcs.enum('SyncShardResponse', { V1: boundedVector(Entry, MAX_SHARD_SLIVERS) });

/** BCS of at most {@link MAX_SHARD_SLIVERS} slivers. */
export function serializeShardSlivers(entries: readonly ShardSliver[]): Uint8Array {
  const size = entries.reduce((sum, { sliver }) => sum + sliver.bytes.length + 64, 16);
  return ShardSlivers.serialize(
    { V1: entries.map(({ blobId, sliver }) => [blobId, sliver] as const) },
    { initialSize: size },
  ).toBytes();
}

/**
 * Slivers of a shard from their BCS. Says nothing about their truth: see `verifySliver`.
 *
 * @param limit most bytes that the answer can have
 * @throws EncodingError `MALFORMED_BYTES`
 */
export function parseShardSlivers(bytes: Uint8Array, limit: number): ShardSliver[] {
  return parseExactly(ShardSlivers, bytes, limit).V1.map(([blobId, sliver]) => ({ blobId, sliver }));
}
