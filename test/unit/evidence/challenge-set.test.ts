import assert from 'node:assert/strict';
import { test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import fc from 'fast-check';
import { blobIdToInteger, encodedLength } from '@haulout/sdk/encoding';
import {
  makeChallengeSet,
  verifyMembership,
  type ChallengedBlob,
  type MembershipProof,
} from '@haulout/sdk/evidence';
import { code, flip, SEED } from '../../support/encoded.js';
import { naiveLeaf, naivePath, naiveRoot } from '../../support/naive-merkle.js';

const N = 10;
const blob = fc.record({
  blobId: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  unencodedLength: fc.nat(1_000_000),
});
const blobs = (minLength: number, maxLength = 40): fc.Arbitrary<ChallengedBlob[]> =>
  fc.uniqueArray(blob, { minLength, maxLength, selector: ({ blobId }) => blobId.join() });

/** The definition once more, in BCS and with another tree. */
const Leaf = bcs.struct('', { blobId: bcs.u256(), size: bcs.u64(), end: bcs.u64() });
function oracle(some: readonly ChallengedBlob[]) {
  let end = 0n;
  const entries = some
    .map(({ blobId, unencodedLength }) => ({ id: blobIdToInteger(blobId), unencodedLength }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, unencodedLength }) => {
      const size = encodedLength(N, unencodedLength);
      end += BigInt(size);
      return { blobId: id, size, end };
    });
  return { entries, leaves: entries.map((entry) => naiveLeaf(Leaf.serialize(entry).toBytes())) };
}

