/**
 * Move values as the machine holds them. Everything outside the interpreter handles them only through the
 * functions of this module, so that the representation can change behind them.
 *
 * The representation:
 * - an integer of any width is a JavaScript number up to 2^53 - 1 and a bigint above, never the other way
 *   round, so that equal integers are `===` and small ones cost no allocation;
 * - a bool is a boolean; an address or signer its full text (`Address`);
 * - a vector and a struct are arrays of their elements or fields; an enum value is a `Variant`;
 * - a reference to a vector, struct or enum value is that very object; a reference to anything smaller is a
 *   `Slot`: the array that holds it and the index in it.
 *
 * So a value is moved by passing it on, and copied only by `copyValue`.
 *
 * Chosen by measuring (`npm run bench -- vm`, one loop of u64 arithmetic through a struct reference, millions
 * of instructions a second on two cores of a shared machine): as above 221; every reference a slot 210;
 * bigint for every integer 172; pairs of 32-bit words 172, and those cannot hold anything wider.
 */
import type { Address } from './types.js';

/** An integer: number when at most `Number.MAX_SAFE_INTEGER`, else bigint. */
export type Integer = number | bigint;

/** A Move value of any type, or a reference to one. */
export type Value = Integer | boolean | Address | Container | Slot;

/** A value that has parts. */
export type Container = Value[] | Variant;

/** A value of an enum type: which variant, and the variant's fields. */
export class Variant {
  tag: number;
  fields: Value[];
  constructor(tag: number, fields: Value[]) {
    this.tag = tag;
    this.fields = fields;
  }
}

/** A reference to a value that has no parts: a place in an array. */
export class Slot {
  readonly array: Value[];
  readonly index: number;
  constructor(array: Value[], index: number) {
    this.array = array;
    this.index = index;
  }
}

// Integers

/** The integer `value` (any width) in the machine's form. */
export function integer(value: number | bigint): Integer {
  return typeof value === 'bigint' && value <= maxSafe ? Number(value) : value;
}

/** An integer value as a bigint. */
export function toBigInt(value: Value): bigint {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  return wrongKind('an integer');
}

/**
 * An integer value as a number if it is at most 2^53 - 1; else Infinity, which is past the end of everything.
 */
export function toIndex(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Infinity;
  return wrongKind('an integer');
}

/** A bool value. */
export function toBoolean(value: Value): boolean {
  return typeof value === 'boolean' ? value : wrongKind('a bool');
}

/** An address (or signer) value; the value of an address is its full text. */
export function toAddress(value: Value): Address {
  return typeof value === 'string' ? value : wrongKind('an address');
}

// Vectors, structs, enums. Each function takes the value or a reference to it.

/** A vector value that takes over `elements`. */
export function makeVector(elements: Value[]): Value {
  return elements;
}

/** The elements of a vector in place: changing the array changes the vector. */
export function elementsOf(vector: Value): Value[] {
  return Array.isArray(vector) ? vector : wrongKind('a vector');
}

/** A `vector<u8>` with these bytes. */
export function vectorOfBytes(bytes: Uint8Array): Value {
  return Array.from(bytes);
}

/** The bytes of a `vector<u8>`. */
export function bytesOfVector(vector: Value): Uint8Array {
  return Uint8Array.from(elementsOf(vector) as number[]);
}

/** A struct value that takes over `fields`, in order of declaration. */
export function makeStruct(fields: Value[]): Value {
  return fields;
}

/** The fields of a struct in place, in order of declaration: changing the array changes the struct. */
export function fieldsOf(struct: Value): Value[] {
  return Array.isArray(struct) ? struct : wrongKind('a struct');
}

/** Field `index` of a struct, in place; to keep it beyond the struct's life, copy it. */
export function fieldOf(struct: Value, index: number): Value {
  return fieldsOf(struct)[index] ?? wrongKind(`a struct with a field ${index}`);
}

/** An enum value that takes over `fields`. */
export function makeVariant(tag: number, fields: Value[]): Value {
  return new Variant(tag, fields);
}

/** An enum value's tag and fields. */
export function variantOf(value: Value): Variant {
  return value instanceof Variant ? value : wrongKind('an enum value');
}

/** `option::none`, as `Option` is laid out: a struct with one vector. */
export function none(): Value {
  return [[]];
}

/** `option::some(value)`. */
export function some(value: Value): Value {
  return [[value]];
}

// References

/** A reference to the element or field `index` of `container` (a value or a reference to it). */
export function referenceTo(container: Value, index: number): Value {
  const array = container instanceof Variant ? container.fields : elementsOf(container);
  const value = array[index];
  if (value === undefined) return wrongKind(`a container with a place ${index}`);
  return typeof value === 'object' ? value : new Slot(array, index);
}

/** The value that a reference refers to, in place: not a copy, so do not store it elsewhere. */
export function follow(reference: Value): Value {
  return reference instanceof Slot ? reference.array[reference.index]! : reference;
}

/** Stores `value`, which it takes over, where a reference refers to. */
export function assign(reference: Value, value: Value): void {
  if (reference instanceof Slot) {
    reference.array[reference.index] = value;
  } else if (reference instanceof Variant) {
    const source = variantOf(value);
    reference.tag = source.tag;
    reference.fields = source.fields;
  } else {
    const target = elementsOf(reference);
    const source = elementsOf(value);
    if (target === source) return;
    target.length = source.length;
    for (let i = 0; i < source.length; i++) target[i] = source[i]!;
  }
}

// Any value

/** A copy that shares nothing with the original. */
export function copyValue(value: Value): Value {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const copy = value.slice();
    for (let i = 0; i < copy.length; i++) {
      const part = copy[i]!;
      if (typeof part !== 'object') continue;
      copy[i] = copyValue(part);
    }
    return copy;
  }
  if (value instanceof Variant) return new Variant(value.tag, copyValue(value.fields) as Value[]);
  return wrongKind('a value, not a reference');
}

/** Whether two values of one type are equal; of references, whether what they refer to is. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object') return b instanceof Slot ? equalValues(a, follow(b)) : false;
  if (a instanceof Slot) return equalValues(follow(a), follow(b));
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!equalValues(a[i]!, b[i]!)) return false;
    return true;
  }
  return b instanceof Variant && a.tag === b.tag && equalValues(a.fields, b.fields);
}

/**
 * How much there is of a value, for metering: one for each integer, bool and address, one for each container.
 * Stops counting at `limit`.
 */
export function valueSize(value: Value, limit = Infinity): number {
  if (typeof value !== 'object' || value instanceof Slot) return 1;
  const parts = value instanceof Variant ? value.fields : value;
  let size = 1 + parts.length;
  for (let i = 0; i < parts.length && size < limit; i++) {
    const part = parts[i]!;
    if (typeof part === 'object') size += valueSize(part, limit - size) - 1;
    else if (i === 0 && parts.length > 8) {
      // The elements of a long vector are all alike: if the first has no parts, none has.
      if (!parts.some((other) => typeof other === 'object')) return size;
    }
  }
  return size;
}

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

function wrongKind(expected: string): never {
  throw new TypeError(`the machine was given a value that is not ${expected}`);
}
