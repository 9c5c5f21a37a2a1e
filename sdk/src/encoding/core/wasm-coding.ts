import type { Code, Coding, Locator } from './coding.js';
import { Instance } from './instance.js';
import { scriptCoding } from './script-coding.js';
import {
  cachedWidth,
  extendVectors,
  LANES,
  planesAt,
  PLANES_BYTES,
  TRANSFORM_WORDS,
  type Planes,
} from './wasm-transform.js';

/** Words that go in or come out at one time. */
const WORDS = 1 << 19;
/** Larger transforms, of some 16,000 shards and more, are left to JavaScript. */
const MOST_SYMBOLS = TRANSFORM_WORDS / LANES;

/** The transforms of the core in WebAssembly. */
export async function startWasmCoding(module: WebAssembly.Module): Promise<Coding> {
  const instance = await Instance.of(module, 2 * WORDS + PLANES_BYTES);
  instance.writeTables();
  return new WasmCoding(instance);
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
  readonly #planes: readonly [Planes, Planes];

  constructor(instance: Instance) {
    const { free, bytes } = instance;
    this.#instance = instance;
    this.#words = new Uint16Array(bytes.buffer, free, WORDS);
    this.#planes = planesAt(free + 2 * WORDS);
  }

  extend(code: Code, sources: Uint16Array, width: number, recovery: Uint16Array): void {
    if (code.block > MOST_SYMBOLS) return scriptCoding.extend(code, sources, width, recovery);
    const { core, free } = this.#instance;
    for (const part of partsOf(width, code.block)) {
      const { room } = part;
      extendVectors(core, code, this.#planes, {
        width: room,
        load: (from, count, { low, high }) => {
          this.#read(sources, { from, count, width }, part);
          core.split(free, count * room, low, high);
        },
        save: (from, count, { low, high }) => {
          core.join(low, high, count * room, free);
          this.#write(recovery, { from, count, width }, part);
        },
      });
    }
  }

  interpolate(locator: Locator, received: Uint16Array, width: number, sources: Uint16Array): void {
    const { size } = locator;
    if (size > MOST_SYMBOLS) return scriptCoding.interpolate(locator, received, width, sources);
    const { core } = this.#instance;
    const { low, high } = this.#planes[0];
    for (const part of partsOf(width, size)) {
      const { room } = part;
      for (const plane of [low, high]) this.#instance.bytes.fill(0, plane, plane + size * room);
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

/** Symbols of `width` words that follow each other in an array. */
interface Symbols {
  readonly from: number;
  readonly count: number;
  readonly width: number;
}

/** Cuts the words of symbols in equal parts with which a transform of `size` symbols stays in the cache. */
function partsOf(width: number, size: number): Part[] {
  const count = Math.ceil(width / cachedWidth(size, LANES));
  const room = Math.ceil(width / count / LANES) * LANES;
  const parts: Part[] = [];
  for (let start = 0; start < width; start += room) {
    parts.push({ start, width: Math.min(room, width - start), room });
  }
  return parts;
}
