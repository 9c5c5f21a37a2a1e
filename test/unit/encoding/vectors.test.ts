import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import {
  encodeBlob,
  encodedLength,
  encodingParameters,
  serializeMetadata,
  serializeSliver,
  shardRotation,
} from '@haulout/sdk/encoding';
import { code, digest, generate, hex, primaries, secondaries, vectors } from '../../support/encoded.js';
import { extent } from '../../support/long.js';

interface Case {
  readonly n_shards: number;
  readonly size: number;
  readonly seed: number;
  readonly gen: 'mod251' | 'xorshift32';
  readonly blob_id: string;
  readonly root_hash: string;
  readonly unencoded_length: number;
  readonly encoded_length: number;
  readonly f: number;
  readonly symbol_size: number;
  readonly primary_source_symbols: number;
  readonly secondary_source_symbols: number;
  readonly blob_blake2b256: string;
  readonly rotation: number;
  readonly metadata_bcs_blake2b256: string;
  readonly pair_hashes_concat_blake2b256: string;
  readonly primary_raw_concat_blake2b256: string;
  readonly secondary_raw_concat_blake2b256: string;
  readonly pair_hashes?: readonly (readonly [string, string])[];
  readonly sliver_raw_blake2b256?: Record<'primary' | 'secondary', readonly string[]>;
  readonly sliver_bcs_blake2b256?: Record<'primary' | 'secondary', readonly string[]>;
  readonly sliver_raw_hex?: Record<'primary' | 'secondary', readonly string[]>;
}

const { cases, error_cases } = vectors<{
  cases: readonly Case[];
  error_cases: readonly { n_shards: number; size: number; error?: string }[];
}>('redstuff.json');

/** 1000 shards take two seconds each: one size stands for them in short runs. */
const chosen = cases.filter(
  ({ n_shards, size, gen }) =>
    n_shards < 1000 || extent({ short: size === 1_048_576 && gen === 'xorshift32', long: true }),
);

describe(`blob ids, hashes, metadata and every sliver byte equal ${chosen.length} of ${cases.length} vectors`, () => {
  test('more than a hundred vectors are chosen', () => assert.ok(chosen.length > 100));
  for (const c of chosen) {
    test(`${c.size} bytes on ${c.n_shards} shards (${c.gen})`, async () => {
      const bytes = generate(c.gen, c.size, c.seed);
      assert.equal(digest(bytes), c.blob_blake2b256, 'the input is the one of the vector');
      const blob = await encodeBlob(bytes, { nShards: c.n_shards });
      assert.equal(hex(blob.rootHash), c.root_hash);
      assert.equal(hex(blob.blobId), c.blob_id);
      assert.equal(blob.unencodedLength, c.unencoded_length);
      assert.equal(blob.symbolSize, c.symbol_size);
      assert.equal(blob.encodedLength, c.encoded_length);
      assert.equal(encodedLength(c.n_shards, c.size), c.encoded_length);
      const parameters = encodingParameters(c.n_shards);
      assert.equal(parameters.maxFaulty, c.f);
      assert.equal(parameters.rows, c.primary_source_symbols);
      assert.equal(parameters.columns, c.secondary_source_symbols);
      assert.equal(shardRotation(blob.blobId, c.n_shards), c.rotation);
      assert.equal(digest(serializeMetadata(blob.metadata)), c.metadata_bcs_blake2b256);
      const hashes = blob.metadata.hashes;
      assert.equal(
        digest(...hashes.flatMap(({ primary, secondary }) => [primary, secondary])),
        c.pair_hashes_concat_blake2b256,
      );
      const bytesOf = { primary: primaries(blob), secondary: secondaries(blob) };
      assert.equal(digest(...bytesOf.primary.map((s) => s.bytes)), c.primary_raw_concat_blake2b256);
      assert.equal(digest(...bytesOf.secondary.map((s) => s.bytes)), c.secondary_raw_concat_blake2b256);
      if (c.pair_hashes !== undefined) {
        assert.deepEqual(
          hashes.map(({ primary, secondary }) => [hex(primary), hex(secondary)]),
          c.pair_hashes,
        );
      }
      for (const axis of ['primary', 'secondary'] as const) {
        const slivers = bytesOf[axis];
        slivers.forEach((sliver, index) => assert.deepEqual([sliver.axis, sliver.index], [axis, index]));
        if (c.sliver_raw_hex !== undefined) {
          assert.deepEqual(
            slivers.map((s) => hex(s.bytes)),
            c.sliver_raw_hex[axis],
          );
        }
        if (c.sliver_raw_blake2b256 !== undefined) {
          assert.deepEqual(
            slivers.map((s) => digest(s.bytes)),
            c.sliver_raw_blake2b256[axis],
          );
        }
        if (c.sliver_bcs_blake2b256 !== undefined) {
          assert.deepEqual(
            blob.sliverPairs.map((pair) => digest(serializeSliver(pair[axis]))),
            c.sliver_bcs_blake2b256[axis],
          );
        }
      }
    });
  }
});

test('what the reference refuses is refused: blobs too large, and three shards', async () => {
  assert.ok(error_cases.length > 0);
  for (const { n_shards, size, error } of error_cases) {
    const wanted = error === undefined ? 'INVALID_SHARD_COUNT' : 'BLOB_TOO_LARGE';
    await assert.rejects(encodeBlob(new Uint8Array(size ?? 0), { nShards: n_shards }), code(wanted));
  }
});

test('a blob id published for 1000 shards', async () => {
  const { blobId } = await encodeBlob(
    Uint8Array.from({ length: 10 }, (_, i) => i),
    { nShards: 1000 },
  );
  assert.equal(hex(blobId), '865ca48479104a9bdc136f7d6730b7f3920012eccb4e99ba8540b9363766e093');
});
