/** Blobs and files that are read when they are asked for, part by part. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { HauloutBlob, HauloutFile, isHauloutError } from '@haulout/sdk/client';
import {
  blobIdToString,
  blobLayout,
  buildQuilt,
  encodeBlob,
  metadataTree,
  quiltPatchIdToString,
  type EncodedBlob,
  type FileToQuilt,
} from '@haulout/sdk/encoding';
import type { BlobReading } from '@haulout/sdk/nodes';
import type { ReadingConnection } from '../../../sdk/src/client/lazy/haulout-blob.js';
import { seededBytes } from '../../support/bytes.js';
import { publishInstead } from '../../support/encoded.js';
import { VirtualTimers } from '../../support/virtual-timers.js';
import { MemoryNetwork, type Behaviour } from './memory-network.js';

const N_SHARDS = 13;
const ONE_EACH = Array.from({ length: N_SHARDS }, () => 1);

async function world(content: Uint8Array | EncodedBlob) {
  const blob = content instanceof Uint8Array ? await encodeBlob(content, { nShards: N_SHARDS }) : content;
  const timers = new VirtualTimers();
  const [network, later] = [new MemoryNetwork(timers, ONE_EACH), new MemoryNetwork(timers, ONE_EACH)];
  await network.place(blob);
  let [current, opened] = [network, 0];
  const readFrom: BlobReading = (target, read) => {
    opened++;
    return read(current, current.committee, target);
  };
  /** Other nodes have the blob, and those of before do not. */
  const moveOn = async () => {
    await later.place(blob);
    network.behave(ONE_EACH.map(() => 'refusing'));
    current = later;
  };
  const blobId = blobIdToString(blob.blobId);
  // Nothing but reading is asked of it here.
  const connection = { network, readFrom } as unknown as ReadingConnection;
  return {
    blob,
    blobId,
    network,
    timers,
    readFrom,
    lazy: new HauloutBlob(connection, { blobId }),
    finish: <T>(promise: Promise<T>) => timers.finish(promise),
    opened: () => opened,
    moveOn,
    all: (behaviour: Behaviour) => network.behave(ONE_EACH.map(() => behaviour)),
    /** Slivers asked for since the last call. */
    slivers: () => network.log.splice(0).filter((line) => line.includes('/slivers/')),
  };
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

