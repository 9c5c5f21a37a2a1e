/**
 * What the operand of an instruction names: a function, struct, field or enum variant, with type arguments.
 * The generic form of an instruction names an instantiation of it.
 */
import type { CompiledModule, FieldDefinition, Instantiation } from '../bytecode/module.js';
import type { Token } from '../bytecode/tokens.js';

/** The function handle that a `Call` or `CallGeneric` names, as `of`. */
export function calledFunction(module: CompiledModule, name: string, index: number): Instantiation {
  return isGeneric(name) ? module.functionInstantiations[index]! : { of: index, typeArguments: [] };
}

/** The struct that a `Pack` or `Unpack`, generic or not, names, as `of`. */
export function namedStruct(module: CompiledModule, name: string, index: number): Instantiation {
  return isGeneric(name) ? module.structInstantiations[index]! : { of: index, typeArguments: [] };
}

/** The field that a borrow of a field, generic or not, names. */
export function namedField(
  module: CompiledModule,
  name: string,
  index: number,
): { readonly struct: number; readonly field: number; readonly typeArguments: readonly Token[] } {
  if (!isGeneric(name)) return { ...module.fields[index]!, typeArguments: [] };
  const { of, typeArguments } = module.fieldInstantiations[index]!;
  return { ...module.fields[of]!, typeArguments };
}

/** A variant of an enum. */
export interface NamedVariant {
  /** Index of the enum's datatype handle. */
  readonly handle: number;
  readonly tag: number;
  readonly fields: readonly FieldDefinition[];
  readonly typeArguments: readonly Token[];
}

/** The variant that a pack or unpack of a variant, generic or not, names. */
export function namedVariant(module: CompiledModule, name: string, index: number): NamedVariant {
  const { enums, enumInstantiations, variants, variantInstantiations } = module;
  if (!isGeneric(name)) {
    const { enum: of, tag } = variants[index]!;
    return { handle: enums[of]!.handle, tag, fields: enums[of]!.variants[tag]!.fields, typeArguments: [] };
  }
  const { enumInstantiation, tag } = variantInstantiations[index]!;
  const { of, typeArguments } = enumInstantiations[enumInstantiation]!;
  return { handle: enums[of]!.handle, tag, fields: enums[of]!.variants[tag]!.fields, typeArguments };
}

function isGeneric(name: string): boolean {
  return name.includes('Generic');
}
