import { fromBase64 } from '@mysten/bcs';
import { DIGEST_BYTES, type CellHashes, type Hashing } from './hashing.js';
import { CORE } from './module.js';
import { scriptHashing } from './script.js';

/** What `sdk/assembly/core.ts` exports. Arguments are addresses in its memory, and numbers of bytes. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  /** The first address that callers may use. */
  readonly FREE: WebAssembly.Global<'i32'>;
  hash(from: number, size: number, to: number): void;
  hashLeaves(from: number, size: number, count: number, to: number, step: number): void;
  fold(from: number, count: number, step: number, to: number): number;
  root(from: number, count: number, step: number, to: number): void;
  climb(node: number, index: number, path: number, depth: number): void;
}

const PAGE_BYTES = 65_536;
/** Bytes that go in at one time: what goes in is in the processor's second-level cache. */
const INPUT_BYTES = 512 * 1024;
/** Digests that come out at one time. */
const OUTPUT_BYTES = 512 * 1024;

/**
 * Starts the core in WebAssembly.
 *
 * @throws where that is not possible or not allowed
 */
export async function startWasmHashing(): Promise<Hashing> {
  const module = await WebAssembly.compile(fromBase64(CORE) as Uint8Array<ArrayBuffer>);
  return new WasmHashing(module, await instanceOf(module, OUTPUT_BYTES));
}

/** An instance with room for `outputBytes` behind its input. */
async function instanceOf(module: WebAssembly.Module, outputBytes: number): Promise<Instance> {
  const { exports } = await WebAssembly.instantiate(module);
  return new Instance(exports as unknown as Exports, outputBytes);
}

/** An instance of the core: its functions, and where data goes in and comes out. */
class Instance {
  readonly core: Exports;
  readonly input: number;
  readonly output: number;
  readonly bytes: Uint8Array;

  constructor(core: Exports, outputBytes: number) {
    this.core = core;
    this.input = core.FREE.value;
    this.output = this.input + INPUT_BYTES;
    const missing = this.output + outputBytes - core.memory.buffer.byteLength;
    if (missing > 0) core.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.bytes = new Uint8Array(core.memory.buffer);
  }

  /** A digest. */
  digestAt(at: number): Uint8Array {
    return this.bytes.slice(at, at + DIGEST_BYTES);
  }

  /** Hashes symbols, to digests from `to` on. */
  hashLeaves(symbols: Uint8Array, symbolSize: number, to: number): void {
    const most = Math.floor(INPUT_BYTES / symbolSize) * symbolSize;
    for (let from = 0, at = to; from < symbols.length; from += most) {
      const part = symbols.subarray(from, from + most);
      this.bytes.set(part, this.input);
      const count = part.length / symbolSize;
      this.core.hashLeaves(this.input, symbolSize, count, at, DIGEST_BYTES);
      at += count * DIGEST_BYTES;
    }
  }
}

class WasmHashing implements Hashing {
  readonly #module: WebAssembly.Module;
  readonly #instance: Instance;

  constructor(module: WebAssembly.Module, instance: Instance) {
    this.#module = module;
    this.#instance = instance;
  }

  digest(data: Uint8Array): Uint8Array {
    if (data.length > INPUT_BYTES) return scriptHashing.digest(data);
    const { core, bytes, input, output } = this.#instance;
    bytes.set(data, input);
    core.hash(input, data.length, output);
    return this.#instance.digestAt(output);
  }

  leaves(symbols: Uint8Array, symbolSize: number): Uint8Array {
    if (symbolSize === 0 || symbolSize > INPUT_BYTES) return scriptHashing.leaves(symbols, symbolSize);
    const hashes = new Uint8Array((symbols.length / symbolSize) * DIGEST_BYTES);
    const { bytes, output } = this.#instance;
    const most = (OUTPUT_BYTES / DIGEST_BYTES) * symbolSize;
    for (let from = 0, to = 0; from < symbols.length; from += most, to += OUTPUT_BYTES) {
      const part = symbols.subarray(from, from + most);
      this.#instance.hashLeaves(part, symbolSize, output);
      const length = (part.length / symbolSize) * DIGEST_BYTES;
      hashes.set(bytes.subarray(output, output + length), to);
    }
    return hashes;
  }

  fold(level: Uint8Array): Uint8Array {
    const { core, bytes, input, output } = this.#instance;
    const above = new Uint8Array(Math.ceil(level.length / DIGEST_BYTES / 2) * DIGEST_BYTES);
    for (let from = 0, to = 0; from < level.length; from += INPUT_BYTES) {
      const part = level.subarray(from, from + INPUT_BYTES);
      bytes.set(part, input);
      const length = core.fold(input, part.length / DIGEST_BYTES, DIGEST_BYTES, output) * DIGEST_BYTES;
      above.set(bytes.subarray(output, output + length), to);
      to += length;
    }
    return above;
  }

  root(leaves: Uint8Array): Uint8Array {
    let level = leaves;
    while (level.length > INPUT_BYTES) level = this.fold(level);
    const { core, bytes, input, output } = this.#instance;
    bytes.set(level, input);
    core.root(input, level.length / DIGEST_BYTES, DIGEST_BYTES, output);
    return this.#instance.digestAt(output);
  }

  climb(leaf: Uint8Array, index: number, siblings: readonly Uint8Array[]): Uint8Array {
    const { core, bytes, input, output } = this.#instance;
    bytes.set(leaf, output);
    siblings.forEach((sibling, i) => bytes.set(sibling, input + i * DIGEST_BYTES));
    core.climb(output, index, input, siblings.length);
    return this.#instance.digestAt(output);
  }

  async cells(nShards: number): Promise<CellHashes> {
    // A memory of its own, which goes when the blob is encoded: this one never shrinks.
    const scratch = nShards * DIGEST_BYTES;
    return new WasmCells(nShards, await instanceOf(this.#module, nShards * nShards * DIGEST_BYTES + scratch));
  }
}

class WasmCells implements CellHashes {
  readonly #nShards: number;
  readonly #rowBytes: number;
  readonly #instance: Instance;

  constructor(nShards: number, instance: Instance) {
    this.#nShards = nShards;
    this.#rowBytes = nShards * DIGEST_BYTES;
    this.#instance = instance;
  }

  add(row: number, column: number, symbols: Uint8Array, symbolSize: number): void {
    const at = this.#instance.output + row * this.#rowBytes + column * DIGEST_BYTES;
    this.#instance.hashLeaves(symbols, symbolSize, at);
  }

  rowRoot(row: number): Uint8Array {
    return this.#root(row * this.#rowBytes, DIGEST_BYTES);
  }

  columnRoot(column: number): Uint8Array {
    return this.#root(column * DIGEST_BYTES, this.#rowBytes);
  }

  #root(from: number, step: number): Uint8Array {
    const { core, output } = this.#instance;
    const scratch = output + this.#nShards * this.#rowBytes;
    core.root(output + from, this.#nShards, step, scratch);
    return this.#instance.digestAt(scratch);
  }
}
