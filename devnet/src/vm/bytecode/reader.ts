/**
 * Reads the binary of a Move module: versions 5 to 7, Sui's flavour.
 *
 * Layout: magic `a11ceb0b` (or `deadc0de` for a module compiled in test mode), version word, number of
 * tables, a header for each (kind, offset, length), the tables one after another without gaps, the index of
 * the module's own handle. Numbers are LEB128 unless they are literals in code.
 *
 * The bytes are hostile: everything is read within bounds, and nothing is allocated that the bytes present
 * do not account for.
 */
import type { PrimitiveName } from '../types.js';
import { isIdentifier } from '../types.js';
import { checkModule } from './bounds.js';
import { Cursor, malformed } from './cursor.js';
import type {
  Code,
  CompiledModule,
  DatatypeHandle,
  EnumDefinition,
  FieldDefinition,
  FunctionDefinition,
  Instruction,
  StructDefinition,
} from './module.js';
import { firstEnumOpcode, opcodes } from './opcodes.js';
import { TokenTable } from './tokens.js';
import type { Token } from './tokens.js';

/** The longest module that is read; Sui's limit for a whole package is 100 KiB. */
export const maxModuleSize = 512 * 1024;

/**
 * Reads a module and checks every index in it.
 * @param options.allowTestMode also takes modules compiled in test mode, which cannot be published
 * @throws ExecutionFailure MALFORMED_BYTECODE
 */
export function readModule(bytes: Uint8Array, options: { allowTestMode?: boolean } = {}): CompiledModule {
  if (bytes.length > maxModuleSize) malformed(`a module of ${bytes.length} bytes; at most ${maxModuleSize}`);
  const { version, publishable, tables, end } = readHeader(bytes);
  if (!publishable && options.allowTestMode !== true) malformed('a module compiled in test mode');
  const reader = new ModuleReader(bytes, version, tables);
  const module = reader.read(new Cursor(bytes, end, bytes.length), publishable);
  checkModule(module);
  return module;
}

type TableKind = number;

const table = {
  moduleHandles: 0x1,
  datatypeHandles: 0x2,
  functionHandles: 0x3,
  functionInstantiations: 0x4,
  signatures: 0x5,
  constants: 0x6,
  identifiers: 0x7,
  addresses: 0x8,
  structs: 0xa,
  structInstantiations: 0xb,
  functions: 0xc,
  fields: 0xd,
  fieldInstantiations: 0xe,
  friends: 0xf,
  metadata: 0x10,
  enums: 0x11,
  enumInstantiations: 0x12,
  variants: 0x13,
  variantInstantiations: 0x14,
} as const;

const tableKinds = new Set<number>(Object.values(table));

interface Header {
  readonly version: number;
  readonly publishable: boolean;
  readonly tables: ReadonlyMap<TableKind, { readonly start: number; readonly end: number }>;
  /** Where the tables end. */
  readonly end: number;
}

function readHeader(bytes: Uint8Array): Header {
  const cursor = new Cursor(bytes, 0, bytes.length);
  const magic = Number(cursor.little(4));
  if (magic !== 0x0beb1ca1 && magic !== 0xdec0adde) malformed('not a Move module: wrong magic');
  const word = Number(cursor.little(4));
  const version = word <= 6 ? word : word & 0xff_ffff;
  const flavour = word >>> 24;
  if (version < 5 || version > 7 || (word > 6 && flavour !== 5)) malformed(`version word ${word}`);
  if (word > 6 && version < 7) malformed(`version word ${word}`);

  const headers: { kind: number; offset: number; length: number }[] = [];
  for (let count = cursor.uleb(255); count > 0; count--) {
    const kind = cursor.byte();
    if (!tableKinds.has(kind)) malformed(`unknown table ${kind}`);
    headers.push({ kind, offset: cursor.uleb(0xffff_ffff), length: cursor.uleb(0xffff_ffff) });
  }
  headers.sort((a, b) => a.offset - b.offset);
  const tables = new Map<TableKind, { start: number; end: number }>();
  let offset = 0;
  for (const header of headers) {
    if (header.offset !== offset || header.length === 0)
      malformed('tables with gaps, overlaps or no content');
    if (tables.has(header.kind)) malformed(`two tables of kind ${header.kind}`);
    tables.set(header.kind, { start: cursor.at + offset, end: cursor.at + offset + header.length });
    offset += header.length;
    if (cursor.at + offset > bytes.length) malformed('tables longer than the binary');
  }
  return { version, publishable: magic === 0x0beb1ca1, tables, end: cursor.at + offset };
}

