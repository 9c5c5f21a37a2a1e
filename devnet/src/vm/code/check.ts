/**
 * Checks the code of a function and lowers it to the interpreter's operations, in one pass over each basic
 * block with the types on the operand stack.
 *
 * The rules are those of Move's bytecode verifier: the stack is empty between basic blocks, every
 * instruction finds operands of its types with the abilities it needs, code ends in an unconditional jump,
 * and (locals.ts) no local is used while it holds nothing. Reference safety (that no reference outlives
 * or aliases its value) is the one part not repeated here; bytecode that breaks it can confuse values within
 * its own transaction, nothing else.
 */
import { tokenAbilities } from '../bytecode/bounds.js';
import { malformed } from '../bytecode/cursor.js';
import type {
  Code,
  CompiledModule,
  FieldDefinition,
  FunctionDefinition,
  FunctionHandle,
  Instruction,
} from '../bytecode/module.js';
import { ability, opcodes } from '../bytecode/opcodes.js';
import type { Token } from '../bytecode/tokens.js';
import { ExecutionFailure } from '../errors.js';
import { deserializeValue } from '../layout.js';
import type { Layout } from '../layout.js';
import { primitiveTypes } from '../types.js';
import type { PrimitiveName } from '../types.js';
import type { Value } from '../values.js';
import { checkLocals } from './locals.js';
import { operation } from './operations.js';
import type { CallSite, Lowered, PackSite } from './operations.js';

/** Sui's limits on what one function may contain. */
const maxPushed = 10_000;
const maxStack = 1024;
const maxBlocks = 1024;

/** How much work checking may still take; a module whose code uses it up is refused. */
export interface Budget {
  ticks: number;
}

/**
 * The operations of a function's code.
 * @throws ExecutionFailure MALFORMED_BYTECODE when the code breaks a rule
 */
export function lowerFunction(
  module: CompiledModule,
  definition: FunctionDefinition,
  code: Code,
  budget: Budget = { ticks: Infinity },
): Lowered {
  const handle = module.functionHandles[definition.handle]!;
  const blocks = basicBlocks(code);
  checkLocals(module, handle, code, blocks, budget);
  return new Checker(module, handle, code, blocks).lower();
}

/** Where basic blocks begin, in order. @throws ExecutionFailure when control can run off the end */
export function basicBlocks(code: Code): readonly number[] {
  const starts = new Set([0]);
  code.instructions.forEach(({ opcode, index }, at) => {
    const name = opcodes[opcode]!.name;
    if (name === 'BrTrue' || name === 'BrFalse' || name === 'Branch') starts.add(index);
    if (name === 'VariantSwitch') for (const target of code.jumpTables[index]!.targets) starts.add(target);
    if (endsBlock.has(name) && at + 1 < code.instructions.length) starts.add(at + 1);
  });
  if (starts.size > maxBlocks) malformed(`more than ${maxBlocks} basic blocks in a function`);
  if (!unconditional.has(opcodes[code.instructions.at(-1)!.opcode]!.name))
    malformed('code that runs off its end');
  return [...starts].sort((a, b) => a - b);
}

const unconditional = new Set(['Ret', 'Abort', 'Branch', 'VariantSwitch']);
const endsBlock = new Set([...unconditional, 'BrTrue', 'BrFalse']);
const integerBits: Readonly<Record<string, number>> = {
  u8: 8,
  u16: 16,
  u32: 32,
  u64: 64,
  u128: 128,
  u256: 256,
};

type Place = 'slot' | 'part' | 'any';

/** What a place of this type holds. */
function placeOf(type: Token): Place {
  if (type.kind === 'parameter') return 'any';
  return type.kind === 'vector' || type.kind === 'datatype' ? 'part' : 'slot';
}

