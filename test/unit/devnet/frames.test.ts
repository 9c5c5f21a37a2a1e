/** Frames of a devnet's journal: each belongs to its place in the file. */
import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { test } from 'vitest';
import fc from 'fast-check';
import { concatenate } from '@haulout/sdk/base';
import { frameAt, frameOf, type Source } from '../../../devnet/src/persistence/frames.js';
import { code, SEED } from '../../support/signed.js';

/** A file in memory. */
function fileOf(...parts: readonly Uint8Array[]): Source {
  const bytes = concatenate(parts);
  const size = bytes.length;
  return {
    size,
    read(at, length) {
      assert.ok(at >= 0 && length >= 0 && at + length <= size, `${length} bytes at ${at} of ${size}`);
      return bytes.slice(at, at + length);
    },
  };
}

/** The first eight bytes of the frame of a record with so many bytes, at the beginning of a file. */
function headOf(length: number): Uint8Array {
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint32(0, length, true);
  view.setUint32(4, crc32(head.subarray(0, 4), crc32('0')), true);
  return head;
}

const LARGEST = 128 * 1024 * 1024;

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

test('R24: the end of an append that was cut off is not read, wherever it was cut', () => {
  const first = frameOf(Uint8Array.of(1, 2, 3), 0);
  const second = frameOf(Uint8Array.of(4, 5, 6, 7), first.length);
  for (let cut = 0; cut < second.length; cut++) {
    const file = fileOf(first, second.subarray(0, cut));
    assert.deepEqual(frameAt(file, 0), { record: Uint8Array.of(1, 2, 3), end: first.length });
    assert.equal(frameAt(file, first.length), undefined, `${cut} bytes`);
  }
});

test('R24: a last append of which the bytes never came is not read: zeros, or the wrong content', () => {
  const first = frameOf(Uint8Array.of(1, 2, 3), 0);
  for (const zeros of [8, 9, 100, 64 * 1024, 64 * 1024 + 1, 200_000]) {
    assert.equal(frameAt(fileOf(first, new Uint8Array(zeros)), first.length), undefined, `${zeros} zeros`);
  }
  const hollow = frameOf(Uint8Array.of(4, 5, 6, 7), first.length).fill(0, 8);
  assert.equal(frameAt(fileOf(first, hollow), first.length), undefined);
});

test('R24: what is damaged before the last append is an error, never an end', () => {
  const first = frameOf(Uint8Array.of(1, 2, 3), 0);
  const second = frameOf(Uint8Array.of(4, 5, 6, 7), first.length);
  for (let at = 0; at < first.length; at++) {
    const wrong = first.map((byte, index) => (index === at ? byte ^ 1 : byte));
    assert.throws(() => frameAt(fileOf(wrong, second), 0), code('JOURNAL_DAMAGED'), `byte ${at}`);
  }
  for (const zeros of [8, 64 * 1024 - 1, 64 * 1024, 150_000]) {
    const file = fileOf(new Uint8Array(zeros), Uint8Array.of(1));
    assert.throws(() => frameAt(file, 0), code('JOURNAL_DAMAGED'), `${zeros} zeros`);
  }
});

test('R24: no record is larger than 128 MiB, neither written nor read', () => {
  const tooLarge = new Uint8Array(LARGEST + 1);
  assert.throws(() => frameOf(tooLarge, 0), code('JOURNAL_WRITE'));
  assert.throws(() => frameAt(fileOf(headOf(LARGEST + 1)), 0), code('JOURNAL_DAMAGED'));
  assert.equal(frameAt(fileOf(headOf(LARGEST)), 0), undefined, 'the largest one, cut off behind its length');
});
