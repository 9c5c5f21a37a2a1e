import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import type { StorageNode } from '@haulout/node';
import {
  blobIdOfMetadata,
  blobIdToString,
  merkleDepth,
  metadataLayout,
  pairOfShard,
  parseInconsistencyProof,
  verifyInconsistencyProof,
} from '@haulout/sdk/encoding';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { EPOCH, N_SHARDS, testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { seededBytes } from '../../support/bytes.js';
import { openNeighbourhood, SHARDS_OF, upload, type Neighbourhood } from './neighbourhood.js';

const OWN = SHARDS_OF[0]!;
const LENGTH = 60_000;
let hood: Neighbourhood;

beforeAll(async () => {
  hood = await openNeighbourhood();
});
afterAll(() => hood?.close());
afterEach(() => hood.between(undefined));

const confirms = async (node: StorageNode, blob: Pick<TestBlob, 'text'>) =>
  (await node.inject({ method: 'GET', url: `/v1/blobs/${blob.text}/confirmation/permanent` })).statusCode ===
  200;
const holds = async (node: StorageNode, blob: TestBlob, shards = OWN) => {
  for (const shard of shards) {
    const pair = pairOfShard(blob.id, shard, N_SHARDS);
    for (const axis of ['primary', 'secondary'] as const) {
      const answer = await node.inject({
        method: 'GET',
        url: `/v1/blobs/${blob.text}/slivers/${pair}/${axis}`,
      });
      if (answer.statusCode !== 200) return false;
      const expected = blob.encoded.sliverPairs[pair]![axis].bytes;
      assert.ok(answer.rawPayload.includes(Buffer.from(expected)), `${axis} sliver of pair ${pair}`);
    }
  }
  return true;
};
const ofBlob = <T extends { readonly blobId: string }>(
  outcomes: readonly T[],
  blob: Pick<TestBlob, 'text'>,
): T => {
  const found = outcomes.filter(({ blobId }) => blobId === blob.text);
  assert.equal(found.length, 1);
  return found[0]!;
};
/**
 * Bytes that so many recovery symbols take: each is the symbol, its Merkle path and at most 11 bytes around
 * them.
 */
function symbolBounds(blob: TestBlob, symbols: number) {
  const { symbolSize } = metadataLayout(blob.encoded.metadata);
  return { least: symbols * symbolSize, most: symbols * (symbolSize + 11 + 33 * merkleDepth(N_SHARDS)) };
}

describe('R13: a node rebuilds what it lost, sliver by sliver, from its neighbours', () => {
  test('R13: a wiped node moves as many symbols as its slivers have, holds all again, and confirms', async () => {
    const blob = await testBlob(51, LENGTH);
    await hood.store(blob);
    const node = await hood.wiped('all');
    hood.traffic.symbolBytes = 0;
    const outcome = ofBlob(await node.duties.catchUp(), blob);
    assert.deepEqual([outcome.kind, outcome.recoveredSlivers], ['recovered', 4]);
    const { rows, columns } = metadataLayout(blob.encoded.metadata);
    // Two secondary slivers, then two primary ones, which the recovered secondary ones help with.
    const { least, most } = symbolBounds(blob, 2 * rows + 2 * (columns - 2));
    assert.equal(outcome.downloadedBytes, hood.traffic.symbolBytes);
    assert.ok(
      least <= outcome.downloadedBytes && outcome.downloadedBytes <= most,
      `${outcome.downloadedBytes}`,
    );
    assert.ok(await holds(node, blob));
    assert.ok(await confirms(node, blob));
    assert.deepEqual(await node.duties.catchUp(), [], 'and then there is nothing left to do');
  });

  for (const axis of ['primary', 'secondary'] as const) {
    test(`R13: one lost ${axis} sliver costs the bytes of one sliver, a fraction of the blob`, async () => {
      const blob = await testBlob(axis === 'primary' ? 52 : 53, LENGTH);
      await hood.store(blob);
      const node = await hood.wiped(`one-${axis}`);
      await hood.chains[0]!.view.sync();
      await upload(node, blob, OWN, undefined, (shard, of) => shard === OWN[0] && of === axis);
      const outcome = ofBlob(await node.duties.catchUp(), blob);
      const { rows, columns } = metadataLayout(blob.encoded.metadata);
      const { least, most } = symbolBounds(blob, axis === 'primary' ? columns - 2 : rows - 2);
      assert.equal(outcome.recoveredSlivers, 1);
      assert.ok(
        least <= outcome.downloadedBytes && outcome.downloadedBytes <= most,
        `${outcome.downloadedBytes}`,
      );
      assert.ok(outcome.downloadedBytes < LENGTH / 4);
      assert.ok(await holds(node, blob));
    });
  }

  test('R13: symbols that a neighbour has altered are not used, and the others are enough', async () => {
    const blob = await testBlob(54, LENGTH);
    await hood.store(blob);
    const node = await hood.wiped('liar');
    let lies = 0;
    hood.between(async (url, ask) => {
      const answer = await ask();
      if (!url.startsWith(hood.urls[2]!) || !url.includes(`${blob.text}/recoverySymbols`)) return answer;
      const bytes = new Uint8Array(await answer.arrayBuffer());
      bytes[bytes.length >> 1]! ^= 1;
      lies++;
      return new Response(bytes);
    });
    assert.equal(ofBlob(await node.duties.catchUp(), blob).kind, 'recovered');
    assert.ok(lies > 0);
    assert.ok(await holds(node, blob));
  });

  test('R13: a recovery that is cut off and the node opened again goes on with what is still missing', async () => {
    const blob = await testBlob(55, LENGTH);
    await hood.store(blob);
    let node = await hood.wiped('cut');
    const { rows } = metadataLayout(blob.encoded.metadata);
    const isOurs = (url: string) => url.includes(`${blob.text}/recoverySymbols`);
    // Primary targets are asked for with proofs against secondary slivers: none of these come through.
    hood.between((url, ask) =>
      isOurs(url) && url.includes('proofAxis=secondary') ? Promise.reject(new Error('cut')) : ask(),
    );
    const first = ofBlob(await node.duties.catchUp(), blob);
    assert.deepEqual([first.kind, first.recoveredSlivers], ['postponed', 2]);
    assert.ok(first.downloadedBytes <= symbolBounds(blob, 2 * rows).most);
    assert.equal(await confirms(node, blob), false);
    await node.close();

    hood.between(undefined);
    node = await hood.wiped('cut');
    const second = (await node.duties.catchUp()).filter(({ blobId }) => blobId === blob.text)[0]!;
    assert.deepEqual([second.kind, second.recoveredSlivers], ['recovered', 2]);
    assert.ok(await confirms(node, blob));
  });

  test('R12: slivers that do not fit their commitment leave a proof, which the neighbours attest to', async () => {
    const honest = await testBlob(56, LENGTH);
    for (const axis of ['primary', 'secondary'] as const) {
      // The first node's sliver of one axis gets a hash that nothing opens; the shard follows from the new
      // blob id.
      const bad = withBadHash(honest, axis);
      await hood.store(bad.blob, [1, 2, 3, 4], bad.metadata);
      const node = await hood.wiped(`bad-${axis}`);
      const outcome = ofBlob(await node.duties.catchUp(), bad.blob);
      assert.equal(outcome.kind, 'inconsistent');
      const kept = (await node.duties.proof(bad.blob.id))!;
      assert.equal(kept[0], axis === 'primary' ? 0 : 1);
      const proof = parseInconsistencyProof(kept.slice(1), axis, metadataLayout(bad.metadata));
      verifyInconsistencyProof(proof, bad.metadata);
      const attested = await fetch(`${hood.urls[3]}/v1/blobs/${bad.blob.text}/inconsistencyProof/${axis}`, {
        method: 'POST',
        body: kept.slice(1),
        headers: { 'content-type': 'application/octet-stream' },
      });
      assert.equal(attested.status, 200, await attested.text());
    }
  });
});

/**
 * The blob with a wrong hash for a sliver that belongs to the first node under the blob id that this makes.
 */
function withBadHash({ encoded }: TestBlob, axis: 'primary' | 'secondary') {
  for (let seed = 1; ; seed++) {
    const pairIndex = seed % N_SHARDS;
    const hashes = encoded.metadata.hashes.map((pair, index) =>
      index === pairIndex ? { ...pair, [axis]: seededBytes(32, seed) } : pair,
    );
    const metadata = { ...encoded.metadata, hashes };
    const id = blobIdOfMetadata(metadata);
    if (OWN.some((shard) => pairOfShard(id, shard, N_SHARDS) === pairIndex)) {
      return { metadata, blob: { id, text: blobIdToString(id), encoded } };
    }
  }
}

describe('duties over time', () => {
  test('a blob that cannot be recovered now is tried again, each time after a longer wait', async () => {
    const timers = new VirtualTimers();
    const own = await openNeighbourhood(timers);
    try {
      const blob = await testBlob(57, 2_000);
      await own.store(blob);
      const node = await own.wiped('later');
      own.between(() => Promise.reject(new Error('no network')));
      const catchUp = () => timers.finish(node.duties.catchUp());
      assert.equal(ofBlob(await catchUp(), blob).kind, 'postponed');
      for (const wait of [5_000, 10_000, 20_000]) {
        assert.deepEqual(await catchUp(), [], 'not before its time');
        timers.after(wait, () => {});
        while (timers.pending > 0) await timers.tick();
        assert.equal(ofBlob(await catchUp(), blob).kind, 'postponed');
      }
      own.between(undefined);
      timers.after(40_000, () => {});
      while (timers.pending > 0) await timers.tick();
      // Real answers take real time, so this one does not run on the virtual clock.
      assert.equal(ofBlob(await node.duties.catchUp(), blob).kind, 'recovered');
    } finally {
      await own.close();
    }
  });

  test('in the background duties are done without being asked, and end with the node', async () => {
    const blob = await testBlob(58, 2_000);
    await hood.store(blob);
    const node = await hood.wiped('background', { dutyPauseMs: 5 });
    while (!(await confirms(node, blob))) await new Promise((resolve) => setImmediate(resolve));
    await node.close();
  });
});

describe('what nobody is owed any more is removed', () => {
  test('expired, deleted and invalid blobs go, to the last byte; live and uncertified ones stay', async () => {
    const [expired, deleted, invalid, live, uncertified] = await Promise.all(
      [61, 62, 63, 64, 65].map((seed) => testBlob(seed, 2_000)),
    );
    const chain = hood.chains[1]!;
    const node = hood.nodes[1]!;
    const all = [expired!, deleted!, invalid!, live!, uncertified!];
    for (const blob of all) chain.register(blob.id, { endEpoch: blob === expired ? EPOCH + 1 : EPOCH + 9 });
    for (const blob of [expired!, deleted!, invalid!, live!]) {
      chain.certify(blob.id, { endEpoch: blob === expired ? EPOCH + 1 : EPOCH + 9 });
    }
    for (const blob of all) await upload(node, blob, SHARDS_OF[1]!);
    const kinds = async () => {
      const outcomes = await node.duties.catchUp();
      return all.map(({ text }) => outcomes.find(({ blobId }) => blobId === text)?.kind);
    };
    assert.deepEqual(await kinds(), ['complete', 'complete', 'complete', 'complete', 'waiting']);

    chain.remove(deleted!.id);
    chain.invalidate(invalid!.id);
    chain.turnEpoch();
    assert.deepEqual(await kinds(), ['collected', 'collected', 'collected', 'complete', 'waiting']);
    for (const blob of all) {
      const gone = [expired, deleted, invalid].includes(blob);
      const { statusCode } = await node.inject({ method: 'GET', url: `/v1/blobs/${blob.text}/metadata` });
      assert.equal(statusCode, gone ? 404 : 200);
      assert.equal(await holds(node, blob, SHARDS_OF[1]!), !gone);
    }
  });

  test('a deleted blob that is registered again before its turn stays, and is confirmed', async () => {
    const blob = await testBlob(66, 2_000);
    const chain = hood.chains[1]!;
    const node = hood.nodes[1]!;
    chain.register(blob.id, { endEpoch: EPOCH + 9 });
    await upload(node, blob, SHARDS_OF[1]!);
    chain.remove(blob.id);
    await chain.view.sync();
    chain.register(blob.id, { endEpoch: EPOCH + 9 });
    chain.turnEpoch();
    await node.duties.catchUp();
    assert.ok(await confirms(node, blob));
  });
});
