/**
 * The transform against the code's definition: a matrix of quotients in the field, here with its own slow
 * arithmetic.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import fc from 'fast-check';
import { encodingParameters, MAX_SHARDS, MIN_SHARDS } from '@haulout/sdk/encoding';
import { core } from '../../../sdk/src/encoding/core/current.js';
import { divide, multiplier, multiply } from '../../../sdk/src/encoding/field.js';
import {
  erasureDecoder,
  isSupportedCode,
  powerOfTwo,
  reedSolomonCode,
  type Code,
} from '../../../sdk/src/encoding/reed-solomon.js';
import { symbolsToWords, wordsToSymbols } from '../../../sdk/src/encoding/words.js';
import { digest, hex, SEED, vectors } from '../../support/encoded.js';

const BASIS = [
  0x0001, 0xacca, 0x3c0e, 0x163e, 0xc582, 0xed2e, 0x914c, 0x4012, 0x6c98, 0x10d8, 0x6a72, 0xb900, 0xfdb8,
  0xfb34, 0xff38, 0x991e,
];
const polynomialOf = (word: number): number =>
  BASIS.reduce((sum, element, bit) => ((word >> bit) & 1 ? sum ^ element : sum), 0);
const wordOf = new Map(Array.from({ length: 65536 }, (_, word) => [polynomialOf(word), word]));
const word = fc.nat(65535);

/** Multiplication as long multiplication of polynomials with reduction, bit by bit. */
function slowProduct(a: number, b: number): number {
  let [x, y, product] = [polynomialOf(a), polynomialOf(b), 0];
  for (; y > 0; y >>= 1) {
    if (y & 1) product ^= x;
    x <<= 1;
    if (x > 0xffff) x ^= 0x1002d;
  }
  return wordOf.get(product)!;
}

/** The closed form of the code: recovery j is the sum of source i times matrix[j][i]. */
function matrix({ sources: k, recoveries: m, rate }: Code): number[][] {
  const [K, M] = [powerOfTwo(k), powerOfTwo(m)];
  return Array.from({ length: m }, (_, j) =>
    Array.from({ length: k }, (_, i) =>
      rate === 'low'
        ? divide(1 + Math.floor(j / K), (K + j) ^ i)
        : divide(1 + Math.floor(i / M), (M + i) ^ j),
    ),
  );
}

/** Bytes of symbols of `width` words, and back. */
const bytesOf = (words: Uint16Array, width: number): Uint8Array => {
  const bytes = new Uint8Array(2 * words.length);
  wordsToSymbols(words, 0, 2 * width, words.length / width, bytes, 0);
  return bytes;
};
const wordsOf = (bytes: Uint8Array, width: number): Uint16Array => {
  const words = new Uint16Array(bytes.length / 2);
  symbolsToWords(bytes, 0, 2 * width, words.length / width, words, 0);
  return words;
};
/** The recovery symbols of a code, as words. */
const extended = (code: Code, sources: Uint16Array, width: number): Uint16Array => {
  const recovery = new Uint8Array(2 * code.recoveries * width);
  core().coding.extend(code, bytesOf(sources, width), { size: 2 * width, count: 1 }, recovery);
  return wordsOf(recovery, width);
};

const codes = fc
  .record({ sources: fc.integer({ min: 1, max: 40 }), recoveries: fc.integer({ min: 1, max: 40 }) })
  .map(({ sources, recoveries }) => reedSolomonCode(sources, recoveries));

/** A code, with `width` random words for each source. */
const messages = fc
  .tuple(codes, fc.integer({ min: 1, max: 3 }))
  .chain(([code, width]) =>
    fc
      .uint16Array({ minLength: code.sources * width, maxLength: code.sources * width })
      .map((sources) => ({ code, width, sources })),
  );

test('the basis is a Cantor basis: b^2 + b is the element before', () => {
  for (let bit = 1; bit < 16; bit++) {
    const element = 1 << bit;
    assert.equal(slowProduct(element, element) ^ element, 1 << (bit - 1));
  }
});

test('products, quotients and multiplication tables agree with long multiplication', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const product = slowProduct(a, b);
      assert.equal(multiply(a, b), product);
      const table = multiplier(b);
      assert.equal(table[a & 255]! ^ table[256 + (a >>> 8)]!, product);
      if (b !== 0) assert.equal(divide(product, b), a);
    }),
    { seed: SEED, numRuns: 2000 },
  );
  assert.throws(() => divide(1, 0), RangeError);
});

