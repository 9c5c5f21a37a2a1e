import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import fc from 'fast-check';
import { openBlobStore, openStorageNode, StoreFull } from '@haulout/node';
import { handFedChain, SECRET_KEY, testBlob } from '../../support/blob-fixture.js';
import { seededBytes } from '../../support/bytes.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CAPACITY = 400;
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      blob: fc.nat(2),
      place: fc.nat(4),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), blob: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);
const idOf = (blob: number) => seededBytes(32, blob + 1);
/** All that verifies under a key has the same bytes. */
const bytesOf = ({ blob, place }: { blob: number; place: number }) =>
  seededBytes((blob * 71 + place * 37) % 150, blob + place);

test('what a store counts is to the byte what it keeps, and never more than its capacity, across restarts', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
      async (rounds) => {
        const path = join(folder, `model-${run++}`);
        let store = await openBlobStore(path, { capacityBytes: CAPACITY });
        const model = new Map<string, number>();
        const used = () => [...model.values()].reduce((sum, size) => sum + size, 0);
        const blobOf = (key: string) => Number(key.split('/')[0]);
        for (const round of rounds) {
          // The steps of a round are under way at the same time; they take effect in their order.
          const outcomes = round.map((it) => {
            if (it.kind === 'put') {
              const id = idOf(it.blob);
              const bytes = bytesOf(it);
              return it.place === 0
                ? store.putMetadata(id, bytes)
                : store.putSliver(
                    id,
                    { pairIndex: it.place >> 1, axis: it.place & 1 ? 'primary' : 'secondary' },
                    bytes,
                  );
            }
            return it.kind === 'delete' ? store.deleteBlob(idOf(it.blob)) : undefined;
          });
          const settled = await Promise.allSettled(outcomes);
          for (const [index, it] of round.entries()) {
            const outcome = settled[index]!;
            if (it.kind === 'put') {
              const key = `${it.blob}/${it.place}`;
              if (model.has(key)) assert.deepEqual(outcome, { status: 'fulfilled', value: 'same' });
              else if (used() + bytesOf(it).length > CAPACITY) {
                assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreFull);
              } else {
                assert.deepEqual(outcome, { status: 'fulfilled', value: 'new' });
                model.set(key, bytesOf(it).length);
              }
            } else if (it.kind === 'delete') {
              const before = used();
              for (const key of model.keys()) if (blobOf(key) === it.blob) model.delete(key);
              assert.deepEqual(outcome, { status: 'fulfilled', value: before - used() });
            }
          }
          if (round.some(({ kind }) => kind === 'reopen')) {
            await store.close();
            store = await openBlobStore(path, { capacityBytes: CAPACITY });
          }
          assert.deepEqual(store.usage(), { usedBytes: used(), capacityBytes: CAPACITY });
        }
        await store.close();
      },
    ),
    { seed: 17, numRuns: 25 },
  );
});

test('records are listed by prefix, in order and in pages, and go only while they are unchanged', async () => {
  const store = await openBlobStore(join(folder, 'records'));
  await store.putRecords(['b/2', 'a/1', 'b/1', 'b/3', 'c/1'].map((key) => ({ key, value: `v ${key}` })));
  const keys = async (after: string | undefined, limit: number) =>
    (await store.listRecords('b/', after, limit)).map(({ key }) => key);
  assert.deepEqual(await keys(undefined, 2), ['b/1', 'b/2']);
  assert.deepEqual(await keys('b/2', 2), ['b/3']);
  await store.deleteRecordIf({ key: 'b/1', value: 'another' });
  await store.deleteRecordIf({ key: 'b/3', value: 'v b/3' });
  assert.deepEqual(await keys(undefined, 9), ['b/1', 'b/2']);
  await store.close();
});

test('a full node refuses by name what does not fit, keeps what it has, and takes to the last byte what fits', async () => {
  const blob = await testBlob(41);
  const [first, ...others] = blob.slivers;
  const chain = handFedChain();
  chain.register(blob.id);
  const options = {
    folder: join(folder, 'full'),
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    capacityBytes: blob.metadata.length + first!.bytes.length,
  };
  let node = await openStorageNode(options);
  const put = async (path: string, bytes: Uint8Array) =>
    node.inject({
      method: 'PUT',
      url: `/v1/blobs/${blob.text}/${path}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: Buffer.from(bytes),
    });
  const sliver = ({ pairIndex, axis, bytes }: (typeof blob.slivers)[number]) =>
    put(`slivers/${pairIndex}/${axis}`, bytes);
  assert.equal((await put('metadata', blob.metadata)).statusCode, 201);
  assert.equal((await sliver(first!)).statusCode, 201);
  for (const reopen of [false, true]) {
    if (reopen) {
      await node.close();
      node = await openStorageNode(options);
    }
    for (const other of others) {
      const answer = await sliver(other);
      assert.equal(answer.statusCode, 507);
      const { status, details } = answer.json().error;
      assert.deepEqual([status, details[0].reason], ['INSUFFICIENT_STORAGE', 'STORAGE_FULL']);
    }
    assert.equal((await sliver(first!)).statusCode, 200, 'what is here stays and is acknowledged again');
  }
  await node.close();
});

test('what has rotten goes with its count, unless what belongs there has come meanwhile, and is replaced', async () => {
  const store = await openBlobStore(join(folder, 'rot'));
  const [id, right, wrong] = [idOf(0), seededBytes(40, 1), seededBytes(40, 2)];
  const check = {
    isGood: (bytes: Uint8Array) => Buffer.compare(bytes, right) === 0,
    bytes: right.length,
  };
  const used = () => store.usage().usedBytes;
  assert.equal(await store.removeUnless({ blobId: id }, check), 'absent');
  assert.equal(await store.putMetadata(id, wrong), 'new');
  const [put, second] = await Promise.all([
    store.putMetadata(id, right),
    store.removeUnless({ blobId: id }, check),
  ]);
  assert.deepEqual([put, second, used()], ['replaced', 'good', right.length]);
  assert.equal(await store.putMetadata(id, wrong), 'replaced');
  const [removed, anew] = await Promise.all([
    store.removeUnless({ blobId: id }, check),
    store.putMetadata(id, right),
  ]);
  assert.deepEqual([removed, anew, used()], ['removed', 'new', right.length]);
  assert.deepEqual(Buffer.from((await store.getMetadata(id))!), Buffer.from(right));
  await store.close();
});
