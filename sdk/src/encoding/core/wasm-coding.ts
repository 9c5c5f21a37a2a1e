import type { Code, Coding, Locator } from './coding.js';
import { Instance } from './instance.js';
import { scriptCoding } from './script-coding.js';

/** Words that go in or come out at one time, and words of a transform: each is in two planes of bytes. */
const WORDS = 1 << 19;
const TRANSFORM_WORDS = 1 << 18;
/** Words of a transform that stay in the processor's second-level cache. */
const CACHED_WORDS = 1 << 17;
/** Words that are worked on at a time. */
const LANES = 16;
/** Larger transforms, of some 16,000 shards and more, are left to JavaScript. */
const MOST_SYMBOLS = TRANSFORM_WORDS / LANES;

/** The transforms of the core in WebAssembly. */
export async function startWasmCoding(module: WebAssembly.Module): Promise<Coding> {
  const instance = await Instance.of(module, 2 * WORDS + 4 * TRANSFORM_WORDS);
  instance.writeTables();
  return new WasmCoding(instance);
}

/** Words as the transform has them: low bytes, and high bytes behind them. */
interface Planes {
  readonly low: number;
  readonly high: number;
}

/** A part of the words of all symbols: from `start` on `width` of each, which take `room`. */
interface Part {
  readonly start: number;
  readonly width: number;
  readonly room: number;
}

class WasmCoding implements Coding {
  readonly #instance: Instance;
  /** Where words go in and come out. */
  readonly #words: Uint16Array;
  readonly #first: Planes;
  readonly #second: Planes;

  constructor(instance: Instance) {
    const { free, bytes } = instance;
    this.#instance = instance;
    this.#words = new Uint16Array(bytes.buffer, free, WORDS);
    const low = free + 2 * WORDS;
    this.#first = { low, high: low + TRANSFORM_WORDS };
    this.#second = { low: low + 2 * TRANSFORM_WORDS, high: low + 3 * TRANSFORM_WORDS };
  }

  extend(code: Code, sources: Uint16Array, width: number, recovery: Uint16Array): void {
    if (code.block > MOST_SYMBOLS) return scriptCoding.extend(code, sources, width, recovery);
    for (const part of partsOf(width, code.block)) {
      if (code.rate === 'low') this.#extendLow(code, { sources, width, recovery }, part);
      else this.#extendHigh(code, { sources, width, recovery }, part);
    }
  }

  interpolate(locator: Locator, received: Uint16Array, width: number, sources: Uint16Array): void {
    const { size } = locator;
    if (size > MOST_SYMBOLS) return scriptCoding.interpolate(locator, received, width, sources);
    const { core } = this.#instance;
    const { low, high } = this.#first;
    for (const part of partsOf(width, size)) {
      const { room } = part;
      this.#clear(this.#first, 0, size * room);
      locator.received.forEach(({ point, factor }, position) => {
        this.#read(received, { from: position, count: 1, width }, part);
        core.split(this.#instance.free, room, low + point * room, high + point * room);
        core.scale(low + point * room, high + point * room, room, factor);
      });
      core.ifft(low, high, room, size, 0, locator.filled);
      core.differentiate(low, high, room, size);
      core.fft(low, high, room, size, 0, locator.wanted);
      for (const { index, point, factor } of locator.missing) {
        core.scale(low + point * room, high + point * room, room, factor);
        core.join(low + point * room, high + point * room, room, this.#instance.free);
        this.#write(sources, { from: index, count: 1, width }, part);
      }
    }
  }

  #extendLow(
    { sources: count, recoveries, block }: Code,
    { sources, width, recovery }: Run,
    part: Part,
  ): void {
    const { core, bytes, free } = this.#instance;
    const [coefficients, values] = [this.#first, this.#second];
    const { room } = part;
    this.#load(sources, { from: 0, count, width }, part, block);
    core.ifft(coefficients.low, coefficients.high, room, block, 0, count);
    for (let done = 0; done < recoveries; done += block) {
      const wanted = Math.min(block, recoveries - done);
      for (const plane of ['low', 'high'] as const)
        bytes.copyWithin(values[plane], coefficients[plane], coefficients[plane] + block * room);
      core.fft(values.low, values.high, room, block, block + done, wanted);
      core.join(values.low, values.high, wanted * room, free);
      this.#write(recovery, { from: done, count: wanted, width }, part);
    }
  }

  #extendHigh(
    { sources: count, recoveries, block }: Code,
    { sources, width, recovery }: Run,
    part: Part,
  ): void {
    const { core, free } = this.#instance;
    const [values, sum] = [this.#first, this.#second];
    const { room } = part;
    this.#clear(sum, 0, block * room);
    for (let done = 0; done < count; done += block) {
      const filled = Math.min(block, count - done);
      this.#load(sources, { from: done, count: filled, width }, part, block);
      core.ifft(values.low, values.high, room, block, block + done, filled);
      core.add(sum.low, values.low, block * room);
      core.add(sum.high, values.high, block * room);
    }
    core.fft(sum.low, sum.high, room, block, 0, recoveries);
    core.join(sum.low, sum.high, recoveries * room, free);
    this.#write(recovery, { from: 0, count: recoveries, width }, part);
  }

  /** Symbols into the first planes, zeros behind them up to `block`. */
  #load(from: Uint16Array, symbols: Symbols, part: Part, block: number): void {
    this.#read(from, symbols, part);
    const used = symbols.count * part.room;
    this.#instance.core.split(this.#instance.free, used, this.#first.low, this.#first.high);
    this.#clear(this.#first, used, block * part.room);
  }

  #clear({ low, high }: Planes, from: number, to: number): void {
    this.#instance.bytes.fill(0, low + from, low + to);
    this.#instance.bytes.fill(0, high + from, high + to);
  }

  /** A part of some symbols, into the words of the core; zeros fill what is left of `room`. */
  #read(words: Uint16Array, { from, count, width }: Symbols, { start, width: taken, room }: Part): void {
    for (let i = 0; i < count; i++) {
      const at = (from + i) * width + start;
      this.#words.set(words.subarray(at, at + taken), i * room);
      this.#words.fill(0, i * room + taken, (i + 1) * room);
    }
  }

  /** The words of the core, as a part of some symbols. */
  #write(words: Uint16Array, { from, count, width }: Symbols, { start, width: taken, room }: Part): void {
    for (let i = 0; i < count; i++) {
      words.set(this.#words.subarray(i * room, i * room + taken), (from + i) * width + start);
    }
  }
}

/** What a code works on. */
interface Run {
  readonly sources: Uint16Array;
  readonly width: number;
  readonly recovery: Uint16Array;
}

/** Symbols of `width` words that follow each other in an array. */
interface Symbols {
  readonly from: number;
  readonly count: number;
  readonly width: number;
}

/** Cuts the words of symbols in equal parts with which a transform of `size` symbols stays in the cache. */
function partsOf(width: number, size: number): Part[] {
  const most = Math.max(LANES, Math.floor(CACHED_WORDS / size / LANES) * LANES);
  const count = Math.ceil(width / most);
  const room = Math.ceil(width / count / LANES) * LANES;
  const parts: Part[] = [];
  for (let start = 0; start < width; start += room) {
    parts.push({ start, width: Math.min(room, width - start), room });
  }
  return parts;
}
