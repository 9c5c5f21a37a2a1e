import { ExecutionFailure } from '../errors.js';
import type { Address } from '../types.js';
import { integer } from '../values.js';
import type { Integer } from '../values.js';

/** Reads forward through a part of a module's binary and never past its end. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  get done(): boolean {
    return this.at >= this.#end;
  }

  byte(): number {
    if (this.at >= this.#end) malformed('unexpected end');
    return this.#bytes[this.at++]!;
  }

  bytes(length: number): Uint8Array {
    if (length > this.#end - this.at) malformed('unexpected end');
    this.at += length;
    return this.#bytes.slice(this.at - length, this.at);
  }

  /** An unsigned LEB128 number in its shortest form, at most `max` (below 2^53). */
  uleb(max: number): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > max) malformed(`a number above ${max}`);
      if (byte < 0x80) {
        if (byte === 0 && i > 0) malformed('a number not in its shortest form');
        return value;
      }
      factor *= 128;
    }
    return malformed('a number too long');
  }

  /** A little-endian integer of `size` bytes. */
  little(size: number): Integer {
    let value = 0n;
    const bytes = this.bytes(size);
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
    return integer(value);
  }

  address(): Address {
    return `0x${Array.from(this.bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
}

/** Ends reading: the binary is not a module. */
export function malformed(why: string): never {
  throw new ExecutionFailure('MALFORMED_BYTECODE', why);
}
