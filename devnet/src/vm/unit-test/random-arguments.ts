/**
 * Arguments of `#[random_test]` functions: values of primitive types and of vectors of them, drawn from a
 * seed. Now and then a number is one of the smallest or the largest, where code goes wrong first.
 */
import { blake2b256 } from '../../blake2b.js';
import { ExecutionFailure } from '../errors.js';
import type { SignatureType } from '../types.js';

/** Longest vector that is drawn. */
const maxLength = 32;

/** Draws values; the same ones for the same seed and label. */
export class RandomArguments {
  readonly #seed: Uint8Array;
  readonly #label: Uint8Array;
  #block: Uint8Array = new Uint8Array(0);
  #used = 0;
  #blocks = 0;

  constructor(seed: Uint8Array, label: string) {
    this.#seed = seed;
    this.#label = new TextEncoder().encode(label);
  }

  /** BCS of a value of the type, and the value for people. Throws `ExecutionFailure` TYPE_MISMATCH. */
  draw(type: SignatureType): { readonly bytes: Uint8Array; readonly text: string } {
    switch (type.kind) {
      case 'bool': {
        const bit = this.#byte() & 1;
        return { bytes: Uint8Array.of(bit), text: String(bit === 1) };
      }
      case 'address': {
        const bytes = this.#number(32);
        return { bytes: bytes.toReversed(), text: `@0x${hexOf(bytes)}` };
      }
      case 'vector': {
        const items = Array.from({ length: this.#byte() % (maxLength + 1) }, () => this.draw(type.element));
        const bytes = [items.length, ...items.flatMap((item) => [...item.bytes])];
        return { bytes: Uint8Array.from(bytes), text: `vector[${items.map(({ text }) => text).join(', ')}]` };
      }
      default: {
        const bits = /^u(8|16|32|64|128|256)$/.exec(type.kind)?.[1];
        if (bits === undefined) throw noSuchArgument(type);
        const bytes = this.#number(Number(bits) / 8);
        return { bytes, text: BigInt(`0x${hexOf(bytes)}`).toString() };
      }
    }
  }

  /** A number of this many bytes, the lowest first: one in eight is near zero or near the largest. */
  #number(size: number): Uint8Array {
    const kind = this.#byte() % 16;
    if (kind < 2) {
      const bytes = new Uint8Array(size).fill(kind === 0 ? 0 : 0xff);
      bytes[0]! ^= this.#byte() % 3;
      return bytes;
    }
    return Uint8Array.from({ length: size }, () => this.#byte());
  }

  #byte(): number {
    if (this.#used === this.#block.length) {
      const counter = new Uint8Array(4);
      new DataView(counter.buffer).setUint32(0, this.#blocks++);
      this.#block = blake2b256(this.#seed, this.#label, counter);
      this.#used = 0;
    }
    return this.#block[this.#used++]!;
  }
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes.toReversed()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function noSuchArgument(type: SignatureType): ExecutionFailure {
  const what = type.kind === 'datatype' ? `${type.module}::${type.name}` : type.kind;
  const rule = 'random tests take integers, booleans, addresses and vectors of these';
  return new ExecutionFailure('TYPE_MISMATCH', `no random argument of type ${what}: ${rule}`);
}
