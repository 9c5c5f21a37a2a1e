/** R9: both cores extend and rebuild symbols alike. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import type { Coding, Locator } from '../../../sdk/src/encoding/core/coding.js';
import { scriptCoding } from '../../../sdk/src/encoding/core/script-coding.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { reedSolomonCode } from '../../../sdk/src/encoding/reed-solomon.js';
import { seededBytes } from '../../support/bytes.js';

const words = (count: number, seed: number): Uint16Array =>
  new Uint16Array(seededBytes(2 * count, seed).buffer);

describe('R9: the core in WebAssembly', () => {
  let wasm: Coding;
  beforeAll(async () => {
    wasm = (await startWasm()).coding;
  });

  const agree = (k: number, m: number, width: number): void => {
    const code = reedSolomonCode(k, m);
    const sources = words(k * width, k + m);
    const [ours, theirs] = [new Uint16Array(m * width), new Uint16Array(m * width)];
    wasm.extend(code, sources, width, ours);
    scriptCoding.extend(code, sources, width, theirs);
    assert.deepEqual(ours, theirs, `${k} and ${m} symbols of ${width} words`);
  };

  it('R9: extends symbols of any width by any code', () => {
    const count = fc.integer({ min: 1, max: 90 });
    fc.assert(fc.property(count, count, fc.integer({ min: 1, max: 70 }), agree), { numRuns: 60 });
    // Both kinds of codes, in one part and in many, and at the edges of the vectors of the machine.
    for (const [k, m] of [
      [334, 666],
      [667, 333],
      [34, 66],
      [2, 2],
    ] as const)
      for (const width of [1, 15, 16, 17, 700, 5000]) agree(k, m, width);
    agree(20_000, 20_000, 1); // too many symbols for its memory
  });

  it('R9: finds missing symbols by any locator', () => {
    const locators = fc.integer({ min: 1, max: 7 }).chain((power) => {
      const size = 2 ** power;
      const factor = fc.integer({ min: 1, max: 65_535 });
      const points = fc.uniqueArray(fc.nat(size - 1), { minLength: 2, maxLength: size });
      return fc
        .tuple(
          points,
          fc.array(factor, { minLength: size, maxLength: size }),
          fc.integer({ min: 1, max: 40 }),
        )
        .map(([all, factors, width]) => {
          const scaled = all.map((point, i) => ({ point, factor: factors[i]! }));
          const received = scaled.slice(0, Math.ceil(all.length / 2));
          const missing = scaled.slice(received.length).map((each, index) => ({ ...each, index }));
          const end = (some: readonly { point: number }[]) => Math.max(...some.map(({ point }) => point)) + 1;
          const locator: Locator = { size, received, missing, filled: end(received), wanted: end(missing) };
          return { locator, width };
        });
    });
    fc.assert(
      fc.property(locators, ({ locator, width }) => {
        const { received, missing } = locator;
        const symbols = words(received.length * width, width);
        const [ours, theirs] = [1, 2].map(() => new Uint16Array(missing.length * width)) as [
          Uint16Array,
          Uint16Array,
        ];
        wasm.interpolate(locator, symbols, width, ours);
        scriptCoding.interpolate(locator, symbols, width, theirs);
        assert.deepEqual(ours, theirs);
      }),
      { numRuns: 60 },
    );
  });
});
