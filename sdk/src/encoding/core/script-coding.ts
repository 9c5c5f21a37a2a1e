import { multiplier } from '../field.js';
import { addTo, differentiate, fft, ifft, scaleInto } from '../transform.js';
import type { Code, Coding, Locator } from './coding.js';

/** The transforms in JavaScript. */
export const scriptCoding: Coding = {
  extend(code, sources, width, recovery) {
    if (code.rate === 'low') extendLow(code, sources, width, recovery);
    else extendHigh(code, sources, width, recovery);
  },
  interpolate,
};

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

function interpolate(locator: Locator, received: Uint16Array, width: number, sources: Uint16Array): void {
  const { size } = locator;
  const tables = tablesOf(locator);
  const values = new Uint16Array(size * width);
  locator.received.forEach(({ point, factor }, position) => {
    scaleInto(values, point * width, received, position * width, width, tables(factor));
  });
  ifft(values, width, size, 0, locator.filled);
  differentiate(values, width, size);
  fft(values, width, size, 0, locator.wanted);
  for (const { index, point, factor } of locator.missing) {
    scaleInto(sources, index * width, values, point * width, width, tables(factor));
  }
}
