/**
 * Move types between the machine's form (`Type`) and the BCS enum `TypeTag` as `@mysten/sui/bcs` reads and
 * writes it.
 */
import type { bcs } from '@mysten/sui/bcs';
import { datatypeType, primitiveTypes, typeToString, vectorType } from '../vm/types.js';
import type { DatatypeType, Type } from '../vm/types.js';

type StructTagInput = Parameters<typeof bcs.StructTag.serialize>[0];
type TypeTagInput = StructTagInput extends { typeParams: Iterable<infer T> } ? T : never;

/** Texts of types are bounded by the type rules; the cache is dropped when it has this many. */
const maxCached = 4096;
const tags = new Map<string, TypeTagInput>();

/** A type as `bcs.TypeTag` writes it. */
export function typeTag(type: Type): TypeTagInput {
  const text = typeToString(type);
  let tag = tags.get(text);
  if (tag === undefined) {
    tag = makeTag(type);
    if (tags.size >= maxCached) tags.clear();
    tags.set(text, tag);
  }
  return tag;
}

/** A struct or enum type as `bcs.StructTag` writes it. */
export function structTag(type: DatatypeType): StructTagInput {
  return {
    address: type.address,
    module: type.module,
    name: type.name,
    typeParams: type.typeArguments.map(typeTag),
  };
}

function makeTag(type: Type): TypeTagInput {
  if (type.kind === 'vector') return { vector: typeTag(type.element) };
  if (type.kind === 'datatype') return { struct: structTag(type) } as TypeTagInput;
  return { [type.kind]: true } as TypeTagInput;
}

const stdAddress = `0x${'1'.padStart(64, '0')}`;
const suiAddress = `0x${'2'.padStart(64, '0')}`;

/** Whether a type is the datatype `address::module::name`, whatever its arguments. */
export function isDatatype(
  type: Type,
  { address, module, name }: Pick<DatatypeType, 'address' | 'module' | 'name'>,
): type is DatatypeType {
  return type.kind === 'datatype' && type.address === address && type.module === module && type.name === name;
}

/** Types of the framework that the ledger knows by name. */
export const wellKnown = {
  stdAddress,
  suiAddress,
  sui: datatypeType('0x2', 'sui', 'SUI'),
  suiCoin: coinOf(datatypeType('0x2', 'sui', 'SUI')),
  upgradeCap: datatypeType('0x2', 'package', 'UpgradeCap'),
  upgradeTicket: datatypeType('0x2', 'package', 'UpgradeTicket'),
  upgradeReceipt: datatypeType('0x2', 'package', 'UpgradeReceipt'),
  bytes: vectorType(primitiveTypes.u8),
} as const;

/** `0x2::coin::Coin<type>`. */
export function coinOf(type: Type): DatatypeType {
  return datatypeType('0x2', 'coin', 'Coin', [type]);
}

/** The `T` of a `0x2::coin::Coin<T>`; undefined for any other type. */
export function coinTypeOf(type: Type): Type | undefined {
  return isDatatype(type, { address: suiAddress, module: 'coin', name: 'Coin' })
    ? type.typeArguments[0]
    : undefined;
}
