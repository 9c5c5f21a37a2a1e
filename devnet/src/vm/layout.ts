/**
 * Layouts of types, and BCS: the bytes of values, in both directions.
 *
 * A layout is what remains of a type when names are resolved. Layouts of one machine are shared, so that a
 * type that mentions another many times holds one layout of it; they form no cycle.
 */
import { ExecutionFailure } from './errors.js';
import type { DatatypeType, PrimitiveType } from './types.js';
import { Variant, follow, toBigInt } from './values.js';
import type { Value } from './values.js';

/** Layout of a vector. */
export interface VectorLayout {
  readonly kind: 'vector';
  readonly element: Layout;
}

/** Layout of a field, with its name. */
export interface FieldLayout {
  readonly name: string;
  readonly layout: Layout;
}

/** Layout of a struct: its fields, in order of declaration. */
export interface StructLayout {
  readonly kind: 'struct';
  readonly type: DatatypeType;
  readonly fields: readonly FieldLayout[];
}

/** Layout of an enum: the fields of each variant. */
export interface EnumLayout {
  readonly kind: 'enum';
  readonly type: DatatypeType;
  /** By tag. */
  readonly variants: readonly { readonly name: string; readonly fields: readonly FieldLayout[] }[];
}

/** How values of a type are laid out. */
export type Layout = PrimitiveType | VectorLayout | StructLayout | EnumLayout;

/** Levels of vectors, structs and enums inside one another that a value may have: Sui's limit. */
export const maxValueDepth = 128;

/**
 * The BCS of a value, or of what a reference refers to.
 * @throws ExecutionFailure VALUE_DEPTH_EXCEEDED, or INVARIANT_VIOLATION when the value is not of that layout
 */
export function serializeValue(layout: Layout, value: Value): Uint8Array {
  const writer = new Writer();
  write(writer, layout, follow(value), 0);
  return writer.bytes.slice(0, writer.length);
}

/**
 * The value whose BCS is exactly `bytes`.
 * @throws ExecutionFailure FAILED_TO_DESERIALIZE_ARGUMENT
 */
export function deserializeValue(layout: Layout, bytes: Uint8Array): Value {
  const reader = new Reader(bytes);
  const value = read(reader, layout, 0);
  if (reader.at !== bytes.length) malformed('bytes follow the value');
  return value;
}

