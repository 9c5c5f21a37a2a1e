/** Both cores hash alike, and as BLAKE2b does, however much they are given at once. */
import assert from 'node:assert/strict';
import { blake2b } from '@noble/hashes/blake2.js';
import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { concatenate } from '@haulout/sdk/base';
import { blobLayout, encodingParameters, type Axis, type BlobLayout } from '@haulout/sdk/encoding';
import { scriptCore, type Core } from '../../../sdk/src/encoding/core/core.js';
import { DIGEST_BYTES, type Hashing } from '../../../sdk/src/encoding/core/hashing.js';
import { scriptCoding } from '../../../sdk/src/encoding/core/script-coding.js';
import { compileCore } from '../../../sdk/src/encoding/core/compile.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { expandBlob } from '../../../sdk/src/encoding/expand.js';
import { sliverSize } from '../../../sdk/src/encoding/layout.js';
import { view } from '../../../sdk/src/encoding/lines.js';
import { codeAlong } from '../../../sdk/src/encoding/sliver.js';
import { Pool } from '../../../sdk/src/encoding/workers/pool.js';
import { seededBytes } from '../../support/bytes.js';
import { extent } from '../../support/long.js';
import { naiveRoot } from '../../support/naive-merkle.js';

/** Bytes of all cells of a matrix that is made naively, unless four shards have more. */
const CELL_BYTES = 1 << 20;

const H = (...parts: Uint8Array[]): Uint8Array => blake2b(Buffer.concat(parts), { dkLen: DIGEST_BYTES });
const prefix = (byte: number): Uint8Array => Uint8Array.of(byte);
const nodesOf = (level: Uint8Array): Uint8Array[] =>
  Array.from({ length: level.length / DIGEST_BYTES }, (_, i) =>
    level.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES),
  );

function fold(level: Uint8Array): Uint8Array {
  const nodes = nodesOf(level);
  const above = nodes.flatMap((left, i) =>
    i % 2 === 1 ? [] : [H(prefix(1), left, nodes[i + 1] ?? new Uint8Array(DIGEST_BYTES))],
  );
  return Uint8Array.from(Buffer.concat(above));
}

const root = (level: Uint8Array): Uint8Array => naiveRoot(nodesOf(level));

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const digests = (minLength: number, maxLength: number) =>
  fc
    .array(fc.uint8Array({ minLength: DIGEST_BYTES, maxLength: DIGEST_BYTES }), { minLength, maxLength })
    .map((all) => Uint8Array.from(Buffer.concat(all)));

