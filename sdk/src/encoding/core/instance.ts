import { multiply } from '../field.js';
import { DIGEST_BYTES } from './hashing.js';

/** Symbols of `size` bytes in rows of `count`. Rows are `row` bytes apart, symbols in a row `step`. */
export type Grid = [at: number, row: number, step: number, size: number, rows: number, count: number];

/** Vectors of `width` words in two planes, and the point of the first. */
type Transform = [low: number, high: number, width: number, size: number, point: number];

/** What `sdk/assembly/core.ts` exports. Arguments are addresses in its memory, and numbers of bytes. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Where products are, and the first address that callers may use. */
  readonly ROWS: WebAssembly.Global<'i32'>;
  readonly FREE: WebAssembly.Global<'i32'>;
  hash(from: number, size: number, to: number): void;
  hashGrid(...grid: [...from: Grid, to: number, toRow: number]): void;
  gather(...grid: [...from: Grid, low: number, high: number, width: number]): void;
  gatherAt(...grid: [...from: Grid, low: number, high: number, width: number, places: number]): void;
  scatterAt(low: number, high: number, width: number, ...to: [...Grid, places: number]): void;
  scatter(low: number, high: number, width: number, ...to: Grid): void;
  fold(from: number, count: number, step: number, to: number): number;
  root(from: number, count: number, step: number, to: number): void;
  climbRows(from: number, row: number, rows: number, count: number, levels: number, to: number): void;
  climb(node: number, index: number, path: number, depth: number): void;
  fft(...part: [...Transform, wanted: number]): void;
  ifft(...part: [...Transform, first: number, filled: number]): void;
  differentiate(low: number, high: number, width: number, size: number): void;
  add(to: number, from: number, size: number): void;
}

const PAGE_BYTES = 65_536;
const WORD_BITS = 16;

/**
 * At once where that is allowed, as nobody can tell then how long it took; some browsers allow it only aside
 * from the main thread.
 */
async function instantiate(module: WebAssembly.Module): Promise<WebAssembly.Instance> {
  try {
    return new WebAssembly.Instance(module);
  } catch (error) {
    if (error instanceof RangeError) return WebAssembly.instantiate(module);
    throw error;
  }
}

/**
 * An instance of the core with some free bytes in its memory. All works of a thread use the same ones, each
 * from its input to its output.
 */
export class Instance {
  readonly core: Exports;
  /** Where the free bytes begin. */
  readonly free: number;
  readonly freeBytes: number;
  readonly bytes: Uint8Array;
  readonly #module: WebAssembly.Module;

  private constructor(module: WebAssembly.Module, core: Exports, freeBytes: number) {
    this.#module = module;
    this.core = core;
    this.free = core.FREE.value;
    this.freeBytes = freeBytes;
    const missing = this.free + freeBytes - core.memory.buffer.byteLength;
    if (missing > 0) core.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.bytes = new Uint8Array(core.memory.buffer);
    this.#writeProducts();
  }

  /** Starts one. Throws where that is not possible or not allowed. */
  static async of(module: WebAssembly.Module, freeBytes: number): Promise<Instance> {
    const { exports } = await instantiate(module);
    return new Instance(module, exports as unknown as Exports, freeBytes);
  }

  /** Starts another one. Throws where that is not possible or not allowed. */
  another(freeBytes: number): Promise<Instance> {
    return Instance.of(this.#module, freeBytes);
  }

  /** Of all powers of two: what products are put together from. */
  #writeProducts(): void {
    const rows = this.bytes.subarray(this.core.ROWS.value);
    for (let a = 0; a < WORD_BITS; a++)
      for (let b = 0; b < WORD_BITS; b++) {
        const product = multiply(1 << a, 1 << b);
        rows[32 * a + b] = product & 255;
        rows[32 * a + 16 + b] = product >>> 8;
      }
  }

  /** A digest. */
  digestAt(at: number): Uint8Array {
    return this.bytes.slice(at, at + DIGEST_BYTES);
  }
}
