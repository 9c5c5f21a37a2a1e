import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { linesIn, newLines, read, transpose, view, write } from '../../../sdk/src/encoding/lines.js';
import { concatenate } from '@haulout/sdk/base';
import { seededBytes } from '../../support/bytes.js';

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 12 }),
  columns: fc.integer({ min: 1, max: 12 }),
  symbolSize: fc.constantFrom(2, 4, 62, 64, 130),
  /** Rows that are there beside those of the blob. */
  below: fc.nat({ max: 5 }),
  arrayBytes: fc.integer({ min: 1, max: 4096 }),
  seed: fc.nat(),
});

describe('lines in arrays of some bytes', () => {
  test('have what was put in them, whatever the size of the arrays', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns: first, symbolSize: step, arrayBytes, seed }) => {
        const lines = newLines({ first, end: first + rows, step, arrayBytes });
        const bytes = seededBytes(rows * step, seed);
        for (let row = 0; row < rows; row++)
          write(lines, { line: first + row, from: 0 }, bytes.subarray(row * step, (row + 1) * step));
        const arrays = Array.from({ length: Math.ceil(rows / lines.each) }, (_, k) => lines.array(k));
        assert.deepEqual(concatenate(arrays), bytes);
        assert.ok(arrays.every(({ length }) => length <= Math.max(step, arrayBytes)));
        const found = new Uint8Array(step - 1);
        read(lines, { line: first + rows - 1, from: 1 }, found);
        assert.deepEqual(found, bytes.subarray(bytes.length - step + 1));
      }),
      { seed: 1 },
    );
  });

  test('are zero behind their array, and may lack the beginning of each', () => {
    const lines = linesIn(Uint8Array.of(1, 2, 3, 4, 5), { first: 7, step: 3, offset: 10 });
    assert.deepEqual([...view(lines, { line: 8, from: 10 }, 3)], [4, 5]);
    const target = new Uint8Array(3).fill(9);
    read(lines, { line: 8, from: 11 }, target);
    assert.deepEqual([...target], [5, 0, 0]);
    read(lines, { line: 30, from: 10 }, target);
    assert.deepEqual([...target], [0, 0, 0]);
  });

  test('take memory when they are needed, not all at once', () => {
    const before = process.memoryUsage().arrayBuffers;
    const lines = newLines({ first: 0, end: 256, step: 1 << 20 });
    write(lines, { line: 200, from: 5 }, Uint8Array.of(7));
    assert.ok(process.memoryUsage().arrayBuffers - before < 16 << 20);
    assert.deepEqual([...view(lines, { line: 200, from: 4 }, 3)], [0, 7, 0]);
  });

  test('rows become columns, whatever the size of the arrays', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, symbolSize, below, arrayBytes, seed }) => {
        const across = columns * symbolSize;
        const from = newLines({ first: 0, end: rows + below, step: across, arrayBytes });
        const bytes = seededBytes((rows + below) * across, seed);
        for (let row = 0; row < rows + below; row++)
          write(from, { line: row, from: 0 }, bytes.subarray(row * across, (row + 1) * across));
        const to = newLines({ first: 0, end: columns, step: rows * symbolSize, arrayBytes });
        const first = seed % columns;
        transpose(from, to, { first, count: columns - first, rows, symbolSize });
        for (let column = first; column < columns; column++) {
          const symbols = Array.from({ length: rows }, (_, row) => {
            const at = row * across + column * symbolSize;
            return bytes.subarray(at, at + symbolSize);
          });
          assert.deepEqual(view(to, { line: column, from: 0 }, rows * symbolSize), concatenate(symbols));
        }
      }),
      { seed: 2 },
    );
  });
});
