/**
 * Move values as JSON (`google.protobuf.Value`), by Sui's rules: integers up to u32 are numbers and wider
 * ones decimal strings; addresses, `ID` and `UID` are strings; `vector<u8>` is base64; strings and URLs are
 * strings; `Option` is its value or null; `Balance` is a decimal string; structs are objects; an enum value
 * is an object with its variant's name in `@variant`.
 */
import { toBase64 } from '@mysten/bcs';
import type { JsonValue } from '@protobuf-ts/runtime';
import type { Ledger } from '../../ledger/api.js';
import { MoveError } from '../../vm/errors.js';
import { deserializeValue } from '../../vm/layout.js';
import type { FieldLayout, Layout, StructLayout } from '../../vm/layout.js';
import {
  bytesOfVector,
  elementsOf,
  fieldOf,
  fieldsOf,
  toAddress,
  toBigInt,
  toBoolean,
  variantOf,
} from '../../vm/values.js';
import type { Value } from '../../vm/values.js';
import type { Type } from '../../vm/types.js';
import { Value as ProtoValue } from './protobuf-types.js';

/** Values are rendered up to this many bytes of BCS: a node's default limit is a megabyte of JSON. */
const maxBytes = 256 * 1024;
/** Levels, so that the message stays within what protobuf readers accept. */
const maxDepth = 80;

/**
 * The JSON of a value given as BCS; undefined when it cannot be rendered (too large, too deep, no such type).
 */
export function moveJson(ledger: Ledger, type: Type, bytes: Uint8Array): ProtoValue | undefined {
  const json = moveJsonValue(ledger, type, bytes);
  return json === undefined ? undefined : ProtoValue.fromJson(json);
}

/** `moveJson` as plain data. */
export function moveJsonValue(ledger: Ledger, type: Type, bytes: Uint8Array): JsonValue | undefined {
  if (bytes.length > maxBytes) return undefined;
  try {
    const layout = ledger.layout(type);
    return render(layout, deserializeValue(layout, bytes), 0);
  } catch (error) {
    if (error instanceof MoveError || error instanceof TooDeep) return undefined;
    throw error;
  }
}

class TooDeep extends Error {}

function render(layout: Layout, value: Value, depth: number): JsonValue {
  if (depth > maxDepth) throw new TooDeep();
  switch (layout.kind) {
    case 'bool':
      return toBoolean(value);
    case 'u8':
    case 'u16':
    case 'u32':
      return Number(toBigInt(value));
    case 'u64':
    case 'u128':
    case 'u256':
      return toBigInt(value).toString();
    case 'address':
    case 'signer':
      return toAddress(value);
    case 'vector': {
      const { element } = layout;
      if (element.kind === 'u8') return toBase64(bytesOfVector(value));
      return elementsOf(value).map((item) => render(element, item, depth + 1));
    }
    case 'struct':
      return renderStruct(layout, value, depth);
    case 'enum': {
      const { tag, fields } = variantOf(value);
      const { name, fields: layouts } = layout.variants[tag]!;
      return { '@variant': name, ...renderFields(layouts, fields, depth) };
    }
  }
}

function renderStruct(layout: StructLayout, value: Value, depth: number): JsonValue {
  const { address, module, name } = layout.type;
  switch (`${address.replace(/^0x0*/, '0x')}::${module}::${name}`) {
    case '0x1::string::String':
    case '0x1::ascii::String':
      return text(bytesOfVector(fieldOf(value, 0)));
    case '0x2::url::Url':
      return text(bytesOfVector(fieldOf(fieldOf(value, 0), 0)));
    case '0x2::object::ID':
      return toAddress(fieldOf(value, 0));
    case '0x2::object::UID':
      return toAddress(fieldOf(fieldOf(value, 0), 0));
    case '0x2::balance::Balance':
      return toBigInt(fieldOf(value, 0)).toString();
    case '0x1::option::Option': {
      const items = elementsOf(fieldOf(value, 0));
      const inner = layout.fields[0]!.layout;
      if (items.length === 0 || inner.kind !== 'vector') return null;
      return render(inner.element, items[0]!, depth + 1);
    }
    default:
      return renderFields(layout.fields, fieldsOf(value), depth);
  }
}

function renderFields(
  layouts: readonly FieldLayout[],
  values: readonly Value[],
  depth: number,
): Record<string, JsonValue> {
  const entries = layouts.map(
    ({ name, layout }, index) => [name, render(layout, values[index]!, depth + 1)] as const,
  );
  return Object.fromEntries(entries);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