test('the transform computes the code of the closed form', () => {
  fc.assert(
    fc.property(messages, ({ code, width, sources }) => {
      const recovery = extended(code, sources, width);
      matrix(code).forEach((row, j) => {
        for (let e = 0; e < width; e++) {
          const sum = row.reduce((x, factor, i) => x ^ multiply(factor, sources[i * width + e]!), 0);
          assert.equal(recovery[j * width + e], sum);
        }
      });
    }),
    { seed: SEED, numRuns: 120 },
  );
});

test('the matrices of all codes equal the vectors', () => {
  const { rs } = vectors<{
    rs: readonly {
      k: number;
      m: number;
      rate: string;
      matrix?: readonly (readonly string[])[];
      matrix_u16le_rowmajor_m_by_k_blake2b256: string;
    }[];
  }>('redstuff-recovery.json');
  assert.ok(rs.length > 15);
  for (const { k, m, rate, matrix: rows, matrix_u16le_rowmajor_m_by_k_blake2b256: hash } of rs) {
    const code = reedSolomonCode(k, m);
    assert.equal(code.rate, rate);
    // Unit messages, side by side: the recovery symbols are the columns of the matrix.
    const units = new Uint16Array(k * k);
    for (let i = 0; i < k; i++) units[i * k + i] = 1;
    const found = extended(code, units, k);
    assert.equal(digest(new Uint8Array(found.buffer)), hash, `${k} + ${m}`);
    if (rows !== undefined) {
      assert.deepEqual(
        rows.flat().map((entry) => Number.parseInt(entry, 16)),
        [...found],
      );
    }
  }
});

test('any k of the k + m symbols give the sources back', () => {
  fc.assert(
    fc.property(messages, fc.infiniteStream(fc.nat()), ({ code, width, sources }, random) => {
      const recovery = extended(code, sources, width);
      const all = Uint16Array.of(...sources, ...recovery);
      const order = Array.from({ length: code.sources + code.recoveries }, (_, index) => index);
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.next().value! % (i + 1);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      const indices = order.slice(0, code.sources);
      const received = indices.map((index) =>
        bytesOf(all.subarray(index * width, (index + 1) * width), width),
      );
      const decoded = new Uint8Array(2 * code.sources * width);
      const shape = { size: 2 * width, count: 1 };
      erasureDecoder(code, indices).recover(core().coding, received, shape, decoded);
      assert.deepEqual(wordsOf(decoded, width), sources);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('a decoder takes exactly k distinct symbols that exist', () => {
  const code = reedSolomonCode(3, 4);
  for (const indices of [
    [0, 1],
    [0, 1, 2, 3],
    [0, 1, 1],
    [0, 1, 7],
    [0, 1, -1],
  ]) {
    assert.throws(() => erasureDecoder(code, indices), RangeError);
  }
});

test('both codes exist for every allowed number of shards, and not beyond', () => {
  const exist = (n: number): boolean => {
    const f = Math.floor((n - 1) / 3);
    return isSupportedCode(n - f, f) && isSupportedCode(n - 2 * f, 2 * f);
  };
  for (let n = MIN_SHARDS; n <= MAX_SHARDS; n++) assert.ok(exist(n), `${n}`);
  assert.ok(!exist(MAX_SHARDS + 1));
  assert.ok(!exist(MIN_SHARDS - 1));
  assert.equal(encodingParameters(MAX_SHARDS).nShards, MAX_SHARDS);
});

test('words take low bytes from the first half of each 64-byte chunk, high bytes from the second', () => {
  for (const size of [2, 4, 62, 64, 66, 128, 130]) {
    const bytes = Uint8Array.from({ length: 2 * size }, (_, i) => i);
    const words = new Uint16Array(size);
    symbolsToWords(bytes, 0, size, 2, words, 0);
    for (let symbol = 0; symbol < 2; symbol++) {
      for (let at = 0; at < size; at++) {
        const chunk = at - (at % 64);
        const half = Math.min(64, size - chunk) / 2;
        const [e, high] = [(at - chunk) % half, at - chunk >= half];
        const found = words[(symbol * size + chunk) / 2 + e]!;
        assert.equal(high ? found >> 8 : found & 255, bytes[symbol * size + at], `byte ${at} of ${size}`);
      }
    }
    const back = new Uint8Array(2 * size);
    wordsToSymbols(words, 0, size, 2, back, 0);
    assert.equal(hex(back), hex(bytes));
  }
});
