/** The types on the operand stack while the code of one function is verified. */
import { tokenAbilities } from '../bytecode/bounds.js';
import { malformed } from '../bytecode/cursor.js';
import type { CompiledModule, FunctionHandle } from '../bytecode/module.js';
import type { Token } from '../bytecode/tokens.js';
import type { PrimitiveName } from '../types.js';

/** Sui's limit on the values that one basic block may push. */
const maxPushed = 10_000;
/** Sui's limit on the values of one function that are on the stack at a time. */
export const maxStack = 1024;

const integers: ReadonlySet<string> = new Set(['u8', 'u16', 'u32', 'u64', 'u128', 'u256']);

/**
 * A stack of types. Each `pop` and `need` throws `ExecutionFailure` MALFORMED_BYTECODE when the type on top
 * is not what the instruction `name` takes.
 */
export class OperandTypes {
  readonly #module: CompiledModule;
  readonly #handle: FunctionHandle;
  readonly #stack: Token[] = [];
  readonly #abilities = new Map<Token, number>();
  #pushed = 0;

  constructor(module: CompiledModule, handle: FunctionHandle) {
    this.#module = module;
    this.#handle = handle;
  }

  /** Values on the stack. */
  get depth(): number {
    return this.#stack.length;
  }

  /** Begins a basic block: the stack must be empty. */
  beginBlock(): void {
    this.needEmpty('between basic blocks');
    this.#pushed = 0;
  }

  /** Throws unless the stack is empty; `where` goes into the message. */
  needEmpty(where: string): void {
    if (this.#stack.length > 0) malformed(`values left on the stack ${where}`);
  }

  /** Throws when the block has pushed, or the stack holds, more than Sui allows. */
  needWithinLimits(): void {
    if (this.#stack.length <= maxStack && this.#pushed <= maxPushed) return;
    malformed(
      `too many values on the stack: at most ${maxStack} at a time, ${maxPushed} pushed in a basic block`,
    );
  }

  /** Forgets all values: control does not go on from here. */
  drop(): void {
    this.#stack.length = 0;
  }

  push(type: Token): void {
    this.#pushed++;
    this.#stack.push(type);
  }

  pushPrimitive(kind: PrimitiveName): void {
    this.push(this.#module.tokens.primitive(kind));
  }

  /** Takes a value of any type. */
  pop(): Token {
    return this.#stack.pop() ?? malformed('an operand missing on the stack');
  }

  /** Takes a value of exactly this type. */
  popType(type: Token, name: string): void {
    if (this.pop() !== type) mismatch(name);
  }

  popPrimitive(kind: PrimitiveName, name: string): void {
    if (this.pop().kind !== kind) mismatch(name);
  }

  /** Takes an integer of any width, and gives its type. */
  popInteger(name: string): Token {
    const type = this.pop();
    return integers.has(type.kind) ? type : mismatch(name);
  }

  /** Takes a reference, and gives the type that it refers to. A mutable one serves as an immutable one. */
  popReference(name: string, mutable: boolean): Token {
    const type = this.pop();
    if (type.kind !== 'reference' || (mutable && !type.mutable)) return mismatch(name);
    return type.to;
  }

  /** Throws unless a type has all of these abilities (bits). */
  need(type: Token, abilities: number, name: string): void {
    const { typeParameters } = this.#handle;
    const held = tokenAbilities(this.#module, type, typeParameters, this.#abilities);
    if ((abilities & ~held) !== 0) malformed(`${name} of a type without the ability`);
  }
}

/** Ends verification: an instruction finds operands of other types than it takes. */
export function mismatch(name: string): never {
  return malformed(`${name} of operands of the wrong type`);
}
