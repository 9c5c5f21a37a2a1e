/**
 * Move types as the virtual machine and the ledger speak of them.
 *
 * A type is a plain immutable value. Its canonical text (`typeToString`) is its identity: two types are the
 * same type exactly when their texts are equal, so texts serve as map keys everywhere.
 */

/** A 32-byte address or object id: `0x` and 64 lower-case hex digits, always in full. */
export type Address = string;

export type PrimitiveName = 'bool' | 'u8' | 'u16' | 'u32' | 'u64' | 'u128' | 'u256' | 'address' | 'signer';

export interface PrimitiveType {
  readonly kind: PrimitiveName;
}

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
