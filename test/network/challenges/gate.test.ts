/** R16: while a round is open nodes give no data; reads wait, writes go on. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Network } from 'haulout';
import { systemTimers, type Timers } from '@haulout/sdk/base';
import { haulout } from '@haulout/sdk/client';
import type { Fetch } from '@haulout/sdk/nodes';
import { seededBytes } from '../../support/bytes.js';
import { officialClient } from '../../support/official-client.js';

/** The machine's clock, a thousand times as fast. */
const fast: Timers = {
  now: () => systemTimers.now() * 1000,
  after: (ms, callback) => systemTimers.after(ms / 1000, callback),
};
const DAY_MS = 86_400_000;
/** Nothing is late on a clock that fast. */
const settings = {
  requestMs: DAY_MS,
  hedgeAfterMs: DAY_MS,
  doubtAfterMs: DAY_MS,
  challengePatienceMs: 10 * DAY_MS,
};

describe('R16: the gate of a round', () => {
  let network: Network;
  let blobId: string;
  /** A blob object that is deleted while a round asks for it. */
  let doomed: string;
  const bytes = seededBytes(4_000, 1);
  const store = async (content: Uint8Array) =>
    network.client.haulout.store({ bytes: content, epochs: 3, deletable: true, signer: network.wallet });

  beforeAll(async () => {
    // The official client asks a second node for metadata in committees of more than ten only.
    network = await Network.start({ nodes: 11, shards: 11, seed: 'gate', challengeSamples: 4 });
    ({ blobId } = await store(bytes));
    ({ blobObjectId: doomed } = await store(seededBytes(30_000, 5)));
    for (const node of network.nodes) await node.duties.catchUp();
    await network.rounds.include();
    await network.nextEpoch();
  });
  afterAll(() => network?.stop());

  it('R16, R23: both clients read and write through each phase of a round, reads a little later', async () => {
    const { rounds, nodes, deployment, devnet, wallet: signer } = network;
    const official = officialClient(network, 30_000);
    const write = async (blob: Uint8Array) =>
      official.walrus.writeBlob({ blob, epochs: 3, deletable: false, signer });
    await rounds.open();
    await rounds.ready();
    // Each has closed its gate, as all have been asked for their word.
    const path = `/v1/blobs/${blobId}`;
    for (const { front } of nodes) {
      for (const what of ['slivers/0/primary', 'recoverySymbols?targetSliver=1&targetType=primary']) {
        const refused = await fetch(`${front.url}${path}/${what}`);
        assert.equal(refused.status, 503);
        assert.ok(Number(refused.headers.get('retry-after')) > 0);
        assert.match(await refused.text(), /CHALLENGE_IN_PROGRESS/);
      }
      assert.equal((await fetch(`${front.url}${path}/metadata`)).status, 200);
      assert.equal((await fetch(`${front.url}${path}/status`)).status, 200);
    }

    let refusals = 0;
    let sawRefusals = () => {};
    const refusedSome = new Promise<void>((resolve) => (sawRefusals = resolve));
    const watched: Fetch = async (url, init) => {
      const answer = await fetch(url, init);
      if (answer.status === 503 && ++refusals > nodes.length) sawRefusals();
      return answer;
    };
    const { systemObjectId, stakingObjectId } = deployment;
    const nodeUrl = ({ networkAddress }: { networkAddress: string }) => `http://${networkAddress}`;
    const reader = devnet.client.$extend(
      haulout({ systemObjectId, stakingObjectId, nodeUrl, fetch: watched, timers: fast, settings }),
    ).haulout;
    const reading = reader.read({ blobId });
    await refusedSome;
    // It does not understand the refusal; nodes keep its requests until the gate opens.
    const officialReading = [official.walrus.readBlob({ blobId })];

    // Writes go on, in each phase.
    const other = seededBytes(2_000, 2);
    const stored = [await store(other), await write(seededBytes(2_000, 12))];
    await rounds.draw();
    officialReading.push(official.walrus.readBlob({ blobId }));
    stored.push(await store(seededBytes(2_000, 3)), await write(seededBytes(2_000, 13)));
    await rounds.answer();
    const later = await rounds.judge();
    assert.ok(later.members.every(({ vouchers }) => vouchers.length >= 8));
    assert.deepEqual(await reading, bytes);
    for (const each of officialReading) assert.deepEqual(await each, bytes);
    assert.deepEqual(await official.walrus.readBlob({ blobId }), bytes);
    stored.push(await store(seededBytes(2_000, 4)), await write(seededBytes(2_000, 14)));
    const { members } = await rounds.settle();
    assert.ok(members.every(({ verdict }) => verdict === 'passed'));
    assert.deepEqual(await network.client.haulout.read({ blobId: stored[0]!.blobId }), other);
    assert.deepEqual(await official.walrus.readBlob({ blobId: stored[3]!.blobId }), seededBytes(2_000, 13));
  });

  it('R16: what is deleted while a round asks for it is kept until the round is over', async () => {
    await network.nextEpoch();
    const { rounds, nodes } = network;
    for (const node of nodes) await node.duties.catchUp();
    const before = await nodes[0]!.storedBytes();
    await rounds.open();
    await rounds.ready();
    await network.client.haulout.blobs.delete({ blobObjectId: doomed, signer: network.wallet });
    await rounds.draw();
    await rounds.answer();
    for (const node of nodes) await node.duties.catchUp();
    assert.equal(await nodes[0]!.storedBytes(), before);
    await rounds.judge();
    const { members } = await rounds.settle();
    assert.ok(members.every(({ verdict }) => verdict === 'passed'));
    await nodes[0]!.restart(); // it would try again after a while
    await nodes[0]!.duties.catchUp();
    assert.ok((await nodes[0]!.storedBytes()) < before - 5_000);
  });
});
