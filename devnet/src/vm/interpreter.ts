/**
 * Runs lowered code (code/operations.ts).
 *
 * One array holds the locals and operands of all frames: a call finds its arguments on top of its caller's
 * operands, where they become its first locals. So a call moves nothing, and a local's address is its place
 * in the array. Limits are those of the real VM: 1024 frames below the running one, 1024 operands in all
 * frames.
 *
 * The interpreter is one big switch over a flat array. In the measurement of values.ts it runs 221 million
 * instructions a second; a closure for each instruction runs 85 million. Whole Move functions run at 75
 * (u256) to 240 (loops of u64) million instructions a second, calls included. The cases of the switch are
 * literals, since only such a switch becomes a jump table; `satisfies` ties each to its name. That is why
 * `#interpret` is one long function, and why what it uses in each step is in this file; only what runs once,
 * on failure, is elsewhere (interpreter-errors.ts).
 */
import { operation } from './code/operations.js';
import { ExecutionFailure, MoveAbort } from './errors.js';
import {
  addIntegers,
  andIntegers,
  castInteger,
  divideIntegers,
  lessInteger,
  moduloIntegers,
  multiplyIntegers,
  orIntegers,
  shiftLeftInteger,
  shiftRightInteger,
  subtractIntegers,
  xorIntegers,
} from './integers.js';
import {
  describe,
  fail,
  located,
  location,
  outOfBounds,
  vectorFailure,
  wrongVariant,
} from './interpreter-errors.js';
import type { Instance } from './linkage.js';
import { NativeAbort } from './natives/native.js';
import type { Native, NativeContext } from './natives/native.js';
import type { Type } from './types.js';
import { Slot, Variant, assign, equalValues, toBigInt, valueSize } from './values.js';
import type { Integer, Value } from './values.js';
import type { Meter } from './machine.js';

/** Frames that may wait below the running one. */
const maxFrames = 1024;
/** Operands on the stack, all frames together. */
const maxOperands = 1024;
/** Elements of one vector: Sui's limit. */
const maxVectorLength = 256 * 1024;

/** Instructions between two reports to the meter, about. */
const meterInterval = 4096;

/** What a run needs from the machine. */
export interface InterpreterContext {
  readonly meter: Meter;
  readonly natives: NativeContext;
  findNative(instance: Instance): Native;
  /** Throws `ExecutionFailure('VALUE_DEPTH_EXCEEDED')` for a type whose values nest too deeply. */
  checkDepth(type: Type): void;
  /** Told every opcode that runs, as (function, code offset); for coverage in tests. Slows everything. */
  readonly trace?: ((instance: Instance, offset: number) => void) | undefined;
}

/** One run of one function. */
export class Interpreter {
  readonly #context: InterpreterContext;
  /** Frames below the running one. */
  readonly #instances: Instance[] = [];
  readonly #positions: number[] = [];
  readonly #bases: number[] = [];
  #running: Instance | undefined;

  constructor(context: InterpreterContext) {
    this.#context = context;
  }

  /**
   * Runs a function to its end and returns its results.
   * @throws MoveError, with the place where it happened
   */
  run(entry: Instance, args: readonly Value[]): Value[] {
    if (entry.isNative) {
      const stack = [...args];
      const left = this.#native(entry, stack, stack.length);
      return stack.slice(0, left);
    }
    return this.#interpret(entry, args);
  }

