import { DIGEST_BYTES, newAbove, type Hashing } from './hashing.js';
import { Instance } from './instance.js';
import { scriptHashing } from './script-hashing.js';

/** Bytes that go in at one time: they stay in the processor's second-level cache. */
const INPUT_BYTES = 512 * 1024;
/** Digests that come out at one time. */
const OUTPUT_BYTES = 512 * 1024;

/** Bytes that hashes need. */
export const HASHING_BYTES = INPUT_BYTES + OUTPUT_BYTES;

/** The hashes of the core in WebAssembly. */
export const wasmHashing = (instance: Instance): Hashing => new WasmHashing(new HashInstance(instance));

/** An instance: what is hashed goes in at `input`, and comes out at `output`. */
class HashInstance {
  readonly instance: Instance;
  readonly input: number;
  readonly output: number;

  constructor(instance: Instance) {
    this.instance = instance;
    this.input = instance.free;
    this.output = this.input + INPUT_BYTES;
  }

  /** Hashes symbols, to digests from `to` on. */
  hashLeaves(symbols: Uint8Array, symbolSize: number, to: number): void {
    const { core, bytes } = this.instance;
    const most = Math.floor(INPUT_BYTES / symbolSize) * symbolSize;
    for (let from = 0, at = to; from < symbols.length; from += most) {
      const part = symbols.subarray(from, from + most);
      bytes.set(part, this.input);
      const count = part.length / symbolSize;
      core.hashGrid(this.input, 0, symbolSize, symbolSize, 1, count, at, 0);
      at += count * DIGEST_BYTES;
    }
  }
}

class WasmHashing implements Hashing {
  readonly #place: HashInstance;

  constructor(place: HashInstance) {
    this.#place = place;
  }

  digest(data: Uint8Array): Uint8Array {
    if (data.length > INPUT_BYTES) return scriptHashing.digest(data);
    const { instance, input, output } = this.#place;
    instance.bytes.set(data, input);
    instance.core.hash(input, data.length, output);
    return instance.digestAt(output);
  }

  leaves(symbols: Uint8Array, symbolSize: number): Uint8Array {
    if (symbolSize === 0 || symbolSize > INPUT_BYTES) return scriptHashing.leaves(symbols, symbolSize);
    const hashes = new Uint8Array((symbols.length / symbolSize) * DIGEST_BYTES);
    const { instance, output } = this.#place;
    const most = (OUTPUT_BYTES / DIGEST_BYTES) * symbolSize;
    for (let from = 0, to = 0; from < symbols.length; from += most, to += OUTPUT_BYTES) {
      const part = symbols.subarray(from, from + most);
      this.#place.hashLeaves(part, symbolSize, output);
      const length = (part.length / symbolSize) * DIGEST_BYTES;
      hashes.set(instance.bytes.subarray(output, output + length), to);
    }
    return hashes;
  }

  fold(level: Uint8Array, above = newAbove(level)): Uint8Array {
    const { instance, input, output } = this.#place;
    const { core, bytes } = instance;
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
    const { instance, input, output } = this.#place;
    instance.bytes.set(level, input);
    instance.core.root(input, level.length / DIGEST_BYTES, DIGEST_BYTES, output);
    return instance.digestAt(output);
  }

  climb(leaf: Uint8Array, index: number, siblings: readonly Uint8Array[]): Uint8Array {
    const { instance, input, output } = this.#place;
    instance.bytes.set(leaf, output);
    siblings.forEach((sibling, i) => instance.bytes.set(sibling, input + i * DIGEST_BYTES));
    instance.core.climb(output, index, input, siblings.length);
    return instance.digestAt(output);
  }
}
