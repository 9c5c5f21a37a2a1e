/** A blob that is decoded outside of memory: the same bytes, and the same verdict, as in memory. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  blobIdOfMetadata,
  decodeBlob,
  decodeStream,
  encodeBlob,
  encodingParameters,
  type BlobMetadata,
  type EncodedBlob,
  type Sliver,
} from '@haulout/sdk/encoding';
import { shuffled } from '@haulout/sdk/base';
import { seededBytes } from '../../support/bytes.js';
import { code, flip, primaries, publishInstead, SEED } from '../../support/encoded.js';
import { extent } from '../../support/long.js';
import { memoryScratch } from '../../support/memory-scratch.js';
import { seededRandom } from '../../support/random.js';

type Committed = Pick<EncodedBlob, 'blobId' | 'metadata'>;

async function decodeFrom(slivers: readonly Sliver[], { blobId, metadata }: Committed) {
  const { open, opened } = memoryScratch();
  const decoding = await decodeStream({ blobId, metadata, scratch: open });
  for (const sliver of slivers) await decoding.add(sliver);
  return { finishing: decoding.finish(), scratch: opened[0]! };
}

describe('decoding outside of memory', () => {
  it('gives the bytes back from any n - 2f slivers in any order, whole and in parts', async () => {
    const cases = fc.record({
      nShards: fc.integer({ min: 4, max: 40 }),
      length: fc.integer({ min: 0, max: 30_000 }),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ nShards, length, seed }) => {
        const bytes = seededBytes(length, SEED);
        const blob = await encodeBlob(bytes, { nShards });
        const some = shuffled(primaries(blob), seededRandom(seed)).slice(0, encodingParameters(nShards).rows);
        const { finishing, scratch } = await decodeFrom(some, blob);
        const decoded = await finishing;
        assert.equal(decoded.length, length);
        assert.deepEqual(await decoded.read(0, length), bytes);
        const [from, to] = [Math.floor(length / 3), Math.ceil(length / 2)];
        assert.deepEqual(await decoded.read(from, to), bytes.slice(from, to));
        assert.ok(scratch.bytes.length <= 1.6 * Math.max(length, 2 * nShards ** 2));
        await decoded.close();
        assert.ok(scratch.isClosed);
      }),
      { seed: SEED, numRuns: extent({ short: 40, long: 2000 }) },
    );
  });

  it('takes no sliver twice, none more than it needs, and none of another shape', async () => {
    const blob = await encodeBlob(seededBytes(1000, 1), { nShards: 10 });
    const { open } = memoryScratch();
    const decoding = await decodeStream({ ...blob, scratch: open });
    const [first, ...others] = primaries(blob);
    assert.equal(await decoding.add(first!), true);
    assert.equal(await decoding.add(first!), false);
    const { secondary } = blob.sliverPairs[0]!;
    await assert.rejects(decoding.add(secondary), code('INVALID_SLIVER'));
    for (const sliver of others.slice(0, 3)) assert.equal(await decoding.add(sliver), true);
    assert.equal(await decoding.add(others[3]!), false);
    assert.equal((await decoding.finish()).length, 1000);
  });

  it('refuses metadata of another blob before it makes room, and too few slivers', async () => {
    const blob = await encodeBlob(seededBytes(1000, 1), { nShards: 10 });
    const { open, opened } = memoryScratch();
    const other = { ...blob, blobId: flip(blob.blobId), scratch: open };
    await assert.rejects(decodeStream(other), code('BLOB_ID_MISMATCH'));
    assert.equal(opened.length, 0);
    const { finishing, scratch } = await decodeFrom(primaries(blob).slice(0, 3), blob);
    await assert.rejects(finishing, code('NOT_ENOUGH_SLIVERS'));
    assert.ok(scratch.isClosed);
  });
});

describe('R11: the strict check outside of memory', () => {
  async function sameVerdict(slivers: readonly Sliver[], bad: Committed): Promise<void> {
    const { blobId, metadata } = bad;
    await assert.rejects(decodeBlob(slivers, { blobId, metadata }), code('INCONSISTENT_BLOB'));
    const { finishing, scratch } = await decodeFrom(slivers, bad);
    await assert.rejects(finishing, code('INCONSISTENT_BLOB'));
    assert.ok(scratch.isClosed);
  }

  it('R11: refuses a blob of which any sliver is badly encoded, whatever slivers it is read from', async () => {
    const blob = await encodeBlob(seededBytes(1000, 1), { nShards: 10 });
    for (const [axis, index] of [
      ['primary', 0],
      ['primary', 9],
      ['secondary', 2],
      ['secondary', 9],
    ] as const) {
      const sliver = blob.sliverPairs.map((pair) => pair[axis]).find((one) => one.index === index)!;
      const bad = publishInstead(blob, [{ ...sliver, bytes: flip(sliver.bytes, 3) }]);
      for (const first of [0, 3, 6]) await sameVerdict(bad.primary.slice(first, first + 4), bad);
    }
  });

  it('R11: refuses a blob with anything but zeros behind its end', async () => {
    const whole = await encodeBlob(seededBytes(10 * 28, 1), { nShards: 10 });
    const metadata: BlobMetadata = { ...whole.metadata, unencodedLength: 10 * 28 - 9 };
    await sameVerdict(primaries(whole).slice(3, 7), { blobId: blobIdOfMetadata(metadata), metadata });
  });
});
