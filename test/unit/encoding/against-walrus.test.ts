/** Bit for bit what the official encoder does, on inputs that nobody chose. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { BlobEncoder } from '@mysten/walrus-wasm';
import fc from 'fast-check';
import {
  blobLayout,
  computeMetadata,
  decodeBlob,
  encodeBlob,
  maxBlobSize,
  serializeSliver,
  sliverBytes,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import { generate, hex, SEED } from '../../support/encoded.js';

interface Official {
  readonly blobId: string;
  readonly rootHash: string;
  readonly slivers: readonly (readonly [string, string])[];
  readonly hashes: readonly (readonly [string, string])[];
}

interface WasmNode {
  readonly Digest: readonly number[];
}
type WasmEncoding = readonly [
  {
    readonly blob_id: readonly number[];
    readonly metadata: {
      readonly V1: {
        readonly hashes: readonly { readonly primary_hash: WasmNode; readonly secondary_hash: WasmNode }[];
      };
    };
  },
  WasmNode,
];

function official(bytes: Uint8Array, nShards: number): Official {
  const layout = blobLayout(nShards, bytes.length);
  const buffers = (axis: 'primary' | 'secondary') =>
    Array.from({ length: nShards }, () => new Uint8Array(sliverBytes(layout, axis)));
  const [primary, secondary] = [buffers('primary'), buffers('secondary')];
  const encoder = new BlobEncoder(nShards);
  try {
    const [{ blob_id, metadata }, rootHash] = encoder.encode(bytes, primary, secondary) as WasmEncoding;
    const text = ({ Digest }: WasmNode): string => hex(Uint8Array.from(Digest));
    return {
      blobId: hex(Uint8Array.from(blob_id)),
      rootHash: text(rootHash),
      slivers: primary.map((sliver, pair) => [hex(sliver), hex(secondary[pair]!)] as const),
      hashes: metadata.V1.hashes.map((pair) => [text(pair.primary_hash), text(pair.secondary_hash)] as const),
    };
  } finally {
    encoder.free();
  }
}

function ours(blob: EncodedBlob): Official {
  return {
    blobId: hex(blob.blobId),
    rootHash: hex(blob.rootHash),
    slivers: blob.sliverPairs.map((p) => [
      hex(serializeSliver(p.primary)),
      hex(serializeSliver(p.secondary)),
    ]),
    hashes: blob.metadata.hashes.map((pair) => [hex(pair.primary), hex(pair.secondary)]),
  };
}

async function compare(bytes: Uint8Array, nShards: number): Promise<EncodedBlob> {
  const blob = await encodeBlob(bytes, { nShards });
  assert.deepEqual(ours(blob), official(bytes, nShards), `${bytes.length} bytes on ${nShards} shards`);
  return blob;
}

test('every number of shards from 4 to 100 encodes as the official encoder does', async () => {
  for (let nShards = 4; nShards <= 100; nShards++) {
    await compare(generate('xorshift32', (nShards * 37) % 1200, nShards), nShards);
  }
});

test('random blobs on random numbers of shards encode as the official encoder does, and decode again', async () => {
  const input = fc.record({
    nShards: fc.oneof(fc.integer({ min: 4, max: 40 }), fc.integer({ min: 41, max: 160 })),
    size: fc.oneof(fc.nat(200), fc.nat(60_000)),
    seed: fc.integer({ min: 1, max: 0x7fffffff }),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ nShards, size, seed }) => {
      const bytes = generate('xorshift32', size, seed);
      const { blobId, metadata, sliverPairs, ...rest } = await compare(bytes, nShards);
      const last = sliverPairs.slice(-blobLayout(nShards, size).rows).map((pair) => pair.primary);
      assert.deepEqual(await decodeBlob(last, { blobId, metadata }), bytes);
      assert.deepEqual(await computeMetadata(bytes, { nShards }), { blobId, metadata, ...rest });
    }),
    { seed: SEED, numRuns: 40 },
  );
});

test('symbols of which a transform takes a part at a time have the blob id of the official encoder', async () => {
  const nShards = 49;
  const { rows, columns } = blobLayout(nShards, 0);
  const bytes = new Uint8Array(rows * columns * 16_400 - 5).map((_, i) => i * 31 + (i >> 9));
  const encoder = new BlobEncoder(nShards);
  const [blobId] = encoder.compute_metadata(bytes) as readonly [readonly number[]];
  encoder.free();
  // Cells that are kept, and cells that are not, take different ways.
  for (const encode of [encodeBlob, computeMetadata])
    for (const workers of [0, 2])
      assert.deepEqual((await encode(bytes, { nShards, workers })).blobId, Uint8Array.from(blobId));
});

test('sizes 0, 1, both sides of every symbol boundary, and the largest', async () => {
  for (const nShards of [4, 5, 7]) {
    const { rows, columns } = blobLayout(nShards, 0);
    const cells = rows * columns;
    const boundaries = [1, 2, 32, 33].flatMap((step) => [
      2 * step * cells - 1,
      2 * step * cells,
      2 * step * cells + 1,
    ]);
    for (const size of [0, 1, 2, 3, ...boundaries]) await compare(generate('xorshift32', size, 5), nShards);
  }
  await compare(generate('xorshift32', maxBlobSize(4) - 1, 6), 4);
  await compare(generate('xorshift32', maxBlobSize(4), 6), 4);
});
