/** Many files in one blob: the bytes of the official encoder, and nothing but quilts read as such. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { encodeQuilt } from '@mysten/walrus';
import { isHauloutError } from '@haulout/sdk/client';
import fc from 'fast-check';
import {
  blobIdToString,
  blobLayout,
  buildQuilt,
  copyColumns,
  encodeBlob,
  maxQuiltFiles,
  parseQuiltFile,
  parseQuiltIndex,
  quiltIndexColumns,
  quiltLayout,
  quiltPatchIdFromString,
  quiltPatchIdToString,
  readQuilt,
  type FileToQuilt,
} from '@haulout/sdk/encoding';
import { code, generate, SEED } from '../../support/encoded.js';

const bytesOf = (size: number, seed = 1) => generate('xorshift32', size, seed);
/** Text without control characters and beyond nothing: what both encoders take, and sort alike. */
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .filter((text) => text.trimEnd() === text && !/[\p{Cc}\p{Surrogate}\u{10000}-\u{10ffff}]/u.test(text));
const tags = fc.dictionary(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 20 }), {
  maxKeys: 4,
});
const files = (max: number) =>
  fc.uniqueArray(
    fc.record({
      identifier: name,
      bytes: fc
        .tuple(fc.oneof(fc.constant(0), fc.nat(40), fc.nat(5000)), fc.integer({ min: 1, max: 99 }))
        .map(([size, seed]) => bytesOf(size, seed)),
      tags,
    }),
    { minLength: 1, maxLength: max, selector: ({ identifier }) => identifier },
  );
const theirs = (given: readonly FileToQuilt[], numShards: number) =>
  encodeQuilt({
    numShards,
    blobs: given.map(({ identifier, bytes, tags }) => ({
      identifier,
      contents: bytes,
      tags: tags as Record<string, string>,
    })),
  });

