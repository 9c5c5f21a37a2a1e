import type { Token } from '../bytecode/tokens.js';
import type { Value } from '../values.js';

/**
 * The operations that the interpreter runs. Each instruction of bytecode becomes exactly one, in the same
 * place, so that code offsets stay what they are. Lowering (lower.ts) picks the operation that fits the
 * types: Move's one `Add` becomes `addSmall` or `addWide`.
 *
 * "Slot", "part" and "any" say what a place holds: a value without parts (integer, bool, address), one with
 * parts (vector, struct, enum), or, under a type parameter, either. See values.ts.
 *
 * The operand of each is given in brackets.
 */
export const operation = {
  nop: 0,
  pop: 1,
  ret: 2,
  /** [code position] */
  brTrue: 3,
  /** [code position] */
  brFalse: 4,
  /** [code position] */
  branch: 5,
  /** Pushes a small integer. [the integer] */
  loadInteger: 6,
  /** Pushes a value without parts. [index in pool] */
  loadPool: 7,
  /** Pushes a copy of a constant vector. [index in pool] */
  loadCopy: 8,
  loadTrue: 9,
  loadFalse: 10,
  /**
   * Pushes a local as it is: moves anything, copies a value without parts, borrows one with parts. [local]
   */
  getLocal: 11,
  /** Pushes a copy of a local. [local] */
  copyLocal: 12,
  /** [local] */
  setLocal: 13,
  /** [local] */
  borrowLocalSlot: 14,
  /** [local] */
  borrowLocalAny: 15,
  /** [field] */
  borrowFieldSlot: 16,
  /** [field] */
  borrowFieldPart: 17,
  /** [field] */
  borrowFieldAny: 18,
  /** [index in calls] */
  call: 19,
  /** [index in packs] */
  pack: 20,
  /** Pushes the fields of a struct. [number of fields] */
  unpack: 21,
  readSlot: 22,
  readPart: 23,
  readAny: 24,
  writeSlot: 25,
  writeAny: 26,
  /** u8, u16, u32. [largest value, as an unsigned 32-bit number] */
  addSmall: 27,
  /** u64, u128, u256. [bits] */
  addWide: 28,
  subtract: 29,
  /** [largest value] */
  multiplySmall: 30,
  /** [bits] */
  multiplyWide: 31,
  divide: 32,
  modulo: 33,
  bitAnd: 34,
  bitOr: 35,
  bitXor: 36,
  /** [bits] */
  shiftLeftSmall: 37,
  /** [bits] */
  shiftLeftWide: 38,
  /** [bits] */
  shiftRight: 39,
  /** [largest value] */
  castSmall: 40,
  /** [bits] */
  castWide: 41,
  and: 42,
  or: 43,
  not: 44,
  less: 45,
  greater: 46,
  lessOrEqual: 47,
  greaterOrEqual: 48,
  equalIntegers: 49,
  unequalIntegers: 50,
  /** Bools and addresses. */
  equalSame: 51,
  unequalSame: 52,
  equalDeep: 53,
  unequalDeep: 54,
  abort: 55,
  /** [index in packs] */
  vectorPack: 56,
  vectorLength: 57,
  vectorBorrowSlot: 58,
  vectorBorrowPart: 59,
  vectorBorrowAny: 60,
  vectorPush: 61,
  vectorPop: 62,
  /** [length] */
  vectorUnpack: 63,
  vectorSwap: 64,
  /** [index in packs] */
  packVariant: 65,
  /** [tag] */
  unpackVariant: 66,
  /** [tag] */
  unpackVariantReference: 67,
  /** [index in jump tables] */
  variantSwitch: 68,
  /** Stands where a push would exceed the operand stack, in a copy of the code made for such a call. */
  overflow: 69,
  /** borrowFieldSlot and the readSlot after it. [field] */
  readField: 70,
} as const;

/** What the interpreter needs of one function's code. */
export interface Lowered {
  /**
   * Operation and operand of instruction `i` at `2 * i` and `2 * i + 1`. Jumps hold `2 * i` of their target.
   */
  readonly code: Int32Array;
  readonly pool: readonly Value[];
  readonly calls: readonly CallSite[];
  readonly packs: readonly PackSite[];
  readonly jumpTables: readonly Int32Array[];
  /** Operands on the stack after each instruction, relative to the function's own. */
  readonly depths: Uint16Array;
  readonly maxDepth: number;
}

/** What a `call` operation calls. */
export interface CallSite {
  /** Index of the function handle. */
  readonly handle: number;
  readonly typeArguments: readonly Token[];
}

/** What a pack operation makes: `count` fields or elements; of an enum value, the variant `tag`. */
export interface PackSite {
  readonly count: number;
  readonly tag: number;
  /** What is packed, for the limit on the depth of values; of a vector, the element. */
  readonly type: Token;
}
