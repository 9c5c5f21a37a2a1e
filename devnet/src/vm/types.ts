/**
 * Move types as the virtual machine and the ledger speak of them.
 *
 * A type is a plain immutable value. Its canonical text (`typeToString`) is its identity: two types are the
 * same type exactly when their texts are equal, so texts serve as map keys everywhere.
 */

/** A 32-byte address or object id: `0x` and 64 lower-case hex digits, always in full. */
export type Address = string;

/** Name of a type without parts. */
export type PrimitiveName = 'bool' | 'u8' | 'u16' | 'u32' | 'u64' | 'u128' | 'u256' | 'address' | 'signer';

/** A type without parts. */
export interface PrimitiveType {
  readonly kind: PrimitiveName;
}

/** `vector<element>`. */
export interface VectorType {
  readonly kind: 'vector';
  readonly element: Type;
}

/**
 * A struct or an enum. `address` is the package that first defined the datatype (its *defining id*), as in
 * a Sui type tag, which stays the same through upgrades of the package.
 */
export interface DatatypeType {
  readonly kind: 'datatype';
  readonly address: Address;
  readonly module: string;
  readonly name: string;
  readonly typeArguments: readonly Type[];
}

/** The type of a value that can be stored or passed between calls. */
export type Type = PrimitiveType | VectorType | DatatypeType;

/** What a function signature may also say: references and its own type parameters. */
export type SignatureType =
  | PrimitiveType
  | { readonly kind: 'vector'; readonly element: SignatureType }
  | {
      readonly kind: 'datatype';
      readonly address: Address;
      readonly module: string;
      readonly name: string;
      readonly typeArguments: readonly SignatureType[];
    }
  | { readonly kind: 'reference'; readonly mutable: boolean; readonly to: SignatureType }
  | { readonly kind: 'parameter'; readonly index: number };

/** The abilities of a type. */
export interface Abilities {
  readonly copy: boolean;
  readonly drop: boolean;
  readonly store: boolean;
  readonly key: boolean;
}

/** A function as a caller sees it. */
export interface FunctionSignature {
  readonly visibility: 'private' | 'public' | 'friend';
  readonly isEntry: boolean;
  readonly isNative: boolean;
  /** Constraints on each type parameter. */
  readonly typeParameters: readonly Abilities[];
  readonly parameters: readonly SignatureType[];
  readonly returns: readonly SignatureType[];
}

/** Text that is not a Move type or address. */
export class TypeSyntaxError extends Error {
  readonly code = 'TYPE_SYNTAX';
  constructor(message: string) {
    super(message);
    this.name = 'TypeSyntaxError';
  }
}

/** Every primitive type, one shared object each. */
export const primitiveTypes: Readonly<Record<PrimitiveName, PrimitiveType>> = {
  bool: { kind: 'bool' },
  u8: { kind: 'u8' },
  u16: { kind: 'u16' },
  u32: { kind: 'u32' },
  u64: { kind: 'u64' },
  u128: { kind: 'u128' },
  u256: { kind: 'u256' },
  address: { kind: 'address' },
  signer: { kind: 'signer' },
};

/** `vector<element>`. */
export function vectorType(element: Type): VectorType {
  return { kind: 'vector', element };
}

/** A struct or enum type; the address may be given in any form that `normalizeAddress` takes. */
export function datatypeType(
  address: string,
  module: string,
  name: string,
  typeArguments: readonly Type[] = [],
): DatatypeType {
  return { kind: 'datatype', address: normalizeAddress(address), module, name, typeArguments };
}

/**
 * The full form of an address: `0x2`, `2` and the 66-character form all give the latter.
 * @throws TypeSyntaxError when it is not 1 to 64 hex digits
 */
export function normalizeAddress(text: string): Address {
  const digits = text.startsWith('0x') || text.startsWith('0X') ? text.slice(2) : text;
  if (!/^[0-9a-fA-F]{1,64}$/.test(digits)) throw new TypeSyntaxError(`not an address: ${clip(text)}`);
  return `0x${digits.toLowerCase().padStart(64, '0')}`;
}

/** `0x2` for `0x00..02`; for messages to people. */
export function shortAddress(address: Address): string {
  return `0x${address.slice(2).replace(/^0+(?=.)/, '')}`;
}

const texts = new WeakMap<Type, string>();

/**
 * The canonical text of a type, its identity: addresses in full with `0x`, arguments separated by a comma
 * without a space, as in `0x00..02::coin::Coin<0x00..02::sui::SUI>`.
 */
export function typeToString(type: Type): string {
  if (type.kind !== 'vector' && type.kind !== 'datatype') return type.kind;
  let text = texts.get(type);
  if (text === undefined) {
    text =
      type.kind === 'vector'
        ? `vector<${typeToString(type.element)}>`
        : `${type.address}::${type.module}::${type.name}${argumentsToString(type.typeArguments)}`;
    texts.set(type, text);
  }
  return text;
}

/** Whether two types are the same type. */
export function sameType(a: Type, b: Type): boolean {
  return a === b || typeToString(a) === typeToString(b);
}

/** Bounds of `parseType`. */
export interface TypeBounds {
  readonly characters: number;
  readonly levels: number;
}

/**
 * Reads a type as people and RPC write it: addresses short or long, spaces allowed, at most 16 levels and
 * 4096 characters unless told otherwise.
 * @throws TypeSyntaxError
 */
export function parseType(text: string, bounds: TypeBounds = { characters: 4096, levels: 16 }): Type {
  const { characters, levels } = bounds;
  if (text.length > characters) throw new TypeSyntaxError(`type text longer than ${characters} characters`);
  const tokens = text.match(/\s+|::|[<>,]|[A-Za-z0-9_]+|./gs)?.filter((token) => token.trim() !== '') ?? [];
  let at = 0;
  const fail = (): never => {
    throw new TypeSyntaxError(`not a Move type: ${clip(text)}`);
  };
  const expect = (token: string): void => {
    if (tokens[at++] !== token) fail();
  };
  const parse = (depth: number): Type => {
    if (depth > levels) throw new TypeSyntaxError(`type nested more than ${levels} levels`);
    const word = tokens[at++] ?? fail();
    if (word === 'vector') {
      expect('<');
      const element = parse(depth + 1);
      expect('>');
      return vectorType(element);
    }
    if (Object.hasOwn(primitiveTypes, word) && tokens[at] !== '::')
      return primitiveTypes[word as PrimitiveName];
    expect('::');
    const module = identifier(tokens[at++]) ?? fail();
    expect('::');
    const name = identifier(tokens[at++]) ?? fail();
    const typeArguments: Type[] = [];
    if (tokens[at] === '<') {
      at++;
      for (;;) {
        typeArguments.push(parse(depth + 1));
        if (typeArguments.length > 32) throw new TypeSyntaxError('more than 32 type arguments');
        if (tokens[at] === '>') break;
        expect(',');
      }
      at++;
    }
    return datatypeType(word, module, name, typeArguments);
  };
  const type = parse(0);
  if (at !== tokens.length) fail();
  return type;
}

/** Whether a text can be the name of a module, datatype, field or function. */
export function isIdentifier(text: string): boolean {
  return /^(?:[a-zA-Z]|_(?=[a-zA-Z0-9_]))[a-zA-Z0-9_]{0,127}$/.test(text);
}

function identifier(text: string | undefined): string | undefined {
  return text !== undefined && isIdentifier(text) ? text : undefined;
}

function argumentsToString(types: readonly Type[]): string {
  return types.length === 0 ? '' : `<${types.map(typeToString).join(',')}>`;
}

function clip(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}