class Checker {
  readonly #module: CompiledModule;
  readonly #handle: FunctionHandle;
  readonly #code: Code;
  readonly #blocks: readonly number[];
  readonly #locals: readonly Token[];
  readonly #out: Int32Array;
  readonly #depths: Uint16Array;
  readonly #pool: Value[] = [];
  readonly #calls: CallSite[] = [];
  readonly #packs: PackSite[] = [];
  readonly #stack: Token[] = [];
  readonly #abilities = new Map<Token, number>();
  #pushed = 0;
  #maxDepth = 0;

  constructor(module: CompiledModule, handle: FunctionHandle, code: Code, blocks: readonly number[]) {
    this.#module = module;
    this.#handle = handle;
    this.#code = code;
    this.#blocks = blocks;
    this.#locals = [...handle.parameters, ...code.locals];
    this.#out = new Int32Array(code.instructions.length * 2);
    this.#depths = new Uint16Array(code.instructions.length);
  }

  lower(): Lowered {
    const { instructions } = this.#code;
    const starts = new Set(this.#blocks);
    instructions.forEach((instruction, at) => {
      if (starts.has(at)) {
        if (this.#stack.length > 0) malformed('values left on the stack between basic blocks');
        this.#pushed = 0;
      }
      const [kind, operand = 0] = this.#instruction(instruction);
      this.#out[2 * at] = kind;
      this.#out[2 * at + 1] = operand;
      this.#depths[at] = this.#stack.length;
      this.#maxDepth = Math.max(this.#maxDepth, this.#stack.length);
      if (this.#stack.length > maxStack || this.#pushed > maxPushed)
        malformed('too many values on the stack');
    });
    if (this.#stack.length > 0) malformed('values left on the stack between basic blocks');
    this.#fuse(starts);
    return {
      code: this.#out,
      pool: this.#pool,
      calls: this.#calls,
      packs: this.#packs,
      jumpTables: this.#code.jumpTables.map(({ targets }) =>
        Int32Array.from(targets, (target) => 2 * target),
      ),
      depths: this.#depths,
      maxDepth: this.#maxDepth,
    };
  }

  /** Joins pairs of operations that often follow one another; the second stays in its place. */
  #fuse(starts: ReadonlySet<number>): void {
    const code = this.#out;
    for (let at = 0; 2 * at + 2 < code.length; at++) {
      if (starts.has(at + 1)) continue;
      if (code[2 * at] === operation.borrowFieldSlot && code[2 * at + 2] === operation.readSlot) {
        code[2 * at] = operation.readField;
      }
    }
  }

  #instruction({ opcode, index, literal }: Instruction): readonly [kind: number, operand?: number] {
    const module = this.#module;
    const name = opcodes[opcode]!.name;
    switch (name) {
      case 'Nop':
        return [operation.nop];
      case 'Pop':
        this.#need(this.#pop(), ability.drop, name);
        return [operation.pop];
      case 'Ret':
        for (const type of this.#handle.returns.toReversed()) this.#popType(type, name);
        if (this.#stack.length > 0) malformed('values left on the stack at a return');
        return [operation.ret];
      case 'BrTrue':
      case 'BrFalse':
        this.#popPrimitive('bool', name);
        return [name === 'BrTrue' ? operation.brTrue : operation.brFalse, 2 * index];
      case 'Branch':
        return [operation.branch, 2 * index];
      case 'Abort':
        this.#popPrimitive('u64', name);
        // What lies below on the stack is never seen again.
        this.#stack.length = 0;
        return [operation.abort];
      case 'LdTrue':
      case 'LdFalse':
        this.#pushPrimitive('bool');
        return [name === 'LdTrue' ? operation.loadTrue : operation.loadFalse];
      case 'LdU8':
      case 'LdU16':
      case 'LdU32':
      case 'LdU64':
      case 'LdU128':
      case 'LdU256':
        this.#pushPrimitive(name.slice(2).toLowerCase() as PrimitiveName);
        return this.#loadImmediate(literal);
      case 'LdConst':
        return this.#constant(index);
      case 'CopyLoc': {
        const type = this.#locals[index]!;
        this.#need(type, ability.copy, name);
        this.#push(type);
        return [placeOf(type) === 'slot' ? operation.getLocal : operation.copyLocal, index];
      }
      case 'MoveLoc':
        this.#push(this.#locals[index]!);
        return [operation.getLocal, index];
      case 'StLoc':
        this.#popType(this.#locals[index]!, name);
        return [operation.setLocal, index];
      case 'MutBorrowLoc':
      case 'ImmBorrowLoc': {
        const type = this.#locals[index]!;
        if (type.kind === 'reference') malformed('a reference to a reference');
        this.#push(module.tokens.reference(name === 'MutBorrowLoc', type));
        const byPlace = {
          slot: operation.borrowLocalSlot,
          part: operation.getLocal,
          any: operation.borrowLocalAny,
        };
        return [byPlace[placeOf(type)], index];
      }
      case 'MutBorrowField':
      case 'ImmBorrowField':
        return this.#borrowField(index, [], name === 'MutBorrowField');
      case 'MutBorrowFieldGeneric':
      case 'ImmBorrowFieldGeneric': {
        const { of, typeArguments } = module.fieldInstantiations[index]!;
        return this.#borrowField(of, typeArguments, name === 'MutBorrowFieldGeneric');
      }
      case 'Call':
        return this.#call(index, []);
      case 'CallGeneric': {
        const { of, typeArguments } = module.functionInstantiations[index]!;
        return this.#call(of, typeArguments);
      }
      case 'Pack':
        return this.#pack(index, []);
      case 'PackGeneric': {
        const { of, typeArguments } = module.structInstantiations[index]!;
        return this.#pack(of, typeArguments);
      }
      case 'Unpack':
        return this.#unpack(index, []);
      case 'UnpackGeneric': {
        const { of, typeArguments } = module.structInstantiations[index]!;
        return this.#unpack(of, typeArguments);
      }
      case 'ReadRef': {
        const to = this.#popReference(name, false);
        this.#need(to, ability.copy, name);
        this.#push(to);
        return [{ slot: operation.readSlot, part: operation.readPart, any: operation.readAny }[placeOf(to)]];
      }
      case 'WriteRef': {
        const to = this.#popReference(name, true);
        this.#need(to, ability.drop, name);
        this.#popType(to, name);
        return [placeOf(to) === 'slot' ? operation.writeSlot : operation.writeAny];
      }
      case 'FreezeRef':
        this.#push(module.tokens.reference(false, this.#popReference(name, true)));
        return [operation.nop];
      case 'Add':
      case 'Sub':
      case 'Mul':
      case 'Div':
      case 'Mod':
      case 'BitOr':
      case 'BitAnd':
      case 'Xor':
        return this.#arithmetic(name);
      case 'Shl':
      case 'Shr': {
        this.#popPrimitive('u8', name);
        const bits = this.#popInteger(name);
        this.#pushPrimitive(`u${bits}` as PrimitiveName);
        if (name === 'Shr') return [operation.shiftRight, bits];
        return [bits <= 32 ? operation.shiftLeftSmall : operation.shiftLeftWide, bits];
      }
      case 'CastU8':
      case 'CastU16':
      case 'CastU32':
        this.#popInteger(name);
        this.#pushPrimitive(name.slice(4).toLowerCase() as PrimitiveName);
        return [operation.castSmall, largest(Number(name.slice(5)))];
      case 'CastU64':
      case 'CastU128':
      case 'CastU256':
        this.#popInteger(name);
        this.#pushPrimitive(name.slice(4).toLowerCase() as PrimitiveName);
        return [operation.castWide, Number(name.slice(5))];
      case 'And':
      case 'Or':
        this.#popPrimitive('bool', name);
        this.#popPrimitive('bool', name);
        this.#pushPrimitive('bool');
        return [name === 'And' ? operation.and : operation.or];
      case 'Not':
        this.#popPrimitive('bool', name);
        this.#pushPrimitive('bool');
        return [operation.not];
      case 'Lt':
      case 'Gt':
      case 'Le':
      case 'Ge': {
        const bits = this.#popInteger(name);
        this.#popPrimitive(`u${bits}` as PrimitiveName, name);
        this.#pushPrimitive('bool');
        return [
          {
            Lt: operation.less,
            Gt: operation.greater,
            Le: operation.lessOrEqual,
            Ge: operation.greaterOrEqual,
          }[name],
        ];
      }
      case 'Eq':
      case 'Neq':
        return this.#equality(name === 'Eq');
      case 'VecPack': {
        const element = this.#element(index);
        const count = this.#count(literal);
        for (let i = 0; i < count; i++) this.#popType(element, name);
        this.#push(module.tokens.vector(element));
        return [operation.vectorPack, this.#packs.push({ count, tag: 0, type: element }) - 1];
      }
      case 'VecUnpack': {
        const element = this.#element(index);
        const count = this.#count(literal);
        this.#popType(module.tokens.vector(element), name);
        for (let i = 0; i < count; i++) this.#push(element);
        return [operation.vectorUnpack, count];
      }
      case 'VecLen':
        this.#popVector(index, false, name);
        this.#pushPrimitive('u64');
        return [operation.vectorLength];
      case 'VecImmBorrow':
      case 'VecMutBorrow': {
        this.#popPrimitive('u64', name);
        const element = this.#popVector(index, name === 'VecMutBorrow', name);
        this.#push(module.tokens.reference(name === 'VecMutBorrow', element));
        const byPlace = {
          slot: operation.vectorBorrowSlot,
          part: operation.vectorBorrowPart,
          any: operation.vectorBorrowAny,
        };
        return [byPlace[placeOf(element)]];
      }
      case 'VecPushBack':
        this.#popType(this.#element(index), name);
        this.#popVector(index, true, name);
        return [operation.vectorPush];
      case 'VecPopBack':
        this.#push(this.#popVector(index, true, name));
        return [operation.vectorPop];
      case 'VecSwap':
        this.#popPrimitive('u64', name);
        this.#popPrimitive('u64', name);
        this.#popVector(index, true, name);
        return [operation.vectorSwap];
      case 'PackVariant':
      case 'PackVariantGeneric':
      case 'UnpackVariant':
      case 'UnpackVariantGeneric':
      case 'UnpackVariantImmRef':
      case 'UnpackVariantMutRef':
      case 'UnpackVariantGenericImmRef':
      case 'UnpackVariantGenericMutRef':
        return this.#variant(name, index);
      case 'VariantSwitch': {
        const to = this.#popReference(name, false);
        const expected = module.enums[this.#code.jumpTables[index]!.enum]!.handle;
        if (to.kind !== 'datatype' || to.handle !== expected) mismatch(name);
        return [operation.variantSwitch, index];
      }
      default:
        return malformed(`unknown instruction ${name}`);
    }
  }

  #loadImmediate(value: Value): readonly [number, number] {
    if (typeof value === 'number' && value <= 0x7fff_ffff) return [operation.loadInteger, value];
    return [operation.loadPool, this.#pool.push(value) - 1];
  }

  #constant(index: number): readonly [number, number] {
    const { type, bytes } = this.#module.constants[index]!;
    this.#push(type);
    const value = constantValue(type, bytes);
    return [typeof value === 'object' ? operation.loadCopy : operation.loadPool, this.#pool.push(value) - 1];
  }

  #borrowField(index: number, typeArguments: readonly Token[], mutable: boolean): readonly [number, number] {
    const { tokens, fields, structs } = this.#module;
    const { struct, field } = fields[index]!;
    const definition = structs[struct]!;
    const to = this.#popReference('BorrowField', mutable);
    if (to !== tokens.datatype(definition.handle, typeArguments)) mismatch('BorrowField');
    const type = tokens.substitute(definition.fields[field]!.type, typeArguments);
    this.#push(tokens.reference(mutable, type));
    const byPlace = {
      slot: operation.borrowFieldSlot,
      part: operation.borrowFieldPart,
      any: operation.borrowFieldAny,
    };
    return [byPlace[placeOf(type)], field];
  }

  #call(index: number, typeArguments: readonly Token[]): readonly [number, number] {
    const { tokens, functionHandles } = this.#module;
    const handle = functionHandles[index]!;
    this.#constraints(handle.typeParameters, typeArguments);
    for (const type of handle.parameters.toReversed())
      this.#popType(tokens.substitute(type, typeArguments), handle.name);
    for (const type of handle.returns) this.#push(tokens.substitute(type, typeArguments));
    return [operation.call, this.#calls.push({ handle: index, typeArguments }) - 1];
  }

  #datatype(handle: number, typeArguments: readonly Token[]): Token {
    const parameters = this.#module.datatypeHandles[handle]!.typeParameters.map(
      ({ constraints }) => constraints,
    );
    this.#constraints(parameters, typeArguments);
    return this.#module.tokens.datatype(handle, typeArguments);
  }

  #pack(index: number, typeArguments: readonly Token[]): readonly [number, number] {
    const { handle, fields } = this.#module.structs[index]!;
    const type = this.#datatype(handle, typeArguments);
    this.#popFields(fields, typeArguments);
    this.#push(type);
    return [operation.pack, this.#packs.push({ count: fields.length, tag: 0, type }) - 1];
  }

  #unpack(index: number, typeArguments: readonly Token[]): readonly [number, number] {
    const { handle, fields } = this.#module.structs[index]!;
    this.#popType(this.#datatype(handle, typeArguments), 'Unpack');
    this.#pushFields(fields, typeArguments, undefined);
    return [operation.unpack, fields.length];
  }

  #variant(name: string, index: number): readonly [number, number] {
    const { enums, enumInstantiations, variants, variantInstantiations } = this.#module;
    let tag: number;
    let of: number;
    let typeArguments: readonly Token[] = [];
    if (name.includes('Generic')) {
      const instantiated = variantInstantiations[index]!;
      tag = instantiated.tag;
      ({ of, typeArguments } = enumInstantiations[instantiated.enumInstantiation]!);
    } else {
      ({ enum: of, tag } = variants[index]!);
    }
    const definition = enums[of]!;
    const { fields } = definition.variants[tag]!;
    const type = this.#datatype(definition.handle, typeArguments);
    if (name.startsWith('Pack')) {
      this.#popFields(fields, typeArguments);
      this.#push(type);
      return [operation.packVariant, this.#packs.push({ count: fields.length, tag, type }) - 1];
    }
    if (!name.endsWith('Ref')) {
      this.#popType(type, name);
      this.#pushFields(fields, typeArguments, undefined);
      return [operation.unpackVariant, tag];
    }
    const mutable = name.endsWith('MutRef');
    if (this.#popReference(name, mutable) !== type) mismatch(name);
    this.#pushFields(fields, typeArguments, mutable);
    return [operation.unpackVariantReference, tag];
  }

  #popFields(fields: readonly FieldDefinition[], typeArguments: readonly Token[]): void {
    for (const { type } of fields.toReversed()) {
      this.#popType(this.#module.tokens.substitute(type, typeArguments), 'Pack');
    }
  }

  /** The fields, or, if `mutable` is given, references to them. */
  #pushFields(
    fields: readonly FieldDefinition[],
    typeArguments: readonly Token[],
    mutable: boolean | undefined,
  ): void {
    const { tokens } = this.#module;
    for (const { type } of fields) {
      const field = tokens.substitute(type, typeArguments);
      this.#push(mutable === undefined ? field : tokens.reference(mutable, field));
    }
  }

