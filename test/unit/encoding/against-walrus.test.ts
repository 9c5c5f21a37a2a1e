/** Bit for bit what the official encoder does, on inputs that nobody chose. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
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
  type Axis,
  type BlobLayout,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import { compileCore } from '../../../sdk/src/encoding/core/compile.js';
import { scriptCore, type Core } from '../../../sdk/src/encoding/core/core.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { commit } from '../../../sdk/src/encoding/encode.js';
import { expandBlob, type ExpandedBlob } from '../../../sdk/src/encoding/expand.js';
import { sliverSize } from '../../../sdk/src/encoding/layout.js';
import { view, type Lines } from '../../../sdk/src/encoding/lines.js';
import { Pool } from '../../../sdk/src/encoding/workers/pool.js';
import { edgeLengths, generate, SEED } from '../../support/encoded.js';
import { extent } from '../../support/long.js';

/** All bytes that the official encoder makes of a blob; slivers as they are sent, in the order of pairs. */
interface Official {
  readonly blobId: Uint8Array;
  readonly rootHash: Uint8Array;
  readonly slivers: readonly (readonly [Uint8Array, Uint8Array])[];
  readonly hashes: readonly (readonly [Uint8Array, Uint8Array])[];
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
    const hash = ({ Digest }: WasmNode): Uint8Array => Uint8Array.from(Digest);
    return {
      blobId: Uint8Array.from(blob_id),
      rootHash: hash(rootHash),
      slivers: primary.map((sliver, pair) => [sliver, secondary[pair]!] as const),
      hashes: metadata.V1.hashes.map((pair) => [hash(pair.primary_hash), hash(pair.secondary_hash)] as const),
    };
  } finally {
    encoder.free();
  }
}

function ours({ blobId, rootHash, sliverPairs, metadata }: EncodedBlob): Official {
  return {
    blobId,
    rootHash,
    slivers: sliverPairs.map((p) => [serializeSliver(p.primary), serializeSliver(p.secondary)]),
    hashes: metadata.hashes.map((pair) => [pair.primary, pair.secondary]),
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

describe.each(['JavaScript', 'WebAssembly'])('the core in %s', (name) => {
  let threads: { readonly core: Core; readonly pool: Pool };
  beforeAll(async () => {
    const core = name === 'JavaScript' ? scriptCore : await startWasm(await compileCore());
    threads = { core, pool: new Pool(core) };
  });
  afterAll(() => threads.pool.end());

  test('encodes blobs of every edge on up to 1000 shards as the official encoder, with 0 to 4 workers', async () => {
    const few = fc.integer({ min: 4, max: 40 });
    // JavaScript is slow, and its transforms of many symbols have a test of their own.
    const shards =
      name === 'JavaScript'
        ? few
        : fc.oneof(
            { weight: 3, arbitrary: few },
            { weight: 1, arbitrary: fc.integer({ min: 41, max: 1000 }) },
          );
    const cases = shards.chain((nShards) =>
      fc.record({ nShards: fc.constant(nShards), length: edgeLengths(nShards), workers: fc.nat(4) }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ nShards, length, workers }) => {
        const bytes = generate('xorshift32', length, SEED);
        const layout = blobLayout(nShards, length);
        const how = { threads, workers, fewMs: 0, keepSlivers: true };
        const expanded = await expandBlob(bytes, layout, how);
        const expected = official(bytes, nShards);
        const { blobId, rootHash } = commit(layout, expanded.hashes);
        assert.deepEqual({ blobId, rootHash }, { blobId: expected.blobId, rootHash: expected.rootHash });
        assert.deepEqual(
          expanded.hashes.map((pair) => [pair.primary, pair.secondary]),
          expected.hashes,
        );
        checkSlivers(expected, layout, expanded);
      }),
      { seed: SEED, numRuns: extent({ short: name === 'JavaScript' ? 4 : 10, long: 400 }) },
    );
  });
});

function checkSlivers({ slivers }: Official, layout: BlobLayout, { primary, secondary }: ExpandedBlob): void {
  const { nShards, symbolSize } = layout;
  const sent = (axis: Axis, all: Lines, index: number): Uint8Array => {
    const bytes = view(all, { line: index, from: 0 }, sliverSize(layout, axis));
    return serializeSliver({ axis, index, symbolSize, bytes });
  };
  slivers.forEach((pair, index) =>
    assert.deepEqual(
      [sent('primary', primary, index), sent('secondary', secondary, nShards - 1 - index)],
      pair,
    ),
  );
}
