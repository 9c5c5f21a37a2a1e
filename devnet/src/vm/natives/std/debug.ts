/**
 * `std::debug`: values as Move's own test runner prints them.
 *
 * `[debug] ` and the value: integers in decimal, addresses `@0x2`, vectors of bytes as one hex number,
 * strings in quotes, structs and enum values field by field on lines of their own, two spaces deeper at each
 * level.
 */
import type { FieldLayout, Layout } from '../../layout.js';
import { shortAddress } from '../../types.js';
import type { DatatypeType, Type } from '../../types.js';
import { bytesOfVector, elementsOf, fieldsOf, follow, toAddress, variantOf } from '../../values.js';
import type { Value } from '../../values.js';
import { baseCost } from '../costs.js';
import { nativeFailure } from '../native.js';
import type { NativeTable } from '../native.js';

/** The natives of `std::debug`. */
export const debugNatives: NativeTable = {
  '0x1::debug::print': (context, [type], [value]) => {
    context.meter.native(baseCost);
    if (context.print === undefined) return;
    const text = formatValue(context.layout(type!), follow(value!));
    for (const line of `[debug] ${text}`.split('\n')) context.print(line);
  },
  '0x1::debug::print_stack_trace': (context) => {
    context.meter.native(baseCost);
    if (context.print === undefined) return;
    for (const line of context.stackTrace().split('\n')) context.print(line);
  },
};

/** The text of a value, without the `[debug] ` in front. */
export function formatValue(layout: Layout, value: Value): string {
  // Only here, at the top, does an empty vector's element type count; inside, an empty vector is `[]`.
  if (layout.kind === 'vector') return formatTopVector(layout.element, value, 0);
  return format(layout, value, 0);
}

function formatTopVector(element: Layout, value: Value, depth: number): string {
  if (element.kind === 'vector') {
    return list(elementsOf(value), (inner, at) => formatTopVector(element.element, inner, at), depth, true);
  }
  if (element.kind === 'struct')
    return list(elementsOf(value), (inner, at) => format(element, inner, at), depth, true);
  return format({ kind: 'vector', element }, value, depth);
}

function format(layout: Layout, value: Value, depth: number): string {
  switch (layout.kind) {
    case 'address':
      return `@${shortAddress(toAddress(value))}`;
    case 'signer':
      return `signer(${shortAddress(toAddress(value))})`;
    case 'vector': {
      const elements = elementsOf(value);
      if (layout.element.kind === 'u8' && elements.length > 0) return `0x${hex(bytesOfVector(value))}`;
      const hasParts = ['vector', 'struct', 'enum'].includes(layout.element.kind) && elements.length > 0;
      return list(elements, (element, at) => format(layout.element, element, at), depth, hasParts);
    }
    case 'struct':
      if (isText(layout.type)) return quoted(bytesOfVector(fieldsOf(value)[0]!));
      return `${displayType(layout.type)} ${record(layout.fields, fieldsOf(value), depth)}`;
    case 'enum': {
      const { tag, fields } = variantOf(value);
      const variant = layout.variants[tag]!;
      return `${displayType(layout.type)}::${variant.name} ${record(variant.fields, fields, depth)}`;
    }
    default:
      return String(value);
  }
}

function record(layouts: readonly FieldLayout[], fields: readonly Value[], depth: number): string {
  const lines = layouts.map(
    ({ name, layout }, i) => `\n${padding(depth + 1)}${name}: ${format(layout, fields[i]!, depth + 1)}`,
  );
  return `{${lines.join(',')}\n${padding(depth)}}`;
}

function list(
  elements: readonly Value[],
  text: (element: Value, depth: number) => string,
  depth: number,
  onLines: boolean,
): string {
  if (onLines) {
    const lines = elements.map((element) => `\n${padding(depth + 1)}${text(element, depth + 1)}`);
    return `[${lines.join(',')}\n${padding(depth)}]`;
  }
  if (elements.length === 0) return '[]';
  return `[ ${elements.map((element) => text(element, depth + 1)).join(', ')} ]`;
}

function isText({ address, module, name }: DatatypeType): boolean {
  return shortAddress(address) === '0x1' && name === 'String' && (module === 'string' || module === 'ascii');
}

function quoted(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return nativeFailure('a string that is not UTF-8');
  }
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A type as Move prints it: short addresses, a space after each comma. */
function displayType(type: Type): string {
  if (type.kind === 'vector') return `vector<${displayType(type.element)}>`;
  if (type.kind !== 'datatype') return type.kind;
  const args = type.typeArguments.length === 0 ? '' : `<${type.typeArguments.map(displayType).join(', ')}>`;
  return `${shortAddress(type.address)}::${type.module}::${type.name}${args}`;
}

function padding(depth: number): string {
  return '  '.repeat(depth);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
