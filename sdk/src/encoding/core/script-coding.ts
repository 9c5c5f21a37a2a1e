import { multiplier } from '../field.js';
import { addTo, differentiate, fft, ifft, scaleInto } from '../transform.js';
import { symbolsToWords, wordsToSymbols } from '../words.js';
import { allSymbols, receivedOrder, type Code, type Coding, type Locator, type Shape } from './coding.js';
import { scriptHashing } from './script-hashing.js';

/** Words that a strip may hold over all points of a locator: what fits a processor's second-level cache. */
const STRIP_WORDS = 1 << 18;

/** The transforms in JavaScript, on words. */
export const scriptCoding: Coding = {
  extend(code, sources, { size, count }, recovery) {
    const width = (size / 2) * count;
    const words = new Uint16Array(code.sources * width);
    symbolsToWords(sources, 0, size, code.sources * count, words, 0);
    const extended = new Uint16Array(code.recoveries * width);
    extendWords(code, words, width, extended);
    wordsToSymbols(extended, 0, size, code.recoveries * count, recovery, 0);
  },
  buffer: (bytes) => new Uint8Array(bytes),
  interpolate,
  rootOver: (code, sources, size) => {
    const symbols = allSymbols(scriptCoding, { code, sources, size });
    return scriptHashing.root(scriptHashing.leaves(symbols, size));
  },
};

/**
 * All recovery symbols of a code, vectors of `width` words of 16 bits that follow each other, from its source
 * symbols.
 */
export function extendWords(code: Code, sources: Uint16Array, width: number, recovery: Uint16Array): void {
  if (code.rate === 'low') extendLow(code, sources, width, recovery);
  else extendHigh(code, sources, width, recovery);
}

/** Tables of the factors of a locator, made once for all words. */
const known = new WeakMap<Locator, Map<number, Uint16Array>>();

function tablesOf(locator: Locator): (factor: number) => Uint16Array {
  const tables = known.get(locator) ?? new Map<number, Uint16Array>();
  known.set(locator, tables);
  return (factor) => {
    const table = tables.get(factor) ?? multiplier(factor);
    tables.set(factor, table);
    return table;
  };
}

function extendLow(code: Code, sources: Uint16Array, width: number, recovery: Uint16Array): void {
  const { block } = code;
  const coefficients = new Uint16Array(block * width);
  coefficients.set(sources.subarray(0, code.sources * width));
  ifft(coefficients, width, block, 0, code.sources);
  const values = new Uint16Array(block * width);
  for (let done = 0; done < code.recoveries; done += block) {
    const wanted = Math.min(block, code.recoveries - done);
    values.set(coefficients);
    fft(values, width, block, block + done, wanted);
    recovery.set(values.subarray(0, wanted * width), done * width);
  }
}

function extendHigh(code: Code, sources: Uint16Array, width: number, recovery: Uint16Array): void {
  const { block } = code;
  const sum = new Uint16Array(block * width);
  const part = new Uint16Array(block * width);
  for (let done = 0; done < code.sources; done += block) {
    const filled = Math.min(block, code.sources - done);
    part.set(sources.subarray(done * width, (done + filled) * width));
    part.fill(0, filled * width);
    ifft(part, width, block, block + done, filled);
    addTo(sum, 0, part, 0, block * width);
  }
  fft(sum, width, block, 0, code.recoveries);
  recovery.set(sum.subarray(0, code.recoveries * width));
}

function interpolate(locator: Locator, { size, count }: Shape, vectors: Uint8Array): void {
  const vector = size * count;
  const height = vector / 2;
  const received = receivedOrder(locator).length;
  const missing = locator.missing.length;
  const words = new Uint16Array(received * height);
  symbolsToWords(vectors, 0, size, received * count, words, 0);
  const found = new Uint16Array(missing * height);
  const strip = Math.max(1, Math.min(height, Math.floor(STRIP_WORDS / locator.size)));
  for (let start = 0; start < height; start += strip)
    interpolateStrip(locator, words, { height, start, width: Math.min(strip, height - start) }, found);
  wordsToSymbols(found, 0, size, missing * count, vectors, received * vector);
}

/** The words from `start` on, `width` of them, of vectors of `height` words. */
function interpolateStrip(
  locator: Locator,
  received: Uint16Array,
  { height, start, width }: { readonly height: number; readonly start: number; readonly width: number },
  found: Uint16Array,
): void {
  const { size } = locator;
  const tables = tablesOf(locator);
  const sum = new Uint16Array(size * width);
  const values = new Uint16Array(size * width);
  let at = start;
  for (const block of locator.blocks) {
    values.fill(0);
    for (const { point, factor } of block.received) {
      scaleInto(values, point * width, received, at, width, tables(factor));
      at += height;
    }
    ifft(values, width, size, block.start, block.filled);
    if (block.start === locator.home) differentiate(values, width, size);
    addTo(sum, 0, values, 0, sum.length);
  }
  fft(sum, width, size, locator.home, locator.wanted);
  locator.missing.forEach(({ point, factor }, position) => {
    scaleInto(found, position * height + start, sum, point * width, width, tables(factor));
  });
}
