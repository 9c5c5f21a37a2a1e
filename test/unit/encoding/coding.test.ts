/** Both cores extend and rebuild symbols alike. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import type { Coding, Locator, LocatorBlock } from '../../../sdk/src/encoding/core/coding.js';
import { compileCore } from '../../../sdk/src/encoding/core/compile.js';
import { scriptCoding } from '../../../sdk/src/encoding/core/script-coding.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { reedSolomonCode } from '../../../sdk/src/encoding/reed-solomon.js';
import { seededBytes } from '../../support/bytes.js';

describe('the core in WebAssembly', () => {
  let wasm: Coding;
  beforeAll(async () => {
    wasm = (await startWasm(await compileCore())).coding;
  });

  const agree = (k: number, m: number, half: number, count: number): void => {
    const code = reedSolomonCode(k, m);
    const shape = { size: 2 * half, count };
    const vector = shape.size * count;
    const sources = seededBytes(k * vector, k + m);
    const [ours, theirs] = [new Uint8Array(m * vector), new Uint8Array(m * vector)];
    wasm.extend(code, sources, shape, ours);
    scriptCoding.extend(code, sources, shape, theirs);
    assert.deepEqual(ours, theirs, `${k} and ${m} vectors of ${count} symbols of ${shape.size} bytes`);
    if (count > 1 || half === 5000) return;
    const root = wasm.rootOver(code, sources, shape.size);
    if (root !== undefined) assert.deepEqual(root, scriptCoding.rootOver(code, sources, shape.size));
  };

  it('extends symbols of any size by any code, and finds the root over them', () => {
    const count = fc.integer({ min: 1, max: 90 });
    const half = fc.integer({ min: 1, max: 70 });
    fc.assert(fc.property(count, count, half, fc.integer({ min: 1, max: 5 }), agree), { numRuns: 60 });
    // Both kinds of codes, in one part and in many, and at the edges of the vectors of the machine.
    for (const [k, m] of [
      [334, 666],
      [667, 333],
      [34, 66],
      [2, 2],
    ] as const) {
      for (const half of [1, 15, 16, 17, 32, 33, 700, 5000]) agree(k, m, half, 1);
      for (const half of [1, 16, 33, 700]) agree(k, m, half, 9);
    }
    agree(20_000, 20_000, 1, 1); // too many symbols for its memory
    agree(4, 3, 400_000, 1); // a line with more bytes than its memory
  });

  it('finds missing symbols by any locator', () => {
    const locators = fc.integer({ min: 0, max: 7 }).chain((power) => {
      const size = 2 ** power;
      const factor = fc.integer({ min: 1, max: 65_535 });
      // In three blocks, of which one has the missing symbols, too.
      const points = fc.uniqueArray(fc.nat(3 * size - 1), { minLength: 1, maxLength: 3 * size });
      return fc
        .tuple(
          points,
          fc.array(factor, { minLength: 4 * size, maxLength: 4 * size }),
          fc.record({ homeNumber: fc.nat(2), half: fc.integer({ min: 1, max: 40 }) }),
          fc.integer({ min: 1, max: 40 }),
        )
        .map(([all, factors, { homeNumber, half }, count]) => {
          const home = homeNumber * size;
          const end = (some: readonly { point: number }[]) => Math.max(...some.map(({ point }) => point)) + 1;
          const placed = all.map((point, position) => ({ point, position, factor: factors[position]! }));
          const blocks = [0, size, 2 * size].flatMap((start): LocatorBlock[] => {
            const received = placed
              .filter(({ point }) => point >= start && point < start + size)
              .map((each) => ({ ...each, point: each.point - start }));
            if (received.length === 0) return [];
            const first = Math.min(...received.map(({ point }) => point));
            return [{ start, received, first, filled: end(received) }];
          });
          const free = Array.from({ length: size }, (_, i) => i).filter((i) => !all.includes(home + i));
          const missing = (free.length > 0 ? free : [0]).map((point, index) => {
            return { point, index, factor: factors[all.length + index]! };
          });
          const locator: Locator = { size, blocks, home, missing, wanted: end(missing) };
          return { locator, received: all.length, half, count };
        });
    });
    fc.assert(
      fc.property(locators, ({ locator, received, half, count }) => {
        const shape = { size: 2 * half, count };
        const vector = shape.size * count;
        const total = (received + locator.missing.length) * vector;
        const input = seededBytes(received * vector, received);
        // In the memory of the core, and from elsewhere.
        const found = [wasm.buffer(total), new Uint8Array(total), scriptCoding.buffer(total)];
        for (const [i, vectors] of found.entries()) {
          vectors.fill(7).set(input);
          (i < 2 ? wasm : scriptCoding).interpolate(locator, shape, vectors);
        }
        assert.deepEqual(found[1], found[2]);
        assert.deepEqual(found[0], found[2]);
      }),
      { numRuns: 60 },
    );
  });
});
