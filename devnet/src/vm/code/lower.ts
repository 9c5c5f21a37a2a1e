/**
 * Lowers verified code to the interpreter's operations: each instruction becomes the one operation that fits
 * the types it works on, which verification has found out.
 */
import { malformed } from '../bytecode/cursor.js';
import type { Code, CompiledModule, Instruction } from '../bytecode/module.js';
import { opcodes } from '../bytecode/opcodes.js';
import type { Token } from '../bytecode/tokens.js';
import type { Value } from '../values.js';
import { constantValue } from './constants.js';
import { calledFunction, namedField, namedStruct, namedVariant } from './operands.js';
import { operation } from './operations.js';
import type { CallSite, Lowered, PackSite } from './operations.js';
import type { VerifiedCode } from './verify.js';

/** An operation and its operand, zero if it has none. */
type Operation = readonly [kind: number, operand?: number];

/** The operations of verified code, each in the place of its instruction. */
export function lowerCode(module: CompiledModule, code: Code, verified: VerifiedCode): Lowered {
  const lowering = new Lowering(module);
  const operations = new Int32Array(code.instructions.length * 2);
  code.instructions.forEach((instruction, at) => {
    const [kind, operand = 0] = lowering.instruction(instruction, verified.types[at]);
    operations[2 * at] = kind;
    operations[2 * at + 1] = operand;
  });
  const { pool, calls, packs } = lowering;
  const { depths, maxDepth } = verified;
  const jumpTables = code.jumpTables.map(({ targets }) => Int32Array.from(targets, (target) => 2 * target));
  return { code: operations, pool, calls, packs, jumpTables, depths, maxDepth };
}

/** What a place holds: a value without parts, one with parts, or, under a type parameter, either. */
type Place = 'slot' | 'part' | 'any';

function placeOf(type: Token): Place {
  if (type.kind === 'parameter') return 'any';
  return type.kind === 'vector' || type.kind === 'datatype' ? 'part' : 'slot';
}

/** Widths of integers, in bits. */
const integerBits: Readonly<Record<string, number>> = {
  u8: 8,
  u16: 16,
  u32: 32,
  u64: 64,
  u128: 128,
  u256: 256,
};

/** Collects what the operations of one function refer to. */
class Lowering {
  readonly pool: Value[] = [];
  readonly calls: CallSite[] = [];
  readonly packs: PackSite[] = [];
  readonly #module: CompiledModule;

  constructor(module: CompiledModule) {
    this.#module = module;
  }

