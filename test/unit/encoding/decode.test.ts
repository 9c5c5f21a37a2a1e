import assert from 'node:assert/strict';
import { beforeAll, test } from 'vitest';
import fc from 'fast-check';
import {
  blobIdOfMetadata,
  computeMetadata,
  decodeBlob,
  encodeBlob,
  verifyMetadata,
  verifySliver,
  type BlobMetadata,
  type EncodedBlob,
  type Sliver,
} from '@haulout/sdk/encoding';
import { code, flip, generate, primaries, publishInstead, secondaries, SEED } from '../../support/encoded.js';

const N = 10;
const bytes = generate('xorshift32', 5000, 11);
let blob: EncodedBlob;
beforeAll(async () => {
  blob = await encodeBlob(bytes, { nShards: N });
});

/** All sets of `size` of the given things. */
function subsets<T>(things: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return things.flatMap((thing, i) => subsets(things.slice(i + 1), size - 1).map((rest) => [thing, ...rest]));
}

test('R2: any n - 2f primary slivers give the blob back, in any order', async () => {
  for (const chosen of subsets(primaries(blob), 4)) {
    for (const consistency of ['none', 'default'] as const) {
      const decoded = await decodeBlob(chosen.reverse(), { ...blob, consistency });
      assert.deepEqual(decoded, bytes);
    }
  }
});

test('random subsets of random blobs decode, for many numbers of shards', async () => {
  const input = fc.record({
    nShards: fc.integer({ min: 4, max: 60 }),
    size: fc.oneof(fc.nat(300), fc.nat(40_000)),
    seed: fc.integer({ min: 1, max: 1 << 30 }),
    order: fc.infiniteStream(fc.double({ noNaN: true })),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ nShards, size, seed, order }) => {
      const content = generate('xorshift32', size, seed);
      const encoded = await encodeBlob(content, { nShards });
      const shuffled = primaries(encoded)
        .map((sliver) => ({ sliver, key: order.next().value! }))
        .sort((a, b) => a.key - b.key)
        .map(({ sliver }) => sliver);
      assert.deepEqual(await decodeBlob(shuffled, { ...encoded }), content);
    }),
    { seed: SEED, numRuns: 30 },
  );
});

test('1000 shards: a third of them, none systematic, give the blob back', async () => {
  const content = generate('xorshift32', 100_000, 3);
  const large = await encodeBlob(content, { nShards: 1000 });
  const decoded = await decodeBlob(primaries(large).slice(-334), { ...large, consistency: 'default' });
  assert.deepEqual(decoded, content);
});

test('too few distinct slivers are refused, repeated ones do not count', async () => {
  const [a, b, c] = primaries(blob);
  await assert.rejects(decodeBlob([], blob), code('NOT_ENOUGH_SLIVERS'));
  await assert.rejects(decodeBlob([a!, b!, c!], blob), code('NOT_ENOUGH_SLIVERS'));
  await assert.rejects(decodeBlob([a!, b!, c!, a!, b!], blob), code('NOT_ENOUGH_SLIVERS'));
});

test('slivers of the wrong axis, length, symbol size or index are refused', async () => {
  const [first, ...rest] = primaries(blob);
  const with_ = (change: Partial<Sliver>) => decodeBlob([{ ...first!, ...change }, ...rest], blob);
  await assert.rejects(decodeBlob(secondaries(blob), blob), code('INVALID_SLIVER'));
  await assert.rejects(with_({ bytes: first!.bytes.subarray(1) }), code('INVALID_SLIVER'));
  await assert.rejects(with_({ bytes: new Uint8Array(first!.bytes.length + 2) }), code('INVALID_SLIVER'));
  await assert.rejects(with_({ symbolSize: first!.symbolSize + 2 }), code('INVALID_SLIVER'));
  for (const index of [-1, N, 0.5]) await assert.rejects(with_({ index }), code('INVALID_INDEX'));
});

