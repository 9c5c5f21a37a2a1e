/** Uploads beside everything else that can happen to a blob meanwhile. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { afterEach, beforeAll, describe, test } from 'vitest';
import { openStorageNode, type StorageNode, type StorageNodeOptions } from '@haulout/node';
import { serializeSlivers } from '@haulout/sdk/encoding';
import { EPOCH, handFedChain, SECRET_KEY, testBlob, type TestBlob } from '../../support/blob-fixture.js';
import { FaultyDatabase } from '../../support/faulty-database.js';
import { settle } from '../../support/virtual-timers.js';

let node: StorageNode;
let chain: ReturnType<typeof handFedChain>;
let blob: TestBlob;
beforeAll(async () => {
  blob = await testBlob(1);
});
afterEach(() => node.close());

/** A node that has the metadata of the blob. */
async function open(options: Partial<StorageNodeOptions> = {}): Promise<void> {
  chain = handFedChain();
  chain.register(blob.id, { endEpoch: EPOCH + 9 });
  node = await openStorageNode({
    folder: new FaultyDatabase(),
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    ...options,
  });
  assert.equal((await put('metadata', blob.metadata)).code, 201);
}
async function put(path: string, body: Uint8Array | PassThrough) {
  const payload = body instanceof Uint8Array ? Buffer.from(body) : body;
  const answer = await node.inject({ method: 'PUT', url: `/v1/blobs/${blob.text}/${path}`, payload });
  const parsed = answer.json() as { error?: { details: { reason: string }[] } };
  return { code: answer.statusCode, reason: parsed.error?.details[0]?.reason };
}
const confirmation = async () =>
  (await node.inject(`/v1/blobs/${blob.text}/confirmation/permanent`)).statusCode;
const storedBytes = async () =>
  Number(/^haulout_node_stored_bytes (\d+)$/m.exec((await node.inject('/metrics')).body)![1]);
const bytesOf = (slivers: readonly { readonly bytes: Uint8Array }[]) =>
  slivers.reduce((sum, { bytes }) => sum + bytes.length, 0);
const listOf = (slivers: TestBlob['slivers']) =>
  serializeSlivers(slivers.map(({ pairIndex, axis }) => blob.encoded.sliverPairs[pairIndex]![axis]));

describe('R9: a list of slivers', () => {
  test('R9: counts each sliver once, however often it comes, and with whatever else', async () => {
    await open();
    const [first] = blob.slivers;
    const same = listOf(Array.from({ length: 64 }, () => first!));
    assert.equal((await put('slivers', same)).code, 201);
    assert.equal(await storedBytes(), blob.metadata.length + first!.bytes.length);
    const answers = await Promise.all([
      put('slivers', listOf(blob.slivers)),
      put('slivers', listOf(blob.slivers.toReversed())),
      ...blob.slivers.map(({ pairIndex, axis, bytes }) => put(`slivers/${pairIndex}/${axis}`, bytes)),
    ]);
    assert.ok(answers.every(({ code }) => code === 200 || code === 201));
    assert.equal(await storedBytes(), blob.metadata.length + bytesOf(blob.slivers));
    assert.equal(await confirmation(), 200);
  });

  test('R9: of which a part is stored when the node is full is not confirmed, and counts as what it is', async () => {
    const stored = blob.metadata.length + bytesOf(blob.slivers.slice(0, 3));
    await open({ capacityBytes: stored });
    const full = { code: 507, reason: 'STORAGE_FULL' };
    assert.deepEqual(await put('slivers', listOf(blob.slivers)), full);
    assert.equal(await storedBytes(), stored);
    assert.equal(await confirmation(), 400);
    assert.deepEqual(await put('slivers', listOf(blob.slivers)), full, 'and again');
    assert.equal((await put('slivers', listOf(blob.slivers.slice(0, 3)))).code, 200);
  });
});

describe('R9: nothing is stored that nobody will collect', () => {
  const uploads = (): [string, Uint8Array][] => {
    const { pairIndex, axis, bytes } = blob.slivers[0]!;
    return [
      ['metadata', blob.metadata],
      [`slivers/${pairIndex}/${axis}`, bytes],
      ['slivers', listOf(blob.slivers)],
    ];
  };

  test('R9: of a blob that was deleted and collected while the body came', async () => {
    for (const [path, body] of uploads()) {
      await open();
      const slow = new PassThrough();
      slow.write(body.subarray(0, 10));
      const putting = put(path, slow);
      await settle();
      chain.remove(blob.id);
      assert.equal(
        (await node.duties.catchUp()).find(({ blobId }) => blobId === blob.text)?.kind,
        'collected',
      );
      slow.end(body.subarray(10));
      assert.deepEqual([path, await putting], [path, { code: 400, reason: 'NOT_REGISTERED' }]);
      assert.equal(await storedBytes(), 0);
      await node.close();
    }
  });

  test('R9: of a shard that has gone to another node while the body came', async () => {
    for (const [path, body] of uploads().slice(1)) {
      await open();
      const slow = new PassThrough();
      slow.write(body.subarray(0, 10));
      const putting = put(path, slow);
      await settle();
      chain.turnEpoch();
      chain.assign({ shards: [] });
      slow.end(body.subarray(10));
      assert.deepEqual([path, await putting], [path, { code: 400, reason: 'SHARD_NOT_ASSIGNED' }]);
      assert.equal(await storedBytes(), blob.metadata.length);
      await node.close();
    }
  });
});
