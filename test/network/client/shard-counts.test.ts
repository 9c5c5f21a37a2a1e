/** Networks of any number of shards, from the smallest to a thousand, on four nodes. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { Network } from 'haulout';
import { encodedLength, encodingParameters } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';

/** Patient with the thousand slivers of an upload or a read on a busy machine. */
const settings = { uploadGraceMs: 60_000, requestMs: 120_000, doubtAfterMs: 60_000 };

describe('R1: a blob is stored and read with', () => {
  for (const shards of [5, 33, 1000]) {
    it(`${shards} shards, also when the node with the fewest of them is gone`, async () => {
      const network = await Network.start({
        nodes: 4,
        shards,
        seed: `${shards} shards`,
        client: { settings },
      });
      try {
        const { haulout } = network.client;
        const { rows, columns } = encodingParameters(shards);
        // One byte more than the smallest symbols hold.
        const bytes = seededBytes(2 * rows * columns + 1, shards);
        const terms = { epochs: 1, deletable: false, signer: network.wallet };
        const { blobId, cost } = await haulout.store({ bytes, ...terms });
        assert.equal(cost.encodedBytes, encodedLength(shards, bytes.length));
        const { nodes } = await haulout.committee();
        const [fewest] = [...nodes].sort((a, b) => a.shards.length - b.shards.length);
        await network.nodes.find(({ identity }) => identity.nodeId === fewest!.nodeId)!.crash();
        assert.deepEqual(await haulout.read({ blobId }), bytes);
      } finally {
        await network.stop();
      }
    });
  }
});