test('R9, R10: a sliver verifies only as the one the writer committed to', () => {
  for (const sliver of [...primaries(blob), ...secondaries(blob)]) {
    verifySliver(sliver, blob.metadata);
    const at = (sliver.index * 31) % sliver.bytes.length;
    assert.throws(
      () => verifySliver({ ...sliver, bytes: flip(sliver.bytes, at) }, blob.metadata),
      code('SLIVER_HASH_MISMATCH'),
    );
    const index = (sliver.index + 1) % N;
    assert.throws(() => verifySliver({ ...sliver, index }, blob.metadata), code('SLIVER_HASH_MISMATCH'));
    const axis = sliver.axis === 'primary' ? 'secondary' : 'primary';
    assert.throws(() => verifySliver({ ...sliver, axis }, blob.metadata), code('INVALID_SLIVER'));
    assert.throws(() => verifySliver({ ...sliver, index: N }, blob.metadata), code('INVALID_INDEX'));
  }
});

test('a sliver of another blob of the same size does not verify', async () => {
  const other = await encodeBlob(generate('xorshift32', 5000, 12), { nShards: N });
  for (const sliver of primaries(other)) {
    assert.throws(() => verifySliver(sliver, blob.metadata), code('SLIVER_HASH_MISMATCH'));
  }
});

test('metadata verifies only under its blob id, length and number of shards', () => {
  const { blobId, metadata } = blob;
  const nShards = N;
  verifyMetadata(blobId, metadata, { nShards });
  assert.throws(() => verifyMetadata(flip(blobId), metadata, { nShards }), code('BLOB_ID_MISMATCH'));
  assert.throws(() => verifyMetadata(blobId, metadata, { nShards: 11 }), code('INVALID_METADATA'));
  const change = (changes: Partial<BlobMetadata>): BlobMetadata => ({ ...metadata, ...changes });
  const check = (changed: BlobMetadata) => () => verifyMetadata(blobId, changed, { nShards });
  assert.throws(check(change({ unencodedLength: 5001 })), code('BLOB_ID_MISMATCH'));
  assert.throws(check(change({ unencodedLength: 2 ** 40 })), code('BLOB_TOO_LARGE'));
  const [first, ...rest] = metadata.hashes;
  const swapped = { primary: first!.secondary, secondary: first!.primary };
  assert.throws(check(change({ hashes: [swapped, ...rest] })), code('BLOB_ID_MISMATCH'));
  assert.throws(check(change({ hashes: [...rest, first!] })), code('BLOB_ID_MISMATCH'));
  const short = { ...first!, primary: new Uint8Array(31) };
  assert.throws(check(change({ hashes: [short, ...rest] })), code('INVALID_METADATA'));
});

test('metadata of another blob is refused before decoding', async () => {
  const other = await encodeBlob(bytes.subarray(1), { nShards: N });
  await assert.rejects(
    decodeBlob(primaries(blob), { blobId: blob.blobId, metadata: other.metadata }),
    code('BLOB_ID_MISMATCH'),
  );
});

test('strict decoding refuses wrong bytes even if nobody verified the slivers', async () => {
  for (const victim of [0, 4, 9]) {
    const slivers = primaries(blob).map((s) => (s.index === victim ? { ...s, bytes: flip(s.bytes, 7) } : s));
    const chosen = [slivers[victim]!, ...slivers.filter((s) => s.index !== victim)];
    await assert.rejects(decodeBlob(chosen, blob), code('INCONSISTENT_BLOB'));
  }
});