class Writer {
  bytes = new Uint8Array(64);
  length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) this.#grow(1);
    this.bytes[this.length++] = value;
  }

  little(value: Value, size: number): void {
    if (this.length + size > this.bytes.length) this.#grow(size);
    if (typeof value === 'number') {
      let rest = value;
      for (let i = 0; i < size; i++) {
        this.bytes[this.length++] = rest & 0xff;
        rest = Math.floor(rest / 256);
      }
    } else {
      let rest = toBigInt(value);
      for (let i = 0; i < size; i++) {
        this.bytes[this.length++] = Number(rest & 0xffn);
        rest >>= 8n;
      }
    }
  }

  uleb(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  address(value: Value): void {
    if (typeof value !== 'string') throw mismatch('address');
    if (this.length + 32 > this.bytes.length) this.#grow(32);
    for (let i = 2; i < 66; i += 2) this.bytes[this.length++] = parseInt(value.slice(i, i + 2), 16);
  }

  #grow(extra: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + extra));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

function write(writer: Writer, layout: Layout, value: Value, depth: number): void {
  if (depth > maxValueDepth) throw new ExecutionFailure('VALUE_DEPTH_EXCEEDED', 'value nested too deeply');
  switch (layout.kind) {
    case 'bool':
      return writer.byte(value === true ? 1 : 0);
    case 'u8':
      if (typeof value !== 'number') throw mismatch('u8');
      return writer.byte(value);
    case 'u16':
    case 'u32':
    case 'u64':
    case 'u128':
    case 'u256':
      return writer.little(value, integerSizes[layout.kind]);
    case 'address':
      return writer.address(value);
    case 'signer':
      // A signer's bytes are a struct with the address in it, as Move's value layout says: the same bytes.
      return writer.address(value);
    case 'vector': {
      if (!Array.isArray(value)) throw mismatch('vector');
      writer.uleb(value.length);
      for (const element of value) write(writer, layout.element, element, depth + 1);
      return;
    }
    case 'struct': {
      if (!Array.isArray(value) || value.length !== layout.fields.length) throw mismatch(layout.type.name);
      for (let i = 0; i < value.length; i++) write(writer, layout.fields[i]!.layout, value[i]!, depth + 1);
      return;
    }
    case 'enum': {
      const fields = value instanceof Variant ? layout.variants[value.tag]?.fields : undefined;
      if (!(value instanceof Variant) || fields?.length !== value.fields.length)
        throw mismatch(layout.type.name);
      writer.uleb(value.tag);
      for (let i = 0; i < fields.length; i++) write(writer, fields[i]!.layout, value.fields[i]!, depth + 1);
      return;
    }
  }
}

const integerSizes = { u16: 2, u32: 4, u64: 8, u128: 16, u256: 32 } as const;

class Reader {
  readonly bytes: Uint8Array;
  at = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    return byte === undefined ? malformed('the bytes end inside a value') : byte;
  }

  little(size: number): Value {
    if (this.at + size > this.bytes.length) malformed('the bytes end inside an integer');
    let high = this.at + size - 1;
    while (high > this.at && this.bytes[high] === 0) high--;
    if (high - this.at < 6) {
      let value = 0;
      for (let i = high; i >= this.at; i--) value = value * 256 + this.bytes[i]!;
      this.at += size;
      return value;
    }
    let hex = '0x';
    for (let i = high; i >= this.at; i--) hex += hexBytes[this.bytes[i]!]!;
    this.at += size;
    const value = BigInt(hex);
    return value <= 9007199254740991n ? Number(value) : value;
  }

  uleb(): number {
    let value = 0;
    for (let shift = 0; shift < 5; shift++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) {
        if (byte === 0 && shift > 0) malformed('a length is not written in its shortest form');
        if (value > 0xffff_ffff) malformed('a length is above 2^32 - 1');
        return value;
      }
    }
    return malformed('a length is above 2^32 - 1');
  }

  address(): string {
    if (this.at + 32 > this.bytes.length) malformed('the bytes end inside an address');
    let text = '0x';
    for (let i = 0; i < 32; i++) text += hexBytes[this.bytes[this.at++]!]!;
    return text;
  }
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function read(reader: Reader, layout: Layout, depth: number): Value {
  if (depth > maxValueDepth) malformed('a value is nested too deeply');
  switch (layout.kind) {
    case 'bool': {
      const byte = reader.byte();
      if (byte > 1) malformed('a bool is neither 0 nor 1');
      return byte === 1;
    }
    case 'u8':
      return reader.byte();
    case 'u16':
    case 'u32':
    case 'u64':
    case 'u128':
    case 'u256':
      return reader.little(integerSizes[layout.kind]);
    case 'address':
    case 'signer':
      return reader.address();
    case 'vector': {
      const length = reader.uleb();
      // Every value has at least one byte, so a length beyond the rest is wrong before anything is read.
      if (length > reader.bytes.length - reader.at) malformed('a vector is longer than the bytes');
      const elements: Value[] = [];
      for (let i = 0; i < length; i++) elements.push(read(reader, layout.element, depth + 1));
      return elements;
    }
    case 'struct':
      return readFields(reader, layout.fields, depth);
    case 'enum': {
      const tag = reader.uleb();
      const variant = layout.variants[tag];
      if (variant === undefined) return malformed(`${layout.type.name} has no variant ${tag}`);
      return new Variant(tag, readFields(reader, variant.fields, depth));
    }
  }
}

function readFields(reader: Reader, fields: readonly FieldLayout[], depth: number): Value[] {
  const values: Value[] = [];
  for (const field of fields) values.push(read(reader, field.layout, depth + 1));
  return values;
}

function malformed(why: string): never {
  throw new ExecutionFailure('FAILED_TO_DESERIALIZE_ARGUMENT', why);
}

function mismatch(expected: string): ExecutionFailure {
  return new ExecutionFailure('INVARIANT_VIOLATION', `a value is not of type ${expected}`);
}
