/** Committees as the judges record them: keys, weights, shards and times of an epoch, with a digest. */
import { positionsIn } from '../../base/bit-set.js';
import { equalBytes } from '../../base/bytes.js';
import type { Committee } from '../../certificate/committee.js';
import { bytesToId, idToBytes } from '../../certificate/wire.js';
import { blake2b256, DIGEST_BYTES } from '../../encoding/hash.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';

/** A committee whose digest was calculated again. */
export interface RecordedCommittee extends Committee {
  /** Hash of all that is recorded of it, 0x and 64 hex digits. */
  readonly digest: string;
  /** Shards of each member, in the order of the members. */
  readonly shards: readonly (readonly number[])[];
  /** When the change to its epoch was done, in ms since 1970. */
  readonly doneMs: number;
  /** Length of the epoch in ms. */
  readonly durationMs: number;
}

const MAX_MEMBERS = 150;

/**
 * Takes in a `CommitteeRecorded`. Its digest is the last field, and the hash of the bytes before it.
 *
 * @throws Contradiction
 */
export function recordedCommittee(
  fields: FieldsOf<'CommitteeRecorded'>,
  contents: Uint8Array,
): RecordedCommittee {
  const { epoch, n_shards: nShards, node_ids, public_keys, weights, shards, digest } = fields;
  const found = blake2b256(contents.subarray(0, contents.length - DIGEST_BYTES));
  expect(equalBytes(found, idToBytes(digest)), `its digest is not ${digest}: it is ${bytesToId(found)}`);
  const lists = [node_ids, public_keys, weights, shards];
  expect(
    node_ids.length <= MAX_MEMBERS && lists.every(({ length }) => length === node_ids.length),
    'its lists have not one entry for each of at most 150 members',
  );
  const owned = shards.flat();
  const isPartition =
    owned.length === nShards && new Set(owned).size === nShards && owned.every((shard) => shard < nShards);
  expect(
    isPartition && weights.every((weight, index) => weight === shards[index]!.length),
    'its members do not hold every shard once, as many as they weigh',
  );
  const members = node_ids.map((nodeId, index) => ({
    nodeId,
    publicKey: Uint8Array.from(public_keys[index]!),
    weight: weights[index]!,
  }));
  return {
    epoch,
    nShards,
    members,
    digest,
    shards,
    doneMs: Number(fields.done_ms),
    durationMs: Number(fields.duration_ms),
  };
}

/** Place of a node among the members; throws {@link Contradiction} when it is none. */
export function memberIndex({ members, epoch }: RecordedCommittee, nodeId: string): number {
  const index = members.findIndex((member) => member.nodeId === nodeId);
  expect(index >= 0, `node ${nodeId} is not in the committee of epoch ${epoch}`);
  return index;
}

/** A set of one member. */
export function only(index: number): bigint {
  return 1n << BigInt(index);
}

/** What the members of a set weigh together. */
export function weightOf({ members }: RecordedCommittee, set: bigint): number {
  return positionsIn(set).reduce((sum, index) => sum + (members[index]?.weight ?? 0), 0);
}
