/**
 * Pure arguments: which types a user may pass as bytes, and whether bytes are a value of such a type.
 *
 * Allowed are integers, bool, address, `0x2::object::ID`, strings (checked to be ASCII or UTF-8), and options
 * and vectors of these: nothing whose invariants only its module can establish.
 */
import type { Type } from '../../vm/types.js';
import { isDatatype, wellKnown } from '../type-tags.js';

/** How the bytes of a pure argument are laid out. */
export type PureLayout =
  | { readonly kind: 'fixed'; readonly size: number; readonly weight: number }
  | { readonly kind: 'bool' }
  | { readonly kind: 'ascii' | 'utf8' }
  | { readonly kind: 'option' | 'vector'; readonly element: PureLayout };

const sizes: Readonly<Record<string, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  u128: 16,
  u256: 32,
  address: 32,
};
const { stdAddress, suiAddress } = wellKnown;

/** The layout of a type that may be passed as bytes; undefined for any other type. */
export function pureLayout(type: Type): PureLayout | undefined {
  if (type.kind === 'vector') return wrapped('vector', type.element);
  if (type.kind !== 'datatype') {
    if (type.kind === 'bool') return { kind: 'bool' };
    const size = sizes[type.kind];
    return size === undefined ? undefined : { kind: 'fixed', size, weight: size > 8 ? 2 : 1 };
  }
  if (
    isDatatype(type, { address: stdAddress, module: 'option', name: 'Option' }) &&
    type.typeArguments.length === 1
  ) {
    return wrapped('option', type.typeArguments[0]!);
  }
  if (isDatatype(type, { address: suiAddress, module: 'object', name: 'ID' }))
    return { kind: 'fixed', size: 32, weight: 2 };
  if (isDatatype(type, { address: stdAddress, module: 'ascii', name: 'String' })) return { kind: 'ascii' };
  if (isDatatype(type, { address: stdAddress, module: 'string', name: 'String' })) return { kind: 'utf8' };
  return undefined;
}

/** Whether `bytes` are exactly one value of the layout, in canonical BCS. */
export function isPureValue(layout: PureLayout, bytes: Uint8Array): boolean {
  return skip(layout, bytes, 0) === bytes.length;
}

/** How much larger than its bytes a value may be in memory, at most: Sui's amplification factor. */
export function amplification(layout: PureLayout): number {
  switch (layout.kind) {
    case 'bool':
      return 1;
    case 'fixed':
      return layout.weight;
    case 'ascii':
    case 'utf8':
      return 2;
    case 'vector':
      return amplification(layout.element);
    case 'option':
      return 1 + amplification(layout.element);
  }
}

function wrapped(kind: 'option' | 'vector', type: Type): PureLayout | undefined {
  const element = pureLayout(type);
  return element === undefined ? undefined : { kind, element };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
/** Past the end of all bytes: what `skip` gives when they are no value. */
const invalid = Infinity;

/** Where the value that begins at `at` ends; `invalid` if there is none. */
function skip(layout: PureLayout, bytes: Uint8Array, at: number): number {
  switch (layout.kind) {
    case 'bool':
      return (bytes[at] ?? 2) <= 1 ? at + 1 : invalid;
    case 'fixed':
      return at + layout.size <= bytes.length ? at + layout.size : invalid;
    case 'ascii':
    case 'utf8': {
      const length = readLength(bytes, at);
      if (length === undefined) return invalid;
      const text = bytes.subarray(length.end, length.end + length.value);
      if (text.length !== length.value) return invalid;
      const valid = layout.kind === 'ascii' ? text.every((byte) => byte < 0x80) : isUtf8(text);
      return valid ? length.end + length.value : invalid;
    }
    case 'option':
      if (bytes[at] === 0) return at + 1;
      return bytes[at] === 1 ? skip(layout.element, bytes, at + 1) : invalid;
    case 'vector': {
      const length = readLength(bytes, at);
      // Every value has at least one byte, so a length beyond the rest is wrong before anything is read.
      if (length === undefined || length.value > bytes.length - length.end) return invalid;
      let end = length.end;
      for (let i = 0; i < length.value && end <= bytes.length; i++) end = skip(layout.element, bytes, end);
      return end;
    }
  }
}

function isUtf8(text: Uint8Array): boolean {
  try {
    strictUtf8.decode(text);
    return true;
  } catch {
    return false;
  }
}

function readLength(bytes: Uint8Array, at: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      const canonical = index === 0 || byte !== 0;
      return canonical && value < 2 ** 31 ? { value, end: at + index + 1 } : undefined;
    }
  }
  return undefined;
}
