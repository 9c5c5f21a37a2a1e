/**
 * The instructions of Move bytecode (version 7), and what operand each one carries. Numbers and names are the
 * binary format's. The opcodes for global storage (0x29..0x2d, 0x3b..0x3f) do not exist on Sui.
 */

/** What follows an opcode in the binary, and into which table of the module it points. */
type OperandKind =
  | 'none'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'u128'
  | 'u256'
  | 'local'
  | 'offset'
  | 'constant'
  | 'function'
  | 'functionInstantiation'
  | 'struct'
  | 'structInstantiation'
  | 'field'
  | 'fieldInstantiation'
  | 'variant'
  | 'variantInstantiation'
  | 'jumpTable'
  | 'signature'
  | 'signatureAndCount';

interface OpcodeInfo {
  readonly name: string;
  readonly operand: OperandKind;
}

const op = (name: string, operand: OperandKind = 'none'): OpcodeInfo => ({ name, operand });

/** Every opcode: its name and operand. */
export const opcodes: Readonly<Record<number, OpcodeInfo>> = {
  0x01: op('Pop'),
  0x02: op('Ret'),
  0x03: op('BrTrue', 'offset'),
  0x04: op('BrFalse', 'offset'),
  0x05: op('Branch', 'offset'),
  0x06: op('LdU64', 'u64'),
  0x07: op('LdConst', 'constant'),
  0x08: op('LdTrue'),
  0x09: op('LdFalse'),
  0x0a: op('CopyLoc', 'local'),
  0x0b: op('MoveLoc', 'local'),
  0x0c: op('StLoc', 'local'),
  0x0d: op('MutBorrowLoc', 'local'),
  0x0e: op('ImmBorrowLoc', 'local'),
  0x0f: op('MutBorrowField', 'field'),
  0x10: op('ImmBorrowField', 'field'),
  0x11: op('Call', 'function'),
  0x12: op('Pack', 'struct'),
  0x13: op('Unpack', 'struct'),
  0x14: op('ReadRef'),
  0x15: op('WriteRef'),
  0x16: op('Add'),
  0x17: op('Sub'),
  0x18: op('Mul'),
  0x19: op('Mod'),
  0x1a: op('Div'),
  0x1b: op('BitOr'),
  0x1c: op('BitAnd'),
  0x1d: op('Xor'),
  0x1e: op('Or'),
  0x1f: op('And'),
  0x20: op('Not'),
  0x21: op('Eq'),
  0x22: op('Neq'),
  0x23: op('Lt'),
  0x24: op('Gt'),
  0x25: op('Le'),
  0x26: op('Ge'),
  0x27: op('Abort'),
  0x28: op('Nop'),
  0x2e: op('FreezeRef'),
  0x2f: op('Shl'),
  0x30: op('Shr'),
  0x31: op('LdU8', 'u8'),
  0x32: op('LdU128', 'u128'),
  0x33: op('CastU8'),
  0x34: op('CastU64'),
  0x35: op('CastU128'),
  0x36: op('MutBorrowFieldGeneric', 'fieldInstantiation'),
  0x37: op('ImmBorrowFieldGeneric', 'fieldInstantiation'),
  0x38: op('CallGeneric', 'functionInstantiation'),
  0x39: op('PackGeneric', 'structInstantiation'),
  0x3a: op('UnpackGeneric', 'structInstantiation'),
  0x40: op('VecPack', 'signatureAndCount'),
  0x41: op('VecLen', 'signature'),
  0x42: op('VecImmBorrow', 'signature'),
  0x43: op('VecMutBorrow', 'signature'),
  0x44: op('VecPushBack', 'signature'),
  0x45: op('VecPopBack', 'signature'),
  0x46: op('VecUnpack', 'signatureAndCount'),
  0x47: op('VecSwap', 'signature'),
  0x48: op('LdU16', 'u16'),
  0x49: op('LdU32', 'u32'),
  0x4a: op('LdU256', 'u256'),
  0x4b: op('CastU16'),
  0x4c: op('CastU32'),
  0x4d: op('CastU256'),
  0x4e: op('PackVariant', 'variant'),
  0x4f: op('PackVariantGeneric', 'variantInstantiation'),
  0x50: op('UnpackVariant', 'variant'),
  0x51: op('UnpackVariantImmRef', 'variant'),
  0x52: op('UnpackVariantMutRef', 'variant'),
  0x53: op('UnpackVariantGeneric', 'variantInstantiation'),
  0x54: op('UnpackVariantGenericImmRef', 'variantInstantiation'),
  0x55: op('UnpackVariantGenericMutRef', 'variantInstantiation'),
  0x56: op('VariantSwitch', 'jumpTable'),
};

/** The first opcode that only version 7 has (enums). */
export const firstEnumOpcode = 0x4e;

/** The abilities as bits of the binary format. */
export const ability = { copy: 1, drop: 2, store: 4, key: 8 } as const;