test('R11: every strict reader of a badly encoded blob gets the same verdict', async () => {
  const small = await encodeBlob(generate('xorshift32', 100, 4), { nShards: 7 });
  const changed = (sliver: Sliver) => ({ ...sliver, bytes: flip(sliver.bytes, 3) });
  const P = primaries(small);
  const S = secondaries(small);
  const kinds: Record<string, readonly Sliver[]> = {
    'a systematic primary sliver': [changed(P[1]!)],
    'a primary recovery sliver': [changed(P[5]!)],
    'a systematic secondary sliver': [changed(S[0]!)],
    'a secondary recovery sliver': [changed(S[6]!)],
    'all primary slivers but n - 2f': P.slice(3).map(changed),
    'every sliver': [...P, ...S].map(changed),
  };
  for (const [kind, bad] of Object.entries(kinds)) {
    const { blobId, metadata, primary } = publishInstead(small, bad);
    primary.forEach((sliver) => verifySliver(sliver, metadata));
    for (const chosen of subsets(primary, 3)) {
      await assert.rejects(decodeBlob(chosen, { blobId, metadata }), code('INCONSISTENT_BLOB'), kind);
    }
  }
});

test('R11: bytes hidden behind the end of a blob make it badly encoded', async () => {
  const { length } = bytes;
  const padded = new Uint8Array(length + 1);
  padded.set(bytes);
  padded[length] = 1;
  const longer = await encodeBlob(padded, { nShards: N });
  assert.equal(longer.symbolSize, blob.symbolSize);
  const metadata = { ...longer.metadata, unencodedLength: length };
  const blobId = blobIdOfMetadata(metadata);
  for (const chosen of subsets(primaries(longer), 4).slice(0, 20)) {
    await assert.rejects(decodeBlob(chosen, { blobId, metadata }), code('INCONSISTENT_BLOB'));
  }
});

test('what the weaker checks give up: one reader gets bytes, another an error', async () => {
  const { blobId, metadata, primary } = publishInstead(blob, [
    { ...primaries(blob)[9]!, bytes: flip(primaries(blob)[9]!.bytes) },
  ]);
  const read = (chosen: readonly Sliver[]) =>
    decodeBlob(chosen, { blobId, metadata, consistency: 'default' });
  assert.deepEqual(await read(primary.slice(0, 4)), bytes);
  await assert.rejects(read(primary.slice(6)), code('INCONSISTENT_BLOB'));
  const wrong = await decodeBlob(primary.slice(6), { blobId, metadata, consistency: 'none' });
  assert.equal(wrong.length, bytes.length);
  assert.notDeepEqual(wrong, bytes);
});

test('the default check never gives two readers different bytes', async () => {
  const changed = primaries(blob).map((s) =>
    s.index % 3 === 1 ? { ...s, bytes: flip(s.bytes, s.index) } : s,
  );
  const { blobId, metadata, primary } = publishInstead(blob, changed);
  const seen = new Set<string>();
  for (const chosen of subsets(primary, 4)) {
    await decodeBlob(chosen, { blobId, metadata, consistency: 'default' }).then(
      (decoded) => seen.add(Buffer.from(decoded).toString('hex')),
      code('INCONSISTENT_BLOB'),
    );
  }
  assert.equal(seen.size, 1);
});

test('long computations report progress, let others run, and stop when asked', async () => {
  const large = generate('xorshift32', 1 << 20, 9);
  const progress: number[] = [];
  let others = 0;
  const timer = setInterval(() => others++, 0);
  const encoded = await encodeBlob(large, { nShards: 200, onProgress: (done) => progress.push(done) });
  clearInterval(timer);
  assert.ok(others > 0, 'other work had its turn');
  assert.ok(progress.length > 3);
  assert.deepEqual(
    progress,
    [...progress].sort((a, b) => a - b),
  );
  assert.equal(progress.at(-1), 1);

  const reason = new Error('enough');
  const stopped = new AbortController();
  await assert.rejects(
    encodeBlob(large, { nShards: 200, signal: stopped.signal, onProgress: () => stopped.abort(reason) }),
    reason,
  );
  await assert.rejects(computeMetadata(large, { nShards: 200, signal: AbortSignal.abort(reason) }), reason);
  const decoding: number[] = [];
  await decodeBlob(primaries(encoded), { ...encoded, onProgress: (done) => decoding.push(done) });
  assert.equal(decoding.at(-1), 1);
  assert.deepEqual(
    decoding,
    [...decoding].sort((a, b) => a - b),
  );
  await assert.rejects(
    decodeBlob(primaries(encoded), { ...encoded, signal: AbortSignal.abort(reason) }),
    reason,
  );
});