const maxIndex = 0xffff;

class ModuleReader {
  readonly #bytes: Uint8Array;
  readonly #version: number;
  readonly #tables: Header['tables'];
  readonly #tokens = new TokenTable();
  #identifiers: readonly string[] = [];
  #signatures: readonly (readonly Token[])[] = [];

  constructor(bytes: Uint8Array, version: number, tables: Header['tables']) {
    this.#bytes = bytes;
    this.#version = version;
    this.#tables = tables;
  }

  read(rest: Cursor, publishable: boolean): CompiledModule {
    const selfHandle = rest.uleb(maxIndex);
    if (!rest.done) malformed('bytes follow the module');
    if (this.#version < 7) {
      for (const kind of [
        table.enums,
        table.enumInstantiations,
        table.variants,
        table.variantInstantiations,
      ]) {
        if (this.#tables.has(kind)) malformed('enums before version 7');
      }
    }
    this.#identifiers = this.#table(table.identifiers, (cursor) => this.#identifierText(cursor));
    this.#signatures = this.#table(table.signatures, (cursor) => this.#tokenList(cursor));
    const addresses = this.#table(table.addresses, (cursor) => cursor.address());
    const moduleHandle = (cursor: Cursor) => ({
      address: at(addresses, cursor.uleb(maxIndex), 'address'),
      name: this.#name(cursor),
    });
    const moduleHandles = this.#table(table.moduleHandles, moduleHandle);
    const instantiation = (cursor: Cursor) => ({
      of: cursor.uleb(maxIndex),
      typeArguments: this.#signature(cursor),
    });
    return {
      version: this.#version,
      publishable,
      self: at(moduleHandles, selfHandle, 'module handle'),
      selfHandle,
      moduleHandles,
      friends: this.#table(table.friends, moduleHandle),
      identifiers: this.#identifiers,
      addresses,
      datatypeHandles: this.#table(table.datatypeHandles, (cursor) => this.#datatypeHandle(cursor)),
      functionHandles: this.#table(table.functionHandles, (cursor) => ({
        module: cursor.uleb(maxIndex),
        name: this.#name(cursor),
        parameters: this.#signature(cursor),
        returns: this.#signature(cursor),
        typeParameters: list(cursor, 255, () => cursor.uleb(15)),
      })),
      functionInstantiations: this.#table(table.functionInstantiations, instantiation),
      signatures: this.#signatures,
      constants: this.#table(table.constants, (cursor) => ({
        type: this.#token(cursor, 0),
        bytes: cursor.bytes(cursor.uleb(0xffff)),
      })),
      structs: this.#table(table.structs, (cursor) => this.#struct(cursor)),
      structInstantiations: this.#table(table.structInstantiations, instantiation),
      enums: this.#table(table.enums, (cursor) => this.#enum(cursor)),
      enumInstantiations: this.#table(table.enumInstantiations, instantiation),
      fields: this.#table(table.fields, (cursor) => ({
        struct: cursor.uleb(maxIndex),
        field: cursor.uleb(255),
      })),
      fieldInstantiations: this.#table(table.fieldInstantiations, instantiation),
      variants: this.#table(table.variants, (cursor) => ({
        enum: cursor.uleb(maxIndex),
        tag: cursor.uleb(127),
      })),
      variantInstantiations: this.#table(table.variantInstantiations, (cursor) => ({
        enumInstantiation: cursor.uleb(maxIndex),
        tag: cursor.uleb(127),
      })),
      functions: this.#table(table.functions, (cursor) => this.#function(cursor)),
      metadata: this.#table(table.metadata, (cursor) => ({
        key: cursor.bytes(cursor.uleb(1023)),
        value: cursor.bytes(cursor.uleb(0xffff)),
      })),
      tokens: this.#tokens,
    };
  }

  #table<T>(kind: TableKind, read: (cursor: Cursor) => T): T[] {
    const place = this.#tables.get(kind);
    if (place === undefined) return [];
    const cursor = new Cursor(this.#bytes, place.start, place.end);
    const entries: T[] = [];
    while (!cursor.done) entries.push(read(cursor));
    if (entries.length > maxIndex) malformed('a table of more than 65535 entries');
    return entries;
  }

  #identifierText(cursor: Cursor): string {
    const text = String.fromCharCode(...cursor.bytes(cursor.uleb(128)));
    // The compiler names the artificial module of a package without modules `<SELF>`; nothing else is exempt.
    if (!isIdentifier(text) && text !== '<SELF>')
      malformed('an identifier with characters not allowed in one');
    return text;
  }

  #name(cursor: Cursor): string {
    return at(this.#identifiers, cursor.uleb(maxIndex), 'identifier');
  }

  #signature(cursor: Cursor): readonly Token[] {
    return at(this.#signatures, cursor.uleb(maxIndex), 'signature');
  }

  #tokenList(cursor: Cursor): Token[] {
    return list(cursor, 255, () => this.#token(cursor, 0));
  }

  #token(cursor: Cursor, depth: number): Token {
    if (depth > 255) malformed('a type nested more than 256 levels');
    const tag = cursor.byte();
    const primitive = primitiveTags[tag];
    if (primitive !== undefined) {
      if (this.#version < 6 && laterIntegers.has(primitive)) malformed(`${primitive} before version 6`);
      return this.#tokens.primitive(primitive);
    }
    switch (tag) {
      case 0x6:
        return this.#tokens.reference(false, this.#token(cursor, depth + 1));
      case 0x7:
        return this.#tokens.reference(true, this.#token(cursor, depth + 1));
      case 0x8:
        return this.#tokens.datatype(cursor.uleb(maxIndex), []);
      case 0x9:
        return this.#tokens.parameter(cursor.uleb(0x10000));
      case 0xa:
        return this.#tokens.vector(this.#token(cursor, depth + 1));
      case 0xb: {
        const handle = cursor.uleb(maxIndex);
        const typeArguments = list(cursor, 255, () => this.#token(cursor, depth + 1));
        if (typeArguments.length === 0) malformed('an instantiation without type arguments');
        return this.#tokens.datatype(handle, typeArguments);
      }
      default:
        return malformed(`unknown type tag ${tag}`);
    }
  }

  #datatypeHandle(cursor: Cursor): DatatypeHandle {
    return {
      module: cursor.uleb(maxIndex),
      name: this.#name(cursor),
      abilities: cursor.uleb(15),
      typeParameters: list(cursor, 255, () => ({
        constraints: cursor.uleb(15),
        isPhantom: cursor.uleb(1) === 1,
      })),
    };
  }

  #struct(cursor: Cursor): StructDefinition {
    const handle = cursor.uleb(maxIndex);
    if (cursor.byte() !== 0x2) malformed('a struct without declared fields');
    return { handle, fields: this.#fields(cursor) };
  }

  #enum(cursor: Cursor): EnumDefinition {
    const handle = cursor.uleb(maxIndex);
    if (cursor.byte() !== 0x2) malformed('an enum without declared variants');
    const variants = list(cursor, 127, () => ({ name: this.#name(cursor), fields: this.#fields(cursor) }));
    if (variants.length === 0) malformed('an enum without variants');
    return { handle, variants };
  }

  #fields(cursor: Cursor): FieldDefinition[] {
    return list(cursor, 255, () => ({ name: this.#name(cursor), type: this.#token(cursor, 0) }));
  }

  #function(cursor: Cursor): FunctionDefinition {
    const handle = cursor.uleb(maxIndex);
    const visibility = visibilities[cursor.byte()] ?? malformed('unknown visibility');
    const flags = cursor.byte();
    if ((flags & ~0b110) !== 0) malformed('unknown function flags');
    if (cursor.uleb(255) !== 0) malformed('a function that acquires global storage');
    const isNative = (flags & 0b010) !== 0;
    return {
      handle,
      visibility,
      isEntry: (flags & 0b100) !== 0,
      code: isNative ? undefined : this.#code(cursor),
    };
  }

  #code(cursor: Cursor): Code {
    const locals = this.#signature(cursor);
    const count = cursor.uleb(0xffff);
    if (count === 0) malformed('a function without code');
    const instructions: Instruction[] = [];
    for (let i = 0; i < count; i++) instructions.push(this.#instruction(cursor));
    const jumpTables =
      this.#version < 7
        ? []
        : list(cursor, 127, () => {
            const head = cursor.uleb(maxIndex);
            const branches = cursor.uleb(127);
            if (cursor.byte() !== 0x1) malformed('unknown kind of jump table');
            const targets: number[] = [];
            for (let i = 0; i < branches; i++) targets.push(cursor.uleb(maxIndex));
            return { enum: head, targets };
          });
    return { locals, instructions, jumpTables };
  }

  #instruction(cursor: Cursor): Instruction {
    const opcode = cursor.byte();
    const kind = opcodes[opcode]?.operand ?? malformed(`unknown opcode ${opcode}`);
    if (opcode >= firstEnumOpcode && this.#version < 7) malformed('enums before version 7');
    if (opcode >= 0x48 && this.#version < 6) malformed('u16, u32, u256 before version 6');
    switch (kind) {
      case 'none':
        return { opcode, index: 0, literal: 0 };
      case 'u8':
        return { opcode, index: 0, literal: cursor.byte() };
      case 'u16':
      case 'u32':
      case 'u64':
      case 'u128':
      case 'u256':
        return { opcode, index: 0, literal: cursor.little(Number(kind.slice(1)) / 8) };
      case 'local':
        return { opcode, index: cursor.uleb(255), literal: 0 };
      case 'signatureAndCount':
        return { opcode, index: cursor.uleb(maxIndex), literal: cursor.little(8) };
      case 'jumpTable':
        return { opcode, index: cursor.uleb(127), literal: 0 };
      default:
        return { opcode, index: cursor.uleb(maxIndex), literal: 0 };
    }
  }
}

const primitiveTags: Readonly<Record<number, PrimitiveName>> = {
  0x1: 'bool',
  0x2: 'u8',
  0x3: 'u64',
  0x4: 'u128',
  0x5: 'address',
  0xc: 'signer',
  0xd: 'u16',
  0xe: 'u32',
  0xf: 'u256',
};

const laterIntegers: ReadonlySet<PrimitiveName> = new Set<PrimitiveName>(['u16', 'u32', 'u256']);

const visibilities: Readonly<Record<number, FunctionDefinition['visibility']>> = {
  0: 'private',
  1: 'public',
  3: 'friend',
};

function list<T>(cursor: Cursor, max: number, read: () => T): T[] {
  const entries: T[] = [];
  for (let count = cursor.uleb(max); count > 0; count--) entries.push(read());
  return entries;
}

function at<T>(entries: readonly T[], index: number, what: string): T {
  const entry = entries[index];
  return entry === undefined ? malformed(`${what} ${index} of ${entries.length}`) : entry;
}
