/** Frames of a devnet's journal: each belongs to its place in the file. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import { concatenate } from '@haulout/sdk/base';
import { frameAt, frameOf, type Source } from '../../../devnet/src/persistence/frames.js';
import { code, SEED } from '../../support/signed.js';

/** A file in memory. */
function fileOf(...parts: readonly Uint8Array[]): Source {
  const bytes = concatenate(parts);
  return { size: bytes.length, read: (at, length) => bytes.slice(at, at + length) };
}

const record = fc.uint8Array({ minLength: 1, maxLength: 200 });

test('R24: records are read back from where they were written', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
      let end = 0;
      const frames = records.map((bytes) => {
        const frame = frameOf(bytes, end);
        end += frame.length;
        return frame;
      });
      const file = fileOf(...frames);
      let at = 0;
      for (const bytes of records) {
        const frame = frameAt(file, at)!;
        assert.deepEqual(frame.record, bytes);
        at = frame.end;
      }
      assert.equal(frameAt(file, at), undefined);
    }),
    { seed: SEED, numRuns: 50 },
  );
});

test('R24: a frame is no frame at another place of the file', () => {
  fc.assert(
    fc.property(record, fc.integer({ min: 1, max: 100_000 }), (bytes, elsewhere) => {
      const moved = frameOf(bytes, elsewhere);
      // Something follows it, so that it cannot be the torn tail of the last append.
      const file = fileOf(moved, frameOf(bytes, moved.length));
      assert.throws(() => frameAt(file, 0), code('JOURNAL_DAMAGED'));
    }),
    { seed: SEED, numRuns: 50 },
  );
});

test('R24: the content of a frame belongs to its place, not its length alone', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const here = frameOf(bytes, 0);
  const there = frameOf(bytes, here.length);
  const swapped = concatenate([here.subarray(0, 8), there.subarray(8)]);
  assert.throws(() => frameAt(fileOf(swapped, there), 0), code('JOURNAL_DAMAGED'));
});