  /** The functions that are running, outermost first, as `print_stack_trace` shows them. */
  stackTrace(): string {
    const lines = this.#instances.map((instance, i) => `    [${i}] ${describe(instance)}`);
    if (this.#running !== undefined) lines.push(`    [${lines.length}] ${describe(this.#running)}`);
    return ['Call Stack:', ...lines].join('\n');
  }

  // eslint-disable-next-line max-lines-per-function -- one loop over all instructions of Move, for speed
  #interpret(entry: Instance, args: readonly Value[]): Value[] {
    const { meter, trace } = this.#context;
    const instances = this.#instances;
    const positions = this.#positions;
    const bases = this.#bases;
    const stack: Value[] = [...args];
    let instance = entry;
    let lowered = instance.lowered;
    let code = lowered.code;
    let pool = lowered.pool;
    /** Where the running frame's locals begin. */
    let base = 0;
    /** One past the top operand. */
    let top = instance.localCount;
    /** Operands of the frames below. */
    let operandsBelow = 0;
    let at = 0;
    let steps = 0;
    for (let i = args.length; i < top + maxOperands; i++) stack.push(0);
    this.#running = instance;

    try {
      for (;;) {
        steps++;
        if (trace !== undefined) trace(instance, at >> 1);
        switch (code[at]) {
          case 0 satisfies typeof operation.nop:
            break;
          case 1 satisfies typeof operation.pop:
            top--;
            break;
          case 2 satisfies typeof operation.ret: {
            const count = instance.returnCount;
            for (let i = 0; i < count; i++) stack[base + i] = stack[top - count + i]!;
            top = base + count;
            const ended = base;
            if (instances.length === 0) {
              meter.instructions(steps);
              return stack.slice(0, count);
            }
            instance = instances.pop()!;
            at = positions.pop()!;
            base = bases.pop()!;
            this.#running = instance;
            lowered = instance.lowered;
            pool = lowered.pool;
            operandsBelow -= ended - base - instance.localCount;
            code = lowered.code;
            if (operandsBelow + lowered.maxDepth > maxOperands) {
              code = trapped(instance, operandsBelow);
              // Copying long code takes time, which a loop of calls could multiply: it counts as work.
              steps += lowered.depths.length >> 4;
            }
            break;
          }
          case 3 satisfies typeof operation.brTrue:
            if (stack[--top] === true) {
              at = code[at + 1]!;
              if (steps >= meterInterval) {
                meter.instructions(steps);
                steps = 0;
              }
              continue;
            }
            break;
          case 4 satisfies typeof operation.brFalse:
            if (stack[--top] === false) {
              at = code[at + 1]!;
              if (steps >= meterInterval) {
                meter.instructions(steps);
                steps = 0;
              }
              continue;
            }
            break;
          case 5 satisfies typeof operation.branch:
            at = code[at + 1]!;
            if (steps >= meterInterval) {
              meter.instructions(steps);
              steps = 0;
            }
            continue;
          case 6 satisfies typeof operation.loadInteger:
            stack[top++] = code[at + 1]!;
            break;
          case 7 satisfies typeof operation.loadPool:
            stack[top++] = pool[code[at + 1]!]!;
            break;
          case 8 satisfies typeof operation.loadCopy: {
            const value = pool[code[at + 1]!]!;
            copied = 0;
            stack[top++] = copyCounted(value);
            steps += copied;
            break;
          }
          case 9 satisfies typeof operation.loadTrue:
            stack[top++] = true;
            break;
          case 10 satisfies typeof operation.loadFalse:
            stack[top++] = false;
            break;
          case 11 satisfies typeof operation.getLocal:
            stack[top++] = stack[base + code[at + 1]!]!;
            break;
          case 12 satisfies typeof operation.copyLocal: {
            const value = stack[base + code[at + 1]!]!;
            if (typeof value === 'object') {
              copied = 0;
              stack[top++] = copyCounted(value);
              steps += copied;
            } else stack[top++] = value;
            break;
          }
          case 13 satisfies typeof operation.setLocal:
            stack[base + code[at + 1]!] = stack[--top]!;
            break;
          case 14 satisfies typeof operation.borrowLocalSlot:
            stack[top++] = new Slot(stack, base + code[at + 1]!);
            break;
          case 15 satisfies typeof operation.borrowLocalAny: {
            const place = base + code[at + 1]!;
            const value = stack[place]!;
            stack[top++] = typeof value === 'object' ? value : new Slot(stack, place);
            break;
          }
          case 16 satisfies typeof operation.borrowFieldSlot:
            stack[top - 1] = new Slot(stack[top - 1] as Value[], code[at + 1]!);
            break;
          case 17 satisfies typeof operation.borrowFieldPart:
            stack[top - 1] = (stack[top - 1] as Value[])[code[at + 1]!]!;
            break;
          case 18 satisfies typeof operation.borrowFieldAny: {
            const fields = stack[top - 1] as Value[];
            const value = fields[code[at + 1]!]!;
            stack[top - 1] = typeof value === 'object' ? value : new Slot(fields, code[at + 1]!);
            break;
          }
          case 19 satisfies typeof operation.call: {
            const site = code[at + 1]!;
            const callee = instance.callees[site] ?? instance.callee(site);
            if (callee.isNative) {
              if (steps >= meterInterval) {
                meter.instructions(steps);
                steps = 0;
              }
              top = this.#native(callee, stack, top);
              break;
            }
            if (instances.length >= maxFrames)
              fail('CALL_STACK_OVERFLOW', `more than ${maxFrames} calls deep`);
            const newBase = top - callee.parameterCount;
            operandsBelow += newBase - base - instance.localCount;
            instances.push(instance);
            positions.push(at);
            bases.push(base);
            instance = callee;
            this.#running = callee;
            base = newBase;
            top = newBase + callee.localCount;
            // Room for the locals and every operand that this frame may have, so that writes stay inside.
            for (let needed = top + maxOperands - stack.length; needed > 0; needed--) stack.push(0);
            lowered = callee.lowered;
            pool = lowered.pool;
            code = lowered.code;
            if (operandsBelow + lowered.maxDepth > maxOperands) {
              code = trapped(instance, operandsBelow);
              // Copying long code takes time, which a loop of calls could multiply: it counts as work.
              steps += lowered.depths.length >> 4;
            }
            at = 0;
            if (steps >= meterInterval) {
              meter.instructions(steps);
              steps = 0;
            }
            continue;
          }
          case 20 satisfies typeof operation.pack: {
            const site = code[at + 1]!;
            if (instance.packable[site] === 0) this.#checkPack(instance, site);
            const count = lowered.packs[site]!.count;
            top -= count;
            const fields = takeFrom(stack, top, count);
            stack[top++] = fields;
            break;
          }
          case 21 satisfies typeof operation.unpack: {
            const fields = stack[--top] as Value[];
            const count = code[at + 1]!;
            for (let i = 0; i < count; i++) stack[top++] = fields[i]!;
            break;
          }
          case 22 satisfies typeof operation.readSlot: {
            const slot = stack[top - 1] as Slot;
            stack[top - 1] = slot.array[slot.index]!;
            break;
          }
          case 23 satisfies typeof operation.readPart:
            copied = 0;
            stack[top - 1] = copyCounted(stack[top - 1]!);
            steps += copied;
            break;
          case 24 satisfies typeof operation.readAny: {
            const reference = stack[top - 1]!;
            if (reference instanceof Slot) stack[top - 1] = reference.array[reference.index]!;
            else {
              copied = 0;
              stack[top - 1] = copyCounted(reference);
              steps += copied;
            }
            break;
          }
          case 25 satisfies typeof operation.writeSlot: {
            top -= 2;
            const slot = stack[top + 1] as Slot;
            slot.array[slot.index] = stack[top]!;
            break;
          }
          case 26 satisfies typeof operation.writeAny: {
            top -= 2;
            const value = stack[top]!;
            if (typeof value === 'object') steps += partCount(value);
            assign(stack[top + 1]!, value);
            break;
          }
          case 27 satisfies typeof operation.addSmall: {
            const sum = (stack[top - 2] as number) + (stack[top - 1] as number);
            if (sum > code[at + 1]! >>> 0) fail('ARITHMETIC_ERROR', 'addition overflows');
            stack[--top - 1] = sum;
            break;
          }
          case 28 satisfies typeof operation.addWide: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            if (typeof a === 'number' && typeof b === 'number') {
              const sum = a + b;
              if (sum <= 9007199254740991) {
                stack[--top - 1] = sum;
                break;
              }
            }
            stack[--top - 1] =
              addIntegers(a as Integer, b as Integer, code[at + 1]!) ??
              fail('ARITHMETIC_ERROR', 'addition overflows');
            break;
          }
          case 29 satisfies typeof operation.subtract: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            if (typeof a === 'number' && typeof b === 'number') {
              const difference = a - b;
              if (difference >= 0) {
                stack[--top - 1] = difference;
                break;
              }
            }
            stack[--top - 1] =
              subtractIntegers(a as Integer, b as Integer) ??
              fail('ARITHMETIC_ERROR', 'subtraction underflows');
            break;
          }
          case 30 satisfies typeof operation.multiplySmall: {
            const product = (stack[top - 2] as number) * (stack[top - 1] as number);
            if (product > code[at + 1]! >>> 0) fail('ARITHMETIC_ERROR', 'multiplication overflows');
            stack[--top - 1] = product;
            break;
          }
          case 31 satisfies typeof operation.multiplyWide: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            if (typeof a === 'number' && typeof b === 'number') {
              const product = a * b;
              if (product <= 9007199254740991) {
                stack[--top - 1] = product;
                break;
              }
            }
            stack[--top - 1] =
              multiplyIntegers(a as Integer, b as Integer, code[at + 1]!) ??
              fail('ARITHMETIC_ERROR', 'multiplication overflows');
            break;
          }
          case 32 satisfies typeof operation.divide: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
              stack[--top - 1] = Math.floor(a / b);
              break;
            }
            stack[--top - 1] =
              divideIntegers(a as Integer, b as Integer) ?? fail('ARITHMETIC_ERROR', 'division by zero');
            break;
          }
          case 33 satisfies typeof operation.modulo: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
              stack[--top - 1] = a % b;
              break;
            }
            stack[--top - 1] =
              moduloIntegers(a as Integer, b as Integer) ??
              fail('ARITHMETIC_ERROR', 'remainder of division by zero');
            break;
          }
          case 34 satisfies typeof operation.bitAnd: {
            const a = stack[top - 2] as Integer;
            const b = stack[top - 1] as Integer;
            stack[--top - 1] = isSmall(a) && isSmall(b) ? (a & b) >>> 0 : andIntegers(a, b);
            break;
          }
          case 35 satisfies typeof operation.bitOr: {
            const a = stack[top - 2] as Integer;
            const b = stack[top - 1] as Integer;
            stack[--top - 1] = isSmall(a) && isSmall(b) ? (a | b) >>> 0 : orIntegers(a, b);
            break;
          }
          case 36 satisfies typeof operation.bitXor: {
            const a = stack[top - 2] as Integer;
            const b = stack[top - 1] as Integer;
            stack[--top - 1] = isSmall(a) && isSmall(b) ? (a ^ b) >>> 0 : xorIntegers(a, b);
            break;
          }
          case 37 satisfies typeof operation.shiftLeftSmall: {
            const bits = code[at + 1]!;
            const amount = stack[top - 1] as number;
            if (amount >= bits) fail('ARITHMETIC_ERROR', `shift by ${amount} of ${bits} bits`);
            const shifted = ((stack[top - 2] as number) << amount) >>> 0;
            stack[--top - 1] = bits === 32 ? shifted : shifted & (2 ** bits - 1);
            break;
          }
          case 38 satisfies typeof operation.shiftLeftWide: {
            const a = stack[top - 2] as Integer;
            const amount = stack[top - 1] as number;
            const bits = code[at + 1]!;
            if (typeof a === 'number' && amount < bits) {
              const shifted = a * 2 ** amount;
              if (shifted <= 9007199254740991) {
                stack[--top - 1] = shifted;
                break;
              }
            }
            stack[--top - 1] =
              shiftLeftInteger(a, amount, bits) ??
              fail('ARITHMETIC_ERROR', `shift by ${amount} of ${bits} bits`);
            break;
          }
          case 39 satisfies typeof operation.shiftRight: {
            const a = stack[top - 2] as Integer;
            const amount = stack[top - 1] as number;
            const bits = code[at + 1]!;
            stack[--top - 1] =
              shiftRightInteger(a, amount, bits) ??
              fail('ARITHMETIC_ERROR', `shift by ${amount} of ${bits} bits`);
            break;
          }
          case 40 satisfies typeof operation.castSmall: {
            const value = stack[top - 1];
            if (typeof value !== 'number' || value > code[at + 1]! >>> 0) {
              fail('ARITHMETIC_ERROR', `${String(value)} does not fit the integer type it is cast to`);
            }
            break;
          }
          case 41 satisfies typeof operation.castWide: {
            const value = stack[top - 1] as Integer;
            if (typeof value !== 'number' && castInteger(value, code[at + 1]!) === undefined) {
              fail('ARITHMETIC_ERROR', `${value} does not fit the integer type it is cast to`);
            }
            break;
          }
          case 42 satisfies typeof operation.and:
            stack[top - 2] = stack[top - 2] === true && stack[top - 1] === true;
            top--;
            break;
          case 43 satisfies typeof operation.or:
            stack[top - 2] = stack[top - 2] === true || stack[top - 1] === true;
            top--;
            break;
          case 44 satisfies typeof operation.not:
            stack[top - 1] = stack[top - 1] !== true;
            break;
          case 45 satisfies typeof operation.less: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            stack[--top - 1] =
              typeof a === 'number' && typeof b === 'number'
                ? a < b
                : lessInteger(a as Integer, b as Integer);
            break;
          }
          case 46 satisfies typeof operation.greater: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            stack[--top - 1] =
              typeof a === 'number' && typeof b === 'number'
                ? a > b
                : lessInteger(b as Integer, a as Integer);
            break;
          }
          case 47 satisfies typeof operation.lessOrEqual: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            stack[--top - 1] =
              typeof a === 'number' && typeof b === 'number'
                ? a <= b
                : !lessInteger(b as Integer, a as Integer);
            break;
          }
          case 48 satisfies typeof operation.greaterOrEqual: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            stack[--top - 1] =
              typeof a === 'number' && typeof b === 'number'
                ? a >= b
                : !lessInteger(a as Integer, b as Integer);
            break;
          }
          case 49 satisfies typeof operation.equalIntegers: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            stack[--top - 1] = typeof a === 'number' && typeof b === 'number' ? a === b : a === b;
            break;
          }
          case 50 satisfies typeof operation.unequalIntegers: {
            const a = stack[top - 2];
            const b = stack[top - 1];
            stack[--top - 1] = typeof a === 'number' && typeof b === 'number' ? a !== b : a !== b;
            break;
          }
          case 51 satisfies typeof operation.equalSame:
            top--;
            stack[top - 1] = stack[top - 1] === stack[top];
            break;
          case 52 satisfies typeof operation.unequalSame:
            top--;
            stack[top - 1] = stack[top - 1] !== stack[top];
            break;
          case 53 satisfies typeof operation.equalDeep:
            top--;
            steps += valueSize(stack[top]!, 1e9);
            stack[top - 1] = equalValues(stack[top - 1]!, stack[top]!);
            break;
          case 54 satisfies typeof operation.unequalDeep:
            top--;
            steps += valueSize(stack[top]!, 1e9);
            stack[top - 1] = !equalValues(stack[top - 1]!, stack[top]!);
            break;
          case 55 satisfies typeof operation.abort:
            throw new MoveAbort(toBigInt(stack[top - 1]!), location(instance, at >> 1));
          case 56 satisfies typeof operation.vectorPack: {
            const site = code[at + 1]!;
            if (instance.packable[site] === 0) this.#checkPack(instance, site);
            const count = lowered.packs[site]!.count;
            top -= count;
            stack[top] = stack.slice(top, top + count);
            top++;
            break;
          }
          case 57 satisfies typeof operation.vectorLength:
            stack[top - 1] = (stack[top - 1] as Value[]).length;
            break;
          case 58 satisfies typeof operation.vectorBorrowSlot: {
            const index = stack[top - 1] as number;
            const vector = stack[top - 2] as Value[];
            if (!(index < vector.length)) outOfBounds(index, vector);
            stack[--top - 1] = new Slot(vector, index);
            break;
          }
          case 59 satisfies typeof operation.vectorBorrowPart: {
            const index = stack[top - 1] as number;
            const vector = stack[top - 2] as Value[];
            if (!(index < vector.length)) outOfBounds(index, vector);
            stack[--top - 1] = vector[index]!;
            break;
          }
          case 60 satisfies typeof operation.vectorBorrowAny: {
            const index = stack[top - 1] as number;
            const vector = stack[top - 2] as Value[];
            if (!(index < vector.length)) outOfBounds(index, vector);
            const value = vector[index]!;
            stack[--top - 1] = typeof value === 'object' ? value : new Slot(vector, index);
            break;
          }
          case 61 satisfies typeof operation.vectorPush: {
            top -= 2;
            const vector = stack[top] as Value[];
            if (vector.length >= maxVectorLength)
              vectorFailure(4n, `a vector of more than ${maxVectorLength}`);
            vector.push(stack[top + 1]!);
            break;
          }
          case 62 satisfies typeof operation.vectorPop:
            stack[top - 1] =
              (stack[top - 1] as Value[]).pop() ?? vectorFailure(2n, 'nothing to take from an empty vector');
            break;
          case 63 satisfies typeof operation.vectorUnpack: {
            const vector = stack[--top] as Value[];
            const count = code[at + 1]!;
            if (vector.length !== count) vectorFailure(3n, `a vector of ${vector.length}, not of ${count}`);
            for (let i = 0; i < count; i++) stack[top++] = vector[i]!;
            break;
          }
          case 64 satisfies typeof operation.vectorSwap: {
            top -= 3;
            const vector = stack[top] as Value[];
            const a = stack[top + 1] as number;
            const b = stack[top + 2] as number;
            if (!(a < vector.length)) outOfBounds(a, vector);
            if (!(b < vector.length)) outOfBounds(b, vector);
            const value = vector[a]!;
            vector[a] = vector[b]!;
            vector[b] = value;
            break;
          }
          case 65 satisfies typeof operation.packVariant: {
            const site = code[at + 1]!;
            if (instance.packable[site] === 0) this.#checkPack(instance, site);
            const { count, tag } = lowered.packs[site]!;
            top -= count;
            stack[top] = new Variant(tag, takeFrom(stack, top, count));
            top++;
            break;
          }
          case 66 satisfies typeof operation.unpackVariant: {
            const variant = stack[--top] as Variant;
            if (variant.tag !== code[at + 1]!) wrongVariant(variant.tag, code[at + 1]!);
            for (let i = 0; i < variant.fields.length; i++) stack[top++] = variant.fields[i]!;
            break;
          }
          case 67 satisfies typeof operation.unpackVariantReference: {
            const variant = stack[--top] as Variant;
            if (variant.tag !== code[at + 1]!) wrongVariant(variant.tag, code[at + 1]!);
            const fields = variant.fields;
            for (let i = 0; i < fields.length; i++) {
              const value = fields[i]!;
              stack[top++] = typeof value === 'object' ? value : new Slot(fields, i);
            }
            break;
          }
          case 68 satisfies typeof operation.variantSwitch:
            at = lowered.jumpTables[code[at + 1]!]![(stack[--top] as Variant).tag]!;
            if (steps >= meterInterval) {
              meter.instructions(steps);
              steps = 0;
            }
            continue;
          case 69 satisfies typeof operation.overflow:
            fail('EXECUTION_STACK_OVERFLOW', `more than ${maxOperands} operands`);
            break;
          case 70 satisfies typeof operation.readField:
            stack[top - 1] = (stack[top - 1] as Value[])[code[at + 1]!]!;
            steps++;
            at += 4;
            continue;
          default:
            fail('INVARIANT_VIOLATION', `unknown operation ${code[at]}`);
        }
        at += 2;
      }
    } catch (error) {
      throw this.#accounted(located(error, instance, at >> 1), steps, instance, at >> 1);
    }
  }

  /** The error, or the meter's own when what ran up to here was not affordable. */
  #accounted(error: unknown, steps: number, instance: Instance, instruction: number): unknown {
    if (error instanceof ExecutionFailure && error.code === 'OUT_OF_GAS') return error;
    try {
      this.#context.meter.instructions(steps);
      return error;
    } catch (outOfGas) {
      return located(outOfGas, instance, instruction);
    }
  }

  /** Calls a native with the arguments on top of the stack and puts its result there; the new top. */
  #native(callee: Instance, stack: Value[], top: number): number {
    const { natives } = this.#context;
    const from = top - callee.parameterCount;
    try {
      const native = (callee.native ??= this.#context.findNative(callee));
      const result = native(natives, callee.typeArguments, stack.slice(from, top));
      if ((result === undefined ? 0 : 1) !== callee.returnCount) {
        fail('NATIVE_ERROR', `native ${callee.function.name} returned the wrong number of results`);
      }
      if (result === undefined) return from;
      stack[from] = result;
      return from + 1;
    } catch (error) {
      const place = location(callee, 0);
      if (error instanceof NativeAbort) throw new MoveAbort(error.abortCode, place);
      throw located(error, callee, 0);
    }
  }

  #checkPack(instance: Instance, site: number): void {
    this.#context.checkDepth(instance.linkage.packed(instance, instance.lowered.packs[site]!));
    instance.packable[site] = 1;
  }
}