  #arithmetic(
    name: 'Add' | 'Sub' | 'Mul' | 'Div' | 'Mod' | 'BitOr' | 'BitAnd' | 'Xor',
  ): readonly [number, number?] {
    const bits = this.#popInteger(name);
    this.#popPrimitive(`u${bits}` as PrimitiveName, name);
    this.#pushPrimitive(`u${bits}` as PrimitiveName);
    const small = bits <= 32;
    switch (name) {
      case 'Add':
        return small ? [operation.addSmall, largest(bits)] : [operation.addWide, bits];
      case 'Mul':
        return small ? [operation.multiplySmall, largest(bits)] : [operation.multiplyWide, bits];
      case 'Sub':
        return [operation.subtract];
      case 'Div':
        return [operation.divide];
      case 'Mod':
        return [operation.modulo];
      case 'BitOr':
        return [operation.bitOr];
      case 'BitAnd':
        return [operation.bitAnd];
      case 'Xor':
        return [operation.bitXor];
    }
  }

  #equality(equal: boolean): readonly [number] {
    const type = this.#pop();
    this.#need(type, ability.drop, 'Eq');
    this.#popType(type, 'Eq');
    this.#pushPrimitive('bool');
    if (type.kind in integerBits) return [equal ? operation.equalIntegers : operation.unequalIntegers];
    if (type.kind === 'bool' || type.kind === 'address' || type.kind === 'signer') {
      return [equal ? operation.equalSame : operation.unequalSame];
    }
    return [equal ? operation.equalDeep : operation.unequalDeep];
  }

  #element(signature: number): Token {
    return this.#module.signatures[signature]![0]!;
  }

  #count(literal: Value): number {
    return typeof literal === 'number' && literal <= maxStack
      ? literal
      : malformed('too many elements for a vector');
  }

  #popVector(signature: number, mutable: boolean, name: string): Token {
    const element = this.#element(signature);
    if (this.#popReference(name, mutable) !== this.#module.tokens.vector(element)) mismatch(name);
    return element;
  }

  #constraints(constraints: readonly number[], typeArguments: readonly Token[]): void {
    if (constraints.length !== typeArguments.length) malformed('wrong number of type arguments');
    typeArguments.forEach((argument, i) => {
      this.#need(argument, constraints[i]!, 'a type argument');
    });
  }

  #need(type: Token, abilities: number, name: string): void {
    if (
      (abilities & ~tokenAbilities(this.#module, type, this.#handle.typeParameters, this.#abilities)) !==
      0
    ) {
      malformed(`${name} of a type without the ability`);
    }
  }

  #push(type: Token): void {
    this.#pushed++;
    this.#stack.push(type);
  }

  #pushPrimitive(kind: PrimitiveName): void {
    this.#push(this.#module.tokens.primitive(kind));
  }

  #pop(): Token {
    return this.#stack.pop() ?? malformed('an operand missing on the stack');
  }

  #popType(type: Token, name: string): void {
    if (this.#pop() !== type) mismatch(name);
  }

  #popPrimitive(kind: PrimitiveName, name: string): void {
    if (this.#pop().kind !== kind) mismatch(name);
  }

  #popInteger(name: string): number {
    return integerBits[this.#pop().kind] ?? mismatch(name);
  }

  /** What a reference on top of the stack refers to; a mutable one serves where an immutable one is asked. */
  #popReference(name: string, mutable: boolean): Token {
    const type = this.#pop();
    if (type.kind !== 'reference' || (mutable && !type.mutable)) return mismatch(name);
    return type.to;
  }
}

/** The value of a constant. @throws ExecutionFailure when its bytes are not of its type */
export function constantValue(type: Token, bytes: Uint8Array): Value {
  try {
    return deserializeValue(constantLayout(type), bytes);
  } catch (error) {
    if (error instanceof ExecutionFailure) malformed(`a constant that is not of its type: ${error.message}`);
    throw error;
  }
}

/** The layout of a constant's type. */
export function constantLayout(type: Token): Layout {
  if (type.kind === 'vector') return { kind: 'vector', element: constantLayout(type.element) };
  if (type.kind === 'datatype' || type.kind === 'reference' || type.kind === 'parameter') {
    return malformed('a constant of a type that has no constants');
  }
  return primitiveTypes[type.kind];
}

/** The largest integer of up to 32 bits, as the bits of an Int32Array hold it. */
function largest(bits: number): number {
  return (2 ** bits - 1) | 0;
}

function mismatch(name: string): never {
  return malformed(`${name} of operands of the wrong type`);
}