test('R10: metadata is checked against the blob id unless the reader says that nothing is to be checked', async () => {
  const other = await encodeBlob(generate('xorshift32', 5000, 12), { nShards: N });
  const foreign = { metadata: blob.metadata, blobId: other.blobId };
  for (const consistency of ['strict', 'default'] as const) {
    await assert.rejects(
      decodeBlob(primaries(blob), { ...foreign, consistency }),
      code('BLOB_ID_MISMATCH'),
      consistency,
    );
  }
  assert.deepEqual(await decodeBlob(primaries(blob), { ...foreign, consistency: 'none' }), bytes);
});

test('slivers beyond enough and repeated ones are not looked at: the first of each index counts', async () => {
  const [a, b, c, d] = primaries(blob);
  const wrong = { ...a!, bytes: flip(a!.bytes) };
  assert.deepEqual(await decodeBlob([a!, b!, wrong, c!, d!, secondaries(blob)[0]!], blob), bytes);
  await assert.rejects(decodeBlob([wrong, a!, b!, c!, d!], blob), code('INCONSISTENT_BLOB'));
});

test('the default check looks at the rows that had to be decoded, not at those that the reader has verified', async () => {
  const [a, b, c, d] = primaries(blob);
  const wrong = { ...a!, bytes: flip(a!.bytes) };
  const decoded = await decodeBlob([wrong, b!, c!, d!], { ...blob, consistency: 'default' });
  assert.deepEqual(decoded, flip(bytes));
});

test('why a blob cannot be decoded is told by the values of the error', async () => {
  const refused = (wanted: string, values: object) => ({ code: wanted, values });
  const { blobId } = blob;
  const own = primaries(blob);
  await assert.rejects(
    decodeBlob([own[0]!, own[7]!, own[0]!], blob),
    refused('NOT_ENOUGH_SLIVERS', { found: 2, needed: 4 }),
  );
  await assert.rejects(
    decodeBlob([secondaries(blob)[5]!], blob),
    refused('INVALID_SLIVER', { axis: 'secondary', index: 5 }),
  );
  const other = await encodeBlob(generate('xorshift32', 5000, 12), { nShards: N });
  const chosen = primaries(other).slice(6);
  await assert.rejects(
    decodeBlob(chosen, blob),
    refused('INCONSISTENT_BLOB', { blobId, computed: other.blobId }),
  );
  const weakly = { ...blob, consistency: 'default' } as const;
  await assert.rejects(
    decodeBlob(chosen, weakly),
    refused('INCONSISTENT_BLOB', { blobId, primarySliver: 0 }),
  );
});

test('decoding takes three tenths of the progress and its check the rest, and both can be stopped', async () => {
  const last = primaries(blob).slice(6);
  for (const consistency of ['strict', 'default'] as const) {
    const progress: number[] = [];
    const options = { ...blob, consistency, workers: 0 };
    await decodeBlob(last, { ...options, onProgress: (done) => progress.push(done) });
    assert.ok(
      progress.some((done) => done > 0 && done <= 0.3),
      consistency,
    );
    assert.ok(
      progress.some((done) => done > 0.3 && done < 1),
      consistency,
    );
    assert.deepEqual(
      progress,
      progress.toSorted((a, b) => a - b),
    );
    assert.equal(progress.at(-1), 1);
    for (const share of [0, 0.3]) {
      const reason = new Error(`stopped at ${share}`);
      const stop = new AbortController();
      const onProgress = (done: number) => {
        if (done > share) stop.abort(reason);
      };
      await assert.rejects(decodeBlob(last, { ...options, onProgress, signal: stop.signal }), reason);
    }
  }
});
