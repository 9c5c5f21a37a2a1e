/** R16: the set of a round is the same, in whatever portions a node has read the events. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { SuiClientTypes } from '@mysten/sui/client';
import type { BlobStore } from '@haulout/node';
import { evidenceEvents } from '@haulout/sdk/contracts';
import { blobIdFromInteger } from '@haulout/sdk/encoding';
import { blobRecords } from '../../../node/src/chain/blob-records.js';
import { followRounds } from '../../../node/src/chain/rounds-follower.js';

const KEPT = 7n;
const LOST = 8n;
const NODE = `0x${'a'.repeat(64)}`;
const at = { txDigest: 'digest', eventSeq: 0 };
const byMembers = { signers: 15n, message_digest: NODE, signature: [] };

const entry = (name: string, bcs: Uint8Array, checkpoint: number) =>
  ({ eventType: `0x1::evidence_events::${name}`, bcs, checkpoint: String(checkpoint) }) as unknown;
const attempted = (slot: number, checkpoint: number) =>
  entry(
    'RoundAttempted',
    evidenceEvents.RoundAttempted.serialize({ epoch: 4, slot, number: 0 }).toBytes(),
    checkpoint,
  );
const opened = entry(
  'RoundOpened',
  evidenceEvents.RoundOpened.serialize({ epoch: 4, round: 1, opened_ms: 5 }).toBytes(),
  201,
);
const lost = entry(
  'BlobLost',
  evidenceEvents.BlobLost.serialize({ epoch: 4, record: 0, blob_id: LOST, cause: 4, ...byMembers }).toBytes(),
  200,
);

/** Records in memory. */
function recordsOnly(): BlobStore {
  const records = new Map<string, string>();
  return {
    getRecord: async (key: string) => records.get(key),
    async putRecords(changes: Parameters<BlobStore['putRecords']>[0]) {
      for (const { key, value } of changes) {
        if (value === undefined) records.delete(key);
        else records.set(key, value);
      }
    },
    listRecords: async (prefix: string, after = '', limit: number) =>
      [...records]
        .filter(([key]) => key.startsWith(prefix) && key > after)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([key, value]) => ({ key, value })),
  } as unknown as BlobStore;
}

/** Follows portions of events. */
async function followed(portions: readonly (readonly unknown[])[]) {
  const store = recordsOnly();
  const records = blobRecords(store);
  const rounds = followRounds({ store, blobs: records.all, nShards: async () => 10, nodeId: NODE });
  const said = { epoch: 3, objectId: NODE, endEpoch: 9, deletable: true, at };
  const certified = [KEPT, LOST].flatMap((id) => [
    { blobId: blobIdFromInteger(id), event: { kind: 'registered', size: 10, ...said } as const },
    { blobId: blobIdFromInteger(id), event: { kind: 'certified', checkpoint: 50, ...said } as const },
  ]);
  await store.putRecords(await records.changes(certified, ''));
  for (const portion of portions) {
    const { changes, blobEvents, written } = await rounds.follow(portion as SuiClientTypes.EventEntry[]);
    await store.putRecords([...changes, ...(await records.changes(blobEvents, ''))]);
    written();
  }
  return rounds.view;
}

const idsIn = async (portions: readonly (readonly unknown[])[]) => {
  const set = (await (await followed(portions)).set(1))!;
  return [KEPT, LOST].filter((id) => set.find(blobIdFromInteger(id)) !== undefined);
};

describe('R16: the set of a round, from events', () => {
  it('R16: lacks what was lost before the round, however the events are read', async () => {
    const attempts = [attempted(2, 100), attempted(10, 200)];
    assert.deepEqual(await idsIn([attempts, [lost], [opened]]), [KEPT]);
    assert.deepEqual(await idsIn([[...attempts, lost, opened]]), [KEPT]);
    assert.deepEqual(await idsIn([attempts, [opened], [lost]]), [KEPT, LOST]);
    assert.deepEqual(await idsIn([[...attempts, opened, lost]]), [KEPT, LOST]);
  });
});