describe('a quilt is what the official encoder makes of the same files', () => {
  test('byte for byte and column for column, whatever the files are called, tagged and full of', () => {
    const input = fc
      .integer({ min: 4, max: 40 })
      .chain((nShards) => fc.tuple(fc.constant(nShards), files(Math.min(maxQuiltFiles(nShards), 12))));
    fc.assert(
      fc.property(input, ([nShards, given]) => {
        const ours = buildQuilt(given, { nShards });
        const official = theirs(given, nShards);
        assert.deepEqual(ours.bytes, new Uint8Array(official.quilt));
        assert.deepEqual(
          ours.patches.map(({ identifier, startColumn, endColumn }) => ({
            identifier,
            startColumn,
            endColumn,
          })),
          official.index.patches.map(({ identifier, startIndex, endIndex }) => ({
            identifier,
            startColumn: startIndex,
            endColumn: endIndex,
          })),
        );
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  test('also with as many files as fit, and at sizes around every column and symbol', () => {
    for (const nShards of [4, 7, 10, 100, 1000]) {
      const many = Array.from({ length: maxQuiltFiles(nShards) }, (_, i) => ({
        identifier: `file ${i}`,
        bytes: bytesOf(i % 50, i + 1),
        tags: {},
      }));
      assert.deepEqual(buildQuilt(many, { nShards }).bytes, new Uint8Array(theirs(many, nShards).quilt));
    }
    for (let size = 0; size < 400; size++) {
      const given: FileToQuilt[] = [
        { identifier: 'b', bytes: bytesOf(size), tags: {} },
        { identifier: 'a', bytes: bytesOf(90), tags: { k: 'v' } },
      ];
      assert.deepEqual(buildQuilt(given, { nShards: 7 }).bytes, new Uint8Array(theirs(given, 7).quilt));
    }
  });

  test('the order in which files are given does not matter; beyond 16 bits it is that of UTF-8', () => {
    // UTF-16, in which JavaScript compares, has these two the other way round.
    const [low, high] = ['\u{ffee}', '\u{1f40b}'];
    const given = [high!, low!].map((identifier) => ({ identifier, bytes: bytesOf(5) }));
    const one = buildQuilt(given, { nShards: 10 });
    assert.deepEqual(
      one.patches.map(({ identifier }) => identifier),
      [low, high],
    );
    assert.deepEqual(buildQuilt(given.reverse(), { nShards: 10 }).bytes, one.bytes);
  });
});

describe('what was put into a quilt comes out again', () => {
  test('all of it, from the whole quilt and from the slivers of each file alone', async () => {
    await fc.assert(
      fc.asyncProperty(files(6), async (given) => {
        const nShards = 10;
        const { bytes, patches } = buildQuilt(given, { nShards });
        const expected = new Map(given.map((file) => [file.identifier, file]));
        const read = readQuilt(bytes, { nShards });
        assert.equal(read.length, given.length);
        for (const file of read) {
          const put = expected.get(file.identifier)!;
          assert.deepEqual(file.bytes, put.bytes);
          assert.deepEqual(Object.fromEntries(file.tags), { ...put.tags });
        }
        // Independently of the matrix: the first slivers of the second axis are its columns.
        const { sliverPairs } = await encodeBlob(bytes, { nShards });
        for (const { startColumn, endColumn, identifier } of patches) {
          const slivers = sliverPairs.map(({ secondary }) => secondary).reverse();
          const columns = slivers.slice(startColumn, endColumn).map((sliver) => sliver.bytes);
          assert.deepEqual(
            parseQuiltFile(new Uint8Array(Buffer.concat(columns))).bytes,
            expected.get(identifier)!.bytes,
          );
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  test('an index of many columns', () => {
    const nShards = 40;
    const given = Array.from({ length: 20 }, (_, i) => ({
      identifier: `${String(i).padStart(2, '0')} ${'long name '.repeat(30)}.`,
      bytes: bytesOf(3),
    }));
    const { bytes, patches } = buildQuilt(given, { nShards });
    const layout = quiltLayout(nShards, bytes.length);
    const count = quiltIndexColumns(copyColumns(bytes, layout, { start: 0, end: 1 }), layout);
    assert.ok(count > 1 && count <= 10, `${count} columns`);
    assert.deepEqual(parseQuiltIndex(copyColumns(bytes, layout, { start: 0, end: count }), layout), patches);
  });

  test('tags whose names are those of inherited properties', () => {
    const given = [
      {
        identifier: '__proto__',
        bytes: bytesOf(1),
        tags: new Map([
          ['__proto__', 'x'],
          ['constructor', ''],
        ]),
      },
    ];
    const [file] = readQuilt(buildQuilt(given, { nShards: 4 }).bytes, { nShards: 4 });
    assert.deepEqual(
      [...file!.tags],
      [
        ['__proto__', 'x'],
        ['constructor', ''],
      ],
    );
  });
});

describe('what a quilt cannot hold is refused before anything is paid', () => {
  const build = (given: readonly FileToQuilt[], nShards = 10) => buildQuilt(given, { nShards });
  test('names that are empty, repeated, blank at the end, with control characters or without UTF-8', () => {
    for (const identifier of ['', ' ', 'a ', 'a\t', 'a\nb', '\u0000', 'a\u009f', 'a\ud800', '\udc00b']) {
      assert.throws(() => build([{ identifier, bytes: bytesOf(1) }]), code('INVALID_QUILT_FILE'));
    }
    for (const identifier of ['a b', '.', '../x', 'ключ', '📦', '\ufeffbom']) {
      const [file] = readQuilt(build([{ identifier, bytes: bytesOf(1) }]).bytes, { nShards: 10 });
      assert.equal(file!.identifier, identifier);
    }
    const twice = ['a', 'b', 'a'].map((identifier) => ({ identifier, bytes: bytesOf(1) }));
    assert.throws(() => build(twice), code('INVALID_QUILT_FILE'));
    assert.throws(() => build([]), code('INVALID_QUILT_FILE'));
  });

  test('names and tags of 64 KiB and more, and a byte less is taken', () => {
    const named = (length: number) => [{ identifier: 'n'.repeat(length), bytes: bytesOf(1) }];
    assert.equal(readQuilt(build(named(65_532)).bytes, { nShards: 10 })[0]!.identifier.length, 65_532);
    assert.throws(() => build(named(65_533)), code('INVALID_QUILT_FILE'));
    const tagged = (length: number) => [
      { identifier: 'n', bytes: bytesOf(1), tags: { k: 'v'.repeat(length) } },
    ];
    // A count, a length and a letter, a length of three bytes.
    assert.equal(readQuilt(build(tagged(65_529)).bytes, { nShards: 10 })[0]!.tags.get('k')!.length, 65_529);
    assert.throws(() => build(tagged(65_530)), code('INVALID_QUILT_FILE'));
    assert.throws(
      () => build([{ identifier: 'n', bytes: bytesOf(1), tags: { '\ud800': 'v' } }]),
      code('INVALID_QUILT_FILE'),
    );
  });

  test('a file more than there are columns, and a byte more than the largest blob', () => {
    const nShards = 4;
    assert.equal(maxQuiltFiles(nShards), 2);
    const three = ['a', 'b', 'c'].map((identifier) => ({ identifier, bytes: bytesOf(1) }));
    assert.equal(build(three.slice(1), nShards).patches.length, 2);
    assert.throws(() => build(three, nShards), code('QUILT_TOO_LARGE'));
    // Two columns of two symbols of 65534 bytes, less the header, the size of the name, and the name.
    const largest = 2 * 2 * 65_534 - 6 - 2 - 2;
    const one = (size: number) => [{ identifier: 'a', bytes: new Uint8Array(size) }];
    assert.equal(readQuilt(build(one(largest), nShards).bytes, { nShards })[0]!.bytes.length, largest);
    assert.throws(() => build(one(largest + 1), nShards), code('QUILT_TOO_LARGE'));
  });
});

describe('bytes of strangers are a quilt or refused as none', () => {
  const nShards = 10;
  const given = ['one', 'two', 'three'].map((identifier, i) => ({
    identifier,
    bytes: bytesOf(40 * i, i + 1),
    tags: { i: `${i}` },
  }));
  const quilt = buildQuilt(given, { nShards }).bytes;
  const refusedOrRead = (bytes: Uint8Array) => {
    try {
      return readQuilt(bytes, { nShards });
    } catch (error) {
      if (isHauloutError(error, 'NOT_A_QUILT')) return undefined;
      throw error;
    }
  };

  test('any changed byte, any random blob of any size', () => {
    for (let at = 0; at < quilt.length; at++) {
      for (const mask of [1, 0x80, 0xff]) {
        const changed = quilt.slice();
        changed[at]! ^= mask;
        refusedOrRead(changed);
      }
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(20), (bytes, seed) => {
        refusedOrRead(bytes);
        const { rows, columns } = blobLayout(nShards, 0);
        const full = bytesOf(rows * columns * 8, seed + 1);
        full.set(bytes.subarray(0, full.length));
        refusedOrRead(full);
        refusedOrRead(Uint8Array.of(1, 16, 0, 0, 0, ...full.subarray(5)));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('a length, a version, an index or a file that does not fit', () => {
    const layout = quiltLayout(nShards, quilt.length);
    const changedAt = (at: number, ...values: number[]) => {
      const changed = quilt.slice();
      changed.set(values, at);
      return changed;
    };
    assert.throws(() => readQuilt(quilt.subarray(1), { nShards }), code('NOT_A_QUILT'));
    assert.throws(() => readQuilt(new Uint8Array(), { nShards }), code('NOT_A_QUILT'));
    assert.throws(() => readQuilt(changedAt(0, 2), { nShards }), code('NOT_A_QUILT'));
    assert.throws(() => readQuilt(changedAt(1, 255, 255, 255, 255), { nShards }), code('NOT_A_QUILT'));
    const columns = copyColumns(quilt, layout, { start: 0, end: 7 });
    const file = parseQuiltIndex(columns, layout)[0]!;
    const own = copyColumns(quilt, layout, { start: file.startColumn, end: file.endColumn });
    assert.equal(parseQuiltFile(own).identifier, file.identifier);
    for (const [at, value] of [
      [0, 0],
      [1, 0],
      [3, 1],
      [6, 255],
    ] as const) {
      const changed = own.slice();
      changed[at] = value;
      assert.throws(() => parseQuiltFile(changed), code('NOT_A_QUILT'), `byte ${at}`);
    }
    for (let length = 0; length < 12; length++)
      assert.throws(() => parseQuiltFile(own.subarray(0, length)), code('NOT_A_QUILT'));
  });

  test('a file that calls itself otherwise than the index does', () => {
    const layout = quiltLayout(nShards, quilt.length);
    const file = parseQuiltIndex(copyColumns(quilt, layout, { start: 0, end: 7 }), layout)[0]!;
    // Its name begins 9 bytes below the top of its first column.
    const cell = Math.floor(9 / layout.symbolSize);
    const at = (cell * layout.columns + file.startColumn) * layout.symbolSize + (9 % layout.symbolSize);
    const changed = quilt.slice();
    changed[at]! ^= 1;
    assert.throws(() => readQuilt(changed, { nShards }), /calls itself .* is listed as/);
  });
});

describe('patch ids', () => {
  const quiltId = bytesOf(32, 9);
  test('are the one text of a blob id and two columns, and nothing else is taken for one', () => {
    fc.assert(
      fc.property(fc.nat(65_534), fc.nat(65_534), (a, b) => {
        const id = { quiltId, startColumn: Math.min(a, b), endColumn: Math.max(a, b) + 1 };
        const text = quiltPatchIdToString(id);
        const official = Buffer.concat([quiltId, Uint8Array.of(1), u16(id.startColumn), u16(id.endColumn)]);
        assert.equal(text, official.toString('base64url'));
        assert.deepEqual(quiltPatchIdFromString(text), id);
      }),
      { seed: SEED, numRuns: 50 },
    );
    const text = quiltPatchIdToString({ quiltId, startColumn: 1, endColumn: 2 });
    const cases = [
      '',
      text.slice(1),
      `${text}A`,
      `${text}=`,
      `${text.slice(0, -1)}B`,
      `${text.slice(0, -1)}!`,
    ];
    const other = Buffer.from(text, 'base64url');
    other[32] = 2;
    cases.push(other.toString('base64url'), blobIdToString(quiltId));
    cases.push(quiltPatchIdToString({ quiltId, startColumn: 2, endColumn: 2 }));
    for (const wrong of cases)
      assert.throws(() => quiltPatchIdFromString(wrong), code('INVALID_PATCH_ID'), wrong);
  });
  const u16 = (value: number) => Uint8Array.of(value & 255, value >> 8);
});
