import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import {
  blobIdFromInteger,
  blobIdFromString,
  blobIdToInteger,
  blobIdToString,
  blobLayout,
  encodedLength,
  encodingParameters,
  maxBlobSize,
  MAX_SHARDS,
  pairOfShard,
  pairOfSliver,
  shardOfPair,
  shardRotation,
  sliverOfPair,
} from '@haulout/sdk/encoding';
import { code, SEED } from '../../support/encoded.js';

const ids = fc.uint8Array({ minLength: 32, maxLength: 32 });
const shards = fc.integer({ min: 4, max: 1200 });

test('the published table of parameters', () => {
  const table = [
    [4, 1, 2, 3, 393_204],
    [7, 2, 3, 5, 983_010],
    [10, 3, 4, 7, 1_834_952],
    [13, 4, 5, 9, 2_949_030],
    [100, 33, 34, 67, 149_286_452],
    [1000, 333, 334, 667, 14_599_533_452],
  ];
  for (const [nShards, maxFaulty, rows, columns, max] of table) {
    assert.deepEqual(encodingParameters(nShards!), { nShards, maxFaulty, rows, columns });
    assert.equal(maxBlobSize(nShards!), max);
  }
  assert.equal(encodedLength(10, 0), 6_940);
  assert.equal(encodedLength(10, 1), 6_940);
  assert.equal(encodedLength(1000, 1), 66_034_000);
  assert.equal(blobLayout(100, 1 << 20).symbolSize, 462);
  assert.equal(blobLayout(1000, 2 ** 30).symbolSize, 4820);
});

test('the symbol size is the least even one that holds the blob, at least 2', () => {
  fc.assert(
    fc.property(shards, fc.double({ min: 0, max: 1, noNaN: true }), (nShards, part) => {
      const length = Math.floor(part * maxBlobSize(nShards));
      const { rows, columns, symbolSize } = blobLayout(nShards, length);
      assert.equal(symbolSize % 2, 0);
      assert.ok(symbolSize >= 2 && symbolSize <= 65_534);
      assert.ok(rows * columns * symbolSize >= length);
      assert.ok(symbolSize === 2 || rows * columns * (symbolSize - 2) < length);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test('impossible numbers of shards and lengths are refused', () => {
  for (const nShards of [0, 1, 2, 3, -4, 4.5, NaN, MAX_SHARDS + 1]) {
    assert.throws(() => blobLayout(nShards, 1), code('INVALID_SHARD_COUNT'));
  }
  for (const length of [-1, 0.5, NaN, Infinity, maxBlobSize(10) + 1]) {
    assert.throws(() => blobLayout(10, length), code('BLOB_TOO_LARGE'));
  }
  assert.equal(blobLayout(10, maxBlobSize(10)).symbolSize, 65_534);
});

test('a blob id survives its text and integer forms', () => {
  fc.assert(
    fc.property(ids, (id) => {
      assert.equal(blobIdToString(id), Buffer.from(id).toString('base64url'));
      assert.deepEqual(blobIdFromString(blobIdToString(id)), id);
      assert.equal(blobIdToInteger(id), BigInt(`0x${Buffer.from(id).reverse().toString('hex')}`));
      assert.deepEqual(blobIdFromInteger(blobIdToInteger(id)), id);
    }),
    { seed: SEED },
  );
});

test('no other spelling of a blob id is accepted', () => {
  const good = blobIdToString(new Uint8Array(32).fill(0xfb));
  for (const text of [
    '',
    good.slice(1),
    `${good}=`,
    `${good}A`,
    good.replaceAll('-', '+').replaceAll('_', '/'),
    `${good.slice(0, -1)}B`, // sets bits that no byte holds
    `${good.slice(0, -1)} `,
    '\u{1F9AD}'.repeat(22).slice(0, 43),
  ]) {
    assert.throws(() => blobIdFromString(text), code('INVALID_BLOB_ID'), text);
  }
  assert.throws(() => blobIdToString(new Uint8Array(31)), code('INVALID_BLOB_ID'));
  assert.throws(() => blobIdFromInteger(-1n), code('INVALID_BLOB_ID'));
  assert.throws(() => blobIdFromInteger(1n << 256n), code('INVALID_BLOB_ID'));
});

test('what is no blob id is told by the values of the error, at most 64 characters of a text', () => {
  const refused = (values: object) => ({ code: 'INVALID_BLOB_ID', values });
  assert.throws(() => blobIdFromString('x'.repeat(1000)), refused({ text: 'x'.repeat(64) }));
  assert.throws(() => blobIdFromString(undefined as unknown as string), refused({ text: 'undefined' }));
  assert.throws(() => blobIdFromInteger(-1n), refused({ integer: -1n }));
  for (const length of [0, 31, 33]) {
    const bytes = new Uint8Array(length);
    for (const read of [blobIdToString, blobIdToInteger, (id: Uint8Array) => shardRotation(id, 7)]) {
      assert.throws(() => read(bytes), refused({ length }));
    }
  }
});

test('the integers of blob ids are all u256', () => {
  const greatest = (1n << 256n) - 1n;
  assert.deepEqual(blobIdFromInteger(greatest), new Uint8Array(32).fill(255));
  assert.deepEqual(blobIdFromInteger(0n), new Uint8Array(32));
});

test('the rotation is the big-endian id modulo n, and puts every pair on its own shard', () => {
  fc.assert(
    fc.property(ids, shards, (id, n) => {
      const expected = BigInt(`0x${Buffer.from(id).toString('hex')}`) % BigInt(n);
      assert.equal(shardRotation(id, n), Number(expected));
      const taken = new Set<number>();
      for (let pair = 0; pair < n; pair += Math.ceil(n / 20)) {
        const shard = shardOfPair(id, pair, n);
        assert.equal(shard, (pair + Number(expected)) % n);
        assert.equal(pairOfShard(id, shard, n), pair);
        taken.add(shard);
      }
      assert.equal(taken.size, Math.ceil(n / Math.ceil(n / 20)));
    }),
    { seed: SEED, numRuns: 50 },
  );
  assert.throws(() => shardOfPair(new Uint8Array(32), 10, 10), code('INVALID_INDEX'));
  assert.throws(() => pairOfShard(new Uint8Array(32), -1, 10), {
    code: 'INVALID_INDEX',
    values: { what: 'shard', index: -1, nShards: 10 },
  });
});

test('pair p has primary sliver p and secondary sliver n - 1 - p', () => {
  for (const n of [4, 10, 1000]) {
    for (const pair of [0, 1, n - 1]) {
      assert.equal(sliverOfPair('primary', pair, n), pair);
      assert.equal(sliverOfPair('secondary', pair, n), n - 1 - pair);
      assert.equal(pairOfSliver('secondary', n - 1 - pair, n), pair);
    }
  }
});
