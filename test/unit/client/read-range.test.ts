import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import {
  blobIdToString,
  blobLayout,
  encodeBlob,
  sliverBytes,
  sliverSize,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import { boundsIn, openBlob, planRange, readRange } from '../../../sdk/src/client/read/read-range.js';
import { streamBlob } from '../../../sdk/src/client/read/read-stream.js';

import { MemoryNetwork, type Behaviour } from './memory-network.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const SEED = 20_261_121;
const TEN = Array.from({ length: 10 }, () => 1);
const blobs = new Map<number, { bytes: Uint8Array; blob: EncodedBlob }>();

async function world(length: number, behaviours: readonly (Behaviour | undefined)[] = []) {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
  const known = blobs.get(length) ?? { bytes, blob: await encodeBlob(bytes, { nShards: 10 }) };
  blobs.set(length, known);
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, TEN);
  await network.place(known.blob);
  network.behave(behaviours);
  const blobId = blobIdToString(known.blob.blobId);
  const read = (start: number, end: number) =>
    timers.finish(readRange(network, network.committee, { blobId, start, end }));
  /** Bytes of all slivers that nodes were asked for since the last call. */
  const moved = () => {
    const layout = blobLayout(10, length);
    const requests = network.log.splice(0).filter((line) => line.includes('/slivers/'));
    return requests.reduce(
      (sum, line) => sum + sliverBytes(layout, line.endsWith('primary') ? 'primary' : 'secondary'),
      0,
    );
  };
  return { ...known, timers, network, blobId, read, moved };
}

describe('R14: a range is read from the slivers that contain it', () => {
  it('gives the bytes, and moves exactly the slivers of the cheaper axis', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 27, 1000, 4001),
        fc.nat(4100),
        fc.nat(4100),
        async (length, a, b) => {
          const start = Math.min(a, b, length);
          const end = Math.max(a, b);
          const { bytes, read, moved } = await world(length);
          assert.deepEqual(await read(start, end), bytes.subarray(start, end));
          const layout = blobLayout(10, length);
          const last = Math.min(end, length);
          if (start === last) return assert.equal(moved(), 0);
          // Independently of the plan: count the rows and columns that hold a byte of the range.
          const rows = new Set<number>();
          const columns = new Set<number>();
          for (let at = start; at < last; at++) {
            const cell = Math.floor(at / layout.symbolSize);
            rows.add(Math.floor(cell / layout.columns));
            columns.add(cell % layout.columns);
          }
          const least = Math.min(
            rows.size * sliverBytes(layout, 'primary'),
            columns.size * sliverBytes(layout, 'secondary'),
          );
          assert.equal(moved(), least);
          assert.equal(planRange(layout, start, last).bytes, least);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('falls back to decoding when a node that holds it lies, fails or is silent, and blames nobody honest', async () => {
    for (const kind of [
      'silent',
      'wrong bytes',
      'wrong index',
      'failing',
      'refusing',
      'oversized',
    ] as const) {
      for (let at = 0; at < 10; at++) {
        const { bytes, read, timers } = await world(
          1000,
          TEN.map((_, node) => (node === at ? kind : undefined)),
        );
        assert.deepEqual(await read(100, 900), bytes.subarray(100, 900));
        assert.ok(timers.now() < 5_000, `took ${timers.now()} ms`);
      }
    }
  });

  it('refuses a range that is none', async () => {
    const { read } = await world(1000);
    for (const [start, end] of [
      [-1, 5],
      [6, 5],
      [0.5, 5],
      [0, Number.NaN],
      [1001, 1002],
    ] as const) {
      await assert.rejects(read(start, end), { code: 'INVALID_ARGUMENT' });
    }
    assert.deepEqual(await read(1000, 5000), new Uint8Array());
  });
});

describe('a stream', () => {
  it('refuses to begin behind the end, as a range does, and is empty at the end', async () => {
    const given = await world(1000);
    const late = streamOf(given, 1001).getReader();
    await assert.rejects(given.timers.finish(late.read()), {
      code: 'INVALID_ARGUMENT',
      message: /begins at 1001: blob .* has 1000 bytes/,
    });
    assert.deepEqual(await given.timers.finish(streamOf(given, 1000).getReader().read()), {
      done: true,
      value: undefined,
    });
  });

  const streamOf = ({ network, blobId }: Awaited<ReturnType<typeof world>>, start = 0, end = Infinity) =>
    streamBlob((signal) => openBlob(network, network.committee, { blobId, signal }), {
      bounds: (blob) => boundsIn(blob, blobId, { start, end }),
    });

  it('fetches a row when its reader takes one, and no sooner', async () => {
    const given = await world(4001);
    const reader = streamOf(given).getReader();
    const rowSize = sliverSize(blobLayout(10, 4001), 'primary');
    assert.equal(given.moved(), 0, 'nothing is read before the reader reads');
    const parts: Uint8Array[] = [];
    for (;;) {
      const { done, value } = await given.timers.finish(reader.read());
      if (done) break;
      parts.push(value);
      const [requests, least] = [given.moved(), sliverBytes(blobLayout(10, 4001), 'primary')];
      assert.ok(requests <= least, `${requests} bytes for a row of ${least}`);
    }
    assert.deepEqual(Uint8Array.from(Buffer.concat(parts)), given.bytes);
    assert.ok(parts.every(({ length }) => length <= rowSize));
    assert.equal(parts.length, 4);
  });

  it('gives any part of a blob, also an empty one', async () => {
    for (const [length, start, end] of [
      [4001, 1500, 2700],
      [4001, 4001, 4001],
      [1, 0, 1],
    ] as const) {
      const given = await world(length);
      const reading = new Response(streamOf(given, start, end) as ReadableStream<Uint8Array<ArrayBuffer>>);
      const read = new Uint8Array(await given.timers.finish(reading.arrayBuffer()));
      assert.deepEqual(read, given.bytes.subarray(start, end));
    }
  });

  it('goes on from a decoded blob when a node fails on the way', async () => {
    const given = await world(4001, [undefined, 'silent', 'wrong bytes']);
    const reading = new Response(streamOf(given) as ReadableStream<Uint8Array<ArrayBuffer>>);
    const read = new Uint8Array(await given.timers.finish(reading.arrayBuffer()));
    assert.deepEqual(read, given.bytes);
  });

  it('stops when it is cancelled, and fails with the error of its read', async () => {
    const given = await world(4001);
    const reader = streamOf(given).getReader();
    await given.timers.finish(reader.read());
    given.moved();
    await reader.cancel();
    assert.equal(given.timers.pending, 0);
    assert.equal(given.moved(), 0);
    given.network.certified = false;
    await assert.rejects(given.timers.finish(streamOf(given).getReader().read()), {
      code: 'BLOB_NOT_CERTIFIED',
    });
  });
});