describe.each(['JavaScript', 'WebAssembly'])('the core in %s', (name) => {
  let whole: Core;
  let core: Hashing;
  beforeAll(async () => {
    whole = name === 'JavaScript' ? scriptCore : await startWasm(await compileCore());
    core = whole.hashing;
  });

  it('hashes bytes, whatever their number', () => {
    fc.assert(fc.property(bytes(700), (data) => assert.deepEqual(core.digest(data), H(data))));
    for (const length of [0, 127, 128, 129, 256, 524_288, 524_289]) {
      const data = seededBytes(length, length);
      assert.deepEqual(core.digest(data), H(data), `${length} bytes`);
    }
  });

  it('hashes symbols as leaves', () => {
    const symbols = fc.integer({ min: 1, max: 300 }).chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc
          .integer({ min: 0, max: 9 })
          .chain((count) => fc.uint8Array({ minLength: count * size, maxLength: count * size })),
      ),
    );
    fc.assert(
      fc.property(symbols, ([size, all]) => {
        const wanted = Array.from({ length: all.length / size }, (_, i) =>
          H(prefix(0), all.subarray(i * size, (i + 1) * size)),
        );
        assert.deepEqual(core.leaves(all, size), Uint8Array.from(Buffer.concat(wanted)));
      }),
    );
    assert.deepEqual(core.leaves(new Uint8Array(), 0), H(prefix(0)));
    // More than goes in at one time, and more than comes out.
    for (const [size, count] of [
      [65_534, 17],
      [2, 20_000],
    ] as const) {
      const all = seededBytes(size * count, size);
      const nodes = nodesOf(core.leaves(all, size));
      assert.equal(nodes.length, count);
      for (const i of [0, 7, 8, count - 1])
        assert.deepEqual(nodes[i], H(prefix(0), all.subarray(i * size, (i + 1) * size)));
    }
  });

  it('builds levels and roots of trees', () => {
    fc.assert(
      fc.property(digests(1, 40), (level) => {
        if (level.length > DIGEST_BYTES) assert.deepEqual(core.fold(level), fold(level));
        assert.deepEqual(core.root(level), root(level));
      }),
    );
    const large = seededBytes(20_001 * DIGEST_BYTES, 3);
    const above = core.fold(large);
    assert.deepEqual(nodesOf(above).at(-1), nodesOf(fold(large.subarray(-DIGEST_BYTES)))[0]);
    assert.deepEqual(core.root(large), core.root(above));
    assert.deepEqual(
      nodesOf(above)[8192],
      nodesOf(fold(large.subarray(16_384 * DIGEST_BYTES, 16_386 * DIGEST_BYTES)))[0],
    );
  });

  it('climbs from a leaf to the root', () => {
    fc.assert(
      fc.property(digests(1, 1), digests(0, 12), fc.nat(5000), (leaf, path, index) => {
        let node: Uint8Array = leaf;
        nodesOf(path).forEach((sibling, i) => {
          node = (index >>> i) % 2 === 0 ? H(prefix(1), node, sibling) : H(prefix(1), sibling, node);
        });
        assert.deepEqual(core.climb(leaf, index, nodesOf(path)), node);
      }),
    );
  });

  it('expands a matrix as the codes and trees say, with 0 to 4 workers', async () => {
    const pool = new Pool(whole);
    const threads = { core: whole, pool };
    const shapes = fc.record({
      // JavaScript is slow.
      nShards: fc.constantFrom(4, 5, 7, 10, 13, 31, ...(name === 'JavaScript' ? [] : [66, 100])),
      // Around a chunk of words, a block of hashes, and a piece of a symbol.
      symbolSize: fc.oneof(
        fc.integer({ min: 1, max: 70 }).map((half) => 2 * half),
        fc.constantFrom(126, 128, 190, 192, 194, 4096, 65_534),
      ),
      missing: fc.integer({ min: 0, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ nShards, symbolSize, missing }) => {
        // Of large symbols a few shards are enough: the naive hashes of all cells take longest.
        const shards = Math.max(4, Math.min(nShards, Math.floor(Math.sqrt(CELL_BYTES / symbolSize))));
        const { rows, columns } = encodingParameters(shards);
        const most = rows * columns * symbolSize;
        const layout = blobLayout(shards, Math.max(1, most - Math.min(missing, rows * columns - 1)));
        const blob = seededBytes(layout.unencodedLength, missing);
        const expected = naiveExpansion(blob, layout);
        // With slivers and without them; in JavaScript with either.
        const ways = [
          [0, true],
          [0, false],
          [1 + (missing % 4), true],
          [1 + (missing % 4), false],
        ] as const;
        const chosen = name === 'JavaScript' ? ways.filter((_, i) => i % 2 === (missing >> 2) % 2) : ways;
        for (const [workers, keepSlivers] of chosen) {
          let last = 0;
          const onProgress = (share: number): void => {
            assert.ok(share > last && share <= 1, `${share} after ${last}`);
            last = share;
          };
          const found = await expandBlob(blob, layout, {
            ...{ workers, threads, fewMs: 0 },
            ...{ keepSlivers, onProgress },
          });
          assert.equal(last, 1);
          assert.deepEqual(
            found.hashes.map(({ primary }) => primary),
            expected.rowRoots,
          );
          assert.deepEqual(
            found.hashes.map(({ secondary }) => secondary),
            expected.columnRoots.toReversed(),
          );
          if (!keepSlivers) continue;
          for (const axis of ['primary', 'secondary'] as const) {
            const length = sliverSize(layout, axis);
            const slivers = Array.from({ length: shards }, (_, line) =>
              view(found[axis], { line, from: 0 }, length),
            );
            assert.deepEqual(concatenate(slivers), expected[axis]);
          }
        }
      }),
      { numRuns: extent({ short: 10, long: 200 }), seed: 9 },
    );
    pool.end();
  });
});

/** The matrix of a blob by the codes in JavaScript, a symbol at a time, with roots by the naive tree. */
function naiveExpansion(blob: Uint8Array, layout: BlobLayout) {
  const { nShards, rows, columns, symbolSize } = layout;
  const padded = new Uint8Array(rows * columns * symbolSize);
  padded.set(blob);
  const extended = (axis: Axis, symbols: readonly Uint8Array[]): Uint8Array[] => {
    const code = codeAlong(layout, axis);
    const bytes = new Uint8Array(code.recoveries * symbolSize);
    scriptCoding.extend(code, concatenate(symbols), { size: symbolSize, count: 1 }, bytes);
    const recovered = Array.from({ length: code.recoveries }, (_, i) =>
      bytes.subarray(i * symbolSize, (i + 1) * symbolSize),
    );
    return [...symbols, ...recovered];
  };
  const top = Array.from({ length: rows }, (_, row) =>
    extended(
      'primary',
      Array.from({ length: columns }, (_, column) => {
        const at = (row * columns + column) * symbolSize;
        return padded.subarray(at, at + symbolSize);
      }),
    ),
  );
  const byColumn = Array.from({ length: nShards }, (_, column) =>
    extended(
      'secondary',
      top.map((line) => line[column]!),
    ),
  );
  const range = Array.from({ length: nShards }, (_, i) => i);
  const rootOf = (symbols: readonly Uint8Array[]) => naiveRoot(symbols.map((symbol) => H(prefix(0), symbol)));
  return {
    rowRoots: range.map((row) => rootOf(byColumn.map((column) => column[row]!))),
    columnRoots: byColumn.map(rootOf),
    primary: concatenate(range.flatMap((row) => byColumn.slice(0, columns).map((column) => column[row]!))),
    secondary: concatenate(byColumn.flatMap((column) => column.slice(0, rows))),
  };
}
