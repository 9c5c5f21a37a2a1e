/**
 * Verifies the code of a function, with the types on the operand stack.
 *
 * The rules are those of Move's bytecode verifier: the stack is empty between basic blocks, every instruction
 * finds operands of its types with the abilities it needs, code ends in an unconditional jump, and
 * (locals.ts) no local is used while it holds nothing. Reference safety (no reference outlives its value, or
 * is an alias of another one) is the one part that is not repeated here. Bytecode that breaks it can confuse
 * values within its own transaction, nothing else.
 */
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
import type { PrimitiveName } from '../types.js';
import type { Value } from '../values.js';
import { basicBlocks } from './basic-blocks.js';
import { checkLocals } from './locals.js';
import type { Budget } from './locals.js';
import { maxStack, mismatch, OperandTypes } from './operand-types.js';
import { calledFunction, namedField, namedStruct, namedVariant } from './operands.js';

/** What verification finds out about code; all that lowering needs beside the code itself. */
export interface VerifiedCode {
  /** Code offsets at which basic blocks begin. */
  readonly blocks: ReadonlySet<number>;
  /**
   * For each instruction that works alike on several types, the one that it works on here: the value that is
   * read, written, borrowed or compared, the integers of an arithmetic operation, what is packed, the element
   * of a vector. Undefined for all others.
   */
  readonly types: readonly (Token | undefined)[];
  /** Operands on the stack after each instruction. */
  readonly depths: Uint16Array;
  /** The largest of them. */
  readonly maxDepth: number;
}

/**
 * Verifies the code of a function.
 * @throws ExecutionFailure MALFORMED_BYTECODE when the code breaks a rule
 */
export function verifyFunction(
  module: CompiledModule,
  definition: FunctionDefinition & { readonly code: Code },
  budget: Budget = { steps: Infinity },
): VerifiedCode {
  const { code } = definition;
  const known = verified.get(code);
  if (known !== undefined) return known;
  const handle = module.functionHandles[definition.handle]!;
  const blocks = basicBlocks(code);
  checkLocals({ module, handle, code, blocks, budget });
  const result = new Verifier(module, handle, code).verify(new Set(blocks));
  verified.set(code, result);
  return result;
}

/** By code, which belongs to one module; the address of that module has no part in the rules. */
const verified = new WeakMap<Code, VerifiedCode>();

class Verifier {
  readonly #module: CompiledModule;
  readonly #handle: FunctionHandle;
  readonly #code: Code;
  readonly #locals: readonly Token[];
  readonly #stack: OperandTypes;

  constructor(module: CompiledModule, handle: FunctionHandle, code: Code) {
    this.#module = module;
    this.#handle = handle;
    this.#code = code;
    this.#locals = [...handle.parameters, ...code.locals];
    this.#stack = new OperandTypes(module, handle);
  }

  verify(blocks: ReadonlySet<number>): VerifiedCode {
    const { instructions } = this.#code;
    const depths = new Uint16Array(instructions.length);
    let maxDepth = 0;
    const types = instructions.map((instruction, at) => {
      if (blocks.has(at)) this.#stack.beginBlock();
      const type = this.#instruction(instruction);
      const { depth } = this.#stack;
      depths[at] = depth;
      maxDepth = Math.max(maxDepth, depth);
      this.#stack.needWithinLimits();
      return type;
    });
    this.#stack.needEmpty('between basic blocks');
    return { blocks, types, depths, maxDepth };
  }

