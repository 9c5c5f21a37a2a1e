/** R9: both cores hash alike, and as BLAKE2b does, however much they are given at once. */
import assert from 'node:assert/strict';
import { blake2b } from '@noble/hashes/blake2.js';
import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { DIGEST_BYTES, type Hashing } from '../../../sdk/src/encoding/core/hashing.js';
import { scriptHashing } from '../../../sdk/src/encoding/core/script-hashing.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { seededBytes } from '../../support/bytes.js';
import { naiveRoot } from '../../support/naive-merkle.js';

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
  let core: Hashing;
  beforeAll(async () => {
    core = name === 'JavaScript' ? scriptHashing : (await startWasm()).hashing;
  });

  it('R9: hashes bytes, whatever their number', () => {
    fc.assert(fc.property(bytes(700), (data) => assert.deepEqual(core.digest(data), H(data))));
    for (const length of [0, 127, 128, 129, 256, 524_288, 524_289]) {
      const data = seededBytes(length, length);
      assert.deepEqual(core.digest(data), H(data), `${length} bytes`);
    }
  });

  it('R9: hashes symbols as leaves', () => {
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

  it('R9: builds levels and roots of trees', () => {
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

  it('R9: climbs from a leaf to the root', () => {
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

  it('R9: hashes the cells of a blob once, for their rows and their columns', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 140 }), async (n, size) => {
        const cell = (row: number, column: number) => seededBytes(size, row * n + column);
        const cells = await core.cells(n);
        for (let row = 0; row < n; row++) {
          const split = (row * 7) % (n + 1);
          const line = (from: number, to: number) =>
            Buffer.concat(Array.from({ length: to - from }, (_, i) => cell(row, from + i)));
          if (split > 0) cells.add(row, 0, line(0, split), size);
          if (split < n) cells.add(row, split, line(split, n), size);
        }
        for (let i = 0; i < n; i++) {
          const hashes = (at: (k: number) => Uint8Array) =>
            Uint8Array.from(Buffer.concat(Array.from({ length: n }, (_, k) => H(prefix(0), at(k)))));
          assert.deepEqual(cells.rowRoot(i), root(hashes((k) => cell(i, k))));
          assert.deepEqual(cells.columnRoot(i), root(hashes((k) => cell(k, i))));
        }
      }),
      { numRuns: 15 },
    );
  });
});