  /**
   * The operation of an instruction; `type` is the one of `VerifiedCode.types`.
   */
  // eslint-disable-next-line max-lines-per-function -- one case for each instruction of Move
  instruction({ opcode, index, literal }: Instruction, type: Token | undefined): Operation {
    const module = this.#module;
    const name = opcodes[opcode]!.name;
    switch (name) {
      case 'Nop':
      case 'FreezeRef':
        return [operation.nop];
      case 'Pop':
        return [operation.pop];
      case 'Ret':
        return [operation.ret];
      case 'BrTrue':
        return [operation.brTrue, 2 * index];
      case 'BrFalse':
        return [operation.brFalse, 2 * index];
      case 'Branch':
        return [operation.branch, 2 * index];
      case 'Abort':
        return [operation.abort];
      case 'LdTrue':
        return [operation.loadTrue];
      case 'LdFalse':
        return [operation.loadFalse];
      case 'LdU8':
      case 'LdU16':
      case 'LdU32':
      case 'LdU64':
      case 'LdU128':
      case 'LdU256':
        if (typeof literal === 'number' && literal <= 0x7fff_ffff) return [operation.loadInteger, literal];
        return [operation.loadPool, this.pool.push(literal) - 1];
      case 'LdConst': {
        const constant = module.constants[index]!;
        const value = constantValue(constant.type, constant.bytes);
        const kind = typeof value === 'object' ? operation.loadCopy : operation.loadPool;
        return [kind, this.pool.push(value) - 1];
      }
      case 'CopyLoc':
        return [placeOf(type!) === 'slot' ? operation.getLocal : operation.copyLocal, index];
      case 'MoveLoc':
        return [operation.getLocal, index];
      case 'StLoc':
        return [operation.setLocal, index];
      case 'MutBorrowLoc':
      case 'ImmBorrowLoc':
        return [borrowLocal[placeOf(type!)], index];
      case 'MutBorrowField':
      case 'ImmBorrowField':
      case 'MutBorrowFieldGeneric':
      case 'ImmBorrowFieldGeneric':
        return [borrowField[placeOf(type!)], namedField(module, name, index).field];
      case 'Call':
      case 'CallGeneric': {
        const { of: handle, typeArguments } = calledFunction(module, name, index);
        return [operation.call, this.calls.push({ handle, typeArguments }) - 1];
      }
      case 'Pack':
      case 'PackGeneric': {
        const count = module.structs[namedStruct(module, name, index).of]!.fields.length;
        return [operation.pack, this.packs.push({ count, tag: 0, type: type! }) - 1];
      }
      case 'Unpack':
      case 'UnpackGeneric':
        return [operation.unpack, module.structs[namedStruct(module, name, index).of]!.fields.length];
      case 'ReadRef':
        return [read[placeOf(type!)]];
      case 'WriteRef':
        return [placeOf(type!) === 'slot' ? operation.writeSlot : operation.writeAny];
      case 'Add': {
        const bits = integerBits[type!.kind]!;
        return bits <= 32 ? [operation.addSmall, largest(bits)] : [operation.addWide, bits];
      }
      case 'Mul': {
        const bits = integerBits[type!.kind]!;
        return bits <= 32 ? [operation.multiplySmall, largest(bits)] : [operation.multiplyWide, bits];
      }
      case 'Shl': {
        const bits = integerBits[type!.kind]!;
        return [bits <= 32 ? operation.shiftLeftSmall : operation.shiftLeftWide, bits];
      }
      case 'Shr':
        return [operation.shiftRight, integerBits[type!.kind]!];
      case 'CastU8':
      case 'CastU16':
      case 'CastU32':
        return [operation.castSmall, largest(Number(name.slice(5)))];
      case 'CastU64':
      case 'CastU128':
      case 'CastU256':
        return [operation.castWide, Number(name.slice(5))];
      case 'Eq':
        return [equal[comparison(type!)]];
      case 'Neq':
        return [unequal[comparison(type!)]];
      case 'VecPack':
        return [operation.vectorPack, this.packs.push({ count: Number(literal), tag: 0, type: type! }) - 1];
      case 'VecUnpack':
        return [operation.vectorUnpack, Number(literal)];
      case 'VecImmBorrow':
      case 'VecMutBorrow':
        return [borrowElement[placeOf(type!)]];
      case 'PackVariant':
      case 'PackVariantGeneric': {
        const { fields, tag } = namedVariant(module, name, index);
        return [operation.packVariant, this.packs.push({ count: fields.length, tag, type: type! }) - 1];
      }
      case 'UnpackVariant':
      case 'UnpackVariantGeneric':
        return [operation.unpackVariant, namedVariant(module, name, index).tag];
      case 'UnpackVariantImmRef':
      case 'UnpackVariantMutRef':
      case 'UnpackVariantGenericImmRef':
      case 'UnpackVariantGenericMutRef':
        return [operation.unpackVariantReference, namedVariant(module, name, index).tag];
      case 'VariantSwitch':
        return [operation.variantSwitch, index];
      default: {
        const kind = sameForAllTypes[name];
        return kind === undefined ? malformed(`unknown instruction ${name}`) : [kind];
      }
    }
  }
}

/** Instructions with one operation for all types, and no operand. */
const sameForAllTypes: Readonly<Record<string, number>> = {
  Sub: operation.subtract,
  Div: operation.divide,
  Mod: operation.modulo,
  BitOr: operation.bitOr,
  BitAnd: operation.bitAnd,
  Xor: operation.bitXor,
  And: operation.and,
  Or: operation.or,
  Not: operation.not,
  Lt: operation.less,
  Gt: operation.greater,
  Le: operation.lessOrEqual,
  Ge: operation.greaterOrEqual,
  VecLen: operation.vectorLength,
  VecPushBack: operation.vectorPush,
  VecPopBack: operation.vectorPop,
  VecSwap: operation.vectorSwap,
};

const borrowLocal: Readonly<Record<Place, number>> = {
  slot: operation.borrowLocalSlot,
  part: operation.getLocal,
  any: operation.borrowLocalAny,
};
const borrowField: Readonly<Record<Place, number>> = {
  slot: operation.borrowFieldSlot,
  part: operation.borrowFieldPart,
  any: operation.borrowFieldAny,
};
const borrowElement: Readonly<Record<Place, number>> = {
  slot: operation.vectorBorrowSlot,
  part: operation.vectorBorrowPart,
  any: operation.vectorBorrowAny,
};
const read: Readonly<Record<Place, number>> = {
  slot: operation.readSlot,
  part: operation.readPart,
  any: operation.readAny,
};

type Comparison = 'integers' | 'same' | 'deep';

const equal: Readonly<Record<Comparison, number>> = {
  integers: operation.equalIntegers,
  same: operation.equalSame,
  deep: operation.equalDeep,
};
const unequal: Readonly<Record<Comparison, number>> = {
  integers: operation.unequalIntegers,
  same: operation.unequalSame,
  deep: operation.unequalDeep,
};

/** How values of a type are compared. */
function comparison({ kind }: Token): Comparison {
  if (kind in integerBits) return 'integers';
  return kind === 'bool' || kind === 'address' || kind === 'signer' ? 'same' : 'deep';
}

/** The largest integer of up to 32 bits, as the bits of an Int32Array hold it. */
function largest(bits: number): number {
  return (2 ** bits - 1) | 0;
}