test('R16: a set is sorted by blob id as an integer, with running sums, under the root of their leaves', () => {
  fc.assert(
    fc.property(blobs(1), (some) => {
      const set = makeChallengeSet(some, N);
      const { entries, leaves } = oracle(some);
      assert.equal(set.count, some.length);
      assert.equal(set.bytes, entries.at(-1)!.end);
      assert.deepEqual(set.root, naiveRoot(leaves));
      entries.forEach((wanted, index) => {
        const entry = set.entry(index);
        assert.equal(blobIdToInteger(entry.blobId), wanted.blobId);
        assert.equal(entry.encodedLength, wanted.size);
        assert.equal(entry.end, wanted.end);
        assert.deepEqual(set.find(entry.blobId), entry);
        const proof = set.prove(index);
        assert.deepEqual(proof.path, naivePath(leaves, index));
        verifyMembership(proof, set);
      });
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test('R16: the order in which blobs are given does not matter', () => {
  fc.assert(
    fc.property(blobs(2), (some) => {
      assert.deepEqual(makeChallengeSet([...some].reverse(), N).root, makeChallengeSet(some, N).root);
    }),
    { seed: SEED, numRuns: 20 },
  );
});

test('R16: every byte belongs to the one entry that covers it', () => {
  fc.assert(
    fc.property(blobs(1), fc.bigInt(0n, (1n << 64n) - 1n), (some, x) => {
      const set = makeChallengeSet(some, N);
      const byte = (x * set.bytes) >> 64n;
      const entry = set.entryAtByte(byte);
      assert.ok(entry.end > byte && entry.end - BigInt(entry.encodedLength) <= byte);
      for (let index = 0; index < set.count; index++) {
        const { end, encodedLength: size } = set.entry(index);
        assert.equal(set.entryAtByte(end - BigInt(size)).index, index, 'first byte');
        assert.equal(set.entryAtByte(end - 1n).index, index, 'last byte');
      }
      assert.throws(() => set.entryAtByte(set.bytes), code('INVALID_SET'));
      assert.throws(() => set.entryAtByte(-1n), code('INVALID_SET'));
    }),
    { seed: SEED, numRuns: 40 },
  );
});

test('R16: no entry with anything changed leads to the root', () => {
  fc.assert(
    fc.property(blobs(2), fc.nat(), (some, pick) => {
      const set = makeChallengeSet(some, N);
      const good = set.prove(pick % set.count);
      const attacks: Partial<MembershipProof>[] = [
        { blobId: flip(good.blobId, pick % 32) },
        { blobId: good.blobId.subarray(1) },
        { encodedLength: good.encodedLength + 1 },
        { encodedLength: -1 },
        { encodedLength: 0.5 },
        { end: good.end - 1n },
        { end: -1n },
        { end: 1n << 64n },
        { index: (good.index + 1) % set.count },
        { index: set.count },
        { index: -1 },
        { path: good.path.slice(1) },
        { path: [...good.path, new Uint8Array(32)] },
        { path: good.path.map((hash, i) => (i === pick % good.path.length ? flip(hash, pick % 32) : hash)) },
      ];
      for (const change of attacks) {
        assert.throws(() => verifyMembership({ ...good, ...change }, set), code('NOT_IN_SET'));
      }
      const other = makeChallengeSet(some.slice(1), N);
      assert.throws(() => verifyMembership(good, other), code('NOT_IN_SET'));
      assert.throws(() => verifyMembership(good, { ...set, root: set.root, count: 2 * set.count + 1 }), {
        code: 'NOT_IN_SET',
      });
    }),
    { seed: SEED, numRuns: 30 },
  );
});

test('R16: ids that differ in one byte are different blobs, wherever the byte is', () => {
  const ids = Array.from({ length: 32 }, (_, at) => flip(new Uint8Array(32), at));
  const set = makeChallengeSet(
    [...ids].reverse().map((blobId) => ({ blobId, unencodedLength: 1 })),
    N,
  );
  ids.forEach((blobId, index) => assert.deepEqual(set.find(blobId), { ...set.entry(index), blobId }));
  assert.equal(set.find(new Uint8Array(32).fill(255)), undefined);
  assert.equal(set.find(Uint8Array.of(1, ...new Uint8Array(31))), undefined);
});

test('R16: numbers that are those of an entry modulo 2^64, and an id without its zeros, are not in the set', () => {
  const blobId = Uint8Array.of(...new Uint8Array(31).fill(7), 0);
  const set = makeChallengeSet([{ blobId, unencodedLength: 9 }], N);
  const good = set.prove(0);
  verifyMembership(good, set);
  for (const change of [
    { end: good.end - (1n << 64n) },
    { end: good.end + (1n << 64n) },
    { blobId: blobId.subarray(0, 31) },
  ]) {
    assert.throws(() => verifyMembership({ ...good, ...change }, set), code('NOT_IN_SET'));
  }
});

test('R16: an entry is what the root says, whatever its numbers are, and no number outside of u64', () => {
  const blobId = new Uint8Array(32);
  const verify = (size: bigint, end: bigint, claim: { encodedLength: number; end: bigint }) => () => {
    const root = naiveLeaf(Leaf.serialize({ blobId: 0n, size, end }).toBytes());
    verifyMembership({ blobId, ...claim, index: 0, path: [] }, { root, count: 1 });
  };
  verify(0n, 0n, { encodedLength: 0, end: 0n })();
  const most = (1n << 64n) - 1n;
  verify(1n, most, { encodedLength: 1, end: most })();
  assert.throws(verify(most, 0n, { encodedLength: -1, end: 0n }), code('NOT_IN_SET'));
  assert.throws(verify(0n, 0n, { encodedLength: 0, end: 1n << 64n }), code('NOT_IN_SET'));
});

test('the tree of a set is made once, and entries are copies', () => {
  const set = makeChallengeSet([{ blobId: new Uint8Array(32).fill(3), unencodedLength: 9 }], N);
  assert.equal(set.root, set.root);
  set.entry(0).blobId.fill(0);
  assert.deepEqual(set.entry(0).blobId, new Uint8Array(32).fill(3));
});

test('a blob that is in it twice, and places that there are not, are refused', () => {
  const one = { blobId: new Uint8Array(32).fill(1), unencodedLength: 5 };
  assert.throws(() => makeChallengeSet([one, { ...one }], N), code('INVALID_SET'));
  assert.throws(() => makeChallengeSet([{ ...one, blobId: new Uint8Array(31) }], N), code('INVALID_BLOB_ID'));
  assert.throws(() => makeChallengeSet([{ ...one, unencodedLength: -1 }], N), code('BLOB_TOO_LARGE'));
  assert.throws(() => makeChallengeSet([one], 3), code('INVALID_SHARD_COUNT'));
  const set = makeChallengeSet([one], N);
  assert.equal(set.find(new Uint8Array(32)), undefined);
  for (const index of [1, -1, 0.5]) {
    assert.throws(() => set.entry(index), code('INVALID_SET'));
    assert.throws(() => set.prove(index), code('INVALID_SET'));
  }
  const empty = makeChallengeSet([], N);
  assert.deepEqual([empty.count, empty.bytes, empty.root], [0, 0n, new Uint8Array(32)]);
});
