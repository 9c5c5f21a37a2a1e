import { bls12_381 } from '@noble/curves/bls12-381.js';
import {
  blobIdToString,
  encodeBlob,
  pairOfShard,
  serializeMetadata,
  serializeSliver,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import type { StorageNode } from '@haulout/sdk/client';
import {
  UNKNOWN_BLOB,
  applyBlobEvent,
  type Assignment,
  type BlobRecord,
  type ChainView,
} from '@haulout/node';
import { seededBytes } from './bytes.js';

export const N_SHARDS = 10;
export const EPOCH = 3;
/** Shards of the node under test. */
export const SHARDS = [2, 5];
export const SECRET_KEY = new Uint8Array(32).fill(7);
export const PUBLIC_KEY = bls12_381.longSignatures.getPublicKey(SECRET_KEY).toBytes();
export const OBJECT_ID = `0x${'ab'.repeat(32)}`;

export interface TestBlob {
  readonly id: Uint8Array;
  readonly text: string;
  readonly metadata: Uint8Array;
  /** What the node under test has to store. */
  readonly slivers: readonly { pairIndex: number; axis: 'primary' | 'secondary'; bytes: Uint8Array }[];
  readonly encoded: EncodedBlob;
}

export async function testBlob(
  seed: number,
  length = 1000,
  shards: readonly number[] = SHARDS,
): Promise<TestBlob> {
  const encoded = await encodeBlob(seededBytes(length, seed), { nShards: N_SHARDS });
  const id = encoded.blobId;
  return {
    id,
    text: blobIdToString(id),
    metadata: serializeMetadata(encoded.metadata),
    slivers: shards.flatMap((shard) => {
      const pairIndex = pairOfShard(id, shard, N_SHARDS);
      const pair = encoded.sliverPairs[pairIndex]!;
      return (['primary', 'secondary'] as const).map((axis) => ({
        pairIndex,
        axis,
        bytes: serializeSliver(pair[axis]),
      }));
    }),
    encoded,
  };
}

/**
 * A chain whose events are announced by hand and become visible to the node at its next sync, as on a real
 * one.
 */
export function handFedChain(shards: readonly number[] = SHARDS, nodeId = '0x0') {
  const announced = new Map<string, BlobRecord>();
  const learnt = new Map<string, BlobRecord>();
  let epoch = EPOCH;
  let known = EPOCH;
  let reachable = true;
  let nodes: readonly StorageNode[] = [];
  let own: Partial<Assignment> = {};
  let previous: readonly StorageNode[] | undefined;
  const key = (blobId: Uint8Array) => Buffer.from(blobId).toString('hex');
  const at = { txDigest: '11111111111111111111111111111111', eventSeq: 0 };
  const view: ChainView = {
    async sync() {
      if (!reachable) throw new Error('the endpoint is gone');
      for (const [id, record] of announced) learnt.set(id, record);
      known = epoch;
    },
    assignment: async () => ({
      nodeId,
      epoch: known,
      nShards: N_SHARDS,
      shards,
      previousShards: shards,
      nextShards: [],
      phase: 'EpochChangeDone',
      ...own,
    }),
    blob: async (blobId) => learnt.get(key(blobId)) ?? UNKNOWN_BLOB,
    async blobs(after, limit) {
      const ids = [...learnt.keys()].toSorted().filter((id) => after === undefined || id > key(after));
      return ids.slice(0, limit).map((id) => new Uint8Array(Buffer.from(id, 'hex')));
    },
    committees: async () => ({
      phase: own.phase ?? 'EpochChangeDone',
      current: { epoch: known, nShards: N_SHARDS, nodes },
      previous: previous && { epoch: known - 1, nShards: N_SHARDS, nodes: previous },
      next: undefined,
    }),
  };
  const announce = (blobId: Uint8Array, event: Parameters<typeof applyBlobEvent>[1]) =>
    announced.set(key(blobId), applyBlobEvent(announced.get(key(blobId)) ?? UNKNOWN_BLOB, event));
  return {
    view,
    register(blobId: Uint8Array, { endEpoch = EPOCH + 2, deletable = false, objectId = OBJECT_ID } = {}) {
      announce(blobId, { kind: 'registered', epoch, objectId, endEpoch, deletable, at });
    },
    certify(blobId: Uint8Array, { endEpoch = EPOCH + 2, deletable = false, objectId = OBJECT_ID } = {}) {
      announce(blobId, { kind: 'certified', epoch, objectId, endEpoch, deletable, at });
    },
    remove: (blobId: Uint8Array) => announce(blobId, { kind: 'deleted', objectId: OBJECT_ID, at }),
    invalidate: (blobId: Uint8Array) => announce(blobId, { kind: 'invalid', epoch, at }),
    lose: (blobId: Uint8Array, record: string) => announce(blobId, { kind: 'lost', record, epoch, at }),
    revoke: (blobId: Uint8Array, record: string) => announce(blobId, { kind: 'not-lost', record, at }),
    turnEpoch: () => epoch++,
    reachable: (yes: boolean) => (reachable = yes),
    committee: (members: readonly StorageNode[], before?: readonly StorageNode[]) => {
      nodes = members;
      previous = before;
    },
    /** What the epoch asks of the node, where it differs. */
    assign: (changes: Partial<Assignment>) => (own = changes),
  };
}