describe('R14: a blob that is read when it is asked for', () => {
  it('asks nothing before, and what it needs for parts only once', async () => {
    const bytes = seededBytes(5_000, 1);
    const { lazy, finish, opened, slivers, network } = await world(bytes);
    assert.equal(network.log.length, 0);
    assert.equal(await finish(lazy.size()), 5_000);
    assert.equal(slivers().length, 0);
    assert.deepEqual(await finish(lazy.slice(10, 20).bytes()), bytes.slice(10, 20));
    assert.equal(slivers().length, 1);
    assert.equal(network.log.filter((line) => line.includes('/metadata')).length, 0);
    assert.equal(opened(), 1);
  });

  it('has the parts that a `Blob` of the same bytes has, also parts of parts', async () => {
    const bytes = seededBytes(300, 2);
    const { lazy, finish } = await world(bytes);
    const web = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const bound = fc.option(fc.integer({ min: -400, max: 400 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(bound, bound, bound, bound, async (a, b, c, d) => {
        const expected = new Uint8Array(await web.slice(a, b).slice(c, d).arrayBuffer());
        const part = lazy.slice(a, b).slice(c, d);
        assert.deepEqual(await finish(part.bytes()), expected);
        assert.equal(await finish(part.size()), expected.length);
        assert.deepEqual(await finish(collect(part.stream())), expected);
      }),
      { numRuns: 60, seed: 3 },
    );
    assert.throws(() => lazy.slice(0.5), { code: 'INVALID_ARGUMENT' });
  });

  it('is text and JSON, or says that it is none', async () => {
    const value = { walrus: ['ашоре', 1] };
    const json = await world(new TextEncoder().encode(JSON.stringify(value)));
    assert.deepEqual(await json.finish(json.lazy.json()), value);
    assert.equal(await json.finish(json.lazy.text()), JSON.stringify(value));
    await assert.rejects(json.finish(json.lazy.slice(1).json()), { code: 'NOT_JSON' });
  });

  it('R11: is checked as a whole where the whole is read, as `read` does, and by its slivers elsewhere', async () => {
    const honest = await encodeBlob(seededBytes(2_000, 4), { nShards: N_SHARDS });
    const other = await encodeBlob(seededBytes(2_000, 5), { nShards: N_SHARDS });
    const bad = publishInstead(
      honest,
      other.sliverPairs.slice(1).map(({ primary }) => primary),
    );
    const { lazy, finish } = await world({
      ...honest,
      blobId: bad.blobId,
      metadata: bad.metadata,
      rootHash: metadataTree(bad.metadata).root,
      sliverPairs: honest.sliverPairs.map((pair, index) => ({ ...pair, primary: bad.primary[index]! })),
    });
    await assert.rejects(finish(lazy.bytes()), { code: 'BLOB_INCONSISTENT' });
    assert.equal((await finish(lazy.slice(0, 10).bytes())).length, 10);
  });

  it('is opened anew when its nodes do not have it any more, once for all who read', async () => {
    const bytes = seededBytes(4_000, 6);
    const { lazy, finish, opened, moveOn } = await world(bytes);
    await finish(lazy.size());
    const reader = lazy.stream().getReader();
    const { value: first } = await finish(reader.read());
    await moveOn();
    const parts = [lazy.slice(0, 10).bytes(), lazy.slice(20, 30).bytes(), lazy.slice(-9).bytes()];
    assert.deepEqual(await finish(Promise.all(parts)), [
      bytes.slice(0, 10),
      bytes.slice(20, 30),
      bytes.slice(-9),
    ]);
    const { value: second } = await finish(reader.read());
    const read = [...first!, ...second!];
    assert.deepEqual(Uint8Array.from(read), bytes.slice(0, read.length));
    assert.equal(opened(), 2);
  });

  it('that cannot be opened is tried again by the next one who asks', async () => {
    const bytes = seededBytes(1_000, 7);
    const { lazy, finish, all } = await world(bytes);
    all('unreachable');
    await assert.rejects(finish(lazy.size()), (error) => isHauloutError(error));
    all('honest');
    assert.equal(await finish(lazy.size()), 1_000);
  });

  it('goes on for one reader when another has given up', async () => {
    const bytes = seededBytes(3_000, 8);
    const { lazy, finish } = await world(bytes);
    const stop = new AbortController();
    const given = lazy.slice(0, 5).bytes({ signal: stop.signal });
    const other = lazy.slice(5, 9).bytes();
    stop.abort(new Error('not wanted any more'));
    await assert.rejects(finish(given), /not wanted any more/);
    assert.deepEqual(await finish(other), bytes.slice(5, 9));
  });

  it('refuses an id that is none at once', async () => {
    const { readFrom } = await world(seededBytes(10, 9));
    const connection = { readFrom } as unknown as ReadingConnection;
    assert.throws(() => new HauloutBlob(connection, { blobId: 'AAAA' }), { code: 'INVALID_BLOB_ID' });
    assert.throws(() => new HauloutFile(readFrom, { patchId: 'AAAA' }, {}), { code: 'INVALID_PATCH_ID' });
  });
});

describe('an answer to a request', () => {
  const bytes = seededBytes(1_000, 10);
  const cases: readonly [string | null, number, string | null, Uint8Array | undefined][] = [
    [null, 200, null, bytes],
    ['bytes=0-99', 206, 'bytes 0-99/1000', bytes.slice(0, 100)],
    ['bytes=990-', 206, 'bytes 990-999/1000', bytes.slice(990)],
    ['bytes=-10', 206, 'bytes 990-999/1000', bytes.slice(990)],
    ['bytes=-2000', 206, 'bytes 0-999/1000', bytes],
    ['bytes=5-99999999999999999999', 206, 'bytes 5-999/1000', bytes.slice(5)],
    ['bytes=1000-', 416, 'bytes */1000', undefined],
    ['bytes=-0', 416, 'bytes */1000', undefined],
    ['bytes=9-5', 200, null, bytes],
    ['bytes=0-1,5-6', 200, null, bytes],
    ['lines=1-2', 200, null, bytes],
    ['bytes=-', 200, null, bytes],
  ];
  for (const [range, status, contentRange, body] of cases)
    it(`to the range ${range} has status ${status}, and these bytes alone`, async () => {
      const { lazy, finish } = await world(bytes);
      const response = await finish(lazy.response({ range, type: 'video/mp4' }));
      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-range'), contentRange);
      assert.equal(response.headers.get('content-type'), 'video/mp4');
      if (body === undefined) return assert.equal(response.body, null);
      assert.equal(response.headers.get('content-length'), String(body.length));
      assert.deepEqual(new Uint8Array(await finish(response.arrayBuffer())), body);
    });

  it('is not one where the blob is not there', async () => {
    const { lazy, finish, network } = await world(bytes);
    network.certified = false;
    await assert.rejects(finish(lazy.response()), { code: 'BLOB_NOT_CERTIFIED' });
  });
});

describe('R14: a file of a quilt that is read when it is asked for', () => {
  const long = 'n'.repeat(700);
  const files: readonly FileToQuilt[] = [
    { identifier: 'large', bytes: seededBytes(3_000, 11), tags: { kind: 'image' } },
    { identifier: 'empty', bytes: new Uint8Array() },
    { identifier: long, bytes: seededBytes(900, 12), tags: { kind: 'text', note: 't'.repeat(500) } },
  ];
  const quilt = buildQuilt(files, { nShards: N_SHARDS });
  const { rows, symbolSize } = blobLayout(N_SHARDS, quilt.bytes.length);
  const columnBytes = rows * symbolSize;

  it('has the bytes, any part of them, its name and its tags', async () => {
    const { lazy, finish, readFrom } = await world(quilt.bytes);
    for (const listed of await finish(lazy.files())) {
      const byId = new HauloutFile(readFrom, { patchId: listed.patchId }, {});
      for (const file of [listed, byId]) {
        const identifier = await finish(file.identifier());
        const { bytes, tags = {} } = files.find((one) => one.identifier === identifier)!;
        assert.deepEqual(Object.fromEntries(await finish(file.tags())), tags);
        assert.equal(await finish(file.size()), bytes.length);
        assert.deepEqual(await finish(file.bytes()), bytes);
        assert.deepEqual(await finish(collect(file.stream())), bytes);
        for (const [start, end] of [
          [0, 1],
          [100, 450],
          [columnBytes - 1, columnBytes + 1],
          [-20, bytes.length],
        ] as const)
          assert.deepEqual(
            await finish(file.slice(start, end).bytes()),
            bytes.slice(start, end),
            `${identifier.slice(0, 9)} from ${start} to ${end}`,
          );
      }
    }
  });

  it('moves the columns that hold a part, and none of the others', async () => {
    const { lazy, finish, slivers } = await world(quilt.bytes);
    const [large] = await finish(lazy.files({ identifiers: ['large'] }));
    await finish(large!.size());
    slivers();
    assert.ok(3_000 > 2 * columnBytes);
    await finish(large!.slice(-10).bytes());
    assert.equal(slivers().length, 1);
    await finish(large!.slice(0, 10).bytes());
    assert.equal(slivers().length, 0, 'its first column is there');
  });

  it('is chosen by tags and names', async () => {
    const { lazy, finish } = await world(quilt.bytes);
    const [text, ...none] = await finish(lazy.files({ tags: { kind: 'text' } }));
    assert.deepEqual([await finish(text!.identifier()), none.length], [long, 0]);
    await assert.rejects(finish(lazy.files({ identifiers: ['x'] })), { code: 'FILE_NOT_FOUND' });
  });

  it('is not found where a patch id points to something else', async () => {
    const { blob, finish, readFrom } = await world(quilt.bytes);
    const [{ startColumn }] = quilt.patches as [(typeof quilt.patches)[0]];
    for (const columns of [
      { startColumn: startColumn + 1, endColumn: startColumn + 2 },
      { startColumn, endColumn: 1_000 },
    ]) {
      const patchId = quiltPatchIdToString({ quiltId: blob.blobId, ...columns });
      const file = new HauloutFile(readFrom, { patchId }, {});
      for (const reading of [() => file.size(), () => file.bytes(), () => file.tags()])
        await assert.rejects(finish<unknown>(reading()), { code: 'FILE_NOT_FOUND' });
    }
    const plain = await world(seededBytes(77, 13));
    await assert.rejects(plain.finish(plain.lazy.files()), { code: 'NOT_A_QUILT' });
  });
});
