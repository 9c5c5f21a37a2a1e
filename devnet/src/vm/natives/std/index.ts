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
  referenceTo,
  toAddress,
  toIndex,
  vectorOfBytes,
} from '../../values.js';
import type { Value } from '../../values.js';
import { abort, nativeFailure } from '../native.js';
import type { NativeContext, NativeTable } from '../native.js';
import { debugNatives } from './debug.js';

/** `bcs::to_bytes` could not serialize. */
const bcsFailure = 0x1c5;
/** `string::internal_sub_string` with an end before its start. */
const invalidRange = 1;
/** `vector::destroy_empty` of a vector that is not. */
const notEmpty = 3;

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
    context.meter.native(10 + bytes.length);
    return vectorOfBytes(bytes);
  },

  '0x1::hash::sha2_256': (context, _, [data]) => hashed(context, sha256, data!),
  '0x1::hash::sha3_256': (context, _, [data]) => hashed(context, sha3_256, data!),

  '0x1::string::internal_check_utf8': (context, _, [text]) => {
    const bytes = charged(context, text!);
    return decodeUtf8(bytes) !== undefined;
  },
  '0x1::string::internal_is_char_boundary': (_, __, [text, at]) => {
    const bytes = elementsOf(text!) as number[];
    const index = toIndex(at!);
    return index === bytes.length || (index < bytes.length && (bytes[index]! & 0xc0) !== 0x80);
  },
  '0x1::string::internal_sub_string': (context, _, [text, from, to]) => {
    const bytes = charged(context, text!);
    const [start, end] = [toIndex(from!), toIndex(to!)];
    if (end < start) abort(invalidRange);
    if (end > bytes.length) nativeFailure(`a substring to ${end} of ${bytes.length} bytes`);
    return vectorOfBytes(bytes.subarray(start, end));
  },
  '0x1::string::internal_index_of': (context, _, [text, part]) => {
    const bytes = charged(context, text!);
    const wanted = charged(context, part!);
    return indexOf(bytes, wanted);
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
  return vectorOfBytes(hash(charged(context, data)));
}

/** The bytes of a vector, paid for. */
function charged(context: NativeContext, vector: Value): Uint8Array {
  const length = elementsOf(vector).length;
  context.meter.native(50 + length);
  return bytesOfVector(vector);
}

/** The text that bytes encode, if they are UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Where `wanted` first occurs in `bytes`; their length if nowhere. */
function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = 0; at + wanted.length <= bytes.length; at++) {
    let length = 0;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length++;
    if (length === wanted.length) return at;
  }
  return bytes.length;
}

/** A `TypeName`: the canonical text without `0x`, in an `ascii::String`. */
function typeName(context: NativeContext, type: Type): Value {
  const text = typeToString(type).replaceAll('0x', '');
  context.meter.native(50 + text.length);
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