/**
 * The code of an instance with `overflow` wherever a push would go beyond the operand stack, given how many
 * operands the frames below already have there. Made only for calls that come near the limit.
 */
function trapped(instance: Instance, operandsBelow: number): Int32Array {
  const { code, depths } = instance.lowered;
  const copy = code.slice();
  for (let at = 0; at < depths.length; at++) {
    if (operandsBelow + depths[at]! > maxOperands) copy[2 * at] = operation.overflow;
  }
  return copy;
}

/** Values copied since it was last set to zero: copying counts as instructions, one for each value. */
let copied = 0;

function copyCounted(value: Value): Value {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const copy = value.slice();
    const length = copy.length;
    copied += length;
    for (let i = 0; i < length; i++) {
      const part = copy[i]!;
      if (typeof part === 'object') copy[i] = copyCounted(part);
    }
    return copy;
  }
  if (value instanceof Variant) return new Variant(value.tag, copyCounted(value.fields) as Value[]);
  return fail('INVARIANT_VIOLATION', 'a reference inside a value');
}

function partCount(value: Value): number {
  return Array.isArray(value) ? value.length : 1;
}

function takeFrom(stack: readonly Value[], from: number, count: number): Value[] {
  switch (count) {
    case 1:
      return [stack[from]!];
    case 2:
      return [stack[from]!, stack[from + 1]!];
    case 3:
      return [stack[from]!, stack[from + 1]!, stack[from + 2]!];
    default:
      return stack.slice(from, from + count);
  }
}

function isSmall(value: Integer): value is number {
  return typeof value === 'number' && value <= 0x7fff_ffff;
}
