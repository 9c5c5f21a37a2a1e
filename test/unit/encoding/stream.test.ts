/** A blob that is encoded outside of memory is the one that is encoded in memory, bit for bit. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  encodeBlob,
  encodeStream,
  maxBlobSize,
  type BlobSource,
  type EncodedBlob,
  type StreamedBlob,
} from '@haulout/sdk/encoding';
import { scriptCore, type Core } from '../../../sdk/src/encoding/core/core.js';
import { compileCore } from '../../../sdk/src/encoding/core/compile.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { encodeStreamWith } from '../../../sdk/src/encoding/stream/encode-stream.js';
import { Pool } from '../../../sdk/src/encoding/workers/pool.js';
import { seededBytes } from '../../support/bytes.js';
import { code, edgeLengths, SEED } from '../../support/encoded.js';
import { extent } from '../../support/long.js';
import { memoryScratch } from '../../support/memory-scratch.js';

/** A source that gives its bytes in chunks of so many; by default it has as many as it says. */
function sourceOf(bytes: Uint8Array, chunk = 1000, size = bytes.length): BlobSource {
  return {
    size,
    async *stream() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.slice(at, at + chunk);
    },
  };
}

async function checkSame(streamed: StreamedBlob, whole: EncodedBlob): Promise<void> {
  const { sliverPairs, ...commitment } = whole;
  const { sliver: _, close: __, ...streamedCommitment } = streamed;
  assert.deepEqual({ ...streamedCommitment }, { ...commitment });
  for (const { primary, secondary } of sliverPairs) {
    assert.deepEqual(await streamed.sliver('primary', primary.index), primary);
    assert.deepEqual(await streamed.sliver('secondary', secondary.index), secondary);
  }
}

describe.each(['JavaScript', 'WebAssembly'])('encoded as a stream, by the core in %s', (name) => {
  let threads: { readonly core: Core; readonly pool: Pool };
  beforeAll(async () => {
    const core = name === 'JavaScript' ? scriptCore : await startWasm(await compileCore());
    threads = { core, pool: new Pool(core) };
  });
  afterAll(() => threads.pool.end());

  it('has the id, the hashes and the slivers of the blob encoded at once, for any n and length, with 0 to 3 workers', async () => {
    const shards = fc.oneof(fc.integer({ min: 4, max: 40 }), fc.constantFrom(64, 65, 100));
    const cases = shards.chain((nShards) =>
      fc.record({
        nShards: fc.constant(nShards),
        length: edgeLengths(nShards),
        chunk: fc.integer({ min: 1, max: 5000 }),
        stripBytes: fc.constantFrom(1, 3000, 20_000, undefined),
        workers: fc.nat(3),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ nShards, length, chunk, ...how }) => {
        const bytes = seededBytes(length, SEED);
        const { open, opened } = memoryScratch();
        const streamed = await encodeStreamWith(sourceOf(bytes, chunk), {
          ...{ nShards, scratch: open, threads, fewMs: 0 },
          ...how,
        });
        await checkSame(streamed, await encodeBlob(bytes, { nShards }));
        await streamed.close();
        assert.deepEqual(
          opened.map(({ isClosed }) => isClosed),
          [true],
        );
      }),
      { seed: SEED, numRuns: extent({ short: 12, long: 1000 }) },
    );
  }, 60_000);
});

describe('a stream that is encoded', () => {
  it('is refused before anything is read or made room for, if it is too large', async () => {
    const { open, opened } = memoryScratch();
    const source: BlobSource = { size: maxBlobSize(4) + 1, stream: () => assert.fail('was read') };
    await assert.rejects(encodeStream(source, { nShards: 4, scratch: open }), code('BLOB_TOO_LARGE'));
    assert.equal(opened.length, 0);
  });

  it('is refused when it has more or fewer bytes than it says, and leaves no scratch', async () => {
    const bytes = seededBytes(5000, 1);
    for (const size of [4999, 5001]) {
      const { open, opened } = memoryScratch();
      const encoding = encodeStream(sourceOf(bytes, 700, size), { nShards: 10, scratch: open });
      await assert.rejects(encoding, code('SOURCE_CHANGED'));
      assert.ok(opened.every(({ isClosed, isUsedLate }) => isClosed && !isUsedLate));
    }
  });

  it('fails with what the source fails with, and leaves no scratch', async () => {
    const { open, opened } = memoryScratch();
    const source: BlobSource = {
      size: 5000,
      async *stream() {
        yield seededBytes(1000, 1);
        throw new Error('the disk is gone');
      },
    };
    await assert.rejects(encodeStream(source, { nShards: 10, scratch: open }), /the disk is gone/);
    assert.ok(opened.every(({ isClosed, isUsedLate }) => isClosed && !isUsedLate));
  });

  it('ends when it is given up, even if its source hangs, and leaves neither source nor scratch open', async () => {
    const { open, opened } = memoryScratch();
    const controller = new AbortController();
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull: () => void controller.abort(new Error('enough')),
        cancel: () => void (isCancelled = true),
      },
      { highWaterMark: 0 },
    );
    const encoding = encodeStream(
      { size: 10, stream: () => stream },
      { nShards: 10, scratch: open, signal: controller.signal },
    );
    await assert.rejects(encoding, /enough/);
    assert.ok(opened.every(({ isClosed }) => isClosed) && isCancelled);
  });

  it('ends at any step when it is given up', async () => {
    const bytes = seededBytes(20_000, 1);
    for (const share of [0, 0.1, 0.2, 0.6, 0.9]) {
      const { open, opened } = memoryScratch();
      const controller = new AbortController();
      const encoding = encodeStream(sourceOf(bytes), {
        nShards: 10,
        scratch: open,
        signal: controller.signal,
        onProgress: (done) => done >= share && controller.abort(new Error('enough')),
      });
      await assert.rejects(encoding, /enough/);
      assert.ok(opened.every(({ isClosed, isUsedLate }) => isClosed && !isUsedLate));
    }
  });

  it('may be a Blob', async () => {
    const bytes = seededBytes(3000, 1);
    const { open } = memoryScratch();
    const streamed = await encodeStream(new Blob([new Uint8Array(bytes)]), { nShards: 7, scratch: open });
    await checkSame(streamed, await encodeBlob(bytes, { nShards: 7 }));
  });
});
