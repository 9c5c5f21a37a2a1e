/** R12, R16: a round brings a badly encoded blob to light, and nobody pays for it. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Network } from 'haulout';
import { BlobInvalid } from '@haulout/sdk/client';
import { blobIdToString } from '@haulout/sdk/encoding';
import { storeBadBlob } from '../../support/bad-blob.js';
import { seededBytes } from '../../support/bytes.js';

describe('R12: a badly encoded blob in a round', () => {
  let network: Network;
  beforeAll(async () => {
    network = await Network.start({ nodes: 4, shards: 10, seed: 'bad blob', challengeSamples: 16 });
  });
  afterAll(() => network?.stop());

  it('R12: two slivers that contradict each other prove it without any committee, and all nodes pass', async () => {
    const { client, wallet: signer, rounds } = network;
    const bytes = seededBytes(3_000, 1);
    const { blobId } = await client.haulout.store({ bytes, epochs: 3, deletable: false, signer });
    // Half of the samples have to be left when the bad blob is dropped.
    for (const number of [3, 4, 5])
      await client.haulout.store({
        bytes: seededBytes(5_000, number),
        epochs: 3,
        deletable: false,
        signer,
      });
    const bad = await storeBadBlob(network, seededBytes(2_000, 2));
    await rounds.include();
    await network.nextEpoch();
    const { members } = await rounds.whole();
    assert.deepEqual(
      members.map(({ verdict }) => verdict),
      ['passed', 'passed', 'passed', 'passed'],
    );
    await assert.rejects(client.haulout.read({ blobId: blobIdToString(bad.blobId) }), BlobInvalid);
    assert.deepEqual(await client.haulout.read({ blobId }), bytes);
  });
});
