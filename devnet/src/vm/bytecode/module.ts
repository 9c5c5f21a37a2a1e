/** A Move module as its binary says it, every index checked and the cheap ones resolved. See reader.ts. */
import type { Address } from '../types.js';
import type { Integer } from '../values.js';
import type { Token, TokenTable } from './tokens.js';

/** A module, by address and name. */
export interface ModuleHandle {
  /** Original id of the package, as bytecode names packages. */
  readonly address: Address;
  readonly name: string;
}

/**
 * A struct or enum that a module defines or uses. `module` is the index of a module handle; abilities are
 * bits.
 */
export interface DatatypeHandle {
  readonly module: number;
  readonly name: string;
  readonly abilities: number;
  readonly typeParameters: readonly { readonly constraints: number; readonly isPhantom: boolean }[];
}

/** A function that a module defines or calls. `module` is the index of a module handle. */
export interface FunctionHandle {
  readonly module: number;
  readonly name: string;
  readonly parameters: readonly Token[];
  readonly returns: readonly Token[];
  /** Ability constraints of each type parameter. */
  readonly typeParameters: readonly number[];
}

/** A field of a struct or of a variant. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: Token;
}

/** A struct that a module defines. `handle` is the index of its datatype handle. */
export interface StructDefinition {
  readonly handle: number;
  readonly fields: readonly FieldDefinition[];
}

/** An enum that a module defines; variants are in order of their tags. */
export interface EnumDefinition {
  readonly handle: number;
  readonly variants: readonly { readonly name: string; readonly fields: readonly FieldDefinition[] }[];
}

/** A function that a module defines. `handle` is the index of its function handle. */
export interface FunctionDefinition {
  readonly handle: number;
  readonly visibility: 'private' | 'public' | 'friend';
  readonly isEntry: boolean;
  /** Absent for natives. */
  readonly code: Code | undefined;
}

/** The code of a function. Code offsets count instructions. */
export interface Code {
  /** Types of the locals after the parameters. */
  readonly locals: readonly Token[];
  readonly instructions: readonly Instruction[];
  readonly jumpTables: readonly { readonly enum: number; readonly targets: readonly number[] }[];
}

/**
 * One instruction. `index` is the operand: a local, a code offset or an index into the table that the opcode
 * names, zero if there is none. `literal` is the integer of an `Ld` or the count of `VecPack` and
 * `VecUnpack`.
 */
export interface Instruction {
  readonly opcode: number;
  readonly index: number;
  readonly literal: Integer;
}

/** Something generic with type arguments. */
export interface Instantiation {
  /** Index of what is instantiated: function handle, struct, enum or field. */
  readonly of: number;
  readonly typeArguments: readonly Token[];
}

/** A module with all tables of its binary. */
export interface CompiledModule {
  readonly version: number;
  /** False for a module compiled for tests, which must not be published. */
  readonly publishable: boolean;
  readonly self: ModuleHandle;
  readonly selfHandle: number;
  readonly moduleHandles: readonly ModuleHandle[];
  readonly friends: readonly ModuleHandle[];
  readonly identifiers: readonly string[];
  readonly addresses: readonly Address[];
  readonly datatypeHandles: readonly DatatypeHandle[];
  readonly functionHandles: readonly FunctionHandle[];
  readonly functionInstantiations: readonly Instantiation[];
  readonly signatures: readonly (readonly Token[])[];
  readonly constants: readonly { readonly type: Token; readonly bytes: Uint8Array }[];
  readonly structs: readonly StructDefinition[];
  readonly structInstantiations: readonly Instantiation[];
  readonly enums: readonly EnumDefinition[];
  readonly enumInstantiations: readonly Instantiation[];
  readonly fields: readonly { readonly struct: number; readonly field: number }[];
  readonly fieldInstantiations: readonly Instantiation[];
  readonly variants: readonly { readonly enum: number; readonly tag: number }[];
  readonly variantInstantiations: readonly { readonly enumInstantiation: number; readonly tag: number }[];
  readonly functions: readonly FunctionDefinition[];
  readonly metadata: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[];
  readonly tokens: TokenTable;
}
