/** The line of a progress bar, in terminals of all widths. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { barLine, type BarState } from '../../../cli/src/blobs/bar-line.js';

const GIB = 2 ** 30;
const upload: BarState = {
  label: 'uploading',
  done: 3 * GIB,
  total: 9 * GIB,
  unit: 'bytes',
  note: '7/10 nodes',
};
const shown = (state: BarState, over: Partial<Parameters<typeof barLine>[1]> = {}) =>
  barLine(state, { elapsedMs: 96_000, isOver: false, columns: 80, ...over });

describe('the line of a progress bar', () => {
  it('has the bar, amounts, the rate, nodes, and the time that is left at this rate', () => {
    assert.equal(
      shown(upload),
      'uploading  [====       ]  33 %  3.0/9.0 GiB    32 MiB/s  7/10 nodes  4 min left',
    );
  });

  it('says in the end how long it took', () => {
    assert.match(shown({ ...upload, done: 9 * GIB }, { isOver: true }), /100 %  9\.0\/9\.0 GiB .* in 96 s$/);
  });

  it('has no rate and no time before they say something', () => {
    const early = { elapsedMs: 300 };
    assert.match(shown({ ...upload, done: 0 }), /0 %  0\.0\/9\.0 GiB  7\/10 nodes$/);
    assert.match(shown(upload, early), /33 %  3\.0\/9\.0 GiB  7\/10 nodes$/);
  });

  it('counts blobs, too, and has nothing to divide by when there is nothing to do', () => {
    const many: BarState = { label: 'uploading', done: 3, total: 12, unit: 'blobs' };
    assert.match(shown(many), /^uploading {2}\[=+ +\]  25 % {2}3\/12 blobs {2}5 min left$/);
    assert.match(shown({ ...many, label: 'encoding', done: 0, total: 0 }), /100 % {2}0\/0 blobs$/);
  });

  it('fits into terminals of all widths', () => {
    for (let columns = 20; columns <= 200; columns++)
      for (const elapsedMs of [0, 5, 96_000, 10 ** 9])
        for (const done of [0, 1, 1023 * 2 ** 20, 9 * GIB]) {
          const line = shown({ ...upload, done, note: '1000/1000 nodes' }, { columns, elapsedMs });
          assert.ok(line.length < columns, line);
        }
  });
});