  /**
   * Applies an instruction to the stack of types; gives the type for `VerifiedCode.types`.
   */
  // eslint-disable-next-line max-lines-per-function -- one case for each instruction of Move
  #instruction({ opcode, index, literal }: Instruction): Token | undefined {
    const module = this.#module;
    const stack = this.#stack;
    const name = opcodes[opcode]!.name;
    switch (name) {
      case 'Nop':
      case 'Branch':
        return undefined;
      case 'Pop':
        stack.need(stack.pop(), ability.drop, name);
        return undefined;
      case 'Ret':
        for (const type of this.#handle.returns.toReversed()) stack.popType(type, name);
        stack.needEmpty('at a return');
        return undefined;
      case 'BrTrue':
      case 'BrFalse':
        stack.popPrimitive('bool', name);
        return undefined;
      case 'Abort':
        stack.popPrimitive('u64', name);
        stack.drop();
        return undefined;
      case 'LdTrue':
      case 'LdFalse':
        stack.pushPrimitive('bool');
        return undefined;
      case 'LdU8':
      case 'LdU16':
      case 'LdU32':
      case 'LdU64':
      case 'LdU128':
      case 'LdU256':
        stack.pushPrimitive(name.slice(2).toLowerCase() as PrimitiveName);
        return undefined;
      case 'LdConst':
        stack.push(module.constants[index]!.type);
        return undefined;
      case 'CopyLoc': {
        const type = this.#locals[index]!;
        stack.need(type, ability.copy, name);
        stack.push(type);
        return type;
      }
      case 'MoveLoc':
        stack.push(this.#locals[index]!);
        return undefined;
      case 'StLoc':
        stack.popType(this.#locals[index]!, name);
        return undefined;
      case 'MutBorrowLoc':
      case 'ImmBorrowLoc': {
        const type = this.#locals[index]!;
        if (type.kind === 'reference') malformed('a reference to a reference');
        stack.push(module.tokens.reference(name === 'MutBorrowLoc', type));
        return type;
      }
      case 'MutBorrowField':
      case 'ImmBorrowField':
      case 'MutBorrowFieldGeneric':
      case 'ImmBorrowFieldGeneric':
        return this.#borrowField(name, index);
      case 'Call':
      case 'CallGeneric':
        return this.#call(name, index);
      case 'Pack':
      case 'PackGeneric': {
        const { of, typeArguments } = namedStruct(module, name, index);
        const { handle, fields } = module.structs[of]!;
        return this.#pack(handle, fields, typeArguments);
      }
      case 'Unpack':
      case 'UnpackGeneric': {
        const { of, typeArguments } = namedStruct(module, name, index);
        const { handle, fields } = module.structs[of]!;
        stack.popType(this.#datatype(handle, typeArguments), 'Unpack');
        this.#pushFields(fields, typeArguments, undefined);
        return undefined;
      }
      case 'ReadRef': {
        const to = stack.popReference(name, false);
        stack.need(to, ability.copy, name);
        stack.push(to);
        return to;
      }
      case 'WriteRef': {
        const to = stack.popReference(name, true);
        stack.need(to, ability.drop, name);
        stack.popType(to, name);
        return to;
      }
      case 'FreezeRef':
        stack.push(module.tokens.reference(false, stack.popReference(name, true)));
        return undefined;
      case 'Add':
      case 'Sub':
      case 'Mul':
      case 'Div':
      case 'Mod':
      case 'BitOr':
      case 'BitAnd':
      case 'Xor': {
        const type = stack.popInteger(name);
        stack.popType(type, name);
        stack.push(type);
        return type;
      }
      case 'Shl':
      case 'Shr': {
        stack.popPrimitive('u8', name);
        const type = stack.popInteger(name);
        stack.push(type);
        return type;
      }
      case 'CastU8':
      case 'CastU16':
      case 'CastU32':
      case 'CastU64':
      case 'CastU128':
      case 'CastU256':
        stack.popInteger(name);
        stack.pushPrimitive(name.slice(4).toLowerCase() as PrimitiveName);
        return undefined;
      case 'And':
      case 'Or':
        stack.popPrimitive('bool', name);
        stack.popPrimitive('bool', name);
        stack.pushPrimitive('bool');
        return undefined;
      case 'Not':
        stack.popPrimitive('bool', name);
        stack.pushPrimitive('bool');
        return undefined;
      case 'Lt':
      case 'Gt':
      case 'Le':
      case 'Ge':
        stack.popType(stack.popInteger(name), name);
        stack.pushPrimitive('bool');
        return undefined;
      case 'Eq':
      case 'Neq': {
        const type = stack.pop();
        stack.need(type, ability.drop, 'Eq');
        stack.popType(type, 'Eq');
        stack.pushPrimitive('bool');
        return type;
      }
      case 'VecPack': {
        const element = this.#element(index);
        const count = vectorCount(literal);
        for (let i = 0; i < count; i++) stack.popType(element, name);
        stack.push(module.tokens.vector(element));
        return element;
      }
      case 'VecUnpack': {
        const element = this.#element(index);
        const count = vectorCount(literal);
        stack.popType(module.tokens.vector(element), name);
        for (let i = 0; i < count; i++) stack.push(element);
        return undefined;
      }
      case 'VecLen':
        this.#popVector(index, false, name);
        stack.pushPrimitive('u64');
        return undefined;
      case 'VecImmBorrow':
      case 'VecMutBorrow': {
        stack.popPrimitive('u64', name);
        const element = this.#popVector(index, name === 'VecMutBorrow', name);
        stack.push(module.tokens.reference(name === 'VecMutBorrow', element));
        return element;
      }
      case 'VecPushBack':
        stack.popType(this.#element(index), name);
        this.#popVector(index, true, name);
        return undefined;
      case 'VecPopBack':
        stack.push(this.#popVector(index, true, name));
        return undefined;
      case 'VecSwap':
        stack.popPrimitive('u64', name);
        stack.popPrimitive('u64', name);
        this.#popVector(index, true, name);
        return undefined;
      case 'PackVariant':
      case 'PackVariantGeneric': {
        const { handle, fields, typeArguments } = namedVariant(module, name, index);
        return this.#pack(handle, fields, typeArguments);
      }
      case 'UnpackVariant':
      case 'UnpackVariantGeneric': {
        const { handle, fields, typeArguments } = namedVariant(module, name, index);
        stack.popType(this.#datatype(handle, typeArguments), name);
        this.#pushFields(fields, typeArguments, undefined);
        return undefined;
      }
      case 'UnpackVariantImmRef':
      case 'UnpackVariantMutRef':
      case 'UnpackVariantGenericImmRef':
      case 'UnpackVariantGenericMutRef': {
        const { handle, fields, typeArguments } = namedVariant(module, name, index);
        const type = this.#datatype(handle, typeArguments);
        const mutable = name.endsWith('MutRef');
        if (stack.popReference(name, mutable) !== type) mismatch(name);
        this.#pushFields(fields, typeArguments, mutable);
        return undefined;
      }
      case 'VariantSwitch': {
        const to = stack.popReference(name, false);
        const expected = module.enums[this.#code.jumpTables[index]!.enum]!.handle;
        if (to.kind !== 'datatype' || to.handle !== expected) mismatch(name);
        return undefined;
      }
      default:
        return malformed(`unknown instruction ${name}`);
    }
  }

  #borrowField(name: string, index: number): Token {
    const { tokens, structs } = this.#module;
    const { struct, field, typeArguments } = namedField(this.#module, name, index);
    const definition = structs[struct]!;
    const mutable = name.startsWith('Mut');
    const to = this.#stack.popReference('BorrowField', mutable);
    if (to !== tokens.datatype(definition.handle, typeArguments)) mismatch('BorrowField');
    const type = tokens.substitute(definition.fields[field]!.type, typeArguments);
    this.#stack.push(tokens.reference(mutable, type));
    return type;
  }

  #call(name: string, index: number): undefined {
    const { tokens, functionHandles } = this.#module;
    const { of, typeArguments } = calledFunction(this.#module, name, index);
    const handle = functionHandles[of]!;
    this.#constraints(handle.typeParameters, typeArguments);
    for (const type of handle.parameters.toReversed()) {
      this.#stack.popType(tokens.substitute(type, typeArguments), handle.name);
    }
    for (const type of handle.returns) this.#stack.push(tokens.substitute(type, typeArguments));
  }

  #pack(handle: number, fields: readonly FieldDefinition[], typeArguments: readonly Token[]): Token {
    const type = this.#datatype(handle, typeArguments);
    for (const field of fields.toReversed()) {
      this.#stack.popType(this.#module.tokens.substitute(field.type, typeArguments), 'Pack');
    }
    this.#stack.push(type);
    return type;
  }

  /** Pushes the fields or, if `mutable` is given, references to them. */
  #pushFields(
    fields: readonly FieldDefinition[],
    typeArguments: readonly Token[],
    mutable: boolean | undefined,
  ): void {
    const { tokens } = this.#module;
    for (const { type } of fields) {
      const field = tokens.substitute(type, typeArguments);
      this.#stack.push(mutable === undefined ? field : tokens.reference(mutable, field));
    }
  }

  #datatype(handle: number, typeArguments: readonly Token[]): Token {
    const { typeParameters } = this.#module.datatypeHandles[handle]!;
    const constraints = typeParameters.map((parameter) => parameter.constraints);
    this.#constraints(constraints, typeArguments);
    return this.#module.tokens.datatype(handle, typeArguments);
  }

  #constraints(constraints: readonly number[], typeArguments: readonly Token[]): void {
    if (constraints.length !== typeArguments.length) malformed('wrong number of type arguments');
    typeArguments.forEach((argument, i) => {
      this.#stack.need(argument, constraints[i]!, 'a type argument');
    });
  }

  #element(signature: number): Token {
    return this.#module.signatures[signature]![0]!;
  }

  #popVector(signature: number, mutable: boolean, name: string): Token {
    const element = this.#element(signature);
    if (this.#stack.popReference(name, mutable) !== this.#module.tokens.vector(element)) mismatch(name);
    return element;
  }
}

function vectorCount(literal: Value): number {
  return typeof literal === 'number' && literal <= maxStack
    ? literal
    : malformed(`a vector of ${String(literal)} elements on the stack; at most ${maxStack}`);
}
