/** The natives of std (0x1), except `debug`, which has a module of its own. */
import { sha256 } from '@noble/hashes/sha2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { ExecutionFailure } from '../../errors.js';
import { typeToString } from '../../types.js';
import type { Type } from '../../types.js';
import {
  bytesOfVector,
  elementsOf,
  makeStruct,
  makeVector,
  referenceTo,
  toAddress,
  toIndex,
  vectorOfBytes,
} from '../../values.js';
import type { Value } from '../../values.js';
import { baseCost, costPerByte, paidBytes } from '../costs.js';
import { abort, nativeFailure } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import { debugNatives } from './debug.js';

/** `bcs::to_bytes` could not serialize. */
const bcsFailure = 0x1c5;
/** `string::internal_sub_string` with an end before its start. */
const invalidRange = 1;
/** `vector::destroy_empty` of a vector that is not. */
const notEmpty = 3;

/** All natives of `std`. */
export const stdNatives: NativeTable = {
  ...debugNatives,

  '0x1::bcs::to_bytes': (context, [type], [value]) => {
    let bytes: Uint8Array;
    try {
      bytes = context.serialize(type!, value!);
    } catch (error) {
      return error instanceof ExecutionFailure && error.code === 'VALUE_DEPTH_EXCEEDED'
        ? abort(bcsFailure)
        : raise(error);
    }
    context.meter.native(costPerByte * Math.max(bytes.length, 1));
    return vectorOfBytes(bytes);
  },

  '0x1::hash::sha2_256': (context, _, [data]) => hashed(context, sha256, data!),
  '0x1::hash::sha3_256': (context, _, [data]) => hashed(context, sha3_256, data!),

  '0x1::string::internal_check_utf8': (context, _, [text]) =>
    decodeUtf8(paidBytes(context, text!, baseCost)) !== undefined,
  '0x1::string::internal_is_char_boundary': (context, _, [text, at]) => {
    context.meter.native(baseCost);
    const bytes = elementsOf(text!) as number[];
    const index = toIndex(at!);
    return index === bytes.length || (index < bytes.length && (bytes[index]! & 0xc0) !== 0x80);
  },
  '0x1::string::internal_sub_string': (context, _, [text, from, to]) => {
    const [start, end] = [toIndex(from!), toIndex(to!)];
    context.meter.native(baseCost);
    if (end < start) abort(invalidRange);
    const { length } = elementsOf(text!);
    if (end > length) nativeFailure(`a substring to ${end} of ${length} bytes`);
    context.meter.native(baseCost + costPerByte * (end - start));
    return makeVector(elementsOf(text!).slice(start, end));
  },
  '0x1::string::internal_index_of': (context, _, [text, part]) => {
    const wanted = paidBytes(context, part!, baseCost);
    const at = indexOf(bytesOfVector(text!), wanted);
    context.meter.native(costPerByte * at);
    return at;
  },

  // The names of 2025 and those that replaced them.
  '0x1::type_name::get': (context, [type]) => typeName(context, type!),
  '0x1::type_name::with_defining_ids': (context, [type]) => typeName(context, type!),
  '0x1::type_name::get_with_original_ids': (context, [type]) =>
    typeName(context, context.originalType(type!)),
  '0x1::type_name::with_original_ids': (context, [type]) => typeName(context, context.originalType(type!)),
  '0x1::type_name::defining_id': (_, [type]) => packageOf(type!),
  '0x1::type_name::original_id': (context, [type]) => packageOf(context.originalType(type!)),

  // Most calls of these compile to instructions; these serve calls through the functions themselves.
  '0x1::vector::empty': () => [],
  '0x1::vector::length': (_, __, [vector]) => elementsOf(vector!).length,
  '0x1::vector::borrow': (_, __, [vector, at]) => element(vector!, at!),
  '0x1::vector::borrow_mut': (_, __, [vector, at]) => element(vector!, at!),
  '0x1::vector::push_back': (_, __, [vector, value]) => void elementsOf(vector!).push(value!),
  '0x1::vector::pop_back': (_, __, [vector]) =>
    elementsOf(vector!).pop() ?? vectorFailure(2n, 'the vector is empty'),
  '0x1::vector::destroy_empty': (_, __, [vector]) => {
    if (elementsOf(vector!).length > 0) vectorFailure(BigInt(notEmpty), 'the vector is not empty');
  },
  '0x1::vector::swap': (_, __, [vector, i, j]) => {
    const elements = elementsOf(vector!);
    const [a, b] = [toIndex(i!), toIndex(j!)];
    const [first, second] = [elements[a] ?? outOfBounds(a), elements[b] ?? outOfBounds(b)];
    elements[a] = second;
    elements[b] = first;
  },

  '0x1::unit_test::poison': () => undefined,
  '0x1::unit_test::destroy': () => undefined,
  '0x1::signer::borrow_address': (_, __, [signer]) => toAddress(signer!),
};

function hashed(context: NativeContext, hash: (bytes: Uint8Array) => Uint8Array, data: Value): Value {
  // Nothing costs as much as one byte.
  const bytes = paidBytes(context, data, baseCost + (elementsOf(data).length === 0 ? costPerByte : 0));
  return vectorOfBytes(hash(bytes));
}

/** The text that bytes encode, if they are UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Where `wanted` first occurs in `bytes`; their length if nowhere. Knuth, Morris and Pratt's search: its time
 * is the sum of both lengths for any text, however malicious.
 */
function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  if (wanted.length === 0) return 0;
  // fallback[i]: how many of the first i + 1 bytes of `wanted` are also its beginning, not counting
  // themselves.
  const fallback = new Uint32Array(wanted.length);
  for (let i = 1, matched = 0; i < wanted.length; i++) {
    while (matched > 0 && wanted[i] !== wanted[matched]) matched = fallback[matched - 1]!;
    if (wanted[i] === wanted[matched]) matched++;
    fallback[i] = matched;
  }
  for (let at = 0, matched = 0; at < bytes.length; at++) {
    while (matched > 0 && bytes[at] !== wanted[matched]) matched = fallback[matched - 1]!;
    if (bytes[at] === wanted[matched]) matched++;
    if (matched === wanted.length) return at + 1 - matched;
  }
  return bytes.length;
}

/** A `TypeName`: the canonical text without `0x`, in an `ascii::String`. */
function typeName(context: NativeContext, type: Type): Value {
  const text = typeToString(type).replaceAll('0x', '');
  context.meter.native(baseCost + costPerByte * text.length);
  return makeStruct([makeStruct([vectorOfBytes(new TextEncoder().encode(text))])]);
}

function packageOf(type: Type): Value {
  return type.kind === 'datatype' ? type.address : abort(0);
}

function element(vector: Value, at: Value): Value {
  const index = toIndex(at);
  if (!(index < elementsOf(vector).length)) outOfBounds(index);
  return referenceTo(vector, index);
}

function outOfBounds(index: number): never {
  return vectorFailure(1n, `index ${index} is out of bounds`);
}

function vectorFailure(minorCode: bigint, message: string): never {
  throw new ExecutionFailure('VECTOR_OPERATION_ERROR', message, undefined, { minorCode });
}

function raise(error: unknown): never {
  throw error;
}
