/** R17: a node answers every accusation against it, however many there have been since. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { evidenceEvents } from '@haulout/sdk/contracts';
import { blobIdFromInteger } from '@haulout/sdk/encoding';
import { UNKNOWN_BLOB } from '@haulout/node';
import { Conflicts, type ConflictParts } from '../../../node/src/challenges/conflicts.js';
import type { RoundNow } from '../../../node/src/challenges/round-now.js';

const address = (digit: string) => `0x${digit.repeat(64)}`;
const OWN = address('a');

function accusation(round: number, node: string, blobId: bigint) {
  const claim = { evidence: address('e'), round, node, blob_id: blobId, axis: 0, sliver: 1, cell: 2 };
  const opening = { leaf_hash: address('1'), cell_path: [], other_hash: address('2'), pair_path: [] };
  return evidenceEvents.NodeAccused.serialize({
    claim: { ...claim, leaf_hash: address('3') },
    ...{ position: 0, path: [], size: 10, opening, acquit_after_ms: 0 },
  }).toBytes();
}

/** A chain with these events, the first one first. */
function chainOf(events: readonly Uint8Array[]): ClientWithCoreApi {
  const core = {
    async listEvents({ before, limit }: { before?: string; limit: number }) {
      const end = before === undefined ? events.length : Number(before);
      const start = Math.max(0, end - limit);
      const page = events.slice(start, end).toReversed();
      return { events: page.map((bcs) => ({ bcs })), hasNextPage: start > 0, endCursor: String(start) };
    },
  };
  return { core } as unknown as ClientWithCoreApi;
}

describe('R17: accusations against a node', () => {
  it('R17: are found behind a flood of others, and those of earlier rounds are not looked at', async () => {
    const others = Array.from({ length: 120 }, (_, index) => accusation(5, address('b'), BigInt(index)));
    const looked: Uint8Array[] = [];
    const parts = {
      client: chainOf([accusation(4, OWN, 8n), accusation(5, OWN, 9n), ...others]),
      evidencePackageId: '0x1',
      chain: { blob: async () => UNKNOWN_BLOB },
      blobs: {
        metadata: async (blobId: Uint8Array) => void looked.push(blobId),
        expanded: async () => undefined,
      },
    } as unknown as ConflictParts;
    const now = {
      round: { number: 5, members: [{ nodeId: OWN, accusations: 2 }] },
      ...{ position: 0, evidence: { nShards: 10 } },
    } as unknown as RoundNow;
    await new Conflicts(parts).ofAccusations(now);
    assert.deepEqual(looked, [blobIdFromInteger(9n)]);
  });
});
